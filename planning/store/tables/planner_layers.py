"""Rows of planners' layers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from planning.store.tables.base import ID, Base, Owned
from planning.store.types import UtcTime
from planning.surveys.planner_layer import PlannerLayer


class PlannerLayerRow(Owned, Base):
    """A named layer; its features are those of its name in its community."""

    __tablename__ = "planner_layers"
    VALUE = PlannerLayer

    name: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime] = mapped_column(UtcTime)
    source: Mapped[str] = mapped_column(Text)
    accuracy_m: Mapped[float | None]
    courtyard_id: Mapped[str | None] = mapped_column(ID, ForeignKey("courtyards.id"))
    published_at: Mapped[datetime | None] = mapped_column(UtcTime)
    retired_at: Mapped[datetime | None] = mapped_column(UtcTime)
    version: Mapped[int]

    __table_args__ = (UniqueConstraint("community_id", "name"),)
