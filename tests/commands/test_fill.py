"""`kam fill`, read line by line; `test_fill_terminal.py` sits at a terminal."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from conftest import Answer, Kam
from dealings import actions, dump, listed, register

DE = ("--country", "DE", "--nature", "agent", "--source", "web")
WAYS = "Enter accepts, s skips the customer, b goes back, q leaves.\n"
LEAVE = "Kept (k), postponed (p) or dropped (d)? Enter leaves it as it is."


def fill(kam: Kam, *lines: str, said: tuple[str, ...] = ()) -> Answer:
    """Fill in the week with these answers, then leave."""
    return kam("fill", "--plain", *said, stdin="".join(f"{line}\n" for line in lines))


def done(kam: Kam, *lines: str, said: tuple[str, ...] = ()) -> Any:
    """Fill in the week and return what came of it."""
    answer = fill(kam, *lines, said=("-f", "json", *said))
    assert answer.code == 0, answer.err
    return json.loads(answer.out)


def _told(kam: Kam, day: str, *command: str) -> None:
    """Tell `kam` something on the day it happened."""
    assert kam(*command, "--as-of", day).code == 0


@pytest.fixture
def week(kam: Kam, ledger: Path) -> Path:
    """Give the test a B that was reached, with a late promise; return the ledger's path."""
    _told(kam, "2026-10-01", "add", "Buyer", *DE, "--contact", "Hans", "--phone", "+49 30 1")
    _told(kam, "2026-10-05", "order", "add", "JRW01001", "9000")
    _told(kam, "2026-11-09", "next", "JRW01001", "Send samples", "--due", "2026-11-17")
    _told(kam, "2026-11-17", "log", "JRW01001", "Sent two samples", "--via", "letter")
    return ledger


PAGE = """\

[1/1] JRW01001 Buyer
Grade  B  9,000.00  last contact 2026-11-17
Next   If nothing happens it becomes X on 2027-02-18.

Week from 2026-11-14 to 2026-11-20
  11-17 letter Sent two samples

Promises
  2026-11-17  Send samples  late, no outcome yet

"""


def test_a_week_is_filled_in_with_few_keys(kam: Kam, week: Path) -> None:
    answer = fill(kam, "", "Wants a smaller box", "Offer a smaller box", "next friday")

    assert answer == Answer(
        out="Week to 2026-11-20: 1 of 1 customers gone through, answers saved: 3."
        " Nothing is missing.\n",
        err=WAYS
        + PAGE
        + "2026-11-17  Send samples\n"
        + "Kept (k), postponed (p) or dropped (d)? [k] \n"
        + "Saved: 2026-11-20  Send samples  done\n"
        + "Problems or requirements this week? Wants a smaller box\n"
        + "Saved: Wants a smaller box\n"
        + "Next action? Offer a smaller box\n"
        + "By which day? [2026-11-27] next friday\n"
        + '"next friday" is 2026-11-27.\n'
        + "Saved: 2026-11-27  Offer a smaller box\n",
        code=0,
    )
    assert actions(kam) == [
        ("Offer a smaller box", "2026-11-27", "open", None),
        ("Send samples", "2026-11-17", "done", None),
    ]
    note = listed(kam, "interaction", "list", "JRW01001")[0]
    assert (note["text"], note["problem"]) == ("Sent two samples", "Wants a smaller box")


def test_what_was_filled_in_is_not_asked_again(kam: Kam, week: Path) -> None:
    assert done(kam, "", "Boxes", "Offer", "")["saved"] == 3

    answer = fill(kam, "")
    assert "Nothing is missing. Enter goes on. \n" in answer.err
    assert "answers saved: 0" in answer.out


def test_the_report_tells_what_was_filled_in(kam: Kam, week: Path) -> None:
    done(kam, "", "Boxes", "Offer", "2026-11-27")

    report = json.loads(kam("report", "-f", "json").out)
    assert report["promises"]["total"]["kept"] == 1
    row = report["rows"][0]
    assert "Boxes" in row["this_week"]
    assert (row["next_action"], row["next_due_on"]) == ("Offer", "2026-11-27")


def test_a_promise_is_postponed_with_a_day_and_a_reason(kam: Kam, week: Path) -> None:
    answer = fill(kam, "p", "yesterday", "2026-11-30", "", "Out of stock", "q")

    assert answer.code == 0
    assert '"2026-11-19" is past: what is planned lies ahead.' in answer.err
    assert "A reason is needed: it is told in the Friday report." in answer.err
    assert actions(kam) == [
        ("Send samples", "2026-11-17", "postponed", "Out of stock"),
        ("Send samples", "2026-11-30", "open", None),
    ]


def test_a_promise_is_dropped_with_a_reason(kam: Kam, week: Path) -> None:
    done(kam, "取消", "They bought elsewhere", "q")

    assert actions(kam) == [
        ("Send samples", "2026-11-17", "dropped", "They bought elsewhere"),
    ]


