"""The file as SQLite sees it: pages, references between rows, tables and indexes; and the clock."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from kamcli.i18n import _
from kamcli.ledger import migrations
from kamcli.ledger.soundness import damage, dangling
from kamcli.reports.checkup.findings import Finding, Patient
from kamcli.reports.trail_words import table_label

_RESTORE = "kam restore"
_MADE = (
    "SELECT type || ' ' || name AS name, sql FROM sqlite_master"
    " WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
)


def integrity(patient: Patient) -> Iterator[Finding]:
    """Find pages and indexes that are damaged."""
    for each in damage(patient.ledger):
        yield Finding(
            text=_("The file is damaged; SQLite says: {what}").format(what=each), hint=_RESTORE
        )


def references(patient: Patient) -> Iterator[Finding]:
    """Find rows that point to one that is not there."""
    for each in dangling(patient.ledger):
        row = patient.ledger.row(f"SELECT * FROM {each.table} WHERE rowid = :id", {"id": each.row})
        customer_id = dict(row).get("customer_id") if row else None
        code = patient.named(customer_id)
        yield Finding(
            text=_("A row of {table} ({row}) points to one of {target} that is not there.").format(
                table=table_label(each.table), row=each.row, target=table_label(each.target)
            ),
            hint=_RESTORE,
            customer=code,
            table=each.table,
            row=each.row,
        )


def schema(patient: Patient) -> Iterator[Finding]:
    """Find tables, indexes and triggers that are not as this version of `kam` makes them."""
    found = {row["name"]: row["sql"] for row in patient.ledger.rows(_MADE)}
    right = _as_made()
    for name in sorted(right.keys() | found.keys()):
        if name not in found:
            text = _('"{name}" is missing in the ledger.')
        elif name not in right:
            # somebody's own index takes nothing away; a trigger changes rows behind one's back
            wrong = name.startswith("trigger ")
            text = _('"{name}" was added to the ledger by something other than kam.')
            yield Finding(text=text.format(name=name), wrong=wrong)
            continue
        elif found[name] != right[name]:
            text = _('"{name}" was changed by something other than kam.')
        else:
            continue
        yield Finding(text=text.format(name=name), hint=_RESTORE)


def _as_made() -> Mapping[str, str]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "kam.db"
        migrations.migrate(path, wait=0.0)
        with closing(sqlite3.connect(path)) as connection:
            return dict(connection.execute(_MADE).fetchall())


def clock(patient: Patient) -> Iterator[Finding]:
    """Find a clock that is behind what was recorded already."""
    row = patient.ledger.row("SELECT max(recorded_at) AS at, max(entered_on) AS day FROM commands")
    graded_on = patient.ledger.value("SELECT graded_on FROM ledger_settings")
    if row is None or row["at"] is None:
        return
    if datetime.fromisoformat(row["at"]) > patient.now:
        yield Finding(
            text=_("The clock says {now}, but the last command is of {at}.").format(
                now=patient.now.strftime("%Y-%m-%d %H:%M UTC"), at=row["at"]
            ),
            hint="date",
        )
    last = max(filter(None, (row["day"], graded_on)))
    if last > patient.as_of.isoformat():
        yield Finding(
            text=_("Today is {today}, but the ledger goes to {last} already.").format(
                today=patient.as_of, last=last
            ),
            hint="date",
        )
