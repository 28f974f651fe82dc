"""Before and after: a street as it is and as an option would leave it, in some years, at an hour of a season."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from shapely.geometry.base import BaseGeometry

from geodata.growth import Band
from geodata.sun import Sun
from planning.options.option import Option
from planning.site import Community
from planning.wording import Words

LATEST_YEAR = 40
HOURS = range(7, 18)


class Season(StrEnum):
    """The two days that are shown."""

    SUMMER = "summer"
    WINTER = "winter"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to see; ``option`` empty: the first that changes something."""

    option: str = ""
    years: int = 0
    season: Season = Season.SUMMER
    hour: int = 13


@dataclass(frozen=True, slots=True)
class Crown:
    """A tree as it is drawn, in metres east and north of the corner; ``state``: kept, removed or planted."""

    x: float
    y: float
    crown: Band
    state: str
    leafy: bool


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two pictures with its figures; shares are None where the map has no ways or the sun is too low."""

    crowns: tuple[Crown, ...]
    trees: int
    canopy_m2: tuple[float, float]
    shade: BaseGeometry | None
    share: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """Both sides and what they have in common.

    :param size: metres east and north that are shown.
    :param sun: at the hour; ``clock``: when clocks show it.
    :param unmeasured: trees whose crown nobody measured; they are counted and not drawn.
    :param unknown: trees of a species that the catalogue does not have: they do not grow here, and stand bare in winter.
    """

    community: Community
    case_id: str
    case_title: Words
    options: tuple[Option, ...]
    option: Option
    wanted: Wanted
    size: tuple[float, float]
    ways: tuple[BaseGeometry, ...]
    buildings: tuple[BaseGeometry, ...]
    before: Side
    after: Side
    kept: int
    removed: int
    planted: int
    sun: Sun
    clock: datetime
    unmeasured: int
    unknown: int
    unbuilt: int

    @property
    def is_estimate(self) -> bool:
        """Whether sizes are assumed: later than today, or of trees that are not planted yet."""
        return bool(self.wanted.years or self.planted)
