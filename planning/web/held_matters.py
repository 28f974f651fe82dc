"""One's own matters without an account: whoever holds a receipt word reads what became of the matter, and may take it back.

Words never stand in an address that is sent: they come in the body of a request, and behind the # of a scanned code.
Tries with wrong words are counted as those with wrong codes are.
"""

from __future__ import annotations

from typing import Any

from starlette.responses import HTMLResponse, Response

from planning import addresses
from planning.actions.matters import take_back_matter
from planning.errors import Refusals
from planning.options.electorate import normalised, spelled
from planning.queries.matters import MatterView, held_matter
from planning.site import Community
from planning.web import light
from planning.web.door import Door, route
from planning.web.matters import around, supported
from planning.web.raising import facts
from planning.web.sent import here_of, to

SCRIPTS = ("light.js", "outbox.js", "offline.js", "matter_words.js", "held_matters.js")


@route("GET", addresses.HELD_MATTERS)
def held_page(door: Door) -> Response:
    """Where a word is typed; the script of the page fills in those that this phone has kept."""
    return _page(door, here_of(door))


@route("POST", addresses.HELD_MATTERS)
def open_held(door: Door) -> Response:
    """What the holder of a word may read: a page, or for the page's script (``part=yes``) the piece of it."""
    here = here_of(door)
    try:
        view = _held(door, here)
    except Refusals as refused:
        if door.form.get("part") == "yes":
            raise
        return _page(door, here, refused=refused)
    if door.form.get("part") == "yes":
        return _part(door, here, view)
    return _page(door, here, view=view)


@route("POST", addresses.MATTER_BACK)
def take_matter_back(door: Door) -> Response:
    """The holder of the word takes the matter back; a second time changes nothing."""
    here = here_of(door)
    try:
        view = _held(door, here)
        if door.form.get("sure") == "yes":
            take_back_matter(
                door.house.database, door.visitor, door.now, community_id=here.id, word=door.form.get("word", "")
            )
            view = _held(door, here)
    except Refusals as refused:
        return _page(door, here, refused=refused)
    return _page(door, here, view=view)


def _held(door: Door, here: Community) -> MatterView:
    limits = door.house.limits.codes
    limits.check(door.visitor.browser, door.address)
    try:
        view: MatterView = door.ask(held_matter, community_id=here.id, word=door.form.get("word", ""))
    except Refusals:
        limits.count(door.visitor.browser, door.address)
        raise
    return view


def _values(door: Door, here: Community, view: MatterView | None) -> dict[str, Any]:
    return {
        **around(door, here), "view": view, "word": spelled(normalised(door.form.get("word", "")) or ""),
        "action": to(door, addresses.HELD_MATTERS, here), "back": to(door, addresses.MATTER_BACK, here),
    }  # fmt: skip


def _part(door: Door, here: Community, view: MatterView) -> HTMLResponse:
    return light.page(door, "matter_held.html", **_values(door, here, view))


def _page(door: Door, here: Community, *, view: MatterView | None = None, refused: Refusals | None = None) -> Response:
    values = {
        **_values(door, here, view), "supported": supported(door, here), "scripts": SCRIPTS, "facts": facts(door, here),
    }  # fmt: skip
    if refused is not None:
        return light.refused(door, "my_matters.html", refused, **values)
    return light.page(door, "my_matters.html", **values)
