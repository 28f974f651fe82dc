"""Rounds announce seats, points, a budget, and whether ballots say where they came from; options have costs.

Revision: kinds_of_rounds, after map_counts.
"""

import sqlalchemy as sa
from alembic import op

revision = "kinds_of_rounds"
down_revision = "map_counts"
branch_labels = None
depends_on = None

ADDED = {
    "rounds": (
        sa.Column("seats", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("most_points", sa.Integer(), nullable=False, server_default="5"),
        sa.Column("unscored", sa.String(20), nullable=False, server_default="nought"),
        sa.Column("budget", sa.BigInteger()),
        sa.Column("by_place", sa.Boolean(), nullable=False, server_default="0"),
    ),
    "options": (sa.Column("cost", sa.BigInteger()),),
    "ballots": (sa.Column("place", sa.String(200), nullable=False, server_default=""),),
}


def upgrade() -> None:
    for table, columns in ADDED.items():
        for column in columns:
            op.add_column(table, column.copy())  # each with a default, so that SQLite need not build the table anew


def downgrade() -> None:
    for table, columns in ADDED.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in columns:
                batch_op.drop_column(column.name)
