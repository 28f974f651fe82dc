"""Programmes with their cases, and the people in charge of courtyards with their terms.

Revision: programmes, after meetings.
"""

import sqlalchemy as sa
from alembic import op

from planning.store.owned_tables import ID, make_owned_table
from planning.store.types import UtcTime

revision = "programmes"
down_revision = "meetings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    make_owned_table(
        "courtyard_terms",
        sa.Column("courtyard_id", ID, nullable=False),
        sa.Column("body", sa.String(length=20), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("begins", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("round_id", ID, nullable=True),
        sa.Column("meeting_id", ID, nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        to={"courtyard_id": ("courtyards", True), "round_id": ("rounds", False), "meeting_id": ("meetings", False)},
    )
    make_owned_table(
        "programmes",
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        to={},
    )
    make_owned_table(
        "programme_cases",
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("copied_from", ID, nullable=True),
        sa.UniqueConstraint("programme_id", "case_id", name=op.f("uq_programme_cases_programme_id_case_id")),
        to={"programme_id": ("programmes", False), "case_id": ("cases", True), "copied_from": ("cases", True)},
    )


def downgrade() -> None:
    for table in ("programme_cases", "programmes", "courtyard_terms"):
        op.drop_table(table)
