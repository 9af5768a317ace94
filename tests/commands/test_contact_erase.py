"""`kam contact erase`: nothing that the ledger keeps tells of the person any more."""

from __future__ import annotations

import json
import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from conftest import Answer, Kam, content
from kamcli.ledger import database
from kamcli.ledger.trail import verify_trail

TRADE = ("--nature", "end-user", "--source", "web")
ACME = "JRW01001"
WHY = ("--why", "Anna Weber wrote to anna@acme.de and asked for it")
ERASE = ("contact", "erase", ACME, "Anna Weber", *WHY, "--yes")
CONSENT = ("--consent", "2026-11-01", "--purpose", "Geburtstagsgruß an Weber, Anna")

# All that was ever typed of her; each in every spelling that a text may have it in.
DATA = (
    "Anna Weber",
    "Weber, Anna",
    "Anna Maria Weber",
    "anna@acme.de",
    "a.weber@old.example",
    "annaw_1980",
    "03055510022",
    "0171 555 666 7",
    "+49 (0)30 555 100 22",
    "1980-05-01",
    "Darjeeling",
    "Leiterin Einkauf",
)


def spellings(text: str) -> Iterator[str]:
    wide = "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)
    for each in (text, text.lower(), text.upper(), wide, unicodedata.normalize("NFD", text)):
        yield each
        yield each.replace(" ", "")


def done(kam: Kam, *words: str) -> Answer:
    answer = kam(*words)
    assert answer.code == 0, (words, answer)
    return answer


@pytest.fixture
def known(kam: Kam, ledger: Path, tmp_path: Path) -> Path:
    """A ledger that knows Anna Weber through every door, under names of the past too."""
    done(kam, "add", "ACME GmbH", "--country", "DE", *TRADE, "--remarks", "ask ANNA WEBER first")
    done(kam, "add", "Bolt Ltd", "--country", "GB", *TRADE, "--source-detail", "by Anna Weber")
    done(
        kam, "contact", "add", ACME, "Anna Maria Weber", "--title", "Leiterin Einkauf",
        "--phone", "+49 (0)30 555 100 22", "--email", "a.weber@old.example", "--im", "annaw_1980",
        "--birthday", "1980-05-01", "--preferences", "Darjeeling", *CONSENT,
    )  # fmt: skip
    done(
        kam, "contact", "edit", ACME, "Anna Maria Weber", "--name", "Anna Weber",
        "--email", "anna@acme.de", "--mobile", "0171 555 666 7",
    )  # fmt: skip
    done(kam, "contact", "add", ACME, "Bob", "--introduced-by", "anna weber")
    done(
        kam, "log", ACME, "Met Ａｎｎａ　Weber, call 030/55510022 or 0171-5556667", "--with",
        "Anna Weber", "--problem", "WEBER, ANNA is away", "--needs", "Write to ANNA@ACME.DE",
        "--next", "Mail a.weber@old.example", "--due", "+3d",
    )  # fmt: skip
    done(kam, "log", ACME, "Anna Weber said a thing", "--kind", "request")
    done(kam, "interaction", "remove", "2", "--why", "Anna Weber never said it", "--yes")
    done(kam, "postpone", "1", "--to", "+5d", "--why", "Anna Weber is ill")
    done(kam, "key", ACME, "--why", "Anna Weber decides")
    done(kam, "snooze", ACME, "--until", "+5d", "--why", "Anna  Weber travels")
    override = ("grade", "override", ACME, "B", "--until", "+9d", "--by", "总经理")
    done(kam, *override, "--why", "as Anna Weber says")
    done(kam, "order", "add", ACME, "9000", "--number", "PO-1", "--on", "2026-11-02")
    done(kam, "order", "adjust", "PO-1", "-5", "--why", "Anna Weber wanted it")
    done(kam, "goal", "set", "2", "--note", "through Anna Weber")
    table = tmp_path / "Anna Weber" / "customers.csv"
    table.parent.mkdir()
    table.write_text(f"code,remarks\n{ACME},Anna Weber（annaw_1980）decides\n", encoding="utf-8")
    done(kam, "import", str(table.parent))
    table.unlink()
    done(kam, "report", "submit", "--into", str(tmp_path / "reports"))
    done(kam, "report", "review", "this", "--by", "Zhao", "--note", "Call Anna Weber")
    done(kam, "report", "submit", "--resubmit", "--into", str(tmp_path / "reports"))
    for each in (tmp_path / "reports").iterdir():
        each.unlink()
    return ledger


def bytes_of(ledger: Path) -> bytes:
    """Return every byte of the ledger and of what stands beside it."""
    return b"".join(each.read_bytes() for each in ledger.parent.glob(f"*{ledger.name}*"))


def found_in(ledger: Path) -> list[str]:
    """Return the spellings of her data that stand somewhere in the files, in UTF-8 or as JSON."""
    kept = bytes_of(ledger)
    several = {each for text in DATA for each in spellings(text)}
    return sorted(
        each
        for each in several
        if each.encode() in kept or json.dumps(each).strip('"').encode() in kept
    )


