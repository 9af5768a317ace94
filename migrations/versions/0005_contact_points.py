"""Contact points: phones and mails in the one form in which they are compared."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from msgspec.structs import asdict

from kamcli.ledger.contact_points import points_of, region_of

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, and fill it from the people there are."""
    op.create_table(
        "contact_points",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("cell", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("normal", sa.String(), nullable=False),
        sa.Column("extension", sa.String(), nullable=True),
        sa.CheckConstraint(
            "cell IN ('phone', 'mobile', 'email')", name=op.f("ck_contact_points_cell_known")
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name="fk_contact_points_contact_id"
        ),
        sa.PrimaryKeyConstraint("contact_id", "cell", "place", name="pk_contact_points"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_contact_points_normal", "contact_points", ["normal"])
    _fill()


def _fill() -> None:
    connection = op.get_bind()
    people = connection.exec_driver_sql(
        "SELECT contacts.id, phone, mobile, email, country, market FROM contacts"
        " JOIN customers ON customers.id = contacts.customer_id"
    ).mappings()
    insert = sa.text(
        "INSERT INTO contact_points (contact_id, cell, place, normal, extension)"
        " VALUES (:contact_id, :cell, :place, :normal, :extension)"
    )
    for row in people.all():
        country = region_of(row["country"], row["market"])
        found = points_of(row["id"], row, country=country)
        if found:
            connection.execute(insert, [asdict(each) for each in found])
