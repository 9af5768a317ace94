"""The worked examples of the rules, one row each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from kamcli.rules.flags import Situation, flags
from kamcli.rules.history import replay
from kamcli.rules.overrides import Override, override_in_force, shown_grade
from kamcli.rules.policy import PolicyBook
from kamcli.rules.record import Dated, OrderRecord, Record
from kamcli.rules.standing import Standing, standing
from kamcli.rules.vocabulary import Flag, Grade

PROCEDURE = PolicyBook()


def day(text: str) -> date:
    """Read a day, of 2026 where no year is given."""
    return date.fromisoformat(text if len(text) > len("11-20") else f"2026-{text}")


def days(*texts: str) -> tuple[date, ...]:
    return tuple(sorted(day(text) for text in texts))


def order(on: str, yuan: str, **more: object) -> OrderRecord:
    return OrderRecord(ordered_on=day(on), amount=int(Decimal(yuan) * 100), **more)  # type: ignore[arg-type]


def dated(on: str, yuan: int) -> tuple[Dated, ...]:
    return (Dated(on=day(on), amount=yuan * 100),)


def record(
    *contacts: str,
    asked: str | None = None,
    unsolicited: str | None = None,
    attempts: tuple[str, ...] = (),
    orders: tuple[OrderRecord, ...] = (),
    registered: str = "2030-01-01",
) -> Record:
    """Put a history together: `asked` is a request, or a quote sent on request."""
    asked_on = day(asked) if asked else None
    unsolicited_on = day(unsolicited) if unsolicited else None
    contact_days = days(*contacts, *([asked] if asked else []))
    one_way = days(*attempts, *([unsolicited] if unsolicited else []))
    evidence = [on for on in (asked_on, unsolicited_on) if on]
    first = (day(registered), *contact_days, *one_way, *(made.ordered_on for made in orders))
    return Record(
        existed_from=min(first),
        contacts=contact_days,
        one_way=one_way,
        asked_on=asked_on,
        evidence_on=min(evidence, default=None),
        orders=orders,
    )


E01 = record("11-12", orders=(order("02-10", "300000"), order("09-05", "250000")))
E02 = record("11-01", orders=(order("06-01", "500000.00"),))
E03 = record("11-01", orders=(order("06-01", "499999.99"),))
E04 = record(orders=(order("10-15", "8000"),))
E05 = record("10-18", "10-20", "11-02", asked="10-18")
E07 = record(asked="11-05")
E08 = record("10-16")
E09 = record("2025-10-16")
E10 = record(registered="2026-11-18")
E11 = record(unsolicited="11-10")
E12 = record(asked="07-01")
E13 = record("08-20", asked="06-10")
E15 = record("11-30", orders=(order("11-02", "90000"),))
E19 = record("2027-02-28", asked="2027-02-01")
E21 = record("07-31", orders=(order("01-15", "1200000"), order("06-20", "800000")))
E22 = record("08-01", attempts=("09-15", "10-20", "11-18"), orders=(order("04-10", "60000"),))
E23 = record(
    "08-01", "11-20", attempts=("09-15", "10-20", "11-18"), orders=(order("04-10", "60000"),)
)
E24 = record("12-20", orders=(order("05-10", "600000"),))
E25 = record("12-20", "2027-04-01", orders=(order("05-10", "600000"),))
E27 = record("10-08", asked="08-20", orders=(order("09-01", "520000", cancelled_on=day("10-10")),))
E28 = record(
    "10-08", "11-10", asked="08-20", orders=(order("09-01", "520000", cancelled_on=day("10-10")),)
)
E29 = record(
    "10-10",
    "11-10",
    orders=(
        order("03-01", "300000", adjustments=dated("10-15", -80000)),
        order("08-01", "260000"),
    ),
)
E31 = record(
    "11-01",
    orders=(
        order(
            "06-01",
            "30000",
            payments=dated("06-01", 30000),
            adjustments=dated("09-01", -30000),
        ),
    ),
)
E34 = record("11-11", orders=(order("03-02", "70000", currency="USD", rate=Decimal("7.15")),))
E36 = record("11-01", orders=(order("2024-05-05", "700000"),))
E38 = record("08-15", orders=(order("05-05", "40000"),))
E42 = record("07-20", orders=(order("05-05", "150000", payments=dated("09-10", 150000)),))
E44 = record("06-10", unsolicited="06-20")
E46 = record(
    "11-01",
    orders=(order("08-01", "90000", payments=dated("08-03", 20000), cancelled_on=day("09-01")),),
)
E47 = record(
    "10-01",
    asked="08-01",
    orders=(order("08-10", "90000", payments=dated("10-20", 5000), cancelled_on=day("09-01")),),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What an example says of a day: amounts in CNY."""

    grade: str
    flags: str = ""
    amount: str | None = None
    before: str | None = None


