"""Whatever was done, undone in reverse order, leaves the ledger as it was; so does redoing it."""

from __future__ import annotations

import shutil
import sqlite3
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import TODAY, call
from kamcli.ledger import database
from kamcli.ledger.drift import drifts
from kamcli.ledger.grade_drift import wrong_grades
from kamcli.ledger.index_drift import wrong_tables
from kamcli.ledger.orders import order_of
from kamcli.ledger.trail import verify_trail
from kamcli.rules.amount import lowest_net

# What is never taken back, and what tells of itself when it was written.
NOT_COMPARED = ("alembic_version", "commands", "counters", "ledger_settings", "sqlite_sequence")
# The search index is a way to the rows; tests/ledger/test_index.py holds it to them.
NOT_COMPARED_EITHER = ("exports", "grade_changes", "import_batches", "trail")

CODES = ("JRW01001", "JRW01002", "JRN01001")
ORDERS = ("PO-1", "PO-2")
NAMES = ("ACME GmbH", "博世", "Bolt Ltd")
DAYS = ("2025-11-21", "2026-02-10", "2026-08-19", "2026-11-19")
PEOPLE = ("Anna", "王芳")

# Hundreds of commands, each of them kept on the disk for certain: a disk in memory is quicker.
IN_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None

OUT = "out"

# One comes to a person who is there, one is new, one to nobody's customer.
CARDS = "".join(
    f"BEGIN:VCARD\nVERSION:3.0\nFN:{person}\nORG:{firm}\nTEL;TYPE=CELL:+49 171 5550123\nEND:VCARD\n"
    for person, firm in (("Anna", "ACME GmbH AG"), ("Bert", "Bolt Ltd AG"), ("Carl", "Nobody"))
)

# A firm that is there and two that are new; rows of the second tell more of those of the first.
SHEETS = {
    "客户.csv": (
        "客户名称,国家/区域,联系人,手机,跟进记录,下一步,传真\n"
        'ACME GmbH AG,法国,Anna,+49 171 5550123,"2026.02.10 寄样品\n2026.03.01 客户询价",寄目录,1\n'
        "Dora SA,France / Lyon,Dora,,2026.02.10 已付定金 ￥5000,,\n"
        "艾玛泵业,浙江,王芳,13800138000,电话没接,,2\n"
    ),
    "更多.csv": (
        "客户名称,国家/区域,联系人,介绍客户,代理商,跟进记录,下一步,下次联系日期\n"
        "Dora SA,DE,Dirk,ACME GmbH AG,Bolt Ltd AG,2025.11.21 电话沟通,,\n"
        "艾玛泵业,浙江 / 宁波,王芳,Nobody,,,寄目录,2026-12-01\n"
        "Nowhere,Nowhere,,,,,,\n"
    ),
}

Words = tuple[str, ...]
State = Mapping[str, Counter[tuple[object, ...]]]


def one(*values: str) -> st.SearchStrategy[str]:
    return st.sampled_from(values)


def words(*parts: str | st.SearchStrategy[str]) -> st.SearchStrategy[Words]:
    return st.tuples(*(st.just(part) if isinstance(part, str) else part for part in parts))


CODE, ORDER, DAY, PERSON = one(*CODES), one(*ORDERS), one(*DAYS), one(*PEOPLE)
IDS = one("1", "2", "3", "4")
WHY = ("--why", "a reason")
TRADE = ("--nature", "end-user", "--source", "web")

