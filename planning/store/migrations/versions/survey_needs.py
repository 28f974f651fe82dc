"""Cases that were opened from a need that a questionnaire told.

Revision: survey_needs, after households.
"""

import sqlalchemy as sa
from alembic import op

revision = "survey_needs"
down_revision = "households"
branch_labels = None
depends_on = None

ID = sa.String(length=40)
KEYS = {"community_id": "communities", "survey_id": "surveys", "case_id": "cases"}


def upgrade() -> None:
    op.create_table(
        "survey_needs",
        sa.Column("question", sa.String(length=200), nullable=False),
        sa.Column("choice", sa.String(length=200), nullable=False),
        sa.Column("id", ID, nullable=False),
        *(sa.Column(name, ID, nullable=False) for name in KEYS),
        *(sa.ForeignKeyConstraint([name], [f"{other}.id"], name=op.f(f"fk_survey_needs_{name}")) for name, other in KEYS.items()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_needs")),
        sa.UniqueConstraint("survey_id", "question", "choice", name=op.f("uq_survey_needs_survey_id_question_choice")),
    )  # fmt: skip
    for name in ("community_id", "case_id"):
        op.create_index(op.f(f"ix_survey_needs_{name}"), "survey_needs", [name], unique=False)


def downgrade() -> None:
    op.drop_table("survey_needs")
