"""`kam grade`."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from conftest import Answer, Kam, content
from dealings import paste, register

EPISODE = "on from to reason recorded_at policy_version superseded_at"
KEYS = (
    "code as_of grade grade_computed reason clause annual_amount window_after window_through"
    " last_contact_on in_touch_through cooperated asked evidence silent flags override"
    " grade_before turns_x_on changes_next"
)


def _json(answer: Answer) -> Any:
    assert (answer.err, answer.code) == ("", 0)
    return json.loads(answer.out)


def _told(kam: Kam, *arguments: str) -> None:
    """Run a command of the story that a test begins with."""
    answer = kam(*arguments)
    assert answer.code == 0, answer


@pytest.fixture
def lost(kam: Kam, ledger: Path) -> Path:
    """Give the test the ledger of E21: an A with 2,000,000 that fell silent; return its path."""
    register(kam)
    _told(kam, "order", "add", "JRW01001", "1200000", "--on", "2026-01-15")
    _told(kam, "order", "add", "JRW01001", "800000", "--on", "2026-06-20")
    _told(kam, "log", "JRW01001", "Talked", "--on", "2026-07-31")
    return ledger


@pytest.fixture
def big(kam: Kam, ledger: Path) -> Path:
    """Give the test the ledger of E01, an A; return its path."""
    register(kam)
    _told(kam, "order", "add", "JRW01001", "300000", "--on", "2026-02-10")
    _told(kam, "order", "add", "JRW01001", "250000", "--on", "2026-09-05")
    _told(kam, "log", "JRW01001", "Talked", "--on", "2026-11-12")
    return ledger


def test_explain_returns_the_keys_of_the_contract(kam: Kam, big: Path) -> None:
    found = _json(kam("grade", "explain", "JRW01001", "-f", "json"))

    assert list(found) == KEYS.split()
    assert found == {
        "code": "JRW01001",
        "as_of": "2026-11-20",
        "grade": "A",
        "grade_computed": "A",
        "reason": (
            "In touch: last contact 2026-11-12, within three months through 2027-02-12; orders of"
            " the last 12 months (2025-11-21 to 2026-11-20) come to 550,000.00, at or above"
            " 500,000.00."
        ),
        "clause": "A级:年度合作金额达50万以上,且始终保持着密切的联系",
        "annual_amount": "550000.00",
        "window_after": "2025-11-20",
        "window_through": "2026-11-20",
        "last_contact_on": "2026-11-12",
        "in_touch_through": "2027-02-12",
        "cooperated": True,
        "asked": False,
        "evidence": False,
        "silent": False,
        "flags": ["no-next", "unreachable"],
        "override": None,
        "grade_before": None,
        "turns_x_on": "2027-02-13",
        "changes_next": {"on": "2027-02-10", "to": "B"},
    }


def test_explain_is_a_page(kam: Kam, big: Path) -> None:
    answer = kam("grade", "explain", "acme")

    assert (answer.err, answer.code) == ("", 0)
    assert answer.out == (
        "JRW01001 ACME GmbH\n"
        "Grade      A\n"
        "As of      2026-11-20\n"
        "Why        In touch: last contact 2026-11-12, within three months through 2027-02-12;"
        " orders of the last 12 months (2025-11-21 to 2026-11-20) come to 550,000.00, at or above"
        " 500,000.00.\n"
        "Procedure  A级:年度合作金额达50万以上,且始终保持着密切的联系\n"
        "\n"
        "Facts\n"
        "  Annual amount, CNY        550,000.00\n"
        "  Orders from               2025-11-21 through 2026-11-20\n"
        "  Last contact              2026-11-12\n"
        "  In touch through          2027-02-12\n"
        "  Has bought                yes\n"
        "  Has asked for material    no\n"
        "  Sample, quote or request  no\n"
        "  Attention                 no-next, unreachable\n"
        "\n"
        "Orders that count\n"
        "  Number      Day         Amount, CNY\n"
        "  JRW01001-2  2026-09-05   250,000.00\n"
        "  JRW01001-1  2026-02-10   300,000.00\n"
        "\n"
        "What comes\n"
        "  If nothing happens it becomes B on 2027-02-10.\n"
        "  It turns X on 2027-02-13 unless there is contact through 2027-02-12.\n"
    )


def test_explain_shows_the_grade_before_an_x(kam: Kam, lost: Path) -> None:
    answer = kam("grade", "explain", "JRW01001")
    found = _json(kam("grade", "explain", "JRW01001", "-f", "json"))

    assert "Grade      X (was A) 2,000,000.00\n" in answer.out
    assert (found["grade"], found["grade_before"]) == ("X", "A")
    assert (found["silent"], found["turns_x_on"], found["changes_next"]) == (True, None, None)
    assert found["clause"].startswith("X级:休克客户")
    assert found["reason"].endswith("until then it was A with 2,000,000.00.")


def test_explain_speaks_chinese(kam: Kam, lost: Path) -> None:
    answer = kam("--lang", "zh", "grade", "explain", "JRW01001")

    assert (answer.err, answer.code) == ("", 0)
    assert "原A" in answer.out
    assert "2,000,000.00" in answer.out
    assert "2026-07-31" in answer.out


@pytest.mark.parametrize(
    ("as_of", "grade"),
    [
        ("2026-01-15", "A"),
        ("2026-10-31", "A"),
        ("2026-11-01", "X"),
        ("2027-06-30", "X"),
        ("9999-12-31", "X"),
    ],
)
def test_explain_works_for_any_day(kam: Kam, lost: Path, as_of: str, grade: str) -> None:
    found = _json(kam("grade", "explain", "JRW01001", "--as-of", as_of, "-f", "json"))

    assert (found["as_of"], found["grade"]) == (as_of, grade)


def test_explain_reads_a_phrase_as_a_day_and_tells_it(kam: Kam, lost: Path) -> None:
    answer = kam("grade", "explain", "JRW01001", "--as-of", "yesterday", "-f", "json")

    assert (answer.err, answer.code) == ('"yesterday" is 2026-11-19.\n', 0)
    assert json.loads(answer.out)["as_of"] == "2026-11-19"


def test_explain_refuses_what_is_no_day(kam: Kam, lost: Path) -> None:
    answer = kam("grade", "explain", "JRW01001", "--as-of", "someday")

    assert (answer.out, answer.code) == ("", 2)
    assert '"someday"' in answer.err


def test_explain_before_the_first_day_finds_nobody(kam: Kam, lost: Path) -> None:
    assert kam("grade", "explain", "JRW01001", "--as-of", "2025-01-01") == Answer(
        out="",
        err=(
            'error: Nothing is known of JRW01001 ACME GmbH on "2025-01-01" yet.\n'
            "hint: kam show JRW01001\n"
        ),
        code=3,
    )


def test_explain_refuses_a_void_customer(kam: Kam, acme: Path) -> None:
    _told(kam, "customer", "void", "JRW01001", "--why", "twice", "--yes")
    answer = kam("grade", "explain", "JRW01001")

    assert (answer.out, answer.code) == ("", 4)
    assert "JRW01001 ACME GmbH has no grade: its status is void." in answer.err


def test_explain_of_an_agent_counts_what_it_brought_if_the_policy_says_so(
    kam: Kam, ledger: Path
) -> None:
    register(kam, ("Agent", "--country", "DE", "--nature", "agent", "--source", "web"))
    _told(
        kam, "add", "Brought", "--country", "DE", "--nature", "end-user", "--source", "web",
        "--via-agent", "JRW01001",
    )  # fmt: skip
    _told(kam, "order", "add", "JRW01002", "600000", "--on", "2026-09-05")
    _told(kam, "log", "JRW01001", "Talked", "--on", "2026-11-12")
    _told(
        kam, "policy", "set", "grading.agent_amount", "brought", "--from", "2026-01-01",
        "--approved-by", "Boss",
    )  # fmt: skip

    answer = kam("grade", "explain", "JRW01001")

    assert (answer.err, answer.code) == ("", 0)
    assert "JRW01002-1 (JRW01002)  2026-09-05   600,000.00" in answer.out
    assert "with those of the customers it brought" in answer.out


def test_override_is_shown_with_a_mark(kam: Kam, big: Path) -> None:
    answer = kam(
        "grade", "override", "acme", "B", "--until", "2027-01-31", "--by", "Boss", "--why", "Slow"
    )

    assert answer == Answer(
        out="JRW01001 ACME GmbH: grade B* through 2027-01-31.\n",
        err="JRW01001 ACME GmbH\n",
        code=0,
    )
    found = _json(kam("grade", "explain", "JRW01001", "-f", "json"))
    assert (found["grade"], found["grade_computed"]) == ("B", "A")
    assert found["override"] == {
        "grade": "B",
        "from_on": "2026-11-20",
        "until_on": "2027-01-31",
        "by": "Boss",
        "why": "Slow",
    }
    assert "  B*     " in kam("list").out
    assert "By hand    B from 2026-11-20 through 2027-01-31, by Boss: Slow" in (
        kam("grade", "explain", "JRW01001").out
    )


def test_override_again_on_the_same_day_replaces(kam: Kam, big: Path) -> None:
    first = ("grade", "override", "JRW01001", "B", "--until", "+30d", "--by", "Boss", "--why", "x")
    _told(kam, *first)
    answer = kam(
        "grade", "override", "JRW01001", "c级", "--until", "2026-12-01", "--by", "Boss",
        "--why", "y", "-f", "json",
    )  # fmt: skip

    assert _json(answer) == {
        "id": 1,
        "code": "JRW01001",
        "grade": "C",
        "from_on": "2026-11-20",
        "until_on": "2026-12-01",
        "by": "Boss",
        "why": "y",
    }
    assert _json(kam("list", "-f", "json"))[0]["grade"] == "C"


def test_override_sleeps_while_the_grade_is_x(kam: Kam, lost: Path) -> None:
    answer = kam(
        "grade", "override", "JRW01001", "A", "--until", "2026-12-31", "--by", "Boss", "--why", "x"
    )

    assert (answer.code, answer.err) == (
        0,
        "JRW01001 is X now: X is shown until there is contact.\n",
    )
    found = _json(kam("grade", "explain", "JRW01001", "-f", "json"))
    assert (found["grade"], found["override"], found["flags"]) == ("X", None, found["flags"])
    assert "overridden" not in found["flags"]
    assert "An override to A through 2026-12-31 sleeps while it is X." in (
        kam("grade", "explain", "JRW01001").out
    )


@pytest.mark.parametrize(
    ("grade", "until", "code"),
    [
        ("A", "2027-02-18", 0),
        ("A", "2027-02-19", 4),
        ("A", "2026-11-19", 4),
        ("X", "2026-12-01", 4),
        ("E", "2026-12-01", 2),
        ("A", "someday", 2),
    ],
)
def test_override_keeps_to_the_rules(
    kam: Kam, big: Path, grade: str, until: str, code: int
) -> None:
    before = content(big)
    answer = kam(
        "grade", "override", "JRW01001", grade, "--until", until, "--by", "B", "--why", "x"
    )

    assert answer.code == code
    assert (content(big) == before) is (code != 0)


def test_override_needs_a_reason_and_a_name(kam: Kam, big: Path) -> None:
    said = ("grade", "override", "JRW01001", "B", "--until", "+30d")

    assert kam(*said, "--by", " ", "--why", "x").code == 2
    assert kam(*said, "--by", "Boss", "--why", "").code == 2
    assert kam(*said, "--by", "Boss").code == 2


def test_history_is_oldest_first_with_its_reasons(kam: Kam, lost: Path) -> None:
    found = _json(kam("grade", "history", "JRW01001", "-f", "json"))

    assert list(found[0]) == (
        ["on", "from", "to", "reason", "recorded_at", "policy_version", "superseded_at"]
    )
    live = [(row["on"], row["from"], row["to"]) for row in found if row["superseded_at"] is None]
    assert live == [
        ("2026-01-05", None, "D"),
        ("2026-01-15", "D", "A"),
        ("2026-04-16", "A", "X"),
        ("2026-06-20", "X", "A"),
        ("2026-11-01", "A", "X"),
    ]
    assert all(row["reason"].endswith(".") for row in found)
    assert [row["on"] for row in found] == sorted(row["on"] for row in found)


def test_history_keeps_what_was_superseded(kam: Kam, lost: Path) -> None:
    found = _json(kam("grade", "history", "JRW01001", "-f", "json"))

    replaced = [row for row in found if row["superseded_at"]]
    assert [(row["on"], row["to"]) for row in replaced] == [("2026-09-21", "X")]


def test_history_shows_what_no_refresh_has_stored(kam: Kam, big: Path) -> None:
    found = _json(kam("grade", "history", "JRW01001", "-f", "json", "--as-of", "2027-03-01"))

    assert [(row["on"], row["to"], row["recorded_at"]) for row in found[-2:]] == [
        ("2027-02-10", "B", None),
        ("2027-02-13", "X", None),
    ]


def test_refresh_stores_what_the_days_have_changed(
    kam: Kam, big: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAM_AS_OF", "2027-02-13")

    assert _json(kam("grade", "refresh", "-f", "json")) == {
        "as_of": "2027-02-13",
        "graded": 1,
        "changed": [
            {
                "code": "JRW01001",
                "from": "A",
                "to": "X",
                "on": "2027-02-13",
                "reason": (
                    "Silent: no contact since 2026-11-12, three months were over on 2027-02-12;"
                    " it has bought before."
                ),
            }
        ],
    }
    assert _json(kam("grade", "refresh", "-f", "json")) == {
        "as_of": "2027-02-13",
        "graded": 1,
        "changed": [],
    }


def test_refresh_after_missed_nights_writes_the_history_of_every_night(
    kam: Kam, big: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAM_AS_OF", "2027-03-05")
    answer = kam("grade", "refresh")

    assert answer.out.splitlines()[0] == "1 customer is graded as of 2027-03-05; changed: 1."
    found = _json(kam("grade", "history", "JRW01001", "-f", "json"))
    assert [(row["on"], row["to"]) for row in found[-2:]] == [
        ("2027-02-10", "B"),
        ("2027-02-13", "X"),
    ]
    assert all(row["recorded_at"] for row in found)


def test_refresh_dry_run_says_the_same_and_keeps_nothing(
    kam: Kam, big: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAM_AS_OF", "2027-02-13")
    before = content(big)
    dry = kam("grade", "refresh", "--dry-run")

    assert content(big) == before
    assert kam("grade", "refresh") == dry


def test_refresh_beyond_today_is_refused(kam: Kam, big: Path) -> None:
    before = content(big)

    assert kam("grade", "refresh", "--as-of", "2026-11-21") == Answer(
        out="",
        err=(
            'error: Grades cannot be stored for "2026-11-21": today is 2026-11-20.\n'
            "hint: kam grade forecast --until 2026-11-21\n"
        ),
        code=4,
    )
    assert content(big) == before


def test_refresh_before_the_last_grading_is_refused(kam: Kam, big: Path) -> None:
    answer = kam("grade", "refresh", "--as-of", "2026-11-19")

    assert (answer.out, answer.code) == ("", 4)
    assert "2026-11-19" in answer.err
    assert "2026-11-20" in answer.err


def test_refresh_full_mends_what_was_tampered_with(kam: Kam, big: Path) -> None:
    with closing(sqlite3.connect(big)) as connection:
        connection.execute("UPDATE standings SET grade = 'C'")
        connection.execute("DELETE FROM grade_changes WHERE after = 'A'")
        connection.commit()

    assert _json(kam("grade", "refresh", "-f", "json"))["changed"] == []
    changed = _json(kam("grade", "refresh", "--full", "-f", "json"))["changed"]
    assert [(row["from"], row["to"], row["on"]) for row in changed] == [("C", "A", "2026-09-05")]


def test_forecast_lists_every_change_to_come(kam: Kam, big: Path) -> None:
    found = _json(kam("grade", "forecast", "--until", "2027-12-31", "-f", "json"))

    assert found == [
        {
            "on": on,
            "code": "JRW01001",
            "name": "ACME GmbH",
            "from": before,
            "to": after,
            "last_contact_on": "2026-11-12",
            "annual_amount": "550000.00",
            "owner": "01",
        }
        for on, before, after in (("2027-02-10", "A", "B"), ("2027-02-13", "B", "X"))
    ]


def test_forecast_looks_a_month_ahead(kam: Kam, big: Path) -> None:
    assert kam("grade", "forecast") == Answer(
        out="", err="No grade changes through 2026-12-20 if nothing happens.\n", code=0
    )


def test_forecast_refuses_a_past_day(kam: Kam, big: Path) -> None:
    answer = kam("grade", "forecast", "--until", "2026-11-19")

    assert (answer.out, answer.code) == ("", 4)
    assert paste(kam, answer).code == 0


def test_forecast_from_a_past_day_knows_nothing_later(kam: Kam, big: Path) -> None:
    found = _json(
        kam("grade", "forecast", "--as-of", "2026-03-01", "--until", "2026-12-31", "-f", "json")
    )

    assert [(row["on"], row["to"]) for row in found] == [("2026-05-11", "X")]


def test_preview_says_who_would_change_and_keeps_nothing(kam: Kam, big: Path) -> None:
    before = content(big)
    found = _json(kam("grade", "preview", "--set", "grading.annual-threshold = 60万", "-f", "json"))

    assert found == {
        "as_of": "2026-11-20",
        "settings": [{"key": "grading.annual_threshold", "value": "600000.00"}],
        "changed": [
            {"code": "JRW01001", "name": "ACME GmbH", "owner": "01", "from": "A", "to": "B"}
        ],
        "counts": [
            {"grade": "A", "before": 1, "after": 0},
            {"grade": "B", "before": 0, "after": 1},
            {"grade": "C", "before": 0, "after": 0},
            {"grade": "D", "before": 0, "after": 0},
            {"grade": "X", "before": 0, "after": 0},
        ],
    }
    assert content(big) == before


def test_preview_of_nothing_says_so(kam: Kam, big: Path) -> None:
    answer = kam("grade", "preview", "--set", "grading.annual_threshold=1", "--set", "cadence.a=7")

    assert (answer.err, answer.code) == ("", 0)
    assert "grading.annual_threshold = 1.00\ncadence.a = 7\n" in answer.out
    assert "No customer would change its grade." in answer.out


def test_preview_gives_a_table_of_the_changes(kam: Kam, big: Path) -> None:
    answer = kam("grade", "preview", "--set", "grading.annual_threshold=600000", "-f", "csv")

    assert (answer.err, answer.code) == ("", 0)
    assert answer.out == "\ufeffcode,name,owner,from,to\r\nJRW01001,ACME GmbH,01,A,B\r\n"


@pytest.mark.parametrize(
    ("said", "code", "names"),
    [
        ("grading.annual_treshold=1", 3, "grading.annual_threshold"),
        ("grading.annual_threshold", 2, "="),
        ("grading.silent_months=x", 2, "a whole number"),
    ],
)
def test_preview_refuses_what_is_no_policy(
    kam: Kam, big: Path, said: str, code: int, names: str
) -> None:
    answer = kam("grade", "preview", "--set", said)

    assert (answer.out, answer.code) == ("", code)
    assert names in answer.err


@pytest.mark.parametrize(
    "question",
    [
        ("grade", "explain", "JRW01001"),
        ("grade", "explain", "JRW01001", "--as-of", "2027-03-01"),
        ("grade", "history", "JRW01001"),
        ("grade", "forecast", "--until", "2028-01-01"),
        ("grade", "preview", "--set", "grading.silent_months=1"),
        ("policy", "show"),
        ("policy", "history"),
        ("list", "--all", "--as-of", "2027-03-01"),
        ("show", "JRW01001"),
        ("today", "--as-of", "2027-03-01"),
        ("find", "acme"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("form", ["table", "json"])
def test_questions_never_write(kam: Kam, big: Path, question: tuple[str, ...], form: str) -> None:
    before = content(big)

    assert kam(*question, "-f", form).code == 0
    assert content(big) == before
