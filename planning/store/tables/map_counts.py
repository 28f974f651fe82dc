"""Counts that are kept for the map: derived from the objects by triggers, never told to an archive.

``map_changes`` is what triggers write beside every change of an object, in the same transaction; before the commit
it is folded into ``map_cells`` and ``map_species`` (:mod:`planning.store.kept_counts`) and is empty again.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table, Text, text

from planning.store.tables.base import ID, Base

DERIVED = {"derived": True}
"""In a table's ``info``: what it holds can be counted anew from the others."""

CHANGES = Table(
    "map_changes", Base.metadata,
    Column("community_id", ID, nullable=False),
    Column("layer", String(12), nullable=False),
    Column("line", Integer, nullable=False, doc="cell of the finest level, counted from the south pole"),
    Column("col", Integer, nullable=False, doc="cell of the finest level, counted from 180° west"),
    Column("n", Integer, nullable=False, doc="1: came; -1: went"),
    Column("lon", BigInteger, nullable=False, doc="ten-millionths of a degree from 180° west, with the sign of n"),
    Column("lat", BigInteger, nullable=False, doc="ten-millionths of a degree from the south pole, with the sign of n"),
    Column("species", Text, doc="of trees: as the row has it"),
    info=DERIVED,
)  # fmt: skip

CELLS = Table(
    "map_cells", Base.metadata,
    Column("community_id", ID, primary_key=True),
    Column("layer", String(12), primary_key=True),
    Column("level", Integer, primary_key=True, autoincrement=False),
    Column("line", Integer, primary_key=True, autoincrement=False),
    Column("col", Integer, primary_key=True, autoincrement=False),
    Column("n", Integer, nullable=False),
    Column("lon", BigInteger, nullable=False, doc="sum over the objects: whole numbers come and go without a rest"),
    Column("lat", BigInteger, nullable=False),
    # Cells that have become empty are found by it and swept away; it holds nothing else.
    Index("ix_map_cells_empty", "n", sqlite_where=text("n = 0"), postgresql_where=text("n = 0")),
    info=DERIVED, sqlite_with_rowid=False,
)  # fmt: skip

SPECIES = Table(
    "map_species", Base.metadata,
    Column("community_id", ID, primary_key=True),
    Column("species", Text, primary_key=True),
    Column("n", Integer, nullable=False),
    info=DERIVED, sqlite_with_rowid=False,
)  # fmt: skip
