"""Whatever people paste is data: kept and shown as it is, never markup, control code or formula."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from conftest import TODAY, Kam
from kamcli import options
from kamcli.ledger.customers import NewCustomer, register_customer
from kamcli.ledger.interactions import NewInteraction, note_interaction
from kamcli.ledger.opening import writing
from kamcli.output.text import clean, width
from kamcli.rules.vocabulary import Kind, Market, Nature, Source, Via
from kamcli.session import Session

OURS = (
    "[red]x[/red]",
    "[/x]",
    "[bold",
    ":smile:",
    "{0} {name} {}",
    "%s %d %(name)s %",
    "a\x01b",
    "bell \x07 escape \x1b[31m red \x1b]0;title\x07 delete \x7f c1 \x9b31m",
    "right-to-left \u202etxt.exe\u202c \u2066isolated\u2069 \u200f",
    "zero\u200bwidth\u200djoiner\ufeff",
    "lone\rcarriage",
    "two\nlines",
    "two\r\nlines",
    "line\u2028separator\u2029",
    "tab\tstop",
    "=1+1",
    "+1",
    "-1+1",
    "@SUM(A1)",
    "'=1+1",
    "''quoted''",
    '"quoted"',
    "'quoted",
    "'; DROP TABLE customers; --",
    "Robert'); DELETE FROM trail WHERE ('1'='1",
    "<script>alert(1)</script> & <b>",
    "| a | b |\\",
    "汉字與漢字，客户：“引号”",
    "ＡＢＣ　全角",
    "👨‍👩‍👧‍👦 🇩🇪 ☎️ 한국어 ไทย العربية עברית",
    "Ż̵̢a̷l̶g̴o̵ é é",
    "ﬁ ﬀ ² ①",
    "\\n \\x1b \\u202e",
    "$HOME `id` $(id)",
    "../../etc/passwd",
    "COM1",
    "NaN",
    "1e999",
    "x" * 3000,
    "汉" * 500,
    "word " * 200,
)
EMPTY = ("", " ", "\t", "\n", "\r\n", "\u3000", "\u00a0", " \n ")

TRADE = ("--country", "DE", "--nature", "end-user", "--source", "web", "--force", "--why", "told")
STYLE = re.compile("\x1b\\[[0-9;]*m")


def type_in(kam: Kam, texts: Sequence[str]) -> None:
    """Type each text as the name and the remarks of a customer and as a note."""
    for text in texts:
        added = kam("add", *TRADE, f"--remarks={text}", "-f", "json", "--", text)
        # some of them are alike as names, and are told so
        assert added.code == 0
        assert added.err == "" or " now stands beside " in added.err
        assert "\x1b" not in added.err
        logged = kam("log", "-f", "json", "--", json.loads(added.out)["code"], text)
        assert (logged.err, logged.code) == ("", 0)


def enter(path: Path, texts: Sequence[str]) -> None:
    """Enter the texts in one command, by the functions that `kam add` and `kam log` call."""
    session = Session(
        ledger=path,
        manager="01",
        as_of=TODAY,
        now=datetime(2026, 11, 20, tzinfo=UTC),
        login="tester",
    )
    with writing(session, "enter") as ledger:
        for text in texts:
            customer = NewCustomer(
                name=options.checked(text.strip()),
                remarks=options.optional_text(text),
                market=Market.FOREIGN,
                nature=Nature.END_USER,
                source=Source.WEB,
                owner="01",
                registered_on=TODAY,
            )
            note = NewInteraction(
                customer_id=register_customer(ledger, customer).id,
                happened_on=TODAY,
                kind=Kind.TALK,
                via=Via.CALL,
                text=options.checked(text.strip()),
            )
            note_interaction(ledger, note)


def check_kept_and_shown(kam: Kam, monkeypatch: pytest.MonkeyPatch, texts: Sequence[str]) -> None:
    """Read texts that were entered as names, remarks and notes back in every form."""
    kept = [text.strip() for text in texts]
    listed = read(kam, "list")
    assert [each["name"] for each in listed] == kept
    assert [each["text"] for each in reversed(read(kam, "interaction", "list"))] == kept
    assert read(kam, "show", listed[-1]["code"])["remarks"] == kept[-1]
    check_csv(kam, kept)
    check_aligned(kam, [each["code"] for each in listed], kept)
    for columns in (80, 40):
        check_drawn(kam, monkeypatch, kept, columns=columns)


def read(kam: Kam, *command: str) -> Any:
    answer = kam(*command, "-f", "json")
    assert (answer.err, answer.code) == ("", 0)
    return json.loads(answer.out)


def check_csv(kam: Kam, kept: Sequence[str]) -> None:
    """Assert that no cell is a formula, and that one apostrophe fewer is the text."""
    rows = list(csv.DictReader(io.StringIO(kam("list", "-f", "csv").out, newline="")))
    for row, text in zip(rows, kept, strict=True):
        acts = re.match(r"'*[=+\-@\t\r]", text)
        assert row["name"] == (f"'{text}" if acts else text)


def check_aligned(kam: Kam, codes: Sequence[str], kept: Sequence[str]) -> None:
    """Assert that each customer is one line and that its grade stands below the title."""
    head, *lines = kam("list").out.splitlines()
    assert lines == [line for line in lines if is_tame(line)]
    for line, code, text in zip(lines, codes, kept, strict=True):
        shown = f"{code}  {clean(text)}"
        assert line.startswith(shown)
        rest = line.removeprefix(shown)
        assert " " * (head.index("Grade") - width(shown)) + "D" == rest[: rest.index("D") + 1]


def check_drawn(
    kam: Kam, monkeypatch: pytest.MonkeyPatch, kept: Sequence[str], *, columns: int
) -> None:
    """Assert that a table on a terminal fits it and that nothing in it acts or is lost."""
    with monkeypatch.context() as patch:
        patch.setattr("kamcli.output.streams.is_terminal", lambda: True)
        patch.setenv("COLUMNS", str(columns))
        answer = kam("list")
    assert (answer.err, answer.code) == ("", 0)
    lines = STYLE.sub("", answer.out).splitlines()
    assert [line for line in lines if not (fits(line, columns) and is_tame(line))] == []
    letters = "".join("".join(lines).split())
    for text in kept:
        assert clean(text).split()[0][:3] in letters


def is_tame(line: str) -> bool:
    """Return whether no character of a line is a control code or turns what follows."""
    turning = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    return not any(
        unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"}
        or unicodedata.bidirectional(char) in turning
        for char in line
    )


def fits(line: str, columns: int) -> bool:
    """Return whether a line takes so many columns at most.

    Terminals do not agree on emoji that are put together; by either way of counting.
    """
    return min(width(line), cell_len(line)) <= columns


def test_our_own(kam: Kam, ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    type_in(kam, OURS)

    check_kept_and_shown(kam, monkeypatch, OURS)


def test_the_big_list(
    kam: Kam, ledger: Path, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = json.loads((shared / "blns" / "blns.json").read_text(encoding="utf-8"))
    assert len(texts) == 515
    texts = [text for text in texts if text.strip()]
    enter(ledger, texts)

    check_kept_and_shown(kam, monkeypatch, texts)


@pytest.mark.parametrize("text", OURS)
@pytest.mark.parametrize("columns", [80, 40])
def test_one_customer_on_a_screen(
    kam: Kam, ledger: Path, monkeypatch: pytest.MonkeyPatch, text: str, columns: int
) -> None:
    monkeypatch.setattr("kamcli.output.streams.is_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", str(columns))
    assert kam("add", *TRADE, f"--remarks={text}", "--contact", text, "--", text).code == 0
    assert kam("log", "JRW01001", "--", text).code == 0
    for command in ("show", "audit"):
        answer = kam(command, "JRW01001")
        assert answer.code == 0
        lines = STYLE.sub("", answer.out).splitlines()
        assert [line for line in lines if not is_tame(line)] == []
        assert [line for line in lines if not fits(line, columns)] == []


@pytest.mark.parametrize("text", EMPTY)
def test_an_empty_text_is_not_understood(kam: Kam, ledger: Path, text: str) -> None:
    kam("add", *TRADE, "ACME GmbH")

    assert kam("add", *TRADE, "--", text).code == 2
    assert kam("log", "JRW01001", "--", text).code == 2
    assert kam("edit", "JRW01001", f"--name={text}").code == 2


@pytest.mark.parametrize("text", ["a\x00b", "\udcff", "ok \ud800"])
def test_what_no_ledger_can_keep_is_not_understood(kam: Kam, ledger: Path, text: str) -> None:
    answer = kam("add", *TRADE, "--", text)

    assert (answer.out, answer.code) == ("", 2)
    assert is_tame(answer.err.strip().replace("\n", " "))


@pytest.mark.parametrize("text", OURS)
def test_a_message_about_it_is_one_tame_line(kam: Kam, ledger: Path, text: str) -> None:
    for command in (("show", "--", text), ("undo", "--", text), ("add", *TRADE, "--nature", text)):
        answer = kam(*command, *(("ACME",) if "--nature" in command else ()))
        assert (answer.out, answer.code) in {("", 2), ("", 3)}
        assert [line for line in answer.err.splitlines() if not is_tame(line)] == []
        assert answer.err.count("\n") <= 2
