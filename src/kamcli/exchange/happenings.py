"""Interactions and next actions as they are taken in."""

from __future__ import annotations

from datetime import date

from kamcli.errors import NotUnderstood, Refused
from kamcli.exchange.faults import Tally
from kamcli.exchange.intake import Desk, Intake, New, needed, take_set
from kamcli.exchange.reading import Source
from kamcli.exchange.rows import ActionRow, InteractionRow
from kamcli.i18n import _
from kamcli.rules.money import HOME_CURRENCY, read_minor
from kamcli.rules.record import check_kind
from kamcli.rules.vocabulary import ActionStatus, Kind, Via


def take_interactions(desk: Desk, source: Source) -> Tally:
    """Take the rows of interactions.csv.

    What a row leaves open is what `kam log` takes it for: a talk, by call. When and by whom it was
    entered stays unknown, and it is never late.
    """

    def make(row: InteractionRow) -> New:
        customer_id = desk.known.customer(row.customer)
        kind = row.kind or Kind.TALK
        check_kind(kind, attempt=bool(row.attempt), unsolicited=bool(row.unsolicited))
        amount, currency = None, row.currency
        if row.amount is not None:
            currency = currency or HOME_CURRENCY
            amount = _quoted_amount(row.amount, currency)
        if row.minutes == 0:
            raise Refused(_("{column} is above 0.").format(column="minutes"))
        if row.recorded_by is not None:
            desk.known.manager(row.recorded_by)
        _check_needs(row)
        return New(
            values={
                "customer_id": customer_id,
                "happened_on": row.on,
                "kind": kind,
                "via": row.via or Via.CALL,
                "with_name": row.with_,
                "text": row.text or "",
                "problem": row.problem,
                "needs": row.needs,
                "needs_answered_on": row.needs_answered_on,
                "amount": amount,
                "currency": currency,
                "attempt": bool(row.attempt),
                "unsolicited": bool(row.unsolicited),
                "layer": row.layer,
                "minutes": row.minutes,
                "entered_on": row.entered_on,
                "recorded_at": row.recorded_at,
                "recorded_by": row.recorded_by,
            },
            customer_id=customer_id,
        )

    return take_set(Intake(desk, source, InteractionRow), make)


def _quoted_amount(cell: str, currency: str) -> int:
    amount = read_minor(cell, currency)
    if amount < 0:
        raise Refused(_("The amount is below 0."))
    return amount


def _check_needs(row: InteractionRow) -> None:
    if row.needs_answered_on is not None and row.needs is None:
        raise NotUnderstood(_("{column} is missing.").format(column="needs"))


def take_actions(desk: Desk, source: Source) -> Tally:
    """Take the rows of actions.csv; without a status an action is open."""

    def make(row: ActionRow) -> New:
        customer_id = desk.known.customer(row.customer)
        status = row.status or ActionStatus.OPEN
        _check_closed(status, row.closed_on)
        return New(
            values={
                "customer_id": customer_id,
                "text": needed(row.text, "text"),
                "due_on": row.due_on,
                "status": status,
                "closed_on": row.closed_on,
                "why": row.why,
            },
            customer_id=customer_id,
        )

    return take_set(Intake(desk, source, ActionRow), make)


def _check_closed(status: ActionStatus, closed_on: date | None) -> None:
    if status is ActionStatus.OPEN and closed_on is not None:
        raise Refused(
            _("The action is open, but was closed on {on}: say what became of it.").format(
                on=closed_on
            )
        )
