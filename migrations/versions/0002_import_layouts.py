"""What the columns of a spreadsheet mean to the person, by its headings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "import_layouts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("columns", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_import_layouts"),
        sa.UniqueConstraint("fingerprint", name="uq_import_layouts_fingerprint"),
        sa.UniqueConstraint("name", name="uq_import_layouts_name"),
        sqlite_autoincrement=True,
    )
