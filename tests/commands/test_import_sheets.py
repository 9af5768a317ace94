"""`kam import` of spreadsheets as salespeople keep them."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from conftest import SHARED, Kam, content
from workbooks import converted

HEADS = [
    "客户编码",
    "客户名称",
    "国家/区域",
    "性质",
    "信息来源",
    "联系人",
    "手机",
    "跟进记录",
    "传真号",
]
BERLIN = (
    "",
    "柏林泵业",
    "德国 / 柏林",
    "终端客户",
    "广交会",
    "Anna Schmidt(销售主管)",
    13800138000,
)
GOOD = (*BERLIN, "2024.05.10 电话沟通\n6.3 微信跟进", "123")
CUT = ("K-1", "宁波化工", "浙江宁波", "工厂", "网络", "王经理", "1.38E+10", "=1+1", "")


def write(path: Path, *rows: Sequence[Any], heads: Sequence[str] = HEADS, title: str = "") -> Path:
    """Write a workbook with a title, headings and rows."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("国外")
        lines = [*([[title]] if title else []), list(heads), *rows]
        for line, cells in enumerate(lines):
            for column, cell in enumerate(cells):
                sheet.write(line, column, cell)
    return path


def stored(ledger: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(ledger)) as connection:
        return connection.execute(sql).fetchall()


def test_says_what_was_taken_and_what_was_not(kam: Kam, ledger: Path, tmp_path: Path) -> None:
    write(tmp_path / "客户.xlsx", GOOD, CUT, title="2024年客户台帐")

    answer = kam("import", "客户.xlsx")

    assert answer.out == (
        "File             Rows  New  Changed  As before  Rejected\n"
        "客户.xlsx, 国外     2    1        0          0         1\n"
        "\n"
        "Import 1: 2 rows read, 1 new, 0 changed, 0 as before, 1 rejected.\n"
    )
    assert answer.err.splitlines() == [
        (
            '"客户.xlsx, 国外": columns that are not known were passed over: "传真号"'
            " (--keep-unmapped keeps them as remarks)."
        ),
        '"客户.xlsx, 国外": the year of days on 1 line stands elsewhere: 3 (2024-06-03).',
        (
            '"客户.xlsx, 国外", line 4: 手机: "1.38E+10" is all that the spreadsheet kept of a long'
            " number: its last digits are lost."
        ),
        'error: 1 row was rejected: it is in "客户.rejects.xlsx".',
        'hint: kam import "客户.rejects.xlsx"',
    ]
    assert answer.code == 6
    assert stored(ledger, "SELECT code, name, country, region FROM customers") == [
        ("JRW01001", "柏林泵业", "DE", "柏林")
    ]


def test_says_it_in_chinese_too(kam: Kam, ledger: Path, tmp_path: Path) -> None:
    write(tmp_path / "客户.xlsx", GOOD, CUT, title="2024年客户台帐")
    answer = kam("import", "客户.xlsx", "--lang", "zh")
    assert answer.code == 6
    assert answer.out.splitlines()[-1] == "导入 1：读取 2 行，新增 1，更新 0，未变 0，退回 1。"
    assert '"客户.xlsx, 国外"第 4 行：手机："1.38E+10"是表格把长号码转成的数字' in answer.err


def test_rejected_rows_can_be_mended_and_imported(kam: Kam, ledger: Path, tmp_path: Path) -> None:
    write(tmp_path / "客户.xlsx", GOOD, CUT, title="2024年客户台帐")
    assert kam("import", "客户.xlsx").code == 6

    rejects = tmp_path / "客户.rejects.xlsx"
    assert rejects.stat().st_mode & 0o777 == 0o600
    rows = CalamineWorkbook.from_path(rejects).get_sheet_by_name("国外").to_python()
    assert rows[0][0] == "2024年客户台帐"
    assert rows[1] == [*HEADS, "line", "reason"]
    assert rows[2][:9] == list(CUT)
    assert rows[2][9] == 4
    assert str(rows[2][10]).startswith('手机: "1.38E+10" is all that the spreadsheet kept')

    mended = [*CUT]
    mended[6] = "13800138001"
    write(rejects, [*mended, 4, "…"], heads=[*HEADS, "line", "reason"])
    answer = kam("import", "客户.rejects.xlsx", "--keep-unmapped")
    assert (answer.err, answer.code) == ("", 0)
    assert stored(ledger, "SELECT name, legacy_code, remarks FROM customers ORDER BY id")[1] == (
        *("宁波化工", "K-1", "=1+1"),
    )


