"""Rows of base maps that planners loaded."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from planning.site import Bounds
from planning.store.tables.base import ID, Base, Owned
from planning.store.types import UtcTime, bounds
from planning.surveys.base_map import BaseMap


class BaseMapRow(Owned, Base):
    """A file of tiles."""

    __tablename__ = "base_maps"
    VALUE = BaseMap

    name: Mapped[str] = mapped_column(String(120))
    attribution: Mapped[str] = mapped_column(Text)
    datum: Mapped[str] = mapped_column(String(8))
    form: Mapped[str] = mapped_column(String(8))
    picture: Mapped[str] = mapped_column(String(8))
    least_zoom: Mapped[int]
    most_zoom: Mapped[int]
    bounds: Mapped[Bounds | None] = mapped_column(bounds())
    sha256: Mapped[str] = mapped_column(String(64))
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime] = mapped_column(UtcTime)
    by: Mapped[str] = mapped_column(ID)
    retired_at: Mapped[datetime | None] = mapped_column(UtcTime)
