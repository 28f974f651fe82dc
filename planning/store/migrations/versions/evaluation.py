"""Evaluations with their codes and answers, and the ends of cases.

Revision: evaluation, after works.
"""

import sqlalchemy as sa
from alembic import op

from planning.store.owned_tables import ID, make_owned_table
from planning.store.types import UtcTime

revision = "evaluation"
down_revision = "works"
branch_labels = None
depends_on = None


def upgrade() -> None:
    make_owned_table(
        "evaluations",
        sa.Column("about", sa.String(length=20), nullable=False),
        sa.Column("promise", sa.Text(), nullable=False),
        sa.Column("opens", UtcTime(), nullable=False),
        sa.Column("closes", UtcTime(), nullable=False),
        sa.Column("by_code", sa.Boolean(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("case_id", ID, nullable=True),
        sa.Column("courtyard_id", ID, nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        to={"case_id": ("cases", True), "courtyard_id": ("courtyards", False)}, unique=[("courtyard_id", "year")],
    )  # fmt: skip
    make_owned_table(
        "evaluation_codes",
        sa.Column("evaluation_id", ID, nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        to={"evaluation_id": ("evaluations", True)}, unique=[("hash",)],
    )  # fmt: skip
    make_owned_table(
        "appraisals",
        sa.Column("evaluation_id", ID, nullable=False),
        sa.Column("once", sa.String(length=64), nullable=False),
        sa.Column("browser", sa.String(length=64), nullable=False),
        sa.Column("done", sa.String(length=20), nullable=False),
        sa.Column("good", sa.String(length=20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("courtyard_id", ID, nullable=True),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        to={"evaluation_id": ("evaluations", True), "courtyard_id": ("courtyards", False)}, unique=[("evaluation_id", "once")],
    )  # fmt: skip
    op.create_index(op.f("ix_appraisals_browser"), "appraisals", ["browser"], unique=False)
    make_owned_table(
        "case_endings",
        sa.Column("case_id", ID, nullable=False),
        sa.Column("evaluation_id", ID, nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        to={"case_id": ("cases", True), "evaluation_id": ("evaluations", False)},
    )


def downgrade() -> None:
    for table in ("case_endings", "appraisals", "evaluation_codes", "evaluations"):
        op.drop_table(table)
