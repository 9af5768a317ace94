"""`kam undo`."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from conftest import Answer, Kam
from dealings import ACME, HUAMAO, dump, register


@pytest.fixture(autouse=True)
def _acme(kam: Kam, ledger: Path) -> None:
    """Command 2 registers ACME as JRW01001."""
    register(kam)


def refused(message: str, hint: str) -> Answer:
    return Answer(out="", err=f"error: {message}\nhint: {hint}\n", code=4)


def value(ledger: Path, question: str) -> object:
    with closing(sqlite3.connect(ledger)) as connection:
        return connection.execute(question).fetchone()[0]


def test_takes_back_the_last_command(kam: Kam, ledger: Path) -> None:
    kam("log", "JRW01001", "Hello", "--next", "Send it", "--due", "2026-11-25")

    assert kam("undo") == Answer(
        out='Took back command 3 "log JRW01001": interaction added: talk Hello;'
        " next action added: Send it 2026-11-25.\n",
        err="",
        code=0,
    )
    assert kam("interaction", "list", "-f", "json").out == "[]\n"
    assert kam("action", "list", "-f", "json").out == "[]\n"


def test_returns_what_was_undone_as_json(kam: Kam, ledger: Path) -> None:
    kam("log", "JRW01001", "Hello")
    answer = kam("undo", "-f", "json")

    assert (answer.err, answer.code) == ("", 0)
    assert json.loads(answer.out) == {"undone": 3, "command": "log", "changes": 1, "id": 4}


def test_without_an_id_one_command_after_the_other(kam: Kam, ledger: Path) -> None:
    kam("log", "JRW01001", "Hello")

    assert kam("undo").out.startswith('Took back command 3 "log JRW01001"')
    assert kam("undo").out.startswith('Took back command 2 "add JRW01001"')
    assert kam("undo") == Answer(
        out="",
        err="error: Manager 01 has no command left to take back.\nhint: kam audit --limit 10\n",
        code=3,
    )


def test_without_an_id_only_commands_of_the_manager_at_work(kam: Kam, ledger: Path) -> None:
    kam("manager", "add", "02", "Han Meimei")
    kam("log", "JRW01001", "Hello", "--manager", "02")

    assert 'command 4 "log" has added to it since' in kam("undo").err
    assert kam("undo", "--manager", "02").out.startswith('Took back command 4 "log JRW01001"')


def test_an_update_gives_the_old_values_back(kam: Kam, ledger: Path) -> None:
    kam("edit", "JRW01001", "--remarks", "first", "--country", "FR")
    before = kam("show", "JRW01001").out
    kam("edit", "JRW01001", "--remarks", "second", "--country", "DE", "--website", "acme.de")

    assert kam("undo") == Answer(
        out='Took back command 4 "edit JRW01001": customer: country FR → DE,'
        " remarks first → second, web site – → acme.de.\n",
        err="",
        code=0,
    )
    assert kam("show", "JRW01001").out == before


def test_a_removed_row_comes_back_with_its_id(kam: Kam, ledger: Path) -> None:
    kam("log", "JRW01001", "Hello")
    before = kam("interaction", "list", "-f", "json").out
    kam("interaction", "remove", "1", "--why", "typed twice", "--yes")

    assert kam("interaction", "list", "-f", "json").out == "[]\n"
    assert kam("undo").code == 0
    assert kam("interaction", "list", "-f", "json").out == before


def test_a_number_once_given_is_never_given_again(kam: Kam, ledger: Path) -> None:
    kam("undo")

    assert kam("add", *ACME).out == "Registered JRW01002 ACME GmbH.\n"


def test_an_undo_may_be_undone(kam: Kam, ledger: Path) -> None:
    kam("log", "JRW01001", "Hello")
    before = kam("show", "JRW01001").out
    kam("undo")

    assert kam("undo", "4") == Answer(
        out='Took back command 4 "undo JRW01001": interaction removed: talk Hello.\n',
        err="",
        code=0,
    )
    assert kam("show", "JRW01001").out == before
    assert kam("undo").out.startswith('Took back command 3 "log JRW01001"')


def test_a_dry_run_takes_nothing_back(kam: Kam, ledger: Path) -> None:
    before = dump(ledger)
    answer = kam("undo", "--dry-run")

    assert answer == Answer(
        out=(
            'Took back command 2 "add JRW01001": customer added: ACME GmbH;'
            " owner record added: 01.\n"
        ),
        err="",
        code=0,
    )
    assert dump(ledger) == before


def test_the_making_of_the_ledger_stays(kam: Kam, ledger: Path) -> None:
    assert kam("undo", "1") == refused(
        'Command 1 "init" made the ledger: it cannot be taken back.', "kam audit --limit 10"
    )


@pytest.mark.parametrize("typed", ["99", "JRW01001", "²"])
def test_a_command_that_never_was(kam: Kam, ledger: Path, typed: str) -> None:
    assert kam("undo", typed) == Answer(
        out="", err=f'error: There is no command "{typed}".\nhint: kam audit --limit 10\n', code=3
    )


def test_what_is_taken_back_already(kam: Kam, ledger: Path) -> None:
    kam("undo", "2")

    assert kam("undo", "2") == refused(
        'Command 2 "add" is taken back already, by command 3.', "kam undo 3"
    )


def test_later_work_on_the_same_row_is_in_the_way(kam: Kam, ledger: Path) -> None:
    kam("edit", "JRW01001", "--remarks", "first")
    kam("edit", "JRW01001", "--remarks", "second")
    kam("edit", "JRW01001", "--country", "FR")
    before = dump(ledger)

    assert kam("undo", "3") == refused(
        'Command 3 "edit" cannot be taken back: command 4 "edit" has changed the same since.',
        "kam undo 4",
    )
    assert dump(ledger) == before
    assert [kam("undo", each).code for each in ("4", "3")] == [0, 0]
    assert kam("show", "JRW01001", "-f", "json").code == 0


def test_what_is_undone_since_is_not_in_the_way(kam: Kam, ledger: Path) -> None:
    for remarks in ("first", "second", "third"):
        kam("edit", "JRW01001", "--remarks", remarks)
    assert kam("undo", "3").err.endswith("hint: kam undo 5\n")
    assert kam("undo", "5").code == 0

    assert kam("undo", "3") == refused(
        'Command 3 "edit" cannot be taken back: command 4 "edit" has changed the same since.',
        "kam undo 4",
    )
    assert [kam("undo", each).code for each in ("4", "3")] == [0, 0]
    assert kam("undo", "7") == refused(
        'Command 7 "undo" cannot be taken back: command 8 "undo" has changed the same since.',
        "kam undo 8",
    )


def test_later_work_on_other_columns_is_not_in_the_way(kam: Kam, ledger: Path) -> None:
    kam("edit", "JRW01001", "--remarks", "first")
    kam("edit", "JRW01001", "--website", "acme.de")

    assert kam("undo", "3").code == 0
    assert value(ledger, "SELECT website FROM customers") == "acme.de"
    assert value(ledger, "SELECT remarks FROM customers") is None


def test_a_column_filled_later_is_in_the_way(kam: Kam, ledger: Path) -> None:
    kam("edit", "JRW01001", "--remarks", "first")

    assert kam("undo", "2") == refused(
        'Command 2 "add" cannot be taken back: command 3 "edit" has changed the same since.',
        "kam undo 3",
    )


def test_what_was_added_later_is_in_the_way(kam: Kam, ledger: Path) -> None:
    kam("order", "add", "JRW01001", "8000", "--number", "PO-1")
    kam("payment", "add", "PO-1", "100")

    assert kam("undo", "3") == refused(
        'Command 3 "order add" cannot be taken back: command 4 "payment add" has added to it'
        " since.",
        "kam undo 4",
    )
    assert kam("undo", "2") == refused(
        'Command 2 "add" cannot be taken back: command 3 "order add" has added to it since.',
        "kam undo 3",
    )


def test_who_noted_something_stays_a_manager(kam: Kam, ledger: Path) -> None:
    kam("manager", "add", "02", "Han Meimei")
    kam("log", "JRW01001", "Hello", "--manager", "02")

    assert kam("undo", "3") == refused(
        'Command 3 "manager add" cannot be taken back: command 4 "log" has added to it since.',
        "kam undo 4",
    )


def test_a_value_given_to_another_meanwhile(kam: Kam, ledger: Path) -> None:
    kam("contact", "add", "JRW01001", "Anna")
    kam("contact", "edit", "JRW01001", "Anna", "--name", "Anna Weber")
    kam("contact", "add", "JRW01001", "Anna")

    assert kam("undo", "4") == refused(
        'Command 4 "contact edit" cannot be taken back: command 5 "contact add" has given'
        ' "Anna" to another since.',
        "kam undo 5",
    )


def test_what_it_belongs_to_is_gone(kam: Kam, ledger: Path) -> None:
    kam("contact", "add", "JRW01001", "Anna")
    kam("contact", "remove", "JRW01001", "Anna", "--yes")
    kam("undo", "2")

    assert kam("undo", "4") == refused(
        'Command 4 "contact remove" cannot be taken back: command 5 "undo" has removed what it'
        " belongs to.",
        "kam undo 5",
    )


def test_no_order_goes_below_zero(kam: Kam, ledger: Path) -> None:
    kam("order", "add", "JRW01001", "100", "--number", "PO-1")
    kam("order", "adjust", "PO-1", "50", "--why", "More")
    kam("order", "adjust", "PO-1", "-120", "--why", "Less")

    assert kam("undo", "4") == refused(
        'Command 4 "order adjust" cannot be taken back: after command 5 "order adjust" the order'
        ' "PO-1" would go below zero.',
        "kam undo 5",
    )


def test_agents_form_no_circle(kam: Kam, ledger: Path) -> None:
    register(kam, HUAMAO)
    kam("edit", "JRW01001", "--via-agent", "JRN01001")
    kam("edit", "JRW01001", "--via-agent", "")
    kam("edit", "JRN01001", "--via-agent", "JRW01001")

    assert kam("undo", "5") == refused(
        'Command 5 "edit" cannot be taken back: after command 6 "edit" the agents of "JRW01001"'
        " would form a circle.",
        "kam undo 6",
    )


def test_what_was_erased_cannot_be_brought_back(kam: Kam, ledger: Path) -> None:
    kam("log", "JRW01001", "Hello")
    with closing(sqlite3.connect(ledger)) as connection:
        connection.execute("UPDATE trail SET content = NULL, salt = NULL WHERE command_id = 3")
        connection.commit()

    assert kam("undo") == refused(
        'Command 3 "log" cannot be taken back: what it wrote was erased.', "kam audit --limit 10"
    )


def test_what_was_changed_behind_the_ledgers_back(kam: Kam, ledger: Path) -> None:
    kam("edit", "JRW01001", "--remarks", "first")
    with closing(sqlite3.connect(ledger)) as connection:
        connection.execute("UPDATE customers SET remarks = 'by hand'")
        connection.commit()

    assert kam("undo") == refused(
        'Command 3 "edit" cannot be taken back: the ledger has changed since.',
        "kam audit --limit 10",
    )


def test_everyone_touched_is_graded_anew(kam: Kam, ledger: Path) -> None:
    register(kam, HUAMAO)
    kam("log", "JRN01001", "Hello")
    kam("edit", "JRW01001", "--via-agent", "JRN01001")
    kam("order", "add", "JRW01001", "600000", "--number", "PO-1")
    kam("order", "add", "JRW01001", "50000", "--number", "PO-2")
    stands = "SELECT group_concat(grade || annual_amount || ' ' || via_amount) FROM standings"
    assert value(ledger, stands) == "A65000000 0,D0 65000000"

    kam("undo")
    assert value(ledger, stands) == "A60000000 0,D0 60000000"
    kam("undo")
    assert value(ledger, stands) == "D0 0,D0 0"
    kam("undo", "6")
    kam("undo", "5")
    kam("undo", "8")
    kam("undo", "7")


def test_the_old_agent_is_graded_anew(kam: Kam, ledger: Path) -> None:
    register(kam, HUAMAO)
    kam("order", "add", "JRW01001", "600000", "--number", "PO-1")
    kam("edit", "JRW01001", "--via-agent", "JRN01001")
    brought = "SELECT via_amount FROM standings WHERE customer_id = 2"
    assert value(ledger, brought) == 60000000

    kam("undo")
    assert value(ledger, brought) == 0


def test_a_policy_touches_everyone(kam: Kam, ledger: Path) -> None:
    kam("order", "add", "JRW01001", "9000", "--number", "PO-1", "--on", "2026-11-01")
    policy = ("policy", "set", "grading.annual_threshold", "5000", "--from", "2026-11-10")
    assert kam(*policy, "--approved-by", "总经理").code == 0
    stored = "SELECT grade FROM standings"
    assert value(ledger, stored) == "A"

    assert kam("undo").code == 0
    assert value(ledger, stored) == "B"
    assert kam("undo", "5").code == 0
    assert value(ledger, stored) == "A"


def test_a_customer_that_vanishes_takes_its_grades_along(kam: Kam, ledger: Path) -> None:
    kam("undo")

    assert value(ledger, "SELECT count(*) FROM standings") == 0
    assert value(ledger, "SELECT count(*) FROM grade_changes") == 0
    assert kam("undo", "3").code == 0
    assert value(ledger, "SELECT grade FROM standings") == "D"


def test_it_speaks_chinese(kam: Kam, ledger: Path) -> None:
    answer = kam("undo", "1", "--lang", "zh")

    assert answer.code == 4
    assert answer.err.startswith("错误：")


def test_an_import_that_changed_nothing_is_taken_back_in_few_words(
    kam: Kam, ledger: Path, tmp_path: Path
) -> None:
    assert kam("rate", "set", "USD", "7.15").code == 0
    assert kam("export", "--into", str(tmp_path / "out")).code == 0
    assert kam("import", str(tmp_path / "out" / "rates.csv")).code == 0

    assert kam("undo").out == 'Took back command 5 "import".\n'