def test_nothing_in_the_rejects_runs(kam: Kam, ledger: Path, tmp_path: Path) -> None:
    from zipfile import ZipFile

    write(tmp_path / "客户.xlsx", CUT)
    assert kam("import", "客户.xlsx").code == 6
    with ZipFile(tmp_path / "客户.rejects.xlsx") as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet


def test_a_dry_run_shows_columns_first_rows_and_counts(
    kam: Kam, ledger: Path, tmp_path: Path
) -> None:
    write(tmp_path / "客户.xlsx", GOOD, title="2024年客户台帐")
    before = content(ledger)

    answer = kam("import", "客户.xlsx", "--dry-run")

    assert answer.code == 0
    assert content(ledger) == before
    assert answer.out == (
        "客户.xlsx, 国外\n"
        "Column     Taken for\n"
        "客户编码   code\n"
        "客户名称   name\n"
        "国家/区域  place\n"
        "性质       nature\n"
        "信息来源   source\n"
        "联系人     contact\n"
        "手机       mobile\n"
        "跟进记录   follow-ups\n"
        "传真号     passed over\n"
        "\n"
        'JRW01001 from "客户.xlsx, 国外", line 3\n'
        "  name: 柏林泵业\n"
        "  market: foreign\n"
        "  nature: end-user\n"
        "  source: fair\n"
        "  country: Germany\n"
        "  region: 柏林\n"
        "  owner: 01\n"
        "  registered_on: 2024-05-10\n"
        "  contact: Anna Schmidt, 销售主管, 13800138000\n"
        "  2024-05-10 talk, call: 电话沟通\n"
        "  2024-06-03 talk, message: 微信跟进\n"
        "\n"
        "File             Rows  New  Changed  As before  Rejected\n"
        "客户.xlsx, 国外     1    1        0          0         0\n"
        "\n"
        "Import 1: 1 row read, 1 new, 0 changed, 0 as before, 0 rejected.\n"
    )
    assert not (tmp_path / "客户.rejects.xlsx").exists()


def test_a_dry_run_speaks_chinese_and_its_json_has_the_codes(
    kam: Kam, ledger: Path, tmp_path: Path
) -> None:
    write(tmp_path / "客户.xlsx", GOOD, title="2024年客户台帐")

    said = kam("import", "客户.xlsx", "--dry-run", "--lang", "zh").out.splitlines()
    sample = json.loads(kam("import", "客户.xlsx", "--dry-run", "-f", "json").out)["samples"][0]

    for line in ("内贸外贸: 外贸", "客户性质: 终端客户", "信息来源: 展会", "国家地区: 德国"):
        assert f"  {line}" in said
    assert "  2024-06-03 沟通, 微信: 微信跟进" in said
    facts = {each["what"]: each for each in sample["stored"]}
    codes = [facts[what]["value"] for what in ("market", "nature", "source", "country")]
    assert codes == ["foreign", "end-user", "fair", "DE"]
    note = facts["interaction"]
    assert (note["on"], note["kind"], note["via"]) == ("2024-06-03", "talk", "message")


