"""Questionnaires, their versions, what was answered, and which codes were used for them.

Revision: questionnaires, after interventions.
"""

import sqlalchemy as sa
from alembic import op

from planning.store.owned_tables import ID, make_owned_table
from planning.store.types import UtcTime

revision = "questionnaires"
down_revision = "interventions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    make_owned_table(
        "surveys",
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("entry", sa.String(length=20), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("case_id", ID, nullable=True),
        sa.Column("round_id", ID, nullable=True),
        sa.Column("asks_courtyard", sa.Boolean(), nullable=False),
        sa.Column("before_id", ID, nullable=True),
        sa.Column("published_at", UtcTime(), nullable=True),
        sa.Column("closed_at", UtcTime(), nullable=True),
        sa.Column("closed_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        to={"case_id": ("cases", True), "round_id": ("rounds", False), "before_id": ("surveys", False)},
    )
    make_owned_table(
        "survey_editions",
        sa.Column("survey_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.Column("file", sa.String(length=200), nullable=False),
        to={"survey_id": ("surveys", False)},
        unique=(("survey_id", "number"),),
    )
    make_owned_table(
        "survey_responses",
        sa.Column("survey_id", ID, nullable=False),
        sa.Column("edition_id", ID, nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("means", sa.String(length=20), nullable=False),
        sa.Column("receipt", sa.String(length=40), nullable=False),
        sa.Column("client_hash", sa.String(length=64), nullable=False),
        sa.Column("body_hash", sa.String(length=64), nullable=False),
        sa.Column("courtyard_id", ID, nullable=True),
        sa.Column("browser", ID, nullable=False),
        sa.Column("assisted", sa.Text(), nullable=True),
        to={"survey_id": ("surveys", True), "edition_id": ("survey_editions", True), "courtyard_id": ("courtyards", False)},
        unique=(("client_hash",), ("receipt",)),
    )  # fmt: skip
    op.create_index(op.f("ix_survey_responses_browser"), "survey_responses", ["browser"], unique=False)
    make_owned_table(
        "survey_codes",
        sa.Column("survey_id", ID, nullable=False),
        to={"survey_id": ("surveys", True)},
        id_=sa.String(length=64),
    )


def downgrade() -> None:
    for table in ("survey_codes", "survey_responses", "survey_editions", "surveys"):
        op.drop_table(table)
