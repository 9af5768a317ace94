"""`kam grade`: grades worked out, explained, foretold, tried out and set by hand."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer
from msgspec import Struct

from kamcli import options
from kamcli.cli import Reading, Writing, new_app
from kamcli.errors import NotUnderstood, Refused
from kamcli.i18n import N_, _, ngettext
from kamcli.ledger import grade_changes, grades
from kamcli.ledger.database import Ledger
from kamcli.ledger.finding import Found, find_customer
from kamcli.ledger.opening import reading, writing
from kamcli.ledger.overrides import set_override
from kamcli.ledger.policies import policy_book
from kamcli.ledger.portraits import the_portrait
from kamcli.output import answer, explained, streams
from kamcli.output.answer import Column, Form, Listing
from kamcli.output.page import give_page
from kamcli.output.previewed import page as preview_page
from kamcli.reports.changes import (
    Change,
    Episode,
    Prospect,
    change_line,
    changes_of,
    episode,
    prospect,
)
from kamcli.reports.explanation import explain
from kamcli.reports.previews import Moved, previewed
from kamcli.rules.days import add_days
from kamcli.rules.overrides import Override
from kamcli.rules.policy import find_key, read_setting
from kamcli.rules.vocabulary import Grade
from kamcli.rules.words import read_grade
from kamcli.session import Session

app = new_app(N_("Grades: worked out, explained, foretold."))

_FORECAST_DAYS = 30

_Full = Annotated[bool, typer.Option("--full", help=N_("Work out every customer's history anew."))]
_Until = Annotated[
    str | None,
    typer.Option("--until", metavar="DATE", help=N_("The last day; 30 days ahead if absent.")),
]
_Set = Annotated[
    list[str],
    typer.Option("--set", metavar="KEY=VALUE", help=N_("A policy to try; may be given again.")),
]
_Grade = Annotated[str, typer.Argument(metavar="GRADE", help=N_("A, B, C or D."))]
_Through = Annotated[
    str, typer.Option("--until", metavar="DATE", help=N_("The last day it is shown."))
]
_By = Annotated[str, typer.Option("--by", metavar="NAME", help=N_("The supervisor who decided."))]


class Refreshed(Struct, frozen=True, kw_only=True):
    """What `kam grade refresh -f json` returns; `graded` counts the customers with a grade."""

    as_of: date
    graded: int
    changed: tuple[Change, ...]


class Overridden(Struct, frozen=True, kw_only=True):
    """What `kam grade override -f json` returns."""

    id: int
    code: str
    grade: Grade
    from_on: date
    until_on: date
    by: str
    why: str


@app.command("refresh", cls=Writing, epilog="kam grade refresh")
def refresh(ctx: typer.Context, full: _Full = False) -> None:
    """Store what the passing of days has changed."""
    session = options.session(ctx)
    _check_not_beyond(session)
    with writing(session, "grade refresh") as ledger:
        changed = grades.refresh(ledger, as_of=session.as_of, full=full)
        done = Refreshed(
            as_of=session.as_of,
            graded=ledger.value("SELECT count(*) FROM standings"),
            changed=tuple(changes_of(ledger, changed)),
        )
    answer.give_one(done, _refreshed(done), options.target(ctx))


def _check_not_beyond(session: Session) -> None:
    """Refuse to store grades for a day that has not come (rules.md 6)."""
    today = options.today()
    if session.as_of > today:
        raise Refused(
            _('Grades cannot be stored for "{day}": today is {today}.').format(
                day=session.as_of, today=today
            ),
            hint=f"kam grade forecast --until {session.as_of}",
        )


def _refreshed(done: Refreshed) -> str:
    head = ngettext(
        "{count} customer is graded as of {day}; changed: {changed}.",
        "{count} customers are graded as of {day}; changed: {changed}.",
        done.graded,
    ).format(count=done.graded, day=done.as_of, changed=len(done.changed))
    return "\n".join([head, *map(change_line, done.changed)])


@app.command("explain", cls=Reading, epilog="kam grade explain JRW01001")
def explain_(ctx: typer.Context, code: options.Code) -> None:
    """Say why a customer has its grade, on any day."""
    session = options.session(ctx)
    with reading(session) as ledger:
        found = _found(ledger, code)
        said = explain(ledger, found, as_of=session.as_of)
    give_page(said.explanation, lambda: explained.page(said), options.target(ctx))


@app.command("history", cls=Reading, epilog="kam grade history JRW01001")
def history(ctx: typer.Context, code: options.Code) -> None:
    """List the grades a customer has had, oldest first."""
    session = options.session(ctx)
    with reading(session) as ledger:
        found = _found(ledger, code)
        policies = policy_book(ledger)
        changes = grade_changes.history(ledger, found.id, as_of=session.as_of)
        rows = [episode(change, policies) for change in changes]
    columns = [
        Column(key="on", title=_("Day")),
        Column(key="from_", title=_("From")),
        Column(key="to", title=_("To")),
        Column(key="reason", title=_("Why")),
        Column(key="superseded_at", title=_("Superseded")),
    ]
    nothing = _("{code} {name} has no grades yet.").format(code=found.code, name=found.name)
    listing = Listing(kind=Episode, columns=columns, rows=rows, nothing=nothing)
    answer.give(listing, options.target(ctx))


@app.command("forecast", cls=Reading, epilog="kam grade forecast --until 月底")
def forecast(ctx: typer.Context, until: _Until = None) -> None:
    """List whose grade changes by a day if nothing happens."""
    session = options.session(ctx)
    through = (
        options.coming_day(until, as_of=session.as_of)
        if until
        else add_days(session.as_of, _FORECAST_DAYS)
    )
    if through < session.as_of:
        raise Refused(
            _('The day "{until}" is past: today is {today}.').format(
                until=through, today=session.as_of
            ),
            hint="kam grade forecast --until +30d",
        )
    with reading(session) as ledger:
        coming = grade_changes.forecast(ledger, as_of=session.as_of, until=through)
    columns = [
        Column(key="on", title=_("Day")),
        Column(key="code", title=_("Code")),
        Column(key="name", title=_("Customer")),
        Column(key="from_", title=_("From")),
        Column(key="to", title=_("To")),
        Column(key="last_contact_on", title=_("Last contact")),
        Column(key="annual_amount", title=_("Annual amount"), right=True),
        Column(key="owner", title=_("Owner")),
    ]
    nothing = _("No grade changes through {day} if nothing happens.").format(day=through)
    rows = [prospect(each) for each in coming]
    listing = Listing(kind=Prospect, columns=columns, rows=rows, nothing=nothing)
    answer.give(listing, options.target(ctx))


@app.command(
    "preview", cls=Reading, epilog="kam grade preview --set grading.annual_threshold=600000"
)
def preview(ctx: typer.Context, set_: _Set) -> None:
    """Show what another policy would change today, and keep nothing."""
    session = options.session(ctx)
    values = dict(_key_and_value(text) for text in set_)
    with reading(session) as ledger:
        shown = previewed(ledger, values, as_of=session.as_of)
    target = options.target(ctx)
    if target.form in (Form.CSV, Form.XLSX):
        answer.give(Listing(kind=Moved, columns=[], rows=shown.changed, nothing=""), target)
    else:
        give_page(shown, lambda: preview_page(shown), target)


def _key_and_value(text: str) -> tuple[str, str]:
    """Read KEY=VALUE into the one spelling of both."""
    key, mark, value = text.partition("=")
    if not mark:
        raise NotUnderstood(
            _('"{text}" is no policy and value with = between.').format(text=text),
            hint="--set grading.annual_threshold=600000",
        )
    return find_key(key).key, read_setting(key, value)


@app.command(
    "override",
    cls=Writing,
    epilog='kam grade override JRW01001 A --until +60d --by 总经理 --why "Contract signed"',
)
def override(
    ctx: typer.Context,
    code: options.Code,
    grade: _Grade,
    until: _Through,
    by: _By,
    why: options.Why,
) -> None:
    """Set a customer's grade by hand, for at most 90 days."""
    session = options.session(ctx)
    made = Override(
        grade=read_grade(grade),
        from_on=session.as_of,
        until_on=options.coming_day(until, as_of=session.as_of),
        by=options.text_of(by, name="--by"),
        why=options.text_of(why, name="--why"),
    )
    with writing(session, "grade override") as ledger:
        found = _found(ledger, code)
        options.echo(found)
        stand = the_portrait(ledger, found, as_of=session.as_of).standing
        if stand is None:
            raise Refused(
                _("{code} {name} is not graded.").format(code=found.code, name=found.name),
                hint=f"kam show {found.code}",
            )
        if stand.grade is Grade.X:
            streams.tell(
                _("{code} is X now: X is shown until there is contact.").format(code=found.code)
            )
        kept = set_override(ledger, found.id, made)
    text = _("{code} {name}: grade {grade}* through {end}.").format(
        code=found.code, name=found.name, grade=made.grade, end=made.until_on
    )
    done = Overridden(
        id=kept,
        code=found.code,
        grade=made.grade,
        from_on=made.from_on,
        until_on=made.until_on,
        by=made.by,
        why=made.why,
    )
    answer.give_done(done, text, options.target(ctx))


def _found(ledger: Ledger, code: str) -> Found:
    found = find_customer(ledger, code, choose=options.choose)
    options.tell_notes(ledger.notes)
    ledger.notes.clear()
    return found
