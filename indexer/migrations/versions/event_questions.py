"""Whom an event has asked what came of their meetings, and by which link they answer."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "event_questions",
        sa.Column(
            "registration_id",
            sa.String(32),
            sa.ForeignKey("event_registrations.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column(
            "event_id", sa.String(32), sa.ForeignKey("events.id", ondelete="CASCADE"), nullable=False, index=True
        ),
        sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("asked", sa.DateTime(timezone=True), nullable=False),
    )
