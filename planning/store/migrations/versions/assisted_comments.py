"""Comments say whether staff wrote them down for somebody, and who; those there were written by their own writers.

Revision: assisted_comments, after overhead_lines.
"""

import sqlalchemy as sa
from alembic import op

revision = "assisted_comments"
down_revision = "overhead_lines"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("comments", schema=None) as batch_op:
        batch_op.add_column(sa.Column("assisted", sa.Text(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("comments", schema=None) as batch_op:
        batch_op.drop_column("assisted")
