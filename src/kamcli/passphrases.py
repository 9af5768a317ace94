"""The passphrase of a backup: from the environment, a file or the terminal, never an argument."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from kamcli.errors import NotUnderstood, Refused
from kamcli.i18n import N_, _
from kamcli.output import streams

VARIABLE = "KAM_BACKUP_PASSPHRASE"

PassphraseFile = Annotated[
    str | None,
    typer.Option(
        "--passphrase-file",
        metavar="FILE",
        help=N_("Its first line is the passphrase; else KAM_BACKUP_PASSPHRASE, else asked."),
    ),
]


def new_passphrase(file: str | None) -> str:
    """Return the passphrase to close something with; a person types it twice."""
    found = _given(file)
    if found is not None:
        return found
    typed = _asked(_("Passphrase for the backup:"))
    if _asked(_("The same again:")) != typed:
        raise Refused(_("The two passphrases differ; no backup was made."), hint="kam backup")
    return typed


def known_passphrase(file: str | None) -> str:
    """Return the passphrase that something was closed with."""
    return _given(file) or _asked(_("Passphrase of the backup:"))


def _given(file: str | None) -> str | None:
    """Return the passphrase that a file or the environment holds, nothing where neither does."""
    if file is None:
        return os.environ.get(VARIABLE) or None
    try:
        text = Path(file).expanduser().read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise NotUnderstood(
            _('The file "{path}" cannot be read.').format(path=file), hint="--passphrase-file FILE"
        ) from error
    lines = text.splitlines()
    if not lines or not lines[0]:
        raise NotUnderstood(
            _('The first line of "{path}" holds no passphrase.').format(path=file),
            hint="--passphrase-file FILE",
        )
    return lines[0]


def _asked(question: str) -> str:
    """Ask for a passphrase, which is not shown; raises `Refused` where nobody can be asked."""
    if not streams.can_ask():
        raise Refused(
            _("There is no passphrase: neither a file, nor in {variable}, nor a terminal.").format(
                variable=VARIABLE
            ),
            hint="--passphrase-file FILE",
        )
    typed = streams.ask_secretly(question)
    if not typed:
        raise Refused(_("An empty passphrase closes nothing."))
    return typed
