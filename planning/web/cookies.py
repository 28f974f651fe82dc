"""Cookies that only the server reads."""

from __future__ import annotations

from datetime import timedelta

from starlette.responses import Response


def keep(response: Response, name: str, value: str, lasts: timedelta, *, secure: bool) -> Response:
    """Set an HttpOnly cookie for this site only; over HTTPS it never travels in the clear."""
    response.set_cookie(
        name, value, max_age=int(lasts.total_seconds()), path="/", httponly=True, samesite="lax", secure=secure
    )
    return response
