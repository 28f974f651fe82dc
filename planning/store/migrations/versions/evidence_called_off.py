"""Evidence walks that were called off say why.

Revision: evidence_called_off, after imports_written_again.
"""

import sqlalchemy as sa
from alembic import op

revision = "evidence_called_off"
down_revision = "imports_written_again"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("evidence_walks", sa.Column("called_off", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("evidence_walks", "called_off")
