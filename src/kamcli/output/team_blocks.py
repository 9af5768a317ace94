"""What a roll-up tells of a team as small tables: who handed in, who did not, what collides."""

from __future__ import annotations

from collections.abc import Iterator

from kamcli.i18n import _
from kamcli.output.friday_blocks import Block, Value
from kamcli.output.friday_cells import title_of
from kamcli.output.values import for_people
from kamcli.reports.findings import PerGrade
from kamcli.reports.team import Collision, Handed, Team
from kamcli.rules.labels import label
from kamcli.rules.money import HOME_CURRENCY, Money
from kamcli.rules.vocabulary import Grade


def team_blocks(team: Team | None) -> list[Block]:
    """Return what there is to say of a team; nothing of a report that is no roll-up."""
    if team is None:
        return []
    every = [
        Block(
            key="managers",
            title=_("Managers"),
            titles=titles(),
            rows=[*map(handed_row, team.submissions), _together(team)],
        ),
        Block(key="absent", title=_("Not submitted"), lines=absent_lines(team)),
        Block(
            key="collisions",
            title=_("Customers that several managers have"),
            titles=[
                title_of("code"),
                title_of("name"),
                _("Manager"),
                title_of("grade"),
                _("Alike"),
            ],
            rows=[row for each in team.collisions for row in _collided(each)],
            wide=[1, 4],
        ),
    ]
    return [block for block in every if block.lines or block.rows]


def titles() -> list[str]:
    """Return the titles of the table of submissions."""
    return [
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


def handed_row(handed: Handed) -> list[Value]:
    """Return the line of a submission; what is wrong with it stands beside its day."""
    submitted = str(handed.submitted_on)
    if handed.late:
        submitted = _("{day} (late)").format(day=submitted)
    if not handed.whole:
        submitted = _("{day} (changed since)").format(day=submitted)
    return [
        who(handed.manager, handed.name),
        submitted,
        handed.version,
        *_figures(handed.grades, [handed]),
    ]


def _together(team: Team) -> list[Value]:
    grades = {
        each.value: sum(getattr(one.grades, each) for one in team.submissions) for each in Grade
    }
    return [_("Together"), "", None, *_figures(PerGrade(**grades), team.submissions)]


def _figures(grades: PerGrade, handed: tuple[Handed, ...] | list[Handed]) -> list[Value]:
    promised = sum(each.promised for each in handed)
    kept = sum(each.kept for each in handed)
    return [
        *(int(getattr(grades, each)) for each in Grade),
        sum(each.new_this_week for each in handed),
        sum(each.visits for each in handed),
        Money(amount=sum(each.orders.amount for each in handed), currency=HOME_CURRENCY),
        Money(amount=sum(each.payments.amount for each in handed), currency=HOME_CURRENCY),
        f"{kept}/{promised}" if promised else "—",
    ]


def absent_lines(team: Team) -> list[str]:
    """Say whose submission is missing."""
    return [who(each.manager, each.name) for each in team.missing]


def _collided(collision: Collision) -> Iterator[list[Value]]:
    for each in collision.customers:
        yield [each.code, each.name, each.manager, each.grade, alike(collision)]


def alike(collision: Collision) -> str:
    """Say in what customers agree."""
    return ", ".join(map(label, collision.by))


def who(code: str, name: str | None) -> str:
    """Return a manager's code, with the name where it is known."""
    return for_people(f"{code} {name}") if name else code
