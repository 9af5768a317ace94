"""`kam report list`, `show` and `verify`: what was handed in, as it was handed in."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec import Struct

from kamcli import options
from kamcli.cli import Reading
from kamcli.errors import Refused
from kamcli.i18n import N_, _
from kamcli.ledger.opening import reading
from kamcli.ledger.submissions import (
    Submission,
    SubmissionLine,
    find_submission,
    list_submissions,
    the_submission,
)
from kamcli.output import answer, sealing, streams
from kamcli.output.answer import Column, Form, Listing, Target
from kamcli.output.drafts import placed
from kamcli.output.text import clean, cut
from kamcli.reports.building import erasure_of, review_of, submitted_of
from kamcli.reports.submission_files import (
    Difference,
    SubmissionFile,
    compared,
    read_submission,
)
from kamcli.rules.weeks import read_week

if TYPE_CHECKING:
    from kamcli.session import Session

_TOLD_AT_MOST = 20
_WIDEST = 60


class Verified(Struct, frozen=True, kw_only=True):
    """What `kam report verify -f json` returns.

    `whole` says whether the content fits its digest, or what an erase left of it. `stored` says
    whether it is what the ledger holds of that manager, week and version; none where there is no
    ledger, or nothing of it there. `erased_at` is when a person was erased from the file, or from
    what the ledger holds.
    """

    file: str
    week: date
    manager: str
    version: int
    digest: str
    found: str
    whole: bool
    stored: bool | None
    erased_at: datetime | None
    differences: tuple[Difference, ...]


class Showing(Reading):
    """A command that prints the report."""

    forms = "table|xlsx|html|md|json|csv"


class Checking(Reading):
    """A command that says one thing."""

    forms = "table|json"


def list_(ctx: typer.Context) -> None:
    """List the weeks that were handed in, the latest first."""
    with reading(options.session(ctx)) as ledger:
        manager = None if options.everyone(ctx) else ledger.settings.manager
        rows = list_submissions(ledger, manager=manager)
    columns = [
        Column(key="week", title=_("Week to Friday")),
        Column(key="manager", title=_("Manager")),
        Column(key="version", title=_("Version"), right=True),
        Column(key="submitted_at", title=_("Submitted")),
        Column(key="reviewed_by", title=_("Reviewed by")),
        Column(key="reviewed_on", title=_("On")),
        Column(key="review_note", title=_("Review")),
    ]
    if any(each.erased_at for each in rows):
        columns.append(Column(key="erased_at", title=_("Person erased")))
    nothing = _("No week was submitted yet.")
    answer.give(
        Listing(kind=SubmissionLine, columns=columns, rows=rows, nothing=nothing),
        options.target(ctx),
    )


def show(
    ctx: typer.Context,
    week: Annotated[
        str, typer.Argument(metavar="WEEK", help=N_("The week: this, last, or a day in it."))
    ],
    version: Annotated[
        int | None,
        typer.Option(
            "--version", metavar="N", min=1, help=N_("Which version; the last if absent.")
        ),
    ] = None,
    into: Annotated[
        str | None,
        typer.Option("--into", metavar="DIR", help=N_("Write its files into this folder again.")),
    ] = None,
) -> None:
    """Print a week as it was handed in."""
    session, target = options.session(ctx), options.target(ctx)
    with reading(session) as ledger:
        submission = the_submission(
            ledger,
            ledger.settings.manager,
            read_week(week, as_of=session.as_of),
            version=version,
        )
    if submission.erased_at is not None:
        streams.tell(_gaps(submission.erased_at))
    if into is None:
        _give(submission, target)
    else:
        _write(submission, Path(into).expanduser())


def verify(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help=N_("A submission, a .json file."))],
) -> None:
    """Check that a submission is as it was handed in."""
    session, target = options.session(ctx), options.target(ctx)
    read = read_submission(Path(file).expanduser())
    stored = _stored(session, read) if session.ledger.exists() else None
    found = _verified(read, stored)
    answer.give_one(found, _said(found), target)
    if not found.whole or found.stored is False:
        raise Refused(
            _('"{file}" was changed after it was submitted.').format(file=found.file),
            hint=_again(found),
        )


def _gaps(at: datetime) -> str:
    """Say why a submission has gaps."""
    return _(
        "A person was erased from it on {day}: it shows gaps, and its digest is that of what was"
        " handed in."
    ).format(day=at.date())


def _give(submission: Submission, target: Target) -> None:
    content = json.loads(submission.content)
    review = review_of(submission)
    match target.form:
        case Form.JSON:
            answer.write(sealing.report_json(content, submitted_of(submission)), target)
        case Form.CSV:
            answer.write(sealing.rows_csv(content), target)
        case Form.TABLE if streams.is_terminal() and target.out is None:
            fitted = sealing.fitted(
                content, review, columns=streams.columns(), loud=streams.in_colour()
            )
            answer.write(fitted, target)
        case Form.TABLE | Form.MARKDOWN:
            answer.write(sealing.page(content, target.form, review), target)
        case Form.HTML:
            answer.write(sealing.html(content, review), target)
        case Form.XLSX:
            file = answer.workbook_file(target, example="friday.xlsx")
            answer.write_file(file, sealing.book(content, review))


def _write(submission: Submission, folder: Path) -> None:
    """Write the files of a submission again, and tell where they are."""
    kept = sealing.Sealed(
        content=submission.content, digest=submission.digest, erasure=erasure_of(submission)
    )
    hint = f"kam report show {submission.week} --into ./reports"
    with placed(folder, hint=hint) as drafts:
        for each in sealing.files_of(kept):
            drafts.add(each.name, each.content)
    streams.put("\n".join(clean(str(path)) for path in drafts.paths))


def _stored(session: Session, file: SubmissionFile) -> Submission | None:
    frozen = file.frozen
    with reading(session) as ledger:
        return find_submission(ledger, frozen.manager, frozen.week, frozen.version)


def _verified(file: SubmissionFile, stored: Submission | None) -> Verified:
    found = [] if stored is None else compared(file, stored)
    erased_at = stored.erased_at if stored is not None else None
    return Verified(
        file=file.path,
        week=file.frozen.week,
        manager=file.frozen.manager,
        version=file.frozen.version,
        digest=file.digest,
        found=file.found,
        whole=file.is_whole,
        stored=None if stored is None else not found,
        erased_at=erased_at or (file.erasure.at if file.erasure else None),
        differences=tuple(found),
    )


def _said(found: Verified) -> str:
    lines = [
        _("Week to Friday {week}, manager {manager}, version {version}").format(
            week=found.week, manager=found.manager, version=found.version
        )
    ]
    if found.whole and found.digest != found.found:
        lines.append(
            _("It was handed in with the digest {digest}; what is left has {found}.").format(
                digest=clean(found.digest), found=found.found
            )
        )
    elif found.whole:
        lines.append(_("The content fits its digest {digest}.").format(digest=found.digest))
    else:
        lines.append(
            _("The content does not fit its digest {digest}: its own is {found}.").format(
                digest=clean(found.digest), found=found.found
            )
        )
    if found.erased_at is not None and found.digest != found.found:
        lines.append(_gaps(found.erased_at))
    if found.stored and found.erased_at is not None and found.digest == found.found:
        lines.append(
            _(
                "The ledger holds it with gaps: a person was erased from it on {day}, of whom this"
                " file still tells."
            ).format(day=found.erased_at.date())
        )
    elif found.stored is None:
        lines.append(_("There is no ledger here that holds this submission."))
    elif found.stored:
        lines.append(_("It is what the ledger holds."))
    else:
        lines += [_("The ledger holds something else:"), *_differing(found.differences)]
    return "\n".join(lines)


def _differing(found: tuple[Difference, ...]) -> list[str]:
    lines = [
        _("— {where}: {file} in the file, {ledger} in the ledger").format(
            where=clean(each.where), file=_short(each.file), ledger=_short(each.ledger)
        )
        for each in found[:_TOLD_AT_MOST]
    ]
    more = len(found) - len(lines)
    return [*lines, _("— and {count} more").format(count=more)] if more else lines


def _short(text: str | None) -> str:
    return "–" if text is None else f'"{cut(clean(text), _WIDEST)}"'


def _again(found: Verified) -> str:
    if found.stored is None:
        return _("ask for the file again")
    which = f"{found.week} --version {found.version} --manager {found.manager}"
    return f"kam report show {which} --into ./reports"
