"""What the worked examples must come to, one row each."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pytest

from kamcli.rules.history import replay
from kamcli.rules.overrides import override_in_force
from kamcli.rules.vocabulary import Grade
from recorded import PROCEDURE, Example, day
from worked_examples import BY_ID, EXAMPLES


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What an example says of a day: amounts in CNY."""

    grade: str
    flags: str = ""
    amount: str | None = None
    before: str | None = None


TOLD = {
    "E01": Told(grade="A", amount="550000.00"),
    "E02": Told(grade="A", amount="500000.00"),
    "E03": Told(grade="B", amount="499999.99"),
    "E04": Told(grade="B", amount="8000"),
    "E05": Told(grade="C"),
    "E07": Told(grade="C", flags="unanswered"),
    "E08": Told(grade="D"),
    "E09": Told(grade="D", flags="stale"),
    "E10": Told(grade="D", flags="no-contact-yet"),
    "E11": Told(grade="D", flags="no-contact-yet"),
    "E12": Told(grade="X", before="C 0"),
    "E13": Told(grade="C"),
    "E14": Told(grade="X", before="C 0"),
    "E15": Told(grade="B", amount="90000"),
    "E16": Told(grade="X", before="B 90000"),
    "E19": Told(grade="C"),
    "E20": Told(grade="X", before="C 0"),
    "E21": Told(grade="X", before="A 2000000.00"),
    "E22": Told(grade="X", before="B 60000"),
    "E23": Told(grade="B", amount="60000"),
    "E24": Told(grade="A", amount="600000"),
    "E25": Told(grade="A", amount="600000"),
    "E26": Told(grade="B", flags="no-order-12m", amount="0"),
    "E27": Told(grade="A", amount="520000"),
    "E28": Told(grade="C", amount="0"),
    "E29": Told(grade="A", amount="560000"),
    "E30": Told(grade="B", amount="480000"),
    "E31": Told(grade="B", flags="no-order-12m", amount="0"),
    "E34": Told(grade="A", amount="500500.00"),
    "E36": Told(grade="B", flags="no-order-12m", amount="0"),
    "E38": Told(grade="X", before="B 40000"),
    "E42": Told(grade="B", amount="150000"),
    "E44": Told(grade="C"),
    "E45": Told(grade="D", flags="stale"),
    "E46": Told(grade="B", flags="no-order-12m", amount="0"),
    "E47a": Told(grade="C", amount="0"),
    "E47b": Told(grade="B", flags="no-order-12m", amount="0"),
    "E48": Told(grade="X", before="A 2000000.00"),
}


def test_every_example_is_told() -> None:
    assert [example.id for example in EXAMPLES] == list(TOLD)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.id)
def test_an_example_is_graded_as_the_rules_say(example: Example) -> None:
    now, told = example.standing(), TOLD[example.id]
    assert (now.grade, example.shown()) == (told.grade, told.grade)
    assert " ".join(example.flags()) == told.flags
    if told.amount is not None:
        assert now.facts.annual_amount == Decimal(told.amount) * 100
    if told.before is None:
        assert (now.grade_before, now.amount_before) == (None, None)
    else:
        letter, yuan = told.before.split()
        assert (now.grade_before, now.amount_before) == (Grade(letter), int(Decimal(yuan) * 100))


@pytest.mark.parametrize(
    ("example", "turns_x", "next_on", "next_to"),
    [
        pytest.param("E25", "2027-07-02", "2027-05-10", "B", id="E25"),
        pytest.param("E44", None, "09-11", "D", id="E44"),
        pytest.param("E13", "11-21", "11-21", "X", id="E13"),
        pytest.param("E15", "2027-03-01", "2027-03-01", "X", id="E15"),
        pytest.param("E21", None, None, None, id="E21, X already"),
        pytest.param("E01", "2027-02-13", "2027-02-10", "B", id="E01"),
        pytest.param("E10", None, None, None, id="E10, never contacted"),
        pytest.param("E08", None, None, None, id="E08, stays a D"),
    ],
)
def test_what_comes_next(
    example: str, turns_x: str | None, next_on: str | None, next_to: str | None
) -> None:
    now = BY_ID[example].standing()
    assert now.turns_x_on == (day(turns_x) if turns_x else None)
    assert now.changes_next_on == (day(next_on) if next_on else None)
    assert now.changes_next_to == next_to


def test_e23_is_revived_on_the_day_of_the_answer() -> None:
    record = BY_ID["E23"].history.record()
    changes = replay(record, through=day("11-20"), policies=PROCEDURE)
    assert [(change.on, change.before, change.after) for change in changes] == [
        (day("04-10"), None, Grade.B),
        (day("07-11"), Grade.B, Grade.X),
        (day("08-01"), Grade.X, Grade.B),
        (day("11-02"), Grade.B, Grade.X),
        (day("11-20"), Grade.X, Grade.B),
    ]


def test_e48_an_override_sleeps_while_the_customer_is_an_x() -> None:
    override = BY_ID["E48"].history.override
    assert override is not None
    assert override.from_on <= BY_ID["E48"].as_of <= override.until_on
    assert override_in_force([override], computed=Grade.X, as_of=day("11-20")) is None
    assert override_in_force([override], computed=Grade.B, as_of=day("11-20")) is override


def test_the_window_is_told() -> None:
    now = BY_ID["E01"].standing()
    assert (now.window_after, now.window_through) == (day("2025-11-20"), day("11-20"))
    assert now.in_touch_through == day("2027-02-12")
    assert now.policy_version == 0


def test_a_history_is_told_day_by_day() -> None:
    assert str(BY_ID["E30"].history) == (
        "2026-03-01 order 300,000.00; 2026-08-01 order 260,000.00; 2026-10-10 talk;"
        " 2026-10-15 the order of 2026-03-01 adjusted by -80,000.00; 2026-11-10 talk"
    )
    assert str(BY_ID["E11"].history) == "2026-11-10 quote --unsolicited"
