"""Nasty texts in every field and every output: each output keeps its own law."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import zipfile
from collections.abc import Iterator, Mapping
from email import message_from_bytes, policy
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import fuzzing
from conftest import Answer, Kam, content
from fuzzing import ACME, AFTER_SUBMISSION, BEFORE, FIELDS, SUBMIT, texts
from kamcli.ledger import database
from kamcli.ledger.submissions import all_submissions
from kamcli.ledger.trail import verify_trail
from kamcli.mailing import Correspondent
from kamcli.output import letters
from test_naughty import is_tame

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

NUMBER = re.compile(r"-?[0-9][0-9.,]*")
IDENTITY_NUMBER = "11010519491231002X"  # the example of the standard itself (GB 11643)


@pytest.fixture
def begun(kam: Kam, ledger: Path) -> Path:
    """A ledger with what the fields need."""
    for command in BEFORE:
        assert kam(*command).code == 0, command
    return ledger


def typed(words: fuzzing.Words, text: str) -> list[str]:
    return [word.replace("{}", text) for word in words]


def fill(kam: Kam, text: str) -> None:
    """Type a text into every field."""
    for name, words in FIELDS.items():
        if name == AFTER_SUBMISSION:
            done(kam, *SUBMIT)
        answer = kam(*typed(words, text))
        assert answer.code == 0, (name, answer)
        check_tame(answer)


def done(kam: Kam, *words: str) -> Answer:
    answer = kam(*words)
    assert answer.code == 0, (words, answer)
    return answer


def check_tame(answer: Answer) -> None:
    """Assert that no line acts on the terminal that it is written to."""
    for line in f"{answer.out}\n{answer.err}".split("\n"):
        assert is_tame(line), line


@pytest.mark.parametrize("text", texts())
def test_each_output_keeps_its_law(
    kam: Kam, begun: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    fill(kam, text)

    check_lists(kam, text)
    check_reports(kam)
    check_files(kam)
    check_mail(begun)
    check_terminals(kam, monkeypatch)
    with database.reading(begun) as ledger:
        assert verify_trail(ledger) is None
        assert ledger.value("PRAGMA integrity_check") == "ok"
    assert sorted(each.name for each in begun.parent.iterdir()) == sorted(WRITTEN)


# Nothing else is written anywhere beside the ledger, whatever a text says of a path.
WRITTEN = (
    *("kam.db", "out.xlsx", "out.vcf", "out.ics"),
    *("submitted", "tables", "redacted"),
)


def check_lists(kam: Kam, text: str) -> None:
    kept = text.strip()
    assert kept in {each["text"] for each in as_json(kam, "interaction", "list")}
    assert kept in {each["name"] for each in as_json(kam, "list", "--all")}
    for words in fuzzing.LISTS:
        check_tame(done(kam, *words))
        as_json(kam, *words)
        check_csv(done(kam, *words, "-f", "csv").out)
        check_markdown(done(kam, *words, "-f", "md"))
        check_workbook(kam, *words)
    for words in fuzzing.PAGES:
        check_tame(done(kam, *words))


def check_reports(kam: Kam) -> None:
    for words in fuzzing.REPORTS:
        check_tame(done(kam, *words))
        as_json(kam, *words)
        check_csv(done(kam, *words, "-f", "csv").out)
        check_markdown(done(kam, *words, "-f", "md"))
        check_workbook(kam, *words)
        check_page(done(kam, *words, "-f", "html").out)


def as_json(kam: Kam, *words: str) -> Any:
    return json.loads(done(kam, *words, "-f", "json").out)


def check_csv(text: str) -> None:
    """Assert that no cell begins as a formula does, but for numbers."""
    for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")):
        for cell in row:
            assert not cell.startswith(tuple("=+-@\t\r")) or NUMBER.fullmatch(cell), cell


def check_markdown(answer: Answer) -> None:
    """Assert that nothing of it is HTML, a link or an image."""
    check_tame(answer)
    # What stands in a span of code is shown as it is.
    plain = re.sub(r"\\.|`[^`\n]*`", "", answer.out)
    assert "<" not in plain.replace("<br>", ""), plain
    assert "](" not in plain


def check_workbook(kam: Kam, *words: str) -> None:
    """Assert that no cell of it is a formula and no link leads out of it."""
    done(kam, *words, "-f", "xlsx", "--out", "out.xlsx")
    with zipfile.ZipFile("out.xlsx") as book:
        for name in book.namelist():
            assert ".." not in name
            assert not name.startswith("/")
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                sheet = book.read(name).decode()
                assert "<f>" not in sheet
                assert "<hyperlink" not in sheet


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, Mapping[str, str | None]]] = []
        self.scripts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.found and self.found[-1][0] == "script":
            self.scripts.append(data)


def check_page(page: str) -> None:
    """Assert that no tag, attribute or script of the page came from a text."""
    tags = _Tags()
    tags.feed(page)
    assert not {"img", "iframe", "object", "embed", "base"} & {tag for tag, _ in tags.found}
    assert not [tag for tag, attrs in tags.found if any(name.startswith("on") for name in attrs)]
    assert "alert(1)" not in "".join(tags.scripts)
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", page)


def check_files(kam: Kam) -> None:
    """Assert that cards and calendars hold what we put there, and that tables come in again."""
    done(kam, "export", "--vcf", "out.vcf")
    done(kam, "export", "--ics", "out.ics")
    people = [each for each in as_json(kam, "contact", "list") if each["customer"]]
    cards = unfolded(Path("out.vcf").read_bytes())
    assert cards.count("BEGIN:VCARD") == cards.count("END:VCARD") <= len(people)
    events = unfolded(Path("out.ics").read_bytes())
    assert events.count("BEGIN:VCALENDAR") == events.count("END:VCALENDAR") == 1
    assert events.count("BEGIN:VEVENT") == events.count("END:VEVENT")
    # Neither format allows control codes (RFC 5545 3.1, RFC 6350 3.3).
    assert not [each for each in (*cards, *events) if re.search("[\x00-\x08\x0a-\x1f\x7f]", each)]
    done(kam, "export", "--into", "tables")
    done(kam, "export", "--into", "redacted", "--redact")
    for path in (*Path("tables").iterdir(), *Path("redacted").iterdir()):
        check_csv(path.read_text(encoding="utf-8"))
    answer = json.loads(done(kam, "import", "tables", "-f", "json").out)
    assert (answer["created"], answer["updated"], answer["rejected"]) == (0, 0, 0)


def unfolded(raw: bytes) -> list[str]:
    """Return the lines of a card or calendar; each is of 75 bytes at most as it stands."""
    lines = raw.split(b"\r\n")
    assert [line for line in lines if len(line) > 75] == []
    return raw.replace(b"\r\n ", b"").decode().split("\r\n")


def check_mail(path: Path) -> None:
    """Assert that no text makes a header, and that the mail has the parts that we gave it."""
    who = Correspondent(name='Zhao, "Min" <a@b.c>', address="zhao@example.com")
    for submission in submissions(path):
        letter = letters.letter(json.loads(submission.content), None, with_contacts=True)
        envelope = letters.Envelope(
            sender=who, to=[who], at=submission.submitted_at, message_id="kam.1@example.com"
        )
        mail = message_from_bytes(letters.mail(letter, envelope).as_bytes(), policy=policy.SMTP)
        assert mail["Bcc"] is None
        assert len(mail.get_all("To") or ()) == 1
        page = mail.get_body(("html",))
        assert page is not None
        check_page(page.get_content())


def submissions(path: Path) -> Iterator[Any]:
    with database.reading(path) as ledger:
        yield from all_submissions(ledger)


def check_terminals(kam: Kam, monkeypatch: pytest.MonkeyPatch) -> None:
    """Assert that what a terminal of 80 or 40 columns is given does not act on it."""
    with monkeypatch.context() as patch:
        patch.setattr("kamcli.output.streams.is_terminal", lambda: True)
        for columns in ("80", "40"):
            patch.setenv("COLUMNS", columns)
            for words in (("list", "--all"), ("show", ACME), ("contact", "list"), ("report",)):
                answer = done(kam, *words)
                check_tame(Answer(out=re.sub("\x1b\\[[0-9;]*m", "", answer.out), err="", code=0))


@pytest.mark.parametrize("text", ["a\x00b", "ok \udcff"])
def test_what_no_ledger_can_keep_is_taken_nowhere(kam: Kam, begun: Path, text: str) -> None:
    done(kam, *SUBMIT)
    before = content(begun)
    for name, words in FIELDS.items():
        answer = kam(*typed(words, text))
        assert (answer.out, answer.code) == ("", 2), name
        check_tame(answer)
    assert content(begun) == before


def test_an_identity_number_is_taken_nowhere(kam: Kam, begun: Path) -> None:
    done(kam, *SUBMIT)
    before = content(begun)
    for name, words in FIELDS.items():
        answer = kam(*typed(words, f"passport {IDENTITY_NUMBER}, seen"))
        assert (answer.out, answer.code) == ("", 4), name
        assert answer.err.endswith(
            "error: An identity number of a person is not kept: leave it out.\n"
        )
    assert content(begun) == before


def test_no_field_is_forgotten() -> None:
    grammar = import_module("grammar")
    texts = {
        f"{path} {param.opts[0] if param.opts[0].startswith('-') else param.metavar}"
        for path, command in grammar.commands()
        if getattr(command, "writes", False)
        for param in command.params
        if param.metavar in {"TEXT", "URL", "TAG"}
    }

    assert texts - set(FIELDS) == set()


def test_the_counts_are_told() -> None:
    assert fuzzing.counts().endswith(" places")
    assert fuzzing.outputs() >= 60