def test_json(kam: Kam, ledger: Path, tmp_path: Path) -> None:
    write(tmp_path / "a.xlsx", ("A", "DE", "2020.5.1 客户询价"), heads=["Name", "Country", "跟进"])
    answer = kam(
        "import", "a.xlsx", "--nature", "终端客户", "--source", "web", "--map", "跟进=follow-ups",
        "-f", "json",
    )  # fmt: skip
    found = json.loads(answer.out)
    assert answer.code == 0
    assert found["read"] == found["created"] == 1
    assert found["rejects_file"] is None
    assert found["mapping"][2] == {"file": "a.xlsx, 国外", "heading": "跟进", "field": "follow-ups"}
    assert found["silent"] == [
        {"code": "JRW01001", "name": "A", "grade_before": "C", "amount_before": "0.00"}
    ]


def test_the_same_file_twice_and_undone(kam: Kam, ledger: Path, tmp_path: Path) -> None:
    write(tmp_path / "客户.xlsx", GOOD, title="2024年客户台帐")
    empty = stored(ledger, "SELECT * FROM customers")
    assert kam("import", "客户.xlsx").code == 0
    assert kam("undo").code == 0
    assert stored(ledger, "SELECT * FROM customers") == empty
    assert kam("import", "客户.xlsx").code == 0
    again = kam("import", "客户.xlsx", "-f", "json")
    found = json.loads(again.out)
    assert (found["unchanged"], found["created"], found["updated"]) == (1, 0, 0)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--create-only", "--update-only"), "together leave nothing"),
        (("--date-order", "ymdd"), '"ymdd" is no order of day, month and year.'),
        (("--nature", "friend"), '"friend" is none of the values'),
        (("--map", "nothing=name"), "nothing"),
    ],
)
def test_what_makes_no_sense_is_refused(
    kam: Kam, ledger: Path, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    write(tmp_path / "客户.xlsx", GOOD)
    before = content(ledger)
    answer = kam("import", "客户.xlsx", *words)
    assert (answer.out, answer.code) == ("", 2)
    assert said in answer.err
    assert content(ledger) == before


def test_kinds_of_files_are_imported_one_after_the_other(
    kam: Kam, ledger: Path, tmp_path: Path
) -> None:
    write(tmp_path / "客户.xlsx", GOOD)
    (tmp_path / "customers.csv").write_text("code,name\n", encoding="utf-8")
    answer = kam("import", "客户.xlsx", "customers.csv")
    assert (answer.out, answer.code) == ("", 2)
    assert "imported one after the other" in answer.err


def test_nature_and_source_may_be_said_for_all(
    kam: Kam, ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "a.xlsx", ("A", "DE"), heads=["Name", "Country"])
    answer = kam("import", "a.xlsx", "--nature", "agent")
    assert answer.code == 6
    assert "The source is missing." in answer.err
    assert answer.err.endswith('hint: kam import "a.rejects.xlsx" --nature agent --source other\n')
    monkeypatch.setenv("KAM_SOURCE", "fair")
    assert kam("import", "a.xlsx", "--nature", "agent").code == 0
    assert stored(ledger, "SELECT nature, source FROM customers") == [("agent", "fair")]


def _texts(ledger: Path) -> str:
    with closing(sqlite3.connect(ledger)) as connection:
        rows = [
            row
            for name in ("customers", "contacts")
            for row in connection.execute(f"SELECT * FROM {name}")
        ]
    return "\n".join(str(cell) for row in rows for cell in row if cell is not None)


def test_accounts_of_another_crm_come_in_whole(kam: Kam, ledger: Path, shared: Path) -> None:
    import csv

    path = shared / "maven-crm" / "accounts.csv"
    answer = kam(
        "import", str(path), "--nature", "end-user", "--source", "other", "--keep-unmapped",
        "--map", "account=name", "--map", "office_location=country",
        "--map", "subsidiary_of=referred-by", "-f", "json",
    )  # fmt: skip
    found = json.loads(answer.out)
    assert (answer.code, found["read"], found["created"]) == (0, 85, 85)
    texts = _texts(ledger) + answer.out
    countries = {"United States": "US", "Korea": "KR", "Germany": "DE", "Japan": "JP"}
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    parents = dict(stored(ledger, "SELECT id, name FROM customers"))
    linked = dict(stored(ledger, "SELECT name, referred_by_id FROM customers"))
    for row in rows:
        assert row["account"] in linked
        if row["subsidiary_of"] != "NULL":
            assert parents[linked[row["account"]]] == row["subsidiary_of"]
        for heading in ("sector", "year_established", "revenue", "employees"):
            assert f"{heading}: {row[heading]}" in texts
        place = row["office_location"]
        assert countries.get(place, place) in texts or len(place) > 2
    where = dict(stored(ledger, "SELECT name, country FROM customers"))
    assert (where["Bioholding"], where["Hottechi"]) == ("Philipines", "KR")


def test_customers_of_northwind_come_in_whole(kam: Kam, ledger: Path, tmp_path: Path) -> None:
    dump = SHARED / "northwind" / "src" / "create.sql"
    if not dump.is_file():
        pytest.skip("the folder of shared data is not here")
    with closing(sqlite3.connect(":memory:")) as source:
        source.executescript(dump.read_text(encoding="utf-8"))
        cursor = source.execute("SELECT * FROM Customers ORDER BY CustomerID")
        heads = [each[0] for each in cursor.description]
        rows = cursor.fetchall()
    write(tmp_path / "northwind.xlsx", *rows, heads=heads)
    answer = kam(
        "import", "northwind.xlsx", "--nature", "distributor", "--source", "other",
        "--keep-unmapped", "--map", "City=region", "--map", "Address=address", "-f", "json",
    )  # fmt: skip
    found = json.loads(answer.out)
    assert (answer.code, found["read"], found["created"], found["rejected"]) == (0, 93, 93, 0)
    texts = _texts(ledger)
    for row in rows:
        for heading, cell in zip(heads, row, strict=True):
            if cell is not None and heading != "Country":
                assert " ".join(str(cell).split()) in " ".join(texts.split()), (heading, cell)
    assert dict(stored(ledger, "SELECT legacy_code, country FROM customers"))["ALFKI"] == "DE"


def test_what_is_said_of_the_other_kind_of_file_is_refused(
    kam: Kam, ledger: Path, tmp_path: Path
) -> None:
    write(tmp_path / "客户.xlsx", GOOD)
    (tmp_path / "a.csv").write_text("Name,Country\nA,DE\n", encoding="utf-8")
    before = content(ledger)

    book = kam("import", "客户.xlsx", "--encoding", "gb18030")
    text = kam("import", "a.csv", "--sheet", "国外")

    assert book.err.splitlines() == [
        'error: "客户.xlsx" is a workbook: it says itself how it is encoded, not --encoding.',
        "hint: kam import '客户.xlsx'",
    ]
    assert text.err.splitlines() == [
        'error: "a.csv" is a table of text: it has no sheets for --sheet.',
        "hint: kam import a.csv",
    ]
    assert (book.out, book.code, text.out, text.code) == ("", 2, "", 2)
    assert content(ledger) == before


def test_rejected_rows_are_seen_whole(kam: Kam, ledger: Path, tmp_path: Path) -> None:
    lines = [
        f"2024.05.{day:02d} 电话沟通，客户希望我们再给一个更好的报价，并要求提供样品和认证文件"
        for day in range(1, 13)
    ]
    write(tmp_path / "客户.xlsx", (*CUT[:7], "\n".join(lines), "1"), title="2024年客户台帐")
    assert kam("import", "客户.xlsx").code == 6
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("pdftotext is not installed")

    printed = converted(tmp_path / "客户.rejects.xlsx", "pdf")

    done = subprocess.run([reader, printed, "-"], capture_output=True, text=True, check=True)
    for line in lines:
        assert line.split()[0] in done.stdout
    assert "last digits are lost" in " ".join(done.stdout.split())
