"""What is recorded of a customer, told in words and given to the rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kamcli.rules.flags import ANSWERS, WISHES, Situation, flags
from kamcli.rules.money import HOME_CURRENCY, shown
from kamcli.rules.overrides import Override, override_in_force, shown_grade
from kamcli.rules.policy import PolicyBook
from kamcli.rules.record import (
    Dated,
    OrderRecord,
    Record,
    is_asked,
    is_contact,
    is_evidence,
    is_one_way,
)
from kamcli.rules.standing import Standing, standing
from kamcli.rules.vocabulary import Flag, Grade, Kind

PROCEDURE = PolicyBook()


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """An interaction."""

    on: date
    kind: Kind
    attempt: bool = False
    unsolicited: bool = False

    def __str__(self) -> str:
        """Say it as it is noted."""
        marks = {"attempt": self.attempt, "unsolicited": self.unsolicited}
        return " ".join([self.kind, *(f"--{mark}" for mark, stands in marks.items() if stands)])


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Everything recorded of one customer; what is planned is no fact."""

    registered_on: date | None = None
    notes: tuple[Noted, ...] = ()
    orders: tuple[OrderRecord, ...] = ()
    planned_on: date | None = None
    override: Override | None = None

    def record(self) -> Record:
        """Return it as the rules take it."""
        told = [
            (note, is_contact(note.kind, attempt=note.attempt, unsolicited=note.unsolicited))
            for note in self.notes
        ]
        one_way = [
            note.on
            for note in self.notes
            if is_one_way(note.kind, attempt=note.attempt, unsolicited=note.unsolicited)
        ]
        asked = [n.on for n in self.notes if is_asked(n.kind, unsolicited=n.unsolicited)]
        evidence = [note.on for note in self.notes if is_evidence(note.kind)]
        known = [note.on for note in self.notes] + [order.ordered_on for order in self.orders]
        return Record(
            existed_from=min([*known, *([self.registered_on] if self.registered_on else [])]),
            contacts=tuple(sorted(note.on for note, contact in told if contact)),
            one_way=tuple(sorted(one_way)),
            asked_on=min(asked, default=None),
            evidence_on=min(evidence, default=None),
            orders=self.orders,
        )

    def __str__(self) -> str:
        """Tell it day by day."""
        lines = sorted(self._lines(), key=lambda line: line.on)
        return "; ".join(f"{line.on} {line.says}" for line in lines)

    def _lines(self) -> Iterator[_Line]:
        if self.registered_on:
            yield _Line(on=self.registered_on, says="registered")
        yield from (_Line(on=note.on, says=str(note)) for note in self.notes)
        for order in self.orders:
            yield from _lines_of(order)
        if self.override:
            made = self.override
            yield _Line(on=made.from_on, says=f"override {made.grade} until {made.until_on}")
        if self.planned_on:
            yield _Line(on=self.planned_on, says="visit planned")


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A history, and the day on which it is graded."""

    id: str
    history: History
    as_of: date

    def standing(self) -> Standing:
        """Return where the customer stands by the procedure."""
        return standing(self.history.record(), as_of=self.as_of, policies=PROCEDURE)

    def shown(self) -> Grade:
        """Return the grade that lists show."""
        return shown_grade(self.standing().grade, self._overrides(), as_of=self.as_of)

    def flags(self) -> tuple[Flag, ...]:
        """Return the flags but for those of cadence, next action and address."""
        now = self.standing()
        known = [note for note in self.history.notes if note.on <= self.as_of]
        in_force = override_in_force(self._overrides(), computed=now.grade, as_of=self.as_of)
        return flags(
            Situation(
                as_of=self.as_of,
                computed=now.grade,
                shown=self.shown(),
                silent=now.silent,
                last_contact_on=now.facts.last_contact_on,
                ordered_recently=now.ordered_recently,
                last_wish_on=max((n.on for n in known if n.kind in WISHES), default=None),
                last_answer_on=max((n.on for n in known if n.kind in ANSWERS), default=None),
                due_on=self.as_of,
                snoozed_until=None,
                has_open_action=True,
                reachable=True,
                overridden=in_force is not None,
            )
        )

    def _overrides(self) -> list[Override]:
        return [self.history.override] if self.history.override else []


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    on: date
    says: str


def _lines_of(order: OrderRecord) -> Iterator[_Line]:
    code = order.currency
    amount = shown(order.amount, code)
    priced = f"{code} {amount} at {order.rate}" if code != HOME_CURRENCY else amount
    yield _Line(on=order.ordered_on, says=f"order {priced}")
    of_it = f"the order of {order.ordered_on}"
    for made in order.adjustments:
        yield _Line(on=made.on, says=f"{of_it} adjusted by {shown(made.amount, code)}")
    for paid in order.payments:
        yield _Line(on=paid.on, says=f"{shown(paid.amount, code)} paid on {of_it}")
    if order.cancelled_on:
        yield _Line(on=order.cancelled_on, says=f"{of_it} cancelled")


def day(text: str) -> date:
    """Read a day, of 2026 where no year is given."""
    return date.fromisoformat(text if len(text) > len("11-20") else f"2026-{text}")


def talk(*days: str) -> tuple[Noted, ...]:
    """Note talks."""
    return tuple(Noted(on=day(on), kind=Kind.TALK) for on in days)


def attempt(*days: str) -> tuple[Noted, ...]:
    """Note mails that were not answered."""
    return tuple(Noted(on=day(on), kind=Kind.TALK, attempt=True) for on in days)


def card(on: str) -> tuple[Noted, ...]:
    """Note an exchange of cards."""
    return (Noted(on=day(on), kind=Kind.CARD),)


def request(on: str) -> tuple[Noted, ...]:
    """Note that the customer asked for material."""
    return (Noted(on=day(on), kind=Kind.REQUEST),)


def quote(on: str) -> tuple[Noted, ...]:
    """Note a quote that was asked for."""
    return (Noted(on=day(on), kind=Kind.QUOTE),)


def sent_unasked(on: str) -> tuple[Noted, ...]:
    """Note a quote that nobody asked for."""
    return (Noted(on=day(on), kind=Kind.QUOTE, unsolicited=True),)


def order(
    on: str,
    amount: str,
    *,
    currency: str = HOME_CURRENCY,
    rate: str = "1",
    cancelled: str | None = None,
    adjustments: tuple[Dated, ...] = (),
    payments: tuple[Dated, ...] = (),
) -> OrderRecord:
    """Enter an order in a currency of two decimals."""
    return OrderRecord(
        ordered_on=day(on),
        amount=int(Decimal(amount) * 100),
        currency=currency,
        rate=Decimal(rate),
        cancelled_on=day(cancelled) if cancelled else None,
        adjustments=adjustments,
        payments=payments,
    )


def dated(on: str, amount: int) -> tuple[Dated, ...]:
    """Enter one adjustment or payment."""
    return (Dated(on=day(on), amount=amount * 100),)
