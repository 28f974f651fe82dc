"""Imports can be taken back and say how exact they are; planners' free layers.

Revision: imports_taken_back, after kinds_of_rounds.
"""

import sqlalchemy as sa
from alembic import op

from planning.store.types import Shape, UtcTime

revision = "imports_taken_back"
down_revision = "kinds_of_rounds"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("imports", schema=None) as batch_op:
        batch_op.add_column(sa.Column("surveyed_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("stated_m", sa.Double(), nullable=True))
        batch_op.add_column(sa.Column("taken_back_at", UtcTime(), nullable=True))
    op.create_table(
        "import_changes",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("import_id", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("object_id", sa.String(40), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name="fk_import_changes_import_id"),
        sa.PrimaryKeyConstraint("id", name="pk_import_changes"),
    )
    op.create_index("ix_import_changes_import_id", "import_changes", ["import_id"])
    op.create_table(
        "layer_features",
        sa.Column("layer", sa.String(120), nullable=False),
        sa.Column("outline", Shape(), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("west", sa.Float(), nullable=False),
        sa.Column("south", sa.Float(), nullable=False),
        sa.Column("east", sa.Float(), nullable=False),
        sa.Column("north", sa.Float(), nullable=False),
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("community_id", sa.String(40), nullable=False),
        sa.Column("external_id", sa.String(120), nullable=False),
        sa.Column("import_id", sa.String(40), nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_layer_features_community_id"),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name="fk_layer_features_import_id"),
        sa.PrimaryKeyConstraint("id", name="pk_layer_features"),
    )
    op.create_index("ix_layer_features_community_id", "layer_features", ["community_id"])
    op.create_index("ix_layer_features_external", "layer_features", ["community_id", "external_id"])
    if op.get_bind().dialect.name == "postgresql":
        op.create_index("ix_layer_features_outline_gist", "layer_features", ["outline"], postgresql_using="gist")


def downgrade() -> None:
    op.drop_table("layer_features")
    op.drop_table("import_changes")
    with op.batch_alter_table("imports", schema=None) as batch_op:
        batch_op.drop_column("taken_back_at")
        batch_op.drop_column("stated_m")
        batch_op.drop_column("surveyed_on")
