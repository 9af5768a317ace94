"""The cells of the Friday form as people read them, and their titles (report.md)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from kamcli.i18n import N_, _
from kamcli.output.text import clean, clean_lines
from kamcli.output.values import for_people
from kamcli.reports.friday import Row
from kamcli.rules.countries import country_name
from kamcli.rules.labels import label
from kamcli.rules.money import shown

_FORM = "form|"
# The titles of the 25 columns, in the order of the form. What stands before the bar is not said: it
# lets the form keep its own words in Chinese where lists are shorter.
TITLES: Mapping[str, str] = {
    "no": N_("form|No."),
    "code": N_("form|Code"),
    "name": N_("form|Customer"),
    "market": N_("form|Market"),
    "country": N_("form|Country / region"),
    "nature": N_("form|Nature"),
    "grade": N_("form|Grade"),
    "source": N_("form|Source"),
    "contact": N_("form|Contact"),
    "title": N_("form|Title"),
    "phone": N_("form|Phone"),
    "email": N_("form|E-mail"),
    "im": N_("form|IM"),
    "products": N_("form|Products"),
    "registered_on": N_("form|Registered"),
    "evidence": N_("form|Sample / quote / material"),
    "annual_amount": N_("form|Annual amount, CNY"),
    "last_contact_on": N_("form|Last contact"),
    "silent_days": N_("form|Days silent"),
    "last_week": N_("form|Last week"),
    "this_week": N_("form|This week's follow-up"),
    "next_action": N_("form|Next action"),
    "next_due_on": N_("form|Due"),
    "owner": N_("form|Owner"),
    "remarks": N_("form|Remarks"),
}


def _lines(text: str) -> str:
    return "\n".join(clean_lines(text))


def _country(country: str) -> str:
    return clean(country_name(country))


# How the cells of a column are printed: those without an entry are a line of text.
_PRINTERS: Mapping[str, Callable[[Any], str]] = {
    "no": str,
    "market": label,
    "country": _country,
    "nature": label,
    "source": label,
    "registered_on": str,
    "annual_amount": for_people,
    "last_contact_on": str,
    "silent_days": str,
    "last_week": _lines,
    "this_week": _lines,
    "next_due_on": str,
}


def title_of(key: str) -> str:
    """Return the title of a column in the language of the person."""
    return titled(TITLES[key])


def titled(message: str) -> str:
    """Return a title of the form in the language of the person, without what keeps it apart."""
    return _(message).removeprefix(_FORM)


def printed(row: Row, key: str) -> str:
    """Return a cell as the form prints it; a follow-up keeps its lines, nothing in them acts."""
    value = getattr(row, key)
    return "" if value is None else _PRINTERS.get(key, clean)(value)


def brought(row: Row) -> str:
    """Return what an agent's customers bought, which stands beside its own amount."""
    via = row.annual_amount.via
    return shown(via, row.annual_amount.currency) if via else ""
