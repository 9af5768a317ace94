"""`kam list`."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from conftest import Answer, Kam
from dealings import HUAMAO, register

KEYS = (
    "code name short_name market nature source country region owner grade grade_computed"
    " grade_before annual_amount via_amount last_contact_on silent_days turns_x_on flags"
    " next_action next_due_on registered_on key status tags"
)


def _names(answer: Answer) -> list[str]:
    assert (answer.err, answer.code) == ("", 0)
    return [row["name"] for row in json.loads(answer.out)]


@pytest.fixture
def firms(kam: Kam, ledger: Path) -> Path:
    """Give the test a ledger with some customers; return its path.

    Big is an A, 杭州华茂 a B, Lost an X that was A, New a D never contacted, Other of manager 02,
    Gone is void.
    """
    kam("manager", "add", "02", "Han Meimei", "--department", "export")
    common = ("--nature", "end-user", "--source", "web")
    register(
        kam,
        ("Big", "--country", "US", *common, "--tag", "VIP", "--tag", "Ölbad"),
        HUAMAO,
        ("Lost", "--country", "DE", "--nature", "agent", "--source", "fair"),
        ("New", "--country", "US", *common, "--tag", "vip2"),
        ("Other", "--country", "US", *common, "--owner", "02"),
        ("Gone", "--country", "US", *common),
    )
    codes = {"Big": "JRW01001", "华茂": "JRN01001", "Lost": "JRW01002"}
    kam("order", "add", codes["Big"], "600000", "--on", "2026-11-01")
    kam("order", "add", codes["华茂"], "80000", "--on", "2026-10-05")
    kam("order", "add", codes["Lost"], "700000", "--on", "2026-06-01")
    kam("next", codes["Big"], "Visit", "--due", "2026-11-30")
    kam("key", codes["华茂"], "--why", "the port")
    assert kam("customer", "void", "JRW01004", "--why", "twice", "--yes").code == 0
    return ledger


def test_rows_have_the_keys_of_the_contract(kam: Kam, firms: Path) -> None:
    answer = kam("list", "-f", "json")

    assert (answer.err, answer.code) == ("", 0)
    rows = json.loads(answer.out)
    assert [list(row) for row in rows] == [KEYS.split()] * 4
    assert rows[1] == {
        "code": "JRW01002",
        "name": "Lost",
        "short_name": None,
        "market": "foreign",
        "nature": "agent",
        "source": "fair",
        "country": "DE",
        "region": None,
        "owner": "01",
        "grade": "X",
        "grade_computed": "X",
        "grade_before": "A",
        "annual_amount": "700000.00",
        "via_amount": "0.00",
        "last_contact_on": "2026-06-01",
        "silent_days": 172,
        "turns_x_on": None,
        "flags": ["overdue", "unreachable"],
        "next_action": None,
        "next_due_on": None,
        "registered_on": "2026-01-05",
        "key": False,
        "status": "active",
        "tags": [],
    }


def test_void_customers_have_no_grade(kam: Kam, firms: Path) -> None:
    rows = {row["name"]: row for row in json.loads(kam("list", "--all", "-f", "json").out)}

    gone = rows["Gone"]
    assert (gone["status"], gone["grade"], gone["grade_computed"]) == ("void", None, None)
    assert (gone["annual_amount"], gone["flags"]) == ("0.00", [])
    assert rows["Other"]["owner"] == "02"


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ((), ["Big", "Lost", "New", "杭州华茂"]),
        (("--grade", "a, b级"), ["Big", "杭州华茂"]),
        (("--grade", "X"), ["Lost"]),
        (("--market", "内贸"), ["杭州华茂"]),
        (("--market", "foreign"), ["Big", "Lost", "New"]),
        (("--nature", "代理,经销商"), ["Lost", "杭州华茂"]),
        (("--source", "广交会"), ["Lost", "杭州华茂"]),
        (("--country", "美国"), ["Big", "New"]),
        (("--country", "US,CN"), ["Big", "New", "杭州华茂"]),
        (("--tag", "vip"), ["Big"]),
        (("--tag", "vip", "--tag", "Ölbad"), ["Big"]),
        (("--tag", "ip"), []),
        (("--tag", "%"), []),
        (("--key",), ["杭州华茂"]),
        (("--flag", "no-contact-yet,no-next"), ["New", "杭州华茂"]),
        (("--silent-for", "46"), ["Lost", "杭州华茂"]),
        (("--silent-for", "47"), ["Lost"]),
        (("--no-next",), ["Lost", "New", "杭州华茂"]),
        (("--owner", "02"), ["Other"]),
        (("--owner", "1"), ["Big", "Lost", "New", "杭州华茂"]),
        (("--all",), ["Big", "Lost", "New", "Gone", "Other", "杭州华茂"]),
        (("--all", "--owner", "01", "--market", "W"), ["Big", "Lost", "New", "Gone"]),
        (("--as-of", "2026-07-01", "--grade", "A"), ["Lost"]),
        (("--as-of", "2025-01-01", "--all"), []),
    ],
    ids=" ".join,
)
def test_filters(kam: Kam, firms: Path, filters: tuple[str, ...], names: list[str]) -> None:
    assert _names(kam("list", "-f", "json", *filters)) == names


@pytest.mark.parametrize(
    ("key", "names"),
    [
        ("code", ["Big", "Lost", "New", "杭州华茂"]),
        ("-code", ["杭州华茂", "New", "Lost", "Big"]),
        ("-name", ["杭州华茂", "New", "Lost", "Big"]),
        ("grade", ["Big", "杭州华茂", "New", "Lost"]),
        ("-annual-amount", ["Lost", "Big", "杭州华茂", "New"]),
        ("last_contact", ["Lost", "杭州华茂", "Big", "New"]),
        ("-silent-days", ["Lost", "杭州华茂", "Big", "New"]),
        ("next-due", ["Big", "Lost", "New", "杭州华茂"]),
        ("registered", ["Big", "Lost", "New", "杭州华茂"]),
        ("-turns-x", ["Big", "杭州华茂", "Lost", "New"]),
    ],
)
def test_sorting_leaves_the_unknown_last(kam: Kam, firms: Path, key: str, names: list[str]) -> None:
    assert _names(kam("list", "-f", "json", "--sort", key)) == names


def test_limit_cuts_after_sorting(kam: Kam, firms: Path) -> None:
    assert _names(kam("list", "-f", "json", "--sort", "-annual-amount", "--limit", "2")) == [
        "Lost",
        "Big",
    ]


@pytest.mark.parametrize(
    ("said", "code", "names"),
    [
        (("--grade", "Q"), 2, "A, B, C, D, X"),
        (("--flag", "broken"), 2, "no-contact-yet"),
        (("--sort", "colour"), 2, "annual-amount"),
        (("--market", "mars"), 2, '"mars"'),
        (("--limit", "0"), 2, "--limit"),
        (("--silent-for", "-1"), 2, "--silent-for"),
        (("--owner", "07"), 3, '"07"'),
        (("--as-of", "someday"), 2, '"someday"'),
        (("-f", "pdf"), 2, '"pdf"'),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_what_cannot_be_read_is_told(
    kam: Kam, firms: Path, said: tuple[str, ...], code: int, names: str
) -> None:
    answer = kam("list", *said)

    assert (answer.out, answer.code) == ("", code)
    assert names in answer.err


@pytest.mark.parametrize("columns", ["80", "40"])
def test_the_table_is_whole_when_piped(
    kam: Kam, firms: Path, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)

    assert kam("list", "--grade", "A,X") == Answer(
        out=(
            "Code      Customer  Grade      Annual amount  Last contact  Next action  Due       "
            "  Attention\n"
            "JRW01001  Big       A             600,000.00  2026-11-01    Visit        2026-11-30"
            "  unreachable\n"
            "JRW01002  Lost      X (was A)     700,000.00  2026-06-01                            "
            " overdue, unreachable\n"
        ),
        err="",
        code=0,
    )


def test_markup_in_names_is_text(kam: Kam, ledger: Path) -> None:
    register(
        kam, ("[red]Firm[/red] [/x]", "--country", "DE", "--nature", "agent", "--source", "web")
    )

    assert "[red]Firm[/red] [/x]" in kam("list").out
    assert "\\[red\\]Firm" in kam("list", "-f", "md").out


def test_csv_has_the_keys_as_headings_and_no_formula(kam: Kam, ledger: Path) -> None:
    register(kam, ("=1+1", "--country", "DE", "--nature", "agent", "--source", "web"))
    answer = kam("list", "-f", "csv")

    assert (answer.err, answer.code) == ("", 0)
    rows = list(csv.DictReader(io.StringIO(answer.out.removeprefix("\ufeff"))))
    assert list(rows[0]) == KEYS.split()
    assert rows[0]["name"] == "'=1+1"


def test_nobody_is_told(kam: Kam, ledger: Path) -> None:
    assert kam("list") == Answer(out="", err="No customers.\n", code=0)
    assert kam("list", "-f", "json") == Answer(out="[]\n", err="", code=0)
