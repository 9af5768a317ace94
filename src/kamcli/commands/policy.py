"""`kam policy`: the thresholds and choices of the company."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer
from msgspec import Struct
from msgspec.structs import replace

from kamcli import options
from kamcli.cli import Reading, Writing, new_app
from kamcli.i18n import N_, _, ngettext, sentences
from kamcli.ledger.grades import regrade
from kamcli.ledger.opening import reading, writing
from kamcli.ledger.policies import Approved, InForce, list_settings, policy_in_force, set_policy
from kamcli.ledger.records import Scope
from kamcli.output import answer, streams
from kamcli.output.answer import Column, Listing
from kamcli.reports.changes import Change, change_line, changes_of
from kamcli.rules.policy import find_key, read_setting

app = new_app(N_("The thresholds and choices of the company."))

_Key = Annotated[
    str, typer.Argument(metavar="KEY", help=N_("The choice, as kam policy show says."))
]
_Value = Annotated[str, typer.Argument(metavar="VALUE", help=N_("Its value."))]
_From = Annotated[
    str, typer.Option("--from", metavar="DATE", help=N_("The day from which it holds."))
]
_ApprovedBy = Annotated[
    str, typer.Option("--approved-by", metavar="NAME", help=N_("The supervisor who approved it."))
]


class PolicySet(Struct, frozen=True, kw_only=True):
    """What `kam policy set -f json` returns; `changed` are the grades that became others today."""

    key: str
    value: str
    from_on: date
    approved_by: str
    version: int
    changed: tuple[Change, ...]


@app.command("show", cls=Reading, epilog="kam policy show --as-of 2027-01-01")
def show(ctx: typer.Context) -> None:
    """List the policy in force on a day."""
    session = options.session(ctx)
    with reading(session) as ledger:
        rows = [
            replace(each, meaning=_(each.meaning))
            for each in policy_in_force(ledger, as_of=session.as_of)
        ]
    columns = [
        Column(key="key", title=_("Policy")),
        Column(key="value", title=_("Value")),
        Column(key="from_on", title=_("From")),
        Column(key="approved_by", title=_("Approved by")),
        Column(key="version", title=_("Version"), right=True),
        Column(key="meaning", title=_("Meaning")),
    ]
    answer.give(Listing(kind=InForce, columns=columns, rows=rows, nothing=""), options.target(ctx))


@app.command("history", cls=Reading, epilog="kam policy history")
def history(ctx: typer.Context) -> None:
    """List every setting that was approved, in the order in which they were made."""
    with reading(options.session(ctx)) as ledger:
        rows = list_settings(ledger)
    columns = [
        Column(key="version", title=_("Version"), right=True),
        Column(key="key", title=_("Policy")),
        Column(key="value", title=_("Value")),
        Column(key="from_on", title=_("From")),
        Column(key="approved_by", title=_("Approved by")),
        Column(key="recorded_at", title=_("Recorded")),
    ]
    nothing = _("The policy is the procedure as it stands: nothing was set.")
    listing = Listing(kind=Approved, columns=columns, rows=rows, nothing=nothing)
    answer.give(listing, options.target(ctx))


@app.command(
    "set",
    cls=Writing,
    epilog="kam policy set grading.annual_threshold 600000 --from 2027-01-01 --approved-by 总经理",
)
def set_(
    ctx: typer.Context, key: _Key, value: _Value, from_: _From, approved_by: _ApprovedBy
) -> None:
    """Set a policy from a day on, and work out what it changes."""
    session = options.session(ctx)
    choice, spelt = find_key(key).key, read_setting(key, value)
    from_on = options.coming_day(from_, as_of=session.as_of)
    who = options.text_of(approved_by, name="--approved-by")
    with writing(session, "policy set") as ledger:
        made = set_policy(ledger, choice, spelt, from_on=from_on, approved_by=who)
        # A policy of a later day leaves history as it is, but not what it says comes next.
        reaches_back = from_on <= session.as_of
        changed = regrade(ledger, Scope(), as_of=session.as_of, replays=reaches_back)
        done = PolicySet(
            key=made.key,
            value=made.value,
            from_on=made.from_on,
            approved_by=made.approved_by,
            version=made.version,
            changed=tuple(changes_of(ledger, changed)),
        )
    if from_on < session.as_of:
        streams.tell(
            _("Grades were worked out anew from {day} on: the history changed.").format(day=from_on)
        )
    answer.give_one(done, _said(done), options.target(ctx))


def _said(done: PolicySet) -> str:
    head = _("{key} is {value} from {day} on (version {version}).").format(
        key=done.key, value=done.value, day=done.from_on, version=done.version
    )
    if done.changed:
        count = len(done.changed)
        others = ngettext(
            "{count} customer has another grade today.",
            "{count} customers have another grade today.",
            count,
        )
        head = sentences([head, others.format(count=count)])
    return "\n".join([head, *map(change_line, done.changed)])
