"""Rows of the register of households of a case, and of lift cost shares."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Date, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from planning.cases.household import Household
from planning.cases.lift import Flat, LiftPlan
from planning.store.tables.base import ID, Base, Owned
from planning.store.types import AsJson, UtcTime


def _flats(decoded: list[dict[str, Any]]) -> tuple[Flat, ...]:
    return tuple(Flat(**one) for one in decoded)


def _coefficients(decoded: list[list[Any]]) -> tuple[tuple[int, str], ...]:
    return tuple((int(floor), str(text)) for floor, text in decoded)


class HouseholdRow(Owned, Base):
    """A household of a case."""

    __tablename__ = "households"
    __table_args__ = (UniqueConstraint("case_id", "courtyard_id", "door"),)
    VALUE = Household

    case_id: Mapped[str] = mapped_column(ID, ForeignKey("cases.id"), index=True)
    courtyard_id: Mapped[str | None] = mapped_column(ID, ForeignKey("courtyards.id"))
    door: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcTime)
    state: Mapped[str] = mapped_column(String(30))
    day: Mapped[date | None] = mapped_column(Date)
    note: Mapped[str] = mapped_column(Text)
    version: Mapped[int]


class LiftPlanRow(Owned, Base):
    """Lift cost shares of a case, one plan for each."""

    __tablename__ = "lift_plans"
    VALUE = LiftPlan

    case_id: Mapped[str] = mapped_column(ID, ForeignKey("cases.id"), unique=True)
    cents: Mapped[int] = mapped_column(BigInteger)
    by_area: Mapped[bool]
    coefficients: Mapped[tuple[tuple[int, str], ...]] = mapped_column(AsJson(_coefficients))
    source: Mapped[str] = mapped_column(Text)
    flats: Mapped[tuple[Flat, ...]] = mapped_column(AsJson(_flats))
    at: Mapped[datetime] = mapped_column(UtcTime)
    version: Mapped[int]
