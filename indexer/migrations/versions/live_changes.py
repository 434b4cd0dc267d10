"""Live changes between two runs, the indexes that follow them, and records that people keep from wider view."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables; the index that is live now has taken in everything."""
    op.create_table(
        "live_changes",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("record_id", sa.String(64), primary_key=True),
    )
    op.create_table(
        "built_indexes",
        sa.Column("name", sa.String(120), primary_key=True),
        sa.Column("base", sa.Integer, nullable=False),
        sa.Column("reached", sa.Integer, nullable=False),
    )
    op.create_table(
        "narrowed",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("visibility", sa.String(20), nullable=False),
        sa.Column("before", sa.String(20), nullable=False),
        sa.Column("when", sa.DateTime(timezone=True), nullable=False),
    )
    op.execute(
        "INSERT INTO built_indexes (name, base, reached) "
        "SELECT index_name, number, number FROM change WHERE index_name IS NOT NULL"
    )
