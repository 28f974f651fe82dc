"""The log becomes a chain of hashes, its words stand apart; commitments, announced definitions, settled boxes.

Revision: chain_and_receipts, after staff_register.
"""

import json

import sqlalchemy as sa
from alembic import op

from planning.chain import Content, canonical, linked, new_salt, salted
from planning.store.types import UtcTime

revision = "chain_and_receipts"
down_revision = "staff_register"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
PARTS = ("before", "after", "reason")

SQLITE = (
    "CREATE TRIGGER log_is_never_changed BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'the log only grows'); END",
    "CREATE TRIGGER log_is_never_deleted BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'the log only grows'); END",
    """CREATE TRIGGER log_is_never_replaced BEFORE INSERT ON log
    WHEN EXISTS (SELECT 1 FROM log WHERE seq = NEW.seq)
    BEGIN SELECT RAISE(ABORT, 'the log only grows'); END""",
)
SQLITE_TEXTS = (
    """CREATE TRIGGER log_texts_are_only_erased BEFORE UPDATE ON log_texts
    WHEN NEW.text IS NOT NULL OR NEW.salt IS NOT NULL OR NEW.erased_at IS NULL OR OLD.erased_at IS NOT NULL
    OR NEW.seq <> OLD.seq OR NEW.part <> OLD.part
    BEGIN SELECT RAISE(ABORT, 'words of the log are only erased'); END""",
    """CREATE TRIGGER log_texts_are_never_deleted BEFORE DELETE ON log_texts
    BEGIN SELECT RAISE(ABORT, 'words of the log are only erased'); END""",
    """CREATE TRIGGER log_texts_are_never_replaced BEFORE INSERT ON log_texts
    WHEN EXISTS (SELECT 1 FROM log_texts WHERE seq = NEW.seq AND part = NEW.part)
    BEGIN SELECT RAISE(ABORT, 'words of the log are only erased'); END""",
)
POSTGRESQL = (
    """CREATE TRIGGER log_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON log
    FOR EACH STATEMENT EXECUTE FUNCTION log_only_grows()""",
)
POSTGRESQL_TEXTS = (
    """CREATE FUNCTION log_texts_only_erased() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'UPDATE' AND NEW.text IS NULL AND NEW.salt IS NULL AND NEW.erased_at IS NOT NULL
    AND OLD.erased_at IS NULL AND NEW.seq = OLD.seq AND NEW.part = OLD.part THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'words of the log are only erased'; END $$""",
    """CREATE TRIGGER log_texts_only_erased BEFORE UPDATE OR DELETE ON log_texts
    FOR EACH ROW EXECUTE FUNCTION log_texts_only_erased()""",
    """CREATE TRIGGER log_texts_never_emptied BEFORE TRUNCATE ON log_texts
    FOR EACH STATEMENT EXECUTE FUNCTION log_texts_only_erased()""",
)


def upgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    _drop_triggers(postgresql=postgresql)
    for name in (*(f"{part}_hash" for part in PARTS), "previous", "hash"):
        op.add_column("log", sa.Column(name, sa.String(length=64), nullable=False, server_default=""))
    op.create_table(
        "log_texts",
        sa.Column("seq", NUMBER, autoincrement=False, nullable=False),
        sa.Column("part", sa.String(length=10), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("erased_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["seq"], ["log.seq"], name=op.f("fk_log_texts_seq")),
        sa.PrimaryKeyConstraint("seq", "part", name=op.f("pk_log_texts")),
    )
    heads = op.create_table(
        "log_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", NUMBER, nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log_head")),
    )
    seq, hash_ = _chain_what_is_there()
    if seq:
        op.bulk_insert(heads, [{"id": 1, "seq": seq, "hash": hash_}])
    for part in PARTS:
        op.drop_column("log", part)
    op.create_index(op.f("ix_log_subject"), "log", ["subject"], unique=False)
    for statement in (*POSTGRESQL, *POSTGRESQL_TEXTS) if postgresql else (*SQLITE, *SQLITE_TEXTS):
        op.execute(statement)
    _boxes()


def _drop_triggers(*, postgresql: bool) -> None:
    if postgresql:
        op.execute("DROP TRIGGER log_only_grows ON log")
        return
    for name in ("changed", "deleted", "replaced"):
        op.execute(f"DROP TRIGGER log_is_never_{name}")


def _chain_what_is_there() -> tuple[int, str]:
    """Number the entries from 1 without a gap, move their words, link them; returns the head."""
    connection = op.get_bind()
    log = sa.table(
        "log", *(sa.column(n) for n in ("seq", "member_id", "act", "community_id", "subject", *PARTS)),
        sa.column("at", UtcTime()), *(sa.column(n) for n in ("before_hash", "after_hash", "reason_hash", "previous", "hash")),
    )  # fmt: skip
    texts = sa.table("log_texts", *(sa.column(name) for name in ("seq", "part", "salt", "text")))
    previous, seq = "0" * 64, 0
    for seq, row in enumerate(connection.execute(sa.select(log).order_by(log.c.seq)).mappings().all(), start=1):
        said = {
            "before": row["before"],
            "after": row["after"],
            "reason": canonical(row["reason"]) if row["reason"] else None,
        }
        kept = {
            part: (new_salt(), text if part == "reason" else canonical(json.loads(text)))
            for part, text in said.items()
            if text is not None
        }
        hashes = {f"{part}_hash": salted(*kept[part]) if part in kept else "" for part in PARTS}
        content = Content(
            seq, row["at"], row["member_id"], row["act"], row["community_id"], row["subject"], **hashes)  # fmt: skip
        hash_ = linked(previous, content.digest)
        connection.execute(
            sa.update(log).where(log.c.seq == row["seq"]).values(seq=seq, previous=previous, hash=hash_, **hashes)
        )
        if kept:
            connection.execute(
                sa.insert(texts),
                [{"seq": seq, "part": p, "salt": salt, "text": text} for p, (salt, text) in kept.items()],
            )
        previous = hash_
    return seq, previous


def _boxes() -> None:
    op.add_column("rounds", sa.Column("provable", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("receipts", sa.Column("commitment", sa.String(length=64), nullable=True))
    op.add_column("receipts", sa.Column("nonce", sa.String(length=64), nullable=True))
    op.create_table(
        "definitions",
        sa.Column("round_id", sa.String(length=40), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_definitions_round_id")),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_definitions")),
    )
    op.create_table(
        "settled_boxes",
        sa.Column("round_id", sa.String(length=40), nullable=False),
        sa.Column("settled_at", UtcTime(), nullable=False),
        sa.Column("ballots", sa.Integer(), nullable=False),
        sa.Column("seq", NUMBER, nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_settled_boxes_round_id")),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_settled_boxes")),
    )


def downgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    for table in ("settled_boxes", "definitions"):
        op.drop_table(table)
    for table, column in (("receipts", "nonce"), ("receipts", "commitment"), ("rounds", "provable")):
        op.drop_column(table, column)
    _drop_triggers(postgresql=postgresql)
    op.drop_index(op.f("ix_log_subject"), table_name="log")
    for part in PARTS:
        op.add_column("log", sa.Column(part, sa.Text(), nullable=part != "reason", server_default=_empty(part)))
    connection = op.get_bind()
    log = sa.table("log", sa.column("seq"), *(sa.column(part) for part in PARTS))
    texts = sa.table("log_texts", *(sa.column(name) for name in ("seq", "part", "text")))
    for seq, part, text in connection.execute(sa.select(texts).where(texts.c.text.is_not(None))).all():
        words = json.loads(text) if part == "reason" else text
        connection.execute(sa.update(log).where(log.c.seq == seq).values({part: words}))
    for name in (*(f"{part}_hash" for part in PARTS), "previous", "hash"):
        op.drop_column("log", name)
    op.drop_table("log_head")
    op.drop_table("log_texts")  # its triggers go with it
    if postgresql:
        op.execute("DROP FUNCTION log_texts_only_erased")
    for statement in POSTGRESQL if postgresql else SQLITE:
        op.execute(statement)


def _empty(part: str) -> str | None:
    return "" if part == "reason" else None
