"""Alembic's entry: it runs in the connection and transaction that Database.migrate has opened."""

from alembic import context

from indexer.database import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite cannot alter a column; Alembic copies the table instead
)
context.run_migrations()
