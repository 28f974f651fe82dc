"""Staff state what does not exist in a community, so that a missing layer is not taken for an answer.

Revision: stated_absent, after evidence_on_map.
"""

import sqlalchemy as sa
from alembic import op

revision = "stated_absent"
down_revision = "evidence_on_map"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("planting_terms", sa.Column("absent", sa.Text(), nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("planting_terms", "absent")
