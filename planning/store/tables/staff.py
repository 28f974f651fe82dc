"""Rows of staff beyond their accounts: identities at other providers, invitations, the planner team's register."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from planning.people import Invitation, Planner, Training
from planning.store.tables.base import ID, Base, Owned
from planning.store.types import AsJson, UtcTime


class IdentityRow(Base):
    """How a member is named at an OpenID provider; one identity opens one account."""

    __tablename__ = "identities"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    member_id: Mapped[str] = mapped_column(ID, ForeignKey("members.id"), index=True)
    issuer: Mapped[str] = mapped_column(String(300))
    subject: Mapped[str] = mapped_column(String(255))
    created_at: Mapped[datetime] = mapped_column(UtcTime)


class InvitationRow(Base):
    """An invitation: the link holds the token, this row only its hash."""

    __tablename__ = "invitations"
    VALUE = Invitation

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    hash: Mapped[str] = mapped_column(String(64), unique=True)
    role: Mapped[str] = mapped_column(String(20))
    community_id: Mapped[str | None] = mapped_column(ID, ForeignKey("communities.id"), index=True)
    courtyard_id: Mapped[str | None] = mapped_column(ID, ForeignKey("courtyards.id"))
    note: Mapped[str] = mapped_column(Text)
    invited_by: Mapped[str] = mapped_column(ID)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    expires_at: Mapped[datetime] = mapped_column(UtcTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcTime)


class PlannerRow(Owned, Base):
    """A line of the planner team's register."""

    __tablename__ = "planners"
    VALUE = Planner

    name: Mapped[str] = mapped_column(String(80))
    resident: Mapped[bool]
    profession: Mapped[str] = mapped_column(Text)
    training: Mapped[str] = mapped_column(Text)
    courtyard_ids: Mapped[tuple[str, ...]] = mapped_column(AsJson(tuple))
    joined_on: Mapped[date] = mapped_column(Date)
    member_id: Mapped[str | None] = mapped_column(ID, ForeignKey("members.id"))
    public: Mapped[bool]
    left_on: Mapped[date | None] = mapped_column(Date)
    version: Mapped[int] = mapped_column(Integer)


class TrainingRow(Owned, Base):
    """A training of somebody in the register."""

    __tablename__ = "planner_trainings"
    VALUE = Training

    planner_id: Mapped[str] = mapped_column(ID, ForeignKey("planners.id"), index=True)
    course: Mapped[str] = mapped_column(Text)
    day: Mapped[date] = mapped_column(Date)
    given_by: Mapped[str] = mapped_column(Text)
    valid_until: Mapped[date | None] = mapped_column(Date)
    version: Mapped[int] = mapped_column(Integer)
