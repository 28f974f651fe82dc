"""Rows of options applied at places."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from planning.options.intervention import Intervention
from planning.store.tables.base import ID, Base, Owned
from planning.store.types import UtcTime


class InterventionRow(Owned, Base):
    """An option at a place. No key leads to what it touches: that may be any kind of object, or the ground."""

    __tablename__ = "interventions"
    VALUE = Intervention

    case_id: Mapped[str] = mapped_column(ID, ForeignKey("cases.id"), index=True)
    option_id: Mapped[str] = mapped_column(ID, ForeignKey("options.id"), index=True)
    measure: Mapped[str] = mapped_column(String(20))
    target: Mapped[str] = mapped_column(String(20))
    target_id: Mapped[str] = mapped_column(String(40))
    lon: Mapped[float]
    lat: Mapped[float]
    species: Mapped[str] = mapped_column(String(200))
    note: Mapped[str] = mapped_column(Text)
    batch: Mapped[str] = mapped_column(ID)
    at: Mapped[datetime] = mapped_column(UtcTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcTime)
    version: Mapped[int]
