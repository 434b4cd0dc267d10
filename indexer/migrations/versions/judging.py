"""Judged challenges and their grades, feedback on hits, and what every evaluation found."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create them all."""
    op.create_table(
        "judged_challenges",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("ags", sa.String(8)),
        sqlite_autoincrement=True,  # an id is never given twice
    )
    op.create_table(
        "judgements",
        sa.Column("challenge", sa.Integer, sa.ForeignKey("judged_challenges.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("record", sa.String(64), primary_key=True),
        sa.Column("grade", sa.Integer, nullable=False),
    )
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("challenge", sa.String(32), index=True),
        sa.Column("record", sa.String(64), nullable=False, index=True),
        sa.Column("says", sa.String(20), nullable=False),
        sa.Column("until", sa.Date, nullable=False),
        sa.UniqueConstraint("challenge", "record"),
    )
    op.create_table(
        "evaluations",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("when", sa.DateTime(timezone=True), nullable=False),
        sa.Column("index", sa.String(120), nullable=False),
        sa.Column("engine", sa.String(20), nullable=False),
        sa.Column("voices", sa.String(20), nullable=False),
        sa.Column("basis", sa.String(64), nullable=False),
        sa.Column("figures", sa.JSON, nullable=False),
    )
