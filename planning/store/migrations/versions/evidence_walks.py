"""Evidence walks and their photos.

Revision: evidence_walks, after survey_drafts.
"""

import sqlalchemy as sa
from alembic import op

from planning.store.owned_tables import ID, make_owned_table
from planning.store.types import Point, Shape, UtcTime

revision = "evidence_walks"
down_revision = "survey_drafts"
branch_labels = None
depends_on = None

SHAPES = (("evidence_walks", "route"), ("evidence_photos", "pin"))


def upgrade() -> None:
    make_owned_table(
        "evidence_walks",
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("leader_id", ID, nullable=False),
        sa.Column("route", Shape(), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.Column("case_id", ID, nullable=True),
        sa.Column("courtyard_id", ID, nullable=True),
        sa.Column("group_ids", sa.Text(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("closed_at", UtcTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        to={"case_id": ("cases", True), "courtyard_id": ("courtyards", False)},
    )
    op.create_index(op.f("ix_evidence_walks_leader_id"), "evidence_walks", ["leader_id"], unique=False)
    make_owned_table(
        "evidence_photos",
        sa.Column("walk_id", ID, nullable=False),
        sa.Column("pin", Point(), nullable=False),
        sa.Column("placed", sa.String(length=20), nullable=False),
        sa.Column("taken_at", UtcTime(), nullable=False),
        sa.Column("timed", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("browser", ID, nullable=False),
        sa.Column("member_id", ID, nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("into_id", ID, nullable=False),
        sa.Column("decided_at", UtcTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        to={"walk_id": ("evidence_walks", True)},
    )
    op.create_index(op.f("ix_evidence_photos_browser"), "evidence_photos", ["browser"], unique=False)
    if op.get_bind().dialect.name == "postgresql":
        for table, column in SHAPES:
            op.create_index(f"ix_{table}_{column}_gist", table, [column], postgresql_using="gist", if_not_exists=True)


def downgrade() -> None:
    op.drop_table("evidence_photos")
    op.drop_table("evidence_walks")
