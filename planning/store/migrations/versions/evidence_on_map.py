"""Photos of evidence walks are looked up by a box of the map.

Revision: evidence_on_map, after evidence_called_off.
"""

import sqlalchemy as sa
from alembic import op

from planning.store.types import Point

revision = "evidence_on_map"
down_revision = "evidence_called_off"
branch_labels = None
depends_on = None

INDEX = "ix_evidence_photos_box"


def upgrade() -> None:
    for name in ("lon", "lat"):
        op.add_column("evidence_photos", sa.Column(name, sa.Float(), nullable=True))
    photos = sa.table(
        "evidence_photos", sa.column("id", sa.String()), sa.column("pin", Point()), sa.column("lon", sa.Float()),
        sa.column("lat", sa.Float()),
    )  # fmt: skip
    connection = op.get_bind()
    for id_, pin in connection.execute(sa.select(photos.c.id, photos.c.pin)).all():
        connection.execute(photos.update().where(photos.c.id == id_).values(lon=pin.lon, lat=pin.lat))
    with op.batch_alter_table("evidence_photos") as batch:
        for name in ("lon", "lat"):
            batch.alter_column(name, existing_type=sa.Float(), nullable=False)
    op.create_index(INDEX, "evidence_photos", ["community_id", "lon", "lat"])


def downgrade() -> None:
    op.drop_index(INDEX, "evidence_photos")
    with op.batch_alter_table("evidence_photos") as batch:
        for name in ("lat", "lon"):
            batch.drop_column(name)
