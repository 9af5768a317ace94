"""What a person said that columns mean is kept for the next file with the same headings."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from conftest import TODAY, Kam
from kamcli.errors import NotFound, NotUnderstood, Refused
from kamcli.exchange.spreadsheets.layouts import (
    fingerprint,
    known_layouts,
    layout_named,
    remember,
)
from kamcli.exchange.spreadsheets.shape import Field, RawTable
from kamcli.ledger.opening import reading, writing
from kamcli.session import Session


def session(path: Path) -> Session:
    return Session(
        ledger=path, manager="01", as_of=TODAY, now=datetime(2026, 11, 20, tzinfo=UTC), login="me"
    )


def table(**columns: Field | None) -> RawTable:
    return RawTable(
        file=Path("a.csv"),
        sheet="",
        title="",
        headings=tuple(columns),
        fields=tuple(columns.values()),
        head_line=1,
        rows=(),
        layout=fingerprint(tuple(columns)),
    )


def test_headings_are_known_in_another_order_case_and_width() -> None:
    one = fingerprint(("客户名称", "E-mail", ""))
    assert one == fingerprint(("ｅ－ＭＡＩＬ", "客户 名称"))
    assert one != fingerprint(("客户名称", "E-mail", "国家"))


def test_it_is_kept_by_headings_and_by_name(ledger: Path) -> None:
    firms = table(Account=Field.NAME, Sector=None)
    with writing(session(ledger), "import") as opened:
        assert remember(opened, firms, name="maven")
        assert not remember(opened, firms)
        assert known_layouts(opened) == {firms.layout: {"Account": Field.NAME, "Sector": None}}
    with reading(session(ledger)) as opened:
        assert layout_named(opened, "maven") == {"Account": Field.NAME, "Sector": None}


def test_what_is_said_later_takes_its_place_and_the_name_stays(ledger: Path) -> None:
    with writing(session(ledger), "import") as opened:
        remember(opened, table(Account=Field.NAME, Sector=None), name="maven")
    with writing(session(ledger), "import") as opened:
        assert remember(opened, table(Account=Field.NAME, Sector=Field.TAGS))
        assert layout_named(opened, "maven")["Sector"] is Field.TAGS


def test_undo_forgets_it(kam: Kam, ledger: Path) -> None:
    with writing(session(ledger), "import") as opened:
        remember(opened, table(Account=Field.NAME), name="maven")
    done = kam("undo")
    assert (done.err, done.code) == ("", 0)
    assert 'layout added: "maven"' in done.out or "maven" in done.out
    with reading(session(ledger)) as opened:
        assert known_layouts(opened) == {}


def test_a_name_is_that_of_one_layout(ledger: Path) -> None:
    with writing(session(ledger), "import") as opened:
        remember(opened, table(Account=Field.NAME), name="maven")
        with pytest.raises(Refused, match="other headings"):
            remember(opened, table(Firm=Field.NAME), name="maven")
        with pytest.raises(NotUnderstood, match="needs a name"):
            remember(opened, table(Firm=Field.NAME), name=" ")


def test_an_unknown_name_is_answered_with_the_nearest(ledger: Path) -> None:
    with writing(session(ledger), "import") as opened:
        remember(opened, table(Account=Field.NAME), name="maven")
        with pytest.raises(NotFound) as caught:
            layout_named(opened, "mavne")
    assert caught.value.hint == '--layout "maven"'
