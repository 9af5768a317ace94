"""Run the migrations over the connection that the caller has opened."""

from __future__ import annotations

from alembic import context
from sqlmodel import SQLModel

from kamcli.ledger import models, models_books  # noqa: F401 -- they fill the metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    transactional_ddl=False,  # the caller's transaction holds the whole upgrade
)
context.run_migrations()
