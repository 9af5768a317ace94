"""`kam restore`: put a backup in the place of the ledger."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from msgspec import Struct
from typer import Argument, Option

from kamcli import options
from kamcli.assent import confirm
from kamcli.cli import Destructive, new_app
from kamcli.errors import NotFound
from kamcli.i18n import N_, _, ngettext, sentences
from kamcli.ledger import faults
from kamcli.ledger.backup_files import BackupFile, files_of, folder_for
from kamcli.ledger.encryption import Opener, is_encrypted, wants_passphrase
from kamcli.ledger.losses import Loss
from kamcli.ledger.restoring import (
    Moment,
    Restored,
    bring_up_to_date,
    checked_copy,
    loss_of,
    moment_of,
    put_in_place,
)
from kamcli.output import answer
from kamcli.output.answer import Column, Listing, Target
from kamcli.output.values import for_people
from kamcli.passphrases import PassphraseFile, known_passphrase
from kamcli.session import Session

app = new_app()


class Backup(Struct, frozen=True, kw_only=True):
    """A backup that could be restored."""

    file: str
    at: datetime
    size: int
    encrypted: bool


@app.command("restore", cls=Destructive, epilog="kam restore kam-20261120T023000Z.db")
def restore(
    ctx: typer.Context,
    file: Annotated[
        str | None, Argument(metavar="FILE", help=N_("The backup; the newest one if absent."))
    ] = None,
    list_them: Annotated[
        bool, Option("--list", help=N_("List the backups that there are; restore nothing."))
    ] = False,
    from_folder: Annotated[
        str | None,
        Option(
            "--from",
            metavar="DIR",
            help=N_("Where they lie; the config's folder, else `backups` beside the ledger."),
        ),
    ] = None,
    identity: Annotated[
        str | None,
        Option("--identity", metavar="FILE", help=N_("The file with the secret key to it.")),
    ] = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Put a backup in the place of the ledger; what was there is kept beside it."""
    session = options.session(ctx)
    folder = folder_for(session.ledger, from_folder)
    found = files_of(session.ledger, folder)
    if list_them:
        _list(found, options.target(ctx))
        return
    chosen = _chosen(file, found, folder)
    with checked_copy(chosen, session.ledger, _opener(chosen, identity, passphrase_file)) as draft:
        moment = moment_of(draft)
        bring_up_to_date(draft, chosen)
        lost = loss_of(draft, session.ledger)
        confirm(ctx, _question(session, moment, lost))
        kept = None
        if not session.dry_run:
            kept = put_in_place(draft, session.ledger)
            lost = loss_of(draft, kept) if kept else lost
    made = Restored(
        ledger=str(session.ledger),
        file=str(chosen),
        command=moment.command,
        at=moment.at,
        version_before=moment.version,
        lost=lost.commands if lost else None,
        kept=str(kept) if kept else None,
    )
    answer.give_done(made, _said(made, lost), options.target(ctx))


def _list(found: list[BackupFile], target: Target) -> None:
    rows = [
        Backup(
            file=str(each.path),
            at=each.at,
            size=each.path.stat().st_size,
            encrypted=each.encrypted,
        )
        for each in found
    ]
    columns = [
        Column(key="at", title=_("Made")),
        Column(key="size", title=_("Bytes"), right=True),
        Column(key="encrypted", title=_("Encrypted")),
        Column(key="file", title=_("File")),
    ]
    listing = Listing(kind=Backup, columns=columns, rows=rows, nothing=_("There is no backup."))
    answer.give(listing, target)


def _chosen(file: str | None, found: list[BackupFile], folder: Path) -> Path:
    """Return the backup that was named, also by its name alone, or the newest."""
    if file is None:
        if not found:
            raise NotFound(
                _('There is no backup in "{folder}".').format(folder=folder),
                hint="kam restore --from DIR",
            )
        return found[0].path
    named = Path(file).expanduser()
    if not named.exists() and (folder / named.name).exists() and named.name == file:
        return folder / named
    return named


def _opener(file: Path, identity: str | None, passphrase_file: str | None) -> Opener:
    faults.check_place(file)
    if not is_encrypted(file):
        return Opener()
    if wants_passphrase(file):
        return Opener(passphrase=known_passphrase(passphrase_file))
    return Opener(identity=Path(identity).expanduser() if identity else None)


def _question(session: Session, moment: Moment, lost: Loss | None) -> str:
    asked = _('Make the ledger "{path}" what it was at {at}?').format(
        path=session.ledger, at=for_people(moment.at)
    )
    return sentences([asked, _lost(lost)])


def _lost(lost: Loss | None) -> str:
    if lost is None:
        return _("What it held since cannot be counted: it cannot be read.")
    if not lost.commands:
        return ""
    return ngettext(
        "{count} later command, of {last}, is not in it.",
        "{count} later commands, of {first} to {last}, are not in it.",
        lost.commands,
    ).format(count=lost.commands, first=for_people(lost.first_at), last=for_people(lost.last_at))


def _said(made: Restored, lost: Loss | None) -> str:
    parts = [
        _('The ledger "{path}" is what it was at {at}, after command {command}.').format(
            path=made.ledger, at=for_people(made.at), command=made.command
        ),
        _lost(lost),
    ]
    if made.kept:
        parts.append(_('What was there lies in "{kept}".').format(kept=made.kept))
    return sentences(parts)
