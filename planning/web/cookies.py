"""Cookies that only the server reads, signed so that nobody can write or change one."""

from __future__ import annotations

from datetime import timedelta

from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.responses import Response

from planning.web.house import House

LONGEST = 8_000
"""Characters of a cookie that is looked at; a browser keeps half as many."""


def sealed(house: House, purpose: str, text: str) -> str:
    """A cookie's value that says ``text`` and is good for one purpose only."""
    return str(_signer(house, purpose).dumps(text))


def said_by(house: House, purpose: str, cookie: str | None, lasts: timedelta | None = None) -> str | None:
    """What a cookie says; None if it is lacking, forged, damaged, of another purpose, or older than it may be."""
    if not cookie or len(cookie) > LONGEST:
        return None
    try:
        text = _signer(house, purpose).loads(cookie, max_age=int(lasts.total_seconds()) if lasts else None)
    except BadSignature:
        return None
    return text if isinstance(text, str) else None


def _signer(house: House, purpose: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(house.cookie_keys, salt=purpose)


def keep(response: Response, name: str, value: str, lasts: timedelta, *, secure: bool) -> Response:
    """Set an HttpOnly cookie for this site only; over HTTPS it never travels in the clear."""
    response.set_cookie(
        name, value, max_age=int(lasts.total_seconds()), path="/", httponly=True, samesite="lax", secure=secure
    )
    return response
