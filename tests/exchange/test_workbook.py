"""The exchange tables as a workbook: written for people, read back without loss."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from conftest import Answer, Kam
from disks import fill, mounted
from kamcli.exchange.own_workbooks import open_own
from kamcli.exchange.tables import TABLES, columns_of
from sheets import ACME, customer, give, give_workbook, put, stored, take

FACT = {"customer": "JRW01001", "on": "2026-11-02"}


def rows(book: Path, sheet: str) -> list[dict[str, Any]]:
    """Read a sheet with a library that did not write it."""
    head, *lines = CalamineWorkbook.from_path(book).get_sheet_by_name(sheet).to_python()
    return [dict(zip(map(str, head), line, strict=True)) for line in lines]


def parts(book: Path) -> dict[str, str]:
    """Return the sheets of a workbook as they are stored, by name."""
    with ZipFile(book) as archive:
        names = CalamineWorkbook.from_path(book).sheet_names
        return {
            name: archive.read(f"xl/worksheets/sheet{number}.xml").decode()
            for number, name in enumerate(names, start=1)
        }


def write(book: Path, **sheets: list[list[object]]) -> Path:
    """Write a workbook as a person may keep one."""
    import xlsxwriter

    with xlsxwriter.Workbook(book, {"strings_to_formulas": False}) as made:
        for name, lines in sheets.items():
            sheet = made.add_worksheet(name)
            for number, line in enumerate(lines):
                sheet.write_row(number, 0, line)
    return book


def test_every_table_has_a_sheet_with_the_headings_of_its_file(
    kam: Kam, ledger: Path, tmp_path: Path
) -> None:
    answer = kam("export", "--xlsx", "kam.xlsx")

    assert answer == Answer(out='1 row in 17 tables is in "kam.xlsx".\n', err="", code=0)
    book = CalamineWorkbook.from_path(tmp_path / "kam.xlsx")
    assert book.sheet_names[0] == "customers"
    assert set(book.sheet_names) == {table.name for table in TABLES}
    for table in TABLES:
        head = book.get_sheet_by_name(table.name).to_python()[0]
        assert head == [column.heading for column in columns_of(table)]
    assert (tmp_path / "kam.xlsx").stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.glob(".*xlsx*")] == []


def test_stands_in_the_trail_as_a_workbook(kam: Kam, ledger: Path, tmp_path: Path) -> None:
    found = json.loads(kam("export", "--xlsx", "kam.xlsx", "-f", "json").out)
    assert (found["what"], found["target"], found["rows"]) == ("workbook", "kam.xlsx", 1)
    assert [each["table"] for each in found["tables"]] == sorted(each.name for each in TABLES)
    told = kam("audit", "--exports").out.splitlines()[1]
    assert told.endswith(f'workbook with 1 row written to "{tmp_path / "kam.xlsx"}"')


def test_days_are_days_amounts_are_numbers_and_whatever_else_is_text(
    ledger: Path, tmp_path: Path
) -> None:
    put(tmp_path / "in", "customers", [ACME])
    contact = {"customer": "JRW01001", "name": "Anna", "phone": "'+49 30 1", "mobile": "0049301"}
    put(tmp_path / "in", "contacts", [contact])
    order = {"customer": "JRW01001", "on": "2026-03-02", "rate": "7.1234"}
    put(
        tmp_path / "in",
        "orders",
        [
            {**order, "number": "0001", "amount": "4280.10", "currency": "USD"},
            {**order, "number": "1E5", "amount": "1.234", "currency": "KWD"},
            {**order, "number": "3", "amount": "500", "currency": "JPY"},
            {**order, "number": "4", "amount": "12345678901234567.89", "currency": "USD"},
        ],
    )
    assert take(tmp_path / "in").err == ""

    book = give_workbook(tmp_path / "kam.xlsx")

    assert rows(book, "customers")[0]["registered_on"] == date(2026, 1, 5)
    assert rows(book, "contacts")[0]["phone"] == "+49 30 1"
    assert rows(book, "contacts")[0]["mobile"] == "0049301"
    orders = {row["number"]: row for row in rows(book, "orders")}
    assert list(orders) == ["0001", "1E5", "3", "4"]
    assert [row["amount"] for row in orders.values()] == [
        *(4280.1, 1.234, 500.0),
        "12345678901234567.89",
    ]
    assert orders["0001"]["rate"] == 7.1234
    with ZipFile(book) as archive:
        styles = archive.read("xl/styles.xml").decode()
    assert {"#,##0.00", "#,##0.000", "#,##0", "yyyy-mm-dd"} <= {
        *re.findall('formatCode="([^"]*)"', styles),
        # of those that every program knows only the number is stored
        *(name for name, id_ in (("#,##0", "3"), ("#,##0.00", "4")) if f'"{id_}"' in styles),
    }


def test_columns_are_as_wide_as_what_stands_in_them_and_the_head_stays(
    ledger: Path, tmp_path: Path
) -> None:
    put(tmp_path / "in", "customers", [ACME])
    order = {"number": "1", "customer": "JRW01001", "on": "2026-03-02", "amount": "99999999999.99"}
    put(tmp_path / "in", "orders", [order])
    take(tmp_path / "in")

    for name, part in parts(give_workbook(tmp_path / "kam.xlsx")).items():
        assert 'state="frozen"' in part, name
        assert 'topLeftCell="A2"' in part, name
        found = [float(width) for width in re.findall(r'<col [^>]*width="([\d.]+)"', part)]
        assert min(found) > len("yyyy-mm-"), name
        if name == "orders":
            assert max(found) > len("99,999,999,999.99")


def test_no_cell_is_a_formula_also_when_it_is_opened_and_left(ledger: Path, tmp_path: Path) -> None:
    put(tmp_path / "in", "customers", [{**ACME, "name": "'=cmd()", "remarks": "'@SUM(A1)"}])
    take(tmp_path / "in")

    book = give_workbook(tmp_path / "kam.xlsx")

    assert not [part for part in parts(book).values() if "<f>" in part or "hyperlink" in part]
    (row,) = rows(book, "customers")
    assert (row["name"], row["remarks"]) == ("=cmd()", "@SUM(A1)")
    style = re.search(r'<c r="B2" s="(\d+)" t="inlineStr">', parts(book)["customers"])
    assert style is not None
    with ZipFile(book) as archive:
        looks = re.findall("<xf [^>]*>", archive.read("xl/styles.xml").decode().split("cellXfs")[1])
    assert 'quotePrefix="1"' in looks[int(style[1])]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            "x" * 32_768,
            "a cell of a workbook holds 32,767 characters, and it has 32,768",
        ),
        ("😀" * 16_384, "a cell of a workbook holds 32,767 characters, and it has 16,384"),
        ("_x005F_x0041_", "a workbook reads some of it as other characters"),
    ],
)
def test_what_no_cell_can_hold_is_refused_by_name(
    kam: Kam, ledger: Path, tmp_path: Path, text: str, why: str
) -> None:
    put(tmp_path / "in", "customers", [ACME])
    put(tmp_path / "in", "interactions", [{**FACT, "text": text}])
    take(tmp_path / "in")
    (tmp_path / "kam.xlsx").write_bytes(b"mine")

    answer = kam("export", "--xlsx", "kam.xlsx")

    assert answer == Answer(
        out="",
        err=f'error: The text of "JRW01001 2026-11-02" in interactions cannot be written: {why}.\n'
        "hint: kam export --into ./tables\n",
        code=4,
    )
    assert (tmp_path / "kam.xlsx").read_bytes() == b"mine"
    assert kam("audit", "--exports").err == "No commands.\n"


@pytest.mark.parametrize(
    "text",
    ["x" * 32_767, "\x01\x1b[31m\x0b\r\n\ry\x7f\x9f", "_x0041_", "\ufffe\uffff", " \ttabs\n "],
)
def test_whatever_a_cell_can_hold_comes_back(ledger: Path, tmp_path: Path, text: str) -> None:
    empty = Path(shutil.copy(ledger, tmp_path / "empty.db"))
    put(tmp_path / "in", "customers", [ACME])
    put(tmp_path / "in", "interactions", [{**FACT, "text": text}])
    take(tmp_path / "in")

    assert take(give_workbook(tmp_path / "kam.xlsx"), ledger=empty).err == ""

    assert give(tmp_path / "out", ledger=empty) == give(tmp_path / "first")


def test_a_disk_that_fills_leaves_what_was_there(kam: Kam, ledger: Path, tmp_path: Path) -> None:
    folder = tmp_path / "small"
    folder.mkdir()
    with mounted(folder, "-t tmpfs -o size=1m none"):
        (folder / "kam.xlsx").write_bytes(b"mine")
        fill(folder, leave=5000)
        answer = kam("export", "--xlsx", str(folder / "kam.xlsx"))
        left = [each.name for each in folder.iterdir()]
        assert (folder / "kam.xlsx").read_bytes() == b"mine"

    assert answer.err == (
        f'error: The export cannot be written to "{folder / "kam.xlsx"}":'
        " No space left on device.\nhint: kam export --xlsx ./ledger.xlsx\n"
    )
    assert (answer.out, answer.code) == ("", 5)
    assert sorted(left) == ["filler", "kam.xlsx"]


def test_what_a_person_added_to_it_is_passed_over_and_told(
    kam: Kam, ledger: Path, tmp_path: Path
) -> None:
    book = write(
        tmp_path / "mine.xlsx",
        customers=[[*ACME, "mood"], [*ACME.values(), "good"]],
        contacts=[["customer", "name", "mobile"], ["JRW01001", "Anna", 13800138000]],
        Notes=[["call Anna"]],
        Sheet1=[],
    )

    done = take(book)

    assert done.summary() == (2, 0, 0, 0)
    assert done.err.splitlines() == [
        '"mine.xlsx, Notes" is not one of the tables and was passed over.',
        '"mine.xlsx, customers": the column "mood" is not known and was passed over.',
    ]
    assert stored(tmp_path / "out", "contacts")[0]["mobile"] == "13800138000"


def test_rejected_rows_come_back_in_a_file_for_each_table(
    kam: Kam, ledger: Path, tmp_path: Path
) -> None:
    book = write(
        tmp_path / "mine.xlsx",
        customers=[list(ACME), list(ACME.values())],
        interactions=[
            [*FACT, "text"],
            ["JRW01001", "2026-11-02", "=1+1"],
            ["JRW01001", "2027-11-02", "'-"],
            ["JRW01009", date(2026, 11, 2).isoformat(), ""],
        ],
    )

    done = take(book)

    assert (done.summary(), done.code) == ((2, 0, 0, 2), 6)
    assert done.reasons() == [
        '"mine.xlsx, interactions", line 3: on: "2027-11-02" is still to come.',
        '"mine.xlsx, interactions", line 4: There is no customer "JRW01009".',
    ]
    rejects = tmp_path / "interactions.rejects.csv"
    assert f'hint: kam import "{rejects}"' in done.err
    text = rejects.read_text(encoding="utf-8-sig").replace("2027", "2026")
    rejects.write_text(text.replace("JRW01009", "JRW01001"), encoding="utf-8")
    assert take(rejects).summary() == (2, 0, 0, 0)
    texts = [row["text"] for row in stored(tmp_path / "out", "interactions")]
    assert sorted(texts) == ["", "''-", "'=1+1"]


@pytest.mark.parametrize(
    ("sheet", "head"),
    [
        ("Sheet1", ["code", "name"]),
        ("customers", ["name", "market", "nature", "source"]),
        ("customers", ["code", "name", "Grade"]),
        ("customers", ["客户编码", "客户名称"]),
        ("payments", ["order", "on"]),
    ],
)
def test_another_ones_workbook_is_not_taken_for_ours(
    tmp_path: Path, sheet: str, head: list[object]
) -> None:
    assert open_own(write(tmp_path / "a.xlsx", **{sheet: [head]})) is None
    ours = write(tmp_path / "b.xlsx", customers=[["code", "name"]], **{"Sheet 2": []})
    assert open_own(ours) is not None


def test_what_is_no_workbook_is_not_taken_for_ours(tmp_path: Path, shared: Path) -> None:
    for path in sorted((shared / "workbooks").glob("*.*")):
        assert open_own(path) is None, path
    (tmp_path / "empty.xlsx").touch()
    assert open_own(tmp_path / "empty.xlsx") is None


def test_a_workbook_that_was_made_to_fill_a_memory_is_not_opened(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "bomb.xlsx", "w", compression=8) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)

    assert open_own(tmp_path / "bomb.xlsx") is None


def test_the_same_facts_give_the_same_bytes(ledger: Path, tmp_path: Path) -> None:
    put(tmp_path / "in", "customers", [customer("JRW01001", "One"), customer("JRN01001", "二")])
    take(tmp_path / "in")

    first = give_workbook(tmp_path / "a.xlsx").read_bytes()

    assert give_workbook(tmp_path / "b.xlsx").read_bytes() == first
