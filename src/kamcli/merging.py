"""What is asked before two customers become one: whose values are kept where they differ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from kamcli import options
from kamcli.errors import NotUnderstood, Refused
from kamcli.i18n import _, ngettext
from kamcli.ledger.conflicts import Conflict, Keep
from kamcli.ledger.finding import the_customer
from kamcli.ledger.merges import Merged, merge_customers
from kamcli.ledger.opening import reading, writing
from kamcli.output import streams
from kamcli.output.text import clean
from kamcli.reports.trail_words import column_label, value_told

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger
    from kamcli.ledger.finding import Found
    from kamcli.session import Session


class Pair(Struct, frozen=True, kw_only=True):
    """The customer that goes and the one that stays."""

    gone: Found
    kept: Found


class Answers(Struct, kw_only=True):
    """Whose value is kept in each conflict; `always` where one answer is given for all."""

    always: Keep | None
    told: dict[Conflict, Keep] = field(default_factory=dict)
    open: list[Conflict] = field(default_factory=list)

    def decide(self, conflict: Conflict) -> Keep:
        """Return what was answered; a conflict that was not is left open."""
        found = self.always or self.told.get(conflict)
        if found is None:
            self.open.append(conflict)
        return found or Keep.INTO


def read_keep(text: str) -> Keep:
    """Read whose values are kept; raises `NotUnderstood`."""
    if text not in tuple(Keep):
        raise NotUnderstood(
            _('"{text}" is neither from nor into.').format(text=text), hint="--keep into"
        )
    return Keep(text)


def the_pair(ledger: Ledger, gone: str, kept: str) -> Pair:
    """Return the customers of two full codes; raises `NotFound`."""
    return Pair(gone=the_customer(ledger, gone), kept=the_customer(ledger, kept))


def answered(session: Session, gone: str, kept: str, *, always: Keep | None) -> Answers:
    """Try the merge, keep nothing of it, and ask about each conflict until none is open.

    Raises `Refused` where nobody can be asked, with the conflicts told before.
    """
    with reading(session) as ledger:
        pair = the_pair(ledger, gone, kept)
    answers = Answers(always=always)
    while True:
        with writing(replace(session, dry_run=True), "customer merge") as ledger:
            merge_customers(
                ledger, pair.gone, pair.kept, decide=answers.decide, as_of=session.as_of
            )
            said = [_said(ledger, each) for each in answers.open]
        if not said:
            return answers
        if not streams.can_ask():
            raise _told_open(said, pair)
        for conflict, each in zip(answers.open, said, strict=True):
            answers.told[conflict] = _asked(each, pair)
        answers.open = []


def merged(ledger: Ledger, pair: Pair, answers: Answers, session: Session) -> Merged:
    """Merge as it was answered; raises `Refused` where the customers changed in the meantime."""
    moved = merge_customers(
        ledger, pair.gone, pair.kept, decide=answers.decide, as_of=session.as_of
    )
    if answers.open:
        raise _told_open([_said(ledger, each) for each in answers.open], pair)
    return moved


def _told_open(said: Sequence[_Said], pair: Pair) -> Refused:
    """Tell the conflicts that are open; return what refuses the merge for them."""
    for each in said:
        streams.tell(
            _("{what}: {gone} {theirs}, {kept} {ours}").format(
                what=each.what,
                gone=pair.gone.code,
                theirs=each.gone,
                kept=pair.kept.code,
                ours=each.kept,
            )
        )
    return _undecided(len(said), pair)


def _undecided(count: int, pair: Pair) -> Refused:
    return Refused(
        ngettext(
            "{count} thing differs: say whose is kept.",
            "{count} things differ: say whose are kept.",
            count,
        ).format(count=count),
        hint=f"kam customer merge {pair.gone.code} {pair.kept.code} --keep into",
    )


def _asked(said: _Said, pair: Pair) -> Keep:
    """Have a person choose; raises `Refused` for no answer."""
    streams.tell(said.what)
    theirs, ours = f"{pair.gone.code}  {said.gone}", f"{pair.kept.code}  {said.kept}"
    picked = options.choose([theirs, ours])
    if picked is None:
        raise Refused(_("Nothing was changed."))
    return Keep.FROM if picked == theirs else Keep.INTO


class _Said(Struct, frozen=True, kw_only=True):
    """A conflict in the words of the person."""

    what: str
    gone: str
    kept: str


def _said(ledger: Ledger, conflict: Conflict) -> _Said:
    label = column_label(_TOLD_AS.get(conflict.columns[0], conflict.columns[0]))
    return _Said(
        what=f"{clean(conflict.whose)}, {label}" if conflict.whose else label,
        gone=_values_said(ledger, conflict, conflict.gone),
        kept=_values_said(ledger, conflict, conflict.kept),
    )


# What the columns of the ledger are called where they are told.
_TOLD_AS = {
    "via_agent_id": "via_agent",
    "referred_by_id": "referred_by",
    "snoozed_until_on": "snoozed_until",
}


def _values_said(ledger: Ledger, conflict: Conflict, values: Sequence[object]) -> str:
    def say(value: object) -> str:
        if conflict.columns[0].endswith("_id"):
            question = "SELECT code FROM customers WHERE id = :id"
            return str(ledger.value(question, {"id": value}))
        return f'"{clean(str(value))}"'

    pairs = zip(conflict.columns, values, strict=True)
    return ", ".join(
        value_told(conflict.table, column, value, say=say)
        for column, value in pairs
        if value is not None
    )
