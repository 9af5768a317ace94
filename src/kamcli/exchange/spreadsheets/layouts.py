"""What a person said that the columns of a spreadsheet mean, kept in the ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec

from kamcli.errors import NotFound, NotUnderstood, Refused
from kamcli.exchange.headings import plain
from kamcli.exchange.spreadsheets.shape import Field, RawTable
from kamcli.i18n import _
from kamcli.writing import quoted

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger

Mapped = Mapping[str, Field | None]


def fingerprint(headings: Sequence[str]) -> str:
    """Return what headings are known by: the same in whatever order, case and width."""
    names = sorted({plain(heading) for heading in headings} - {""})
    return sha256("\n".join(names).encode()).hexdigest()[:16]


def known_layouts(ledger: Ledger) -> dict[str, Mapped]:
    """Return what columns mean by the fingerprint of their headings."""
    rows = ledger.rows("SELECT fingerprint, columns FROM import_layouts")
    return {row["fingerprint"]: _read(row["columns"]) for row in rows}


def layout_named(ledger: Ledger, name: str) -> Mapped:
    """Return what columns mean in the layout of a name; raises `NotFound`."""
    rows = ledger.rows("SELECT name, columns FROM import_layouts WHERE name IS NOT NULL")
    kept = {row["name"]: row["columns"] for row in rows}
    if name not in kept:
        raise NotFound(
            _('There is no layout "{name}".').format(name=quoted(name)),
            hint=_nearest(kept, name),
        )
    return _read(kept[name])


def remember(ledger: Ledger, table: RawTable, *, name: str | None = None) -> bool:
    """Keep what the columns of a table mean for the next file with its headings.

    Returns whether anything differs from what was kept. Raises `NotUnderstood` for an empty name
    and `Refused` for a name that other headings have.
    """
    if name is not None:
        _check_name(ledger, table, name)
    row = ledger.row(
        "SELECT id, name FROM import_layouts WHERE fingerprint = :layout", {"layout": table.layout}
    )
    values = {"columns": _written(table), **({"name": name} if name else {})}
    if row is not None:
        return ledger.update("import_layouts", row["id"], values)
    ledger.insert("import_layouts", {"fingerprint": table.layout, "name": name, **values})
    return True


def _check_name(ledger: Ledger, table: RawTable, name: str) -> None:
    if not name.strip():
        raise NotUnderstood(_("A layout needs a name."), hint="--save-layout 2026")
    owner = ledger.value(
        "SELECT fingerprint FROM import_layouts WHERE name = :name", {"name": name}
    )
    if owner not in {None, table.layout}:
        raise Refused(
            _('The layout "{name}" is of a table with other headings.').format(name=quoted(name)),
            hint=f'--save-layout "{quoted(name)} 2"',
        )


def _written(table: RawTable) -> str:
    pairs = zip(table.headings, table.fields, strict=True)
    return msgspec.json.encode({heading: field for heading, field in pairs if heading}).decode()


def _read(columns: str) -> Mapped:
    return msgspec.json.decode(columns, type=dict[str, Field | None])


def _nearest(names: Mapping[str, str], name: str) -> str | None:
    from difflib import get_close_matches

    near = get_close_matches(name, names, n=3) or sorted(names)[:3]
    return "--layout " + " | ".join(f'"{quoted(each)}"' for each in near) if near else None
