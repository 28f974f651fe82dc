"""The register of households of a case, and lift cost shares.

Revision: households, after funds.
"""

import sqlalchemy as sa
from alembic import op

from planning.store.owned_tables import ID, make_owned_table
from planning.store.types import UtcTime

revision = "households"
down_revision = "funds"
branch_labels = None
depends_on = None


def upgrade() -> None:
    make_owned_table(
        "households",
        sa.Column("case_id", ID, nullable=False),
        sa.Column("courtyard_id", ID, nullable=True),
        sa.Column("door", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        to={"case_id": ("cases", True), "courtyard_id": ("courtyards", False)},
        unique=[("case_id", "courtyard_id", "door")],
    )
    make_owned_table(
        "lift_plans",
        sa.Column("case_id", ID, nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("by_area", sa.Boolean(), nullable=False),
        sa.Column("coefficients", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("flats", sa.Text(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        to={"case_id": ("cases", False)},
        unique=[("case_id",)],
    )


def downgrade() -> None:
    op.drop_table("lift_plans")
    op.drop_table("households")
