"""How a case goes on: its phases with dates, who keeps it, how it was handed up and back.

Cases that are there need no row: without one a case is in the phase that its own row says, and kept by the community.

Revision: courses, after questionnaires.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from planning.store.types import UtcTime

revision = "courses"
down_revision = "questionnaires"
branch_labels = None
depends_on = None

ID = sa.String(length=40)


def _owned(table: str, *columns: sa.Column[Any], to: dict[str, tuple[str, bool]]) -> None:
    """A table of a community, with its keys and indexes; ``to``: columns that refer to other tables, True where searched by."""
    keys = {"community_id": ("communities", True)} | to
    op.create_table(
        table,
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        *columns,
        *(sa.ForeignKeyConstraint([name], [f"{other}.id"], name=op.f(f"fk_{table}_{name}")) for name, (other, _) in keys.items()),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )  # fmt: skip
    for name, (_, searched) in keys.items():
        if searched:
            op.create_index(op.f(f"ix_{table}_{name}"), table, [name], unique=False)


def upgrade() -> None:
    _owned(
        "case_phases",
        sa.Column("case_id", ID, nullable=False),
        sa.Column("phase", sa.String(length=20), nullable=False),
        sa.Column("begins", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("dropped_at", UtcTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        to={"case_id": ("cases", True)},
    )
    _owned(
        "case_keepings",
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("owner_id", ID, nullable=True),
        sa.Column("courtyard_ids", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        to={"id": ("cases", False), "owner_id": ("members", False)},
    )
    _owned(
        "case_handovers",
        sa.Column("case_id", ID, nullable=False),
        sa.Column("to", sa.String(length=20), nullable=False),
        sa.Column("courtyard_id", ID, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        to={"case_id": ("cases", True), "courtyard_id": ("courtyards", False)},
    )


def downgrade() -> None:
    for table in ("case_handovers", "case_keepings", "case_phases"):
        op.drop_table(table)
