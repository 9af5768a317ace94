"""The page of the morning."""

from __future__ import annotations

from datetime import date

from kamcli.i18n import _, ngettext
from kamcli.output.page import Page, Section
from kamcli.output.values import for_people
from kamcli.reports.birthdays import BirthdayAhead
from kamcli.reports.festivals import FestivalAhead, Greeted
from kamcli.reports.morning import (
    DueAction,
    DueContact,
    Morning,
    OverdueInstalment,
    TurningX,
    Waiting,
)
from kamcli.rules.countries import country_name
from kamcli.rules.vocabulary import Calendar
from kamcli.viewpoint import WEEKDAYS


def page(found: Morning) -> Page:
    """Return the page of a morning: what is late first, then what the day asks."""
    weekday = _(WEEKDAYS[found.as_of.weekday()])
    return Page(
        title=f"{found.as_of} {weekday}",
        sections=[
            Section(
                title=_("Overdue actions"), lines=[_action(it) for it in found.overdue_actions]
            ),
            Section(title=_("Due actions"), lines=[_action(it) for it in found.due_actions]),
            Section(title=_("Get in touch"), lines=[_contact(it) for it in found.contacts_due]),
            Section(title=_("Waiting for an answer"), lines=[_wait(it) for it in found.unanswered]),
            Section(title=_("About to turn X"), lines=[_turning(it) for it in found.turning_x]),
            Section(
                title=_("Overdue payments"),
                lines=[_instalment(it) for it in found.overdue_instalments],
            ),
            Section(title=_("Birthdays"), lines=[_birthday(it) for it in found.birthdays]),
            Section(title=_("Festivals"), lines=[_festival(it) for it in found.festivals]),
        ],
    )


def _line(on: date | str, *parts: str) -> str:
    return "  ".join([str(on), *[" ".join(part.split()) for part in parts if part]])


def _action(action: DueAction) -> str:
    return _line(action.due_on, action.code, action.name, action.text, f"[{action.id}]")


def _contact(due: DueContact) -> str:
    last = (
        _("last contact {day}").format(day=due.last_contact_on)
        if due.last_contact_on
        else _("no contact yet")
    )
    return _line(due.due_on, due.code, due.name, due.mark, last, due.contact or "", due.phone or "")


def _wait(waiting: Waiting) -> str:
    since = ngettext("{count} day", "{count} days", waiting.days).format(count=waiting.days)
    return _line(waiting.since_on, waiting.code, waiting.name, since)


def _turning(turning: TurningX) -> str:
    stake = _("{grade}, {amount} at stake").format(
        grade=turning.grade, amount=for_people(turning.annual_amount)
    )
    last = _("last contact {day}").format(day=for_people(turning.last_contact_on))
    return _line(turning.turns_x_on, turning.code, turning.name, stake, last)


def _instalment(late: OverdueInstalment) -> str:
    amount = f"{for_people(late.amount)} {late.currency}"
    return _line(late.since_on, late.code, late.name, late.number, amount)


def _birthday(born: BirthdayAhead) -> str:
    lunar = born.birthday_calendar is Calendar.LUNAR
    told = _("lunar {day}").format(day=born.birthday) if lunar else ""
    return _line(born.on, born.code, born.name, born.contact, told)


def _festival(festival: FestivalAhead) -> str:
    days = str(festival.on)
    if festival.through != festival.on:
        days = _("{begin} to {end}").format(begin=festival.on, end=festival.through)
    return _line(
        days,
        country_name(festival.country),
        festival.name,
        *(_greeted(each) for each in festival.customers),
        _others(festival),
    )


def _others(festival: FestivalAhead) -> str:
    count = festival.others
    if not count:
        return ""
    if not festival.customers:
        return ngettext("{count} customer", "{count} customers", count).format(count=count)
    return ngettext("{count} other customer", "{count} other customers", count).format(count=count)


def _greeted(customer: Greeted) -> str:
    return f"{customer.grade} {customer.code} {customer.name}"
