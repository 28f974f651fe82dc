"""Planting terms, rules and species of one's own; options may be species, rounds carry their screening.

Revision: planting, after paper_ballots.
"""

import sqlalchemy as sa
from alembic import op

from planning.store.types import UtcTime

revision = "planting"
down_revision = "paper_ballots"
branch_labels = None
depends_on = None

TABLES = ("own_species", "own_rules", "planting_terms")


def _owned(name: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("community_id", sa.String(40), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f(f"fk_{name}_community_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    ]


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def upgrade() -> None:
    op.create_table(
        "planting_terms", *_owned("planting_terms"), _text("tables"), sa.Column("winter_c", sa.Double()),
        _text("winter_source"), _text("weights"), _text("weighed_by"), sa.Column("weights_round", sa.String(40)),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["weights_round"], ["rounds.id"], name=op.f("fk_planting_terms_weights_round")),
    )  # fmt: skip
    op.create_table(
        "own_rules", *_owned("own_rules"), sa.Column("thing", sa.String(20), nullable=False), _text("name"),
        sa.Column("tree_m", sa.Double(), nullable=False), sa.Column("shrub_m", sa.Double()),
        sa.Column("crown_from_m", sa.Double(), nullable=False), sa.Column("roots_from", sa.Integer(), nullable=False),
        _text("source"), sa.Column("retired_at", UtcTime()), sa.Column("version", sa.Integer(), nullable=False),
    )  # fmt: skip
    op.create_table(
        "own_species", *_owned("own_species"), sa.Column("scientific", sa.String(200), nullable=False), _text("row"),
        sa.Column("retired_at", UtcTime()), sa.Column("version", sa.Integer(), nullable=False),
    )  # fmt: skip
    for table in TABLES:
        op.create_index(op.f(f"ix_{table}_community_id"), table, ["community_id"])
    with op.batch_alter_table("options", schema=None) as batch_op:
        batch_op.add_column(sa.Column("species", sa.String(200), nullable=False, server_default=""))
    with op.batch_alter_table("rounds", schema=None) as batch_op:
        batch_op.add_column(sa.Column("screening", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("rounds", schema=None) as batch_op:
        batch_op.drop_column("screening")
    with op.batch_alter_table("options", schema=None) as batch_op:
        batch_op.drop_column("species")
    for table in TABLES:
        op.drop_table(table)
