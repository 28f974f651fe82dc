"""The next version of a published questionnaire while it is written.

Revision: survey_drafts, after themes_of_answers.
"""

import sqlalchemy as sa
from alembic import op

from planning.store.owned_tables import ID, make_owned_table
from planning.store.types import UtcTime

revision = "survey_drafts"
down_revision = "themes_of_answers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    make_owned_table(
        "survey_drafts",
        sa.Column("survey_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("changed_at", UtcTime(), nullable=False),
        to={"survey_id": ("surveys", False)},
        unique=(("survey_id",),),
    )


def downgrade() -> None:
    op.drop_table("survey_drafts")
