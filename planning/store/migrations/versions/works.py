"""Works of a case, their milestones, what they touch, and their photos.

Revision: works, after attachments.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from planning.store.types import Point, UtcTime

revision = "works"
down_revision = "attachments"
branch_labels = None
depends_on = None

ID = sa.String(length=40)


def _owned(table: str, *columns: sa.Column[Any], to: dict[str, str], unique: tuple[str, ...] = ()) -> None:
    """A table of a community with its keys, each of them searched by; ``to``: columns that refer to other tables."""
    keys = {"community_id": "communities"} | to
    once = (sa.UniqueConstraint(*unique, name=op.f(f"uq_{table}_{'_'.join(unique)}")),) if unique else ()
    op.create_table(
        table, *columns,
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        *(sa.ForeignKeyConstraint([name], [f"{other}.id"], name=op.f(f"fk_{table}_{name}")) for name, other in keys.items()),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        *once,
    )  # fmt: skip
    for name in keys:
        if (name,) != unique:
            op.create_index(op.f(f"ix_{table}_{name}"), table, [name], unique=False)


def upgrade() -> None:
    _owned(
        "works",
        sa.Column("case_id", ID, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("contractor", sa.Text(), nullable=False),
        sa.Column("planned_start", sa.Date(), nullable=False),
        sa.Column("planned_end", sa.Date(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("started", sa.Date(), nullable=True),
        sa.Column("ended", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("pin", Point(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        to={"case_id": "cases"},
    )
    _owned(
        "work_milestones",
        sa.Column("work_id", ID, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("reached", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        to={"work_id": "works"},
    )
    _owned(
        "work_touched",
        sa.Column("work_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("object_id", ID, nullable=False),
        sa.Column("fate", sa.String(length=20), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        to={"work_id": "works"}, unique=("work_id", "kind", "object_id", "label"),
    )  # fmt: skip
    _owned(
        "work_shots",
        sa.Column("work_id", ID, nullable=False),
        sa.Column("photo_id", ID, nullable=False),
        sa.Column("spot", sa.String(length=80), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        to={"work_id": "works", "photo_id": "photos"}, unique=("photo_id",),
    )  # fmt: skip


def downgrade() -> None:
    for table in ("work_shots", "work_touched", "work_milestones", "works"):
        op.drop_table(table)
