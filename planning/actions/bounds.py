"""The bounds of a community: its first import gives them; who imports may set or widen them, saying why."""

from __future__ import annotations

import math
from dataclasses import asdict, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from planning import store
from planning.actions.act import Doing, act
from planning.actions.observations import Checks
from planning.errors import N_, Problem
from planning.site import Bounds, Community
from planning.store import belonging
from planning.surveys.comment import Comment
from planning.surveys.inventory.bounding import WIDEST_KM, is_wide


@act
def set_bounds(
    doing: Doing, *, community_id: str, west: float, south: float, east: float, north: float, reason: str
) -> dict[str, float]:  # fmt: skip
    """From now on a community ends here (degrees); gives the box. Everything that stands on its map stays inside.

    Raises :class:`Refusals`: ``bad_bounds``, ``bounds_too_wide``, ``bounds_leave_out``, ``empty_text``;
    ``bounds_unblur`` where places of comments would be shown on another grid than before: both together tell more.
    """
    here = doing.permit_in(community_id)
    checks = Checks()
    reason = checks.text(reason, "reason", needed=True)
    made = Bounds(west, south, east, north)
    problem = _wrong(made, belonging.extent(doing.session, community_id)) or _unblurs(doing, here, made)
    if problem is not None:
        checks.problems.append(problem)
    checks.done()
    store.change(doing.session, replace(here, bounds=made))
    doing.log(f"community:{community_id}", before={"bounds": here.bounds}, after={"bounds": made}, reason=reason)
    return asdict(made)


def _wrong(made: Bounds, stands: Bounds | None) -> Problem | None:
    numbers = asdict(made)
    in_order = made.west < made.east and made.south < made.north
    if not all(map(math.isfinite, numbers.values())) or not in_order or not _on_earth(made):
        return Problem(
            "bad_bounds", N_("Give the west edge before the east one and the south before the north one, in degrees."), {}, "bounds")  # fmt: skip
    if is_wide(made):
        return Problem(
            "bounds_too_wide", N_("A community is at most {km} km wide: give a smaller box."), {"km": round(2 * WIDEST_KM)}, "bounds")  # fmt: skip
    if stands is not None and not (made.holds(stands.west, stands.south) and made.holds(stands.east, stands.north)):
        return Problem(
            "bounds_leave_out",
            N_("Something on the map would lie outside: it reaches from {west} to {east} east and from {south} to {north} north."),
            {name: _outward(edge, way) for (name, edge), way in zip(asdict(stands).items(), _OUTWARD, strict=True)}, "bounds")  # fmt: skip
    return None


_OUTWARD = (ROUND_FLOOR, ROUND_FLOOR, ROUND_CEILING, ROUND_CEILING)
"""West and south edges are rounded down, east and north ones up."""


def _outward(edge: float, way: str) -> float:
    """An edge to six decimals, never inside of what it is the edge of: what is told can be given as the bounds."""
    return float(Decimal(repr(edge)).quantize(Decimal("0.000001"), rounding=way))


def _unblurs(doing: Doing, here: Community, made: Bounds) -> Problem | None:
    if here.bounds is None or here.grid == replace(here, bounds=made).grid:
        return None
    if not store.count(doing.session, Comment, community_id=here.id):
        return None
    latitude = round(here.bounds.centre[1])
    return Problem(
        "bounds_unblur",
        N_("Places of comments are shown inexactly here, and bounds with their middle nearer to another degree of latitude than {latitude}° "
           "would show them anew at other places, so that both together tell more: set bounds whose middle stays near it."),
        {"latitude": latitude}, "bounds")  # fmt: skip


def _on_earth(made: Bounds) -> bool:
    return made.west >= -180 and made.east <= 180 and made.south >= -90 and made.north <= 90
