"""The Friday workbook, read back by another library: the same facts, in cells of their kind."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from conftest import Answer, Kam
from friday_forms import NAUGHTY, OPTIONS, report_of, typed
from kamcli.i18n import Language, speaking
from kamcli.output.friday_cells import TITLES, title_of

_COLUMNS, _FIRST = 2, 3


def book(kam: Kam, path: Path, *options: str) -> CalamineWorkbook:
    """Write the workbook and read it back."""
    answer = kam("report", "-f", "xlsx", "--out", str(path), *options)
    assert answer == Answer(out="", err="", code=0)
    return CalamineWorkbook.from_path(str(path))


def cells(made: CalamineWorkbook, sheet: int) -> list[list[Any]]:
    found: list[list[Any]] = made.get_sheet_by_index(sheet).to_python(skip_empty_area=False)
    return found


def parts(path: Path) -> dict[str, str]:
    """Return the parts of the file as text."""
    with ZipFile(path) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_agrees_with_json_cell_by_cell(
    kam: Kam, friday: Path, tmp_path: Path, language: str
) -> None:
    rows = report_of(language, *OPTIONS)["rows"]
    form = cells(book(kam, tmp_path / "f.xlsx", *OPTIONS, "--lang", language), 0)

    with speaking(Language(language)):
        assert form[_COLUMNS] == [title_of(key) for key in TITLES]
    found = form[_FIRST : _FIRST + len(rows)]
    assert found == [[typed(row, key, language) for key in TITLES] for row in rows]
    assert len(found[0]) == 25


def test_heads_and_foots_the_form(kam: Kam, friday: Path, tmp_path: Path) -> None:
    form = cells(book(kam, tmp_path / "f.xlsx"), 0)
    texts = [row[0] for row in form]

    assert texts[0] == "Customer Information Tracking Ledger"
    assert texts[1] == (
        "Form JRYX0001F01    Department export department    Manager 01 Li Lei"
        "    Period 2026-11-14 (Sat) — 2026-11-20 (Fri)    Report of 2026-11-20"
    )
    assert texts[-3] == (
        "Customers: A 1 · B 2 · C 2 · D 3 · X 1    New this week: 2"
        "    Complete registrations: 55.6% (5 of 9)"
    )
    signed = [text for text in form[-2] if text]
    assert signed == ["Filled in by: 01 Li Lei", "Reviewed by (deputy head of export): ", "Date: "]
    assert texts[-1] == "Review: "


def test_phones_are_text_and_shown_in_full(kam: Kam, friday: Path, tmp_path: Path) -> None:
    form = cells(book(kam, tmp_path / "f.xlsx"), 0)
    phones = {row[1]: row[10] for row in form[_FIRST:] if str(row[1]).startswith("JR")}

    assert phones["JRN01001"] == "13800138000"
    assert phones["JRW01001"] == "+49 30 1234567"


def test_the_form_is_set_up_to_be_printed(kam: Kam, friday: Path, tmp_path: Path) -> None:
    book(kam, tmp_path / "f.xlsx", "--lang", "zh")
    found = parts(tmp_path / "f.xlsx")
    sheet = found["xl/worksheets/sheet1.xml"]

    setup = re.search(r"<pageSetup [^>]*>", sheet)
    assert setup is not None
    assert 'paperSize="8"' in setup[0]
    assert 'orientation="landscape"' in setup[0]
    assert 'fitToHeight="0"' in setup[0]
    assert '<pageSetUpPr fitToPage="1"/>' in sheet
    assert '<pane xSplit="3" ySplit="3" topLeftCell="D4"' in sheet
    assert '<autoFilter ref="A3:Y' in sheet
    assert re.search("<oddFooter>&amp;C&amp;9第 ?&amp;P ?页 ?共 ?&amp;N ?页</oddFooter>", sheet)
    assert "$1:$3</definedName>" in found["xl/workbook.xml"]


def test_no_cell_is_a_formula_or_a_link(kam: Kam, ledger: Path, tmp_path: Path) -> None:
    for text in NAUGHTY:
        made = kam("add", "--country", "DE", "--nature", "end-user", "--source", "web",
                   "--contact", text, "--phone", text, "--im", text, "--remarks", text,
                   "--products", text, "--force", "--why", "test", "--", text)  # fmt: skip
        assert made.code == 0, made.err
        code = re.search("JRW[0-9]+", made.out)
        assert code is not None
        for words in (("log", code[0], "--needs", text, "--problem", text),
                      ("next", code[0], "--due", "2026-11-27")):  # fmt: skip
            assert kam(*words, "--", text).code == 0
    found = cells(book(kam, tmp_path / "f.xlsx", *OPTIONS), 0)[_FIRST:]

    names = {row[1]: row[2] for row in found if str(row[1]).startswith("JR")}
    rows = report_of("en", *OPTIONS)["rows"]
    assert len(rows) == len(names) == len(NAUGHTY)
    said = {row["code"]: row["name"] for row in rows}
    for code, name in names.items():
        # what acts on a terminal is made visible; all else is as it was typed
        assert name == said[code] or not said[code].isprintable()
    for name, part in parts(tmp_path / "f.xlsx").items():
        if name.startswith("xl/worksheets/sheet"):
            assert "<f>" not in part
            assert "<hyperlink" not in part


def test_the_sections_are_real_cells(kam: Kam, friday: Path, tmp_path: Path) -> None:
    told = cells(book(kam, tmp_path / "f.xlsx", *OPTIONS), 1)
    report = report_of("en", *OPTIONS)
    lines = [[cell for cell in row if cell != ""] for row in told]

    titles = [row[0] for row in lines if len(row) == 1]
    assert [title for title in titles if re.match("[1-8] ", title)] == [
        "1 Changes of grade",
        "2 About to fall",
        "3 Last week's plan",
        "4 Goal of new customers",
        "5 New customers",
        "6 The week in figures",
        "7 Late entries",
        "8 Still missing",
    ]
    for fall in report["falling"]:
        wanted = [
            fall["code"],
            fall["name"],
            date.fromisoformat(fall["on"]),
            fall["from"],
            fall["to"],
            float(fall["annual_amount"]),
            date.fromisoformat(fall["last_contact_on"]),
            date.fromisoformat(fall["next_due_on"]),
            fall["next_action"],
        ]
        assert wanted in lines
    for each in report["gaps"]:
        assert any(row[:2] == [each["code"], each["name"]] for row in lines)
    for kind in ("changes", "needs", "late_entries"):
        for each in report[kind]:
            wanted = [each["code"], each["name"], date.fromisoformat(each["on"])]
            assert any(row[:3] == wanted for row in lines), each
    for each in report["promises"]["actions"]:
        wanted = [each["code"], each["name"], date.fromisoformat(each["due_on"])]
        assert any(row[:3] == wanted for row in lines), each
    year = report["figures"]["year"]["now"]
    assert [
        "Year to date",
        float(year["visits"]),
        float(year["customers_reached"]),
        float(year["orders"]),
        float(year["payments"]),
    ] in lines


def test_the_charts_stand_on_their_numbers(kam: Kam, friday: Path, tmp_path: Path) -> None:
    told = cells(book(kam, tmp_path / "f.xlsx", *OPTIONS), 2)
    charts = report_of("en", *OPTIONS)["charts"]

    weeks = [[date.fromisoformat(week["on"]), *(week[g] for g in "ABCDX")]
             for week in charts["grades"]]  # fmt: skip
    assert [row[:6] for row in told[2:15]] == weeks
    months = [row[:3] for row in told if row[0] in range(1, 13)]
    assert months == [
        [month["month"], "" if month["now"] is None else float(month["now"]),
         float(month["year_before"])]
        for month in charts["orders"]
    ]  # fmt: skip
    found = parts(tmp_path / "f.xlsx")
    assert {name for name in found if name.startswith("xl/charts/")} == {
        "xl/charts/chart1.xml",
        "xl/charts/chart2.xml",
    }
    assert found["xl/charts/chart1.xml"].count("<c:ser>") == 5
    assert "Charts!$A$3:$A$15" in found["xl/charts/chart1.xml"]


def test_an_agents_sales_stand_beside_its_own(kam: Kam, friday: Path, tmp_path: Path) -> None:
    told = cells(book(kam, tmp_path / "f.xlsx", *OPTIONS), 1)
    assert ["JRW01002", "Taipei Tools", 0.0, 8000.0] in [row[:4] for row in told]
    assert "Bought through this agent: 8,000.00" in parts(tmp_path / "f.xlsx")["xl/comments1.xml"]


def test_same_facts_same_bytes(kam: Kam, friday: Path, tmp_path: Path) -> None:
    book(kam, tmp_path / "one.xlsx")
    book(kam, tmp_path / "two.xlsx")

    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    core = parts(tmp_path / "one.xlsx")["docProps/core.xml"]
    assert "2026-11-20T00:00:00Z</dcterms:created>" in core


def test_loud_cells_are_loud(kam: Kam, friday: Path, tmp_path: Path) -> None:
    book(kam, tmp_path / "f.xlsx", *OPTIONS)
    found = parts(tmp_path / "f.xlsx")
    fonts = re.findall(r"<font>.*?</font>", found["xl/styles.xml"])
    looks = [int(each) for each in re.findall(
        r'<xf [^>]*fontId="(\d+)"', found["xl/styles.xml"].partition("<cellXfs")[2])]  # fmt: skip
    silent = dict(re.findall(r'<c r="S(\d+)" s="(\d+)"', found["xl/worksheets/sheet1.xml"]))

    for line, row in enumerate(report_of("en", *OPTIONS)["rows"], start=_FIRST + 1):
        font = fonts[looks[int(silent[str(line)])]]
        loud = row["silent_days"] is not None and row["silent_days"] >= 60
        lost = row["grade"].startswith("X")
        assert ("<b/>" in font) == (loud or lost), row
        assert ("FFA32D25" in font) == lost, row


def test_a_ledger_without_customers_has_a_form(kam: Kam, ledger: Path, tmp_path: Path) -> None:
    form = cells(book(kam, tmp_path / "f.xlsx"), 0)

    assert form[3][0] == "No customer is listed this week."


def test_a_long_follow_up_is_cut_where_a_cell_ends(kam: Kam, acme: Path, tmp_path: Path) -> None:
    for _ in range(9):
        assert kam("log", "JRW01001", "x" * 4000).code == 0
    text = cells(book(kam, tmp_path / "f.xlsx"), 0)[_FIRST][20]

    assert (len(text), text[-1]) == (32767, "…")


def test_a_workbook_needs_a_file(kam: Kam, friday: Path) -> None:
    answer = kam("report", "-f", "xlsx")

    assert (answer.out, answer.code) == ("", 2)
    assert answer.err.startswith("error: A workbook needs a file to be written to.\nhint: ")


def test_days_are_days_of_the_calendar(kam: Kam, acme: Path, tmp_path: Path) -> None:
    due = date(2026, 11, 20) + timedelta(days=10)
    assert kam("next", "JRW01001", "Call", "--due", due.isoformat()).code == 0

    assert cells(book(kam, tmp_path / "f.xlsx", *OPTIONS), 0)[_FIRST][22] == due
