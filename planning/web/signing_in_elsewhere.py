"""Staff come in by an OpenID provider: to their account, to a new one by an invitation, or to connect the two."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from starlette.responses import Response

from planning import addresses
from planning.actions import accounts
from planning.actions.invitations import accept_invitation, link_identity
from planning.errors import N_, Refusal, Refusals
from planning.web import light
from planning.web.cookies import keep, said_by, sealed
from planning.web.door import Door, route
from planning.web.oidc import Asked, Provider, provider_of
from planning.web.signing_in import signed_in

COOKIE = "jieyi_elsewhere"
PURPOSE = "elsewhere"
LASTS = timedelta(minutes=10)


def _needed(door: Door) -> Provider:
    found = provider_of(door.house)
    if found is None:
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    return found


def _back_to(door: Door) -> str:
    """The address that is registered at the provider; from the settings, never from the request."""
    return door.house.settings.public_url + addresses.SIGN_IN_BACK


@route("POST", addresses.SIGN_IN_ELSEWHERE)
def sign_in_elsewhere(door: Door) -> Response:
    """Send the browser to the provider; a signed-in member comes back to connect the identity with the account."""
    try:
        member = door.visitor.member if door.form.get("way") == "connect" else None
        return sent(door, **({"connect": member.id} if member else {}))
    except Refusals as refused:
        return light.refused(door, "notice.html", refused, heading=door.t("Staff sign in"), link=addresses.SIGN_IN)


def sent(door: Door, **along: str) -> Response:
    """The page that leads to the provider, with a cookie that remembers what was asked and ``along``."""
    provider = _needed(door)
    door.house.limits.passwords.take("", door.address)
    url, asked = provider.ask(_back_to(door))
    page = light.page(door, "elsewhere.html", url=url, name=provider.name)
    # Not a redirect: the policy of our pages lets a form lead to this server only, and a browser follows that to the end.
    page.headers["refresh"] = f"0;url={url}"
    value = sealed(door.house, PURPOSE, json.dumps(asdict(asked) | along))
    return keep(page, COOKIE, value, LASTS, secure=door.request.url.scheme == "https")


@route("GET", addresses.SIGN_IN_BACK)
def back_from_elsewhere(door: Door) -> Response:
    """The browser comes back: a session, a new account, a connected one, or one sentence that says why not."""
    try:
        response = _heard(door)
    except Refusals as refused:
        response = light.refused(door, "notice.html", refused, heading=door.t("Staff sign in"), link=addresses.SIGN_IN)
    response.delete_cookie(COOKIE, path="/")
    return response


def _heard(door: Door) -> Response:
    provider, remembered = _needed(door), _remembered(door)
    asked = Asked(*(remembered[name] for name in ("state", "nonce", "verifier")))
    told = provider.hear(asked, dict(door.request.query_params), _back_to(door))
    database = door.house.database
    if "token" in remembered:
        member = accept_invitation(
            database, door.visitor, door.now,
            token=remembered["token"], name=remembered["name"] or told.name, identity=told.identity,
        )  # fmt: skip
        return signed_in(door, accounts.start_session(database, door.now, member))
    if door.visitor.member is not None and remembered.get("connect") == door.visitor.member.id:
        link_identity(database, door.visitor, door.now, identity=told.identity)
        return light.gone("/")
    return signed_in(door, accounts.sign_in_elsewhere(database, door.now, told.identity))


def _remembered(door: Door) -> dict[str, Any]:
    text = said_by(door.house, PURPOSE, door.request.cookies.get(COOKIE), LASTS)
    if text is None:
        raise Refusal(
            "sign_in_stale", N_("Signing in took too long, or was begun in another browser: please begin again.")
        )
    found: dict[str, Any] = json.loads(text)
    return found
