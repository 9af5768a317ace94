"""Managers as spreadsheets name them: by code or by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kamcli.errors import NotFound
from kamcli.i18n import _
from kamcli.ledger.customers import name_key
from kamcli.rules.codes import read_manager
from kamcli.writing import quoted

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger


class Managers:
    """Finds the code of a manager; they are loaded when the first one is named."""

    def __init__(self, ledger: Ledger) -> None:
        """Begin with nobody."""
        self._ledger = ledger
        self._codes: dict[str, list[str]] = {}

    def named(self, text: str) -> str:
        """Return the code of a manager who is named by code or by name; raises `NotFound`."""
        if not self._codes:
            for row in self._ledger.each("SELECT code, name FROM managers"):
                for word in (row["code"], name_key(row["name"])):
                    self._codes.setdefault(word, []).append(row["code"])
        codes = self._codes.get(name_key(text)) or []
        if not codes and text.isdigit():
            codes = self._codes.get(read_manager(text)) or []
        if len(codes) != 1:
            raise NotFound(_('There is no manager "{code}".').format(code=quoted(text)))
        return codes[0]
