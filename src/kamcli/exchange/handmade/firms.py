"""The customers that the ledger knows, and which of them a row is about."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.errors import NotUnderstood, Refused
from kamcli.i18n import _
from kamcli.ledger.customers import name_key
from kamcli.rules.codes import normalise_code
from kamcli.rules.vocabulary import CustomerStatus
from kamcli.writing import quoted

if TYPE_CHECKING:
    from kamcli.exchange.handmade.entries import Entry
    from kamcli.exchange.intake import Desk


class _Firm(Struct, kw_only=True):
    """What tells whether a row is about a customer."""

    code: str
    name_key: str
    status: CustomerStatus
    legacy: str | None


class Firms:
    """Customers by code, by the code of another system, and by exact name, loaded once."""

    def __init__(self, desk: Desk) -> None:
        """Load what the ledger has."""
        self._desk = desk
        self._firms: dict[int, _Firm] = {}
        self._by_legacy: dict[str, list[int]] = defaultdict(list)
        self._by_name: dict[str, list[int]] = defaultdict(list)
        for row in desk.ledger.each(
            "SELECT id, code, name_key, legacy_code, status FROM customers ORDER BY id"
        ):
            firm = _Firm(
                code=row["code"],
                name_key=row["name_key"],
                status=CustomerStatus(row["status"]),
                legacy=row["legacy_code"],
            )
            self._keep(row["id"], firm)

    def add(self, customer_id: int, entry: Entry, code: str) -> None:
        """Know a customer that was just registered."""
        firm = _Firm(
            code=code,
            name_key=name_key(entry.name or ""),
            status=CustomerStatus.ACTIVE,
            legacy=entry.told.legacy_code,
        )
        self._keep(customer_id, firm)

    def learn(self, customer_id: int, legacy_code: str) -> None:
        """Know a customer by a code of another system too."""
        self._firms[customer_id].legacy = legacy_code
        self._by_legacy[_legacy(legacy_code)].append(customer_id)

    def rename(self, customer_id: int, key: str) -> None:
        """Know a customer by another name."""
        firm = self._firms[customer_id]
        self._by_name[firm.name_key].remove(customer_id)
        firm.name_key = key
        self._by_name[key].append(customer_id)

    def code(self, customer_id: int) -> str:
        """Return the code of a customer."""
        return self._firms[customer_id].code

    def find(self, entry: Entry) -> int | None:
        """Return the customer that a row is about, None for a new one.

        By its code, by the code of another system, then by its exact name. Raises `Refused` where
        several could be meant or the one meant is void, `NotUnderstood` for a row without a name.
        """
        if entry.code is not None:
            found = self._by_code(str(entry.code))
        else:
            found = self._by_other_code(entry) or self._with_name(entry)
        if found is None:
            # A firm that looks like a known one under another name is a suspicion, told of later.
            if not entry.name:
                raise NotUnderstood(_("{column} is missing.").format(column=_("The name")))
        elif self._firms[found].status is not CustomerStatus.ACTIVE:
            raise Refused(_("{code} is void.").format(code=self._firms[found].code))
        return found

    def named(self, text: str) -> int | None:
        """Return the one customer that a cell names by another code or name."""
        by_code = self._by_code(normalise_code(text))
        if by_code is not None:
            return by_code
        for ids in (self._by_legacy.get(_legacy(text), []), self._active(name_key(text))):
            if len(ids) == 1:
                return ids[0]
        return None

    def twins(self, entry: Entry) -> list[str]:
        """Return the codes of the customers that have the very name of a new one."""
        return [self._firms[each].code for each in self._active(name_key(entry.name or ""))]

    def _keep(self, customer_id: int, firm: _Firm) -> None:
        self._firms[customer_id] = firm
        self._by_name[firm.name_key].append(customer_id)
        if firm.legacy:
            self._by_legacy[_legacy(firm.legacy)].append(customer_id)

    def _active(self, key: str) -> list[int]:
        ids = self._by_name.get(key, [])
        return [each for each in ids if self._firms[each].status is CustomerStatus.ACTIVE]

    def _by_code(self, code: str) -> int | None:
        """Return the customer of a code; a merged one's is the survivor's by now."""
        found = self._desk.known.customers.get(code)
        if found is not None and self._firms[found].status is not CustomerStatus.MERGED:
            return found
        return self._desk.known.aliases.get(code)

    def _by_other_code(self, entry: Entry) -> int | None:
        legacy = entry.told.legacy_code
        ids = self._by_legacy.get(_legacy(legacy), []) if legacy else []
        if len(ids) > 1:
            named = self._active(name_key(entry.name or ""))
            ids = [each for each in ids if each in named] or ids
        return _the_one(ids, legacy or "", [self._firms[each].code for each in ids])

    def _with_name(self, entry: Entry) -> int | None:
        """Return the customer of this name, unless another system tells it apart by a code."""
        ids = self._active(name_key(entry.name)) if entry.name else []
        if entry.told.legacy_code:
            ids = [each for each in ids if not self._firms[each].legacy]
        return _the_one(ids, entry.name or "", [self._firms[each].code for each in ids])


def _the_one(ids: list[int], text: str, codes: list[str]) -> int | None:
    if len(ids) > 1:
        raise Refused(
            _('"{text}" fits several customers: {codes}.').format(
                text=quoted(text), codes=", ".join(codes)
            )
        )
    return ids[0] if ids else None


def _legacy(code: str) -> str:
    return normalise_code(code)
