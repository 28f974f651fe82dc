"""Paper ballots: batches, sheets, who handed one in, what was put aside; rounds say whether they take paper.

Revision: paper_ballots, after assisted_comments.
"""

import sqlalchemy as sa
from alembic import op

from planning.store.types import UtcTime

revision = "paper_ballots"
down_revision = "assisted_comments"
branch_labels = None
depends_on = None

TABLES = ("paper_counts", "ballots_aside", "paper_hand_ins", "paper_sheets", "paper_batches")


def _key(column: str, table: str, *, name: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_{name}_{column}"))


def _owned(name: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("community_id", sa.String(40), nullable=False),
        sa.Column("round_id", sa.String(40), nullable=False),
        _key("community_id", "communities", name=name),
        _key("round_id", "rounds", name=name),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    ]


def upgrade() -> None:
    with op.batch_alter_table("rounds", schema=None) as batch_op:
        batch_op.add_column(sa.Column("paper", sa.String(20), nullable=False, server_default="none"))
    op.create_table(
        "paper_batches", *_owned("paper_batches"),
        sa.Column("number", sa.Integer(), nullable=False), sa.Column("sheets", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False), sa.Column("entered_by", sa.String(40), nullable=False),
        sa.Column("confirmed_by", sa.String(40), nullable=False), sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.UniqueConstraint("round_id", "number", name=op.f("uq_paper_batches_round_id_number")),
    )  # fmt: skip
    op.create_table(
        "paper_sheets", *_owned("paper_sheets"),
        sa.Column("batch_id", sa.String(40), nullable=False), sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("first", sa.Text()), sa.Column("second", sa.Text()), sa.Column("disputed", sa.Boolean(), nullable=False),
        _key("batch_id", "paper_batches", name="paper_sheets"),
        sa.UniqueConstraint("round_id", "number", name=op.f("uq_paper_sheets_round_id_number")),
    )  # fmt: skip
    op.create_table(
        "paper_hand_ins", *_owned("paper_hand_ins"),
        sa.Column("voter_id", sa.String(40)), sa.Column("code_id", sa.String(40)), sa.Column("sheet_mac", sa.String(64)),
        sa.Column("counts", sa.Boolean(), nullable=False),
        _key("voter_id", "voters", name="paper_hand_ins"), _key("code_id", "codes", name="paper_hand_ins"),
        *(
            sa.UniqueConstraint("round_id", column, name=op.f(f"uq_paper_hand_ins_round_id_{column}"))
            for column in ("voter_id", "code_id", "sheet_mac")
        ),
    )  # fmt: skip
    op.create_table(
        "ballots_aside",
        sa.Column("id", sa.String(40), nullable=False), sa.Column("round_id", sa.String(40), nullable=False),
        sa.Column("ranking", sa.Text(), nullable=False), sa.Column("channel", sa.String(20), nullable=False),
        _key("round_id", "rounds", name="ballots_aside"), sa.PrimaryKeyConstraint("id", name=op.f("pk_ballots_aside")),
    )  # fmt: skip
    op.create_table(
        "paper_counts",
        sa.Column("round_id", sa.String(40), nullable=False), sa.Column("finished_at", UtcTime(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        _key("round_id", "rounds", name="paper_counts"), sa.PrimaryKeyConstraint("round_id", name=op.f("pk_paper_counts")),
    )  # fmt: skip
    for table in ("paper_batches", "paper_sheets", "paper_hand_ins"):
        op.create_index(op.f(f"ix_{table}_community_id"), table, ["community_id"])
    op.create_index(op.f("ix_paper_sheets_batch_id"), "paper_sheets", ["batch_id"])
    op.create_index(op.f("ix_ballots_aside_round_id"), "ballots_aside", ["round_id"])


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
    with op.batch_alter_table("rounds", schema=None) as batch_op:
        batch_op.drop_column("paper")
