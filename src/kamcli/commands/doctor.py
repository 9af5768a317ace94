"""`kam doctor`: say whether the ledger is sound, and what to do where it is not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Annotated, Any

import typer
from msgspec.structs import replace
from typer import Option

from kamcli import options
from kamcli.cli import KamCommand, Writing, new_app
from kamcli.errors import ExitCode, Unavailable
from kamcli.i18n import N_, _, ngettext
from kamcli.ledger import database, faults
from kamcli.ledger.backup_files import files_of, folder_for
from kamcli.ledger.opening import writing
from kamcli.ledger.remedies import Wanted, put_right
from kamcli.output import answer, checkup, streams
from kamcli.output.answer import Target
from kamcli.reports.checkup.examination import examined
from kamcli.reports.checkup.files import private_files
from kamcli.reports.checkup.findings import Check, Checkup, Health, Patient, Remedy
from kamcli.reports.checkup.numbers import codes_above_counters
from kamcli.session import Session

app = new_app()


class _Doctor(Writing):
    def invoke(self, ctx: Any) -> Any:
        """Run it; what it says is true of the ledger whether it is sound or not."""
        return super(KamCommand, self).invoke(ctx)


@app.command("doctor", cls=_Doctor, epilog="kam doctor --fix")
def doctor(
    ctx: typer.Context,
    fix: Annotated[
        bool,
        Option("--fix", help=N_("Put right what can be without losing anything.")),
    ] = False,
) -> int:
    """Say whether the ledger is sound; exit code 4 where it is not, 5 where it is damaged."""
    session = options.session(ctx)
    target = options.target(ctx)
    try:
        found = _looked_at(session, again=False)
    except Unavailable as error:
        _give(_from_outside(session), target)
        raise _unreadable(session, error) from error
    if fix and found.remedies():
        mended = _mend(session, found)
        if not session.dry_run:
            found = replace(_looked_at(session, again=True), mended=mended)
    _give(found, target)
    return _told(found)


def _examined(patient: Patient) -> Checkup:
    found = examined(
        patient, progress=lambda check: streams.progress(checkup.progress_label(check))
    )
    streams.progress("")
    return found


def _looked_at(session: Session, *, again: bool) -> Checkup:
    with _patient(session) as patient:
        if not again:
            options.tell_notes(patient.ledger.notes)
        return _examined(patient)


def _from_outside(session: Session) -> Checkup:
    """Look at the files alone: what is in them cannot be read."""
    faults.check_place(session.ledger)
    return _examined(_closed(session))


def _closed(session: Session) -> Patient:
    return Patient(
        path=session.ledger,
        backups=folder_for(session.ledger, None),
        as_of=session.as_of,
        now=session.now,
    )


@contextmanager
def _patient(session: Session) -> Iterator[Patient]:
    """Open what is to be looked at."""
    with database.reading(session.ledger) as ledger:
        yield replace(_closed(session), opened=ledger)


def _unreadable(session: Session, error: Unavailable) -> Unavailable:
    """Say what any command says of such a file, and how it comes back."""
    found = files_of(session.ledger, folder_for(session.ledger, None))
    return Unavailable(error.message, hint="kam restore" if found else "kam restore --from DIR")


def _give(found: Checkup, target: Target) -> None:
    columns = streams.columns() if streams.is_terminal() and target.out is None else None
    answer.give_one(found, checkup.drawn(found, columns=columns), target)


def _mend(session: Session, found: Checkup) -> tuple[Remedy, ...]:
    """Do what is safe, all of it in one command; return what was done."""
    wanted = found.remedies()
    with _patient(session) as patient:
        files = private_files(patient) if Remedy.PERMISSIONS in wanted else []
        codes = codes_above_counters(patient.ledger) if Remedy.COUNTERS in wanted else []
    if not session.dry_run:
        for path in files:
            with suppress(FileNotFoundError):  # SQLite's own files come and go
                path.chmod(0o600)
    if set(wanted) - {Remedy.PERMISSIONS}:
        with writing(session, "doctor") as ledger:
            put_right(
                ledger,
                Wanted(
                    codes=codes,
                    grades=Remedy.GRADES in wanted,
                    index=Remedy.INDEX in wanted,
                ),
                as_of=session.as_of,
            )
    return wanted


def _told(found: Checkup) -> int:
    """Say in a line what it comes to; return the exit code."""
    if found.sound:
        return ExitCode.DONE
    count = found.wrong()
    text = ngettext("{count} thing is wrong.", "{count} things are wrong.", count)
    streams.tell(_("error: {message}").format(message=text.format(count=count)))
    hint = "kam doctor --fix" if found.remedies() else None
    if found.health_of(Check.INTEGRITY) is not Health.SOUND:
        hint = "kam restore"
    if hint:
        streams.tell(_("hint: {hint}").format(hint=hint))
    damaged = found.health_of(Check.INTEGRITY) is not Health.SOUND
    return ExitCode.UNAVAILABLE if damaged else ExitCode.REFUSED
