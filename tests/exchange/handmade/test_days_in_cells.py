"""Days as people write them into cells."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamcli.errors import NotUnderstood
from kamcli.exchange.handmade.days import DayReader, Near
from kamcli.exchange.handmade.written import DateOrder, year_told
from kamcli.exchange.spreadsheets.shape import Raw

TODAY = date(2026, 11, 20)
READER = DayReader(as_of=TODAY)
NOTHING = Near()


def read(raw: Raw, near: Near = NOTHING, *, order: DateOrder | None = None) -> date:
    reader = DayReader(as_of=TODAY, order=order)
    return reader.read(raw, fact=True, near=near).day


@pytest.mark.parametrize(
    "raw",
    [
        *("2024.05.10", "2024.5.10", "2024/5/10", "2024-05-10", "2024年05月10日", "2024年5月10号"),
        *("20240510", "２０２４．５．１０", "24年5月10日", "10 May 2024", "May 10, 2024"),
        *("2024-05-10 09:30", "2024.5.10(周五)", "45422", " 2024 . 5 . 10 "),
        *(45422, 45422.75, 20240510, date(2024, 5, 10), datetime.fromisoformat("2024-05-10T09:30")),
    ],
)
def test_a_full_day_is_read_however_it_is_written(raw: Raw) -> None:
    assert READER.read(raw, fact=True, near=NOTHING).day == date(2024, 5, 10)
    assert not READER.read(raw, fact=True, near=NOTHING).inferred


def test_serial_days_count_in_both_systems() -> None:
    assert read(43655) == date(2019, 7, 9)
    later = DayReader(as_of=TODAY, from_1904=True)
    assert later.read(42193, fact=True, near=NOTHING).day == date(2019, 7, 9)


@given(st.dates(min_value=date(1950, 1, 1), max_value=TODAY))
def test_every_day_is_read_back_from_its_forms(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    for raw in (
        f"{day:%Y.%m.%d}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y%m%d}",
        serial,
    ):
        assert read(raw) == day


def test_slashed_days_are_refused_until_their_order_is_said() -> None:
    with pytest.raises(NotUnderstood) as error:
        read("03/05/2023")
    assert error.value.message == (
        '"03/05/2023" could be 2023-03-05 or 2023-05-03: say --date-order dmy, mdy or ymd.'
    )
    assert read("03/05/2023", order=DateOrder.DMY) == date(2023, 5, 3)
    assert read("03/05/2023", order=DateOrder.MDY) == date(2023, 3, 5)
    assert read("24.5.10", order=DateOrder.YMD) == date(2024, 5, 10)
    assert read("25/12/2023") == date(2023, 12, 25)
    assert read("05/05/2023") == date(2023, 5, 5)


@pytest.mark.parametrize("raw", ["24.5.10", "6/3"])
def test_what_could_be_two_days_is_refused(raw: str) -> None:
    with pytest.raises(NotUnderstood, match="could be"):
        read(raw, Near(year=2024))


def test_a_day_without_a_year_takes_it_from_around_and_says_so() -> None:
    for near in (Near(year=2024), Near(row=date(2024, 1, 9)), Near(line=date(2024, 5, 10))):
        found = READER.read("6.3", fact=True, near=near)
        assert (found.day, found.inferred) == (date(2024, 6, 3), True)
    assert read("6月3日", Near(year=2023)) == date(2023, 6, 3)
    assert read("6/3", Near(year=2023), order=DateOrder.DMY) == date(2023, 3, 6)


@pytest.mark.parametrize(
    ("raw", "near", "reason"),
    [
        ("6.3", NOTHING, "nothing around it tells"),
        ("12.25", Near(year=2026), "not certain"),
        ("4.28", Near(line=date(2024, 5, 10)), "not certain"),
        ("2.29", Near(year=2023), "not certain"),
        (6.3, Near(year=2024), "could be 6-3 or 6-30"),
    ],
)
def test_a_year_that_is_not_sure_is_refused(raw: Raw, near: Near, reason: str) -> None:
    with pytest.raises(NotUnderstood, match=reason):
        read(raw, near)


def test_a_number_with_a_point_is_a_day_where_no_zero_can_be_missing() -> None:
    assert read(6.25, Near(year=2024)) == date(2024, 6, 25)
    assert read(2.3, Near(year=2024)) == date(2024, 2, 3)


def test_the_line_above_leads_into_the_next_year_and_back_from_the_future() -> None:
    assert read("1.5", Near(line=date(2023, 12, 20))) == date(2024, 1, 5)
    assert read("4.28", Near(line=date(2026, 5, 10))) == date(2026, 4, 28)
    assert read("4.28", Near(line=date(2024, 5, 10), year=2024)) == date(2024, 4, 28)


@pytest.mark.parametrize(
    "raw",
    ["2024年5月", "2024.13.1", "abc", 6, True, "", time(9, 30), "2.5万", "yesterday", "99999"],
)
def test_what_is_no_day_is_refused(raw: Raw) -> None:
    with pytest.raises(NotUnderstood, match="is not a day"):
        read(raw, Near(year=2024))


def test_facts_are_not_to_come_but_plans_may_be() -> None:
    with pytest.raises(NotUnderstood, match="still to come"):
        read("2026-11-21")
    assert READER.read("2026-12-01", fact=False, near=NOTHING).day == date(2026, 12, 1)
    with pytest.raises(NotUnderstood, match="before the year 1900"):
        read("1899-12-31")


def test_a_title_tells_a_year_where_it_names_one() -> None:
    assert year_told("2024年客户跟进表", "国外") == 2024
    assert year_told("客户2023-2024") is None
    assert year_told("2023", "2024年") is None
    assert year_told("表JR202401") is None
