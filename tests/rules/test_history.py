"""The grades that a customer has had."""

from __future__ import annotations

from datetime import date, timedelta

from kamcli.rules.grading import Facts
from kamcli.rules.history import GradeChange, replay
from kamcli.rules.policy import PolicyBook, PolicySetting
from kamcli.rules.record import Dated, OrderRecord, Record
from kamcli.rules.timeline import Timeline
from kamcli.rules.vocabulary import Grade

PROCEDURE = PolicyBook()
CUSTOMER = Record(
    existed_from=date(2026, 1, 5),
    contacts=(date(2026, 1, 10), date(2026, 2, 1), date(2026, 9, 1)),
    one_way=(date(2026, 4, 20),),
    asked_on=date(2026, 2, 1),
    evidence_on=date(2026, 2, 1),
    orders=(
        OrderRecord(
            ordered_on=date(2026, 2, 10),
            amount=50_000_000,
            cancelled_on=date(2026, 3, 1),
            payments=(Dated(on=date(2026, 3, 20), amount=1),),
        ),
    ),
)


def days_and_grades(changes: tuple[GradeChange, ...]) -> str:
    return " ".join(f"{change.on:%m-%d}:{change.before or '-'}{change.after}" for change in changes)


def test_every_change_has_its_day() -> None:
    changes = replay(CUSTOMER, through=date(2026, 12, 31), policies=PROCEDURE)
    assert days_and_grades(changes) == (
        "01-05:-D 02-01:DC 02-10:CA 03-01:AC 03-20:CB 06-21:BX 09-01:XB 12-02:BX"
    )
    assert changes[4] == GradeChange(
        on=date(2026, 3, 20),
        before=Grade.C,
        after=Grade.B,
        facts=Facts(
            last_contact_on=date(2026, 3, 20),
            cooperated=True,
            asked=True,
            evidence=True,
            annual_amount=0,
        ),
        policy_version=0,
    )


def test_a_replay_ends_on_its_last_day_and_begins_on_the_first() -> None:
    assert (
        days_and_grades(replay(CUSTOMER, through=date(2026, 2, 10), policies=PROCEDURE))
        == "01-05:-D 02-01:DC 02-10:CA"
    )
    assert (
        days_and_grades(replay(CUSTOMER, through=date(2026, 1, 5), policies=PROCEDURE))
        == "01-05:-D"
    )
    assert replay(CUSTOMER, through=date(2026, 1, 4), policies=PROCEDURE) == ()


def test_a_day_is_graded_by_the_policy_in_force_on_it() -> None:
    policies = PolicyBook(
        [
            PolicySetting(version=1, key="grading.contact", value="any", from_on=date(2026, 5, 1)),
            PolicySetting(
                version=2, key="grading.silent_months", value="1", from_on=date(2026, 6, 1)
            ),
            PolicySetting(
                version=3, key="grading.contact", value="two-way", from_on=date(2026, 7, 1)
            ),
        ]
    )
    changes = replay(CUSTOMER, through=date(2026, 12, 31), policies=policies)
    assert days_and_grades(changes[5:]) == "06-01:BX 09-01:XB 10-02:BX"
    assert [change.policy_version for change in changes] == [0, 0, 0, 0, 0, 2, 3, 3]


def test_what_an_agent_brought_grades_it_on_the_days_of_those_orders() -> None:
    policies = PolicyBook(
        [
            PolicySetting(
                version=1, key="grading.agent_amount", value="brought", from_on=date(2026, 1, 1)
            )
        ]
    )
    brought = OrderRecord(
        ordered_on=date(2026, 2, 10), amount=50_000_000, cancelled_on=date(2026, 3, 1)
    )
    agent = Record(existed_from=date(2026, 1, 5), contacts=(date(2026, 1, 10),), brought=(brought,))
    changes = replay(agent, through=date(2026, 12, 31), policies=policies)
    assert days_and_grades(changes) == "01-05:-D 02-10:DA 03-01:AD"
    own = replay(agent, through=date(2026, 12, 31), policies=PROCEDURE)
    assert days_and_grades(own) == "01-05:-D"


def test_what_an_agent_brought_comes_on_top_of_its_own_orders() -> None:
    policies = PolicyBook(
        [
            PolicySetting(
                version=1, key="grading.agent_amount", value="brought", from_on=date(2026, 1, 1)
            )
        ]
    )
    half = OrderRecord(ordered_on=date(2026, 3, 2), amount=300_000_00)
    record = Record(
        existed_from=date(2026, 3, 2), contacts=(date(2026, 3, 2),), orders=(half,), brought=(half,)
    )

    (change,) = replay(record, through=date(2026, 4, 1), policies=policies)

    assert (change.after, change.facts.annual_amount) == (Grade.A, 600_000_00)


def test_five_thousand_contacts_leave_few_days_to_grade() -> None:
    first = date(2013, 1, 1)
    contacts = tuple(first + timedelta(days=n) for n in range(5000))
    gap_ends = contacts[-1] + timedelta(days=200)
    customer = Record(existed_from=first, contacts=(*contacts, gap_ends))
    turning = set(Timeline(customer, policies=PROCEDURE).turning_days())
    assert first in turning
    assert gap_ends in turning
    assert len(turning) <= 5


def test_a_timeline_before_its_first_day_is_empty() -> None:
    facts = Timeline(CUSTOMER, policies=PROCEDURE).facts_on(date(2026, 1, 9))
    assert facts == Facts(
        last_contact_on=None, cooperated=False, asked=False, evidence=False, annual_amount=0
    )
