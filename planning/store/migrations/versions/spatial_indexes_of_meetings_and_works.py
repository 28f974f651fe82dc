"""Meetings and works get the spatial index that every other layer has on PostGIS.

Revision: later_spatial_indexes, after survey_needs.
"""

from alembic import op

revision = "later_spatial_indexes"
down_revision = "survey_needs"
branch_labels = None
depends_on = None

TABLES = ("meetings", "works")


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for table in TABLES:
            op.create_index(f"ix_{table}_pin_gist", table, ["pin"], postgresql_using="gist", if_not_exists=True)


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for table in TABLES:
            op.drop_index(f"ix_{table}_pin_gist", table, if_exists=True)
