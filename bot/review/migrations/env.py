"""Alembic's entry: migrates the connection that `bot.intake.migrate` hands over, inside its transaction."""

from alembic import context

from bot.review.store import VERSION_TABLE
from bot.review.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    # So that a later migration can change a column on SQLite too.
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
