"""`kam report roll-up`: several submissions, one report."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from conftest import Answer, Kam

FRIDAY = ("--as-of", "2026-11-20")
ONE, TWO = "2026-11-20-01-v1.json", "2026-11-20-02-v1.json"


def do(kam: Kam, *words: str) -> None:
    answer = kam(*words)
    assert answer.code == 0, answer.err


def submit(kam: Kam, *options: str) -> None:
    do(kam, "report", "submit", "--week", "2026-11-20", *options)


def rolled_up(kam: Kam, *words: str) -> dict[str, Any]:
    answer = kam("report", "roll-up", *words, "-f", "json")
    assert (answer.err, answer.code) == ("", 0)
    found: dict[str, Any] = json.loads(answer.out)
    return found


@pytest.fixture
def team(kam: Kam, friday: Path) -> Path:
    """Give the test a ledger in which 01 handed in on Friday and 02 on Saturday."""
    do(kam, "log", "JRW01007", "展会见面", "--via", "visit", "--manager", "02")
    do(kam, "edit", "JRW01001", "--website", "https://www.Schmidt.example/de")
    for name, country, more in (
        ("SCHMIDT PUMPEN AG", "DE", ("--website", "schmidt.example")),
        ("深圳明远机电(集团)股份公司", "CN", ("--contact", "王", "--phone", "+86 138 0013 8000")),
        ("Alone & Co. KG", "DE", ("--contact", "Eve", "--email", "eve@alone.example")),
    ):
        do(kam, "add", name, "--country", country, "--nature", "agent", "--source", "web",
           "--manager", "02", *more, "--force", "--why", "mine too")  # fmt: skip
    submit(kam)
    submit(kam, "--manager", "02", "--as-of", "2026-11-21")
    return friday


def test_tells_who_handed_in_and_when(kam: Kam, team: Path) -> None:
    found = rolled_up(kam, ONE, TWO)

    assert list(found) == [
        "week",
        "submissions",
        "missing",
        "collisions",
        "together",
        "people",
    ]
    assert found["week"] == {"begin": "2026-11-14", "end": "2026-11-20", "complete": True}
    told = [
        (each["manager"], each["name"], each["submitted_on"], each["late"], each["whole"])
        for each in found["submissions"]
    ]
    assert told == [
        ("01", "Li Lei", "2026-11-20", False, True),
        ("02", "Han Meimei", "2026-11-21", True, True),
    ]
    assert found["missing"] == []


def test_says_it_in_chinese(kam: Kam, team: Path) -> None:
    told = kam("report", "roll-up", ONE, TWO, "--lang", "zh").out

    assert told.startswith("2026-11-14 — 2026-11-20 一周汇总\n")
    assert "  02 Han Meimei  2026-11-21(迟交)     1  0  1  0  3  0     3 " in told
    shared = "JRW01001 Schmidt Pumpen GmbH (A, 01) / JRW02001 SCHMIDT PUMPEN AG (D, 02): "
    assert f"  {shared}名称相同, 网站或邮箱域名相同\n" in told


def test_each_person_is_told_as_handed_in(kam: Kam, team: Path) -> None:
    found = rolled_up(kam, TWO, ONE, "--with-contacts")

    for manager, person in zip(("01", "02"), found["people"], strict=True):
        shown = kam("report", "show", "2026-11-20", "--manager", manager, "-f", "json")
        assert person == json.loads(shown.out)


def test_together_is_what_one_ledger_would_tell(kam: Kam, team: Path) -> None:
    together = rolled_up(kam, ONE, TWO, "--with-contacts")["together"]
    everybody = json.loads(kam("report", "--manager", "all", "-f", "json", *FRIDAY).out)

    assert together["rows"] == everybody["rows"]
    for key in everybody:
        if key not in ("rows", "promises", "gaps", "late_entries"):
            assert together[key] == everybody[key], key
    assert together["promises"]["total"] == everybody["promises"]["total"]
    for key in ("gaps", "late_entries"):
        assert sorted(map(str, together[key])) == sorted(map(str, everybody[key]))


def test_customers_of_two_managers_are_found(kam: Kam, team: Path) -> None:
    found = rolled_up(kam, ONE, TWO)["collisions"]

    assert [(each["by"], [one["code"] for one in each["customers"]]) for each in found] == [
        (["name", "site"], ["JRW01001", "JRW02001"]),
        (["name", "phone"], ["JRN01001", "JRN02001"]),
    ]
    assert found[0]["customers"][0] == {
        "manager": "01",
        "code": "JRW01001",
        "name": "Schmidt Pumpen GmbH",
        "grade": "A",
    }


def test_two_customers_of_one_manager_do_not_collide(kam: Kam, team: Path) -> None:
    assert rolled_up(kam, ONE)["collisions"] == []


def test_who_did_not_hand_in_is_named(kam: Kam, team: Path) -> None:
    do(kam, "manager", "add", "03", "赵云")

    assert rolled_up(kam, ONE)["missing"] == [
        {"manager": "02", "name": "Han Meimei"},
        {"manager": "03", "name": "赵云"},
    ]
    assert rolled_up(kam, ONE, TWO, "--expect", "1,02,09")["missing"] == [
        {"manager": "09", "name": None}
    ]


def test_needs_no_ledger(kam: Kam, team: Path) -> None:
    before = rolled_up(kam, ONE, TWO, "--expect", "01,02")
    team.unlink()

    assert rolled_up(kam, ONE, TWO) == before
    assert rolled_up(kam, ONE, TWO, "--expect", "03")["missing"] == [
        {"manager": "03", "name": None}
    ]


@pytest.mark.parametrize("form", ["table", "md", "json", "csv", "html"])
def test_masks_what_reaches_people(kam: Kam, team: Path, form: str) -> None:
    hidden = kam("report", "roll-up", ONE, TWO, "-f", form)
    shown = kam("report", "roll-up", ONE, TWO, "-f", form, "--with-contacts")

    assert (hidden.err, hidden.code, shown.err, shown.code) == ("", 0, "", 0)
    for secret in ("13800138000", "13900139000", "anna.weber", "wangfang88"):
        assert secret not in hidden.out
    assert "13900139000" in shown.out


def test_the_page_tells_the_team_then_all_then_each(kam: Kam, team: Path) -> None:
    page = kam("report", "roll-up", ONE, TWO, "--expect", "01,02,03").out

    parts = [
        "Roll-up of the week 2026-11-14 — 2026-11-20\n",
        "02 Han Meimei  2026-11-21 (late)        1  ",
        "Together  ",
        "Not submitted\n  03\n",
        "Customers that several managers have\n  JRW01001 Schmidt Pumpen GmbH (A, 01)",
        " / JRW02001 SCHMIDT PUMPEN AG (D, 02): the same name, the same web or mail domain\n",
        "\nCustomer Information Tracking Ledger\n",
        "Manager                   all managers\n",
        "Manager                   01 Li Lei\n",
        "Manager                 02 Han Meimei\n",
    ]
    places = [page.index(part) for part in parts]
    assert places == sorted(places)
    assert page.count("Customer Information Tracking Ledger") == 3


def test_the_page_to_mail_tells_the_team_first(kam: Kam, team: Path) -> None:
    page = kam("report", "roll-up", ONE, TWO, "--expect", "01,02,03", "-f", "html").out

    places = [
        page.index(f'id="{key}-title"') for key in ("managers", "absent", "collisions", "changes")
    ]
    assert places == sorted(places)
    assert "2026-11-21 (late)" in page


def test_the_workbook_tells_the_team_first(kam: Kam, team: Path) -> None:
    assert kam("report", "roll-up", ONE, TWO, "-f", "xlsx", "--out", "x.xlsx").code == 0

    book = CalamineWorkbook.from_path("x.xlsx")
    rows = book.get_sheet_by_index(1).to_python()
    assert [row[0] for row in rows[:5]] == [
        "Managers",
        "Manager",
        "01 Li Lei",
        "02 Han Meimei",
        "Together",
    ]
    form = book.get_sheet_by_index(0).to_python()
    assert "138****8000" in {cell for row in form for cell in row}


def test_one_submission_is_told_once(kam: Kam, team: Path) -> None:
    page = kam("report", "roll-up", ONE).out

    assert page.count("Customer Information Tracking Ledger") == 1


def test_the_rows_of_all_are_a_table(kam: Kam, team: Path) -> None:
    text = kam("report", "roll-up", ONE, TWO, "-f", "csv").out.removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text)))

    assert [row["no"] for row in rows] == [str(no) for no in range(1, len(rows) + 1)]
    assert {row["owner"] for row in rows} == {
        "01 Li Lei",
        "02 Han Meimei",
        "02 Han Meimei (was 01)",
    }


def test_the_last_version_of_each_is_taken(kam: Kam, team: Path) -> None:
    submit(kam, "--resubmit", "--as-of", "2026-11-21")
    answer = kam("report", "roll-up", ONE, "2026-11-20-01-v2.json", TWO, TWO, "-f", "json")

    assert answer.err == "2 files are older versions, or there twice.\n"
    found = json.loads(answer.out)["submissions"]
    assert [(each["manager"], each["version"]) for each in found] == [("01", 2), ("02", 1)]


def test_changed_files_are_refused_and_named(kam: Kam, team: Path) -> None:
    changed = Path(ONE).read_text("utf-8").replace("Freight is dear", "Freight is cheap")
    Path("changed.json").write_text(changed, encoding="utf-8")

    assert kam("report", "roll-up", "changed.json", TWO) == Answer(
        out="",
        err='error: Changed after it was submitted: "changed.json".\n'
        "hint: kam report verify changed.json\n",
        code=4,
    )
    answer = kam("report", "roll-up", "changed.json", TWO, "--anyway")
    assert (answer.err, answer.code) == ("", 0)
    assert "Changed after it was submitted\n  changed.json\n" in answer.out
    assert "01 Li Lei      2026-11-20 (changed since)  " in answer.out
    assert kam("report", "roll-up", ONE, "changed.json", "--anyway") == Answer(
        out="",
        err=f'error: "{ONE}" and "changed.json" are the same version and differ.\n'
        "hint: kam report verify changed.json\n",
        code=4,
    )


def test_weeks_are_not_mixed(kam: Kam, team: Path) -> None:
    do(kam, "report", "submit", "--week", "2026-11-13")

    assert kam("report", "roll-up", ONE, "2026-11-13-01-v1.json") == Answer(
        out="",
        err=f'error: "{ONE}" is of the week to 2026-11-20,'
        ' "2026-11-13-01-v1.json" of the week to 2026-11-13.\n'
        "hint: kam report roll-up 2026-11-20-*.json\n",
        code=4,
    )


def test_languages_may_differ(kam: Kam, team: Path) -> None:
    submit(kam, "--resubmit", "--as-of", "2026-11-21", "--lang", "zh")
    page = kam("report", "roll-up", "2026-11-20-01-v2.json", TWO, "--lang", "zh", "-f", "md").out

    assert "X(原A)" in page
    assert "- 业务经理: 全部业务经理\n" in page


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ((), "FILE... is missing."),
        (("nothing.json",), 'There is no file "nothing.json".'),
        (("kam.db",), '"kam.db" is no submission: it is not JSON.'),
        ((ONE, "--expect", "01,x"), '"x" is not a manager code: two digits, 01 to 99.'),
    ],
)
def test_says_what_cannot_be_read(kam: Kam, team: Path, words: tuple[str, ...], error: str) -> None:
    answer = kam("report", "roll-up", *words)

    assert (answer.out, answer.code) == ("", 2)
    assert answer.err.startswith(f"error: {error}\n")
