"""What may be kept about people (rules.md 10)."""

from __future__ import annotations

from datetime import date

import pytest

from kamcli.errors import Refused
from kamcli.rules.privacy import check_consent, check_no_identity_number, holds_identity_number

# the two examples of the standard (GB 11643)
NUMBERS = ("11010519491231002X", "440524188001010014")


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize(
    "text",
    ["{n}", "身份证{n}", "id: {n}.", "{n}，已核对"],
)
def test_finds_an_identity_number(number: str, text: str) -> None:
    assert holds_identity_number(text.format(n=number))


@pytest.mark.parametrize(
    "text",
    [
        "110105 19491231 002X",
        "110105-19491231-002x",
        "110105 19491231 002 X",
        "110105-19491231-002-x",
        "110101200001010010",  # of the year 2000
        "１１０１０５１９４９１２３１００２Ｘ",
    ],
)
def test_spaces_hyphens_and_widths_do_not_hide_it(text: str) -> None:
    assert holds_identity_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "110105194912310021",  # the check character does not fit
        "11010519491331002X",  # no thirteenth month
        "110105194912320025",  # the check fits, but there is no 32nd
        "1101051949123100",
        "911010519491231002X",  # part of a longer number
        "11010519491231002X0",
        "+86 138 0013 8000 / 0571-88881234",
        "USCI 91330106MA2CF0AB1X",
    ],
)
def test_takes_nothing_else_for_one(text: str) -> None:
    assert not holds_identity_number(text)


def test_does_not_repeat_the_number_that_it_refuses() -> None:
    with pytest.raises(Refused) as raised:
        check_no_identity_number(["Anna", NUMBERS[0]])
    said = "An identity number of a person is not kept: leave it out."
    assert raised.value.message == said


def test_lets_other_texts_pass() -> None:
    check_no_identity_number(["Anna", "555-100"])


DAY = date(2026, 11, 1)
HINT = '--consent DATE --purpose "birthday wishes"'


@pytest.mark.parametrize("birthday", [False, True])
@pytest.mark.parametrize("preferences", [False, True])
def test_consent_has_a_day_and_a_purpose(birthday: bool, preferences: bool) -> None:
    check_consent(birthday=birthday, preferences=preferences, consent_on=DAY, purpose="wishes")


@pytest.mark.parametrize(("consent_on", "purpose"), [(None, None), (DAY, None), (None, "wishes")])
@pytest.mark.parametrize(("birthday", "preferences"), [(True, False), (False, True)])
def test_birthdays_and_preferences_need_consent(
    consent_on: date | None, purpose: str | None, birthday: bool, preferences: bool
) -> None:
    with pytest.raises(Refused) as raised:
        check_consent(
            birthday=birthday, preferences=preferences, consent_on=consent_on, purpose=purpose
        )
    said = "A birthday or preferences are kept only with the person's consent."
    assert (raised.value.message, raised.value.hint) == (said, HINT)


@pytest.mark.parametrize(("consent_on", "purpose"), [(DAY, None), (None, "wishes")])
def test_half_a_consent_is_none(consent_on: date | None, purpose: str | None) -> None:
    with pytest.raises(Refused) as raised:
        check_consent(birthday=False, preferences=False, consent_on=consent_on, purpose=purpose)
    said = "Consent has a day and a purpose: --consent and --purpose go together."
    assert (raised.value.message, raised.value.hint) == (said, HINT)


def test_nothing_needs_no_consent() -> None:
    check_consent(birthday=False, preferences=False, consent_on=None, purpose=None)
