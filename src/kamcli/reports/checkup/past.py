"""What was recorded, against the trail; what is worked out, against what was recorded."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from kamcli.i18n import _
from kamcli.ledger.drift import Drift, Outside, drifts
from kamcli.ledger.grade_drift import WrongGrade, wrong_grades
from kamcli.ledger.index_drift import wrong_tables
from kamcli.ledger.trail import Flaw, verify_trail
from kamcli.reports.checkup.findings import Finding, Patient, Remedy
from kamcli.reports.trail_words import column_label, table_label
from kamcli.writing import quoted

_LAST = "kam audit --limit 10"


def trail(patient: Patient) -> Iterator[Finding]:
    """Find where the chain of the trail was changed from outside."""
    misfit = verify_trail(patient.ledger)
    if misfit is None:
        return
    row = patient.ledger.row(
        "SELECT trail.*, name FROM trail JOIN commands ON commands.id = command_id"
        " WHERE trail.id = :id",
        {"id": misfit.row_id},
    )
    if row is None or misfit.flaw is Flaw.END:
        text = _("The end of the trail is missing, after command {command}.")
        yield Finding(text=text.format(command=misfit.command_id), hint=_LAST)
        return
    texts = {
        Flaw.CONTENT: _(
            'What the trail keeps of command {command} "{name}" was changed from outside: {table}.'
        ),
        Flaw.CHAIN: _(
            'The trail was changed from outside at command {command} "{name}", or before'
            " it: {table}."
        ),
    }
    yield Finding(
        text=texts[misfit.flaw].format(
            command=misfit.command_id,
            name=quoted(row["name"]),
            table=table_label(row["table_name"]),
        ),
        hint=_LAST,
        customer=patient.named(row["customer_id"]),
        table=row["table_name"],
        row=row["row_id"],
    )


def rows(patient: Patient) -> Iterator[Finding]:
    """Find rows that something other than `kam` has changed."""
    for each in drifts(patient.ledger):
        code = patient.named(each.customer_id)
        yield Finding(
            text=_told(each, code),
            hint=f"kam audit {code}" if code else _LAST,
            customer=code,
            table=each.table,
            row=each.row,
        )


def _told(each: Drift, code: str | None) -> str:
    what = f"{table_label(each.table)} {each.row}" + (f", {code}" if code else "")
    if each.what is Outside.ADDED:
        return _("Added from outside, no command tells of it: {what}.").format(what=what)
    if each.what is Outside.REMOVED:
        return _("Removed from outside, no command tells of it: {what}.").format(what=what)
    return _(
        "Changed from outside: {what}: {column} is {found}, by the trail it is {noted}."
    ).format(
        what=what,
        column=column_label(each.column or ""),
        found=_value(each.found),
        noted=_value(each.noted),
    )


def _value(value: Any) -> str:
    return "—" if value is None else f'"{quoted(str(value))}"'


def grades(patient: Patient) -> Iterator[Finding]:
    """Find stored standings and histories that the facts do not add up to."""
    for each in wrong_grades(patient.ledger, as_of=patient.as_of):
        code = patient.named(each.customer_id)
        yield Finding(
            text=_graded(each, code or str(each.customer_id)),
            hint="kam doctor --fix",
            customer=code,
            remedy=Remedy.GRADES,
        )


def _graded(each: WrongGrade, code: str) -> str:
    if each.column is None:
        text = _("{code}: what is stored of its grade is not what its facts add up to.")
        return text.format(code=code)
    return _("{code}: stored is {column} {stored}, by its facts it is {right}.").format(
        code=code,
        column=each.column,
        stored=json.dumps(each.stored, ensure_ascii=False),
        right=json.dumps(each.right, ensure_ascii=False),
    )


def index(patient: Patient) -> Iterator[Finding]:
    """Find tables whose texts, phones and mails are not found as they should be."""
    for table in wrong_tables(patient.ledger):
        text = _("Not everything in {table} is found: the index is not what the rows say.")
        yield Finding(
            text=text.format(table=_called(table)),
            hint="kam doctor --fix",
            table=table,
            remedy=Remedy.INDEX,
        )


def _called(table: str) -> str:
    if table == "contact_points":
        return _("phones and mails")
    return _("firms") if table == "firm_marks" else table_label(table)
