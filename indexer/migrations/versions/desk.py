"""The desk: mailboxes, needs offered for publication, tasks, contacts made, the outbox, versions of records."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create them all."""
    op.create_table(
        "mailboxes",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("address", sa.String(254), nullable=False, unique=True),
        sqlite_autoincrement=True,  # an id is never given twice
    )
    _create_needs()
    _create_tasks_and_contacts()
    _create_outbox()
    _create_versions_and_uses()


def _mailbox(name: str = "mailbox_id", ondelete: str = "SET NULL") -> sa.Column[int]:
    return sa.Column(name, sa.Integer, sa.ForeignKey("mailboxes.id", ondelete=ondelete), index=True)


def _moment(name: str, **more: Any) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), **{"nullable": False, **more})


def _create_needs() -> None:
    op.create_table(
        "offered_needs",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("record_id", sa.String(64), nullable=False, unique=True),
        sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("state", sa.String(20), nullable=False, index=True),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("ags", sa.String(8), nullable=False),
        sa.Column("town", sa.String(120), nullable=False),
        sa.Column("land", sa.String(120), nullable=False),
        sa.Column("visibility", sa.String(20), nullable=False),
        sa.Column("named", sa.Boolean, nullable=False),
        sa.Column("until", sa.Date, nullable=False),
        _moment("created"),
        sa.Column("published", sa.Date),
        _mailbox(),
        sqlite_autoincrement=True,
    )


def _create_tasks_and_contacts() -> None:
    op.create_table(
        "tasks",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("town", sa.String(120), nullable=False),
        sa.Column("due", sa.Date, nullable=False),
        _moment("created"),
        sa.Column("answer", sa.Text, nullable=False),
        _moment("done", nullable=True, index=True),
        _mailbox(),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "contacts_made",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("record_id", sa.String(64), nullable=False, index=True),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("town", sa.String(120), nullable=False),
        _moment("when", index=True),
    )


def _create_outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("message_id", sa.String(64), nullable=False),
        _mailbox("recipient_id", "CASCADE"),
        _mailbox("reply_id", "CASCADE"),
        sa.Column("subject", sa.String(300), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        _moment("created"),
        sa.Column("tries", sa.Integer, nullable=False),
        _moment("next_try", index=True),
        sa.Column("trouble", sa.Text, nullable=False),
        _moment("sent", nullable=True, index=True),
        sqlite_autoincrement=True,
    )


def _create_versions_and_uses() -> None:
    op.create_table(
        "record_versions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("record_id", sa.String(64), nullable=False, index=True),
        _moment("when"),
        sa.Column("actor", sa.Integer),
        sa.Column("action", sa.String(20), nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        _mailbox("contact_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "form_uses",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", sa.String(64), nullable=False, index=True),
        _moment("when", index=True),
    )
