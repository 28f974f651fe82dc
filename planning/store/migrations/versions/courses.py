"""How a case goes on: its phases with dates, who keeps it, how it was handed up and back.

Cases that are there need no row: without one a case is in the phase that its own row says, and kept by the community.

Revision: courses, after questionnaires.
"""

import sqlalchemy as sa
from alembic import op

from planning.store.owned_tables import ID, make_owned_table
from planning.store.types import UtcTime

revision = "courses"
down_revision = "questionnaires"
branch_labels = None
depends_on = None


def upgrade() -> None:
    make_owned_table(
        "case_phases",
        sa.Column("case_id", ID, nullable=False),
        sa.Column("phase", sa.String(length=20), nullable=False),
        sa.Column("begins", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("dropped_at", UtcTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        to={"case_id": ("cases", True)},
    )
    make_owned_table(
        "case_keepings",
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("owner_id", ID, nullable=True),
        sa.Column("courtyard_ids", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        to={"id": ("cases", False), "owner_id": ("members", False)},
    )
    make_owned_table(
        "case_handovers",
        sa.Column("case_id", ID, nullable=False),
        sa.Column("to", sa.String(length=20), nullable=False),
        sa.Column("courtyard_id", ID, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        to={"case_id": ("cases", True), "courtyard_id": ("courtyards", False)},
    )


def downgrade() -> None:
    for table in ("case_handovers", "case_keepings", "case_phases"):
        op.drop_table(table)
