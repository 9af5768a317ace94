"""Files as people have them: endings, orders of columns, blank rows, and what cannot be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Kam
from kamcli.exchange.reading import Source, find_sources, opened, raw_rows
from kamcli.exchange.tables import BY_NAME
from sheets import ACME, put, stored, take

HEAD = "code,name,market,nature,source\n"
CHINESE = """客户编码,客户名称,内贸/外贸,客户性质,信息来源
ＪＲＷ０１００１,Acme GmbH,外贸,终端,网站
"""
ROW = "JRW01001,Acme GmbH,foreign,end-user,web\n"


def rows_of(path: Path) -> list[list[str]]:
    return [row.cells for row in raw_rows(Source(table=BY_NAME["customers"], path=path))]


@pytest.mark.parametrize(
    "text",
    [
        HEAD + ROW,
        "\ufeff" + HEAD + ROW,
        (HEAD + ROW).replace("\n", "\r\n"),
        "source,nature,market,name,code\nweb,end-user,foreign,Acme GmbH,JRW01001\n",
        "Code,NAME, Market ,nature,source,\njrw01001,Acme GmbH,W,终端客户,网络,\n",
        CHINESE,
        HEAD + "\n,,,,\n" + ROW + "\n   \n",
        HEAD + ROW.strip(),
        HEAD + ROW.strip() + ",,,\n",
    ],
)
def test_the_same_customer_is_read(ledger: Path, tmp_path: Path, text: str) -> None:
    (tmp_path / "customers.csv").write_bytes(text.encode())

    done = take(tmp_path / "customers.csv")

    assert (done.summary(), done.err, done.code) == ((1, 0, 0, 0), "", 0)
    assert [(row["code"], row["nature"]) for row in stored(tmp_path / "out", "customers")] == [
        ("JRW01001", "end-user")
    ]


@pytest.mark.parametrize(
    ("content", "error", "hint"),
    [
        (b"", '"customers.csv" is empty: not even headings are in it.', "code, name, short_name"),
        (
            "code,name\nJRW01001,客户\n".encode("gb18030"),
            '"customers.csv" is not in UTF-8.',
            'save it in the spreadsheet as "CSV UTF-8"',
        ),
        (
            (HEAD + '"JRW01001,Acme\n').encode(),
            '"customers.csv", line 2: a quotation mark is missing or one too many.',
            'a cell with quotation marks in it looks like "3/4"" pipe"',
        ),
        (
            b"code;name;market\n",
            '"customers.csv" has no column "code".',
            "code, name, short_name",
        ),
        (
            "code,name,客户名称\n".encode(),
            '"customers.csv" has two columns for the same: "name" and "客户名称".',
            "leave one of them out",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_whole(
    kam: Kam, ledger: Path, tmp_path: Path, content: bytes, error: str, hint: str
) -> None:
    (tmp_path / "customers.csv").write_bytes(content)

    answer = kam("import", "customers.csv")

    assert (answer.out, answer.code) == ("", 2)
    assert answer.err.startswith(f"error: {error}\nhint: {hint}")
    assert len(answer.err.splitlines()) == 2


def test_a_column_that_every_row_needs_must_be_there(
    kam: Kam, ledger: Path, tmp_path: Path
) -> None:
    put(tmp_path, "payments", [{"order": "A-1", "amount": "5.00"}])

    answer = kam("import", "payments.csv")

    assert answer.err == ('error: "payments.csv" has no column "on".\nhint: order, on, amount\n')
    assert (answer.out, answer.code) == ("", 2)


def test_nothing_of_an_import_is_kept_when_a_later_file_cannot_be_read(
    kam: Kam, ledger: Path, tmp_path: Path
) -> None:
    put(tmp_path / "in", "customers", [ACME])
    (tmp_path / "in" / "orders.csv").write_bytes(b"number\n\xff\xfe\n")

    answer = kam("import", "in")

    assert (answer.out, answer.code) == ("", 2)
    assert json.loads(kam("list", "--all", "-f", "json").out) == []
    assert kam("import", "--list").err == "No imports.\n"


def test_the_line_of_a_row_is_the_one_it_begins_on(ledger: Path, tmp_path: Path) -> None:
    text = 'customer,on,text\nJRW01001,2026-11-01,"one\ntwo\nthree"\nNOBODY,2026-11-02,x\n'
    put(tmp_path, "customers", [ACME])
    (tmp_path / "interactions.csv").write_text(text, encoding="utf-8")

    done = take(tmp_path / "customers.csv", tmp_path / "interactions.csv")

    assert done.reasons() == ['"interactions.csv", line 5: There is no customer "NOBODY".']


def test_unknown_columns_are_named_and_passed_over(ledger: Path, tmp_path: Path) -> None:
    put(tmp_path, "customers", [{**ACME, "colour": "blue", "": "x"}])

    done = take(tmp_path / "customers.csv")

    assert done.counts["unmapped_columns"] == ["colour"]
    assert done.err == '"customers.csv": the column "colour" is not known and was passed over.\n'
    assert (done.summary(), done.code) == ((1, 0, 0, 0), 0)


def test_a_row_with_more_cells_than_headings_is_rejected(ledger: Path, tmp_path: Path) -> None:
    (tmp_path / "customers.csv").write_text(HEAD + ROW.strip() + ",too much\n", encoding="utf-8")

    done = take(tmp_path / "customers.csv")

    assert done.reasons() == [
        '"customers.csv", line 2: The row has more cells than there are headings.'
    ]
    text = (tmp_path / "customers.rejects.csv").read_bytes().decode("utf-8-sig")
    assert text.splitlines()[1].endswith("The row has more cells than there are headings.,too much")


def test_a_very_long_cell_is_read(ledger: Path, tmp_path: Path) -> None:
    put(tmp_path, "customers", [{**ACME, "remarks": "字" * 200_000}])

    assert take(tmp_path / "customers.csv").summary() == (1, 0, 0, 0)
    assert stored(tmp_path / "out", "customers")[0]["remarks"] == "字" * 200_000


def test_files_are_found_in_any_case_and_others_are_named(tmp_path: Path) -> None:
    put(tmp_path / "in", "customers", [ACME]).rename(tmp_path / "in" / "Customers.CSV")
    for name in ("notes.csv", "customers.rejects.csv", "readme.txt"):
        (tmp_path / "in" / name).write_text("x", encoding="utf-8")

    found = find_sources([tmp_path / "in"])

    assert [source.name for source in found.files] == ["Customers.CSV"]
    assert found.warnings == ['"notes.csv" is not one of the tables and was passed over.']


def test_awkward_files_are_read_as_others_read_them(shared: Path) -> None:
    folder = shared / "csv-spectrum"
    for path in sorted((folder / "csvs").glob("*.csv")):
        head, *rows = rows_of(path)
        found = [dict(zip(head, row, strict=True)) for row in rows]
        # line ends have been evened out in some of the CSV, not in their JSON
        truth = (folder / "json" / f"{path.stem}.json").read_text(encoding="utf-8")
        wanted = json.loads(truth.replace("\\r\\n", "\\n"))
        if path.stem == "location_coordinates":
            # its JSON is one object, and has another phone number than its CSV
            wanted = [{**wanted, "Contact Phone Number": "2095257564"}]
        assert found == wanted, path.name


def test_a_sheet_knows_its_fields(tmp_path: Path) -> None:
    path = put(tmp_path, "interactions", [{"customer": "x", "on": "y", "with": "z", "odd": "w"}])

    with opened(Source(table=BY_NAME["interactions"], path=path)) as sheet:
        assert sheet.fields == {"customer", "on", "with_"}
        assert sheet.unmapped == ["odd"]
        assert [record.cells for record in sheet.records()] == [
            {"customer": "x", "on": "y", "with_": "z"}
        ]
