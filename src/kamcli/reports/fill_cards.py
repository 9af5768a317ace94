"""What `kam fill` shows of a customer: its week, and what is missing before the week is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.ledger import weekly
from kamcli.ledger.actions import list_actions
from kamcli.ledger.interactions import Interaction, list_interactions
from kamcli.ledger.orders import OrderLine, list_orders
from kamcli.ledger.payments import Payment, list_payments
from kamcli.ledger.portraits import OpenAction, Portrait, portraits
from kamcli.ledger.promises import PlannedAction, planned_actions
from kamcli.ledger.records import Scope, these
from kamcli.ledger.selection import Selection, selected
from kamcli.reports.form import was_valuable
from kamcli.rules.days import add_days
from kamcli.rules.periods import Period
from kamcli.rules.vocabulary import Grade, Kind
from kamcli.rules.weeks import Week

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger

_VALUABLE = (Grade.A, Grade.B)
# What we send to many at once is answered by nobody: it raises no problem.
_TO_MANY = (Kind.GREETING, Kind.MAILING)


class Filling(Struct, frozen=True, kw_only=True):
    """The week that is filled in, and the day on which that is done."""

    week: Week
    as_of: date

    @property
    def period(self) -> Period:
        """The days of the week that have come."""
        return Period(begin=self.week.begin, through=min(self.as_of, self.week.end))

    @property
    def is_past(self) -> bool:
        """Whether the week is over, its Friday included."""
        return self.as_of > self.week.end


class Card(Struct, frozen=True, kw_only=True):
    """A customer in a week: what happened, the earliest first, and what was promised to it.

    `settled` are the next actions that were closed in the week; those still open stand in the
    portrait.
    """

    filling: Filling
    customer: Portrait
    notes: tuple[Interaction, ...]
    orders: tuple[OrderLine, ...]
    payments: tuple[Payment, ...]
    settled: tuple[PlannedAction, ...]

    @property
    def unsettled(self) -> list[OpenAction]:
        """The promises without an outcome: open, and due by the end of the week."""
        end = self.filling.week.end
        return [each for each in self.customer.actions if each.due_on and each.due_on <= end]

    @property
    def undated(self) -> list[OpenAction]:
        """The open actions without a day."""
        return [each for each in self.customer.actions if each.due_on is None]

    @property
    def upcoming(self) -> list[OpenAction]:
        """The open actions of later weeks."""
        end = self.filling.week.end
        return [each for each in self.customer.actions if each.due_on and each.due_on > end]

    @property
    def reached(self) -> bool:
        """Whether something happened in the week but attempts."""
        return any(not each.attempt for each in self.notes)

    @property
    def untold(self) -> Interaction | None:
        """The note that a problem of the week belongs to, where none is told yet."""
        if any(each.problem for each in self.notes):
            return None
        met = [each for each in self.notes if not each.attempt and each.kind not in _TO_MANY]
        return met[-1] if met else None


def customers_to_fill(ledger: Ledger, filling: Filling) -> list[int]:
    """Return the manager's customers that moved, are due, or are A or B, as the form orders them.

    Due are those that should hear from us by the end of the week and are not left in peace, and
    those with an action for the week. They are returned by their numbers inside the ledger.
    """
    scope = _own(ledger, filling)
    moved = weekly.moved(ledger, scope, filling.period)
    found = [
        each
        for each in portraits(ledger, scope, as_of=filling.as_of)
        if each.grade in _VALUABLE or each.id in moved or _is_due(each, filling.week)
    ]
    return [each.id for each in sorted(found, key=_rank)]


def incomplete(ledger: Ledger, customers: Sequence[int], filling: Filling) -> tuple[str, ...]:
    """Return the codes of those customers whose week cannot be told in full, in the same order.

    A promise has no outcome, an action no day, or nothing is planned.
    """
    own = portraits(ledger, _own(ledger, filling), as_of=filling.as_of)
    codes = {each.id: each.code for each in own if _lacks(each, filling.week)}
    return tuple(codes[each] for each in customers if each in codes)


def _own(ledger: Ledger, filling: Filling) -> Scope:
    return selected(Selection(owner=ledger.settings.manager), as_of=filling.as_of)


def _lacks(customer: Portrait, week: Week) -> bool:
    days = [action.due_on for action in customer.actions]
    return not days or any(day is None or day <= week.end for day in days)


def card_of(ledger: Ledger, customer_id: int, filling: Filling) -> Card | None:
    """Return the card of a customer; nothing where it was voided or merged in the meantime."""
    scope = these([customer_id])
    found = portraits(ledger, scope, as_of=filling.as_of)
    if not found or found[0].grade is None:
        return None
    period, through = filling.period, filling.period.through
    notes = list_interactions(ledger, as_of=through, customer_id=customer_id)
    orders = list_orders(ledger, as_of=through, customer_id=customer_id)
    payments = list_payments(ledger, as_of=through, customer_id=customer_id)
    since = add_days(filling.week.begin, -1)
    return Card(
        filling=filling,
        customer=found[0],
        notes=tuple(each for each in reversed(notes) if each.on in period),
        orders=tuple(each for each in reversed(orders) if each.on in period),
        payments=tuple(each for each in reversed(payments) if each.on in period),
        settled=tuple(_settled(planned_actions(ledger, scope, since=since), filling.as_of)),
    )


def has_open_action(ledger: Ledger, customer_id: int, *, as_of: date) -> bool:
    """Tell whether something is planned for a customer."""
    return bool(list_actions(ledger, as_of=as_of, customer_id=customer_id))


def _settled(actions: Sequence[PlannedAction], as_of: date) -> Iterator[PlannedAction]:
    return (action for action in actions if action.closed_by(as_of))


def _is_due(customer: Portrait, week: Week) -> bool:
    if any(action.due_on and action.due_on <= week.end for action in customer.actions):
        return True
    if customer.due_on is None or customer.due_on > week.end:
        return False
    return customer.snoozed_until is None or customer.snoozed_until < week.end


def _rank(customer: Portrait) -> int:
    """Return where a customer stands: A, B, X that was A or B, C, other X, D."""
    order = (Grade.A, Grade.B, None, Grade.C, Grade.X, Grade.D)
    return order.index(None if was_valuable(customer) else customer.grade)
