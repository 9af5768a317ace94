"""The standing words of the Friday page."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from kamcli.i18n import _

# What stands for the numbers of a page until they are known.
_GAP = "\0"


class Phrases(Struct, frozen=True, kw_only=True):
    """Titles and captions, in the language of the person.

    `page_of` are the three parts between which the number of the page and of the pages stand.
    """

    skip: str
    figures: str
    grades: str
    grade: str
    weeks: str
    change: str
    orders: str
    month: str
    numbers: str
    promises: str
    no_promises: str
    attention: str
    nobody: str
    more: str
    sections: str
    form: str
    all_columns: str
    table_of: str
    nothing: str
    signed: str
    page_of: Sequence[str]


def phrases() -> Phrases:
    """Return the words of the page."""
    return Phrases(
        skip=_("Skip to the form"),
        figures=_("The week in figures"),
        grades=_("Grades over 13 weeks"),
        grade=_("Grade"),
        weeks=_("By week"),
        change=_("change"),
        orders=_("Orders by month, CNY"),
        month=_("Month"),
        numbers=_("The numbers"),
        promises=_("Last week's promises"),
        no_promises=_("Nothing was promised for this week."),
        attention=_("Who needs attention"),
        nobody=_("Nobody needs attention this week."),
        more=_("And {count} more, in the sections below."),
        sections=_("What the week brought"),
        form=_("The form"),
        all_columns=_("Show all 25 columns"),
        table_of=_("Table: {title}"),
        nothing=_("No customer is listed this week."),
        signed=_("Filled in and reviewed"),
        page_of=page_of(page=_GAP, pages=_GAP).split(_GAP),
    )


def page_of(*, page: str, pages: str) -> str:
    """Say which page this is, of how many."""
    return _("Page {page} of {pages}").format(page=page, pages=pages)
