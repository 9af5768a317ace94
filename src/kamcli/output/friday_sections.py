"""The sections beside the Friday form, in words; the order and the numbers are report.md's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kamcli.i18n import N_, _
from kamcli.output.friday_figures import due_lines, figure_rows, measured, period_line, told_periods
from kamcli.output.page import Grid, Section
from kamcli.output.text import clean
from kamcli.output.values import for_people
from kamcli.reports.findings import (
    Change,
    Fall,
    Figures,
    Gap,
    Goal,
    LateEntry,
    Missing,
    Outcome,
    Promise,
    Promises,
    Tally,
)
from kamcli.reports.friday import FridayReport
from kamcli.rules.labels import label
from kamcli.rules.money import HOME_CURRENCY

_NONE = "—"
_TRADE = {"order": N_("order"), "payment": N_("payment")}
_OUTCOMES = {
    Outcome.KEPT: N_("kept"),
    Outcome.POSTPONED: N_("postponed"),
    Outcome.DROPPED: N_("dropped"),
    Outcome.MISSED: N_("silently missed"),
    Outcome.OPEN: N_("not due yet"),
}
_MISSING = {
    Missing.NO_NEXT: N_("no next action"),
    Missing.NO_DAY: N_("a next action without a day"),
    Missing.UNANSWERED: N_("a request or complaint without an answer"),
}


def sections(report: FridayReport, *, tabular: bool) -> list[Section]:
    """Return the sections; those that have nothing to say are left out when they are written.

    `tabular` puts the figures into a table; a narrow terminal and a chat have no room for one.
    """
    return [
        Section(title=_("1 Changes of grade"), lines=[_change(each) for each in report.changes]),
        Section(title=_("2 About to fall"), lines=[_fall(each) for each in report.falling]),
        Section(title=_("3 Last week's plan"), lines=list(_promises(report.promises))),
        Section(title=_("4 Goal of new customers"), lines=list(goal_lines(report.goal))),
        Section(
            title=_("5 New customers"),
            lines=[
                f"{label(each.market)} · {label(each.source)}: {each.customers}"
                for each in report.new_customers
            ],
        ),
        _figures(report.figures, tabular=tabular),
        Section(
            title=_("Needed from others"),
            lines=[
                _("{on} {customer}: {needs} (asked by {manager})").format(
                    on=each.on,
                    customer=_who(each.code, each.name),
                    needs=_plain(each.needs),
                    manager=each.by or _NONE,
                )
                for each in report.needs
            ],
        ),
        Section(
            title=_("7 Late entries"),
            lines=[
                _("{on} {customer}: {via} {text} (entered on {entered})").format(
                    on=each.on,
                    customer=_who(each.code, each.name),
                    via=late_channel(each),
                    text=late_text(each),
                    entered=each.entered_on,
                )
                for each in report.late_entries
            ],
        ),
        Section(title=_("8 Still missing"), lines=[_gap(each) for each in report.gaps]),
    ]


def late_channel(entry: LateEntry) -> str:
    """Return the channel of a late interaction; an order or a payment says what it is."""
    return label(entry.via) if entry.via else _(_TRADE[entry.fact])


def late_text(entry: LateEntry) -> str:
    """Return what happened, on one line; of an order or a payment the number and the amount."""
    said = [_plain(entry.text)]
    if entry.amount:
        said.append(for_people(entry.amount))
        if entry.amount.currency != HOME_CURRENCY:
            said.append(entry.amount.currency)
    return " ".join(said)


def _who(code: str, name: str) -> str:
    return f"{code} {clean(name)}"


def _plain(text: str) -> str:
    return clean(" ".join(text.splitlines()))


def _change(change: Change) -> str:
    text = _("{on} {customer}: {before} → {after}").format(
        on=change.on,
        customer=_who(change.code, change.name),
        before=change.from_,
        after=change.to,
    )
    if change.revived:
        text += _(" (revived)")
    if change.amount_at_stake is not None:
        text += _(", at stake {amount}").format(amount=for_people(change.amount_at_stake))
    return _("{change}. {why}").format(change=text, why=change.why)


def _fall(fall: Fall) -> str:
    return _(
        "{on} {customer}: {before} → {after}, annual amount {amount}, last contact {last};"
        " next action: {action}"
    ).format(
        on=fall.on,
        customer=_who(fall.code, fall.name),
        before=fall.from_,
        after=fall.to,
        amount=for_people(fall.annual_amount),
        last=fall.last_contact_on or _NONE,
        action=_action(fall.next_action, fall.next_due_on),
    )


def _action(text: str | None, due_on: date | None) -> str:
    if text is None:
        return _NONE
    return f"{_plain(text)} ({due_on})" if due_on else _plain(text)


def _promises(promises: Promises) -> Iterator[str]:
    """Go through the total, then each customer with its promises."""
    if not promises.actions:
        return
    yield _("In total: {tally}").format(tally=tallied(promises.total))
    for kept in promises.customers:
        yield f"{_who(kept.code, kept.name)}: {tallied(kept.tally)}"
        yield from (_promise(each) for each in promises.actions if each.code == kept.code)


def tallied(tally: Tally) -> str:
    """Say how many promises had each outcome."""
    counts = {outcome: getattr(tally, outcome) for outcome in Outcome}
    return " · ".join(f"{outcome_label(each)} {count}" for each, count in counts.items() if count)


def outcome_label(outcome: Outcome) -> str:
    """Say what became of a promise."""
    return _(_OUTCOMES[outcome])


def missing_label(missing: Missing) -> str:
    """Say what a customer lacks."""
    return _(_MISSING[missing])


def _promise(promise: Promise) -> str:
    text = _("{due} {action}: {outcome}").format(
        due=promise.due_on, action=_plain(promise.action), outcome=outcome_label(promise.outcome)
    )
    if promise.closed_on is not None:
        text += f" {promise.closed_on}"
    return f"— {text}" + (f" ({_plain(promise.why)})" if promise.why else "")


def goal_lines(goal: Goal) -> Iterator[str]:
    """Go through the goals of this week and the next, those that were set."""
    if goal.planned is not None:
        text = _("This week: planned {planned}, registered {registered}").format(
            planned=goal.planned, registered=goal.registered
        )
        yield _with_note(text, goal.note)
    if goal.next_planned is not None:
        text = _("Next week: planned {planned}").format(planned=goal.next_planned)
        yield _with_note(text, goal.next_note)


def _with_note(text: str, note: str | None) -> str:
    return f"{text} ({_plain(note)})" if note else text


def _gap(gap: Gap) -> str:
    text = f"{_who(gap.code, gap.name)}: {missing_label(gap.missing)}"
    return f"{text} ({_plain(gap.action)})" if gap.action else text


def _figures(figures: Figures, *, tabular: bool) -> Section:
    """Return the figures of the periods in which something happened, now or a year before."""
    told = told_periods(figures)
    lines = list(_dues(figures))
    if not tabular:
        lines = [period_line(name, period) for name, period in told.items()] + lines
    grid = Grid(
        titles=[_("Figures"), *measured()],
        rows=[
            [for_people(each) for each in row]
            for name, period in told.items()
            for row in figure_rows(name, period)
        ],
        rights=[False, True, True, True, True],
    )
    return Section(
        title=_("6 The week in figures"), lines=lines, grid=grid if tabular and told else None
    )


def _dues(figures: Figures) -> Iterator[str]:
    yield from due_lines(figures)
    for order in figures.overdue:
        text = _("{number} {customer}: {amount} {currency}, overdue since {since}").format(
            number=clean(order.number),
            customer=_who(order.code, order.name),
            amount=for_people(order.amount),
            currency=order.currency,
            since=order.since_on,
        )
        yield f"— {text}"
