"""Base maps that planners load: files of tiles lie beside the database.

Revision: base_maps, after imports_taken_back.
"""

import sqlalchemy as sa
from alembic import op

from planning.store.types import UtcTime

revision = "base_maps"
down_revision = "imports_taken_back"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "base_maps",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("community_id", sa.String(40), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("attribution", sa.Text(), nullable=False),
        sa.Column("datum", sa.String(8), nullable=False),
        sa.Column("form", sa.String(8), nullable=False),
        sa.Column("picture", sa.String(8), nullable=False),
        sa.Column("least_zoom", sa.Integer(), nullable=False),
        sa.Column("most_zoom", sa.Integer(), nullable=False),
        sa.Column("bounds", sa.Text()),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("by", sa.String(40), nullable=False),
        sa.Column("retired_at", UtcTime()),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_base_maps_community_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_base_maps")),
    )
    op.create_index(op.f("ix_base_maps_community_id"), "base_maps", ["community_id"])


def downgrade() -> None:
    op.drop_table("base_maps")
