"""`kam report submit`, `list`, `show` and `review`: a week is frozen and stays what it was."""

from __future__ import annotations

import hashlib
import json
import os
import re
import sqlite3
import stat
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pexpect
import pytest
from python_calamine import CalamineWorkbook

from conftest import Answer, Kam, content
from kamcli.output.text import width

FORMS = ("table", "md", "json", "csv", "html")
LATER = (
    ("log", "JRW01003", "Came back", "--on", "2026-11-19", "--as-of", "2026-11-21"),
    ("edit", "JRW01001", "--name", "Schmidt Pumps AG", "--as-of", "2026-11-22"),
    ("done", "2", "--as-of", "2026-11-22"),
    ("order", "add", "JRW01003", "900000", "--on", "2026-11-18", "--as-of", "2026-11-23"),
    ("order", "cancel", "S-3", "--on", "2026-11-20", "--as-of", "2026-11-23"),
    ("contact", "remove", "JRN01001", "王芳", "--yes", "--as-of", "2026-11-23"),
    ("customer", "void", "JRW01008", "--why", "Twice", "--yes", "--as-of", "2026-11-23"),
    ("goal", "set", "9", "--week", "2026-11-27", "--as-of", "2026-11-23"),
    ("manager", "add", "03", "New One", "--as-of", "2026-11-23"),
)


def submit(kam: Kam, *options: str) -> dict[str, Any]:
    answer = kam("report", "submit", "-f", "json", *options)
    assert (answer.err, answer.code) == ("", 0)
    found: dict[str, Any] = json.loads(answer.out)
    return found


def shown(kam: Kam, *options: str) -> list[Answer]:
    answers = [kam("report", "show", "2026-11-20", *options, "-f", form) for form in FORMS]
    assert [(answer.err, answer.code) for answer in answers] == [("", 0)] * len(FORMS)
    return answers


def test_submits_the_week_and_tells_its_digest(kam: Kam, friday: Path) -> None:
    answer = kam("report", "submit")

    name = "2026-11-20-01-v1"
    digest = json.loads(Path(f"{name}.json").read_text("utf-8"))["digest"]
    assert answer == Answer(
        out=f"The week to Friday 2026-11-20 is submitted as version 1.\nsha256 {digest}\n"
        f"{name}.json\n{name}.md\n{name}.xlsx\n{name}.html\n",
        err="",
        code=0,
    )


