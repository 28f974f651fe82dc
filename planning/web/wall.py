"""The wall: what a projector shows in a hall. A code to scan, an address to type, and how many have come; never a tally.

The page asks for its one number every few seconds and goes on asking while the server is away.
"""

from __future__ import annotations

from typing import Any

from starlette.responses import JSONResponse, Response

from planning import addresses
from planning.access import Asking, may
from planning.i18n.translator import Translator
from planning.options.round import State
from planning.queries.comments import comment_counts
from planning.queries.communities import communities
from planning.queries.hall import OnTheWall, on_now, on_the_wall
from planning.reports import qr
from planning.site import Community
from planning.web import light
from planning.web.assets import address_of
from planning.web.door import Door, route
from planning.web.reaching import reach
from planning.web.sent import here_of

EVERY_S = 2
"""How often the page asks for its number."""

LONG, LONGEST, CJK = 36, 110, 0x2E80
"""Widths of a question in Latin letters; signs from this number on are twice as wide."""


@route("GET", addresses.WALL_ROUND)
def wall_of_round(door: Door) -> Response:
    """A round on the wall."""
    shown = _round(door)
    named = {"round": shown.round.id}
    return _wall(
        door, shown.community, to=addresses.to(addresses.VOTE_ROUND, **named),
        count=addresses.to(addresses.WALL_ROUND_COUNT, **named, lang=door.t.language), told=told_of(door.t, shown),
        received=shown.received, title=door.t.words(shown.round.title), question=door.t.words(shown.round.question),
        counted=door.t("ballots received"),
        about=door.t("Only how many ballots have come is shown here. Nobody sees a tally before the round has closed."),
    )  # fmt: skip


@route("GET", addresses.WALL_ROUND_COUNT)
def wall_round_count(door: Door) -> Response:
    """How many ballots of a round were received, and how the round stands."""
    shown = _round(door)
    return _count(shown.received, told_of(door.t, shown))


@route("GET", addresses.WALL_COMMENTS)
def wall_of_comments(door: Door) -> Response:
    """The comments of a community on the wall."""
    here = here_of(door)
    return _wall(
        door, here, to=addresses.to(addresses.SAY, community=here.id),
        count=addresses.to(addresses.WALL_COMMENTS_COUNT, community=here.id), told="", received=_comments(door, here),
        title=door.t("Comments"), question=door.t("What do you see on your street?"), counted=door.t("comments received"),
        about=door.t("What was said stands on the map and in the list of comments."),
    )  # fmt: skip


@route("GET", addresses.WALL_COMMENTS_COUNT)
def wall_comments_count(door: Door) -> Response:
    """How many comments of a community there are."""
    return _count(_comments(door, here_of(door)), "")


@route("GET", addresses.HERE_NOW)
def here_now(door: Door) -> Response:
    """What is on: the only open round itself, else a list to choose from; the address is short enough to be typed."""
    asked = (door.house.database, door.visitor, door.now)
    found = [(here, on_now(*asked, community_id=here.id)) for here in communities(*asked)]
    open_ones = [one for _, shown in found for one in shown if one.state is State.OPEN]
    if len(open_ones) == 1:
        return light.gone(addresses.to(addresses.VOTE_ROUND, round=open_ones[0].round.id))
    return light.page(
        door, "here_now.html", found=[(here, [(one, told_of(door.t, one)) for one in shown]) for here, shown in found],
        vote=lambda one: addresses.to(addresses.VOTE_ROUND, round=one.round.id),
        say=lambda here: addresses.to(addresses.SAY, community=here.id), enter=addresses.VOTE_ENTER,
    )  # fmt: skip


def _round(door: Door) -> OnTheWall:
    return on_the_wall(door.house.database, door.visitor, door.now, round_id=door.path("round"))


def _comments(door: Door, here: Community) -> int:
    return comment_counts(door.house.database, door.visitor, door.now, community_id=here.id).total


def _count(received: int, told: str) -> Response:
    return JSONResponse({"received": received, "told": told}, headers={"cache-control": "no-store"})


def told_of(t: Translator, shown: OnTheWall) -> str:
    """How a round stands, in one sentence."""
    period, zone = shown.round.period, shown.community.time_zone
    if period is None:
        return t("This round is in preparation.")
    opens, closes = t.time(period.opens, zone), t.time(period.closes, zone)
    if shown.state is State.PLANNED:
        return t("Voting opens on {opens} and closes on {closes}.", opens=opens, closes=closes)
    return t("Voting is open until {closes}.", closes=closes) if shown.state is State.OPEN else t("Voting has closed.")


def _wall(door: Door, here: Community, *, to: str, count: str, **values: Any) -> Response:
    """The page; what it says of phones is true for the machine's addresses as of now."""
    found = reach(door)
    typed, install = found.url(addresses.HERE_NOW), found.install(door.house.settings.install_port)
    return light.page(
        door, "wall.html", here=here, hall_sheet=address_of("hall.css"), scripts=("wall.js",), every_s=EVERY_S,
        code=qr.drawn(found.url(to), door.t("QR code of the page for phones")) if typed else "", typed=typed,
        install=install, install_code=qr.drawn(install, door.t("QR code of the install page")) if install else "",
        why_not=door.t(found.why_not) if found.why_not else "",
        leads=may("query.workshop", Asking(door.visitor, here)),
        workshop=addresses.to(addresses.WORKSHOP, community=here.id, lang=door.t.language),
        facts={"count": count, "every_s": EVERY_S}, size=_size(values["question"]), **values,
    )  # fmt: skip


def _size(question: str) -> str:
    """A class of the stylesheet, so that a long question stays on one screen with the number below it."""
    width = sum(2 if ord(sign) >= CJK else 1 for sign in question)
    return "longest" if width > LONGEST else "long" if width > LONG else ""