COMMANDS = st.one_of(
    words("add", one(*NAMES), "--country", one("DE", "CN"), *TRADE, "--on", DAY),
    words("add", one(*NAMES), "--country", "FR", *TRADE, "--via-agent", CODE, "--met"),
    words("add", "Carl", "--country", "FR", *TRADE, "--contact", PERSON, "--referred-by", CODE),
    words("log", CODE, "Talked", "--on", DAY, "--kind", one("talk", "request", "quote", "card")),
    words("log", CODE, "Promised", "--next", "Send it", "--due", "+3d"),
    words("log", "--amend", "Talked longer", "--minutes", "5"),
    words("interaction", "edit", IDS, "--on", DAY),
    words("interaction", "remove", IDS, *WHY, "--yes"),
    words("next", CODE, "Call", "--due", "+1d"),
    words("done", IDS),
    words("postpone", IDS, "--to", "+9d", *WHY),
    words("drop", IDS, *WHY),
    words("edit", CODE, "--remarks", one("a", "b", "")),
    words("edit", CODE, "--via-agent", CODE),
    words("edit", CODE, "--country", one("DE", "CN", "")),
    words("key", CODE, *WHY),
    words("snooze", CODE, "--until", "+9d", *WHY),
    words("cadence", CODE, one("10", "20", "default")),
    words("contact", "add", CODE, PERSON, "--phone", "030 901820 / 13800138000"),
    words("contact", "edit", CODE, PERSON, "--title", one("CEO", "CTO"), "--primary"),
    words("contact", "remove", CODE, PERSON, "--yes"),
    words("order", "add", CODE, one("600000", "9000"), "--number", ORDER, "--on", DAY),
    words("order", "add", CODE, "USD 500", "--number", ORDER, "--rate", "7.1", "--on", DAY),
    words("order", "adjust", ORDER, one("5000", "-5000"), *WHY),
    words("order", "cancel", ORDER),
    words("order", "instalment", ORDER, "100", "--due", "+9d"),
    words("payment", "add", ORDER, "100", "--on", DAY),
    words("rate", "set", "USD", one("7.1", "7.2"), "--on", DAY),
    words("manager", "add", one("03", "04"), "韩梅梅"),
    words("manager", "leave", "02", "--on", DAY),
    words("customer", "transfer", CODE, "--to", "02", *WHY),
    words("customer", "fix-market", CODE, "--to", one("foreign", "domestic"), *WHY),
    words("customer", "void", CODE, *WHY, "--yes"),
    words("import", "cards.vcf"),
    words("import", one("客户.csv", "更多.csv"), *TRADE, one("--keep-unmapped", "--update-only")),
    words("import", "客户.csv", "更多.csv", *TRADE),
    words("customer", "merge", CODE, CODE, "--keep", one("from", "into"), "--yes"),
    words("goal", "set", one("1", "2")),
    words(
        *("grade", "override", CODE, "A", "--until", "+30d", "--by", "总经理", *WHY),
    ),
    words("export", "--into", OUT),
    words(
        *("policy", "set", "grading.annual_threshold", one("5000", "700000")),
        *("--from", DAY, "--approved-by", "总经理"),
    ),
)


def state(path: Path) -> State:
    """Return what the ledger holds, each table as a multiset of rows."""
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        found = {
            name: Counter(connection.execute(f"SELECT * FROM {name}"))
            for (name,) in tables.fetchall()
            if name not in (*NOT_COMPARED, *NOT_COMPARED_EITHER) and "_index" not in name
        }
        history = connection.execute(
            "SELECT customer_id, changed_on, before, after, facts, policy_version"
            " FROM grade_changes WHERE superseded_at IS NULL"
        )
        return {**found, "history": Counter(history)}


def exported(path: Path) -> Mapping[str, bytes]:
    """Return the exchange tables; numbers once given are never given again, so no counters."""
    with TemporaryDirectory(dir=IN_MEMORY) as folder:
        answer = call("export", "--into", folder, "--ledger", str(path))
        assert answer.code == 0, answer
        files = {each.name: each.read_bytes() for each in Path(folder).iterdir()}
    del files["counters.csv"]
    return files


def last_command(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("SELECT max(id) FROM commands").fetchone()[0])


def done(path: Path, *words: str) -> int | None:
    """Run a command; return its id, or nothing where it was refused or changed nothing."""
    before = last_command(path)
    answer = call(*words, "--ledger", str(path))
    assert answer.code in {0, 2, 3, 4, 6}, (words, answer)
    after = last_command(path)
    return after if after > before else None


def is_out(path: Path, command: int) -> bool:
    """Return whether a command is an export; undoing it must be refused and change nothing."""
    with closing(sqlite3.connect(path)) as connection:
        question = "SELECT name FROM commands WHERE id = ?"
        if connection.execute(question, [command]).fetchone() != ("export",):
            return False
    before = state(path)
    answer = call("undo", str(command), "--ledger", str(path))
    assert (answer.out, answer.code, state(path)) == ("", 4, before)
    return True


def undone(path: Path, command: int) -> int:
    """Undo a command that nothing builds on; return the id of the undo."""
    answer = call("undo", str(command), "--ledger", str(path))
    assert answer.code == 0, answer
    return last_command(path)


