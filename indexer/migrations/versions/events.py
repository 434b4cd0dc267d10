"""Events: arrangement, participants, pairs, versions of the plan, the day, and what is left of it afterwards."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create them all."""
    _create_events()
    _create_registrations()
    _create_persons()
    _create_wishes()
    _create_vectors()
    _create_imports()
    _create_invitations()
    _create_pairs()
    _create_versions()
    _create_runs()
    _create_prints()
    _create_outcomes()
    _create_removals()


def _event(**more: Any) -> sa.Column[str]:
    return sa.Column("event_id", sa.String(32), sa.ForeignKey("events.id", ondelete="CASCADE"), **more)


def _registration() -> sa.Column[str]:
    owner = sa.ForeignKey("event_registrations.id", ondelete="CASCADE")
    return sa.Column("registration_id", sa.String(32), owner, primary_key=True)


def _create_events() -> None:
    op.create_table(
        "events",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("arrangement", sa.JSON, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("published", sa.Integer),
        sa.Column("sample", sa.Boolean, nullable=False),
        sa.Column("changed", sa.DateTime(timezone=True), nullable=False),
    )


def _create_registrations() -> None:
    op.create_table(
        "event_registrations",
        sa.Column("id", sa.String(32), primary_key=True),
        _event(nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("entry", sa.JSON, nullable=False),
        sa.Column("consents", sa.JSON, nullable=False),
        sa.Column("presence", sa.String(20), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True)),
        sa.Column("counter", sa.String(20), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("answered", sa.DateTime(timezone=True)),
        sa.Column("link_hash", sa.String(64), unique=True),
        sa.Column("batch", sa.String(32)),
        sa.Column("question", sa.JSON),
    )
    op.create_index("ix_event_registrations_batch", "event_registrations", ["batch"])
    op.create_index("ix_event_registrations_event_id", "event_registrations", ["event_id"])


def _create_persons() -> None:
    op.create_table(
        "event_persons",
        _registration(),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("function", sa.String(200), nullable=False),
        sa.Column("mailbox", sa.String(200), nullable=False),
    )


def _create_wishes() -> None:
    op.create_table(
        "event_wishes",
        _registration(),
        sa.Column(
            "other_id", sa.String(32), sa.ForeignKey("event_registrations.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("rank", sa.Integer, nullable=False),
    )


def _create_vectors() -> None:
    op.create_table(
        "event_vectors",
        _registration(),
        sa.Column("encoder", sa.String(80), primary_key=True),
        sa.Column("text_hash", sa.String(64), nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )


def _create_imports() -> None:
    op.create_table(
        "event_imports",
        sa.Column("id", sa.String(32), primary_key=True),
        _event(nullable=False),
        sa.Column("file", sa.String(200), nullable=False),
        sa.Column("faults", sa.JSON, nullable=False),
        sa.Column("read", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_event_imports_event_id", "event_imports", ["event_id"])


def _create_invitations() -> None:
    op.create_table(
        "event_invitations",
        sa.Column("id", sa.String(32), primary_key=True),
        _event(nullable=False),
        sa.Column("data", sa.JSON, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
    )
    op.create_index("ix_event_invitations_event_id", "event_invitations", ["event_id"])


def _create_pairs() -> None:
    op.create_table(
        "event_pairs",
        sa.Column("id", sa.String(32), primary_key=True),
        _event(nullable=False),
        sa.Column("people", sa.JSON, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("origin", sa.String(20), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("locked", sa.Boolean, nullable=False),
    )
    op.create_index("ix_event_pairs_event_id", "event_pairs", ["event_id"])


def _create_versions() -> None:
    op.create_table(
        "event_versions",
        _event(primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("figures", sa.JSON, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
    )


def _create_runs() -> None:
    op.create_table(
        "event_runs",
        _event(primary_key=True),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("owner", sa.String(32), nullable=False),
        sa.Column("started", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed", sa.DateTime(timezone=True), nullable=False),
        sa.Column("limit", sa.Float, nullable=False),
        sa.Column("says", sa.Text, nullable=False),
        sa.Column("version", sa.Integer),
        sa.Column("found", sa.JSON),
    )


def _create_prints() -> None:
    op.create_table(
        "event_prints",
        _event(primary_key=True),
        sa.Column("sheet", sa.String(64), primary_key=True),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("printed", sa.DateTime(timezone=True), nullable=False),
    )


def _create_outcomes() -> None:
    op.create_table(
        "event_outcomes",
        _event(primary_key=True),
        sa.Column("meeting", sa.String(32), primary_key=True),
        sa.Column("registration_id", sa.String(32), primary_key=True),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("said", sa.DateTime(timezone=True), nullable=False),
    )


def _create_removals() -> None:
    op.create_table(
        "event_removals",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("event_id", sa.String(32), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("removed", sa.DateTime(timezone=True), nullable=False),
        sa.Column("persons", sa.Integer, nullable=False),
        sa.Column("texts", sa.Integer, nullable=False),
        sa.Column("why", sa.String(200), nullable=False),
    )
    op.create_index("ix_event_removals_event_id", "event_removals", ["event_id"])
