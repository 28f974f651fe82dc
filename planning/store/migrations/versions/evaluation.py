"""Evaluations with their codes and answers, and the ends of cases.

Revision: evaluation, after works.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from planning.store.types import UtcTime

revision = "evaluation"
down_revision = "works"
branch_labels = None
depends_on = None

ID = sa.String(length=40)


def _owned(table: str, *columns: sa.Column[Any], to: dict[str, tuple[str, bool]], unique: tuple[str, ...] = ()) -> None:
    """A table of a community with its keys and indexes; ``to``: columns that refer to other tables, True where searched by."""
    keys = {"community_id": ("communities", True)} | to
    once = (sa.UniqueConstraint(*unique, name=op.f(f"uq_{table}_{'_'.join(unique)}")),) if unique else ()
    op.create_table(
        table, *columns,
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        *(sa.ForeignKeyConstraint([name], [f"{other}.id"], name=op.f(f"fk_{table}_{name}")) for name, (other, _) in keys.items()),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        *once,
    )  # fmt: skip
    for name, (_, searched) in keys.items():
        if searched:
            op.create_index(op.f(f"ix_{table}_{name}"), table, [name], unique=False)


def upgrade() -> None:
    _owned(
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
        to={"case_id": ("cases", True), "courtyard_id": ("courtyards", False)}, unique=("courtyard_id", "year"),
    )  # fmt: skip
    _owned(
        "evaluation_codes",
        sa.Column("evaluation_id", ID, nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        to={"evaluation_id": ("evaluations", True)}, unique=("hash",),
    )  # fmt: skip
    _owned(
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
        to={"evaluation_id": ("evaluations", True), "courtyard_id": ("courtyards", False)}, unique=("evaluation_id", "once"),
    )  # fmt: skip
    op.create_index(op.f("ix_appraisals_browser"), "appraisals", ["browser"], unique=False)
    _owned(
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
