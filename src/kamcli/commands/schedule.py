"""`kam schedule`: what cron or systemd should run, and when the Friday report is due."""

from __future__ import annotations

import os
import shutil
import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, ClassVar

import typer
from msgspec import Struct

from kamcli import config, options
from kamcli.cli import Reading, new_app
from kamcli.errors import NotUnderstood, Refused
from kamcli.grammar import NOUNS
from kamcli.i18n import N_, Language, _, language
from kamcli.ledger.opening import reading
from kamcli.output import answer, timers
from kamcli.output.answer import Form
from kamcli.reports.timetable import Program, Timetable, jobs
from kamcli.reports.workdays import is_workday
from kamcli.rules.weeks import due_on, week_of, weeks_due
from kamcli.session import Session
from kamcli.writing import quoted

app = new_app()

# What a job has to know that the person's shell knows.
_ENVIRONMENT = ("KAM_CONFIG",)


class Keeper(StrEnum):
    """A program that keeps time."""

    CRON = "cron"
    SYSTEMD = "systemd"


class Due(Struct, frozen=True, kw_only=True):
    """A week, named by its Friday, whose report is due today."""

    week: date
    due_on: date


class _Schedule(Reading):
    forms: ClassVar = "table|json"


@app.command("schedule", cls=_Schedule, epilog="kam schedule --form systemd")
def schedule(
    ctx: typer.Context,
    keeper: Annotated[
        str,
        typer.Option(
            "--form", metavar="cron|systemd", help=N_("Who keeps the time; cron if absent.")
        ),
    ] = Keeper.CRON,
    due: Annotated[
        bool,
        typer.Option(
            "--due",
            help=N_("Print the week whose report is due today; exit 4 where none is."),
        ),
    ] = False,
) -> None:
    """Print what cron or systemd should run by itself."""
    session = options.session(ctx)
    target = options.target(ctx)
    if due:
        found = _due(session)
        weeks = "\n".join(str(each.week) for each in found)
        answer.give_one(found, weeks, target)
        return
    write = timers.units if _keeper(keeper) is Keeper.SYSTEMD else timers.crontab
    timetable = _timetable(session)
    text = "" if target.form is Form.JSON else write(timetable)
    answer.give_one(timetable, text, target)


def _keeper(text: str) -> Keeper:
    try:
        return Keeper(text.strip().casefold())
    except ValueError as error:
        raise NotUnderstood(
            _('"{form}" is neither cron nor systemd.').format(form=quoted(text)),
            hint="kam schedule --form systemd",
        ) from error


def _due(session: Session) -> list[Due]:
    """Return the weeks to be handed in today; raises `Refused` where there is none."""
    today = session.as_of
    weeks = weeks_due(as_of=today, works=is_workday)
    if not weeks:
        running = week_of(today)
        week = next(
            each
            for each in (running.previous, running, running.next)
            if due_on(each, works=is_workday) > today
        )
        day = due_on(week, works=is_workday)
        raise Refused(
            _("No report is due on {day}: that of the week to {friday} is due on {due}.").format(
                day=today, friday=week.end, due=day
            ),
            hint=f"kam schedule --due --as-of {day}",
        )
    return [Due(week=week.end, due_on=today) for week in weeks]


def _timetable(session: Session) -> Timetable:
    with reading(session) as ledger:
        manager = ledger.settings.manager
        options.tell_notes(ledger.notes)
    path = str(Path(os.path.abspath(session.ledger)))  # noqa: PTH100 -- a link stays a link
    said = ["--ledger", path, "--manager", manager]
    if language() is Language.CHINESE:
        said += ["--lang", Language.CHINESE]
    return Timetable(
        ledger=path,
        manager=manager,
        timezone=config.read_config().timezone,
        environment={name: os.environ[name] for name in _ENVIRONMENT if os.environ.get(name)},
        jobs=jobs(Program(path=_program(), options=said), _commands()),
    )


def _program() -> str:
    """Return the path of `kam`: what keeps time has a poorer PATH than a person."""
    return shutil.which("kam") or os.path.abspath(sys.argv[0])  # noqa: PTH100 -- the same


def _commands() -> set[str]:
    """Return every command as it is typed: `backup`, `grade refresh`."""
    return {f"{noun} {verb}".strip() for noun, verbs in NOUNS.items() for verb in verbs}
