"""Marks of firms: the names and domains under which a customer is met again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from msgspec.structs import asdict

from kamcli.ledger.marks import MARKED, marks_of

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, and work out the marks of the customers that are there."""
    marks = op.create_table(
        "firm_marks",
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("mark", "customer_id", "contact_id", name="pk_firm_marks"),
        sqlite_with_rowid=False,
    )
    bind = op.get_bind()
    for table, columns in MARKED.items():
        rows = bind.execute(sa.text(f"SELECT {', '.join(columns)} FROM {table}")).mappings()
        found = [asdict(mark) for row in rows for mark in marks_of(table, row["id"], row)]
        if found:
            bind.execute(marks.insert(), found)
