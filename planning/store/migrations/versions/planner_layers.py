"""Layers of planners, and what is drawn on them by hand; free layers that were imported become layers, inside at first.

Revision: planner_layers, after programmes.
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from planning.site import new_id
from planning.store.types import UtcTime

revision = "planner_layers"
down_revision = "programmes"
branch_labels = None
depends_on = None

ID = sa.String(length=40)


def upgrade() -> None:
    layers = op.create_table(
        "planner_layers",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("accuracy_m", sa.Double(), nullable=True),
        sa.Column("courtyard_id", ID, nullable=True),
        sa.Column("published_at", UtcTime(), nullable=True),
        sa.Column("retired_at", UtcTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_planner_layers_community_id")),
        sa.ForeignKeyConstraint(["courtyard_id"], ["courtyards.id"], name=op.f("fk_planner_layers_courtyard_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planner_layers")),
        sa.UniqueConstraint("community_id", "name", name=op.f("uq_planner_layers_community_id_name")),
    )
    op.create_index(op.f("ix_planner_layers_community_id"), "planner_layers", ["community_id"], unique=False)
    with op.batch_alter_table("layer_features", schema=None) as batch_op:
        batch_op.add_column(sa.Column("mark", sa.String(length=10), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("note", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("retired_at", UtcTime(), nullable=True))
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    there = op.get_bind().execute(sa.text("SELECT DISTINCT community_id, layer FROM layer_features")).all()
    now = datetime.now(UTC)
    rows = [
        {"id": new_id(), "community_id": community, "name": name, "at": now, "source": "", "version": 1}
        for community, name in there
    ]
    op.bulk_insert(layers, rows)


def downgrade() -> None:
    with op.batch_alter_table("layer_features", schema=None) as batch_op:
        for name in ("version", "retired_at", "note", "mark"):
            batch_op.drop_column(name)
    op.drop_table("planner_layers")