@pytest.fixture
def begun(ledger: Path) -> Path:
    """A ledger with two managers and three customers, each with a contact, a note and a plan."""
    done(ledger, "manager", "add", "02", "Han Meimei", "--department", "domestic")
    for code, name, country in zip(CODES, NAMES, ("DE", "FR", "CN"), strict=True):
        done(ledger, "add", f"{name} AG", "--country", country, *TRADE, "--contact", "Anna")
        done(ledger, "log", code, "Talked", "--on", DAYS[2], "--next", "Send it", "--due", "+3d")
    done(ledger, "order", "add", CODES[0], "8000", "--number", ORDERS[0], "--on", DAYS[1])
    assert last_command(ledger) == 9
    Path("cards.vcf").write_text(CARDS, encoding="utf-8")
    for name, text in SHEETS.items():
        Path(name).write_text(text, encoding="utf-8")
    return ledger


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(commands=st.lists(COMMANDS, min_size=8, max_size=20))
def test_undone_in_reverse_everything_is_as_it_was(begun: Path, commands: list[Words]) -> None:
    with TemporaryDirectory(dir=IN_MEMORY) as folder:
        path = Path(shutil.copy(begun, folder))
        states, ids, tables = [state(path)], [], exported(path)
        for each in commands:
            command = done(path, *each)
            if command is not None and not is_out(path, command):
                ids.append(command)
                states.append(state(path))

        tables_after, undos = exported(path), []
        for command, before in zip(reversed(ids), reversed(states[:-1]), strict=True):
            undos.append(undone(path, command))
            assert state(path) == before, commands
        assert exported(path) == tables
        for undo, after in zip(reversed(undos), states[1:], strict=True):
            undone(path, undo)
            assert state(path) == after, commands
        assert exported(path) == tables_after

        with database.reading(path) as opened:
            assert verify_trail(opened) is None


def checked(path: Path) -> None:
    """Assert that nothing points to nothing, no order is below zero, and the trail fits."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    with database.reading(path) as ledger:
        ids = [row["id"] for row in ledger.rows("SELECT id FROM orders")]
        assert all(lowest_net(order_of(ledger, each).record) >= 0 for each in ids)
        assert verify_trail(ledger) is None
        assert list(drifts(ledger)) == []
        assert list(wrong_grades(ledger, as_of=TODAY)) == []
        assert list(wrong_tables(ledger)) == []


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    commands=st.lists(COMMANDS, min_size=6, max_size=14),
    first=st.integers(min_value=2, max_value=9),
)
def test_what_stands_in_the_way_of_an_undo_can_be_undone_first(
    begun: Path, commands: list[Words], first: int
) -> None:
    with TemporaryDirectory(dir=IN_MEMORY) as folder:
        path = Path(shutil.copy(begun, folder))
        for each in commands:
            done(path, *each)
        to_undo, steps = [str(first)], 0
        while to_undo:
            steps += 1
            assert steps < 100, "the hints lead nowhere"
            before = state(path)
            answer = call("undo", to_undo[-1], "--ledger", str(path))
            if answer.code == 0:
                to_undo.pop()
            else:
                assert (answer.out, answer.code) == ("", 4)
                assert state(path) == before
                assert f'error: Command {to_undo[-1]} "' in answer.err
                hint = answer.err.splitlines()[-1]
                later = hint.removeprefix("hint: kam undo ")
                assert int(later) > int(to_undo[-1]), answer
                to_undo.append(later)
            checked(path)


def test_an_import_is_taken_back_whole(begun: Path, tmp_path: Path) -> None:
    with TemporaryDirectory(dir=IN_MEMORY) as folder:
        other = Path(shutil.copy(begun, folder))
        assert done(other, "edit", CODES[0], "--via-agent", CODES[1], "--remarks", "new")
        assert done(other, "add", "Dora Ltd", "--country", "GB", *TRADE, "--referred-by", CODES[0])
        assert done(other, "payment", "add", ORDERS[0], "100", "--on", DAYS[3])
        assert call("export", "--into", f"{folder}/tables", "--ledger", str(other)).code == 0
        before, tables = state(begun), exported(begun)
        command = done(begun, "import", f"{folder}/tables")
        assert command is not None
        after = state(begun)
        assert exported(begun) == exported(other)

    undo = undone(begun, command)
    assert (state(begun), exported(begun)) == (before, tables)
    undone(begun, undo)
    assert state(begun) == after


def test_an_import_of_spreadsheets_is_taken_back_whole(begun: Path) -> None:
    before, tables = state(begun), exported(begun)
    command = done(begun, "import", *SHEETS, *TRADE)
    assert command is not None
    after = state(begun)
    assert sum((after["customers"] - before["customers"]).values()) == 4

    undo = undone(begun, command)
    assert (state(begun), exported(begun)) == (before, tables)
    undone(begun, undo)
    assert state(begun) == after
