"""Histories that end on an edge of the rules, told in the lines of `oracle.book`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from oracle.life import ONE_DAY, months_later, year_earlier

Story = list[str]

FIRST_DAY = date(2023, 6, 1)

# Days that are the last in touch for contacts on the 28th to the 31st of a month.
LAST_DAYS_IN_TOUCH = (
    date(2024, 2, 29),
    date(2025, 2, 28),
    date(2024, 5, 29),
    date(2025, 5, 28),
    date(2026, 2, 28),
    date(2023, 11, 30),
    date(2025, 11, 30),
    date(2026, 6, 30),
)

FIXED: tuple[tuple[str, ...], ...] = (
    # leap years: the order of the 29th counts through 28 February, that of the 28th does not
    ("2024-02-29 order 500000.00", "2024-12-31 talk", "2025-02-10 talk"),
    ("2024-02-28 order 500000.00", "2024-12-31 talk", "2025-02-10 talk"),
    ("2025-02-28 order 500000.00", "2025-12-31 talk", "2026-02-10 talk"),
    # exactly at the threshold, and one fen less
    ("2025-01-15 order 300000.00", "2025-02-27 order 200000.00"),
    ("2025-01-15 order 300000.00", "2025-02-27 order 199999.99"),
    # half up, not half even; each order converted by itself; net amount converted once
    ("2025-01-10 order 499992.87", "2025-01-20 order 1.00 USD 7.125", "2025-02-20 talk"),
    (
        "2025-01-10 order 499978.61",
        "2025-01-20 order 1.00 USD 7.125",
        "2025-01-21 order 1.00 USD 7.125",
        "2025-01-22 order 1.00 USD 7.125",
    ),
    (
        "2025-01-10 order 499992.87",
        "2025-01-20 order 2.00 USD 7.1225",
        "2025-02-01 adjust 2 -1.00",
    ),
    ("2025-01-10 order 10000000 JPY 0.05", "2025-02-20 talk"),
    ("2025-01-10 order 9999999 JPY 0.05", "2025-02-20 talk"),
    # at the latest rate quoted
    ("2025-01-10 order 64000.00 EUR", "2025-02-01 order 900000 JPY", "2025-02-20 talk"),
    # cancelled: unpaid, paid before, paid later, paid and cancelled on the day of the order
    (
        "2024-08-20 quote",
        "2024-09-01 order 520000.00",
        "2024-10-08 talk",
        "2025-02-28 cancel 1",
        "2025-03-01 talk",
    ),
    (
        "2024-08-01 order 90000.00",
        "2024-08-03 pay 1 9000.00",
        "2025-02-27 cancel 1",
        "2025-02-27 talk",
    ),
    (
        "2024-08-01 quote",
        "2024-08-10 order 90000.00",
        "2024-09-01 cancel 1",
        "2025-01-15 talk",
        "2025-02-28 pay 1 1500.00",
    ),
    (
        "2025-02-27 order 600000.00",
        "2025-02-27 pay 1 100.00",
        "2025-02-27 cancel 1",
    ),
    ("2025-02-28 card", "2025-02-28 order 70000.00", "2025-02-28 cancel 1"),
    # amended after it was cancelled: the amount stays 0
    (
        "2025-01-10 order 100000.00",
        "2025-01-11 pay 1 100.00",
        "2025-02-01 cancel 1",
        "2025-02-28 adjust 1 500.00",
    ),
    # cancelled in silence: what was X for its order alone is no longer
    ("2024-09-10 order 800000.00", "2025-02-28 cancel 1"),
    ("2024-09-10 request", "2024-09-12 order 800000.00", "2025-02-28 cancel 1"),
    ("2024-09-10 order 800000.00", "2024-11-01 cancel 1", "2025-02-28 pay 1 200.00"),
    # refunded to nothing, amended again, refunded to just below the threshold
    (
        "2025-01-06 order 30000.00",
        "2025-01-20 pay 1 30000.00",
        "2025-02-28 adjust 1 -30000.00",
    ),
    (
        "2025-01-06 order 600000.00",
        "2025-02-01 adjust 1 -600000.00",
        "2025-02-28 adjust 1 500000.00",
    ),
    ("2025-01-06 order 500000.00", "2025-02-28 adjust 1 -0.01"),
    ("2025-02-28 order 499999.99", "2025-02-28 adjust 1 0.01"),
    # refunded in silence: the grade before X stays that of the last day in touch
    ("2024-09-30 order 700000.00", "2025-02-28 adjust 1 -700000.00"),
    # evidence without contact, and what is no contact at all
    ("2024-11-30 card", "2024-12-20 sample unsolicited"),
    ("2024-11-30 quote unsolicited", "2025-01-10 greeting", "2025-02-01 mailing"),
    ("2024-11-28 sample", "2025-02-27 service attempt", "2025-02-28 greeting"),
    ("2024-11-30 request", "2025-02-20 talk attempt", "2025-03-01 talk"),
    ("2024-11-29 complaint", "2025-02-28 greeting", "2025-03-01 service attempt"),
    ("2025-02-28 talk", "2025-02-28 request"),
    ("2025-02-10 complaint", "2025-02-28 card"),
    ("2025-02-10 complaint", "2025-02-28 mailing"),
    ("2025-02-10 request", "2025-02-28 sample unsolicited"),
    ("2025-02-28 greeting",),
    # an override over C, asleep in silence, awake again
    (
        "2024-11-28 quote",
        "2025-02-20 override A 2025-05-20",
        "2025-03-20 talk",
    ),
    ("2024-12-30 card", "2025-02-28 override B 2025-02-28", "2025-03-01 override C 2025-04-30"),
)


def stories(today: date) -> list[Story]:
    """Every set piece whose facts have happened by a day."""
    told = [list(lines) for lines in FIXED]
    for last_day in (today, *LAST_DAYS_IN_TOUCH):
        told += turning_x(last_day)
        if last_day == today or last_day.month == 2:
            told += leaving_the_year(last_day)
    return [story for story in told if first(story) >= FIRST_DAY and latest(story) <= today]


def turning_x(last_day: date) -> Iterator[Story]:
    """Customers whose last day in touch is a day: per contact a prospect, and one who bought."""
    for turn, contact in enumerate(contacts_lasting_through(last_day)):
        earlier = contact - timedelta(days=12)
        yield [
            [f"{contact} quote"],
            [f"{contact} card"],
            [f"{earlier} sample unsolicited", f"{contact} talk"],
        ][turn % 3]
        bought = [
            [f"{earlier} order 500000.00", f"{contact} talk"],
            [f"{earlier} order 499999.99", f"{contact} pay 1 1000.00"],
        ][turn % 2]
        attempt, wish = contact + timedelta(days=20), contact + timedelta(days=30)
        yield [*bought, f"{attempt} talk attempt", f"{wish} greeting"]


def leaving_the_year(day: date) -> Iterator[Story]:
    """Customers in touch with an order that leaves the twelve months on a day."""
    ordered, met = year_earlier(day), months_later(year_earlier(day), 11)
    yield [f"{ordered} order 650000.00", f"{met} talk"]
    yield [f"{ordered} order 0.01", f"{ordered + ONE_DAY} order 499999.99", f"{met} talk"]


def contacts_lasting_through(last_day: date) -> list[date]:
    """The days whose contact keeps a customer in touch through exactly a day."""
    near = [last_day - timedelta(days=back) for back in range(88, 95)]
    return [day for day in near if months_later(day, 3) == last_day]


def first(story: Story) -> date:
    """The earliest day a story names at the head of a line."""
    return min(date.fromisoformat(line.split()[0]) for line in story)


def latest(story: Story) -> date:
    """The latest day a story names at the head of a line."""
    return max(date.fromisoformat(line.split()[0]) for line in story)


def telling_days(today: date) -> list[date]:
    """The days on which the set pieces turn, and those beside them; none after today."""
    days = {date(2025, 2, 27), today - ONE_DAY, today}
    for last_day in LAST_DAYS_IN_TOUCH:
        days |= {last_day, last_day + ONE_DAY}
    return sorted(day for day in days if day <= today)