def words_of(ledger: Path) -> set[str]:
    """Return the words that the index of notes still has, and the numbers of that of people."""
    with closing(sqlite3.connect(ledger)) as connection:
        for name in ("notes_index", "contacts_index"):
            connection.execute(
                f"CREATE VIRTUAL TABLE temp.v_{name} USING fts5vocab(main, {name}, 'row')"
            )
        rows = connection.execute(
            "SELECT term FROM v_notes_index UNION SELECT term FROM v_contacts_index"
        )
        return {term for (term,) in rows}


def test_no_byte_of_the_ledger_tells_of_her(kam: Kam, known: Path) -> None:
    assert len(found_in(known)) > len(DATA)
    assert {"anna", "weber", "55510022"} <= words_of(known)

    answer = kam(*ERASE)

    assert (answer.err, answer.code) == ("", 0)
    assert found_in(known) == []
    assert {"anna", "weber", "55510022", "darjeeling"}.isdisjoint(words_of(known))
    assert not known.with_name("kam.db-wal").exists()


def test_what_the_customer_did_stays(kam: Kam, known: Path) -> None:
    before = json.loads(kam("list", "--all", "-f", "json").out)
    done(kam, *ERASE)

    assert json.loads(kam("list", "--all", "-f", "json").out) == [
        {**each, "next_action": "Mail [erased]", "flags": ["unreachable", "overridden"]}
        if each["code"] == ACME
        else each
        for each in before
    ]
    note = json.loads(kam("interaction", "list", ACME, "-f", "json").out)[0]
    assert note["text"] == "Met [erased], call [erased] or [erased]"
    assert (note["with"], note["problem"]) == ("[erased]", "[erased] is away")
    assert note["needs"] == "Write to [erased]"
    people = json.loads(kam("contact", "list", "-f", "json").out)
    assert [(each["name"], each["introduced_by"], each["primary"]) for each in people] == [
        ("Bob", "[erased]", True)
    ]


def test_the_chain_still_fits_and_tells_who_erased(kam: Kam, known: Path) -> None:
    done(kam, *ERASE)

    with database.reading(known) as ledger:
        assert verify_trail(ledger) is None
    told = json.loads(kam("audit", "--limit", "1", "-f", "json").out)[0]
    assert told["command"] == "contact erase"
    assert told["why"] == "[erased] wrote to [erased] and asked for it"
    assert {"before": None, "after": None} in [
        {"before": each["before"], "after": each["after"]} for each in told["changes"]
    ]
    assert kam("log", ACME, "Called").code == 0
    with database.reading(known) as ledger:
        assert verify_trail(ledger) is None


def test_submissions_keep_their_first_hash_and_show_gaps(
    kam: Kam, known: Path, tmp_path: Path
) -> None:
    before = json.loads(kam("report", "list", "-f", "json").out)
    done(kam, "report", "show", "this", "--into", "before")
    erased = json.loads(done(kam, *ERASE, "-f", "json").out)

    after = json.loads(kam("report", "list", "-f", "json").out)
    assert [each["digest"] for each in after] == [each["digest"] for each in before]
    assert [each["erased_at"] is None for each in (*before, *after)] == [True, True, False, False]
    assert [each["version"] for each in erased["submissions"]] == [1, 2]
    for form in ("table", "md", "json", "csv", "html"):
        answer = kam("report", "show", "this", "-f", form)
        assert answer.code == 0
        assert answer.err.startswith("A person was erased from it on ")
        assert "[erased]" in answer.out.replace("\\", "")
        assert "weber" not in answer.out.casefold()
    file = "2026-11-20-01-v2.json"
    original = kam("report", "verify", f"before/{file}")
    assert (original.err, original.code) == ("", 0)
    assert "of whom this file still tells" in original.out
    done(kam, "report", "show", "this", "--into", "after")
    again = kam("report", "verify", f"after/{file}")
    assert (again.err, again.code) == ("", 0)
    assert f"It was handed in with the digest {after[0]['digest']}" in again.out
    assert again.out.endswith("It is what the ledger holds.\n")
    text = Path("after", file).read_text(encoding="utf-8")
    Path("after", file).write_text(text.replace("ACME GmbH", "ACMX GmbH"), encoding="utf-8")
    assert kam("report", "verify", f"after/{file}").code == 4


def test_it_cannot_be_taken_back(kam: Kam, known: Path) -> None:
    done(kam, *ERASE)
    last = json.loads(kam("audit", "--limit", "1", "-f", "json").out)[0]["id"]
    kept = content(known)

    assert kam("undo") == Answer(
        out="",
        err=f'error: Command {last} "contact erase" cannot be taken back: what was erased is'
        " nowhere kept.\nhint: kam audit --limit 10\n",
        code=4,
    )
    for command in range(2, last):
        answer = kam("undo", str(command), "--dry-run")
        assert answer.code in {0, 4}
        assert "eber" not in answer.out + answer.err
    assert kam("undo", "4").err.startswith('error: Command 4 "contact add" cannot be taken back: ')
    assert content(known) == kept


