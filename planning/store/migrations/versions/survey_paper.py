"""Questionnaires on paper: runs of numbers, batches and sheets.

Revision: survey_paper, after walks.
"""

import sqlalchemy as sa
from alembic import op

from planning.store.owned_tables import ID, make_owned_table
from planning.store.types import UtcTime

revision = "survey_paper"
down_revision = "walks"
branch_labels = None
depends_on = None


def upgrade() -> None:
    make_owned_table(
        "survey_prints",
        sa.Column("survey_id", ID, nullable=False),
        sa.Column("edition_id", ID, nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        to={"survey_id": ("surveys", False), "edition_id": ("survey_editions", False)},
        unique=[("survey_id", "first")],
    )
    make_owned_table(
        "survey_batches",
        sa.Column("survey_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sheets", sa.Integer(), nullable=False),
        sa.Column("entered_by", ID, nullable=False),
        sa.Column("opened_at", UtcTime(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("confirmed_by", ID, nullable=False),
        sa.Column("confirmed_at", UtcTime(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        to={"survey_id": ("surveys", False)},
        unique=[("survey_id", "number")],
    )
    make_owned_table(
        "survey_sheets",
        sa.Column("survey_id", ID, nullable=False),
        sa.Column("batch_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("edition_id", ID, nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("unread", sa.String(length=30), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("courtyard_id", ID, nullable=True),
        sa.Column("used_id", sa.String(length=64), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        to={
            "survey_id": ("surveys", False),
            "batch_id": ("survey_batches", True),
            "edition_id": ("survey_editions", False),
            "courtyard_id": ("courtyards", False),
        },
        unique=[("survey_id", "number")],
    )


def downgrade() -> None:
    op.drop_table("survey_sheets")
    op.drop_table("survey_batches")
    op.drop_table("survey_prints")
