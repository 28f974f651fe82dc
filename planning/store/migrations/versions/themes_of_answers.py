"""Themes of open answers, and the answers under each.

Revision: themes_of_answers, after trainings.
"""

import sqlalchemy as sa
from alembic import op

from planning.store.owned_tables import ID, make_owned_table
from planning.store.types import UtcTime

revision = "themes_of_answers"
down_revision = "trainings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    make_owned_table(
        "survey_themes",
        sa.Column("survey_id", ID, nullable=False),
        sa.Column("question", sa.String(length=200), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.Column("dropped_at", UtcTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        to={"survey_id": ("surveys", True)},
    )
    make_owned_table(
        "survey_theme_answers",
        sa.Column("theme_id", ID, nullable=False),
        sa.Column("response_id", ID, nullable=False),
        to={"theme_id": ("survey_themes", False), "response_id": ("survey_responses", True)},
        unique=(("theme_id", "response_id"),),
    )


def downgrade() -> None:
    op.drop_table("survey_theme_answers")
    op.drop_table("survey_themes")
