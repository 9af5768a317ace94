"""What became of the rows of one table of a spreadsheet, and what is told of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import field

from kamcli.exchange.faults import Counts

if TYPE_CHECKING:
    from pathlib import Path

    from kamcli.exchange.spreadsheets.shape import RawRow


class SheetTally(Counts, kw_only=True):
    """The rows of one table, counted; rejected ones are kept as they stood.

    `sections` are the titles among the rows, `passed` what says nothing of a customer, `inferred`
    the days whose year stands elsewhere, each by its line.
    """

    path: Path
    sheet: str
    title: str
    headings: tuple[str, ...]
    rows: dict[int, RawRow] = field(default_factory=dict)
    sections: dict[int, RawRow] = field(default_factory=dict)
    passed: dict[int, str] = field(default_factory=dict)
    inferred: dict[int, str] = field(default_factory=dict)
    dropped: dict[str, int] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Return the file, and the sheet where it has one."""
        return f"{self.path.name}, {self.sheet}" if self.sheet else self.path.name
