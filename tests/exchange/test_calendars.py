"""The calendar of what is to be done: another program reads it, and takes it again as an update."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import icalendar
import pytest

from conftest import Answer, Kam
from kamcli.rules.lunar import celebrated_on

FIRM = ("--nature", "end-user", "--source", "fair", "--on", "2026-11-01")
CONSENT = ("--consent", "2026-11-10", "--purpose", "birthday wishes")


@pytest.fixture
def busy(kam: Kam, ledger: Path) -> Path:
    """Give the test two customers of manager 01, their actions and birthdays, and one of 02."""
    for words in (
        ("manager", "add", "02", "Han Meimei"),
        ("add", "ACME GmbH", "--short-name", "ACME", "--country", "DE", *FIRM),
        ("add", "杭州恒盛", "--country", "CN", *FIRM),
        ("add", "Other", "--country", "FR", *FIRM, "--owner", "02", "--contact", "Chloé"),
        ("next", "JRW02001", "Not mine", "--due", "2026-12-01"),
        ("next", "JRW01001", "Send the offer; 3 pages, signed", "--due", "2026-11-25"),
        ("next", "JRW01001", "Ask again", "--due", "2026-11-23"),
        ("contact", "add", "JRW01001", "Anna Weber", "--phone", "030 901820",
         "--birthday", "1980-12-24", *CONSENT),
        ("contact", "add", "JRW01001", "Bert", "--birthday", "02-29", *CONSENT),
        ("contact", "add", "JRW01001", "Carl", "--birthday", "05-01", *CONSENT, "--opt-out"),
        ("contact", "add", "JRN01001", "王芳", "--birthday", "八月十五", "--lunar", *CONSENT),
    ):  # fmt: skip
        assert kam(*words).code == 0, words
    return ledger


def events(path: Path) -> dict[str, Any]:
    """Return the events of a calendar by what they say; a lunar birthday comes several times."""
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    found = list(calendar.walk("VEVENT"))
    assert all(not each.errors for each in found)
    return {f"{each['SUMMARY']} {each.decoded('DTSTART')}": each for each in found}


def written(kam: Kam, *more: str) -> dict[str, Any]:
    answer = kam("export", "--ics", "own.ics", *more)
    assert (answer.err, answer.code) == ("", 0)
    return events(Path("own.ics"))


def test_actions_due_days_and_birthdays_are_read_back(kam: Kam, busy: Path) -> None:
    assert kam("export", "--ics", "own.ics") == Answer(
        out='16 events are in "own.ics".\n', err="", code=0
    )
    found = events(Path("own.ics"))

    assert [each for each in found if "王芳" not in each] == [
        "Ask again · ACME 2026-11-23",
        "Send the offer; 3 pages, signed · ACME 2026-11-25",
        "Contact ACME (D) 2027-01-30",
        "Contact 杭州恒盛 (D) 2027-01-30",
        "Birthday of Anna Weber, ACME GmbH 2026-12-24",
        "Birthday of Bert, ACME GmbH 2027-02-28",
    ]
    offer = found["Send the offer; 3 pages, signed · ACME 2026-11-25"]
    assert offer.decoded("DTEND") == date(2026, 11, 26)
    assert offer["DESCRIPTION"] == "JRW01001 ACME GmbH\nAnna Weber, 030 901820"
    assert not any(each.walk("VALARM") for each in found.values())
    assert {each["DTSTART"].params["VALUE"] for each in found.values()} == {"DATE"}


def test_solar_birthdays_come_each_year_that_of_29_february_on_the_last_of_it(
    kam: Kam, busy: Path
) -> None:
    found = written(kam)

    assert found["Birthday of Anna Weber, ACME GmbH 2026-12-24"]["RRULE"] == {"FREQ": ["YEARLY"]}
    leap = found["Birthday of Bert, ACME GmbH 2027-02-28"]
    assert leap["RRULE"] == {"FREQ": ["YEARLY"], "BYMONTH": [2], "BYMONTHDAY": [-1]}
    assert leap["DESCRIPTION"].endswith("Born on 29 February; kept on the 28th in other years.")


def test_lunar_birthdays_are_days_of_the_coming_years(kam: Kam, busy: Path) -> None:
    found = [each for name, each in written(kam).items() if "王芳" in name]

    days = [each.decoded("DTSTART") for each in found]
    assert days == [celebrated_on(year, month=8, day=15) for year in range(2026, 2036)]
    assert days[0] == date(2026, 9, 25)
    assert all("RRULE" not in each for each in found)
    assert len({each["UID"] for each in found}) == 10


def test_the_same_facts_give_the_same_bytes(kam: Kam, busy: Path) -> None:
    written(kam)
    first = Path("own.ics").read_bytes()
    written(kam, "--as-of", "2026-11-21")

    assert Path("own.ics").read_bytes() == first


def test_what_is_moved_keeps_its_identity_with_a_higher_sequence(kam: Kam, busy: Path) -> None:
    before = written(kam)
    assert kam("postpone", "2", "--to", "2026-12-02", "--why", "ill").code == 0
    assert kam("log", "JRW01001", "Talked", "--on", "2026-11-20").code == 0
    after = written(kam)

    for old, new in (
        (
            "Send the offer; 3 pages, signed · ACME 2026-11-25",
            "Send the offer; 3 pages, signed · ACME 2026-12-02",
        ),
        ("Contact ACME (D) 2027-01-30", "Contact ACME (D) 2027-02-18"),
    ):
        assert before[old]["UID"] == after[new]["UID"]
        assert before[old]["SEQUENCE"] < after[new]["SEQUENCE"]
        assert before[old].decoded("LAST-MODIFIED") <= after[new].decoded("LAST-MODIFIED")
    still = "Contact 杭州恒盛 (D) 2027-01-30"
    assert before[still] == after[still]


def test_an_undo_moves_it_back_with_a_still_higher_sequence(kam: Kam, busy: Path) -> None:
    name = "Send the offer; 3 pages, signed · ACME 2026-11-25"
    before = written(kam)[name]
    kam("postpone", "2", "--to", "2026-12-02", "--why", "ill")
    moved = written(kam)["Send the offer; 3 pages, signed · ACME 2026-12-02"]
    assert kam("undo").code == 0
    after = written(kam)[name]

    assert before["UID"] == moved["UID"] == after["UID"]
    assert before["SEQUENCE"] < moved["SEQUENCE"] < after["SEQUENCE"]


def test_two_actions_of_one_text_are_two(kam: Kam, busy: Path) -> None:
    kam("next", "JRN01001", "Call", "--due", "2026-12-01")
    kam("next", "JRN01001", "Call", "--due", "2026-12-08")
    first, second = (each for name, each in written(kam).items() if name.startswith("Call"))
    assert first["UID"] != second["UID"]

    kam("done", "4")
    (left,) = (each for name, each in written(kam).items() if name.startswith("Call"))
    assert left["UID"] == second["UID"]


def test_a_snoozed_customer_is_due_when_it_is_no_longer_left_in_peace(kam: Kam, busy: Path) -> None:
    assert kam("snooze", "JRW01001", "--until", "2027-03-31", "--why", "holidays").code == 0

    assert "Contact ACME (D) 2027-04-01" in written(kam)


def test_who_has_not_consented_yet_is_not_there(kam: Kam, busy: Path) -> None:
    assert not [name for name in written(kam, "--as-of", "2026-11-09") if "Birthday" in name]


def test_lines_are_folded_at_75_octets_never_within_a_character(kam: Kam, busy: Path) -> None:
    text = "样品、报价和检测报告一起寄出，并确认交期；" * 4
    kam("next", "JRN01001", text, "--due", "2026-12-01")
    found = written(kam)

    lines = Path("own.ics").read_bytes().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode("utf-8").isprintable() for line in lines)
    assert f"{text} · 杭州恒盛 2026-12-01" in found


def test_it_speaks_chinese_and_returns_what_it_wrote(kam: Kam, busy: Path) -> None:
    answer = kam("export", "--ics", "own.ics", "--lang", "zh")
    assert answer == Answer(out='16 个日程已写入"own.ics"。\n', err="", code=0)
    assert "联系 ACME（D） 2027-01-30" in events(Path("own.ics"))

    answer = kam("export", "--ics", "own.ics", "-f", "json")
    assert json.loads(answer.out) == {
        "what": "calendar",
        "target": "own.ics",
        "rows": 16,
        "tables": [
            {"table": "actions", "rows": 2},
            {"table": "cadence", "rows": 2},
            {"table": "birthdays", "rows": 12},
        ],
        "redacted": False,
        "noted": True,
    }


def test_redacted_it_tells_of_nobody(kam: Kam, busy: Path) -> None:
    kam("next", "JRW01001", "Call Anna Weber", "--due", "2026-12-01")
    found = written(kam, "--redact")

    assert {each["DESCRIPTION"] for each in found.values()} == {
        "JRW01001 ACME GmbH",
        "JRN01001 杭州恒盛",
    }
    assert not any(name in str(found) for name in ("Anna", "Weber", "王芳", "901820", "Birthday"))
    assert len(found) == 5


def test_an_empty_ledger_gives_an_empty_calendar(kam: Kam, ledger: Path) -> None:
    assert written(kam) == {}
    assert icalendar.Calendar.from_ical(Path("own.ics").read_bytes())["VERSION"] == "2.0"


def test_one_place_is_named(kam: Kam, ledger: Path) -> None:
    answer = kam("export", "--ics", "a.ics", "--vcf", "a.vcf")
    assert (answer.out, answer.code) == ("", 2)
    assert "--vcf, --ics" in answer.err
