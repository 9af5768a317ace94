"""Histories as chance writes them, told in the lines of `oracle.book`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from oracle.life import ONE_DAY, months_later
from oracle.set_pieces import FIRST_DAY, Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What happens with a sort of customer: words drawn with equal chance, and order sizes."""

    words: tuple[str, ...]
    events: int
    least: int = 0
    most: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Currency:
    """A currency of the orders, its decimals and about what a unit costs in CNY."""

    code: str
    decimals: int
    rate: Decimal


CURRENCIES = (
    Currency(code="CNY", decimals=2, rate=Decimal(1)),
    Currency(code="USD", decimals=2, rate=Decimal("7.15")),
    Currency(code="EUR", decimals=2, rate=Decimal("7.80")),
    Currency(code="JPY", decimals=0, rate=Decimal("0.0480")),
)

LIGHT = ("talk", "card", "greeting", "mailing", "talk attempt", "service attempt")
SENT = ("sample unsolicited", "quote unsolicited")
WANTED = ("request", "sample", "quote", "talk", "talk attempt")
TRADE = ("order", "order", "talk", "talk", "complaint", "service", "quote", "talk attempt")

PROFILES = (
    Profile(words=LIGHT, events=4),
    Profile(words=(*LIGHT, *SENT), events=6),
    Profile(words=(*WANTED, "greeting", "complaint"), events=7),
    Profile(words=TRADE, events=10, least=800, most=90_000),
    Profile(words=TRADE, events=12, least=60_000, most=420_000),
    Profile(words=(*TRADE, "order", *WANTED), events=16, least=180_000, most=900_000),
)


def random_story(rng: Random, today: date) -> Story:
    """A customer's life up to a day, as chance has it; one in fifteen has no fact at all."""
    if rng.random() < 1 / 15:
        return []
    profile = rng.choice(PROFILES)
    day = FIRST_DAY + timedelta(days=rng.randrange((today - FIRST_DAY).days + 1))
    story: Story = []
    orders = 0
    for _ in range(rng.randint(1, profile.events)):
        if day > today:
            break
        word = rng.choice(profile.words)
        if word == "order":
            orders += 1
            story += order_lines(rng, profile, place=orders, on=day, today=today)
        else:
            story.append(f"{day} {word}")
            if rng.random() < 0.03:
                story.append(f"{day} {word}")  # equal rows are two facts
        day = next_day(rng, day)
    return story


def next_day(rng: Random, day: date) -> date:
    """When something happens again: soon, late, or on an edge of the rules."""
    chance = rng.random()
    if chance < 0.08:
        return day
    if chance < 0.50:
        return day + timedelta(days=rng.randint(1, 25))
    if chance < 0.75:
        return day + timedelta(days=rng.randint(26, 88))
    if chance < 0.81:
        return months_later(day, 3)
    if chance < 0.86:
        return months_later(day, 3) + ONE_DAY
    if chance < 0.91:
        return months_later(day, 12)
    if chance < 0.94:
        return month_end(day + timedelta(days=rng.randint(1, 60)))
    return day + timedelta(days=rng.randint(95, 300))


def month_end(day: date) -> date:
    """The last day of a day's month."""
    return months_later(day.replace(day=1), 1) - ONE_DAY


def order_lines(rng: Random, profile: Profile, *, place: int, on: date, today: date) -> Story:
    """An order and what befell it by today."""
    currency = rng.choice((CURRENCIES[0], *CURRENCIES))
    cny = Decimal(rng.randint(profile.least * 100, profile.most * 100)) / 100
    if rng.random() < 0.2:
        cny, currency = Decimal(rng.choice(("500000.00", "499999.99"))), CURRENCIES[0]
    amount = rounded(cny / currency.rate, currency)
    story = [order_line(rng, on, amount, currency)]
    story += payments(rng, place=place, on=on, amount=amount, currency=currency)
    chance = rng.random()
    if chance < 0.14:
        story.append(f"{on + timedelta(days=rng.choice((0, 5, 40, 120)))} cancel {place}")
    elif chance < 0.40:
        story += adjustments(rng, place=place, on=on, amount=amount, currency=currency)
    return [line for line in story if line.split()[0] <= today.isoformat()]


def order_line(rng: Random, on: date, amount: Decimal, currency: Currency) -> str:
    """The order itself, at a typed rate or, one time in six, at the latest one quoted."""
    line = f"{on} order {amount}"
    if currency.code == "CNY":
        return line
    if rng.random() < 1 / 6:
        return f"{line} {currency.code}"
    rate = currency.rate * (1 + Decimal(rng.randint(-20, 20)) / 1000)
    return f"{line} {currency.code} {rate:.4f}"


def payments(rng: Random, *, place: int, on: date, amount: Decimal, currency: Currency) -> Story:
    """A deposit, the balance, both or neither; some long after, whatever became of the order."""
    deposit = rounded(amount * 3 / 10, currency)
    lines = []
    if rng.random() < 0.5:
        day = on + timedelta(days=rng.choice((0, 2, 10, 30)))
        lines.append(f"{day} pay {place} {deposit}")
    if rng.random() < 0.4:
        day = on + timedelta(days=rng.choice((31, 60, 100, 200)))
        lines.append(f"{day} pay {place} {amount - deposit}")
    return lines


def adjustments(rng: Random, *, place: int, on: date, amount: Decimal, currency: Currency) -> Story:
    """One to three changes of an order's amount on days of their own, never below 0."""
    lines, day, left = [], on + timedelta(days=rng.choice((0, 7, 45))), amount
    for _ in range(rng.randint(1, 3)):
        part = rounded(amount * rng.choice((-3, -1, 1)) / 10, currency)
        change = max(-left if rng.random() < 0.4 else part, -left)
        if change:
            lines.append(f"{day} adjust {place} {change}")
        left += change
        day += timedelta(days=rng.choice((1, 20, 90, 365)))
    return lines


def rounded(amount: Decimal, currency: Currency) -> Decimal:
    """An amount with its currency's decimals."""
    return amount.quantize(Decimal(1).scaleb(-currency.decimals), ROUND_HALF_UP)
