"""What holds of every history: compared with plain day-by-day work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kamcli.rules.grading import facts_on, grade
from kamcli.rules.history import GradeChange, replay
from kamcli.rules.policy import PolicyBook, PolicySetting
from kamcli.rules.record import Dated, OrderRecord, Record, known_on
from kamcli.rules.standing import Standing, standing
from kamcli.rules.timeline import Timeline
from kamcli.rules.vocabulary import Grade

FIRST = date(2023, 10, 1)
LAST = date(2025, 4, 30)
# Ends of months and years, where months and windows are counted.
CORNERS = [
    date(2023, 11, 30),
    date(2023, 12, 31),
    date(2024, 1, 1),
    date(2024, 2, 28),
    date(2024, 2, 29),
    date(2024, 3, 1),
    date(2024, 5, 31),
    date(2024, 8, 31),
    date(2024, 11, 30),
    date(2025, 1, 1),
    date(2025, 2, 28),
]
DAYS = st.dates(FIRST, LAST) | st.sampled_from(CORNERS)
AMOUNTS = st.sampled_from([100, 25_000_000, 30_000_000, 49_999_999, 50_000_000])
SOME_DAYS = st.lists(DAYS, max_size=6, unique=True).map(lambda days: tuple(sorted(days)))
MAYBE = st.none() | DAYS


@st.composite
def orders(draw: st.DrawFn) -> OrderRecord:
    """Draw an order whose adjustments never take it below zero."""
    ordered_on = draw(DAYS)
    amount = draw(AMOUNTS)
    later = st.dates(ordered_on, LAST)
    cuts = draw(st.lists(st.sampled_from([-amount // 4, amount // 2, -amount // 2]), max_size=2))
    if draw(st.booleans()):
        cuts = [-amount]
    foreign = draw(st.booleans())
    return OrderRecord(
        ordered_on=ordered_on,
        amount=amount,
        currency="USD" if foreign else "CNY",
        rate=Decimal("1.005") if foreign else Decimal(1),
        cancelled_on=draw(st.none() | later),
        adjustments=tuple(Dated(on=draw(later), amount=cut) for cut in cuts),
        payments=tuple(
            Dated(on=on, amount=paid)
            for on, paid in draw(st.lists(st.tuples(DAYS, AMOUNTS), max_size=2))
        ),
    )


@st.composite
def records(draw: st.DrawFn) -> Record:
    """Draw what can be recorded of one customer."""
    return Record(
        existed_from=draw(DAYS),
        contacts=draw(SOME_DAYS),
        one_way=draw(SOME_DAYS),
        asked_on=draw(MAYBE),
        evidence_on=draw(MAYBE),
        orders=tuple(draw(st.lists(orders(), max_size=3))),
        brought=tuple(draw(st.lists(orders(), max_size=1))),
    )


VALUES = st.sampled_from(
    [
        ("grading.annual_threshold", "300000.00"),
        ("grading.annual_threshold", "550000.00"),
        ("grading.silent_months", "1"),
        ("grading.silent_months", "6"),
        ("grading.annual_window", "calendar"),
        ("grading.annual_window", "rolling"),
        ("grading.contact", "any"),
        ("grading.contact", "two-way"),
        ("grading.amount_basis", "paid"),
        ("grading.agent_amount", "brought"),
        ("cadence.a", "20"),
    ]
)


@st.composite
def policy_books(draw: st.DrawFn) -> PolicyBook:
    """Draw the policy of a company: most often the procedure."""
    made = draw(st.lists(st.tuples(VALUES, DAYS), max_size=3))
    return PolicyBook(
        PolicySetting(version=number, key=key, value=value, from_on=from_on)
        for number, ((key, value), from_on) in enumerate(made, start=1)
    )


def each_day(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def grade_of(record: Record, day: date, policies: PolicyBook) -> Grade:
    policy = policies.on(day)
    return grade(facts_on(record, day=day, policy=policy), as_of=day, policy=policy).grade


def lasting(now: Standing) -> Standing:
    """Leave out what is another one every day, and what is being tested."""
    none = date.min
    return replace(now, as_of=none, window_after=none, window_through=none, holds_until=None)


@given(records(), DAYS, policy_books())
def test_every_history_has_a_grade_and_always_the_same(
    record: Record, as_of: date, policies: PolicyBook
) -> None:
    now = standing(record, as_of=as_of, policies=policies)
    assert now.grade in Grade
    assert now == standing(record, as_of=as_of, policies=policies)
    assert now.grade is grade_of(record, as_of, policies)


@given(records(), DAYS, DAYS, policy_books())
def test_a_later_contact_never_makes_a_customer_an_x(
    record: Record, as_of: date, contact: date, policies: PolicyBook
) -> None:
    more = replace(record, contacts=tuple(sorted({*record.contacts, contact})))
    if grade_of(record, as_of, policies) is not Grade.X:
        assert grade_of(more, as_of, policies) is not Grade.X


@given(records(), DAYS, policy_books())
def test_what_is_dated_later_does_not_exist(
    record: Record, as_of: date, policies: PolicyBook
) -> None:
    known = known_on(record, day=as_of)
    assert standing(known, as_of=as_of, policies=policies) == standing(
        record, as_of=as_of, policies=policies
    )
    for day in (as_of, as_of - timedelta(days=40)):
        policy = policies.on(day)
        assert facts_on(known, day=day, policy=policy) == facts_on(record, day=day, policy=policy)


@given(records(), DAYS, policy_books())
def test_the_last_contact_is_enough_for_the_present_day(
    record: Record, as_of: date, policies: PolicyBook
) -> None:
    short = replace(
        record,
        contacts=tuple(day for day in record.contacts if day <= as_of)[-1:],
        one_way=tuple(day for day in record.one_way if day <= as_of)[-1:],
    )
    assert standing(short, as_of=as_of, policies=policies) == standing(
        record, as_of=as_of, policies=policies
    )


@settings(max_examples=60, deadline=None)
@given(records(), DAYS, policy_books())
def test_the_next_change_is_that_of_the_first_day_with_another_grade(
    record: Record, as_of: date, policies: PolicyBook
) -> None:
    now = standing(record, as_of=as_of, policies=policies)
    known = known_on(record, day=as_of)
    found = next(
        (
            (day, to)
            for day in each_day(as_of + timedelta(days=1), LAST + timedelta(days=400))
            if (to := grade_of(known, day, policies)) is not now.grade
        ),
        (None, None),
    )
    assert (now.changes_next_on, now.changes_next_to) == found


@settings(max_examples=40, deadline=None)
@given(records(), DAYS, policy_books())
def test_a_standing_holds_until_the_first_day_that_differs(
    record: Record, as_of: date, policies: PolicyBook
) -> None:
    now = standing(record, as_of=as_of, policies=policies)
    known = known_on(record, day=as_of)
    found = next(
        (
            day
            for day in each_day(as_of + timedelta(days=1), LAST + timedelta(days=400))
            if lasting(standing(known, as_of=day, policies=policies)) != lasting(now)
        ),
        None,
    )
    assert now.holds_until == found


@given(records(), DAYS, policy_books())
def test_an_x_was_something_else_before(record: Record, as_of: date, policies: PolicyBook) -> None:
    now = standing(record, as_of=as_of, policies=policies)
    assert now.grade_before is not Grade.X
    assert (now.grade_before is None) is (now.amount_before is None)
    if now.grade is not Grade.X:
        assert now.grade_before is None
    elif now.facts.last_contact_on is not None:
        assert now.grade_before is not None


@given(records(), DAYS)
def test_an_x_to_come_is_told_with_its_day(record: Record, as_of: date) -> None:
    policies = PolicyBook()
    now = standing(record, as_of=as_of, policies=policies)
    if now.turns_x_on is not None:
        known = known_on(record, day=as_of)
        eve = now.turns_x_on - timedelta(days=1)
        assert grade_of(known, eve, policies) is not Grade.X
        assert grade_of(known, now.turns_x_on, policies) is Grade.X
    else:
        assert now.silent or now.changes_next_to is not Grade.X


@settings(max_examples=60, deadline=None)
@given(records(), DAYS, policy_books())
def test_the_replay_is_what_grading_every_day_gives(
    record: Record, through: date, policies: PolicyBook
) -> None:
    expected = []
    before = None
    for day in each_day(record.existed_from, through):
        after = grade_of(record, day, policies)
        if after is not before:
            facts = facts_on(record, day=day, policy=policies.on(day))
            version = policies.version_on(day)
            expected.append(
                GradeChange(on=day, before=before, after=after, facts=facts, policy_version=version)
            )
            before = after
    assert replay(record, through=through, policies=policies) == tuple(expected)


@settings(max_examples=60, deadline=None)
@given(records(), policy_books())
def test_the_timeline_knows_the_facts_of_every_day(record: Record, policies: PolicyBook) -> None:
    timeline = Timeline(record, policies=policies)
    for day in each_day(FIRST, LAST + timedelta(days=400)):
        assert timeline.facts_on(day) == facts_on(record, day=day, policy=policies.on(day))


@given(st.data())
def test_the_ends_of_the_calendar_are_graded_too(data: st.DataObject) -> None:
    as_of = data.draw(st.sampled_from([date.min, date.max, date(9999, 10, 1), date(1, 3, 1)]))
    contact = data.draw(st.sampled_from([date.min, date(9999, 11, 30), as_of]))
    order = OrderRecord(ordered_on=contact, amount=100)
    record = Record(existed_from=contact, contacts=(contact,), orders=(order,))
    now = standing(record, as_of=as_of, policies=PolicyBook())
    known = contact <= as_of
    assert (now.facts.last_contact_on == contact) is known
    assert bool(replay(record, through=as_of, policies=PolicyBook())) is known
