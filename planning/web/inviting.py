"""The page behind an invitation's link. Its token stands behind the ``#``, which no server and no log ever sees."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from planning import addresses
from planning.actions import accounts
from planning.actions.invitations import accept_invitation
from planning.errors import Refusals
from planning.web import light
from planning.web.assets import address_of
from planning.web.door import Door, route
from planning.web.oidc import provider_of
from planning.web.signing_in import signed_in
from planning.web.signing_in_elsewhere import sent


@route("GET", addresses.INVITATION)
def invitation_page(door: Door) -> Response:
    """A form for a name and a password, or for a name and the way to the provider."""
    return light.page(door, "invitation.html", **_form(door))


@route("POST", addresses.INVITATION)
def accept(door: Door) -> Response:
    """Make the account and sign its owner in, or show the form again with everything that is wrong."""
    try:
        return _accepted(door)
    except Refusals as refused:
        return light.refused(door, "invitation.html", refused, **_form(door))


def _accepted(door: Door) -> Response:
    token, name = door.form.get("token", ""), door.form.get("name", "")
    if door.form.get("way") == "elsewhere":
        return sent(door, token=token[:200], name=name[:200])
    door.house.limits.passwords.take("", door.address)
    member = accept_invitation(
        door.house.database, door.visitor, door.now, token=token, name=name, password=door.form.get("password", "")
    )
    return signed_in(door, accounts.start_session(door.house.database, door.now, member))


def _form(door: Door) -> dict[str, Any]:
    provider = provider_of(door.house)
    return {
        "action": addresses.INVITATION, "shortest": accounts.SHORTEST_PASSWORD, "script": address_of("invitation.js"),
        "provider": provider.name if provider else "", "token": door.form.get("token", ""),
    }  # fmt: skip
