"""The log only grows: the database itself refuses to change, replace or remove an entry.

A later migration that builds the table ``log`` anew (batch mode on SQLite) must make these triggers again.

Revision: 0002, after 0001.
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SQLITE = (
    "CREATE TRIGGER log_is_never_changed BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'the log only grows'); END",
    "CREATE TRIGGER log_is_never_deleted BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'the log only grows'); END",
    # REPLACE deletes without waking the trigger above.
    """CREATE TRIGGER log_is_never_replaced BEFORE INSERT ON log
    WHEN EXISTS (SELECT 1 FROM log WHERE seq = NEW.seq)
    BEGIN SELECT RAISE(ABORT, 'the log only grows'); END""",
)
POSTGRESQL = (
    """CREATE FUNCTION log_only_grows() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'the log only grows'; END $$""",
    """CREATE TRIGGER log_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON log
    FOR EACH STATEMENT EXECUTE FUNCTION log_only_grows()""",
)


def upgrade() -> None:
    for statement in POSTGRESQL if op.get_bind().dialect.name == "postgresql" else SQLITE:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER log_only_grows ON log")
        op.execute("DROP FUNCTION log_only_grows")
        return
    for name in ("changed", "deleted", "replaced"):
        op.execute(f"DROP TRIGGER log_is_never_{name}")
