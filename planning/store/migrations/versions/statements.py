"""Conversations by statements: the conversation, its statements, one sheet of votes for each browser.

Revision: statements, after comment_care.
"""

import sqlalchemy as sa
from alembic import op

from planning.store.owned_tables import ID, make_owned_table
from planning.store.types import UtcTime

revision = "statements"
down_revision = "comment_care"
branch_labels = None
depends_on = None


def upgrade() -> None:
    make_owned_table(
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
    make_owned_table(
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
    make_owned_table(
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
