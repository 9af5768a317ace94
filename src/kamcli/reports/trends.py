"""What the charts of the Friday report show: grades week by week, orders month by month."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from kamcli.rules.money import Money


class GradesOn(Struct, frozen=True, kw_only=True):
    """Customers per shown grade on a day, as the facts have it now."""

    on: date
    A: int
    B: int
    C: int
    D: int
    X: int


class MonthOfOrders(Struct, frozen=True, kw_only=True):
    """The orders of a month, 1 to 12, in CNY; `now` is none for a month that has not begun."""

    month: int
    now: Money | None
    year_before: Money


class Charts(Struct, frozen=True, kw_only=True):
    """Thirteen weeks of grades, the week that is told last, and the months of its year."""

    grades: tuple[GradesOn, ...]
    orders: tuple[MonthOfOrders, ...]
