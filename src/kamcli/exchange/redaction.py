"""The exchange tables without what tells people apart: the trade alone.

A contact is a number; phones, mails, IM, birthdays, preferences, consents and who introduced whom
are left out. In texts phones and mails of anybody are masked, and what is known of the contacts of
the ledger. The names of firms and of our own people stay.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from kamcli.exchange.cells import Form
from kamcli.exchange.needles import SHORTEST, Needles
from kamcli.exchange.tables import Table, columns_of
from kamcli.rules.privacy import EMAIL, PHONE

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger, Row

MASK = "***"

# Texts that name a firm, one of us, a place or an order.
_KEPT = frozenset(
    {
        *(("customers", field) for field in ("name", "short_name", "country", "region")),
        *(("customers", field) for field in ("legacy_code", "legacy_grade")),
        *(("managers", "name"), ("policy", "approved_by"), ("overrides", "by")),
        *(("orders", "number"),),
    }
)
# What of a contact does not tell who it is.
_OF_NOBODY = frozenset({"customer", "role", "opt_out", "primary"})
_PEOPLE = """
SELECT contacts.id, customers.code AS customer, contacts.name, phone, mobile, email, im,
    introduced_by
FROM contacts JOIN customers ON customers.id = customer_id ORDER BY contacts.id
"""
_NUMBERS = """
SELECT number, code FROM orders JOIN customers ON customers.id = orders.customer_id
"""
# How people are spoken of by their surname.
_TITLES = "总 工 经理 先生 女士 小姐 老师 主任 厂长 科长 部长 院长 处长 董事长 老板".split()
_WORD = re.compile(r"[^\W\d_]{2,}")
_CHINESE_NAME = re.compile("[\u3400-\u9fff]{2,4}")
# Digits with what people write between them; the last eight tell a phone, however it begins.
_DIGITS = re.compile(r"\+?\d(?:[ ().\-/\u00a0]{0,2}\d){5,}")
_TAIL, _FEWEST = 8, 6

Values = Mapping[str, Any]
Hide = Callable[[Any, str], Any]


class Veil:
    """What is known of the people of a ledger, and what stands in its place."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._numbers: dict[tuple[str, str], str] = {}
        self._names: defaultdict[str, dict[str, str]] = defaultdict(dict)
        self._parts: defaultdict[str, dict[str, str]] = defaultdict(dict)
        self._tails: set[str] = set()
        everybody, reached = dict[str, str](), dict[str, str]()
        for person in ledger.each(_PEOPLE):
            number = f"#{person['id']}"
            self._numbers[person["customer"], person["name"]] = number
            self._names[person["customer"]][person["name"]] = number
            for part in _spoken_of(person["name"]):
                self._parts[person["customer"]].setdefault(part, number)
            if person["introduced_by"]:
                self._parts[person["customer"]].setdefault(person["introduced_by"], MASK)
            everybody[person["name"]] = MASK
            points = [person[name] for name in ("phone", "mobile", "email", "im") if person[name]]
            reached |= dict.fromkeys(points, MASK)
            self._tails.update(filter(None, map(_tail, points)))
        self._everybody, self._reached = Needles(everybody), Needles(reached)
        self._needles = lru_cache(maxsize=100)(self._needles_of)

    def rows(self, table: Table, rows: Iterable[Row]) -> Iterator[Values]:
        """Go through the rows of a table with people's data left out or masked."""
        hides = self._hides(table)
        for row in rows:
            values = dict(row)
            customer = self._customer(table, values)
            for field, hide in hides.items():
                if values[field] is not None:
                    values[field] = hide(values[field], customer)
            yield values

    def _hides(self, table: Table) -> dict[str, Hide]:
        """Return what hides each column that may tell of people."""
        if table.name == "contacts":
            fields = [column.field for column in columns_of(table)]
            hidden: dict[str, Hide] = {
                field: _left_out for field in fields if field not in _OF_NOBODY
            }
            return {**hidden, "name": self._number, "title": self.text}
        texts: dict[str, Hide] = {
            column.field: self.text
            for column in columns_of(table)
            if column.cell.form is Form.TEXT and (table.name, column.field) not in _KEPT
        }
        return {**texts, "with_": self._number} if "with_" in texts else texts

    def _customer(self, table: Table, values: Values) -> str:
        if table.name == "customers":
            return str(values["code"])
        if "order" in values:
            return self._customers_of_orders[values["order"]]
        return str(values.get("customer") or "")

    @cached_property
    def _customers_of_orders(self) -> dict[str, str]:
        return {row["number"]: row["code"] for row in self._ledger.each(_NUMBERS)}

    def _number(self, name: str, customer: str) -> str | None:
        """Return the number of a contact; nothing for a person who is none."""
        return self._numbers.get((customer, name))

    def text(self, text: str, customer: str) -> str:
        """Mask how people are reached before their names: a name may be part of a mail."""
        text = self._reached.replaced(EMAIL.sub(MASK, text))
        text = _DIGITS.sub(self._masked_digits, PHONE.sub(MASK, text))
        if customer in self._names:
            text = self._needles(customer).replaced(text)
        return self._everybody.replaced(text)

    def _masked_digits(self, found: re.Match[str]) -> str:
        return MASK if _tail(found[0]) in self._tails else found[0]

    def _needles_of(self, customer: str) -> Needles:
        """Return what the texts of a customer call its contacts by; whole names before parts."""
        return Needles(self._parts[customer] | self._names[customer])


def _left_out(_value: Any, _customer: str) -> None:
    """Return nothing, whatever was there."""


def _spoken_of(name: str) -> list[str]:
    """Return the parts of a name by which notes speak of a person."""
    parts: list[str] = _WORD.findall(name)
    if _CHINESE_NAME.fullmatch(name):
        parts += [name[0] + title for title in _TITLES]
        parts += [name[1:]] if len(name) > SHORTEST else []
    return parts


def _tail(text: str) -> str | None:
    """Return the last digits of what may be a phone, which tell it from others."""
    digits = "".join(char for char in text if char.isdigit())
    return digits[-_TAIL:] if len(digits) >= _FEWEST else None
