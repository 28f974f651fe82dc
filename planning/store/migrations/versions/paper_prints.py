"""Runs of printed paper ballots: which numbers a round's sheets bear.

Revision: paper_prints, after planting.
"""

import sqlalchemy as sa
from alembic import op

revision = "paper_prints"
down_revision = "planting"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "paper_prints",
        sa.Column("id", sa.String(40), nullable=False), sa.Column("community_id", sa.String(40), nullable=False),
        sa.Column("round_id", sa.String(40), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False), sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_paper_prints_community_id")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_paper_prints_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_prints")),
        sa.UniqueConstraint("round_id", "first", name=op.f("uq_paper_prints_round_id_first")),
    )  # fmt: skip
    op.create_index(op.f("ix_paper_prints_community_id"), "paper_prints", ["community_id"])


def downgrade() -> None:
    op.drop_table("paper_prints")
