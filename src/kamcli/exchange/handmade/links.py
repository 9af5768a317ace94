"""Customers that rows name: who referred whom, and the agent that brought them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from kamcli.errors import KamError
from kamcli.exchange.faults import sentence
from kamcli.i18n import _
from kamcli.ledger.agents import check_agent
from kamcli.ledger.finding import find_customer
from kamcli.writing import quoted

if TYPE_CHECKING:
    from kamcli.exchange.handmade.entries import Entry
    from kamcli.exchange.handmade.firms import Firms
    from kamcli.exchange.intake import Desk


class _Link(Struct, frozen=True, kw_only=True):
    """A customer that another one's row names."""

    customer_id: int
    column: str
    text: str


class Links:
    """What rows name, put in place when all customers are known."""

    def __init__(self, desk: Desk, firms: Firms) -> None:
        """Begin with none."""
        self._desk = desk
        self._firms = firms
        self._links: list[_Link] = []

    def wait(self, entry: Entry, customer_id: int, stored: Any = None) -> bool:
        """Remember whom a row names; return whether that differs from what is stored."""
        named = {"referred_by_id": entry.referred_by, "via_agent_id": entry.via_agent}
        differs = False
        for column, text in named.items():
            if text is None:
                continue
            known = self._firms.named(text)
            if stored is None or known is None or known != stored[column]:
                self._links.append(_Link(customer_id=customer_id, column=column, text=text))
                differs |= known not in (None, customer_id)
        return differs

    def settle(self) -> None:
        """Put links in place; one that names nobody, or leads in a circle, becomes a remark."""
        for link in self._links:
            found = self._firms.named(link.text)
            try:
                if found is None or found == link.customer_id:
                    self._remark(link, _("there is no such customer"))
                    continue
                self._check(link, found)
                self._desk.ledger.update("customers", link.customer_id, {link.column: found})
            except KamError as error:
                self._remark(link, sentence(error))

    def _check(self, link: _Link, found: int) -> None:
        if link.column == "via_agent_id":
            ledger = self._desk.ledger
            agent = find_customer(ledger, self._firms.code(found))
            check_agent(
                ledger, agent, brought=find_customer(ledger, self._firms.code(link.customer_id))
            )

    def _remark(self, link: _Link, why: str) -> None:
        ledger, text = self._desk.ledger, f"{link.column.removesuffix('_id')}: {link.text}"
        stored = ledger.value(
            "SELECT remarks FROM customers WHERE id = :id", {"id": link.customer_id}
        )
        lines = (stored or "").splitlines()
        if text not in lines:
            remarks = "\n".join([*lines, text])
            ledger.update("customers", link.customer_id, {"remarks": remarks})
        self._desk.warn(
            _('{code}: "{text}" was kept as a remark: {why}.').format(
                code=self._firms.code(link.customer_id), text=quoted(link.text), why=why.rstrip(".")
            )
        )
