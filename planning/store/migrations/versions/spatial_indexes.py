"""Every geometry column gets a spatial index on PostGIS, so that QGIS draws a part of a city at once.

On SQLite geometries are bytes; there the box beside them has an index.

Revision: spatial_indexes, after 0002.
"""

import sqlalchemy as sa
from alembic import op

revision = "spatial_indexes"
down_revision = "0002"
branch_labels = None
depends_on = None

COLUMNS = sa.text(
    "SELECT f_table_name, f_geometry_column FROM geometry_columns WHERE f_table_schema = current_schema()"
)


def _columns() -> list[tuple[str, str]]:
    connection = op.get_bind()
    if connection.dialect.name != "postgresql":
        return []
    return [(table, column) for table, column in connection.execute(COLUMNS)]


def upgrade() -> None:
    for table, column in _columns():
        op.create_index(f"ix_{table}_{column}_gist", table, [column], postgresql_using="gist", if_not_exists=True)


def downgrade() -> None:
    for table, column in _columns():
        op.drop_index(f"ix_{table}_{column}_gist", table, if_exists=True)
