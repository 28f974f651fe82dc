"""Readable test data: each maker gives something valid, and takes what the test is about."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from planning.people import SYSTEM, Grant, Member, Role, Visitor
from planning.site import Bounds, Community, new_id
from planning.store import add
from planning.web.cookies import sealed
from planning.web.door import STAFF_COOKIE, STAFF_SESSION
from planning.web.house import House
from planning.wording import Words

NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
"""Noon in Chengdu."""
YULAN_BOUNDS = Bounds(104.055, 30.625, 104.065, 30.635)


@dataclass
class Clock:
    """A clock that stands still until a test moves it."""

    now: datetime = field(default=NOON)

    def __call__(self) -> datetime:
        """The time now."""
        return self.now

    def forward(self, **parts: float) -> datetime:
        """Move on."""
        self.now += timedelta(**parts)
        return self.now


def visitor(browser: str = "browser-1") -> Visitor:
    """Somebody without an account."""
    return Visitor(None, browser)


def staff(role: Role, community_id: str | None = None, name: str = "") -> Visitor:
    """A member with one role (not kept in the database)."""
    return Visitor(Member(f"member-{role}", name or str(role), frozenset({Grant(role, community_id)})), "")


def staff_cookie(house: House, token: str | None) -> dict[str, str]:
    """The cookie of a browser that is signed in with a session's token."""
    assert token
    return {STAFF_COOKIE: sealed(house, STAFF_SESSION, token)}


def community(house: House, **fields: Any) -> Community:
    """A published community at Chengdu, kept in the house."""
    usual: dict[str, Any] = {
        "id": new_id(),
        "name": Words("玉兰巷社区", "Yulan Lane"),
        "bounds": YULAN_BOUNDS,
        "created_at": NOON,
    }
    made = Community(**(usual | fields))
    with house.database.writing() as session:
        add(session, made)
    return made


__all__ = ["NOON", "SYSTEM", "YULAN_BOUNDS", "Clock", "community", "staff", "staff_cookie", "visitor"]
