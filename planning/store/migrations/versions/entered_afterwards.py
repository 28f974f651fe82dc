"""Meetings that were entered afterwards say when, and in which role.

Revision: entered_afterwards, after entered_wrongly.
"""

import sqlalchemy as sa
from alembic import op

from planning.store.types import UtcTime

revision = "entered_afterwards"
down_revision = "entered_wrongly"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("meetings", sa.Column("entered_at", UtcTime(), nullable=True))
    op.add_column("meetings", sa.Column("entered_by", sa.String(20), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("meetings", "entered_by")
    op.drop_column("meetings", "entered_at")