def test_a_dry_run_says_the_same_and_changes_nothing(kam: Kam, known: Path) -> None:
    before = content(known)
    told = kam(*ERASE, "--dry-run")

    assert (told.err, told.code) == ("", 0)
    assert content(known) == before
    assert kam(*ERASE) == told


def test_says_what_was_done_and_what_is_not_reached(kam: Kam, known: Path) -> None:
    known.with_name("kam.db.before-0001").write_bytes(b"")
    done(kam, "export", "--into", "tables")
    answer = kam(*ERASE)

    assert (answer.err, answer.code) == ("", 0)
    lines = answer.out.splitlines()
    assert lines[0] == "JRW01001 ACME GmbH: Anna Weber is erased."
    assert "— interaction: 6 places" in lines
    assert f"— copy of the ledger: {known}.before-0001" in lines
    assert f"— export of 2026-11-20: {Path('tables').absolute()}" in lines
    assert [each for each in lines if each.endswith("2026-11-20-01-v2.*")]


def test_needs_the_full_code_and_a_yes(kam: Kam, known: Path) -> None:
    assert kam("contact", "erase", "acme", "Anna Weber", *WHY, "--yes").code == 3
    answer = kam("contact", "erase", ACME, "Anna Weber", "--why", "x")
    assert answer == Answer(
        out="",
        err="error: This needs a yes: Erase Anna Weber from JRW01001 ACME GmbH, for good? It cannot"
        " be taken back.\n"
        "hint: kam contact erase JRW01001 'Anna Weber' --why x --yes\n",
        code=4,
    )
    assert kam("contact", "erase", ACME, "Carl", *WHY, "--yes") == Answer(
        out="",
        err='error: JRW01001 ACME GmbH has no contact "Carl", but Anna Weber, Bob.\n'
        "hint: kam contact list JRW01001\n",
        code=3,
    )


def test_reaches_one_who_was_removed_before(kam: Kam, known: Path) -> None:
    done(kam, "contact", "remove", ACME, "Anna Weber", "--yes")
    assert kam("contact", "erase", ACME, "anna maria weber", "--why", "x", "--yes").code == 0

    assert found_in(known) == []
    assert kam("contact", "erase", ACME, "Anna Weber", "--why", "x", "--yes").code == 3


def test_what_others_have_too_stays(kam: Kam, known: Path) -> None:
    done(kam, "contact", "edit", ACME, "Bob", "--phone", "030 55510022")
    done(kam, "contact", "add", "JRW01002", "Anna Weber", "--email", "anna@bolt.example")
    done(kam, "log", "JRW01002", "Anna Weber of Bolt called; so did anna@acme.de")

    erased = json.loads(done(kam, *ERASE, "-f", "json").out)
    assert erased["shared"] == ["+49 (0)30 555 100 22"]
    assert erased["left"] == 2
    texts = [each["text"] for each in json.loads(kam("interaction", "list", "-f", "json").out)]
    assert "Anna Weber of Bolt called; so did [erased]" in texts
    assert [
        (each["name"], each["phone"])
        for each in json.loads(kam("contact", "list", "-f", "json").out)
    ] == [("Bob", "030 55510022"), ("Anna Weber", None)]


def test_other_names_are_erased_when_they_are_named(kam: Kam, known: Path) -> None:
    done(kam, "log", ACME, "Anna will call; Annabel will not; 王总 too")
    erased = json.loads(done(kam, *ERASE, "--also", "Anna", "--also", "王总", "-f", "json").out)

    assert erased["parts"] == 0
    assert json.loads(kam("interaction", "list", ACME, "-f", "json").out)[0]["text"] == (
        "[erased] will call; Annabel will not; [erased] too"
    )


def test_parts_of_the_name_alone_stay_and_are_told(kam: Kam, known: Path) -> None:
    done(kam, "log", ACME, "Anna will call")
    answer = done(kam, *ERASE)

    assert "2 places have a part of the name alone and stay; --also erases such.\n" in answer.out


def test_a_code_that_was_given_is_not_given_again(kam: Kam, known: Path) -> None:
    done(kam, "add", "Carl KG", "--country", "DE", *TRADE, "--remarks", "by Anna Weber")
    done(kam, "undo")
    done(kam, *ERASE)

    answer = kam("add", "Dora AG", "--country", "DE", *TRADE, "--code", "JRW01003")
    assert (answer.out, answer.code) == ("", 4)
    assert "was given once" in answer.err


def test_waits_until_nobody_else_has_the_ledger(
    kam: Kam, known: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAM_LOCK_WAIT", "0.05")
    before = content(known)
    with closing(sqlite3.connect(known)) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM contacts").fetchall()
        answer = kam(*ERASE)

    assert (answer.out, answer.code) == ("", 5)
    assert "is in use" in answer.err
    assert content(known) == before


def test_speaks_chinese_and_fits_a_narrow_terminal(
    kam: Kam, known: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    answer = kam(*ERASE, "--lang", "zh")

    assert (answer.err, answer.code) == ("", 0)
    assert answer.out.startswith("JRW01001 ACME GmbH：已删除 Anna Weber 的资料。\n")
