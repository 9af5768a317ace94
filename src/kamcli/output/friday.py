"""The Friday report for people: the manager's page on a terminal, and to paste into a chat.

It shows columns 2, 3, 7, 17, 19 and 21 to 24 of the form (report.md), figures on top, the sections
below. Every cell is printed by `friday_cells`, so every form says the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kamcli.i18n import _
from kamcli.output import cards, page
from kamcli.output.cards import Card, Cell, Deck, Emphasis, Title
from kamcli.output.friday_cells import brought, printed, title_of
from kamcli.output.friday_head import foot_facts, head_facts, title, totals_facts
from kamcli.output.friday_sections import sections
from kamcli.output.page import Fact, Page, Section
from kamcli.output.table import escaped
from kamcli.output.values import for_people
from kamcli.reports.friday import FridayForm, FridayReport, Row
from kamcli.rules.vocabulary import Grade

_IN_LINE = ("code", "name", "grade", "annual_amount", "silent_days", "owner")
_RIGHT = ("annual_amount", "silent_days")
_UNDER = ("this_week", "next_action", "next_due_on")
_PERSON = ("contact", "title", "phone", "email", "im")
_BOLD_FROM_DAYS = 60
# A narrower terminal has no room for the table of figures.
_TABLE_FROM = 60
_DOT = " · "
# To be filled in by hand.
_BLANK = "____"


def drawn(form: FridayForm, *, columns: int | None, loud: bool) -> str:
    """Return the manager's page in so many columns; uncut where there is no limit."""
    body = drawn_body(form, columns=columns, loud=loud)
    return body + drawn_foot(form, columns=columns)


def drawn_body(form: FridayForm, *, columns: int | None, loud: bool) -> str:
    """Return the manager's page without the foot."""
    report = form.report
    parts = [page.drawn(_head(form), columns=columns)]
    if report.rows:
        parts.append(cards.drawn(_deck(report.rows), columns=columns, loud=loud))
    else:
        parts.append(_nothing() + "\n")
    tabular = columns is None or columns >= _TABLE_FROM
    parts.append(page.drawn(_beside(form, tabular=tabular), columns=columns))
    return "\n".join(stripped for part in parts if (stripped := part.lstrip("\n")))


def drawn_foot(form: FridayForm, *, columns: int | None) -> str:
    """Return the foot that is signed and reviewed; it follows the body of the page."""
    return "\n" + page.drawn(_foot(form), columns=columns).lstrip("\n")


def markdown(form: FridayForm) -> str:
    """Return the manager's page in Markdown: short blocks, which a chat does not break."""
    return markdown_body(form) + markdown_foot(form)


def markdown_body(form: FridayForm) -> str:
    """Return the manager's page in Markdown without the foot."""
    parts = [page.markdown(_head(form))]
    parts += ["\n".join(_block(row)) + "\n" for row in form.report.rows]
    if not form.report.rows:
        parts.append(escaped(_nothing()) + "\n")
    beside = _untitled(page.markdown(_beside(form, tabular=False)))
    return "\n".join([*parts, beside] if beside else parts)


def markdown_foot(form: FridayForm) -> str:
    """Return the foot that is signed and reviewed in Markdown."""
    return "\n" + _untitled(page.markdown(_foot(form)))


def _untitled(text: str) -> str:
    """Return a page in Markdown without its title: it follows one that has it."""
    return text.removeprefix("# \n").lstrip("\n")


def _nothing() -> str:
    return _("No customer is listed this week.")


def _head(form: FridayForm) -> Page:
    """Return the head of the form and the figures that stand on top."""
    facts = [*head_facts(form), *_top(form.report)]
    return Page(title=title(), sections=[Section(facts=facts)])


def _top(report: FridayReport) -> list[Fact]:
    """Return the foot's figures and those of the week, in a line each."""
    week, figures = report.figures.week.now, report.figures
    return [
        *totals_facts(report.totals),
        Fact(
            name=_("This week"),
            value=_(
                "visits {visits} · customers reached {reached} · orders {orders} CNY"
                " · payments {payments} CNY"
            ).format(
                visits=week.visits,
                reached=week.customers_reached,
                orders=for_people(week.orders),
                payments=for_people(week.payments),
            ),
        ),
        Fact(
            name=_("Overdue instalments, CNY"),
            value=for_people(figures.overdue_amount) if figures.overdue else "",
        ),
    ]


def _beside(form: FridayForm, *, tabular: bool) -> Page:
    return Page(title="", sections=sections(form.report, tabular=tabular))


def _foot(form: FridayForm) -> Page:
    """Return the foot to be signed, with what a supervisor noted."""
    foot = [Fact(name=each.name, value=each.value or _BLANK) for each in foot_facts(form)]
    return Page(title="", sections=[Section(title=_("Filled in and reviewed"), facts=foot)])


def _deck(rows: Sequence[Row]) -> Deck:
    return Deck(
        titles=[
            Title(text=title_of(key), right=key in _RIGHT, wide=key == "name") for key in _IN_LINE
        ],
        cards=[
            Card(
                cells=[_cell(row, key) for key in _IN_LINE],
                notes=list(_notes(row)),
            )
            for row in rows
        ],
    )


def _cell(row: Row, key: str) -> Cell:
    return Cell(text=printed(row, key), emphasis=_loudness(row, key))


def _loudness(row: Row, key: str) -> Emphasis:
    if key == "name":
        return Emphasis.BOLD
    if key != "silent_days" or row.silent_days is None:
        return Emphasis.NONE
    if row.grade.startswith(Grade.X):
        return Emphasis.ALARM
    return Emphasis.BOLD if row.silent_days >= _BOLD_FROM_DAYS else Emphasis.NONE


def _notes(row: Row) -> Iterator[Fact]:
    yield Fact(name=_("Bought through this agent"), value=brought(row))
    for key in _UNDER:
        yield Fact(name=title_of(key), value=printed(row, key))


def _block(row: Row) -> Iterator[str]:
    """Go through the lines of a customer in Markdown."""
    yield f"**{escaped(printed(row, 'code'))} {escaped(printed(row, 'name'))}**"
    in_line = [key for key in _IN_LINE if key not in ("code", "name")]
    yield "- " + _DOT.join(
        f"{escaped(title_of(key))}: {escaped(printed(row, key))}"
        for key in in_line
        if printed(row, key)
    )
    person = _DOT.join(_literal(printed(row, key)) for key in _PERSON if printed(row, key))
    if person:
        yield f"- {escaped(title_of('contact'))}: {person}"
    for note in _notes(row):
        first, *rest = note.value.split("\n")
        if rest:
            yield f"- {escaped(note.name)}:"
            yield from (f"  - {escaped(line)}" for line in (first, *rest))
        elif first:
            yield f"- {escaped(note.name)}: {escaped(first)}"


def _literal(text: str) -> str:
    """Return a text as it is; one with asterisks as code, or several of them would be emphasis."""
    return f"`{text}`" if "*" in text and "`" not in text else escaped(text)
