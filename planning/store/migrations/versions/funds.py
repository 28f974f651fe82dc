"""Funds and their entries: a book that only grows. The database itself refuses to change an entry, save for the name in it.

A later migration that builds the table ``fund_entries`` anew (batch mode on SQLite) must make these triggers again.

Revision: funds, after evaluation.
"""

import sqlalchemy as sa
from alembic import op

from planning.store.owned_tables import ID, make_owned_table
from planning.store.types import UtcTime

revision = "funds"
down_revision = "evaluation"
branch_labels = None
depends_on = None

KEPT = (
    "id", "community_id", "fund_id", "number", "kind", "cents", "day", "what", "at", "document", "round_id",
    "other_id",
)  # fmt: skip
# What an entry corrects is filled in after all rows are there when a backup is restored, and never again.
SQLITE = (
    """CREATE TRIGGER fund_entries_correct_once BEFORE UPDATE OF corrects ON fund_entries WHEN OLD.corrects IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'a book only grows'); END""",
    f"""CREATE TRIGGER fund_entries_are_never_changed BEFORE UPDATE OF {", ".join(KEPT)} ON fund_entries
    BEGIN SELECT RAISE(ABORT, 'a book only grows'); END""",
    """CREATE TRIGGER fund_entries_are_never_deleted BEFORE DELETE ON fund_entries
    BEGIN SELECT RAISE(ABORT, 'a book only grows'); END""",
    # REPLACE deletes without waking the trigger above.
    """CREATE TRIGGER fund_entries_are_never_replaced BEFORE INSERT ON fund_entries
    WHEN EXISTS (SELECT 1 FROM fund_entries WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'a book only grows'); END""",
)
POSTGRESQL = (
    """CREATE FUNCTION fund_entries_only_grow() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'a book only grows'; END $$""",
    f"""CREATE TRIGGER fund_entries_are_never_changed BEFORE UPDATE OF {", ".join(KEPT)} ON fund_entries
    FOR EACH STATEMENT EXECUTE FUNCTION fund_entries_only_grow()""",
    """CREATE TRIGGER fund_entries_correct_once BEFORE UPDATE OF corrects ON fund_entries
    FOR EACH ROW WHEN (OLD.corrects IS NOT NULL) EXECUTE FUNCTION fund_entries_only_grow()""",
    """CREATE TRIGGER fund_entries_only_grow BEFORE DELETE OR TRUNCATE ON fund_entries
    FOR EACH STATEMENT EXECUTE FUNCTION fund_entries_only_grow()""",
)


def upgrade() -> None:
    make_owned_table(
        "funds",
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("courtyard_id", ID, nullable=True),
        sa.Column("case_id", ID, nullable=True),
        to={"courtyard_id": ("courtyards", False), "case_id": ("cases", True)},
    )
    make_owned_table(
        "fund_entries",
        sa.Column("fund_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("document", sa.String(length=80), nullable=False),
        sa.Column("corrects", ID, nullable=True),
        sa.Column("round_id", ID, nullable=True),
        sa.Column("other_id", ID, nullable=True),
        to={
            "fund_id": ("funds", True), "corrects": ("fund_entries", False), "round_id": ("rounds", False),
            "other_id": ("funds", False),
        },
        unique=(("fund_id", "number"), ("corrects",)),
    )  # fmt: skip
    for statement in POSTGRESQL if op.get_bind().dialect.name == "postgresql" else SQLITE:
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("fund_entries")
    op.drop_table("funds")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION fund_entries_only_grow")
