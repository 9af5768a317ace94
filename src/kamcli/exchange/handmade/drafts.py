"""A row while it is read: what its cells told so far."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from msgspec.structs import replace

from kamcli.exchange.handmade.deals import Dealings
from kamcli.exchange.handmade.entries import LastContact, Person
from kamcli.exchange.handmade.people import Named
from kamcli.exchange.handmade.texts import text_of
from kamcli.rules.vocabulary import Kind, Market, Via
from kamcli.writing import is_chinese

if TYPE_CHECKING:
    from datetime import date

    from kamcli.exchange.handmade.days import ReadDay
    from kamcli.exchange.handmade.notes import DatedLine
    from kamcli.exchange.spreadsheets.shape import Raw
    from kamcli.rules.codes import CustomerCode


class Slot(Struct, kw_only=True):
    """The people that one column names, and what the columns beside it tell of them."""

    people: list[Named] = field(default_factory=list)
    surname: str = ""
    titles: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    mobiles: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    chats: list[str] = field(default_factory=list)
    mail_heading: str = ""

    def named(self) -> list[Named]:
        """Return the people; of one alone the surname may stand in a column of its own."""
        people = self.people or [Named(name="")]
        if not self.surname or len(people) > 1:
            return people
        return [replace(people[0], name=_whole_name(people[0].name, self.surname))]


def _whole_name(first: str, surname: str) -> str:
    """Return a first name with a surname, unless it has it already."""
    if is_chinese(surname):
        return first if first.startswith(surname) else surname + first
    has_it = surname.casefold() in first.casefold().split()
    return first if has_it else f"{first} {surname}".strip()


class Sum(Struct, frozen=True, kw_only=True):
    """A cell that holds an amount, under its heading; read when the currency is known."""

    heading: str
    raw: Raw

    @property
    def said(self) -> str:
        """Return the cell as it is written, behind its heading."""
        return f"{self.heading}: {text_of(self.raw)}"


class Trade(Struct, kw_only=True):
    """What columns of their own tell of an order; `line` is one of 订单 without an amount."""

    heading: str = ""
    sums: list[Sum] = field(default_factory=list)
    currency: str | None = None
    number: str | None = None
    on: ReadDay | None = None
    line: DatedLine | None = None


class Draft(Struct, kw_only=True):
    """What the cells of a row told so far, and what is wrong with them."""

    name: str | None = None
    code: CustomerCode | None = None
    markets: dict[Market, str] = field(default_factory=dict)
    told: dict[str, Any] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    slots: dict[int, Slot] = field(default_factory=dict)
    deals: Dealings = field(default_factory=Dealings)
    trade: Trade = field(default_factory=Trade)
    parts: dict[str, str] = field(default_factory=dict)
    last: LastContact | None = None
    undated: list[str] = field(default_factory=list)
    kind: Kind | None = None
    via: Via | None = None
    heard: list[str] = field(default_factory=list)
    next_on: date | None = None
    next_heading: str = ""
    remarks: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def slot(self, number: int) -> Slot:
        """Return what is told of the people of one column."""
        return self.slots.setdefault(number, Slot())

    def tell(self, name: str, value: str) -> None:
        """Keep a text; another one of the same kind is put behind it."""
        before = self.told.get(name)
        if before is None:
            self.told[name] = value
        elif value not in before.split("; "):
            self.told[name] = f"{before}; {value}"

    def people(self) -> tuple[Person, ...]:
        """Return the people of the row; what only one of several can have goes to the first."""
        return tuple(
            person for number in sorted(self.slots) for person in self._of(self.slots[number])
        )

    def _of(self, slot: Slot) -> list[Person]:
        named = slot.named()
        if slot.surname and len(named) > 1:
            self.remarks.append(slot.surname)
        emails = [*(each.email for each in named if each.email), *slot.emails]
        shared = len(named) == 1
        paired = not shared and len(slot.emails) == len(named)
        found = []
        for place, each in enumerate(named):
            first = place == 0
            own = slot.emails[place : place + 1] if paired else slot.emails[:1] if first else []
            found.append(
                Person(
                    name=each.name,
                    title=_joined([each.title, *(slot.titles if first else [])]),
                    phone=_joined([each.phone, *(slot.phones if first else [])]),
                    mobile=_joined([each.mobile, *(slot.mobiles if first else [])]),
                    email=each.email or (own[0] if own else None),
                    im=_joined(slot.chats if first else []),
                )
            )
        kept = {person.email for person in found}
        self.remarks += [f"{slot.mail_heading}: {email}" for email in emails if email not in kept]
        return [person for person in found if person != Person()]


def _joined(texts: Sequence[str | None]) -> str | None:
    """Return different texts in one; nothing where there is none."""
    return " / ".join(dict.fromkeys(filter(None, texts))) or None
