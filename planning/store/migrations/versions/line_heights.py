"""Lines may state how exact their height is: the accuracy of a place is none of a height.

Revision: line_heights, after line_voltages.
"""

import sqlalchemy as sa
from alembic import op

revision = "line_heights"
down_revision = "line_voltages"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("pipes", sa.Column("height_accuracy_m", sa.Double(), nullable=True))


def downgrade() -> None:
    op.drop_column("pipes", "height_accuracy_m")
