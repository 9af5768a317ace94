"""`kam fill` at a terminal: keys go in, and the screen is read as a person sees it."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pyte
import pytest

from conftest import Kam
from dealings import actions, dump, listed

COLUMNS, LINES = 80, 24
CHINESE = ("--country", "CN", "--nature", "end-user", "--source", "fair")
BY_DAY = (
    ("2026-10-01", "add", "深圳市明远机电有限公司", *CHINESE, "--contact", "王芳", "--phone", "1"),
    ("2026-10-01", "add", "杭州华茂贸易有限公司", *CHINESE),
    ("2026-10-01", "add", "宁波北仑阀门厂", *CHINESE),
    ("2026-11-09", "next", "JRN01001", "寄样品", "--due", "2026-11-17"),
    ("2026-11-16", "log", "JRN01002", "来电询价，要五十台", "--kind", "request"),
    ("2026-11-17", "log", "JRN01001", "样品已寄出", "--via", "letter"),
    ("2026-11-18", "log", "JRN01003", "拜访客户，看了车间", "--via", "visit"),
)
# What is waited for.
OUTCOME = r"取消\(d\)"
PROBLEM = "本周有什么问题或要求"
NEXT = "下一步行动？"
DAY = "计划哪天"
WHY = "原因？"


def _hears_an_interrupt() -> None:
    """Let Ctrl-C reach the program, even where the tests run in the background of a shell."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Person:
    """Somebody at a terminal of 80 columns."""

    def __init__(self, *said: str) -> None:
        self._screen = pyte.Screen(COLUMNS, LINES)
        self._stream = pyte.ByteStream(self._screen)
        environment = {**os.environ, "TERM": "xterm", "LANG": "C.UTF-8"}
        environment.pop("COLUMNS")
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "kamcli", "--lang", "zh", "fill", *said],
            env=environment,
            dimensions=(LINES, COLUMNS),
            timeout=30,
            preexec_fn=_hears_an_interrupt,
        )

    def sees(self, wanted: str) -> str:
        """Wait for a text and return the screen as it is then; wide characters count once."""
        self.child.expect(wanted.encode())
        self._stream.feed(self.child.before + self.child.after)
        return self.screen

    @property
    def screen(self) -> str:
        """The screen, without the spaces at the ends of its lines."""
        return "\n".join(line.rstrip() for line in self._screen.display).rstrip()

    def types(self, text: str) -> None:
        """Type a line."""
        self.child.send(text.encode() + b"\r")

    def leaves(self) -> int:
        """Wait for the end and return the exit code."""
        self.child.expect(pexpect.EOF)
        self._stream.feed(self.child.before)
        self.child.close()
        code: int = self.child.exitstatus
        return code


@pytest.fixture
def firms(kam: Kam, ledger: Path) -> Path:
    """Give the test three Chinese firms that moved, the first with a promise; return the path."""
    for day, *command in BY_DAY:
        assert kam(*command, "--as-of", day).code == 0
    return ledger


@pytest.fixture
def person(firms: Path) -> Iterator[Person]:
    """Set somebody down in front of it."""
    someone = Person()
    yield someone
    someone.child.close(force=True)


def test_a_week_is_filled_in_in_chinese(kam: Kam, firms: Path, person: Person) -> None:
    screen = person.sees(PROBLEM)
    assert screen.splitlines()[0].startswith("[1/3] JRN01002")
    assert "来电询价，要五十台" in screen
    person.types("嫌交期太长")
    person.sees(NEXT)
    person.types("报价五十台")
    person.sees(DAY)
    person.types("下周三")
    person.sees(r"\[2/3\] JRN01001")
    screen = person.sees(OUTCOME)
    assert "报价五十台" in screen  # what was saved stands on the next screen
    assert "2026-11-25" in screen
    person.types("")  # it was kept: the log says that the sample was sent
    person.sees(PROBLEM)
    person.types("q")

    assert person.leaves() == 0
    assert "保存答复 3 条" in person.screen
    assert actions(kam) == [
        ("寄样品", "2026-11-17", "done", None),
        ("报价五十台", "2026-11-25", "open", None),
    ]
    assert listed(kam, "interaction", "list", "JRN01002")[0]["problem"] == "嫌交期太长"


