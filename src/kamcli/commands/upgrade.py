"""`kam upgrade`: bring a ledger of an older version up to date."""

from __future__ import annotations

import typer
from msgspec import Struct

from kamcli import options
from kamcli.cli import Writing, new_app
from kamcli.i18n import _
from kamcli.ledger import connections, database, migrations
from kamcli.output import answer

app = new_app()


class Upgraded(Struct, frozen=True, kw_only=True):
    """What `kam upgrade -f json` returns: the version of the ledger now, and the one it had."""

    ledger: str
    version: str
    version_before: str


@app.command("upgrade", cls=Writing, epilog="kam upgrade")
def upgrade(ctx: typer.Context) -> None:
    """Bring a ledger of an older version up to date."""
    session = options.session(ctx)
    before = now = connections.version_of(session.ledger)
    text = _('The ledger "{path}" is up to date (version {version}).')
    if before != migrations.HEAD and session.dry_run:
        text = _('The ledger "{path}" is of version {version} and would be brought up to date.')
    elif before != migrations.HEAD:
        now = migrations.HEAD
        with database.reading(session.ledger) as ledger:  # opening is what brings it up to date
            options.tell_notes(ledger.notes)
    done = Upgraded(ledger=str(session.ledger), version=now, version_before=before)
    answer.give_one(done, text.format(path=done.ledger, version=now), options.target(ctx))
