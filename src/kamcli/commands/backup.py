"""`kam backup`: a checked copy of the ledger, while others write to it."""

from __future__ import annotations

from typing import Annotated, ClassVar

import typer
from typer import Option

from kamcli import options
from kamcli.cli import Writing, new_app
from kamcli.errors import NotUnderstood
from kamcli.i18n import N_, _, ngettext, sentences
from kamcli.ledger.backup_files import folder_for
from kamcli.ledger.backups import BackedUp, Wanted, make_backup
from kamcli.ledger.encryption import RECIPIENT, Lock, check_recipient
from kamcli.output import answer, streams
from kamcli.passphrases import PassphraseFile, new_passphrase
from kamcli.rules.retention import read_keep

app = new_app()

_PASSPHRASE = "passphrase"  # noqa: S105 -- the word that asks for one


class _Backup(Writing):
    bare: ClassVar = {"--encrypt": _PASSPHRASE}


@app.command("backup", cls=_Backup, epilog="kam backup --keep 7d,4w,12m")
def backup(
    ctx: typer.Context,
    into: Annotated[
        str | None,
        Option(
            "--into",
            metavar="DIR",
            help=N_("The folder for it; that of the config, else `backups` beside the ledger."),
        ),
    ] = None,
    keep: Annotated[
        str | None,
        Option(
            "--keep",
            metavar="7d,4w,12m",
            help=N_("Days, weeks and months of which the last backup stays; all stay if absent."),
        ),
    ] = None,
    encrypt: Annotated[
        str | None,
        Option(
            "--encrypt",
            metavar="age1…",
            help=N_("Close it: with a passphrase, or for the owner of a public key."),
        ),
    ] = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Make a checked copy of the ledger, while others write to it."""
    session = options.session(ctx)
    wanted = Wanted(
        ledger=session.ledger,
        into=folder_for(session.ledger, into),
        at=session.now,
        keep=read_keep(keep) if keep is not None else None,
        lock=_lock(encrypt, passphrase_file),
        dry_run=session.dry_run,
    )
    made = make_backup(wanted, tell=streams.tell)
    answer.give_done(made, _said(made), options.target(ctx))


def _lock(encrypt: str | None, passphrase_file: str | None) -> Lock | None:
    if encrypt is None and passphrase_file is None:
        return None
    if encrypt is not None and encrypt.startswith(RECIPIENT):
        check_recipient(encrypt)
        return Lock(recipient=encrypt)
    if encrypt not in (None, _PASSPHRASE):
        # it could be a secret: it is not repeated
        raise NotUnderstood(
            _("--encrypt takes a public key, or nothing: a passphrase is asked for, never typed."),
            hint="kam backup --encrypt",
        )
    return Lock(passphrase=new_passphrase(passphrase_file))


def _said(made: BackedUp) -> str:
    text = _('Backup "{file}": {rows} rows, checked.').format(file=made.file, rows=made.rows)
    if not made.removed:
        return text
    gone = ngettext(
        "{count} older one removed.", "{count} older ones removed.", len(made.removed)
    ).format(count=len(made.removed))
    return sentences([text, gone])
