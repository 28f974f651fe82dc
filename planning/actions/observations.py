"""What planners change on the map: shared by trees, structures and facilities.

Every change names the version that the planner saw; whoever changed the object in between wins, and the later one is
refused (``edited_meanwhile``). Nothing is ever deleted: what is gone keeps its row and its history.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any, TypeVar

from shapely.geometry.base import BaseGeometry

from planning import store
from planning.actions.act import Doing
from planning.errors import N_, Problem, Refusal, Refusals
from planning.period import Moment
from planning.site import Community, Courtyard, Pin, courtyard_around
from planning.store import Session
from planning.surveys.observation import Facility, LayerFeature, PlantingSite, RooftopStructure, Tree
from planning.wording import Words, checked

V = TypeVar("V", PlantingSite, Tree, RooftopStructure, Facility, LayerFeature)
Standing = TypeVar("Standing", PlantingSite, Tree, RooftopStructure, Facility)

LONGEST_NOTE = 500
MEASURES = {
    "dbh_cm": Words("胸径（厘米）", "The trunk diameter in centimetres"),
    "height_m": Words("树高（米）", "The height in metres"),
    "crown_m": Words("冠幅（米）", "The crown in metres"),
    "pit_m": Words("树池边长（米）", "The opening in the pavement in metres"),
    "area_m2": Words("面积（平方米）", "The area in square metres"),
    "accuracy_m": Words("精度（米）", "The accuracy in metres"),
}
"""How the sizes of a form are called in a refusal."""


class Checks:
    """Collects everything that is wrong with a form, so that it is said at once."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def pin(self, lon: object, lat: object, community: Community) -> Pin:
        """A pin inside the community, or (0, 0) with the problem noted."""
        try:
            return Pin.parse(lon, lat, community)
        except Refusals as refused:
            self.problems += refused.problems
            return Pin(0, 0)

    def measure(self, value: float | None, field: str, most: float) -> float | None:
        """A length or size of zero to ``most``, or None where it is not known."""
        if value is None:
            return None
        if isinstance(value, bool) or not math.isfinite(value) or not 0 <= value <= most:
            self.problems.append(Problem(
                "bad_measure", N_("{field} must be a number from 0 to {most}."), {"field": MEASURES[field], "most": f"{most:g}"}, field))  # fmt: skip
            return None
        return float(value)

    def text(self, value: str, field: str, longest: int = LONGEST_NOTE, *, needed: bool = False) -> str:
        """Clean text that is not too long."""
        try:
            return checked(value, field=field, longest=longest, lines=True, needed=needed)
        except Refusals as refused:
            self.problems += refused.problems
            return ""

    def done(self) -> None:
        """Raise :class:`Refusals` with all that was found."""
        if self.problems:
            raise Refusals(self.problems)


def seen(doing: Doing, kind: type[V], id_: str, version: int) -> V:
    """An object of this community as the planner saw it.

    Raises :class:`Refusal` (``not_found``, ``edited_meanwhile``, ``already_gone``).
    """
    found = store.get(doing.session, kind, id_)
    if doing.community is None or found.community_id != doing.community.id:
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    if is_gone(found):
        raise Refusal("already_gone", N_("This was already taken off the map: look at its history."))
    if found.version != version:
        raise Refusal(
            "edited_meanwhile", N_("Somebody else changed this meanwhile: look at the new state and try again.")
        )
    return found


def permit_for(doing: Doing, community_id: str, kind: type[Standing], id_: str) -> Community:
    """Permission for the courtyard in which an object stands; where it does not exist, for the community."""
    found = store.first(doing.session, kind, id=id_, community_id=community_id)
    return doing.permit_in(community_id, courtyard_id=found.courtyard_id if found else None)


def permit_at(doing: Doing, community_id: str, lon: object, lat: object, moment: Moment | None = None) -> Community:
    """Permission for the courtyard at a place; what is no place in the community lies in none."""
    community = store.get(doing.session, Community, community_id)
    try:
        around = courtyard_at(doing.session, community_id, Pin.parse(lon, lat, community))
    except Refusals:
        around = None  # said later, together with all that is wrong with the form
    return doing.permit_in(community_id, moment, around)


def is_gone(thing: Any) -> bool:
    """Whether an object was retired or removed."""
    return (thing.removed_at if isinstance(thing, Tree) else thing.retired_at) is not None


def write(doing: Doing, subject: str, before: V, reason: str = "", **changes: Any) -> V:
    """Write a changed object as its next version, with a line in the log."""
    after = replace(before, version=before.version + 1, **changes)
    store.change(doing.session, after)
    told = list(changes)
    doing.log(
        f"{subject}:{before.id}",
        before={name: getattr(before, name) for name in told},
        after={name: getattr(after, name) for name in told},
        reason=reason,
    )
    return after


def courtyard_at(session: Session, community_id: str, shape: Pin | BaseGeometry) -> str | None:
    """The courtyard in which a pin, or all of an outline, lies, if any."""
    around = courtyard_around(store.find(session, Courtyard, order="code", community_id=community_id), shape)
    return around.id if around else None


def placed(doing: Doing, community: Community, pin: Pin) -> dict[str, Any]:
    """Where something stands: its pin and the courtyard around it."""
    return {"pin": pin, "courtyard_id": courtyard_at(doing.session, community.id, pin)}
