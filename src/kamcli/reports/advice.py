"""What to do about a customer, in words: its flags, and what comes if nothing happens."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kamcli.i18n import _
from kamcli.rules.days import add_days
from kamcli.rules.vocabulary import Flag

if TYPE_CHECKING:
    from kamcli.ledger.portraits import Portrait
    from kamcli.ledger.standings import Standing


def warnings(portrait: Portrait) -> list[str]:
    """Say for each flag of a customer what is wrong and what to do."""
    return [_warning(flag, portrait) for flag in portrait.flags]


def _warning(flag: Flag, portrait: Portrait) -> str:
    stand, override = portrait.standing, portrait.override
    match flag:
        case Flag.NO_CONTACT_YET:
            return _("There was no contact yet: make the first one.")
        case Flag.STALE:
            return _("The last contact, {on}, was long ago: get in touch or let it rest.").format(
                on=stand.last_contact_on if stand else ""
            )
        case Flag.NO_ORDER_12M:
            return _("There was no order in the last 12 months: ask why.")
        case Flag.UNANSWERED:
            return _("The request or complaint of {on} is not answered: answer it.").format(
                on=stand.wish_on if stand else ""
            )
        case Flag.OVERDUE:
            return _("It should have heard from us by {on}: get in touch.").format(
                on=portrait.due_on
            )
        case Flag.NO_NEXT:
            return _("Nothing is planned: plan the next action.")
        case Flag.UNREACHABLE:
            return _("No phone, e-mail or IM is known: find one.")
        case Flag.OVERRIDDEN:
            return _("The grade was set by hand through {on}, by {by}: {why}").format(
                on=override.until_on if override else "",
                by=override.by if override else "",
                why=override.why if override else "",
            )


def outlook(stand: Standing) -> list[str]:
    """Say what becomes of the computed grade if nothing happens."""
    said = []
    if stand.changes_next_on is None or stand.changes_next_to is None:
        said.append(_("It stays so until something happens."))
    else:
        said.append(
            _("If nothing happens it becomes {grade} on {on}.").format(
                grade=stand.changes_next_to, on=stand.changes_next_on
            )
        )
    if stand.turns_x_on is not None and stand.turns_x_on != stand.changes_next_on:
        said.append(_turns_x(stand.turns_x_on))
    return said


def _turns_x(on: date) -> str:
    return _("It turns X on {on} unless there is contact through {last}.").format(
        on=on, last=add_days(on, -1)
    )
