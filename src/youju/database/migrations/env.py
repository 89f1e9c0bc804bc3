"""Run by Alembic on the connection that ``migrating`` holds, inside its transaction."""

from __future__ import annotations

from alembic import context

from youju.database.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
)
context.run_migrations()
