"""`kam report send`: mail a week that was handed in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from msgspec import Struct

from kamcli import mailing, options, rounds
from kamcli.commands.report.checking import incomplete
from kamcli.commands.report.printing import begun_week
from kamcli.errors import KamError, NotUnderstood, PartlyDone, Refused, Unavailable
from kamcli.i18n import N_, _
from kamcli.ledger.database import Ledger
from kamcli.ledger.opening import reading
from kamcli.ledger.submissions import Submission, latest_submission
from kamcli.mailing import Correspondent
from kamcli.output import answer, letters, streams
from kamcli.output.drafts import placed
from kamcli.output.letters import Envelope
from kamcli.output.text import clean
from kamcli.reports.building import review_of
from kamcli.reports.completeness import missing
from kamcli.reports.week_facts import Asked
from kamcli.rounds import Outcome, Round, State
from kamcli.rules.weeks import Week, week_to_submit
from kamcli.session import Session


class Unsent(Struct, frozen=True, kw_only=True):
    """Somebody who did not get the mail, and why; where it is `doubtful`, it may have arrived."""

    address: str
    why: str
    doubtful: bool


class Mailed(Struct, frozen=True, kw_only=True):
    """What `kam report send -f json` returns; `week` is the Friday that names it.

    `skipped` are those who had this version already.
    """

    week: date
    manager: str
    version: int
    sent: tuple[str, ...]
    skipped: tuple[str, ...]
    failed: tuple[Unsent, ...]
    file: str | None


def send(
    ctx: typer.Context,
    week: Annotated[
        str | None,
        typer.Option(
            "--week",
            metavar="this|last|DATE",
            help=N_("The week; this from Thursday on, else last, if absent."),
        ),
    ] = None,
    to: Annotated[
        list[str] | None,
        typer.Option(
            "--to", metavar="ADDRESS", help=N_("Who gets it; `to` of the config file if absent.")
        ),
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help=N_("Send it also to those who have it already."))
    ] = False,
    anyway: Annotated[
        bool, typer.Option("--anyway", help=N_("Send it although the week is not complete."))
    ] = False,
    to_file: Annotated[
        str | None,
        typer.Option("--to-file", metavar="FILE", help=N_("Write the mail to an .eml file.")),
    ] = None,
    with_contacts: Annotated[
        bool, typer.Option("--with-contacts", help=N_("Show phones, mails and IM in full."))
    ] = False,
) -> None:
    """Mail a week that was handed in."""
    session = options.session(ctx)
    if options.everyone(ctx):
        raise NotUnderstood(_("A week is sent by one manager, not by all."), hint="--manager 01")
    meant = begun_week(week, session) if week else week_to_submit(as_of=session.as_of)
    settings = mailing.read_settings()
    who = mailing.read_correspondents(to) if to else settings.to
    with reading(session) as ledger:
        submission = _submitted(ledger, meant)
        if not anyway:
            _check_complete(ledger, meant, session)
    letter = letters.letter(
        json.loads(submission.content), review_of(submission), with_contacts=with_contacts
    )
    if to_file is not None:
        envelope = Envelope(sender=settings.sender, to=who, at=session.now)
        path = Path(to_file).expanduser()
        _write(letters.mail(letter, envelope).as_bytes(), path, keep=not session.dry_run)
        done = _mailed(submission, (), file=str(path))
    else:
        server = mailing.server_of(settings)
        sender = mailing.the_sender(settings)
        run = Round(
            session=session, submission=submission, letter=letter, sender=sender, again=again
        )
        done = _mailed(submission, rounds.sent(run, _named(who), server))
    answer.give_one(done, _said(done), options.target(ctx))
    _check_all_sent(done)


def _submitted(ledger: Ledger, week: Week) -> Submission:
    found = latest_submission(ledger, ledger.settings.manager, week)
    if found is None:
        raise Refused(
            _("The week to Friday {friday} is not submitted yet.").format(friday=week),
            hint=f"kam report submit --week {week}",
        )
    return found


def _check_complete(ledger: Ledger, week: Week, session: Session) -> None:
    """Raise `Refused` for a week that lacks something, by the gate of `kam report check`."""
    found = missing(
        ledger,
        Asked(
            week=week,
            told_on=min(session.as_of, week.end),
            manager=ledger.settings.manager,
            market=None,
            every_customer=False,
        ),
    )
    if found:
        raise incomplete(week, len(found), hint=f"kam report check --week {week}")


def _write(content: bytes, path: Path, *, keep: bool) -> None:
    with placed(path.parent, keep=keep, hint="--to-file FILE") as drafts:
        drafts.add(path.name, content)


def _named(who: Sequence[Correspondent]) -> Sequence[Correspondent]:
    if not who:
        raise NotUnderstood(_("There is nobody to send it to."), hint="--to zhao@example.com")
    return who


def _mailed(
    submission: Submission, outcomes: Sequence[Outcome], *, file: str | None = None
) -> Mailed:
    states: dict[State, list[Outcome]] = {state: [] for state in State}
    for each in outcomes:
        states[each.state].append(each)
    return Mailed(
        week=submission.week,
        manager=submission.manager,
        version=submission.version,
        sent=tuple(each.address for each in states[State.SENT]),
        skipped=tuple(each.address for each in states[State.SKIPPED]),
        failed=tuple(
            Unsent(address=each.address, why=each.why, doubtful=each.state is State.DOUBTFUL)
            for each in (*states[State.FAILED], *states[State.DOUBTFUL])
        ),
        file=file,
    )


def _said(done: Mailed) -> str:
    """Say who has the mail, line by line."""
    lines = [] if done.file is None else [clean(done.file)]
    lines += [
        _('Version {version} of the week to Friday {week} is sent to "{address}".').format(
            version=done.version, week=done.week, address=address
        )
        for address in done.sent
    ]
    lines += [
        _('"{address}" has version {version} of the week to Friday {week} already.').format(
            version=done.version, week=done.week, address=address
        )
        for address in done.skipped
    ]
    return "\n".join(lines)


def _check_all_sent(done: Mailed) -> None:
    """Raise `PartlyDone` where some mails were not sent, else `Refused` or `Unavailable`."""
    if not done.failed:
        return
    kind: type[KamError] = Refused if all(each.doubtful for each in done.failed) else Unavailable
    if done.sent:
        kind = PartlyDone
    first, *others = done.failed
    for each in others:
        streams.tell(each.why)
    again = f"kam report send --week {done.week} --to {first.address}"
    raise kind(first.why, hint=f"{again} --again" if first.doubtful else again)