def test_the_digest_can_be_worked_out_with_nothing_but_python(kam: Kam, friday: Path) -> None:
    done = submit(kam)

    assert list(done) == ["week", "manager", "version", "digest", "files"]
    assert (done["week"], done["manager"], done["version"]) == ("2026-11-20", "01", 1)
    whole = json.loads(Path(done["files"][0]).read_text("utf-8"))
    plain = json.dumps(whole["content"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(plain.encode()).hexdigest() == done["digest"] == whole["digest"]


def test_only_the_owner_may_read_the_files(kam: Kam, friday: Path) -> None:
    files = submit(kam, "--into", "a/b")["files"]

    assert files == [f"a/b/2026-11-20-01-v1.{each}" for each in ("json", "md", "xlsx", "html")]
    assert [stat.S_IMODE(Path(file).stat().st_mode) for file in files] == [0o600] * 4
    assert stat.S_IMODE(Path("a/b").stat().st_mode) == 0o700
    assert {each.name for each in Path("a/b").iterdir()} == {Path(file).name for file in files}


def test_the_config_file_names_the_folder(kam: Kam, friday: Path, tmp_path: Path) -> None:
    config = tmp_path / "config/kam/config.toml"
    config.parent.mkdir(parents=True)
    config.write_text(f'reports = "{tmp_path}/reports"\n', encoding="utf-8")

    assert submit(kam)["files"][0] == f"{tmp_path}/reports/2026-11-20-01-v1.json"
    assert submit(kam, "--resubmit", "--into", "x")["files"][0] == "x/2026-11-20-01-v2.json"


def test_the_page_to_paste_shows_nobodys_phone(kam: Kam, friday: Path) -> None:
    page = Path(submit(kam)["files"][1]).read_text("utf-8")

    assert page == kam("report", "show", "this", "-f", "md").out
    assert "138****8000" in page
    assert "13800138000" not in page


@pytest.mark.parametrize(
    ("as_of", "words", "week"),
    [
        ("2026-11-20", (), "2026-11-20"),
        ("2026-11-21", (), "2026-11-20"),
        ("2026-11-25", (), "2026-11-20"),
        ("2026-11-26", (), "2026-11-27"),
        ("2026-11-26", ("--week", "上周"), "2026-11-20"),
        ("2026-11-26", ("--week", "2026-11-10"), "2026-11-13"),
    ],
)
def test_takes_the_week_of_the_day(
    kam: Kam, friday: Path, as_of: str, words: tuple[str, ...], week: str
) -> None:
    assert submit(kam, "--as-of", as_of, *words)["week"] == week


@pytest.mark.parametrize(("as_of", "week"), [("2026-11-25", "this"), ("2026-11-20", "next")])
def test_a_week_that_runs_is_not_submitted_before_its_thursday(
    kam: Kam, friday: Path, as_of: str, week: str
) -> None:
    answer = kam("report", "submit", "--week", week, "--as-of", as_of)

    assert (answer.out, answer.code) == ("", 4)
    assert "can be submitted from Thursday 2026-11-26 on.\n" in answer.err
    assert [each.name for each in Path.cwd().iterdir()] == ["kam.db"]


def test_a_second_submit_is_refused(kam: Kam, friday: Path) -> None:
    submit(kam)
    before = content(friday)

    assert kam("report", "submit", "--into", "other") == Answer(
        out="",
        err="error: The week to Friday 2026-11-20 is submitted already, as version 1.\n"
        "hint: kam report submit --week 2026-11-20 --resubmit\n",
        code=4,
    )
    assert content(friday) == before
    assert not Path("other").exists()


def test_another_version_keeps_the_first(kam: Kam, friday: Path) -> None:
    submit(kam)
    first = shown(kam)
    for words in LATER:
        assert kam(*words).code == 0, words
    second = submit(kam, "--week", "2026-11-20", "--resubmit", "--as-of", "2027-03-01")

    assert second["version"] == 2
    assert shown(kam, "--version", "1") == first
    assert shown(kam) == shown(kam, "--version", "2")
    assert "Came back" in kam("report", "show", "2026-11-20").out
    assert "Came back" not in kam("report", "show", "2026-11-20", "--version", "1").out


def test_what_was_never_submitted_has_no_other_version(kam: Kam, friday: Path) -> None:
    assert kam("report", "submit", "--resubmit") == Answer(
        out="",
        err="error: The week to Friday 2026-11-20 is not submitted yet.\n"
        "hint: kam report submit --week 2026-11-20\n",
        code=4,
    )


def test_a_week_is_handed_in_by_one_manager(kam: Kam, friday: Path) -> None:
    assert kam("report", "submit", "--manager", "all") == Answer(
        out="",
        err="error: A week is handed in by one manager, not by all.\n"
        "hint: kam report submit --manager 01\n",
        code=2,
    )
    assert submit(kam, "--manager", "02")["files"][0] == "2026-11-20-02-v1.json"


def test_a_dry_run_keeps_nothing(kam: Kam, friday: Path) -> None:
    before = content(friday)
    draft = submit(kam, "--dry-run")

    assert content(friday) == before
    assert [each.name for each in Path.cwd().iterdir()] == ["kam.db"]
    assert draft["files"][:2] == ["2026-11-20-01-v1.json", "2026-11-20-01-v1.md"]


def test_a_file_of_that_name_is_not_written_over(kam: Kam, friday: Path) -> None:
    Path("2026-11-20-01-v1.md").write_text("mine", encoding="utf-8")
    before = content(friday)
    answer = kam("report", "submit")

    assert answer == Answer(
        out="",
        err='error: There is a file "2026-11-20-01-v1.md" already.\n'
        "hint: kam report submit --into ./reports\n",
        code=4,
    )
    assert content(friday) == before
    left = sorted(each.name for each in Path.cwd().iterdir())
    assert left == ["2026-11-20-01-v1.md", "kam.db"]


def test_a_folder_that_cannot_be_written_keeps_the_week_open(kam: Kam, friday: Path) -> None:
    Path("file").write_text("", encoding="utf-8")
    before = content(friday)
    answer = kam("report", "submit", "--into", "file")

    assert (answer.out, answer.code) == ("", 5)
    assert answer.err.startswith('error: Nothing can be written to "file": ')
    assert content(friday) == before


def test_shows_the_same_bytes_after_later_work(kam: Kam, friday: Path) -> None:
    submit(kam)
    before = shown(kam)
    for words in LATER:
        assert kam(*words).code == 0, words

    assert shown(kam, "--as-of", "2027-03-01") == before


@pytest.mark.parametrize("language", ["en", "zh"])
def test_shows_it_in_the_language_it_was_submitted_in(
    kam: Kam, friday: Path, language: str
) -> None:
    live = kam("report", "-f", "csv", "--lang", language)
    submit(kam, "--lang", language)
    before = shown(kam, "--lang", language)

    assert shown(kam, "--lang", "en") == shown(kam, "--lang", "zh") == before
    assert before[FORMS.index("csv")] == live
    title = {"en": "Customer Information Tracking Ledger", "zh": "客户信息动态管理台帐"}
    assert before[0].out.startswith(title[language])


def test_shows_what_the_report_said(kam: Kam, friday: Path) -> None:
    live = {form: kam("report", "-f", form).out for form in FORMS}
    done = submit(kam)
    frozen = {form: kam("report", "show", "this", "-f", form).out for form in FORMS}

    assert frozen["csv"] == live["csv"]
    for form in ("table", "md"):
        lines = [line for line in frozen[form].splitlines() if "Version" not in line]
        assert lines == live[form].splitlines()
    told = json.loads(frozen["json"])
    submitted = told.pop("submitted")
    assert list(submitted) == ["week", "version", "submitted_at", "digest"]
    assert (submitted["week"], submitted["version"]) == ("2026-11-20", 1)
    assert submitted["digest"] == done["digest"]
    assert told == {key: each for key, each in json.loads(live["json"]).items() if key in told}


def test_prints_what_is_stored_and_nothing_else(kam: Kam, friday: Path) -> None:
    submit(kam)
    stored = {
        "pages": [
            {"form": "table", "body": "As an older kam\n", "foot": "printed it\n"},
            {"form": "md", "body": "# As it *was*\n", "foot": "- then\n"},
        ],
        "report": {"form": "old", "rows": [{"no": 1, "silent_days": None, "remark": "=1+1"}]},
    }
    with closing(sqlite3.connect(friday)) as connection:
        connection.execute("UPDATE submissions SET content = ?", (json.dumps(stored),))
        connection.commit()

    table, page, facts, rows = (
        kam("report", "show", "this", "-f", form) for form in ("table", "md", "json", "csv")
    )
    assert table.out == "As an older kam\nprinted it\n"
    assert page.out == "# As it *was*\n- then\n"
    assert json.loads(facts.out)["form"] == "old"
    assert rows.out == "\ufeffno,silent_days,remark\r\n1,,'=1+1\r\n"


def test_fits_a_terminal(kam: Kam, friday: Path) -> None:
    submit(kam, "--lang", "zh")
    screen = pexpect.run(
        f"{sys.executable} -m kamcli report show this --lang en",
        env=os.environ | {"TERM": "xterm"},
        dimensions=(50, 80),
    ).decode()

    assert screen.startswith("客户信息动态管理台帐\r\n")
    lines = [re.sub("\x1b\\[[0-9;]*m", "", line) for line in screen.split("\r\n")]
    assert max(map(width, lines)) <= 80


def test_a_workbook_of_it_needs_a_file(kam: Kam, friday: Path) -> None:
    files = submit(kam, "--lang", "zh")["files"]

    answer = kam("report", "show", "this", "-f", "xlsx")
    assert (answer.out, answer.code) == ("", 2)
    assert answer.err.startswith("error: A workbook needs a file to be written to.\nhint: ")
    assert kam("report", "show", "this", "-f", "xlsx", "--out", "x.xlsx").code == 0
    assert Path("x.xlsx").read_bytes() == Path(files[2]).read_bytes()
    sheet = CalamineWorkbook.from_path("x.xlsx").get_sheet_by_index(0).to_python()
    assert sheet[0][0] == "客户信息动态管理台帐"


def test_writes_its_files_again(kam: Kam, friday: Path) -> None:
    files = [Path(file) for file in submit(kam)["files"]]
    kam("log", "JRW01003", "Came back", "--as-of", "2026-11-21")
    answer = kam("report", "show", "2026-11-20", "--into", "again")

    again = "".join(f"again/{file.name}\n" for file in files)
    assert answer == Answer(out=again, err="", code=0)
    for file in files:
        assert (Path("again") / file.name).read_bytes() == file.read_bytes()


@pytest.mark.parametrize(
    ("words", "error", "hint"),
    [
        (
            ("2026-11-13",),
            "Manager 01 has not submitted the week to Friday 2026-11-13.",
            "kam report list",
        ),
        (
            ("this", "--version", "2"),
            'The week to Friday 2026-11-20 has no version "2".',
            "kam report list",
        ),
        (
            ("this", "--manager", "02"),
            "Manager 02 has not submitted the week to Friday 2026-11-20.",
            "kam report list",
        ),
    ],
)
def test_says_what_is_not_there(
    kam: Kam, friday: Path, words: tuple[str, ...], error: str, hint: str
) -> None:
    submit(kam)

    assert kam("report", "show", *words) == Answer(
        out="", err=f"error: {error}\nhint: {hint}\n", code=3
    )


def test_lists_the_latest_first(kam: Kam, friday: Path) -> None:
    assert kam("report", "list") == Answer(out="", err="No week was submitted yet.\n", code=0)
    submit(kam, "--week", "last")
    submit(kam)
    submit(kam, "--resubmit")
    submit(kam, "--manager", "02")

    found = json.loads(kam("report", "list", "-f", "json").out)
    assert [(each["week"], each["manager"], each["version"]) for each in found] == [
        ("2026-11-20", "01", 2),
        ("2026-11-20", "01", 1),
        ("2026-11-13", "01", 1),
    ]
    everybody = json.loads(kam("report", "list", "-f", "json", "--manager", "all").out)
    assert [each["manager"] for each in everybody] == ["01", "01", "02", "01"]
    assert kam("report", "list").out.startswith("Week to Friday  Manager  Version  Submitted")


def test_an_undo_does_not_thaw_a_week(kam: Kam, friday: Path) -> None:
    submit(kam)
    before = content(friday)
    answer = kam("undo")

    assert (answer.out, answer.code) == ("", 4)
    assert answer.err.endswith(
        '"report submit" cannot be taken back: the week to Friday 2026-11-20 is frozen.\n'
        "hint: kam report submit --week 2026-11-20 --resubmit\n"
    )
    assert content(friday) == before


def test_what_a_frozen_week_told_can_be_taken_back(kam: Kam, friday: Path) -> None:
    kam("log", "JRW01003", "By mistake")
    taken = json.loads(kam("audit", "--limit", "1", "-f", "json").out)[0]["id"]
    submit(kam)
    before = shown(kam)

    assert kam("undo", str(taken)).code == 0
    assert "By mistake" not in kam("report").out
    assert shown(kam) == before
    assert "By mistake" in before[0].out


def test_a_review_stands_in_the_foot(kam: Kam, friday: Path) -> None:
    digest = submit(kam, "--lang", "zh")["digest"]
    before = shown(kam)
    answer = kam("report", "review", "this", "--by", "赵敏", "--note", "先稳住\n老客户 *")

    assert answer == Answer(
        out="Version 1 of the week to Friday 2026-11-20 is reviewed by 赵敏.\n", err="", code=0
    )
    after = shown(kam)
    assert after[2:4] == before[2:4]
    for old, new in zip(before[:2], after[:2], strict=True):
        assert new.out[: old.out.index("审核(")] == old.out[: old.out.index("审核(")]
    assert "先稳住 老客户 *" in after[4].out
    assert "审核意见            先稳住 老客户 *\n" in after[0].out
    assert "- 审核意见: 先稳住 老客户 \\*\n" in after[1].out
    line = json.loads(kam("report", "list", "-f", "json").out)[0]
    assert (line["reviewed_by"], line["reviewed_on"]) == ("赵敏", "2026-11-20")
    assert line["digest"] == digest
    assert "先稳住 老客户 *" in kam("report").out


def test_a_review_can_be_taken_back(kam: Kam, friday: Path) -> None:
    submit(kam)
    before = shown(kam)
    kam("report", "review", "this", "--by", "Zhao", "--note", "Fine")

    assert kam("undo").code == 0
    assert shown(kam) == before


def test_a_later_review_takes_the_place_of_the_first(kam: Kam, friday: Path) -> None:
    submit(kam)
    kam("report", "review", "this", "--by", "Zhao", "--note", "Fine")
    answer = kam("report", "review", "this", "--by", "Qian", "--note", "Not fine", "-f", "json")

    assert list(json.loads(answer.out)) == [
        "week",
        "manager",
        "version",
        "reviewed_by",
        "reviewed_on",
        "review_note",
        "digest",
    ]
    page = kam("report", "show", "this").out
    assert ("Not fine" in page, "Zhao" in page) == (True, False)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("last", "--by", "Zhao", "--note", "Fine"), 3),
        (("this", "--by", " ", "--note", "Fine"), 2),
        (("this", "--by", "Zhao", "--note", ""), 2),
        (("this", "--by", "Zhao"), 2),
        (("sometime", "--by", "Zhao", "--note", "Fine"), 2),
    ],
)
def test_refuses_half_a_review(kam: Kam, friday: Path, words: tuple[str, ...], code: int) -> None:
    submit(kam)
    before = content(friday)
    answer = kam("report", "review", *words)

    assert (answer.out, answer.code) == ("", code)
    assert answer.err.startswith("error: ")
    assert content(friday) == before
