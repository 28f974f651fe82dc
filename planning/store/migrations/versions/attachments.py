"""Documents of objects of the map.

Revision: attachments, after planner_layers.
"""

import sqlalchemy as sa
from alembic import op

from planning.store.types import UtcTime

revision = "attachments"
down_revision = "planner_layers"
branch_labels = None
depends_on = None

ID = sa.String(length=40)


def upgrade() -> None:
    op.create_table(
        "attachments",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("object_id", ID, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_attachments_community_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
    )
    for name in ("community_id", "object_id"):
        op.create_index(op.f(f"ix_attachments_{name}"), "attachments", [name], unique=False)


def downgrade() -> None:
    op.drop_table("attachments")
