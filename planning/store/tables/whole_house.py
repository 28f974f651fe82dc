"""Rows of the house: communities, courtyards, members and their sessions."""

from __future__ import annotations

from datetime import datetime

from shapely.geometry.base import BaseGeometry
from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from planning.site import Bounds, Community, Courtyard
from planning.store.tables.base import ID, Base, Owned
from planning.store.types import Shape, UtcTime, bounds, words
from planning.wording import Words


class CommunityRow(Base):
    """A tenant."""

    __tablename__ = "communities"
    VALUE = Community

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    name: Mapped[Words] = mapped_column(words())
    bounds: Mapped[Bounds | None] = mapped_column(bounds())
    illustrative: Mapped[bool]
    published: Mapped[bool]
    time_zone: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[datetime | None] = mapped_column(UtcTime)
    blur_m: Mapped[int]


class CourtyardRow(Owned, Base):
    """A courtyard."""

    __tablename__ = "courtyards"
    __table_args__ = (UniqueConstraint("community_id", "code"),)
    VALUE = Courtyard

    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[Words] = mapped_column(words())
    outline: Mapped[BaseGeometry | None] = mapped_column(Shape)


class MemberRow(Base):
    """An account. The password is kept as an argon2 hash; empty where the member signs in at another provider only."""

    __tablename__ = "members"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    disabled_at: Mapped[datetime | None] = mapped_column(UtcTime)


class GrantRow(Base):
    """One role of a member; in all communities where ``community_id`` is null, in one courtyard where that is named."""

    __tablename__ = "grants"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    member_id: Mapped[str] = mapped_column(ID, ForeignKey("members.id"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    community_id: Mapped[str | None] = mapped_column(ID, ForeignKey("communities.id"))
    courtyard_id: Mapped[str | None] = mapped_column(ID, ForeignKey("courtyards.id"))


class SessionRow(Base):
    """A signed-in browser: the cookie holds the token, this row only its hash."""

    __tablename__ = "sessions"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    member_id: Mapped[str] = mapped_column(ID, ForeignKey("members.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    expires_at: Mapped[datetime] = mapped_column(UtcTime)
