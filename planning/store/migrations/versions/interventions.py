"""Options applied at places.

Revision: interventions, after statements.
"""

import sqlalchemy as sa
from alembic import op

from planning.store.types import UtcTime

revision = "interventions"
down_revision = "statements"
branch_labels = None
depends_on = None

ID = sa.String(length=40)
KEYS = {"community_id": "communities", "case_id": "cases", "option_id": "options"}


def upgrade() -> None:
    op.create_table(
        "interventions",
        sa.Column("case_id", ID, nullable=False),
        sa.Column("option_id", ID, nullable=False),
        sa.Column("measure", sa.String(length=20), nullable=False),
        sa.Column("target", sa.String(length=20), nullable=False),
        sa.Column("target_id", ID, nullable=False),
        sa.Column("lon", sa.Double(), nullable=False),
        sa.Column("lat", sa.Double(), nullable=False),
        sa.Column("species", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("batch", ID, nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("withdrawn_at", UtcTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        *(
            sa.ForeignKeyConstraint([name], [f"{other}.id"], name=op.f(f"fk_interventions_{name}"))
            for name, other in KEYS.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interventions")),
    )
    for name in KEYS:
        op.create_index(op.f(f"ix_interventions_{name}"), "interventions", [name], unique=False)


def downgrade() -> None:
    op.drop_table("interventions")
