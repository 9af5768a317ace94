"""What a day asks of a salesperson: what is due, whom to call, who is about to be lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.ledger.orders import list_overdue
from kamcli.ledger.portraits import Portrait, portraits
from kamcli.ledger.records import Scope, chunks, exactly
from kamcli.ledger.selection import Selection, selected
from kamcli.reports.birthdays import BirthdayAhead, birthdays_ahead
from kamcli.reports.festivals import FestivalAhead, festivals_ahead
from kamcli.reports.roster import cny, mark_of
from kamcli.rules.days import add_days
from kamcli.rules.money import Money
from kamcli.rules.vocabulary import Flag, Grade

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger

# Who is called first: as the Friday ledger orders them.
_CALL_ORDER = (Grade.A, Grade.B, Grade.C, Grade.X, Grade.D)


class DueAction(Struct, frozen=True, kw_only=True):
    """An open action with a day."""

    id: int
    code: str
    name: str
    text: str
    due_on: date


class DueContact(Struct, frozen=True, kw_only=True):
    """A customer that should hear from us; `contact` and `phone` are those of the primary one.

    `mark` is the shown grade as people see it.
    """

    code: str
    name: str
    grade: Grade
    mark: str
    due_on: date
    last_contact_on: date | None
    contact: str | None
    phone: str | None


class Waiting(Struct, frozen=True, kw_only=True):
    """A customer whose latest request or complaint has nothing of ours after it."""

    code: str
    name: str
    since_on: date
    days: int


class TurningX(Struct, frozen=True, kw_only=True):
    """A customer about to fall silent, with the amount at stake."""

    code: str
    name: str
    grade: Grade
    turns_x_on: date
    last_contact_on: date | None
    annual_amount: Money


class OverdueInstalment(Struct, frozen=True, kw_only=True):
    """What of an order should have been paid, in its currency."""

    number: str
    code: str
    name: str
    since_on: date
    amount: Money
    currency: str


class Morning(Struct, frozen=True, kw_only=True):
    """What `kam today -f json` returns: a list for each section, in the order of the page.

    Actions and contacts are those due through `through`, the rest looks ahead to `ahead_through`.
    """

    as_of: date
    through: date
    ahead_through: date
    overdue_actions: tuple[DueAction, ...]
    due_actions: tuple[DueAction, ...]
    contacts_due: tuple[DueContact, ...]
    unanswered: tuple[Waiting, ...]
    turning_x: tuple[TurningX, ...]
    overdue_instalments: tuple[OverdueInstalment, ...]
    birthdays: tuple[BirthdayAhead, ...]
    festivals: tuple[FestivalAhead, ...]


def morning(ledger: Ledger, *, as_of: date, due_days: int, ahead_days: int) -> Morning:
    """Gather what a day asks of the manager at work.

    What is due today counts as the first of `due_days`; `ahead_days` are those after today.
    """
    scope = selected(Selection(owner=ledger.settings.manager), as_of=as_of)
    through, ahead = add_days(as_of, due_days - 1), add_days(as_of, ahead_days)
    mine = portraits(ledger, scope, as_of=as_of)
    them = exactly([each.id for each in mine])
    actions = sorted(_actions(mine), key=lambda action: action.due_on)
    return Morning(
        as_of=as_of,
        through=through,
        ahead_through=ahead,
        overdue_actions=tuple(action for action in actions if action.due_on < as_of),
        due_actions=tuple(action for action in actions if as_of <= action.due_on <= through),
        contacts_due=tuple(_contacts_due(ledger, mine, through)),
        unanswered=tuple(sorted(_unanswered(mine, as_of), key=lambda each: each.since_on)),
        turning_x=tuple(sorted(_turning_x(mine, ahead), key=_by_day_and_stake)),
        overdue_instalments=tuple(_overdue_instalments(ledger, them, as_of)),
        birthdays=tuple(birthdays_ahead(ledger, them, as_of=as_of, through=ahead)),
        festivals=tuple(festivals_ahead(mine, as_of=as_of, through=ahead)),
    )


def is_quiet(found: Morning) -> bool:
    """Tell whether a day asks nothing."""
    return not any(
        (
            found.overdue_actions,
            found.due_actions,
            found.contacts_due,
            found.unanswered,
            found.turning_x,
            found.overdue_instalments,
            found.birthdays,
            found.festivals,
        )
    )


def _actions(mine: Iterable[Portrait]) -> Iterator[DueAction]:
    for customer in mine:
        for action in customer.actions:
            if action.due_on is not None:
                yield DueAction(
                    id=action.id,
                    code=customer.code,
                    name=customer.name,
                    text=action.text,
                    due_on=action.due_on,
                )


class _Person(Struct, frozen=True, kw_only=True):
    name: str
    phone: str | None


def _contacts_due(ledger: Ledger, mine: Iterable[Portrait], through: date) -> list[DueContact]:
    """Return the customers due by their cadence and not snoozed, A first."""
    due = [each for each in mine if _is_due(each, through)]
    people = _primary_contacts(ledger, [each.id for each in due])
    found = []
    for each in due:
        person = people.get(each.id)
        assert each.grade is not None
        assert each.due_on is not None
        found.append(
            DueContact(
                code=each.code,
                name=each.name,
                grade=each.grade,
                mark=mark_of(each),
                due_on=each.due_on,
                last_contact_on=each.standing.last_contact_on if each.standing else None,
                contact=person.name if person else None,
                phone=person.phone if person else None,
            )
        )
    return sorted(found, key=lambda each: (_CALL_ORDER.index(each.grade), each.due_on))


def _is_due(customer: Portrait, through: date) -> bool:
    if customer.due_on is None or customer.due_on > through:
        return False
    return customer.snoozed_until is None or customer.snoozed_until < through


def _primary_contacts(ledger: Ledger, ids: Sequence[int]) -> Mapping[int, _Person]:
    found: dict[int, _Person] = {}
    for chunk in chunks(ids):
        rows = ledger.rows(
            "SELECT customer_id, name, coalesce(phone, mobile) AS phone FROM contacts"
            f" WHERE is_primary = 1 AND customer_id IN ({exactly(chunk).ids})"
        )
        found |= {row["customer_id"]: _Person(name=row["name"], phone=row["phone"]) for row in rows}
    return found


def _unanswered(mine: Iterable[Portrait], as_of: date) -> Iterator[Waiting]:
    for customer in mine:
        wish_on = customer.standing.wish_on if customer.standing else None
        if Flag.UNANSWERED in customer.flags and wish_on is not None:
            yield Waiting(
                code=customer.code,
                name=customer.name,
                since_on=wish_on,
                days=(as_of - wish_on).days,
            )


def _turning_x(mine: Iterable[Portrait], ahead: date) -> Iterator[TurningX]:
    for customer in mine:
        stand = customer.standing
        if stand is None or stand.turns_x_on is None or stand.turns_x_on > ahead:
            continue
        yield TurningX(
            code=customer.code,
            name=customer.name,
            grade=stand.grade,
            turns_x_on=stand.turns_x_on,
            last_contact_on=stand.last_contact_on,
            annual_amount=cny(stand.annual_amount),
        )


class _Urgency(Struct, frozen=True, order=True):
    on: date
    unstaked: int


def _by_day_and_stake(each: TurningX) -> _Urgency:
    return _Urgency(each.turns_x_on, -each.annual_amount.amount)


def _overdue_instalments(ledger: Ledger, scope: Scope, as_of: date) -> Iterator[OverdueInstalment]:
    for line in list_overdue(ledger, scope, as_of=as_of):
        assert line.overdue_since_on is not None
        yield OverdueInstalment(
            number=line.number,
            code=line.customer,
            name=line.name,
            since_on=line.overdue_since_on,
            amount=line.overdue_amount,
            currency=line.currency,
        )
