"""Decisions tell what objected elsewhere; what was entered wrongly is taken out or called off with a reason.

Objections may come from a household of the register. Objections that were entered by mistake, evaluations that were called off (their year is free again), and people in charge who were
chosen before their round or meeting could be kept here.

Revision: entered_wrongly, after stated_absent.
"""

import sqlalchemy as sa
from alembic import op

from planning.store.owned_tables import ID
from planning.store.types import UtcTime

revision = "entered_wrongly"
down_revision = "stated_absent"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("case_decisions", sa.Column("unentered", sa.Integer(), nullable=False, server_default="0"))
    op.add_column(
        "case_decisions", sa.Column("unentered_doors", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    with op.batch_alter_table("objections") as batch:
        batch.add_column(sa.Column("household_id", ID, nullable=True))
        batch.add_column(sa.Column("mistaken_at", UtcTime(), nullable=True))
        batch.add_column(sa.Column("mistaken_reason", sa.Text(), nullable=False, server_default=""))
        batch.create_foreign_key(op.f("fk_objections_household_id"), "households", ["household_id"], ["id"])
        batch.create_index(op.f("ix_objections_household_id"), ["household_id"])
    with op.batch_alter_table("evaluations") as batch:
        batch.add_column(sa.Column("called_off_at", UtcTime(), nullable=True))
        batch.add_column(sa.Column("called_off_reason", sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        batch.drop_constraint(op.f("uq_evaluations_courtyard_id_year"), type_="unique")
    standing = sa.text("called_off_at IS NULL")
    op.create_index(
        "uq_evaluations_standing", "evaluations", ["courtyard_id", "year"], unique=True, sqlite_where=standing,
        postgresql_where=standing,
    )  # fmt: skip
    op.add_column("courtyard_terms", sa.Column("chosen_before", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("courtyard_terms", "chosen_before")
    op.drop_index("uq_evaluations_standing", "evaluations")
    with op.batch_alter_table("evaluations") as batch:
        batch.create_unique_constraint(op.f("uq_evaluations_courtyard_id_year"), ["courtyard_id", "year"])
        batch.drop_column("version")
        batch.drop_column("called_off_reason")
        batch.drop_column("called_off_at")
    with op.batch_alter_table("objections") as batch:
        batch.drop_index(op.f("ix_objections_household_id"))
        batch.drop_constraint(op.f("fk_objections_household_id"), type_="foreignkey")
        batch.drop_column("mistaken_reason")
        batch.drop_column("mistaken_at")
        batch.drop_column("household_id")
    op.drop_column("case_decisions", "unentered_doors")
    op.drop_column("case_decisions", "unentered")
