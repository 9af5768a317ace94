"""Why a customer has its grade, in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace

from kamcli.i18n import Language, use
from kamcli.ledger.grade_changes import Recorded
from kamcli.reports.reasons import Decided, reason, reason_of_change
from kamcli.rules.grading import Facts, grade
from kamcli.rules.policy import PROCEDURE, Policy, PolicyBook, PolicySetting
from kamcli.rules.vocabulary import AgentAmount, AmountBasis, AnnualWindow, Grade

AS_OF = date(2026, 11, 20)
NOTHING = Facts(
    last_contact_on=None, cooperated=False, asked=False, evidence=False, annual_amount=0
)
TALKED = replace(NOTHING, last_contact_on=date(2026, 11, 12))
LONG_AGO = replace(NOTHING, last_contact_on=date(2026, 7, 31))
BOUGHT = replace(TALKED, cooperated=True, annual_amount=550_000_00)

IN_TOUCH = "In touch: last contact 2026-11-12, within three months through 2027-02-12; "
SILENT = "Silent: no contact since 2026-07-31, three months were over on 2026-10-31; "
YEAR = "orders of the last 12 months (2025-11-21 to 2026-11-20) come to "

CASES = [
    pytest.param(
        BOUGHT,
        Grade.A,
        IN_TOUCH + YEAR + "550,000.00, at or above 500,000.00.",
        id="A",
    ),
    pytest.param(
        replace(BOUGHT, annual_amount=499_999_99),
        Grade.B,
        IN_TOUCH + YEAR + "499,999.99, below 500,000.00.",
        id="B",
    ),
    pytest.param(
        replace(BOUGHT, annual_amount=0),
        Grade.B,
        IN_TOUCH + "it has bought before; " + YEAR + "0.00, below 500,000.00.",
        id="B-without-a-recent-order",
    ),
    pytest.param(
        replace(TALKED, asked=True, evidence=True),
        Grade.C,
        IN_TOUCH + "no order stands, but it asked for a sample, a quote or material.",
        id="C-asked",
    ),
    pytest.param(
        replace(TALKED, evidence=True),
        Grade.C,
        IN_TOUCH + "no order stands, but a sample or quote was sent.",
        id="C-sent-unasked",
    ),
    pytest.param(
        TALKED,
        Grade.D,
        IN_TOUCH + "it never bought nor asked for a sample, a quote or material.",
        id="D",
    ),
    pytest.param(
        NOTHING,
        Grade.D,
        "No contact yet; it never bought nor asked for a sample, a quote or material.",
        id="D-never-contacted",
    ),
    pytest.param(
        replace(LONG_AGO, evidence=True),
        Grade.D,
        SILENT + "it never bought nor asked for anything: a sample or quote was sent unasked.",
        id="D-stale",
    ),
    pytest.param(
        replace(LONG_AGO, cooperated=True, annual_amount=2_000_000_00),
        Grade.X,
        SILENT + "it has bought before.",
        id="X-bought",
    ),
    pytest.param(
        replace(LONG_AGO, asked=True, evidence=True),
        Grade.X,
        SILENT + "it asked for a sample, a quote or material before.",
        id="X-asked",
    ),
]


@pytest.fixture
def chinese() -> Iterator[None]:
    """Speak Chinese for one test."""
    use(Language.CHINESE)
    yield
    use(Language.ENGLISH)


def _decided(facts: Facts, policy: Policy = PROCEDURE) -> Decided:
    verdict = grade(facts, as_of=AS_OF, policy=policy)
    return Decided(grade=verdict.grade, on=AS_OF, facts=facts, policy=policy)


@pytest.mark.parametrize(("facts", "expected", "sentence"), CASES)
def test_every_grade_is_explained(facts: Facts, expected: Grade, sentence: str) -> None:
    decided = _decided(facts)

    assert (decided.grade, reason(decided)) == (expected, sentence)


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize(("facts", "expected", "sentence"), CASES)
def test_every_grade_is_explained_in_chinese(facts: Facts, expected: Grade, sentence: str) -> None:
    said = reason(_decided(facts))

    numbers = r"[0-9][0-9,.-]*[0-9]"
    assert set(re.findall(numbers, said)) >= set(re.findall(numbers, sentence)) - {"12"}
    assert said.endswith("。")
    assert not re.search("[a-z]", said)


def test_an_x_says_what_it_was() -> None:
    facts = replace(LONG_AGO, cooperated=True, annual_amount=2_000_000_00)
    decided = replace(_decided(facts), grade_before=Grade.A, amount_before=2_000_000_00)

    assert reason(decided) == (
        SILENT + "it has bought before; until then it was A with 2,000,000.00."
    )


def test_the_number_of_months_is_that_of_the_policy() -> None:
    said = reason(_decided(TALKED, replace(PROCEDURE, silent_months=1)))

    assert said.startswith("In touch: last contact 2026-11-12, within 1 month through 2026-12-12; ")


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        (
            replace(PROCEDURE, annual_window=AnnualWindow.CALENDAR),
            "orders of this year (2026-01-01 to 2026-11-20) come to 550,000.00, at or above",
        ),
        (
            replace(PROCEDURE, amount_basis=AmountBasis.PAID),
            "what was paid on orders of the last 12 months (2025-11-21 to 2026-11-20) comes to",
        ),
        (
            replace(PROCEDURE, annual_window=AnnualWindow.CALENDAR, amount_basis=AmountBasis.PAID),
            "what was paid on orders of this year (2026-01-01 to 2026-11-20) comes to",
        ),
        (
            replace(PROCEDURE, agent_amount=AgentAmount.BROUGHT),
            "550,000.00 with those of the customers it brought, at or above 500,000.00.",
        ),
    ],
    ids=["calendar", "paid", "calendar-paid", "brought"],
)
def test_how_orders_were_counted_is_said(policy: Policy, expected: str) -> None:
    assert expected in reason(_decided(BOUGHT, policy))


def _recorded(after: Grade) -> Recorded:
    return Recorded(
        on=AS_OF,
        before=None,
        after=after,
        facts=BOUGHT,
        policy_version=0,
        recorded_at=datetime(2026, 11, 20, tzinfo=UTC),
        superseded_at=None,
    )


def test_a_change_is_explained_by_the_facts_it_keeps() -> None:
    assert reason_of_change(_recorded(Grade.A), PolicyBook()) == (
        IN_TOUCH + YEAR + "550,000.00, at or above 500,000.00."
    )


def test_a_change_by_a_policy_that_is_gone_says_the_facts_only() -> None:
    setting = PolicySetting(
        version=2, key="grading.annual_threshold", value="600000.00", from_on=date(2026, 1, 1)
    )

    assert reason_of_change(_recorded(Grade.A), PolicyBook([setting])) == (
        "By a policy that was replaced: last contact 2026-11-12, annual amount 550,000.00."
    )