@pytest.mark.parametrize("typed", ["k", "K", "ｋ", "kept", "done", "已完成"])
def test_kept_is_said_in_many_ways(kam: Kam, week: Path, typed: str) -> None:
    assert done(kam, typed, "q")["saved"] == 1
    assert actions(kam) == [("Send samples", "2026-11-17", "done", None)]


def test_what_cannot_be_read_is_asked_again(kam: Kam, week: Path) -> None:
    answer = fill(kam, "perhaps", "k", "q")

    assert '"perhaps" is none of the values asked for here.' in answer.err
    assert actions(kam) == [("Send samples", "2026-11-17", "done", None)]


def test_a_promise_can_be_left_open(kam: Kam, week: Path) -> None:
    assert done(kam, "open", "q")["saved"] == 0
    assert actions(kam) == [("Send samples", "2026-11-17", "open", None)]


def test_without_contact_enter_leaves_a_promise_open(kam: Kam, ledger: Path) -> None:
    _told(kam, "2026-10-01", "add", "Silent", *DE)
    _told(kam, "2026-11-09", "next", "JRW01001", "Call again", "--due", "2026-11-18")
    _told(kam, "2026-11-18", "log", "JRW01001", "Nobody there", "--attempt")

    answer = fill(kam, "")
    assert LEAVE in answer.err
    assert "Nobody there (attempt)" in answer.err
    assert "Problems" not in answer.err  # nobody was there to raise one
    assert "Still incomplete: JRW01001." in answer.out
    assert actions(kam) == [("Call again", "2026-11-18", "open", None)]


def test_nothing_changes_where_nothing_is_answered(kam: Kam, friday: Path) -> None:
    before = dump(friday)

    assert done(kam, *[""] * 20)["saved"] == 0
    assert done(kam, *["s"] * 8)["shown"] == 8
    assert done(kam, "q")["shown"] == 1
    assert done(kam)["shown"] == 1  # the end of the input is q
    assert dump(friday) == before


def test_own_customers_that_moved_are_due_or_are_a_or_b(kam: Kam, friday: Path) -> None:
    answer = fill(kam, *["s"] * 20)

    heads = [line[6:] for line in answer.err.splitlines() if line.startswith("[")]
    assert heads == [
        "JRW01001 Schmidt Pumpen GmbH",
        "JRW01003 Bolt | Nut [acme] *bold* <b>x</b>",
        "JRN01001 深圳市明远机电有限公司",
        "JRW01004 Lost Trading Ltd",
        "JRW01005 Quiet Quarry",
        "JRW01009 New Norm",
        "JRW01002 Taipei Tools",
        "JRW01006 Old Cards Inc",
    ]
    assert "11-19 order M-2: 12,000.00 CNY" in answer.err
    assert "11-20 payment for S-3: 10,000.00 CNY" in answer.err
    assert "2026-11-16  Ask about the crusher  postponed: On holiday" in answer.err


def test_a_snoozed_customer_is_left_in_peace(kam: Kam, ledger: Path) -> None:
    register(kam, ("Quiet", *DE), on="2026-01-05")
    assert done(kam, "s")["customers"] == 1

    kam("snooze", "JRW01001", "--until", "2026-12-01", "--why", "fair")
    answer = fill(kam)
    assert (answer.err, answer.code) == (WAYS, 0)
    assert "0 of 0 customers" in answer.out


def test_back_goes_to_the_question_and_the_customer_before(kam: Kam, friday: Path) -> None:
    answer = fill(kam, "", "b", "", "q")

    heads = [line for line in answer.err.splitlines() if line.startswith("[")]
    assert [line[1] for line in heads] == ["1", "2", "1", "2"]


def test_back_at_the_first_customer_stays_there(kam: Kam, friday: Path) -> None:
    answer = fill(kam, "b", "返回", "退出")

    heads = [line for line in answer.err.splitlines() if line.startswith("[")]
    assert [line[1] for line in heads] == ["1", "1", "1"]


def test_an_answer_is_changed_by_going_back(kam: Kam, week: Path) -> None:
    register(kam, ("Other", *DE), on="2026-01-05")

    found = done(
        kam,
        *("p", "2026-11-30", "Out of stock"),  # the promise
        *("Boxes",),
        *("b", "b", "k"),  # back over the problem to the promise: it was kept
        *("Small boxes",),
        *("Offer", "2026-11-27"),
        "q",
    )

    assert found["saved"] == 5
    assert actions(kam) == [
        ("Offer", "2026-11-27", "open", None),
        ("Send samples", "2026-11-17", "done", None),
    ]
    assert listed(kam, "interaction", "list")[0]["problem"] == "Small boxes"


def test_back_from_a_detail_leads_to_its_question(kam: Kam, week: Path) -> None:
    found = done(kam, "p", "b", "d", "b", "k", "", "Offer", "b", "Call", "2026-11-27", "q")

    assert found["saved"] == 2
    assert actions(kam) == [
        ("Call", "2026-11-27", "open", None),
        ("Send samples", "2026-11-17", "done", None),
    ]


