"""A member changes their own password; every other browser of theirs is out."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from planning import addresses
from planning.actions import accounts
from planning.errors import Refusals
from planning.web import light
from planning.web.door import Door, route
from planning.web.signing_in import signed_in

FORM: dict[str, Any] = {"action": addresses.PASSWORD, "shortest": accounts.SHORTEST_PASSWORD}


@route("GET", addresses.PASSWORD)
def password_page(door: Door) -> Response:
    """A form for the present password and the new one."""
    return light.page(door, "password.html", **FORM)


@route("POST", addresses.PASSWORD)
def change_password(door: Door) -> Response:
    """Change it and sign this browser in anew, or show the form again with one sentence."""
    try:
        return _changed(door)
    except Refusals as refused:
        return light.refused(door, "password.html", refused, **FORM)


def _changed(door: Door) -> Response:
    member = door.visitor.member
    assert member is not None  # noqa: S101 - the rule of the route lets in nobody else
    database, limits = door.house.database, door.house.limits.passwords
    limits.check(member.name, door.address)
    old, new = (door.form.get(name, "") for name in ("old", "new"))
    try:
        accounts.change_password(database, door.visitor, door.now, old=old, new=new)
    except Refusals as refused:
        if refused.code == "wrong_password":
            limits.count(member.name, door.address)
        raise
    return signed_in(door, accounts.start_session(database, door.now, member))
