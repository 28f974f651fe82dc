"""Staff come in and go out: local accounts, a cookie that only the server reads."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response

from planning import addresses
from planning.actions import accounts
from planning.errors import N_, Refusal
from planning.web import light
from planning.web.cookies import keep
from planning.web.door import STAFF_COOKIE, Door, route
from planning.web.throttle import Throttle

# A wrong name and a wrong password are answered alike. Limits: by name first, by address generously (a hall is one).
_BY_NAME = Throttle(10)
_BY_ADDRESS = Throttle(60)


@route("GET", addresses.SIGN_IN)
def sign_in_page(door: Door) -> Response:
    """The form."""
    return light.page(door, "sign_in.html", action=addresses.SIGN_IN)


@route("POST", addresses.SIGN_IN)
def sign_in(door: Door) -> Response:
    """Check name and password; a cookie and the front page, or the form again with one sentence."""
    try:
        return signed_in(door, _token(door))
    except Refusal as refused:
        return light.refused(door, "sign_in.html", refused, action=addresses.SIGN_IN)


def _token(door: Door) -> str:
    name = door.form.get("name", "").strip()[:40]
    _BY_NAME.check(name)
    _BY_ADDRESS.check(door.address)
    token = accounts.sign_in(door.house.database, door.now, name=name, password=door.form.get("password", ""))
    if token is None:
        _BY_NAME.count(name)
        _BY_ADDRESS.count(door.address)
        raise Refusal("wrong_password", N_("Name and password do not fit: check both and try again."))
    return token


def signed_in(door: Door, token: str, to: str = "/") -> Response:
    """Go to a page, with the cookie of a new session."""
    secure = door.request.url.scheme == "https"
    return keep(light.gone(to), STAFF_COOKIE, token, accounts.SESSION_LASTS, secure=secure)


@route("GET", addresses.SIGN_OUT)
def sign_out_page(door: Door) -> Response:
    """Asks once more, since a link must not change anything."""
    return light.page(door, "sign_out.html", action=addresses.SIGN_OUT)


@route("POST", addresses.SIGN_OUT)
def sign_out(door: Door) -> Response:
    """Forget the session, on both sides."""
    token = door.request.cookies.get(STAFF_COOKIE)
    if token:
        accounts.sign_out(door.house.database, token)
    response = RedirectResponse("/", 303)
    response.delete_cookie(STAFF_COOKIE, path="/")
    return response