def test_a_planned_action_is_planned_anew_by_going_back(kam: Kam, friday: Path) -> None:
    done(kam, "", "Call", "2026-11-27", "b", "Visit", "", "q")

    planned = listed(kam, "action", "list", "JRW01003")
    assert [(each["text"], each["due_on"]) for each in planned] == [("Visit", "2026-11-27")]


def test_each_answer_is_a_command_that_can_be_taken_back(kam: Kam, week: Path) -> None:
    before = actions(kam)
    done(kam, "k", "Boxes", "Offer", "2026-11-27")

    for _ in range(3):
        answer = kam("undo")
        assert answer.code == 0
        assert '"fill' in answer.out
    assert actions(kam) == before
    assert listed(kam, "interaction", "list")[0]["problem"] is None


def test_an_action_without_a_day_is_asked_for_it(kam: Kam, week: Path) -> None:
    with closing(sqlite3.connect(week)) as connection:
        connection.execute("UPDATE actions SET due_on = NULL")
        connection.commit()

    answer = fill(kam, "s")
    assert "no day  Send samples\n" in answer.err
    assert "By which day? [2026-11-27]" in answer.err
    found = done(kam, "2026-11-27", "b", "2026-11-28", "q")
    assert found == {
        "week": "2026-11-20",
        "customers": 1,
        "shown": 1,
        "saved": 2,
        "lacking": [],
    }
    assert actions(kam) == [("Send samples", "2026-11-28", "open", None)]


def test_a_week_that_is_over_asks_when_a_promise_was_kept(kam: Kam, week: Path) -> None:
    monday = ("--as-of", "2026-11-23")
    answer = fill(kam, "k", "2026-11-24", "2026-11-19", "q", said=monday)

    assert "[1/1] JRW01001 Buyer" in answer.err
    assert "Week from 2026-11-14 to 2026-11-20" in answer.err
    assert "On which day was it done? [2026-11-20]" in answer.err
    assert '"2026-11-24" is still to come' in answer.err
    closed = listed(kam, "action", "list", "--all")[0]
    assert (closed["status"], closed["closed_on"]) == ("done", "2026-11-19")


@pytest.mark.parametrize(
    ("as_of", "said", "friday_"),
    [
        ("2026-11-19", (), "2026-11-20"),
        ("2026-11-20", (), "2026-11-20"),
        ("2026-11-21", (), "2026-11-20"),
        ("2026-11-25", (), "2026-11-20"),
        ("2026-11-25", ("--week", "this"), "2026-11-27"),
        ("2026-11-26", (), "2026-11-27"),
        ("2026-11-20", ("--week", "上周"), "2026-11-13"),
    ],
)
def test_the_week_is_the_one_to_be_submitted(
    kam: Kam, week: Path, as_of: str, said: tuple[str, ...], friday_: str
) -> None:
    assert done(kam, said=("--as-of", as_of, *said))["week"] == friday_


def test_a_week_that_has_not_begun(kam: Kam, week: Path) -> None:
    assert fill(kam, said=("--week", "next")) == Answer(
        out="",
        err="error: The week from 2026-11-21 to 2026-11-27 has not begun.\n"
        "hint: kam fill --week this\n",
        code=4,
    )


def test_a_dry_run_keeps_nothing(kam: Kam, week: Path) -> None:
    before = dump(week)

    found = done(kam, "k", "Boxes", "b", "p", "", "why", "q", said=("--dry-run",))
    assert found["saved"] == 0
    assert dump(week) == before


def test_nobody_at_a_terminal(kam: Kam, week: Path) -> None:
    assert kam("fill") == Answer(
        out="",
        err="error: This asks a person, and nobody is at a terminal.\n"
        "hint: kam fill --plain < answers.txt\n",
        code=2,
    )


def test_untrusted_text_is_shown_and_nothing_else(kam: Kam, ledger: Path) -> None:
    _told(kam, "2026-10-01", "add", "Evil \x1b[2J", *DE)
    _told(kam, "2026-11-09", "next", "JRW01001", "A \x1b[31m", "--due", "2026-11-18")
    _told(kam, "2026-11-18", "log", "JRW01001", "first\nsecond \x1b]0;x\x07 \u202e")

    answer = fill(kam, "k", "", "", "q")
    assert answer.code == 0
    assert not set(answer.err) & {"\x1b", "\x07", "\u202e"}


def test_many_notes_leave_room_on_the_screen(kam: Kam, ledger: Path) -> None:
    register(kam, ("Busy", *DE), on="2026-10-01")
    for number in range(9):
        kam("log", "JRW01001", f"Call {number}", "--on", "11-18")

    answer = fill(kam, "s")
    assert "  3 earlier notes\n" in answer.err
    assert "Call 2" not in answer.err
    assert "Call 3" in answer.err
