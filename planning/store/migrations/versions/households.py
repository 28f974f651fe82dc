"""The register of households of a case, and lift cost shares.

Revision: households, after funds.
"""

import sqlalchemy as sa
from alembic import op

from planning.store.types import UtcTime

revision = "households"
down_revision = "funds"
branch_labels = None
depends_on = None

ID = sa.String(length=40)


def _owned(table: str, *columns: sa.Column, to: dict[str, tuple[str, bool]], unique: tuple[str, ...]) -> None:  # type: ignore[type-arg]
    """A table of a community with its keys and indexes; ``to``: columns that refer to other tables, True where searched by."""
    keys = {"community_id": ("communities", True)} | to
    op.create_table(
        table, *columns,
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        *(sa.ForeignKeyConstraint([name], [f"{other}.id"], name=op.f(f"fk_{table}_{name}")) for name, (other, _) in keys.items()),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint(*unique, name=op.f(f"uq_{table}_{'_'.join(unique)}")),
    )  # fmt: skip
    for name, (_, searched) in keys.items():
        if searched:
            op.create_index(op.f(f"ix_{table}_{name}"), table, [name], unique=False)


def upgrade() -> None:
    _owned(
        "households",
        sa.Column("case_id", ID, nullable=False),
        sa.Column("courtyard_id", ID, nullable=True),
        sa.Column("door", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        to={"case_id": ("cases", True), "courtyard_id": ("courtyards", False)},
        unique=("case_id", "courtyard_id", "door"),
    )
    _owned(
        "lift_plans",
        sa.Column("case_id", ID, nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("by_area", sa.Boolean(), nullable=False),
        sa.Column("coefficients", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("flats", sa.Text(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        to={"case_id": ("cases", False)},
        unique=("case_id",),
    )


def downgrade() -> None:
    op.drop_table("lift_plans")
    op.drop_table("households")
