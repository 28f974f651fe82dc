"""The public-opinion channel on light pages: the public list, one matter with its steps, and "me too"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from starlette.responses import JSONResponse, Response

from planning import addresses
from planning.actions.matters import support_matter, unsupport_matter
from planning.cases.matter import MatterState, Step
from planning.i18n.names import name_of
from planning.queries.matters import LONGEST_SEARCH, matter_view, matters, supported_matters, topic_of
from planning.site import Community
from planning.web import light
from planning.web.door import Door, route
from planning.web.sent import here_of, to
from planning.wording import clean


@route("GET", addresses.MATTERS)
def matters_page(door: Door) -> Response:
    """What was raised, newest first, with states and counts."""
    here = here_of(door)
    state, text = clean(door.asked("state")), clean(door.asked("text")[: LONGEST_SEARCH * 4])
    overdue = state == "overdue"
    page = door.ask(
        matters, community_id=here.id, state=state, text=text, overdue=overdue, page=_number(door.asked("page"))
    )
    return light.page(
        door, "matters.html", page=page, found=door.t.n("{count} matter, newest first", "{count} matters, newest first", page.total),
        promised=door.t.n(
            "Whatever you raise here is answered within {count} day, or stands here as overdue.",
            "Whatever you raise here is answered within {count} days, or stands here as overdue.", page.days), state=state, text=text, longest=LONGEST_SEARCH, states=list(MatterState),
        turned=lambda number: _turned(door, here, state=state, text=text, page=str(number)), kept=_query(door),
        **around(door, here),
    )  # fmt: skip


@route("GET", addresses.MATTER)
def matter_page(door: Door) -> Response:
    """One matter, and every step of what became of it."""
    here = here_of(door)
    view = door.ask(matter_view, community_id=here.id, matter_id=clean(door.path("matter")))
    return light.page(door, "matter.html", view=view, kept="?from=matter", **around(door, here))


@route("POST", addresses.MATTER_ME_TOO)
def matter_me_too(door: Door) -> Response:
    """Say "me too", or take it back (``back=yes``): once per browser, from a page or by its script."""
    here = here_of(door)
    id_ = clean(door.path("matter"))
    door.house.limits.writes.take(door.visitor.browser, door.address)
    act = unsupport_matter if door.form.get("back") == "yes" else support_matter
    count = act(door.house.database, door.visitor, door.now, community_id=here.id, matter_id=id_)
    if "text/html" not in door.request.headers.get("accept", ""):
        return JSONResponse({"supports": count}, headers={"cache-control": "no-store"})
    if door.asked("from") == "matter":
        return light.gone(to(door, addresses.MATTER, here, matter=id_))
    kept = {name: door.asked(name) for name in ("state", "text", "page") if door.asked(name)}
    return light.gone(f"{to(door, addresses.MATTERS, here, **kept)}#m-{id_}")


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def _turned(door: Door, here: Community, **parts: str) -> str:
    """The address of another page of the same list."""
    return to(door, addresses.MATTERS, here, **{name: value for name, value in parts.items() if value})


def _query(door: Door) -> str:
    return f"?{door.request.url.query}" if door.request.url.query else ""


def around(door: Door, here: Community) -> dict[str, Any]:
    """What every page of the channel draws a matter with."""
    return {
        "here": here, "name": lambda code: name_of(door.t, code), "topic_of": lambda matter: name_of(door.t, topic_of(matter)),
        "merged_with": lambda count: door.t.n(
            "{count} matter that says the same was merged with it", "{count} matters that say the same were merged with it", count),
        "date": lambda at: door.t.date(at, here.time_zone), "told": lambda steps: _told(door, here, steps),
        "case_page": lambda id_: f"/case?community={here.id}&case={id_}&lang={door.t.language}",
        "one": lambda id_: to(door, addresses.MATTER, here, matter=id_),
        "me_too": lambda id_, kept="": f"{addresses.to(addresses.MATTER_ME_TOO, community=here.id, matter=id_)}{kept}",
        "raise_one": to(door, addresses.RAISE, here), "mine": to(door, addresses.HELD_MATTERS, here),
        "policy": to(door, addresses.MODERATION_POLICY, here), "list": to(door, addresses.MATTERS, here),
    }  # fmt: skip


def _told(door: Door, here: Community, steps: Sequence[Step]) -> list[dict[str, Any]]:
    """Steps as a page draws them."""
    return [
        {
            "day": door.t.date(step.at, here.time_zone), "deed": name_of(door.t, step.deed),
            "level": name_of(door.t, step.level) if step.level else "", "words": door.t.words(step.words),
        }
        for step in steps
    ]  # fmt: skip


def supported(door: Door, here: Community) -> list[Any]:
    """What this browser said "me too" to."""
    found: list[Any] = door.ask(supported_matters, community_id=here.id)
    return found
