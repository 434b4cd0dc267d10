"""Duplicates: pairs that were found, what people decided, which record stands for which."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "duplicate_pairs",
        *_pair(),
        sa.Column("verdict", sa.String(10), nullable=False),
        sa.Column("score", sa.Float, nullable=False),
    )
    op.create_table(
        "duplicate_decisions",
        *_pair(),
        sa.Column("same", sa.Boolean, nullable=False),
        sa.Column("when", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "folds",
        sa.Column("record_id", sa.String(64), primary_key=True),
        sa.Column("leader", sa.String(64), nullable=False),
    )
    op.create_index("ix_folds_leader", "folds", ["leader"])


def _pair() -> tuple[sa.Column[object], ...]:
    return sa.Column("first", sa.String(64), primary_key=True), sa.Column("second", sa.String(64), primary_key=True)
