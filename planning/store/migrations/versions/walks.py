"""Walks from door to door and their stops.

Revision: walks, after later_spatial_indexes.
"""

import sqlalchemy as sa
from alembic import op

from planning.store.owned_tables import ID, make_owned_table
from planning.store.types import Point, UtcTime

revision = "walks"
down_revision = "later_spatial_indexes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    make_owned_table(
        "walks",
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.Column("courtyard_id", ID, nullable=True),
        sa.Column("case_id", ID, nullable=True),
        sa.Column("survey_id", ID, nullable=True),
        sa.Column("closed_at", UtcTime(), nullable=True),
        sa.Column("left", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        to={"courtyard_id": ("courtyards", False), "case_id": ("cases", True), "survey_id": ("surveys", True)},
    )
    make_owned_table(
        "walk_stops",
        sa.Column("walk_id", ID, nullable=False),
        sa.Column("courtyard_id", ID, nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("door", sa.Text(), nullable=False),
        sa.Column("street", sa.Text(), nullable=False),
        sa.Column("pin", Point(), nullable=True),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("back_on", sa.Date(), nullable=True),
        sa.Column("back_time", sa.String(length=10), nullable=False),
        sa.Column("history", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        to={"walk_id": ("walks", True), "courtyard_id": ("courtyards", False)},
    )
    if op.get_bind().dialect.name == "postgresql":
        op.create_index("ix_walk_stops_pin_gist", "walk_stops", ["pin"], postgresql_using="gist", if_not_exists=True)


def downgrade() -> None:
    op.drop_table("walk_stops")
    op.drop_table("walks")
