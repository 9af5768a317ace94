"""Who needs attention: the customers that a supervisor asks about first, and why."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from kamcli.i18n import _
from kamcli.output.friday_sections import missing_label
from kamcli.output.page import one_line
from kamcli.output.values import for_people
from kamcli.reports.findings import Change, Fall, Outcome, OverdueOrder
from kamcli.reports.friday import FridayReport
from kamcli.rules.vocabulary import Grade


class Attention(Struct, frozen=True, kw_only=True):
    """A customer, the grade that it has or is about to have, and everything that is wrong."""

    code: str
    name: str
    grade: str
    why: list[str]


class _Reason(Struct, frozen=True, kw_only=True):
    """One thing that is wrong with a customer."""

    code: str
    name: str
    why: str


_VALUABLE = (Grade.A, Grade.B)


def attention(report: FridayReport) -> list[Attention]:
    """Return the customers with the reasons of each; the gravest reason decides the order."""
    grades = {row.code: row.grade for row in report.rows}
    found: dict[str, Attention] = {}
    for reason in _reasons(report):
        customer = found.get(reason.code)
        if customer is None:
            customer = Attention(
                code=reason.code,
                name=one_line(reason.name),
                grade=grades.get(reason.code, ""),
                why=[],
            )
            found[reason.code] = customer
        customer.why.append(reason.why)
    return list(found.values())


def _reasons(report: FridayReport) -> Iterator[_Reason]:
    """Go through what is wrong: lost, about to be lost, overdue, not done, missing."""
    for change in report.changes:
        if change.to is Grade.X and change.from_ in _VALUABLE:
            yield _Reason(code=change.code, name=change.name, why=_lost(change))
    for fall in report.falling:
        yield _Reason(code=fall.code, name=fall.name, why=_falls(fall))
    for order in report.figures.overdue:
        yield _Reason(code=order.code, name=order.name, why=_overdue(order))
    for promise in report.promises.actions:
        if promise.outcome is Outcome.MISSED:
            text = _("promised for {day} and not done: {action}").format(
                day=promise.due_on, action=one_line(promise.action)
            )
            yield _Reason(code=promise.code, name=promise.name, why=text)
    for gap in report.gaps:
        yield _Reason(code=gap.code, name=gap.name, why=missing_label(gap.missing))


def _lost(change: Change) -> str:
    if change.amount_at_stake is None:
        return _("{before} → {after} on {day}").format(
            before=change.from_, after=change.to, day=change.on
        )
    return _("{before} → {after} on {day}, at stake {amount} CNY").format(
        before=change.from_,
        after=change.to,
        day=change.on,
        amount=for_people(change.amount_at_stake),
    )


def _falls(fall: Fall) -> str:
    return _("{before} → {after} on {day} if nothing happens").format(
        before=fall.from_, after=fall.to, day=fall.on
    )


def _overdue(order: OverdueOrder) -> str:
    return _("{amount} {currency} overdue since {day} ({number})").format(
        amount=for_people(order.amount),
        currency=order.currency,
        day=order.since_on,
        number=one_line(order.number),
    )
