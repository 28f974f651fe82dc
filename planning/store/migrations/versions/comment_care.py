"""What is done about comments: words covered, merged with one that says the same, what became of them.

Revision: comment_care, after matters.
"""

import sqlalchemy as sa
from alembic import op

from planning.store.types import UtcTime

revision = "comment_care"
down_revision = "matters"
branch_labels = None
depends_on = None

ID = sa.String(length=40)
KEYS = {"community_id": "communities", "comment_id": "comments", "merged_into": "comments", "option_id": "options"}


def upgrade() -> None:
    op.create_table(
        "comment_care",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("comment_id", ID, nullable=False),
        sa.Column("masked_at", UtcTime(), nullable=True),
        sa.Column("masked_reason", sa.Text(), nullable=False),
        sa.Column("masked_version", sa.Integer(), nullable=True),
        sa.Column("merged_into", ID, nullable=True),
        sa.Column("fate", sa.String(length=20), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("option_id", ID, nullable=True),
        sa.Column("fate_at", UtcTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        *(sa.ForeignKeyConstraint([n], [f"{to}.id"], name=op.f(f"fk_comment_care_{n}")) for n, to in KEYS.items()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_care")),
        sa.UniqueConstraint("comment_id", name=op.f("uq_comment_care_comment_id")),
    )
    for name in ("community_id", "merged_into"):
        op.create_index(op.f(f"ix_comment_care_{name}"), "comment_care", [name], unique=False)


def downgrade() -> None:
    op.drop_table("comment_care")
