"""How days, instants and closed sets are stored: as text that sorts as it should."""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Dialect, String
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

# Migrations name what they change, so every constraint and index has a name that can be foretold.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}

# An id that was shown to a person is never given to another row, not even after an undo.
KEPT_IDS = {"sqlite_autoincrement": True}


class Day(TypeDecorator[date]):
    """A calendar day, stored as `2026-11-20`."""

    impl = String(10)
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        """Store a day as ISO text."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: Any | None, dialect: Dialect) -> date | None:
        """Read a day from ISO text."""
        return None if value is None else date.fromisoformat(value)


class Instant(TypeDecorator[datetime]):
    """A moment in UTC, stored as `2026-11-20T09:30:00Z`."""

    impl = String(20)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Store an instant as ISO text in UTC."""
        return None if value is None else value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """Read an instant from ISO text."""
        return None if value is None else datetime.fromisoformat(value)


def one_of(column: str, values: type[StrEnum]) -> CheckConstraint:
    """Allow only the values of a closed set."""
    allowed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({allowed})", name=f"{column}_known")


def flag(column: str) -> CheckConstraint:
    """Allow 0 and 1 only."""
    return CheckConstraint(f"{column} IN (0, 1)", name=f"{column}_flag")


def above_zero(column: str) -> CheckConstraint:
    """Allow numbers above zero only."""
    return CheckConstraint(f"{column} > 0", name=f"{column}_above_zero")
