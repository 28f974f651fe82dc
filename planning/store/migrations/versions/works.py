"""Works of a case, their milestones, what they touch, and their photos.

Revision: works, after attachments.
"""

import sqlalchemy as sa
from alembic import op

from planning.store.owned_tables import ID, make_owned_table
from planning.store.types import Point, UtcTime

revision = "works"
down_revision = "attachments"
branch_labels = None
depends_on = None


def upgrade() -> None:
    make_owned_table(
        "works",
        sa.Column("case_id", ID, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("contractor", sa.Text(), nullable=False),
        sa.Column("planned_start", sa.Date(), nullable=False),
        sa.Column("planned_end", sa.Date(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("started", sa.Date(), nullable=True),
        sa.Column("ended", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("pin", Point(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        to={"case_id": ("cases", True)},
    )
    make_owned_table(
        "work_milestones",
        sa.Column("work_id", ID, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("reached", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        to={"work_id": ("works", True)},
    )
    make_owned_table(
        "work_touched",
        sa.Column("work_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("object_id", ID, nullable=False),
        sa.Column("fate", sa.String(length=20), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        to={"work_id": ("works", True)}, unique=[("work_id", "kind", "object_id", "label")],
    )  # fmt: skip
    make_owned_table(
        "work_shots",
        sa.Column("work_id", ID, nullable=False),
        sa.Column("photo_id", ID, nullable=False),
        sa.Column("spot", sa.String(length=80), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        to={"work_id": ("works", True), "photo_id": ("photos", False)}, unique=[("photo_id",)],
    )  # fmt: skip


def downgrade() -> None:
    for table in ("work_shots", "work_touched", "work_milestones", "works"):
        op.drop_table(table)
