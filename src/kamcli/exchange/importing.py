"""Import: exchange tables taken into a ledger, in one command that can be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kamcli.exchange import (
    choices,
    customers,
    happenings,
    order_parts,
    owners,
    people,
    trade,
)
from kamcli.exchange.batches import keep_batch
from kamcli.exchange.counting import Counters
from kamcli.exchange.faults import Done, Tally, summed
from kamcli.exchange.intake import Desk
from kamcli.exchange.known import Known
from kamcli.exchange.reading import Source, find_sources
from kamcli.exchange.rejects import ENDING, named, write_rejects
from kamcli.exchange.returns import place_of

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger

Take = Callable[[Desk, Source], Tally]

_TAKES: dict[str, Take] = {
    "managers": people.take_managers,
    "rates": trade.take_rates,
    "policy": choices.take_policy,
    "customers": customers.take_customers,
    "aliases": owners.take_aliases,
    "owners": owners.take_owners,
    "contacts": people.take_contacts,
    "interactions": happenings.take_interactions,
    "actions": happenings.take_actions,
    "orders": trade.take_orders,
    "instalments": order_parts.take_instalments,
    "adjustments": order_parts.take_adjustments,
    "payments": order_parts.take_payments,
    "overrides": choices.take_overrides,
    "cadence": choices.take_cadences,
    "goals": choices.take_goals,
    "counters": choices.take_counters,
}


def import_tables(
    ledger: Ledger,
    paths: Sequence[Path],
    *,
    as_of: date,
    keep_rejects: bool,
    progress: Callable[[str], None],
) -> Done:
    """Take in the exchange tables of files and folders, in the order in which they refer.

    Rejected rows are written beside their files, unless `keep_rejects` is not set. Raises
    `NotUnderstood` for files that cannot be read at all, `Unavailable` where rejected rows cannot
    be written.
    """
    sources = find_sources(paths)
    ledger.expect_much()
    desk = Desk(
        ledger=ledger,
        as_of=as_of,
        known=Known(ledger),
        counters=Counters(ledger),
        progress=progress,
    )
    for warning in sources.warnings:
        desk.warn(warning)
    tallies = [_TAKES[source.table.name](desk, source) for source in sources.files]
    owners.settle_registrations(desk)
    for warning in desk.counters.store(warn_from=desk.known.policies.on(as_of).warn_from):
        desk.warn(warning)
    _place_rejects(tallies, keep=keep_rejects)
    batch = keep_batch(ledger, ", ".join(map(str, paths)), tallies)
    return summed(batch, tallies, unmapped=desk.unmapped, warnings=desk.told())


def _place_rejects(tallies: Sequence[Tally], *, keep: bool) -> None:
    for tally in tallies:
        if tally.rejected:
            tally.rejects_file = (
                write_rejects(tally) if keep else place_of(named(tally.source), ENDING)
            )
