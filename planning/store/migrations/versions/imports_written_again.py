"""Which version of an object it is that an import, taken back, wrote again.

Revision: imports_written_again, after evidence_walks.
"""

import sqlalchemy as sa
from alembic import op

revision = "imports_written_again"
down_revision = "evidence_walks"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("import_changes", schema=None) as batch_op:
        batch_op.add_column(sa.Column("restored_version", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("import_changes", schema=None) as batch_op:
        batch_op.drop_column("restored_version")
