"""Power lines have a voltage: tables of distances tell overhead lines apart by it.

Revision: line_voltages, after opened_early.
"""

import sqlalchemy as sa
from alembic import op

revision = "line_voltages"
down_revision = "opened_early"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("pipes", sa.Column("voltage_kv", sa.Double(), nullable=True))


def downgrade() -> None:
    # The program of that time knows neither: it would fail at every view of a map with pipes.
    op.execute("UPDATE pipes SET carries = 'water' WHERE carries = 'reclaimed'")
    op.execute("UPDATE pipes SET carries = 'other' WHERE carries IN ('fence', 'retaining_wall')")
    op.drop_column("pipes", "voltage_kv")
