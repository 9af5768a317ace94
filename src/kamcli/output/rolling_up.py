"""A roll-up for people: who handed in, what collides, then the form of all and of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kamcli.i18n import N_, _
from kamcli.output import friday, page
from kamcli.output.friday_head import manager
from kamcli.output.page import Grid, Page, Section
from kamcli.output.text import clean
from kamcli.output.values import for_people
from kamcli.reports.friday import FridayForm
from kamcli.reports.rolling_up import RolledUp
from kamcli.reports.team import Absent, Collision, Handed, Likeness, Team
from kamcli.rules.vocabulary import Grade

_LIKENESS = {
    Likeness.NAME: N_("the same name"),
    Likeness.SITE: N_("the same web site"),
    Likeness.PHONE: N_("the same phone"),
}


def drawn(found: RolledUp, *, columns: int | None, loud: bool) -> str:
    """Return the roll-up in so many columns; uncut where there is no limit."""
    parts = [page.drawn(_page(found), columns=columns)]
    parts += [friday.drawn(each, columns=columns, loud=loud) for each in _forms(found)]
    return "\n\n".join(parts)


def markdown(found: RolledUp) -> str:
    """Return the roll-up in Markdown."""
    return "\n".join([page.markdown(_page(found)), *map(friday.markdown, _forms(found))])


def _forms(found: RolledUp) -> list[FridayForm]:
    """Return the form of all, then that of each where there are several."""
    return [found.whole, *(found.people if len(found.people) > 1 else ())]


def _page(found: RolledUp) -> Page:
    week = found.whole.report.week
    title = _("Roll-up of the week {begin} — {end}").format(begin=week.begin, end=week.end)
    assert found.whole.team is not None
    people = Section(title=_("Managers"), grid=_people(found))
    return Page(title=title, sections=[people, *team_sections(found.whole.team)])


def team_sections(team: Team) -> list[Section]:
    """Return what there is to say of a team: who is late or missing, changed files, collisions."""
    return [
        Section(title=_("Submitted late"), lines=_each(team.submissions, _is_late, _late)),
        Section(title=_("Not submitted"), lines=[_absent(each) for each in team.missing]),
        Section(
            title=_("Changed after it was submitted"),
            lines=_each(team.submissions, lambda each: not each.whole, _changed),
        ),
        Section(
            title=_("Customers that several managers have"),
            lines=[collision_line(each) for each in team.collisions],
        ),
    ]


def _each(
    submissions: Sequence[Handed],
    fits: Callable[[Handed], bool],
    said: Callable[[Handed], str],
) -> list[str]:
    return [said(each) for each in submissions if fits(each)]


def _is_late(handed: Handed) -> bool:
    return handed.late


def _late(handed: Handed) -> str:
    return _("{manager}: on {day}").format(
        manager=_who(handed.manager, handed.name), day=handed.submitted_on
    )


def _changed(handed: Handed) -> str:
    return f"{_who(handed.manager, handed.name)}: {clean(handed.file)}"


def _absent(absent: Absent) -> str:
    return _who(absent.manager, absent.name)


def _who(code: str, name: str | None) -> str:
    return clean(f"{code} {name}") if name else code


def collision_line(collision: Collision) -> str:
    """Say which customers are probably one firm, and why."""
    agreed = ", ".join(_(_LIKENESS[each]) for each in collision.by)
    customers = " / ".join(
        f"{each.code} {clean(each.name)} ({each.grade}, {each.manager})"
        for each in collision.customers
    )
    return f"{customers}: {agreed}"


def _people(found: RolledUp) -> Grid:
    """Return a line for each manager, and one for all."""
    titles = [
        _("Manager"),
        _("Submitted"),
        _("Version"),
        *Grade,
        _("New"),
        _("Visits"),
        _("Orders, CNY"),
        _("Payments, CNY"),
        _("Plan kept"),
    ]
    team = found.whole.team
    assert team is not None
    rows = [
        [manager(form), str(handed.submitted_on), str(handed.version), *_numbers(form)]
        for form, handed in zip(found.people, team.submissions, strict=True)
    ]
    rows.append([_("Together"), "", "", *_numbers(found.whole)])
    return Grid(titles=titles, rows=rows, rights=[False, False, *[True] * (len(titles) - 2)])


def _numbers(form: FridayForm) -> list[str]:
    report = form.report
    week, tally = report.figures.week.now, report.promises.total
    promised = len(report.promises.actions)
    return [
        *(str(getattr(report.totals.grades, grade)) for grade in Grade),
        str(report.totals.new_this_week),
        str(week.visits),
        for_people(week.orders),
        for_people(week.payments),
        f"{tally.kept}/{promised}" if promised else "—",
    ]
