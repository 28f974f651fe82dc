"""What is kept about a visitor: the page, their own data as a file, and the button that erases it."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from starlette.responses import Response

from planning import addresses, personal_data
from planning.actions.personal import erase_my_data as erase
from planning.errors import N_, Refusal
from planning.i18n.privacy import rows
from planning.queries.personal import my_data as known
from planning.web import light
from planning.web.door import Door, route


@route("GET", addresses.PRIVACY)
def privacy_page(door: Door) -> Response:
    """The table, what is known of this browser, and what can be done about it."""
    return _page(door)


def _page(door: Door, done: dict[str, int] | None = None, refused: Refusal | None = None) -> Response:
    found = known(door.house.database, door.visitor, door.now)
    values: dict[str, Any] = {
        "words": personal_data, "is_known": any(told for name, told in found.items() if name != "browser"), "rows": rows(door.t, door.house.settings), "found": found, "done": done,
        "file": addresses.to(addresses.MY_DATA, lang=door.t.language),
        "action": addresses.to(addresses.PRIVACY, lang=door.t.language),
    }  # fmt: skip
    if refused is not None:
        return light.refused(door, "privacy.html", refused, **values)
    return light.page(door, "privacy.html", **values)


@route("GET", addresses.MY_DATA)
def my_data(door: Door) -> Response:
    """Everything of this browser as one JSON file."""
    found = known(door.house.database, door.visitor, door.now)
    headers = {"content-disposition": 'attachment; filename="my-data.json"', "cache-control": "no-store"}
    text = json.dumps(found, ensure_ascii=False, indent=1, default=_plain)
    return Response(text.encode(), media_type="application/json", headers=headers)


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value)


@route("POST", addresses.PRIVACY)
def erase_my_data(door: Door) -> Response:
    """Erase it, once the visitor has said that it is meant."""
    if door.form.get("sure") != "yes":
        unsure = Refusal("not_sure", N_("Tick that you are sure: what is erased cannot be brought back."))
        return _page(door, refused=unsure)
    try:
        done = erase(door.house.database, door.visitor, door.now, photo_place=door.house.settings.photo_place)
    except Refusal as refused:
        return _page(door, refused=refused)
    return _page(door, done)
