"""Conversations by statements: the conversation, its statements, one sheet of votes for each browser.

Revision: statements, after comment_care.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from planning.store.types import UtcTime

revision = "statements"
down_revision = "comment_care"
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
        "conversations",
        sa.Column("case_id", ID, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("opened_at", UtcTime(), nullable=False),
        sa.Column("closed_at", UtcTime(), nullable=True),
        sa.Column("closed_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        to={"case_id": ("cases", True)},
    )
    _owned(
        "statements",
        sa.Column("conversation_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("seed", sa.Boolean(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("browser", ID, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.UniqueConstraint("conversation_id", "number", name=op.f("uq_statements_conversation_id_number")),
        to={"conversation_id": ("conversations", False)},
    )
    _owned(
        "vote_sheets",
        sa.Column("conversation_id", ID, nullable=False),
        sa.Column("browser", ID, nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("votes", sa.Text(), nullable=False),
        sa.UniqueConstraint("conversation_id", "browser", name=op.f("uq_vote_sheets_conversation_id_browser")),
        to={"conversation_id": ("conversations", False)},
    )


def downgrade() -> None:
    for table in ("vote_sheets", "statements", "conversations"):
        op.drop_table(table)
