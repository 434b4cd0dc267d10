"""The list of erasures, written by the database itself, and the alarms that were raised."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

PERSONAL = {"people": "id", "mailboxes": "id", "event_persons": "registration_id"}


def upgrade() -> None:
    """Create both tables, and the triggers that fill the first."""
    op.create_table(
        "erasures",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("thing", sa.String(40), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("when", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "alarms",
        sa.Column("slot", sa.DateTime(timezone=True), primary_key=True),
        sa.Column("told", sa.DateTime(timezone=True), nullable=False),
    )
    if op.get_context().dialect.name == "sqlite":
        _sqlite_triggers()
    else:
        _postgresql_triggers()


def _sqlite_triggers() -> None:
    for table, key in PERSONAL.items():
        values = f"'{table}', OLD.{key}, strftime('%Y-%m-%d %H:%M:%f000', 'now')"
        noted = f'INSERT INTO erasures (thing, key, "when") VALUES ({values})'  # noqa: S608  # our own names
        op.execute(f"CREATE TRIGGER erased_{table} AFTER DELETE ON {table} BEGIN {noted}; END")


def _postgresql_triggers() -> None:
    op.execute(
        "CREATE FUNCTION note_erasure() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        'INSERT INTO erasures (thing, key, "when") VALUES (TG_TABLE_NAME, to_jsonb(OLD) ->> TG_ARGV[0], now()); '
        "RETURN NULL; END $$"
    )
    for table, key in PERSONAL.items():
        op.execute(
            f"CREATE TRIGGER erased_{table} AFTER DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION note_erasure('{key}')"
        )
