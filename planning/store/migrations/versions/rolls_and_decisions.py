"""Rolls with floor areas, kinds of ballot, decision rules and the sums that they are decided by.

Columns are only added: a table that is built anew would lose the rows that lead to it on SQLite.

Revision: rolls_and_decisions, after unranked_options.
"""

import sqlalchemy as sa
from alembic import op

revision = "rolls_and_decisions"
down_revision = "unranked_options"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("rounds", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ballot", sa.String(length=20), nullable=False, server_default="ranking"))
        batch_op.add_column(sa.Column("rule", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("gate_id", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("ratifies_id", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("roll_hash", sa.String(length=64), nullable=False, server_default=""))

    with op.batch_alter_table("voters", schema=None) as batch_op:
        batch_op.add_column(sa.Column("holdings", sa.Text(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("owner", sa.String(length=120), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("contact", sa.String(length=20), nullable=False, server_default="not_yet"))

    op.create_table(
        "choice_sums",
        sa.Column("round_id", sa.String(length=40), nullable=False),
        sa.Column("group", sa.String(length=200), nullable=False),
        sa.Column("choice", sa.String(length=20), nullable=False),
        sa.Column("heads", sa.Integer(), nullable=False),
        sa.Column("area", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_choice_sums_round_id")),
        sa.PrimaryKeyConstraint("round_id", "group", "choice", name=op.f("pk_choice_sums")),
    )


def downgrade() -> None:
    op.drop_table("choice_sums")
    with op.batch_alter_table("voters", schema=None) as batch_op:
        batch_op.drop_column("contact")
        batch_op.drop_column("owner")
        batch_op.drop_column("holdings")

    with op.batch_alter_table("rounds", schema=None) as batch_op:
        batch_op.drop_column("roll_hash")
        batch_op.drop_column("ratifies_id")
        batch_op.drop_column("gate_id")
        batch_op.drop_column("rule")
        batch_op.drop_column("ballot")
