"""Staff come in and go out: local accounts, a cookie that only the server reads."""

from __future__ import annotations

from typing import Any

from starlette.responses import RedirectResponse, Response

from planning import addresses
from planning.actions import accounts
from planning.errors import N_, Refusal
from planning.web import light
from planning.web.cookies import keep, sealed
from planning.web.door import STAFF_COOKIE, STAFF_SESSION, Door, route, session_of
from planning.web.oidc import provider_of

# A wrong name and a wrong password are answered alike.


@route("GET", addresses.SIGN_IN)
def sign_in_page(door: Door) -> Response:
    """The form."""
    return light.page(door, "sign_in.html", **_ways(door))


@route("POST", addresses.SIGN_IN)
def sign_in(door: Door) -> Response:
    """Check name and password; a cookie and the front page, or the form again with one sentence."""
    try:
        return signed_in(door, _token(door))
    except Refusal as refused:
        return light.refused(door, "sign_in.html", refused, **_ways(door))


def _ways(door: Door) -> dict[str, Any]:
    """Where the forms lead, and the name of the other provider, if there is one."""
    provider = provider_of(door.house)
    return {
        "action": addresses.SIGN_IN,
        "elsewhere": addresses.SIGN_IN_ELSEWHERE,
        "provider": provider.name if provider else "",
    }


def _token(door: Door) -> str:
    name = door.form.get("name", "").strip()[:40]
    limits = door.house.limits.passwords
    limits.check(name, door.address)
    token = accounts.sign_in(door.house.database, door.now, name=name, password=door.form.get("password", ""))
    if token is None:
        limits.count(name, door.address)
        raise Refusal("wrong_password", N_("Name and password do not fit: check both and try again."))
    return token


def signed_in(door: Door, token: str, to: str = "/") -> Response:
    """Go to a page, with the cookie of a new session; the one that this browser had is forgotten."""
    former = session_of(door.house, door.request.cookies)
    if former:
        accounts.sign_out(door.house.database, former)
    secure = door.request.url.scheme == "https"
    value = sealed(door.house, STAFF_SESSION, token)
    return keep(light.gone(to), STAFF_COOKIE, value, accounts.SESSION_LASTS, secure=secure)


@route("GET", addresses.SIGN_OUT)
def sign_out_page(door: Door) -> Response:
    """Asks once more, since a link must not change anything."""
    return light.page(
        door, "sign_out.html", **_ways(door) | {"action": addresses.SIGN_OUT, "password": addresses.PASSWORD}
    )


@route("POST", addresses.SIGN_OUT)
def sign_out(door: Door) -> Response:
    """Forget the session, on both sides."""
    token = session_of(door.house, door.request.cookies)
    if token:
        accounts.sign_out(door.house.database, token)
    response = RedirectResponse("/", 303)
    response.delete_cookie(STAFF_COOKIE, path="/")
    return response
