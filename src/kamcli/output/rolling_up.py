"""A roll-up for people: who handed in, what collides, then the form of all and of each."""

from __future__ import annotations

from kamcli.i18n import _
from kamcli.output import friday, page, team_blocks
from kamcli.output.page import Grid, Page, Section
from kamcli.output.text import clean
from kamcli.output.values import for_people
from kamcli.reports.friday import FridayForm
from kamcli.reports.rolling_up import RolledUp
from kamcli.reports.team import Collision, Team


def drawn(found: RolledUp, *, columns: int | None, loud: bool) -> str:
    """Return the roll-up in so many columns; uncut where there is no limit."""
    parts = [page.drawn(_page(found.whole), columns=columns)]
    parts += [friday.drawn(each, columns=columns, loud=loud) for each in _forms(found)]
    return "\n\n".join(parts)


def markdown(found: RolledUp) -> str:
    """Return the roll-up in Markdown."""
    return "\n".join([page.markdown(_page(found.whole)), *map(friday.markdown, _forms(found))])


def _forms(found: RolledUp) -> list[FridayForm]:
    """Return the form of all, then that of each where there are several."""
    return [found.whole, *(found.people if len(found.people) > 1 else ())]


def _page(whole: FridayForm) -> Page:
    week = whole.report.week
    assert whole.team is not None
    return Page(
        title=_("Roll-up of the week {begin} — {end}").format(begin=week.begin, end=week.end),
        sections=[
            Section(title=_("Managers"), grid=_people(whole.team)),
            Section(title=_("Not submitted"), lines=team_blocks.absent_lines(whole.team)),
            Section(
                title=_("Changed after it was submitted"),
                lines=[clean(each.file) for each in whole.team.submissions if not each.whole],
            ),
            Section(
                title=_("Customers that several managers have"),
                lines=[_collision(each) for each in whole.team.collisions],
            ),
        ],
    )


def _people(team: Team) -> Grid:
    """Return a line for each manager, and one for all."""
    titles = team_blocks.titles()
    managers = team_blocks.team_blocks(team)[0]
    return Grid(
        titles=titles,
        rows=[[for_people(value) for value in row] for row in managers.rows],
        rights=[False, False, *[True] * (len(titles) - 2)],
    )


def _collision(collision: Collision) -> str:
    """Say which customers are probably one firm, and why."""
    customers = " / ".join(
        f"{each.code} {clean(each.name)} ({each.grade}, {each.manager})"
        for each in collision.customers
    )
    return f"{customers}: {team_blocks.alike(collision)}"
