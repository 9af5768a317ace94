"""Which backups stay: the last of each of the latest days, weeks and months that have any."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamcli.errors import NotUnderstood
from kamcli.rules.retention import Keep, read_keep, to_keep


@pytest.mark.parametrize(
    ("text", "keep"),
    [
        ("7d,4w,12m", Keep(days=7, weeks=4, months=12)),
        ("30d", Keep(days=30)),
        (" 12M , 4W ", Keep(weeks=4, months=12)),
        ("7天,4周,12个月", Keep(days=7, weeks=4, months=12)),
    ],
)
def test_is_read_in_both_languages(text: str, keep: Keep) -> None:
    assert read_keep(text) == keep


@pytest.mark.parametrize("text", ["", "7", "d", "7y", "0d", "-1d", "7d,", "7d;x", "99999d"])
def test_anything_else_is_not_understood(text: str) -> None:
    with pytest.raises(NotUnderstood) as refused:
        read_keep(text)

    said = f'"{text}" does not say how many days, weeks and months to keep.'
    assert (refused.value.message, refused.value.hint) == (said, "--keep 7d,4w,12m")
    assert (refused.value.typed, refused.value.better) == (text, "7d,4w,12m")


def nightly(days: int) -> list[datetime]:
    last = datetime(2026, 11, 20, 2, 30, tzinfo=UTC)
    return [last - timedelta(days=back) for back in range(days)]


def test_a_year_of_nights_leaves_days_weeks_and_months() -> None:
    kept = sorted(to_keep(nightly(366), Keep(days=7, weeks=4, months=12)), reverse=True)

    said = [each.strftime("%m-%d") for each in kept]
    week = ["11-20", "11-19", "11-18", "11-17", "11-16", "11-15", "11-14"]
    weeks = ["11-08", "11-01"]
    ends = ["10-31", "09-30", "08-31", "07-31", "06-30", "05-31", "04-30", "03-31", "02-28"]
    assert said == [*week, *weeks, *ends, "01-31", "12-31"]


def test_of_one_month_one_stays() -> None:
    assert to_keep(nightly(3), Keep(months=1)) == {nightly(1)[0]}


def test_a_week_is_told_from_that_of_another_year() -> None:
    weeks = [datetime(year, 1, 8, tzinfo=UTC) for year in (2025, 2026)]

    assert to_keep(weeks, Keep(weeks=2)) == set(weeks)


def test_days_without_a_backup_do_not_count() -> None:
    old = [each - timedelta(days=400) for each in nightly(3)]

    assert to_keep([*old, nightly(1)[0]], Keep(days=3)) == {nightly(1)[0], *sorted(old)[1:]}


INSTANTS = st.lists(
    st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2030, 1, 1)).map(  # noqa: DTZ001
        lambda each: each.replace(tzinfo=UTC)
    ),
    max_size=40,
)
KEEPS = st.builds(
    Keep,
    days=st.integers(min_value=0, max_value=9),
    weeks=st.integers(min_value=0, max_value=9),
    months=st.integers(min_value=0, max_value=9),
)


@given(made=INSTANTS, keep=KEEPS)
def test_the_newest_stays_and_thinning_out_again_removes_nothing(
    made: list[datetime], keep: Keep
) -> None:
    kept = to_keep(made, keep)

    assert kept <= set(made)
    assert not made or max(made) in kept
    assert len(kept) <= 1 + keep.days + keep.weeks + keep.months
    assert to_keep(kept, keep) == kept
