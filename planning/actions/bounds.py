"""The bounds of a community: its first import gives them; who imports may set or widen them, saying why."""

from __future__ import annotations

import math
from dataclasses import asdict, replace

from planning import store
from planning.actions.act import Doing, act
from planning.actions.observations import Checks
from planning.errors import N_, Problem
from planning.site import Bounds
from planning.store import belonging
from planning.surveys.inventory.bounding import WIDEST_KM, is_wide


@act
def set_bounds(
    doing: Doing, *, community_id: str, west: float, south: float, east: float, north: float, reason: str
) -> dict[str, float]:  # fmt: skip
    """From now on a community ends here (degrees); gives the box. Everything that stands on its map stays inside.

    Raises :class:`Refusals`: ``bad_bounds``, ``bounds_too_wide``, ``bounds_leave_out``, ``empty_text``.
    """
    here = doing.permit_in(community_id)
    checks = Checks()
    reason = checks.text(reason, "reason", needed=True)
    made = Bounds(west, south, east, north)
    problem = _wrong(made, belonging.extent(doing.session, community_id))
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
        edges = asdict(stands)
        return Problem(
            "bounds_leave_out",
            N_("Something on the map would lie outside: it reaches from {west} to {east} east and from {south} to {north} north."),
            {name: round(edge, 6) for name, edge in edges.items()}, "bounds")  # fmt: skip
    return None


def _on_earth(made: Bounds) -> bool:
    return made.west >= -180 and made.east <= 180 and made.south >= -90 and made.north <= 90
