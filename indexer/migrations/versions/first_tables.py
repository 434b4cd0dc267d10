"""The first tables: records, runs, vectors, challenges."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create them all."""
    _create_change()
    _create_records()
    _create_staged()
    _create_rejected_and_withdrawn()
    _create_runs()
    _create_vectors()
    _create_challenges()


def _create_change() -> None:
    change = op.create_table(
        "change",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("index_name", sa.String(120)),
    )
    op.bulk_insert(change, [{"id": 1, "number": 0, "index_name": None}])


def _kept() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("source", sa.String(80), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.Column("places", sa.Text, nullable=False),
        sa.Column("providers", sa.Text, nullable=False),
        sa.Column("note", sa.Text),
    )


def _create_records() -> None:
    op.create_table("records", *_kept(), sa.Column("changed", sa.DateTime(timezone=True), nullable=False))
    op.create_index("ix_records_source", "records", ["source"])
    op.create_index("ix_records_changed", "records", ["changed"])
    op.create_table(
        "record_places",
        sa.Column("record_id", sa.String(64), sa.ForeignKey("records.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("key", sa.String(8), primary_key=True),
    )
    op.create_index("ix_record_places_key", "record_places", ["key"])
    op.create_table(
        "record_providers",
        sa.Column("record_id", sa.String(64), sa.ForeignKey("records.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("name", sa.String(300), primary_key=True),
    )
    op.create_index("ix_record_providers_name", "record_providers", ["name"])


def _create_staged() -> None:
    op.create_table("staged", *_kept(), sa.Column("run_id", sa.Integer, primary_key=True, autoincrement=False))
    op.create_index("ix_staged_source", "staged", ["source"])
    op.create_table(
        "staged_sources",
        sa.Column("run_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("source", sa.String(80), primary_key=True),
    )


def _create_rejected_and_withdrawn() -> None:
    op.create_table(
        "rejected",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("run_id", sa.Integer, nullable=False),
        sa.Column("source", sa.String(80), nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("row", sa.Integer, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("values", sa.Text, nullable=False),
    )
    op.create_index("ix_rejected_run_id", "rejected", ["run_id"])
    op.create_table(
        "withdrawn",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("when", sa.DateTime(timezone=True), nullable=False),
    )


def _create_runs() -> None:
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("started", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished", sa.DateTime(timezone=True)),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("step", sa.String(80), nullable=False),
        sa.Column("index_name", sa.String(120)),
        sa.Column("report", sa.JSON, nullable=False),
    )


def _create_vectors() -> None:
    op.create_table(
        "vectors",
        sa.Column("text_hash", sa.String(64), primary_key=True),
        sa.Column("encoder", sa.String(80), primary_key=True),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )


def _create_challenges() -> None:
    op.create_table(
        "challenges",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("ags", sa.String(8)),
        sa.Column("without", sa.JSON, nullable=False),
        sa.Column("extra", sa.JSON, nullable=False),
        sa.Column("until", sa.Date, nullable=False),
    )
