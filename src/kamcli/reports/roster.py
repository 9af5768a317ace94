"""A customer as one row of a list, with the keys that others rely on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.i18n import _
from kamcli.rules.money import HOME_CURRENCY, Money
from kamcli.rules.vocabulary import CustomerStatus, Flag, Grade, Market, Nature, Source

if TYPE_CHECKING:
    from kamcli.ledger.portraits import Portrait


class Row(Struct, frozen=True, kw_only=True):
    """A customer in a list (cli.md, JSON); `annual_amount` is that of its own orders."""

    code: str
    name: str
    short_name: str | None
    market: Market
    nature: Nature
    source: Source
    country: str | None
    region: str | None
    owner: str
    grade: Grade | None
    grade_computed: Grade | None
    grade_before: Grade | None
    annual_amount: Money
    via_amount: Money
    last_contact_on: date | None
    silent_days: int | None
    turns_x_on: date | None
    flags: tuple[Flag, ...]
    next_action: str | None
    next_due_on: date | None
    registered_on: date
    key: bool
    status: CustomerStatus
    tags: tuple[str, ...]

    @property
    def mark(self) -> str:
        """The grade as people see it."""
        overridden = Flag.OVERRIDDEN in self.flags
        return mark(self.grade, before=self.grade_before, overridden=overridden)


def mark(grade: Grade | None, *, before: Grade | None, overridden: bool) -> str:
    """Return a shown grade as people see it: `B*` when set by hand, `X (was A)`."""
    if grade is None:
        return ""
    if grade is Grade.X and before is not None:
        return _("X (was {grade})").format(grade=before)
    return f"{grade}*" if overridden else grade.value


def mark_of(portrait: Portrait) -> str:
    """Return the grade of a customer as people see it."""
    stand = portrait.standing
    return mark(
        portrait.grade,
        before=stand.grade_before if stand else None,
        overridden=portrait.override is not None,
    )


def row_of(portrait: Portrait, *, as_of: date) -> Row:
    """Return a customer as a row of a list."""
    stand = portrait.standing
    last_on = stand.last_contact_on if stand else None
    action = portrait.actions[0] if portrait.actions else None
    return Row(
        code=portrait.code,
        name=portrait.name,
        short_name=portrait.short_name,
        market=portrait.market,
        nature=portrait.nature,
        source=portrait.source,
        country=portrait.country,
        region=portrait.region,
        owner=portrait.owner,
        grade=portrait.grade,
        grade_computed=stand.grade if stand else None,
        grade_before=stand.grade_before if stand else None,
        annual_amount=cny(stand.own_amount if stand else 0),
        via_amount=cny(stand.via_amount if stand else 0),
        last_contact_on=last_on,
        silent_days=(as_of - last_on).days if last_on else None,
        turns_x_on=stand.turns_x_on if stand else None,
        flags=portrait.flags,
        next_action=action.text if action else None,
        next_due_on=action.due_on if action else None,
        registered_on=portrait.registered_on,
        key=portrait.key_reason is not None,
        status=portrait.status,
        tags=portrait.tags,
    )


def cny(fen: int) -> Money:
    """Return fen as money."""
    return Money(amount=fen, currency=HOME_CURRENCY)
