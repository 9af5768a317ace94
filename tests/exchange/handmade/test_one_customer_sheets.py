"""Sheets of one customer, and rows of one talk each: whose they are, and of which day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from conftest import Kam
from kamcli.exchange.handmade.sheetnames import customer_named
from kamcli.exchange.spreadsheets.shape import Field
from raw_tables import F, stored, table, take
from workbooks import Sheet, write_xlsx

HEADS = ["日期", "跟进记录", "电话"]
ROWS: list[list[str | None]] = [
    ["2026-10-01", "电话沟通 报价", "13800138000"],
    ["2026-10-05", "微信沟通", None],
]
NOTES = "SELECT happened_on, kind, via, text FROM interactions ORDER BY happened_on, id"


@pytest.mark.parametrize("sheet", ["柏林泵业", "Lyon SA", "2024 Lyon SA", "Table Mountain Ltd"])
def test_a_sheet_may_be_named_after_its_customer(sheet: str) -> None:
    assert customer_named(sheet) == sheet


@pytest.mark.parametrize(
    "sheet",
    [
        *("Sheet1", "sheet 2", "工作表1", "表3", "Tabelle1", "Sheet1 (2)", "2024", "2024年", "3月"),
        *("德国", "Germany", "国外", "2024国内", "联系人", "Contacts", "客户", ""),
    ],
)
def test_a_sheet_that_says_something_else_names_nobody(sheet: str) -> None:
    assert customer_named(sheet) is None


def test_a_mere_day_beside_follow_ups_is_theirs_in_a_sheet_of_one_customer(
    kam: Kam, ledger: Path, tmp_path: Path
) -> None:
    write_xlsx(tmp_path / "a.xlsx", Sheet(name="柏林泵业", rows=[HEADS, *ROWS]))

    answer = kam("import", "a.xlsx", "--nature", "agent", "--source", "web")

    assert "2 rows read, 1 new, 1 changed" in answer.out
    assert (answer.err, answer.code) == ("", 0)
    assert stored(ledger, NOTES) == [
        ("2026-10-01", "talk", "call", "电话沟通 报价"),
        ("2026-10-05", "talk", "message", "微信沟通"),
    ]
    assert stored(ledger, "SELECT name, remarks FROM customers") == [("柏林泵业", None)]


def test_no_customer_is_called_sheet1(kam: Kam, ledger: Path, tmp_path: Path) -> None:
    write_xlsx(tmp_path / "a.xlsx", Sheet(name="Sheet1", rows=[HEADS, *ROWS]))

    answer = kam("import", "a.xlsx", "--nature", "agent", "--source", "web")

    assert answer.err.splitlines()[:2] == [
        ('"a.xlsx, Sheet1": no column is known to name the customers: --map "日期=name" says so.'),
        '"a.xlsx, Sheet1", lines 2, 3: The name is missing.',
    ]
    assert "0 new" in answer.out
    assert answer.code == 6
    assert stored(ledger, "SELECT * FROM customers") == []


DATED: dict[str, Field | None] = {
    "客户名称": F.NAME,
    "国家": F.COUNTRY,
    "跟进日期": F.LAST_CONTACT_ON,
    "跟进方式": F.VIA,
    "跟进内容": F.FOLLOW_UPS,
}


def test_a_text_without_a_day_is_of_the_day_beside_it(ledger: Path) -> None:
    take(
        ledger,
        table(
            DATED,
            ("A", "DE", date(2026, 10, 1), "微信", "客户询价\n要求FOB"),
            ("A", "DE", date(2026, 10, 8), None, "没人接电话"),
            ("B", "FR", None, None, "老客户"),
            ("C", "IT", date(2026, 10, 9), None, "2026.9.1 电话\n寄出目录"),
        ),
    )

    assert stored(ledger, NOTES) == [
        ("2026-09-01", "talk", "call", "电话"),
        ("2026-10-01", "request", "message", "客户询价\n要求FOB"),
        ("2026-10-08", "talk", "call", "没人接电话"),
        ("2026-10-09", "talk", "other", "跟进日期: 2026-10-09"),
    ]
    assert stored(ledger, "SELECT text FROM interactions WHERE attempt") == [("没人接电话",)]
    assert stored(ledger, "SELECT name, remarks FROM customers ORDER BY name") == [
        ("A", None),
        ("B", "老客户"),
        ("C", "寄出目录"),
    ]
