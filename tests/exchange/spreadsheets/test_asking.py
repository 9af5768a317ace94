"""What a person says of columns holds for this file and for the next one with its headings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from conftest import TODAY
from kamcli.errors import NotFound, NotUnderstood, Refused
from kamcli.exchange.spreadsheets.asking import Said, opener
from kamcli.exchange.spreadsheets.shape import Field
from kamcli.ledger.database import Ledger
from kamcli.ledger.opening import writing
from kamcli.session import Session
from workbooks import Sheet, write_xlsx

ROWS = [["Account", "Sector", "Town"], ["ACME", "steel", "Bonn"]]


@pytest.fixture
def opened(ledger: Path) -> Iterator[Ledger]:
    """Give the test its ledger, opened to be written."""
    session = Session(
        ledger=ledger, manager="01", as_of=TODAY, now=datetime(2026, 11, 20, tzinfo=UTC), login="me"
    )
    with writing(session, "import") as found:
        yield found


def fields(ledger: Ledger, path: Path, said: Said) -> list[Field | None]:
    with opener(ledger, said)(path) as (table,):
        return list(table.fields)


def book(tmp_path: Path, name: str, rows: list[list[str]] = ROWS) -> Path:
    return write_xlsx(tmp_path / name, Sheet(rows=rows))


def test_what_is_said_once_holds_for_the_next_file(opened: Ledger, tmp_path: Path) -> None:
    first, second = book(tmp_path, "a.xlsx"), book(tmp_path, "b.xlsx")
    said = Said(maps=["Sector=tags"])
    assert fields(opened, first, said) == [Field.NAME, Field.TAGS, Field.REGION]
    assert fields(opened, second, Said()) == [Field.NAME, Field.TAGS, Field.REGION]
    other = book(tmp_path, "c.xlsx", [["Account", "Sector"], ["ACME", "steel"]])
    assert fields(opened, other, Said()) == [Field.NAME, None]


def test_nothing_said_is_nothing_remembered(opened: Ledger, tmp_path: Path) -> None:
    fields(opened, book(tmp_path, "a.xlsx"), Said())
    assert opened.rows("SELECT * FROM import_layouts") == []


def test_a_name_makes_it_hold_for_other_headings(opened: Ledger, tmp_path: Path) -> None:
    fields(opened, book(tmp_path, "a.xlsx"), Said(maps=["Sector=tags"], save="steel"))
    other = book(tmp_path, "c.xlsx", [["Sector", "Wer"], ["steel", "ACME"]])
    said = Said(layout="steel", maps=["Wer=name"])
    assert fields(opened, other, said) == [Field.TAGS, Field.NAME]
    assert fields(opened, other, Said()) == [Field.TAGS, Field.NAME]


def test_a_file_may_be_saved_as_it_is_understood(opened: Ledger, tmp_path: Path) -> None:
    fields(opened, book(tmp_path, "a.xlsx"), Said(save="plain"))
    assert fields(opened, book(tmp_path, "b.xlsx"), Said(layout="plain"))[0] is Field.NAME
    other = book(tmp_path, "c.xlsx", [["Account", "Sector"], ["ACME", "steel"]])
    with pytest.raises(Refused, match='The layout "plain" is of a table with other headings'):
        fields(opened, other, Said(save="plain"))


def test_what_cannot_be_is_told(opened: Ledger) -> None:
    with pytest.raises(NotFound, match='There is no layout "none"'):
        opener(opened, Said(layout="none"))
    with pytest.raises(NotUnderstood, match='A column cannot mean "nmae"'):
        opener(opened, Said(maps=["Account=nmae"]))
