"""First start, on the machine itself: the first administrator, and the example or an empty community."""

from __future__ import annotations

import secrets
from typing import Any

from starlette.responses import Response

from planning import addresses
from planning.actions import accounts
from planning.actions.illustrative import load_illustrative
from planning.errors import N_, Refusal, Refusals
from planning.people import Visitor
from planning.site import Community, new_id
from planning.web import light
from planning.web.door import Door, route
from planning.web.signing_in import signed_in
from planning.wording import Words, checked


@route("GET", addresses.WELCOME)
def welcome_page(door: Door) -> Response:
    """The offer while nothing is here; the front page afterwards."""
    if not accounts.is_empty(door.house.database):
        return light.gone("/")
    return light.page(door, "welcome.html", **_offer(door))


@route("POST", addresses.WELCOME)
def welcome(door: Door) -> Response:
    """Set everything up in one click, and sign the administrator in."""
    form = door.form
    try:
        if not door.is_on_this_machine:
            raise Refusal("not_allowed", N_("The first administrator is created on the machine itself."))
        own = _own_community(door) if form.get("begin") == "empty" else None
        member = accounts.found_house(
            door.house.database, door.visitor, door.now,
            name=form.get("name", ""), password=form.get("password", ""), community=own,
        )  # fmt: skip
    except Refusals as refused:
        return light.refused(door, "welcome.html", refused, **_offer(door))
    if own is None:
        load_illustrative(
            door.house.database, Visitor(member), door.now,
            seed=secrets.randbelow(2**31), at=door.now, photo_dir=door.house.settings.photo_place,
        )  # fmt: skip
    return signed_in(door, accounts.start_session(door.house.database, door.now, member))


def _offer(door: Door) -> dict[str, Any]:
    return {
        "here": door.is_on_this_machine,
        "action": addresses.WELCOME,
        "shortest": accounts.SHORTEST_PASSWORD,
    }


def _own_community(door: Door) -> Community:
    zh = checked(door.form.get("name_zh", ""), field="name_zh", longest=60, needed=False)
    en = checked(door.form.get("name_en", ""), field="name_en", longest=60, needed=False)
    if not zh and not en:
        raise Refusal("empty_text", N_("Please give your community a name in Chinese or in English."), where="name_zh")
    return Community(new_id(), Words(zh, en), created_at=door.now)
