"""Behind the door: people, accounts, sessions, invitations, the audit log and failed sign-ins."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create them all."""
    _create_people_and_accounts()
    _create_sessions_and_invitations()
    _create_audit()
    _create_failures_and_places()


def _account() -> sa.Column[int]:
    return sa.Column("account_id", sa.Integer, sa.ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False)


def _create_people_and_accounts() -> None:
    op.create_table(
        "people",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("mailbox", sa.String(254), nullable=False, unique=True),
        sqlite_autoincrement=True,  # an id is never given twice
    )
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("people.id", ondelete="CASCADE"), nullable=False, unique=True),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("ags", sa.String(8)),
        sa.Column("password", sa.String(200)),
        sa.Column("sample", sa.Boolean, nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sqlite_autoincrement=True,
    )


def _create_sessions_and_invitations() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
        _account(),
        sa.Column("started", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen", sa.DateTime(timezone=True), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_sessions_account_id", "sessions", ["account_id"])
    op.create_table(
        "invitations",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        _account(),
        sa.Column("purpose", sa.String(10), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_invitations_account_id", "invitations", ["account_id"])


def _create_audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("when", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Integer),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("thing", sa.String(80), nullable=False),
    )
    op.create_index("ix_audit_when", "audit", ["when"])


def _create_failures_and_places() -> None:
    op.create_table(
        "failed_sign_ins",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("when", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_failed_sign_ins_key", "failed_sign_ins", ["key"])
    op.create_index("ix_failed_sign_ins_when", "failed_sign_ins", ["when"])
    op.create_table(
        "usual_places",
        sa.Column("account_id", sa.Integer, sa.ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("place", sa.String(64), primary_key=True),
        sa.Column("seen", sa.DateTime(timezone=True), nullable=False),
    )
