"""`kam report submit` and `review`: hand in a week, and note what a supervisor says of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from msgspec import Struct

from kamcli import config, options
from kamcli.errors import NotUnderstood
from kamcli.i18n import N_, _, language
from kamcli.ledger.opening import writing
from kamcli.ledger.submissions import (
    NewSubmission,
    keep_submission,
    next_version,
    review_submission,
    the_submission,
)
from kamcli.output import answer
from kamcli.output.drafts import placed
from kamcli.output.sealing import files_of, sealed
from kamcli.output.text import clean
from kamcli.reports.freezing import HandIn, freeze
from kamcli.rules.weeks import read_week, week_to_submit


class HandedIn(Struct, frozen=True, kw_only=True):
    """What `kam report submit -f json` returns; `week` is the Friday that names it."""

    week: date
    manager: str
    version: int
    digest: str
    files: tuple[str, ...]


class Reviewed(Struct, frozen=True, kw_only=True):
    """What `kam report review -f json` returns; the digest is that of the submission."""

    week: date
    manager: str
    version: int
    reviewed_by: str
    reviewed_on: date
    review_note: str
    digest: str


def submit(
    ctx: typer.Context,
    week: Annotated[
        str | None,
        typer.Option(
            "--week",
            metavar="this|last|DATE",
            help=N_("The week; this from Thursday on, else last, if absent."),
        ),
    ] = None,
    resubmit: Annotated[
        bool, typer.Option("--resubmit", help=N_("Hand in another version; the first one stays."))
    ] = False,
    into: Annotated[
        str | None,
        typer.Option(
            "--into",
            metavar="DIR",
            help=N_("The folder for the files; `reports` of the config file, else this one."),
        ),
    ] = None,
) -> None:
    """Hand in a week: freeze it, number it, write its files."""
    session = options.session(ctx)
    if options.everyone(ctx):
        raise NotUnderstood(
            _("A week is handed in by one manager, not by all."),
            hint="kam report submit --manager 01",
        )
    asked = read_week(week, as_of=session.as_of) if week else None
    meant = week_to_submit(as_of=session.as_of, asked=asked)
    again = "kam report submit --resubmit" if resubmit else "kam report submit"
    place = placed(_folder(into), keep=not session.dry_run, hint=f"{again} --into ./reports")
    with place as drafts, writing(session, "report submit") as ledger:
        manager = ledger.settings.manager
        frozen = freeze(
            ledger,
            HandIn(
                manager=manager,
                week=meant,
                version=next_version(ledger, manager, meant, again=resubmit),
                on=session.as_of,
                at=session.now,
                language=language(),
            ),
        )
        kept = sealed(frozen)
        keep_submission(
            ledger,
            NewSubmission(
                manager=manager,
                week=meant.friday,
                version=frozen.version,
                content=kept.content,
                digest=kept.digest,
                submitted_at=session.now,
            ),
        )
        for file in files_of(kept):
            drafts.add(file.name, file.content)
        done = HandedIn(
            week=meant.friday,
            manager=manager,
            version=frozen.version,
            digest=kept.digest,
            files=tuple(map(str, drafts.paths)),
        )
        answer.give_one(done, _said(done), options.target(ctx))


def review(
    ctx: typer.Context,
    week: Annotated[
        str, typer.Argument(metavar="WEEK", help=N_("The week: this, last, or a day in it."))
    ],
    by: Annotated[str, typer.Option("--by", metavar="NAME", help=N_("Who has reviewed it."))],
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help=N_("What is said of it."))],
) -> None:
    """Note what a supervisor says of a week that was handed in."""
    session = options.session(ctx)
    meant = read_week(week, as_of=session.as_of)
    who = options.text_of(by, name="--by")
    text = options.text_of(note, name="--note")
    with writing(session, "report review") as ledger:
        submission = the_submission(ledger, ledger.settings.manager, meant)
        review_submission(ledger, submission, by=who, on=session.as_of, note=text)
    done = Reviewed(
        week=submission.week,
        manager=submission.manager,
        version=submission.version,
        reviewed_by=who,
        reviewed_on=session.as_of,
        review_note=text,
        digest=submission.digest,
    )
    sentence = _("Version {version} of the week to Friday {week} is reviewed by {by}.").format(
        version=done.version, week=done.week, by=who
    )
    answer.give_done(done, sentence, options.target(ctx))


def _folder(into: str | None) -> Path:
    return Path(into or config.read_config().reports or ".").expanduser()


def _said(done: HandedIn) -> str:
    lines = [
        _("The week to Friday {week} is submitted as version {version}.").format(
            week=done.week, version=done.version
        ),
        f"sha256 {done.digest}",
        *map(clean, done.files),
    ]
    return "\n".join(lines)
