"""What is told of an import of spreadsheets, beside its counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.exchange.faults import Sample, Silent, StoredFact
from kamcli.i18n import _, ngettext
from kamcli.ledger.grades import settle
from kamcli.ledger.lookalikes import doubt, firms_that_meet
from kamcli.ledger.records import chunks, these
from kamcli.ledger.standings import standings_of
from kamcli.rules.money import HOME_CURRENCY, Money, shown
from kamcli.rules.vocabulary import Grade, Kind, Via

if TYPE_CHECKING:
    from kamcli.exchange.handmade.filing import Noticed
    from kamcli.exchange.handmade.tallies import SheetTally
    from kamcli.exchange.intake import Desk
    from kamcli.ledger.database import Ledger

_NAMED_AT_MOST = 12
_ORDER = {Grade.A: 0, Grade.B: 1, Grade.C: 2}
_OF_CUSTOMER = (
    "name market nature source source_detail country region owner registered_on website products"
    " tags legacy_code legacy_grade"
).split()


def tell_table(desk: Desk, tally: SheetTally) -> None:
    """Tell what was read between the lines of a table, and what was passed over."""
    if tally.inferred:
        desk.warn(
            ngettext(
                '"{file}": the year of days on {count} line stands elsewhere: {lines}.',
                '"{file}": the year of days on {count} lines stands elsewhere: {lines}.',
                len(tally.inferred),
            ).format(
                file=tally.name, count=len(tally.inferred), lines=_listed(tally.inferred, "{} ({})")
            )
        )
    if tally.passed:
        desk.warn(
            _('"{file}": lines that are no customers were passed over: {lines}.').format(
                file=tally.name, lines=_listed(tally.passed, '{} "{}"')
            )
        )
    for heading, count in tally.dropped.items():
        desk.warn(
            _(
                '"{file}": {count} of "{heading}" were not taken: they are kept only with the'
                " person's consent (kam contact edit … --consent DATE --purpose TEXT)."
            ).format(file=tally.name, count=count, heading=heading)
        )


def tell_lookalikes(desk: Desk, noticed: Noticed) -> None:
    """Say which new customers are probably firms that were registered before, by another name."""
    known = firms_that_meet(desk.ledger)
    for customer_id in noticed.created:
        found = known.before(customer_id)
        if found and customer_id not in noticed.twins:
            desk.doubt(doubt(known.name(customer_id), found))


def tell_noticed(desk: Desk, noticed: Noticed) -> None:
    """Tell what became of words that are not certain."""
    if noticed.last_contacts:
        desk.warn(
            ngettext(
                "{count} talk is known only from a column of last contacts: its text says so.",
                "{count} talks are known only from a column of last contacts: their texts say so.",
                noticed.last_contacts,
            ).format(count=noticed.last_contacts)
        )
    if noticed.attempts:
        desk.warn(
            ngettext(
                "{count} note says that nobody was reached: it is an attempt, no contact.",
                "{count} notes say that nobody was reached: they are attempts, no contacts.",
                noticed.attempts,
            ).format(count=noticed.attempts)
        )
    if noticed.checks:
        desk.warn(
            ngettext(
                "{count} sample, quote or order is not certain: it is a next action to check.",
                "{count} samples, quotes or orders are not certain: they are next actions to"
                " check.",
                noticed.checks,
            ).format(count=noticed.checks)
        )
    if noticed.contradictions:
        desk.warn(
            ngettext(
                "{count} cell says otherwise than an earlier row of its customer: it was kept as"
                " a remark.",
                "{count} cells say otherwise than an earlier row of their customer: they were kept"
                " as remarks.",
                noticed.contradictions,
            ).format(count=noticed.contradictions)
        )


def silent(desk: Desk, created: Sequence[int]) -> list[Silent]:
    """Return the new customers that are X from the start, former A and B first."""
    if not created:
        return []
    settle(desk.ledger, as_of=desk.as_of)
    found = [each for ids in chunks(created) for each in _silent_of(desk, ids)]
    return sorted(found, key=_by_grade_and_code)


def _silent_of(desk: Desk, ids: Sequence[int]) -> Iterator[Silent]:
    rows = desk.ledger.rows(f"SELECT id, code, name FROM customers WHERE id IN ({these(ids).ids})")
    now = standings_of(desk.ledger, [row["id"] for row in rows], as_of=desk.as_of)
    for row in rows:
        stand = now.get(row["id"])
        if stand is not None and stand.grade is Grade.X:
            yield Silent(
                code=row["code"],
                name=row["name"],
                grade_before=stand.grade_before,
                amount_before=_money(stand.amount_before),
            )


class _Place(Struct, frozen=True, order=True):
    grade: int
    code: str


def _by_grade_and_code(each: Silent) -> _Place:
    return _Place(_ORDER.get(each.grade_before or Grade.X, len(_ORDER)), each.code)


def _money(amount: int | None) -> Money | None:
    return None if amount is None else Money(amount=amount, currency=HOME_CURRENCY)


def sample(ledger: Ledger, customer_id: int, *, file: str, line: int) -> Sample:
    """Return a customer as it is stored, with each thing that is known of it."""
    row = ledger.row("SELECT * FROM customers WHERE id = :id", {"id": customer_id})
    assert row is not None
    told = [StoredFact(what=name, value=row[name]) for name in _OF_CUSTOMER if row[name]]
    remarks = (row["remarks"] or "").splitlines()
    return Sample(
        file=file,
        line=line,
        code=row["code"],
        stored=(
            *told,
            *_people(ledger, customer_id),
            *_facts(ledger, customer_id),
            *(StoredFact(what="remarks", value=text) for text in remarks),
        ),
    )


def _people(ledger: Ledger, customer_id: int) -> Iterator[StoredFact]:
    for row in ledger.rows(
        "SELECT name, title, phone, mobile, email, im FROM contacts WHERE customer_id = :id"
        " ORDER BY id",
        {"id": customer_id},
    ):
        yield StoredFact(what="contact", value=", ".join(filter(None, tuple(row))))


def _facts(ledger: Ledger, customer_id: int) -> Iterator[StoredFact]:
    whose = {"id": customer_id}
    for row in ledger.rows(
        "SELECT happened_on, kind, via, text FROM interactions WHERE customer_id = :id"
        " ORDER BY happened_on, id",
        whose,
    ):
        yield StoredFact(
            what="interaction",
            value=row["text"],
            on=row["happened_on"],
            kind=Kind(row["kind"]),
            via=Via(row["via"]),
        )
    for row in ledger.rows(
        "SELECT number, ordered_on, amount, currency FROM orders WHERE customer_id = :id"
        " ORDER BY ordered_on, id",
        whose,
    ):
        amount = f"{shown(row['amount'], row['currency'])} {row['currency']}"
        yield StoredFact(what="order", value=f"{row['number']}: {amount}", on=row["ordered_on"])
    for row in ledger.rows(
        "SELECT text, due_on FROM actions WHERE customer_id = :id ORDER BY id", whose
    ):
        yield StoredFact(what="action", value=row["text"], on=row["due_on"])


def _listed(lines: Mapping[int, str], form: str) -> str:
    """Return lines with what stands there, the first ones where there are many."""
    named = [form.format(line, text) for line, text in sorted(lines.items())]
    rest = len(named) - _NAMED_AT_MOST
    return ", ".join([*named[:_NAMED_AT_MOST], *(["…"] if rest > 0 else [])])
