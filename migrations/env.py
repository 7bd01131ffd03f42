"""Run the migrations on the connection that the command line gives (app/cli/store.py): one transaction, all or none."""

from __future__ import annotations

from alembic import context

from sessions.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
