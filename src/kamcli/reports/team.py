"""What a roll-up tells of a team: who handed in and when, who did not, which customers collide."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from kamcli.reports.findings import PerGrade
from kamcli.rules.money import Money
from kamcli.rules.vocabulary import Grade, Trait


class Collided(Struct, frozen=True, kw_only=True):
    """A customer that somebody else has too, and who handed it in."""

    manager: str
    code: str
    name: str
    grade: Grade


class Collision(Struct, frozen=True, kw_only=True):
    """Customers of several managers that are probably one firm, and in what they agree."""

    by: tuple[Trait, ...]
    customers: tuple[Collided, ...]


class Handed(Struct, frozen=True, kw_only=True):
    """A submission of a roll-up; `late` after its Friday, not `whole` where it was changed.

    The figures are those of the week: of last week's promises so many were kept.
    """

    manager: str
    name: str | None
    version: int
    submitted_on: date
    late: bool
    whole: bool
    digest: str
    file: str
    grades: PerGrade
    new_this_week: int
    visits: int
    orders: Money
    payments: Money
    promised: int
    kept: int


class Absent(Struct, frozen=True, kw_only=True):
    """A manager whose submission is missing; the name is known where a ledger is."""

    manager: str
    name: str | None


class Team(Struct, frozen=True, kw_only=True):
    """Everybody of a roll-up."""

    submissions: tuple[Handed, ...]
    missing: tuple[Absent, ...]
    collisions: tuple[Collision, ...]
