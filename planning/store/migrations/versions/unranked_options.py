"""Rounds say what an option is that a ballot does not rank; those there were counted it as tied last.

Revision: unranked_options, after privacy_and_photos.
"""

import sqlalchemy as sa
from alembic import op

revision = "unranked_options"
down_revision = "privacy_and_photos"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("rounds", schema=None) as batch_op:
        batch_op.add_column(sa.Column("unranked", sa.String(20), nullable=False, server_default="tied_last"))


def downgrade() -> None:
    with op.batch_alter_table("rounds", schema=None) as batch_op:
        batch_op.drop_column("unranked")
