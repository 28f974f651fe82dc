"""The training register of the planner team.

Revision: trainings, after survey_paper.
"""

import sqlalchemy as sa
from alembic import op

from planning.store.owned_tables import ID, make_owned_table

revision = "trainings"
down_revision = "survey_paper"
branch_labels = None
depends_on = None


def upgrade() -> None:
    make_owned_table(
        "planner_trainings",
        sa.Column("planner_id", ID, nullable=False),
        sa.Column("course", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("given_by", sa.Text(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        to={"planner_id": ("planners", True)},
    )


def downgrade() -> None:
    op.drop_table("planner_trainings")
