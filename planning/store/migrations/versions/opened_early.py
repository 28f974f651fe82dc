"""Rounds that were opened before their case came to its vote say why.

Revision: opened_early, after entered_afterwards.
"""

import sqlalchemy as sa
from alembic import op

revision = "opened_early"
down_revision = "entered_afterwards"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("rounds", sa.Column("early_reason", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("rounds", "early_reason")
