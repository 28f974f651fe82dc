"""The public-opinion channel: matters, their steps, who said "me too", and within how many days an answer is promised.

Revision: matters, after dissent.
"""

import sqlalchemy as sa
from alembic import op

from planning.store.owned_tables import ID, make_owned_table
from planning.store.types import UtcTime

revision = "matters"
down_revision = "dissent"
branch_labels = None
depends_on = None


def upgrade() -> None:
    make_owned_table(
        "matters",
        sa.Column("word_hash", sa.String(length=64), nullable=True),
        sa.Column("topic", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("due_at", UtcTime(), nullable=False),
        sa.Column("via", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("courtyard_id", ID, nullable=True),
        sa.Column("merged_into", ID, nullable=True),
        sa.Column("case_id", ID, nullable=True),
        sa.Column("hidden_at", UtcTime(), nullable=True),
        sa.Column("hidden_reason", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", UtcTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.UniqueConstraint("word_hash", name=op.f("uq_matters_word_hash")),
        to={"courtyard_id": ("courtyards", False), "merged_into": ("matters", True), "case_id": ("cases", True)},
    )
    make_owned_table(
        "matter_steps",
        sa.Column("matter_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("deed", sa.String(length=20), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=True),
        sa.Column("other_id", ID, nullable=True),
        to={"matter_id": ("matters", True)},
    )
    make_owned_table(
        "matter_supports",
        sa.Column("matter_id", ID, nullable=False),
        sa.Column("browser", ID, nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.UniqueConstraint("matter_id", "browser", name=op.f("uq_matter_supports_matter_id_browser")),
        to={"matter_id": ("matters", False)},
    )
    make_owned_table(
        "matter_promises",
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        to={},
    )


def downgrade() -> None:
    for table in ("matter_promises", "matter_supports", "matter_steps", "matters"):
        op.drop_table(table)
