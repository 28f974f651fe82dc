"""The public-opinion channel: matters, their steps, who said "me too", and within how many days an answer is promised.

Revision: matters, after dissent.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from planning.store.types import UtcTime

revision = "matters"
down_revision = "dissent"
branch_labels = None
depends_on = None

ID = sa.String(length=40)


def _owned(table: str, *columns: Any, to: dict[str, tuple[str, bool]]) -> None:
    """A table of a community, with its keys and indexes; ``to``: columns that refer to other tables, True where searched by."""
    keys = {"community_id": ("communities", True)} | to
    op.create_table(
        table, *columns,
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        *(sa.ForeignKeyConstraint([name], [f"{other}.id"], name=op.f(f"fk_{table}_{name}")) for name, (other, _) in keys.items()),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )  # fmt: skip
    for name, (_, searched) in keys.items():
        if searched:
            op.create_index(op.f(f"ix_{table}_{name}"), table, [name], unique=False)


def upgrade() -> None:
    _owned(
        "matters",
        sa.Column("word_hash", sa.String(length=64), nullable=True),
        sa.Column("topic", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("due_at", UtcTime(), nullable=False),
        sa.Column("via", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("courtyard_id", ID, nullable=True),
        sa.Column("merged_into", ID, nullable=True),
        sa.Column("case_id", ID, nullable=True),
        sa.Column("hidden_at", UtcTime(), nullable=True),
        sa.Column("hidden_reason", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", UtcTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.UniqueConstraint("word_hash", name=op.f("uq_matters_word_hash")),
        to={"courtyard_id": ("courtyards", False), "merged_into": ("matters", True), "case_id": ("cases", True)},
    )
    _owned(
        "matter_steps",
        sa.Column("matter_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("deed", sa.String(length=20), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=True),
        sa.Column("other_id", ID, nullable=True),
        to={"matter_id": ("matters", True)},
    )
    _owned(
        "matter_supports",
        sa.Column("matter_id", ID, nullable=False),
        sa.Column("browser", ID, nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.UniqueConstraint("matter_id", "browser", name=op.f("uq_matter_supports_matter_id_browser")),
        to={"matter_id": ("matters", False)},
    )
    _owned(
        "matter_promises",
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        to={},
    )


def downgrade() -> None:
    for table in ("matter_promises", "matter_supports", "matter_steps", "matters"):
        op.drop_table(table)
