"""Lines over the street have a height above ground.

Revision: overhead_lines, after chain_and_receipts.
"""

import sqlalchemy as sa
from alembic import op

revision = "overhead_lines"
down_revision = "chain_and_receipts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("pipes", schema=None) as batch_op:
        batch_op.add_column(sa.Column("height_m", sa.Double(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("pipes", schema=None) as batch_op:
        batch_op.drop_column("height_m")
