"""The policy as the ledger keeps it: settings with the day from which each holds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.rules.policy import KEYS, PolicyBook, PolicySetting, find_key, read_setting

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger, Row


class Approved(Struct, frozen=True, kw_only=True):
    """A setting as it was approved; `version` grows with every one that is made."""

    key: str
    value: str
    from_on: date
    approved_by: str
    version: int
    recorded_at: datetime


class InForce(Struct, frozen=True, kw_only=True):
    """What holds for a key on a day; without a setting it is the procedure, version 0.

    `meaning` is an English text, to be said with `_()`.
    """

    key: str
    value: str
    from_on: date | None
    approved_by: str | None
    version: int
    meaning: str


def policy_book(ledger: Ledger) -> PolicyBook:
    """Return every setting of the policy, ready to be asked for any day."""
    rows = ledger.rows("SELECT id, key, value, from_on FROM policy_settings ORDER BY id")
    return PolicyBook(_setting(row) for row in rows)


def imagined_book(ledger: Ledger, values: Mapping[str, str], *, from_on: date) -> PolicyBook:
    """Return the policy as it would be with some values in force from a day on.

    Raises `NotFound` for an unknown key, `NotUnderstood` for a value that it cannot have.
    """
    rows = ledger.rows("SELECT id, key, value, from_on FROM policy_settings ORDER BY id")
    settings = [_setting(row) for row in rows]
    above = max((made.version for made in settings), default=0) + 1
    settings += [
        PolicySetting(
            version=version,
            key=find_key(key).key,
            value=read_setting(key, value),
            from_on=from_on,
        )
        for version, (key, value) in enumerate(values.items(), start=above)
    ]
    return PolicyBook(settings)


def list_settings(ledger: Ledger) -> list[Approved]:
    """Return every setting in the order in which they were made."""
    return [_approved(row) for row in ledger.rows("SELECT * FROM policy_settings ORDER BY id")]


def policy_in_force(ledger: Ledger, *, as_of: date) -> list[InForce]:
    """Return what holds on a day, one row for each key."""
    made = [each for each in list_settings(ledger) if each.from_on <= as_of]
    latest = {each.key: each for each in sorted(made, key=lambda one: (one.from_on, one.version))}
    found = []
    for key in KEYS:
        setting = latest.get(key.key)
        found.append(
            InForce(
                key=key.key,
                value=setting.value if setting else key.default,
                from_on=setting.from_on if setting else None,
                approved_by=setting.approved_by if setting else None,
                version=setting.version if setting else 0,
                meaning=key.meaning,
            )
        )
    return found


def set_policy(
    ledger: Ledger, key: str, value: str, *, from_on: date, approved_by: str
) -> Approved:
    """Keep a setting; another one of the same key and day gives way, the new one a new version.

    `value` is what `read_setting` returned. Grades are not worked out here.
    """
    earlier = ledger.value(
        "SELECT id FROM policy_settings WHERE key = :key AND from_on = :from_on",
        {"key": key, "from_on": from_on},
    )
    if earlier is not None:
        ledger.delete("policy_settings", earlier)
    version = ledger.insert(
        "policy_settings",
        {
            "key": key,
            "value": value,
            "from_on": from_on,
            "approved_by": approved_by,
            "recorded_at": ledger.trail.command.recorded_at,
        },
    )
    row = ledger.row("SELECT * FROM policy_settings WHERE id = :id", {"id": version})
    assert row is not None
    return _approved(row)


def _setting(row: Row) -> PolicySetting:
    return PolicySetting(
        version=row["id"],
        key=row["key"],
        value=row["value"],
        from_on=date.fromisoformat(row["from_on"]),
    )


def _approved(row: Row) -> Approved:
    return Approved(
        key=row["key"],
        value=row["value"],
        from_on=date.fromisoformat(row["from_on"]),
        approved_by=row["approved_by"],
        version=row["id"],
        recorded_at=datetime.fromisoformat(row["recorded_at"]),
    )
