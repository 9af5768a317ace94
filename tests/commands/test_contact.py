"""`kam contact`: add, edit, remove, list."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import Answer, Kam, content

WHO = "JRW01001 ACME GmbH"
ANNA = ("contact", "add", "JRW01001", "Anna Weber")
BOB = ("contact", "add", "JRW01001", "Bob")
CONSENT = ("--consent", "2026-11-01", "--purpose", "birthday wishes")
# the example of the standard itself (GB 11643)
IDENTITY_NUMBER = "11010519491231002X"


def people(kam: Kam, *arguments: str) -> list[dict[str, Any]]:
    answer = kam("contact", "list", *arguments, "-f", "json")
    assert (answer.err, answer.code) == ("", 0)
    found: list[dict[str, Any]] = json.loads(answer.out)
    return found


def test_notes_a_person(kam: Kam, acme: Path) -> None:
    assert kam(*ANNA) == Answer(out=f"{WHO}: Anna Weber is noted.\n", err="", code=0)


def test_returns_what_was_noted_as_json(kam: Kam, acme: Path) -> None:
    answer = kam(*ANNA, "-f", "json")

    assert (answer.err, answer.code) == ("", 0)
    assert json.loads(answer.out) == {"id": 1, "code": "JRW01001", "name": "Anna Weber"}


def test_keeps_all_that_is_said(kam: Kam, acme: Path) -> None:
    answer = kam(
        *ANNA, "--title", "Head of purchasing", "--role", "采购", "--phone", "+49 (0)30 / 555-100",
        "--mobile", "0171 5550123", "--email", "anna@acme.de", "--im", "anna_w",
        "--birthday", "1980-05-01", "--preferences", "tea", "--introduced-by", "Bob",
        *CONSENT, "--opt-out",
    )  # fmt: skip

    assert (answer.err, answer.code) == ("", 0)
    assert people(kam) == [
        {
            "customer": "JRW01001",
            "name": "Anna Weber",
            "title": "Head of purchasing",
            "role": "buyer",
            "phone": "+49 (0)30 / 555-100",
            "mobile": "0171 5550123",
            "email": "anna@acme.de",
            "im": "anna_w",
            "birthday": "1980-05-01",
            "birthday_calendar": "solar",
            "introduced_by": "Bob",
            "preferences": "tea",
            "consent_on": "2026-11-01",
            "consent_purpose": "birthday wishes",
            "opt_out": True,
            "primary": True,
        }
    ]


def test_keeps_unknown_as_null(kam: Kam, acme: Path) -> None:
    kam(*ANNA, "--phone", "", "--role", " ")

    found = people(kam)[0]
    assert {key for key, value in found.items() if value is not None} == {
        "customer",
        "name",
        "opt_out",
        "primary",
    }


def test_echoes_what_a_part_of_a_name_was_taken_for(kam: Kam, acme: Path) -> None:
    answer = kam("contact", "add", "acme", "王芳")

    assert answer == Answer(out=f"{WHO}: 王芳 is noted.\n", err=f"{WHO}\n", code=0)


@pytest.mark.parametrize(
    ("said", "kept", "calendar"),
    [
        (("1980-05-01",), "1980-05-01", "solar"),
        (("05-01",), "05-01", "solar"),
        (("5月1日",), "05-01", "solar"),
        (("8-15", "--lunar"), "08-15", "lunar"),
        (("农历八月十五",), "08-15", "lunar"),
    ],
)
def test_keeps_a_birthday_in_its_calendar(
    kam: Kam, acme: Path, said: tuple[str, ...], kept: str, calendar: str
) -> None:
    assert kam(*ANNA, *CONSENT, "--birthday", *said).code == 0

    found = people(kam)[0]
    assert (found["birthday"], found["birthday_calendar"]) == (kept, calendar)


def test_tells_the_day_of_consent_that_a_phrase_means(kam: Kam, acme: Path) -> None:
    answer = kam(*ANNA, "--preferences", "茶", "--consent", "昨天", "--purpose", "节日问候")

    assert answer == Answer(
        out=f"{WHO}: Anna Weber is noted.\n", err='"昨天" is 2026-11-19.\n', code=0
    )
    assert people(kam)[0]["consent_on"] == "2026-11-19"


NEEDS_CONSENT = (
    "error: A birthday or preferences are kept only with the person's consent.\n"
    'hint: --consent DATE --purpose "birthday wishes"\n'
)
HALF_CONSENT = (
    "error: Consent has a day and a purpose: --consent and --purpose go together.\n"
    'hint: --consent DATE --purpose "birthday wishes"\n'
)


@pytest.mark.parametrize(
    ("said", "err", "code"),
    [
        (("--birthday", "05-01"), NEEDS_CONSENT, 4),
        (("--birthday", "05-01", "--consent", "2026-11-01"), NEEDS_CONSENT, 4),
        (("--birthday", "05-01", "--purpose", "wishes"), NEEDS_CONSENT, 4),
        (("--preferences", "tea"), NEEDS_CONSENT, 4),
        (("--consent", "2026-11-01"), HALF_CONSENT, 4),
        (("--purpose", "wishes"), HALF_CONSENT, 4),
        (
            ("--consent", "2026-11-21", "--purpose", "x"),
            (
                'error: "2026-11-21" is still to come: what is planned is a next action.\n'
                "hint: kam contact add JRW01001 'Anna Weber' --consent today --purpose x\n"
            ),
            4,
        ),
        (
            (*CONSENT, "--birthday", "2026-11-21"),
            (
                'error: The birthday "2026-11-21" is still to come.\n'
                "hint: kam contact add JRW01001 'Anna Weber' --consent 2026-11-01"
                " --purpose 'birthday wishes' --birthday 05-01\n"
            ),
            4,
        ),
        (
            (*CONSENT, "--birthday", "13-01"),
            'error: "13-01" is not a birthday.\nhint: written like 1980-05-01 or 05-01\n',
            2,
        ),
        (
            (*CONSENT, "--birthday", "2-30"),
            'error: "2-30" is not a birthday.\nhint: written like 1980-05-01 or 05-01\n',
            2,
        ),
        (
            (*CONSENT, "--birthday", "12-31", "--lunar"),
            'error: "12-31" is not a birthday.\nhint: written like 1980-05-01 or 05-01\n',
            2,
        ),
        (
            ("--lunar",),
            (
                "error: Which birthday is of the lunar calendar? Say --birthday.\n"
                "hint: kam contact add JRW01001 'Anna Weber' --lunar --birthday 08-15\n"
            ),
            2,
        ),
        (
            ("--email", "anna"),
            (
                'error: "anna" is not an e-mail address.\n'
                "hint: kam contact add JRW01001 'Anna Weber' --email anna@acme.de\n"
            ),
            2,
        ),
        (
            ("--email", "a@b@acme.de"),
            (
                'error: "a@b@acme.de" is not an e-mail address.\n'
                "hint: kam contact add JRW01001 'Anna Weber' --email anna@acme.de\n"
            ),
            2,
        ),
        (
            ("--email", "anna@acme"),
            (
                'error: "anna@acme" is not an e-mail address.\n'
                "hint: kam contact add JRW01001 'Anna Weber' --email anna@acme.de\n"
            ),
            2,
        ),
        (
            ("--role", "boss"),
            (
                'error: "boss" is none of the values asked for here.\n'
                "hint: one of: decision-maker, buyer, technical, user, finance\n"
            ),
            2,
        ),
    ],
)
def test_refuses_what_it_cannot_keep(
    kam: Kam, acme: Path, said: tuple[str, ...], err: str, code: int
) -> None:
    before = content(acme)

    assert kam(*ANNA, *said) == Answer(out="", err=err, code=code)
    assert content(acme) == before


@pytest.mark.parametrize(
    "said",
    [
        ("--phone", IDENTITY_NUMBER),
        ("--im", f"id {IDENTITY_NUMBER[:6]} {IDENTITY_NUMBER[6:14]} {IDENTITY_NUMBER[14:]}"),
        ("--title", f"经理{IDENTITY_NUMBER}"),
        ("--introduced-by", IDENTITY_NUMBER),
        ("--preferences", IDENTITY_NUMBER, *CONSENT),
    ],
)
def test_refuses_an_identity_number_without_repeating_it(
    kam: Kam, acme: Path, said: tuple[str, ...]
) -> None:
    answer = kam(*ANNA, *said)

    assert answer == Answer(
        out="",
        err="error: An identity number of a person is not kept: leave it out.\n",
        code=4,
    )
    assert people(kam) == []


def test_refuses_an_empty_name(kam: Kam, acme: Path) -> None:
    answer = kam("contact", "add", "JRW01001", " ")

    assert answer == Answer(out="", err="error: NAME is empty.\n", code=2)


def test_refuses_a_name_that_is_there_already(kam: Kam, acme: Path) -> None:
    kam(*ANNA)

    assert kam("contact", "add", "JRW01001", "anna  weber") == Answer(
        out="",
        err='error: JRW01001 has a contact "Anna Weber" already.\n'
        'hint: kam contact edit JRW01001 "Anna Weber" …\n',
        code=4,
    )


def test_knows_no_such_customer(kam: Kam, acme: Path) -> None:
    answer = kam("contact", "add", "Nobody", "Anna")

    assert answer == Answer(
        out="", err='error: No customer fits "Nobody".\nhint: kam list --all\n', code=3
    )


def test_the_first_contact_is_primary_and_a_new_primary_takes_over(kam: Kam, acme: Path) -> None:
    kam(*ANNA)
    kam(*BOB)
    assert [each["name"] for each in people(kam) if each["primary"]] == ["Anna Weber"]

    kam("contact", "add", "JRW01001", "Carl", "--primary")
    assert [each["name"] for each in people(kam) if each["primary"]] == ["Carl"]

    kam("contact", "edit", "JRW01001", "Bob", "--primary")
    assert [each["name"] for each in people(kam) if each["primary"]] == ["Bob"]


def test_the_earliest_contact_left_takes_the_place_of_a_removed_primary(
    kam: Kam, acme: Path
) -> None:
    kam(*ANNA)
    kam(*BOB)
    kam("contact", "add", "JRW01001", "Carl", "--primary")

    kam("contact", "remove", "JRW01001", "Carl", "--yes")

    assert [each["name"] for each in people(kam) if each["primary"]] == ["Anna Weber"]


def test_changes_only_what_is_given(kam: Kam, acme: Path) -> None:
    kam(*ANNA, "--phone", "030 901820", "--title", "Buyer", "--role", "buyer", *CONSENT,
        "--birthday", "1980-05-01")  # fmt: skip
    before = people(kam)[0]

    answer = kam(
        "contact", "edit", "JRW01001", "anna weber", "--mobile", "0171 7770123", "--title", ""
    )

    assert answer == Answer(out=f"{WHO}: Anna Weber is changed.\n", err="", code=0)
    assert people(kam) == [{**before, "mobile": "0171 7770123", "title": None}]


def test_a_phone_that_looks_wrong_is_kept_and_told_once(kam: Kam, acme: Path) -> None:
    told = '"12 34" does not look like a phone number of Germany; it is kept as typed.\n'

    assert kam(*ANNA, "--phone", "12 34 / 030 901820") == Answer(
        out=f"{WHO}: Anna Weber is noted.\n", err=told, code=0
    )
    assert kam("contact", "edit", "JRW01001", "Anna Weber", "--title", "Buyer").err == ""
    assert people(kam)[0]["phone"] == "12 34 / 030 901820"


def test_several_mails_stand_in_one_cell_each_an_address(kam: Kam, acme: Path) -> None:
    assert kam(*ANNA, "--email", "Anna@ACME.de; 安娜@例子.中国").code == 0
    assert people(kam)[0]["email"] == "Anna@ACME.de; 安娜@例子.中国"

    answer = kam("contact", "edit", "JRW01001", "Anna Weber", "--email", "anna@acme.de, 030")
    assert answer == Answer(
        out="",
        err='error: "030" is not an e-mail address.\n'
        "hint: kam contact edit JRW01001 'Anna Weber' --email anna@acme.de\n",
        code=2,
    )


def test_renames(kam: Kam, acme: Path) -> None:
    kam(*ANNA)

    answer = kam("contact", "edit", "JRW01001", "Anna Weber", "--name", "王安娜", "-f", "json")

    assert (answer.err, answer.code) == ("", 0)
    assert json.loads(answer.out) == {"id": 1, "code": "JRW01001", "name": "王安娜"}
    assert people(kam)[0]["name"] == "王安娜"


def test_lets_the_calendar_of_a_birthday_be_corrected(kam: Kam, acme: Path) -> None:
    kam(*ANNA, *CONSENT, "--birthday", "08-15")

    kam("contact", "edit", "JRW01001", "Anna Weber", "--lunar")
    assert people(kam)[0]["birthday_calendar"] == "lunar"

    kam("contact", "edit", "JRW01001", "Anna Weber", "--no-lunar")
    assert people(kam)[0]["birthday_calendar"] == "solar"


def test_opts_out_and_in(kam: Kam, acme: Path) -> None:
    kam(*ANNA)

    kam("contact", "edit", "JRW01001", "Anna Weber", "--opt-out")
    assert people(kam)[0]["opt_out"] is True

    kam("contact", "edit", "JRW01001", "Anna Weber", "--no-opt-out")
    assert people(kam)[0]["opt_out"] is False


def test_consent_cannot_go_while_the_birthday_stays(kam: Kam, acme: Path) -> None:
    kam(*ANNA, *CONSENT, "--birthday", "05-01")
    edit = ("contact", "edit", "JRW01001", "Anna Weber", "--consent", "", "--purpose", "")

    assert kam(*edit) == Answer(out="", err=NEEDS_CONSENT, code=4)
    assert kam(*edit, "--birthday", "").code == 0
    found = people(kam)[0]
    assert (found["birthday"], found["birthday_calendar"], found["consent_on"]) == (None,) * 3


def test_refuses_to_rename_to_a_name_that_is_there(kam: Kam, acme: Path) -> None:
    kam(*ANNA)
    kam(*BOB)

    assert kam("contact", "edit", "JRW01001", "Bob", "--name", "Anna Weber") == Answer(
        out="",
        err='error: JRW01001 has a contact "Anna Weber" already.\n'
        'hint: kam contact edit JRW01001 "Anna Weber" …\n',
        code=4,
    )


def test_refuses_an_empty_new_name(kam: Kam, acme: Path) -> None:
    kam(*ANNA)

    assert kam("contact", "edit", "JRW01001", "Anna Weber", "--name", "") == Answer(
        out="", err="error: --name is empty.\n", code=2
    )


@pytest.mark.parametrize("verb", ["edit", "remove"])
def test_names_the_contacts_that_are_there(kam: Kam, acme: Path, verb: str) -> None:
    assert kam("contact", verb, "JRW01001", "Zoe") == Answer(
        out="",
        err=f'error: {WHO} has no contact "Zoe".\nhint: kam contact list JRW01001\n',
        code=3,
    )
    kam(*ANNA)
    kam(*BOB)
    assert kam("contact", verb, "JRW01001", "Zoe") == Answer(
        out="",
        err=f'error: {WHO} has no contact "Zoe", but Anna Weber, Bob.\n'
        "hint: kam contact list JRW01001\n",
        code=3,
    )


def test_removes_a_person_after_a_yes(kam: Kam, acme: Path) -> None:
    kam(*ANNA)
    remove = ("contact", "remove", "JRW01001", "Anna Weber")

    assert kam(*remove) == Answer(
        out="",
        err=f"error: This needs a yes: Remove Anna Weber from {WHO}?\n"
        "hint: kam contact remove JRW01001 'Anna Weber' --yes\n",
        code=4,
    )
    assert len(people(kam)) == 1
    answer = kam(*remove, "--yes", "-f", "json")
    assert (answer.err, answer.code) == ("", 0)
    assert json.loads(answer.out) == {"id": 1, "code": "JRW01001", "name": "Anna Weber"}
    assert people(kam) == []


def test_says_that_a_person_was_removed(kam: Kam, acme: Path) -> None:
    kam(*ANNA)

    assert kam("contact", "remove", "JRW01001", "Anna Weber", "--yes") == Answer(
        out=f"{WHO}: Anna Weber is removed.\n", err="", code=0
    )


def test_removes_by_the_full_code_only(kam: Kam, acme: Path) -> None:
    kam(*ANNA)

    answer = kam("contact", "remove", "acme", "Anna Weber", "--yes")

    assert (answer.out, answer.code) == ("", 3)
    assert answer.err.startswith('error: No customer fits "acme"')
    assert len(people(kam)) == 1


@pytest.mark.parametrize(
    "command",
    [
        BOB,
        ("contact", "edit", "JRW01001", "Anna Weber", "--phone", "030 901820"),
        ("contact", "remove", "JRW01001", "Anna Weber"),
    ],
)
def test_a_dry_run_changes_nothing(kam: Kam, acme: Path, command: tuple[str, ...]) -> None:
    kam(*ANNA)
    before = content(acme)

    answer = kam(*command, "--dry-run")

    assert (answer.err, answer.code) == ("", 0)
    assert answer.out.startswith(f"{WHO}: ")
    assert content(acme) == before


def test_lists_the_people_of_one_customer_or_of_all(kam: Kam, acme: Path) -> None:
    kam("add", "Beta SA", "--country", "法国", "--nature", "agent", "--source", "fair")
    kam(*ANNA, "--role", "buyer", "--phone", "030 901820")
    kam("contact", "add", "JRW01002", "Chloé")

    assert kam("contact", "list") == Answer(
        out="Code      Contact     Title  Role   Phone       Mobile  E-mail  IM  Primary "
        " No mailings\n"
        "JRW01001  Anna Weber         buyer  030 901820                      yes\n"
        "JRW01002  Chloé                                                     yes\n",
        err="",
        code=0,
    )
    assert [each["name"] for each in people(kam, "JRW01002")] == ["Chloé"]


def test_lists_as_csv_and_markdown(kam: Kam, acme: Path) -> None:
    kam(*ANNA, "--title", "=HYPERLINK()", "--opt-out")

    assert kam("contact", "list", "-f", "csv") == Answer(
        out="\ufeffcustomer,name,title,role,phone,mobile,email,im,birthday,birthday_calendar,"
        "introduced_by,preferences,consent_on,consent_purpose,opt_out,primary\r\n"
        "JRW01001,Anna Weber,'=HYPERLINK(),,,,,,,,,,,,yes,yes\r\n",
        err="",
        code=0,
    )
    markdown = kam("contact", "list", "-f", "md")
    assert (markdown.err, markdown.code) == ("", 0)
    assert markdown.out.splitlines()[2] == (
        "| JRW01001 | Anna Weber | =HYPERLINK() |  |  |  |  |  | yes | yes |"
    )


def test_an_empty_list_is_an_answer(kam: Kam, acme: Path) -> None:
    assert kam("contact", "list") == Answer(out="", err="No contacts.\n", code=0)
    assert kam("contact", "list", "-f", "json") == Answer(out="[]\n", err="", code=0)


def test_a_name_does_not_act_on_the_terminal(kam: Kam, acme: Path) -> None:
    answer = kam("contact", "add", "JRW01001", "Eve\x1b[2J")

    assert answer == Answer(out=f"{WHO}: Eve␛[2J is noted.\n", err="", code=0)


def test_a_verb_must_be_said(kam: Kam, acme: Path) -> None:
    assert kam("contact") == Answer(
        out="", err="error: A verb is missing.\nhint: kam contact --help\n", code=2
    )


def test_doubts_a_greeting_to_one_who_wants_none(kam: Kam, acme: Path) -> None:
    kam(*ANNA, "--opt-out")
    kam(*BOB)

    greeting = ("log", "JRW01001", "Merry Christmas", "--kind", "greeting", "--with")
    answer = kam(*greeting, "anna weber")
    assert answer.err == "Anna Weber wants no greetings and no mailings.\n"
    assert (answer.out, answer.code) == (f"{WHO}: note 1, grade D.\n", 0)
    assert kam(*greeting, "Bob").err == ""
    assert kam("log", "JRW01001", "Talked", "--with", "Anna Weber").err == ""
