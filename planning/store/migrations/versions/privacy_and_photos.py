"""What people may take back, and what the public sees of a place: wordings, withdrawals, blur; sizes of photos.

Revision: privacy_and_photos, after spatial_indexes.
"""

import sqlalchemy as sa
from alembic import op

from planning.store import types

revision = "privacy_and_photos"
down_revision = "spatial_indexes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("communities", sa.Column("blur_m", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("photos", sa.Column("size_bytes", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("comments", sa.Column("edited_at", types.UtcTime(timezone=True), nullable=True))
    op.add_column("comments", sa.Column("withdrawn_at", types.UtcTime(timezone=True), nullable=True))
    op.add_column("comments", sa.Column("seen_by", sa.Text(), nullable=False, server_default="[]"))
    op.create_table(
        "comment_wordings",
        sa.Column("comment_id", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=20), nullable=False),
        sa.Column("stance", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author", sa.String(length=80), nullable=False),
        sa.Column("until", types.UtcTime(timezone=True), nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("community_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name=op.f("fk_comment_wordings_comment_id")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_comment_wordings_community_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_wordings")),
    )
    op.create_index("ix_comment_wordings_comment_id", "comment_wordings", ["comment_id"])
    op.create_index("ix_comment_wordings_community_id", "comment_wordings", ["community_id"])


def downgrade() -> None:
    op.drop_table("comment_wordings")
    for table, column in (
        ("comments", "seen_by"),
        ("comments", "withdrawn_at"),
        ("comments", "edited_at"),
        ("photos", "size_bytes"),
        ("communities", "blur_m"),
    ):
        op.drop_column(table, column)