def test_every_page_fits_the_screen(person: Person) -> None:
    for number in (1, 2, 3):
        screen = person.sees(PROBLEM if number != 2 else OUTCOME)
        assert screen.startswith(f"[{number}/3] JRN0100")  # nothing was pushed off the top
        person.types("s")
    assert person.leaves() == 0


def test_back_and_skip(kam: Kam, person: Person) -> None:
    person.sees(r"\[1/3\]")
    person.sees(PROBLEM)
    person.types("s")
    person.sees(r"\[2/3\]")
    person.sees(OUTCOME)
    person.types("p")
    person.sees(DAY)
    person.types("")
    person.sees(WHY)
    person.types("快递停运")
    person.sees(PROBLEM)
    person.types("b")
    person.sees(OUTCOME)
    person.types("b")
    person.sees(r"\[1/3\]")
    person.sees(NEXT)  # who comes back meets the last question first
    person.types("b")
    person.sees(PROBLEM)
    person.types("ｓ")  # as an input method for Chinese types it
    person.sees(r"\[2/3\]")
    person.sees(OUTCOME)
    person.types("k")  # it was sent after all
    person.sees(PROBLEM)
    person.types("s")
    person.sees(r"\[3/3\]")
    person.sees(PROBLEM)
    person.types("s")

    assert person.leaves() == 0
    assert actions(kam) == [("寄样品", "2026-11-17", "done", None)]


def test_backspace_takes_a_whole_chinese_character(kam: Kam, person: Person) -> None:
    person.sees(PROBLEM)
    person.types("嫌贵了\x7f")
    person.sees(NEXT)
    person.types("q")

    assert person.leaves() == 0
    assert listed(kam, "interaction", "list", "JRN01002")[0]["problem"] == "嫌贵"


def test_what_was_answered_survives_a_kill(kam: Kam, firms: Path, person: Person) -> None:
    person.sees(PROBLEM)
    person.types("嫌交期太长")
    person.sees(NEXT)
    person.types("报价五十台")
    person.sees(DAY)
    person.child.send("下周".encode())  # half a day
    os.kill(person.child.pid, signal.SIGKILL)
    person.child.wait()

    assert person.child.signalstatus == signal.SIGKILL
    assert listed(kam, "interaction", "list", "JRN01002")[0]["problem"] == "嫌交期太长"
    assert actions(kam) == [("寄样品", "2026-11-17", "open", None)]

    again = Person()
    again.sees(r"\[1/3\] JRN01002")
    again.sees(NEXT)  # what was answered is not asked again
    again.types("q")
    assert again.leaves() == 0


@pytest.mark.parametrize("key", ["\x04", "\x03"])
def test_the_end_of_input_leaves_and_an_interrupt_stops(
    firms: Path, person: Person, key: str
) -> None:
    before = dump(firms)
    person.sees(PROBLEM)
    person.child.send(key)

    assert person.leaves() == (0 if key == "\x04" else 130)
    assert dump(firms) == before


def test_a_customer_that_is_voided_meanwhile_is_passed_over(kam: Kam, person: Person) -> None:
    person.sees(PROBLEM)
    assert kam("customer", "void", "JRN01001", "--why", "搬走了", "--yes").code == 0
    person.types("s")
    person.sees(r"\[3/3\] JRN01003")
    person.sees(PROBLEM)
    person.types("b")
    person.sees(r"\[1/3\] JRN01002")
    person.types("q")

    assert person.leaves() == 0


def test_what_another_window_did_meanwhile_is_told(kam: Kam, firms: Path, person: Person) -> None:
    person.sees(PROBLEM)
    person.types("s")
    person.sees(OUTCOME)
    assert kam("done", "1").code == 0
    person.types("k")
    person.sees("已于 2026-11-20 结束")
    person.sees(OUTCOME)
    person.types("q")

    assert person.leaves() == 0


def test_plain_draws_nothing(firms: Path) -> None:
    person = Person("--plain")
    person.child.expect(PROBLEM.encode())
    assert b"\x1b" not in person.child.before
    person.types("q")
    assert person.leaves() == 0
