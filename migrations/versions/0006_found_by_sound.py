"""Names are found by their sound, and texts whatever their accents: the index has other columns.

It is left empty here; what stands in it is worked out at the end of the upgrade.
"""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index of texts anew; `kamcli.ledger.index` says what stands in it."""
    for name in ("notes_index", "customers_index", "contacts_index"):
        op.execute(f"DROP TABLE {name}")
    op.execute("CREATE VIRTUAL TABLE notes_index USING fts5(words, content='', tokenize='ascii')")
    op.execute(
        "CREATE VIRTUAL TABLE customers_index USING fts5("
        "names, about, sounds, content='', detail=column, tokenize='ascii')"
    )
    op.execute(
        "CREATE VIRTUAL TABLE contacts_index USING fts5("
        "names, texts, numbers, sounds, content='', detail=column, tokenize='ascii')"
    )
