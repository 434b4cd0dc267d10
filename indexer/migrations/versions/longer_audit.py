"""The audit log names two records at once where somebody decides about a pair."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Widen the column; on SQLite the table is written anew for that, no other one refers to it."""
    with op.batch_alter_table("audit") as table:
        table.alter_column("thing", type_=sa.String(160), existing_type=sa.String(80), existing_nullable=False)
