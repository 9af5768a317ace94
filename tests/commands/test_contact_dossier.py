"""`kam contact dossier`: all that is kept about a person, and who entered it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import Answer, Kam

ACME = "JRW01001"


@pytest.fixture
def known(kam: Kam, acme: Path) -> Path:
    consent = ("--consent", "2026-11-01", "--purpose", "greetings", "--birthday", "05-01")
    commands: list[tuple[str, ...]] = [
        ("contact", "add", ACME, "Anna Weber", "--email", "old@acme.de", *consent, "--opt-out"),
        ("contact", "edit", ACME, "Anna Weber", "--email", "anna@acme.de"),
        ("log", ACME, "Met Anna Weber", "--with", "Anna Weber", "--on", "2026-11-19"),
        ("log", ACME, "Asked for a price"),
        ("next", ACME, "Write to anna@acme.de", "--due", "2026-11-23"),
        ("log", ACME, "Wrong"),
        ("interaction", "remove", "3", "--why", "Anna Weber says no", "--yes"),
        ("report", "submit", "--into", "reports"),
        ("export", "--into", "tables"),
    ]
    for command in commands:
        assert kam(*command).code == 0, command
    return acme


def kept(kam: Kam, *words: str) -> list[dict[str, Any]]:
    answer = kam("contact", "dossier", *words, "-f", "json")
    assert (answer.err, answer.code) == ("", 0)
    found: list[dict[str, Any]] = json.loads(answer.out)
    return found


def test_tells_all_that_is_kept(kam: Kam, known: Path) -> None:
    found = kept(kam, "anna weber")

    told = {(each["table"], each["column"], each["text"], each["former"]) for each in found}
    assert told == {
        ("contacts", "name", "Anna Weber", False),
        ("contacts", "email", "old@acme.de", True),
        ("contacts", "email", "anna@acme.de", False),
        ("contacts", "birthday", "05-01", False),
        ("contacts", "consent_on", "2026-11-01", False),
        ("contacts", "consent_purpose", "greetings", False),
        ("contacts", "opt_out", "1", False),
        ("interactions", "text", "Met Anna Weber", False),
        ("interactions", "with", "Anna Weber", False),
        ("actions", "text", "Write to anna@acme.de", False),
        ("commands", "why", "Anna Weber says no", False),
        ("submissions", "version", "1", False),
        ("outside", "file", "2026-11-20-01-v1.*", False),
        ("outside", "export", str(Path("tables").absolute()), False),
    }
    assert {each["customer"] for each in found} == {ACME}
    note = next(each for each in found if each["text"] == "Met Anna Weber")
    assert (note["on"], note["by"], note["at"] is None) == ("2026-11-19", "01", False)


def test_of_one_who_was_removed_the_past_is_told(kam: Kam, known: Path) -> None:
    assert kam("contact", "remove", ACME, "Anna Weber", "--yes").code == 0

    of_contact = [each for each in kept(kam, "Anna Weber") if each["table"] == "contacts"]
    assert {each["former"] for each in of_contact} == {True}
    assert kam("contact", "erase", ACME, "Anna Weber", "--why", "x", "--yes").code == 0
    assert kam("contact", "dossier", "Anna Weber").code == 3


def test_of_several_of_a_name_one_can_be_chosen(kam: Kam, known: Path) -> None:
    trade = ("--country", "GB", "--nature", "end-user", "--source", "web")
    assert kam("add", "Bolt Ltd", *trade, "--contact", "Anna Weber").code == 0

    assert {each["customer"] for each in kept(kam, "Anna Weber")} == {ACME, "JRW01002"}
    assert {each["customer"] for each in kept(kam, "Anna Weber", "bolt")} == {"JRW01002"}


def test_forms_for_people(kam: Kam, known: Path) -> None:
    table = kam("contact", "dossier", "Anna Weber")
    assert (table.err, table.code) == ("", 0)
    assert "contact: e-mail (former)" in table.out
    assert "left the ledger: export" in table.out
    page = kam("contact", "dossier", "Anna Weber", "-f", "md", "--lang", "zh")
    assert page.out.startswith("| 客户编码 | 所存资料 |")


def test_nobody_of_that_name(kam: Kam, known: Path) -> None:
    assert kam("contact", "dossier", "Carl") == Answer(
        out="",
        err='error: Nobody is kept under the name "Carl".\nhint: kam find TEXT\n',
        code=3,
    )
