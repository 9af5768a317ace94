"""What commands changed, in the words of the person: tables and columns by their labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any

from kamcli.i18n import N_, _, ngettext
from kamcli.ledger.auditing import AuditedChange, Mail, Values
from kamcli.ledger.exports import ExportKind
from kamcli.rules import vocabulary
from kamcli.rules.labels import label

# A command that changed more than this is told by counts.
_TOLD_AT_MOST = 5

_TABLES = {
    "actions": N_("next action"),
    "adjustments": N_("adjustment"),
    "aliases": N_("former code"),
    "cadences": N_("cadence"),
    "commands": N_("reason of a command"),
    "contacts": N_("contact"),
    "customers": N_("customer"),
    "exports": N_("export"),
    "goals": N_("goal"),
    "import_batches": N_("import"),
    "import_layouts": N_("layout"),
    "instalments": N_("instalment"),
    "interactions": N_("interaction"),
    "managers": N_("manager"),
    "orders": N_("order"),
    "overrides": N_("override"),
    "owners": N_("owner record"),
    "payments": N_("payment"),
    "policy_settings": N_("policy"),
    "rates": N_("rate"),
    "sendings": N_("mail of a submission"),
    "submissions": N_("submission"),
    "trail": N_("row of the trail"),
}
# What of a row says which one it is.
_TELLING = {
    "actions": ("text", "due_on"),
    "adjustments": ("order", "amount", "reason"),
    "aliases": ("alias",),
    "cadences": ("days", "snoozed_until"),
    "contacts": ("name",),
    "customers": ("name",),
    "exports": ("what", "target"),
    "goals": ("week", "customers"),
    "import_batches": ("source",),
    "import_layouts": ("name",),
    "instalments": ("order", "amount", "due_on"),
    "interactions": ("kind", "text"),
    "managers": ("code", "name"),
    "orders": ("number", "amount", "currency"),
    "overrides": ("grade", "until_on"),
    "owners": ("owner",),
    "payments": ("order", "amount"),
    "policy_settings": ("key", "value", "from_on"),
    "rates": ("currency", "on", "rate"),
    "sendings": ("address",),
    "submissions": ("week", "version"),
}
_COLUMNS = {
    "alias": N_("former code"),
    "amount": N_("amount"),
    "approved_by": N_("approved by"),
    "attempt": N_("attempt"),
    "birthday": N_("birthday"),
    "birthday_calendar": N_("calendar"),
    "cancelled_on": N_("cancelled on"),
    "closed_on": N_("closed on"),
    "code": N_("code"),
    "consent_on": N_("consent on"),
    "consent_purpose": N_("consent to"),
    "country": N_("country"),
    "currency": N_("currency"),
    "customer": N_("customer"),
    "customers": N_("customers"),
    "days": N_("days"),
    "department": N_("department"),
    "due_on": N_("due"),
    "email": N_("e-mail"),
    "from_on": N_("from"),
    "grade": N_("grade"),
    "im": N_("IM"),
    "introduced_by": N_("introduced by"),
    "key": N_("setting"),
    "key_reason": N_("key customer"),
    "kind": N_("kind"),
    "layer": N_("layer"),
    "left_on": N_("left on"),
    "legacy_code": N_("old code"),
    "legacy_grade": N_("old grade"),
    "market": N_("market"),
    "minutes": N_("minutes"),
    "mobile": N_("mobile"),
    "name": N_("name"),
    "nature": N_("nature"),
    "needs": N_("needs"),
    "needs_answered_on": N_("needs answered on"),
    "note": N_("note"),
    "number": N_("number"),
    "on": N_("day"),
    "opt_out": N_("opted out"),
    "order": N_("order"),
    "owner": N_("owner"),
    "phone": N_("phone"),
    "preferences": N_("preferences"),
    "primary": N_("main contact"),
    "problem": N_("problem"),
    "products": N_("products"),
    "rate": N_("rate"),
    "reason": N_("reason"),
    "referred_by": N_("referred by"),
    "region": N_("region"),
    "registered_on": N_("registered on"),
    "remarks": N_("remarks"),
    "review_note": N_("review"),
    "reviewed_by": N_("reviewed by"),
    "reviewed_on": N_("reviewed on"),
    "role": N_("role"),
    "sent_at": N_("sent"),
    "short_name": N_("short name"),
    "snoozed_until": N_("quiet until"),
    "source": N_("source"),
    "source_detail": N_("source detail"),
    "status": N_("status"),
    "status_reason": N_("reason"),
    "tags": N_("tags"),
    "text": N_("text"),
    "title": N_("title"),
    "unsolicited": N_("not asked for"),
    "until_on": N_("until"),
    "value": N_("value"),
    "version": N_("version"),
    "via": N_("channel"),
    "via_agent": N_("agent"),
    "website": N_("web site"),
    "week": N_("week"),
    "why": N_("why"),
    "with": N_("contact"),
}
_VALUES: dict[str, type[StrEnum]] = {
    "birthday_calendar": vocabulary.Calendar,
    "department": vocabulary.Department,
    "grade": vocabulary.Grade,
    "kind": vocabulary.Kind,
    "layer": vocabulary.Layer,
    "market": vocabulary.Market,
    "nature": vocabulary.Nature,
    "role": vocabulary.Role,
    "source": vocabulary.Source,
    "via": vocabulary.Via,
}
_STATUSES: dict[str, type[StrEnum]] = {
    "actions": vocabulary.ActionStatus,
    "customers": vocabulary.CustomerStatus,
}


Say = Callable[[Any], str]


def told(changes: Sequence[AuditedChange], *, say: Say) -> str:
    """Say in one line what a command changed; many changes are counted by what they are.

    `say` writes a value that has no label of its own, in one line and not too long.
    """
    if len(changes) <= _TOLD_AT_MOST:
        return "; ".join(_told(change, say) for change in changes)
    counts = Counter((change.table, change.change) for change in changes)
    return "; ".join(_counted(*what, count=count) for what, count in counts.items())


def table_label(table: str) -> str:
    """Say what a row of a table is."""
    return _(_TABLES.get(table, table))


def column_label(column: str) -> str:
    """Say what a column holds."""
    return _(_COLUMNS.get(column, column))


def value_told(table: str, column: str, value: Any, *, say: Say) -> str:
    """Say a value of a column; a dash where there is none."""
    if value is None or value == "":
        return "–"
    values = _STATUSES.get(table) if column == "status" else _VALUES.get(column)
    if values is not None and value in set(values) and table != "import_batches":
        return label(values(value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return say(value)


_EXPORTS = {
    ExportKind.TABLES: N_("tables"),
    ExportKind.WORKBOOK: N_("workbook"),
    ExportKind.CARDS: N_("address cards"),
    ExportKind.CALENDAR: N_("calendar"),
}


def _exported(values: Values) -> str:
    """Say what left the ledger, and where to: in full, whatever its length."""
    name, count = _EXPORTS[values["what"]], values["rows"]
    text = ngettext(
        '{what} with {count} row written to "{target}"',
        '{what} with {count} rows written to "{target}"',
        count,
    ).format(what=_(name), count=count, target=values["target"])
    return _("{export}, without personal data").format(export=text) if values["redacted"] else text


def _mailed(mail: Mail, change: str) -> str:
    """Say what became of a mail, and to whom it went."""
    match change:
        case "insert":
            text = _('mail to "{address}" begun: week to Friday {week}, version {version}')
        case "delete":
            text = _('mail to "{address}" not sent: week to Friday {week}, version {version}')
        case _:
            text = _('mail to "{address}" sent: week to Friday {week}, version {version}')
    return text.format(address=mail.address, week=mail.week, version=mail.version)


def _told(change: AuditedChange, say: Say) -> str:
    if change.mail is not None:
        return _mailed(change.mail, change.change)
    if change.table == "exports" and change.after is not None:
        return _exported(change.after)
    what = table_label(change.table)
    if change.before is None and change.after is None:
        return _("{what}: erased").format(what=what)
    if change.before is None:
        return _("{what} added: {row}").format(what=what, row=_row(change, change.after or {}, say))
    if change.after is None:
        return _("{what} removed: {row}").format(what=what, row=_row(change, change.before, say))
    columns = ", ".join(
        f"{column_label(name)} {value_told(change.table, name, before, say=say)}"
        f" → {value_told(change.table, name, change.after.get(name), say=say)}"
        for name, before in change.before.items()
    )
    return f"{what}: {columns}"


def _row(change: AuditedChange, values: Any, say: Say) -> str:
    names = _TELLING.get(change.table, tuple(values))
    return " ".join(
        value_told(change.table, name, values[name], say=say)
        for name in names
        if values.get(name) not in (None, "")
    )


def _counted(table: str, change: str, *, count: int) -> str:
    what = table_label(table)
    match change:
        case "insert":
            text = ngettext("{count} {what} added", "{count} × {what} added", count)
        case "delete":
            text = ngettext("{count} {what} removed", "{count} × {what} removed", count)
        case "erase":
            text = ngettext("{count} {what} erased", "{count} × {what} erased", count)
        case _:
            text = ngettext("{count} {what} changed", "{count} × {what} changed", count)
    return text.format(count=count, what=what)