EXAMPLES = [
    ("E01", E01, "11-20", Told(grade="A", amount="550000.00")),
    ("E02", E02, "11-20", Told(grade="A", amount="500000.00")),
    ("E03", E03, "11-20", Told(grade="B", amount="499999.99")),
    ("E04", E04, "11-20", Told(grade="B", amount="8000")),
    ("E05", E05, "11-20", Told(grade="C")),
    ("E07", E07, "11-20", Told(grade="C", flags="unanswered")),
    ("E08", E08, "11-20", Told(grade="D")),
    ("E09", E09, "11-20", Told(grade="D", flags="stale")),
    ("E10", E10, "11-20", Told(grade="D", flags="no-contact-yet")),
    ("E11", E11, "11-20", Told(grade="D", flags="no-contact-yet")),
    ("E12", E12, "11-20", Told(grade="X", before="C 0")),
    ("E13", E13, "11-20", Told(grade="C")),
    ("E14", E13, "11-21", Told(grade="X", before="C 0")),
    ("E15", E15, "2027-02-28", Told(grade="B", amount="90000")),
    ("E16", E15, "2027-03-01", Told(grade="X", before="B 90000")),
    ("E19", E19, "2027-05-28", Told(grade="C")),
    ("E20", E19, "2027-05-29", Told(grade="X", before="C 0")),
    ("E21", E21, "11-20", Told(grade="X", before="A 2000000.00")),
    ("E22", E22, "11-20", Told(grade="X", before="B 60000")),
    ("E23", E23, "11-20", Told(grade="B", amount="60000")),
    ("E24", E24, "2027-01-04", Told(grade="A", amount="600000")),
    ("E25", E25, "2027-05-09", Told(grade="A", amount="600000")),
    ("E26", E25, "2027-05-10", Told(grade="B", flags="no-order-12m", amount="0")),
    ("E27", E27, "10-09", Told(grade="A", amount="520000")),
    ("E28", E28, "11-20", Told(grade="C", amount="0")),
    ("E29", E29, "10-14", Told(grade="A", amount="560000")),
    ("E30", E29, "11-20", Told(grade="B", amount="480000")),
    ("E31", E31, "11-20", Told(grade="B", flags="no-order-12m", amount="0")),
    ("E34", E34, "11-20", Told(grade="A", amount="500500.00")),
    ("E36", E36, "11-20", Told(grade="B", flags="no-order-12m", amount="0")),
    ("E38", E38, "11-20", Told(grade="X", before="B 40000")),
    ("E42", E42, "11-20", Told(grade="B", amount="150000")),
    ("E44", E44, "08-01", Told(grade="C")),
    ("E45", E44, "11-20", Told(grade="D", flags="stale")),
    ("E46", E46, "11-20", Told(grade="B", flags="no-order-12m", amount="0")),
    ("E47 before the claim", E47, "10-19", Told(grade="C", amount="0")),
    ("E47 on the day of it", E47, "10-20", Told(grade="B", flags="no-order-12m", amount="0")),
]


