"""The site: communities, courtyards, and pins on the ground (WGS 84, always ``lon, lat``)."""

from __future__ import annotations

import math
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from planning.errors import N_, Problem, Refusals
from planning.people import Planner
from planning.wording import Words

DEGREE_M = 111_320.0
"""Metres in a degree of a sphere as large as the equator: enough to blur, to draw small and to compare what lies near."""


def new_id() -> str:
    """A random name for anything that is kept: 128 bits in 22 safe characters, telling nothing of time or order."""
    return secrets.token_urlsafe(16).replace("-", "A").replace("_", "B")


@dataclass(frozen=True, slots=True)
class Bounds:
    """A box on the ground: west, south, east, north in degrees."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, lon: float, lat: float) -> bool:
        """Whether a point lies in the box or on its edge."""
        return self.west <= lon <= self.east and self.south <= lat <= self.north

    @property
    def centre(self) -> tuple[float, float]:
        """``(lon, lat)`` of the middle."""
        return (self.west + self.east) / 2, (self.south + self.north) / 2

    def wider(self, share: float) -> Bounds:
        """The box with a margin of ``share`` of its width and height on each side."""
        dx, dy = (self.east - self.west) * share, (self.north - self.south) * share
        return Bounds(self.west - dx, self.south - dy, self.east + dx, self.north + dy)

    def around(self, metres: float) -> Bounds:
        """The box with a margin of so many metres on each side, at the latitude of its middle."""
        margin = Grid.of(metres, self.centre[1])
        return Bounds(
            self.west - margin.wide, self.south - margin.high, self.east + margin.wide, self.north + margin.high
        )


@dataclass(frozen=True, slots=True)
class Community:
    """The tenant: everything belongs to one. ``bounds`` is None until something was put on its map.

    ``blur_m``: the public sees the places of comments on a grid of so many metres only (0: exactly).
    """

    id: str
    name: Words
    bounds: Bounds | None = None
    illustrative: bool = False
    published: bool = True
    time_zone: str = "Asia/Shanghai"
    created_at: datetime | None = None
    blur_m: int = 0

    @property
    def grid(self) -> Grid | None:
        """The grid on which the public sees places of comments; None where it sees them exactly."""
        if not self.blur_m:
            return None
        # Whole degrees of latitude: the grid stays where it is when an import makes the community larger.
        return Grid.of(self.blur_m, round(self.bounds.centre[1]) if self.bounds else 0)


@dataclass(frozen=True, slots=True)
class Grid:
    """A grid on the ground; its cells are ``wide`` and ``high`` degrees large."""

    wide: float
    high: float

    @classmethod
    def of(cls, metres: float, lat: float) -> Grid:
        """Cells of so many metres at a latitude."""
        high = metres / DEGREE_M
        return cls(high / max(math.cos(math.radians(lat)), 0.01), high)

    def snapped(self, pin: Pin) -> Pin:
        """The nearest corner of the grid."""
        return Pin(round(pin.lon / self.wide) * self.wide, round(pin.lat / self.high) * self.high)


@dataclass(frozen=True, slots=True)
class Courtyard:
    """A courtyard 院落 of a community."""

    id: str
    community_id: str
    code: str
    name: Words
    outline: BaseGeometry | None = None


def courtyard_around(courtyards: Iterable[Courtyard], shape: BaseGeometry | Pin) -> Courtyard | None:
    """The courtyard in which all of a geometry, or a pin, lies, the smallest of several; none where no outline holds it."""
    found = Point(shape.lon, shape.lat) if isinstance(shape, Pin) else shape
    drawn = [(one.outline, one) for one in courtyards if one.outline is not None]
    holding = {(outline.area, one.id): one for outline, one in drawn if outline.covers(found)}
    return holding[min(holding)] if holding else None


@dataclass(frozen=True, slots=True)
class TeamLine:
    """A line of the planner team's register with its courtyards, by their codes."""

    planner: Planner
    courtyards: tuple[Courtyard, ...]


@dataclass(frozen=True, slots=True)
class Pin:
    """A point on the ground."""

    lon: float
    lat: float

    @classmethod
    def parse(cls, lon: object, lat: object, community: Community) -> Pin:
        """A pin from raw input, inside the community.

        Raises :class:`Refusals` with ``bad_coordinates``, ``swapped`` or ``outside_bounds``; nothing is ever mended
        in silence.
        """
        problems: list[Problem] = []
        x, y = _degrees(lon, "lon", 180, problems), _degrees(lat, "lat", 90, problems)
        if problems:
            # A latitude above 90 that is a longitude of this community is not nonsense but an exchange.
            swapped = _looks_swapped(lon, lat, community)
            raise Refusals([swapped] if swapped else problems)
        if community.bounds and not community.bounds.holds(x, y):
            raise Refusals([_outside(x, y, community)])
        return cls(x, y)


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        number = float(value)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _degrees(value: object, field: str, limit: int, problems: list[Problem]) -> float:
    number = _number(value)
    if number is None or abs(number) > limit:
        problems.append(Problem(
            "bad_coordinates", N_("{field} must be a number between -{limit} and {limit}: please place the pin again."),
            {"field": field, "limit": limit}, field))  # fmt: skip
        return math.nan
    return number


def _looks_swapped(lon: object, lat: object, community: Community) -> Problem | None:
    x, y = _number(lon), _number(lat)
    if x is None or y is None or community.bounds is None or not community.bounds.holds(y, x):
        return None
    return Problem(
        "swapped", N_("Longitude and latitude seem to be swapped: please exchange the two and try again."), {}, "lon"
    )


def _outside(lon: float, lat: float, community: Community) -> Problem:
    return _looks_swapped(lon, lat, community) or Problem(
        "outside_bounds",
        N_("This place lies outside {community}: please choose a place on the map of the community."),
        {"community": community.name},
        "lon",
    )
