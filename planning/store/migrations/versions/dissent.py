"""Objections to a case, the visits that they led to, and what was decided.

Revision: dissent, after base_maps.
"""

import sqlalchemy as sa
from alembic import op

from planning.store.owned_tables import ID, make_owned_table
from planning.store.types import UtcTime

revision = "dissent"
down_revision = "base_maps"
branch_labels = None
depends_on = None


def upgrade() -> None:
    make_owned_table(
        "objections",
        sa.Column("case_id", ID, nullable=False),
        sa.Column("topic", sa.String(length=20), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("owner_id", ID, nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("comment_id", ID, nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", UtcTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        to={"case_id": ("cases", True), "owner_id": ("members", False), "comment_id": ("comments", True)},
    )
    make_owned_table(
        "objection_visits",
        sa.Column("objection_id", ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("went", sa.Text(), nullable=False),
        sa.Column("explained", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        to={"objection_id": ("objections", True)},
    )
    make_owned_table(
        "case_decisions",
        sa.Column("case_id", ID, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("way", sa.String(length=20), nullable=False),
        sa.Column("force", sa.String(length=20), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("round_id", ID, nullable=True),
        sa.Column("present", sa.Integer(), nullable=False),
        sa.Column("attending", sa.Text(), nullable=False),
        sa.Column("in_favour", sa.Integer(), nullable=False),
        sa.Column("against", sa.Integer(), nullable=False),
        sa.Column("abstained", sa.Integer(), nullable=False),
        sa.Column("unvisited", sa.Integer(), nullable=False),
        sa.Column("unvisited_reason", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", UtcTime(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        to={"case_id": ("cases", True), "round_id": ("rounds", False)},
    )


def downgrade() -> None:
    for table in ("case_decisions", "objection_visits", "objections"):
        op.drop_table(table)