def flags_of(standing_now: Standing, *, unanswered: bool) -> str:
    """Tell the flags, but for the cadence, the next action and the address."""
    wish_on = standing_now.facts.last_contact_on if unanswered else None
    told = flags(
        Situation(
            as_of=standing_now.as_of,
            computed=standing_now.grade,
            shown=standing_now.grade,
            silent=standing_now.silent,
            last_contact_on=standing_now.facts.last_contact_on,
            ordered_recently=standing_now.ordered_recently,
            last_wish_on=wish_on,
            last_answer_on=None,
            due_on=standing_now.as_of,
            snoozed_until=None,
            has_open_action=True,
            reachable=True,
            overridden=False,
        )
    )
    return " ".join(told)


@pytest.mark.parametrize(
    ("history", "as_of", "told"),
    [example[1:] for example in EXAMPLES],
    ids=[example[0] for example in EXAMPLES],
)
def test_an_example_is_graded_as_the_rules_say(history: Record, as_of: str, told: Told) -> None:
    now = standing(history, as_of=day(as_of), policies=PROCEDURE)
    assert now.grade == told.grade
    assert flags_of(now, unanswered="unanswered" in told.flags) == told.flags
    if told.amount is not None:
        assert now.facts.annual_amount == Decimal(told.amount) * 100
    if told.before is None:
        assert (now.grade_before, now.amount_before) == (None, None)
    else:
        letter, yuan = told.before.split()
        assert (now.grade_before, now.amount_before) == (Grade(letter), int(Decimal(yuan) * 100))


@pytest.mark.parametrize(
    ("history", "as_of", "turns_x", "next_on", "next_to"),
    [
        pytest.param(E25, "2027-05-09", "2027-07-02", "2027-05-10", "B", id="E25"),
        pytest.param(E44, "08-01", None, "09-11", "D", id="E44"),
        pytest.param(E13, "11-20", "11-21", "11-21", "X", id="E13"),
        pytest.param(E15, "2027-02-28", "2027-03-01", "2027-03-01", "X", id="E15"),
        pytest.param(E21, "11-20", None, None, None, id="E21, X already"),
        pytest.param(E01, "11-20", "2027-02-13", "2027-02-10", "B", id="E01"),
        pytest.param(E10, "11-20", None, None, None, id="E10, never contacted"),
        pytest.param(E08, "11-20", None, None, None, id="E08, stays a D"),
    ],
)
def test_what_comes_next(
    history: Record, as_of: str, turns_x: str | None, next_on: str | None, next_to: str | None
) -> None:
    now = standing(history, as_of=day(as_of), policies=PROCEDURE)
    assert now.turns_x_on == (day(turns_x) if turns_x else None)
    assert now.changes_next_on == (day(next_on) if next_on else None)
    assert now.changes_next_to == next_to


def test_e23_is_revived_on_the_day_of_the_answer() -> None:
    changes = replay(E23, through=day("11-20"), policies=PROCEDURE)
    assert [(change.on, change.before, change.after) for change in changes] == [
        (day("04-10"), None, Grade.B),
        (day("07-11"), Grade.B, Grade.X),
        (day("08-01"), Grade.X, Grade.B),
        (day("11-02"), Grade.B, Grade.X),
        (day("11-20"), Grade.X, Grade.B),
    ]


def test_e48_an_override_sleeps_while_the_customer_is_an_x() -> None:
    override = Override(
        grade=Grade.A, from_on=day("10-15"), until_on=day("12-31"), by="Wang", why="a fair"
    )
    now = standing(E21, as_of=day("11-20"), policies=PROCEDURE)
    assert shown_grade(now.grade, [override], as_of=now.as_of) is Grade.X
    assert override_in_force([override], computed=now.grade, as_of=now.as_of) is None


def test_the_window_is_told() -> None:
    now = standing(E01, as_of=day("11-20"), policies=PROCEDURE)
    assert (now.window_after, now.window_through) == (day("2025-11-20"), day("11-20"))
    assert now.in_touch_through == day("2027-02-12")
    assert now.policy_version == 0
    assert Flag.STALE not in flags_of(now, unanswered=False)
