"""Open the ledger of a session: for questions, or for one command that changes it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from kamcli.errors import NotFound, Refused
from kamcli.i18n import _
from kamcli.ledger import database
from kamcli.ledger.commands import Command
from kamcli.ledger.database import Ledger
from kamcli.ledger.settings import Settings, read_settings
from kamcli.session import Session


@contextmanager
def reading(session: Session) -> Iterator[Ledger]:
    """Open the session's ledger for questions; nothing can be changed through it.

    Raises `Unavailable` when the ledger cannot be read, `NotFound` for an unknown manager.
    """
    with database.reading(session.ledger) as ledger:
        _tell_notes(ledger, session)
        ledger.settings = _settings(ledger, session)
        yield ledger


@contextmanager
def writing(
    session: Session, name: str, *, why: str | None = None, alone: bool = False
) -> Iterator[Ledger]:
    """Open the session's ledger for the command of this name; grade what it touched at the end.

    `why` is its reason, where no row keeps it. One that is `alone` leaves nothing in the file of
    what it took out.

    All of it is kept, or nothing; a dry run keeps nothing. Raises `Unavailable` when the ledger
    cannot be written, `Refused` when grades are stored for a day after the session's today
    (rules.md 6), `NotFound` for an unknown manager.
    """
    with noting(session, name, why=why, alone=alone) as ledger:
        check_day(ledger, session)
        yield ledger
        from kamcli.ledger import grades  # a command that only reads never needs them

        grades.settle(ledger, as_of=session.as_of)


@contextmanager
def noting(
    session: Session, name: str, *, why: str | None = None, alone: bool = False
) -> Iterator[Ledger]:
    """Open the session's ledger for a command that notes what no grade depends on.

    Any day will do for it; otherwise it is as `writing`, and raises the same but for the day.
    """
    command = Command(
        name=name,
        entered_on=session.as_of,
        recorded_at=session.now,
        recorded_by=session.manager or "",
        login=session.login,
        why=why,
    )
    with database.writing(session.ledger, command, dry_run=session.dry_run, alone=alone) as ledger:
        _tell_notes(ledger, session)
        ledger.settings = _settings(ledger, session)
        command.recorded_by = ledger.settings.manager
        yield ledger


def check_day(ledger: Ledger, session: Session) -> None:
    """Refuse to write on a day before the last one that grades were stored for."""
    graded_on = ledger.settings.graded_on
    if graded_on is not None and session.as_of < graded_on:
        raise Refused(
            _('Today is "{today}", but grades are stored through "{graded}" already.').format(
                today=session.as_of, graded=graded_on
            ),
            hint=f"--as-of {graded_on}",
        )


def _tell_notes(ledger: Ledger, session: Session) -> None:
    """Tell what happened as the ledger was opened: that it was brought up to date."""
    for note in ledger.notes:
        session.tell(note)
    ledger.notes.clear()


def _settings(ledger: Ledger, session: Session) -> Settings:
    settings = read_settings(ledger, manager=session.manager)
    if settings is None:
        raise NotFound(
            _('There is no manager "{code}".').format(code=session.manager),
            hint=f'kam manager add {session.manager} "…"',
        )
    return settings
