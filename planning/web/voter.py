"""The voter's cookie: which code was entered in this browser, signed so that nobody can write one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from planning.options.casting import browser_hash
from planning.options.round import Access
from planning.queries.rounds import RoundView
from planning.queries.voting import Standing, browser_standing, standing_of
from planning.web import cookies
from planning.web.house import House

PURPOSE = "voter"
LASTS = timedelta(hours=12)


def sealed(house: House, code_id: str) -> str:
    """The cookie's value for a code: its id, not the code itself."""
    return cookies.sealed(house, PURPOSE, code_id)


def code_id_of(house: House, cookie: str | None) -> str | None:
    """The code that a cookie names; None if it is forged, damaged or older than half a day."""
    return cookies.said_by(house, PURPOSE, cookie, LASTS)


def standing(house: House, asked: Any, view: RoundView, browser: str, code_id: str | None) -> Standing | None:
    """Where this voter stands in a round; None if no code for it is known yet.

    :param asked: calls a question.
    """
    if view.round.access is Access.OPEN:
        found: Standing | None = asked(
            browser_standing, round_id=view.round.id, code_secret=browser_hash(house.mac, view.round.id, browser)
        )
        return found
    found = asked(standing_of, code_id=code_id) if code_id else None
    return found if found and found.code.round_id == view.round.id else None
