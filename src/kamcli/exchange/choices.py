"""Overrides, cadences, goals, policy and counters as they are taken in."""

from __future__ import annotations

from typing import Any

from kamcli.errors import Refused
from kamcli.exchange.counting import Counter
from kamcli.exchange.faults import Outcome, Tally
from kamcli.exchange.intake import Desk, Intake, Once, Taken, given, needed
from kamcli.exchange.reading import Source
from kamcli.exchange.rows import CadenceRow, CounterRow, GoalRow, OverrideRow, PolicyRow
from kamcli.i18n import _
from kamcli.ledger.days import day_or_none
from kamcli.rules.codes import LAST_SERIAL
from kamcli.rules.overrides import Override, check_override
from kamcli.rules.policy import find_key, read_setting
from kamcli.rules.vocabulary import Grade


def _put(
    desk: Desk, table: str, row_id: int | None, key: dict[str, Any], told: dict[str, Any]
) -> Outcome:
    """Store a row under its key, or change what is told of the one that is there."""
    if row_id is None:
        desk.ledger.insert(table, {**key, **told})
        return Outcome.CREATED
    differs = desk.ledger.update(table, row_id, given(told))
    return Outcome.UPDATED if differs else Outcome.UNCHANGED


def take_overrides(desk: Desk, source: Source) -> Tally:
    """Take the rows of overrides.csv; how long one may last is the policy of its first day."""
    keys = Once()
    rows = desk.ledger.rows("SELECT * FROM overrides")
    stored = {(row["customer_id"], row["from_on"]): row for row in rows}

    def take(taken: Taken[OverrideRow]) -> Outcome:
        row = taken.row
        customer_id = desk.known.customer(row.customer)
        key = (customer_id, row.from_on.isoformat())
        keys.check(key, line=taken.line, text=f"{row.customer} {row.from_on}")
        kept = stored.get(key)
        override = Override(
            grade=needed(row.grade or (Grade(kept["grade"]) if kept else None), "grade"),
            from_on=row.from_on,
            until_on=needed(
                row.until_on or day_or_none(kept["until_on"] if kept else None), "until_on"
            ),
            by=needed(row.by or (kept["approved_by"] if kept else None), "by"),
            why=needed(row.why or (kept["why"] if kept else None), "why"),
        )
        check_override(override, policy=desk.known.policies.on(override.from_on))
        return _put(
            desk,
            "overrides",
            kept["id"] if kept else None,
            {"customer_id": customer_id, "from_on": override.from_on},
            {
                "grade": override.grade,
                "until_on": override.until_on,
                "approved_by": override.by,
                "why": override.why,
            },
        )

    return Intake(desk, source, OverrideRow).each(take)


def take_cadences(desk: Desk, source: Source) -> Tally:
    """Take the rows of cadence.csv."""
    keys = Once()
    rows = desk.ledger.each("SELECT id, customer_id FROM cadences")
    ids = {row["customer_id"]: row["id"] for row in rows}

    def take(taken: Taken[CadenceRow]) -> Outcome:
        row = taken.row
        customer_id = desk.known.customer(row.customer)
        keys.check(customer_id, line=taken.line, text=row.customer)
        if row.days == 0:
            raise Refused(_("{column} is above 0.").format(column="days"))
        return _put(
            desk,
            "cadences",
            ids.get(customer_id),
            {"customer_id": customer_id},
            {"days": row.days, "snoozed_until_on": row.snoozed_until, "why": row.why},
        )

    return Intake(desk, source, CadenceRow).each(take)


def take_goals(desk: Desk, source: Source) -> Tally:
    """Take the rows of goals.csv; any day names the week that holds it."""
    keys = Once()
    rows = desk.ledger.each("SELECT id, manager, week_on FROM goals")
    ids = {(row["manager"], row["week_on"]): row["id"] for row in rows}

    def take(taken: Taken[GoalRow]) -> Outcome:
        row = taken.row
        manager = desk.known.manager(row.manager)
        key = (manager, str(row.week))
        keys.check(key, line=taken.line, text=" ".join(key))
        if key not in ids:
            needed(row.customers, "customers")
        return _put(
            desk,
            "goals",
            ids.get(key),
            {"manager": manager, "week_on": row.week.friday},
            {"customers": row.customers, "note": row.note},
        )

    return Intake(desk, source, GoalRow).each(take)


def take_policy(desk: Desk, source: Source) -> Tally:
    """Take the rows of policy.csv; whatever changes has every customer graded anew."""
    keys = Once()
    rows = desk.ledger.each("SELECT id, key, from_on FROM policy_settings")
    ids = {(row["key"], row["from_on"]): row["id"] for row in rows}

    def take(taken: Taken[PolicyRow]) -> Outcome:
        row = taken.row
        choice = find_key(row.key)
        key = (choice.key, row.from_on.isoformat())
        keys.check(key, line=taken.line, text=" ".join(key))
        value = None if row.value is None else read_setting(choice.key, row.value)
        if key in ids:
            told = given({"value": value, "approved_by": row.approved_by})
            differs = desk.ledger.update("policy_settings", ids[key], told)
            return Outcome.UPDATED if differs else Outcome.UNCHANGED
        desk.ledger.insert(
            "policy_settings",
            {
                "key": choice.key,
                "value": needed(value, "value"),
                "from_on": row.from_on,
                "approved_by": needed(row.approved_by, "approved_by"),
                "recorded_at": desk.ledger.trail.command.recorded_at,
            },
        )
        return Outcome.CREATED

    tally = Intake(desk, source, PolicyRow).each(take)
    if tally.created or tally.updated:
        desk.ledger.trail.touch(row["id"] for row in desk.ledger.each("SELECT id FROM customers"))
    return tally


def take_counters(desk: Desk, source: Source) -> Tally:
    """Take the rows of counters.csv: they lift a counter and never lower one."""
    keys = Once()

    def take(taken: Taken[CounterRow]) -> Outcome:
        row = taken.row
        counter = Counter(market=row.market, manager=row.manager)
        keys.check(counter, line=taken.line, text=f"{row.market} {row.manager}")
        if row.last_serial > LAST_SERIAL:
            raise Refused(
                _('"{serial}" is above the last customer number, {last}.').format(
                    serial=row.last_serial, last=LAST_SERIAL
                )
            )
        before = desk.counters.last(counter)
        desk.counters.lift(counter, row.last_serial)
        if before is None:
            return Outcome.CREATED
        return Outcome.UPDATED if row.last_serial > before else Outcome.UNCHANGED

    return Intake(desk, source, CounterRow).each(take)
