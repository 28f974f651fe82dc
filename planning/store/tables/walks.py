"""Rows of walks and their stops. No column leads from a stop to what somebody answered."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from planning.site import Pin
from planning.store.tables.base import ID, Base, Owned
from planning.store.types import AsJson, Point, UtcTime, words
from planning.surveys.walk import Stop, StopNote, StopState, Tally, Walk
from planning.wording import Words


def _tallies(decoded: list[dict[str, Any]]) -> tuple[Tally, ...]:
    return tuple(Tally(one["courtyard_id"], StopState(one["state"]), int(one["count"])) for one in decoded)


def _notes(decoded: list[dict[str, Any]]) -> tuple[StopNote, ...]:
    return tuple(StopNote(StopState(one["state"]), date.fromisoformat(one["day"]), str(one["by"])) for one in decoded)


class WalkRow(Owned, Base):
    """A walk from door to door."""

    __tablename__ = "walks"
    VALUE = Walk
    DECIDES = True

    title: Mapped[Words] = mapped_column(words())
    made_at: Mapped[datetime] = mapped_column(UtcTime)
    courtyard_id: Mapped[str | None] = mapped_column(ID, ForeignKey("courtyards.id"))
    case_id: Mapped[str | None] = mapped_column(ID, ForeignKey("cases.id"), index=True)
    survey_id: Mapped[str | None] = mapped_column(ID, ForeignKey("surveys.id"), index=True)
    closed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    left: Mapped[tuple[Tally, ...]] = mapped_column(AsJson(_tallies))
    version: Mapped[int]


class StopRow(Owned, Base):
    """A shop or a door; its history lies in the row, so that no second table tells in which order things were noted."""

    __tablename__ = "walk_stops"
    VALUE = Stop

    walk_id: Mapped[str] = mapped_column(ID, ForeignKey("walks.id"), index=True)
    courtyard_id: Mapped[str | None] = mapped_column(ID, ForeignKey("courtyards.id"))
    number: Mapped[int]
    door: Mapped[str] = mapped_column(Text)
    street: Mapped[str] = mapped_column(Text)
    pin: Mapped[Pin | None] = mapped_column(Point)
    state: Mapped[str] = mapped_column(String(30))
    note: Mapped[str] = mapped_column(Text)
    back_on: Mapped[date | None] = mapped_column(Date)
    back_time: Mapped[str] = mapped_column(String(10))
    history: Mapped[tuple[StopNote, ...]] = mapped_column(AsJson(_notes))
    version: Mapped[int]
