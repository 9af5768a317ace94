"""The cells of the Friday form as people read them, and their titles (report.md)."""

from __future__ import annotations

from collections.abc import Mapping

from kamcli.i18n import N_, _
from kamcli.output.text import clean, clean_lines
from kamcli.output.values import for_people
from kamcli.reports.friday import Row
from kamcli.rules.countries import country_name
from kamcli.rules.money import shown

# The titles of the 25 columns, in the order of the form.
TITLES: Mapping[str, str] = {
    "no": N_("No."),
    "code": N_("Code"),
    "name": N_("Customer"),
    "market": N_("Market"),
    "country": N_("Country / region"),
    "nature": N_("Nature"),
    "grade": N_("Grade"),
    "source": N_("Source"),
    "contact": N_("Contact"),
    "title": N_("Title"),
    "phone": N_("Phone"),
    "email": N_("E-mail"),
    "im": N_("IM"),
    "products": N_("Products"),
    "registered_on": N_("Registered"),
    "evidence": N_("Sample / quote / material"),
    "annual_amount": N_("Annual amount, CNY"),
    "last_contact_on": N_("Last contact"),
    "silent_days": N_("Days silent"),
    "last_week": N_("Last week"),
    "this_week": N_("This week's follow-up"),
    "next_action": N_("Next action"),
    "next_due_on": N_("Due"),
    "owner": N_("Owner"),
    "remarks": N_("Remarks"),
}


def title_of(key: str) -> str:
    """Return the title of a column in the language of the person."""
    return _(TITLES[key])


def printed(row: Row, key: str) -> str:
    """Return a cell as the form prints it; a follow-up keeps its lines, nothing in them acts."""
    value = getattr(row, key)
    if value is None:
        return ""
    if key == "country":
        return clean(country_name(value))
    if key in ("this_week", "last_week"):
        return "\n".join(clean_lines(value))
    return for_people(value)


def brought(row: Row) -> str:
    """Return what an agent's customers bought, which stands beside its own amount."""
    via = row.annual_amount.via
    return shown(via, row.annual_amount.currency) if via else ""
