"""Tables of a community, as migrations make them.

Migrations that have run are built from this: it may learn more, and must go on making what it made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem
from sqlalchemy.types import TypeEngine

ID = sa.String(length=40)


def make_owned_table(
    table: str, *columns: SchemaItem, to: Mapping[str, tuple[str, bool]], unique: Sequence[tuple[str, ...]] = (),
    id_: TypeEngine[str] = ID,
) -> None:  # fmt: skip
    """Make a table of a community with its keys and indexes, by the names that the metadata give them.

    :param to: columns that refer to the ids of other tables, with the table, and True where rows are searched by it.
    :param unique: columns that no two rows share.
    :param id_: type of the id.
    """
    keys = {"community_id": ("communities", True)} | dict(to)
    op.create_table(
        table,
        sa.Column("id", id_, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        *columns,
        *(sa.ForeignKeyConstraint([name], [f"{other}.id"], name=op.f(f"fk_{table}_{name}")) for name, (other, _) in keys.items()),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        *(sa.UniqueConstraint(*names, name=op.f(f"uq_{table}_{'_'.join(names)}")) for names in unique),
    )  # fmt: skip
    for name, (_, searched) in keys.items():
        if searched:
            op.create_index(op.f(f"ix_{table}_{name}"), table, [name], unique=False)
