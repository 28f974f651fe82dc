"""The voter's cookie: which code was entered in this browser, signed so that nobody can write one."""

from __future__ import annotations

from datetime import timedelta

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
