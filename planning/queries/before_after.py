"""Before and after: the street as it is and as an option would leave it, in some years, at an hour of summer or winter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata import crs
from geodata.framing import convergence_deg, lattice
from geodata.growth import YOUNG_CROWN_M, YOUNG_HEIGHT_M, Band, grown
from geodata.scene import LEAST, MIDDLE, MOST, Stand, Surface
from geodata.shade import LOWEST_SUN_DEG, thrown
from geodata.sun import Sun, moment_of, sun_at_solar_hour
from planning import store
from planning.errors import N_, Refusal
from planning.options.before_after import BeforeAfter, Crown, Season, Side, Wanted
from planning.options.intervention import WITH_SPECIES, Intervention, Measure
from planning.options.option import Option
from planning.options.species.catalogue import CatalogueSpecies, Leaves
from planning.period import day_in
from planning.queries.cases import case_in
from planning.queries.interventions import shown_options
from planning.queries.query import Look, few, query
from planning.site import Bounds, Community
from planning.store import before_after as stored
from planning.store import planting
from planning.surveys.observation import Species

AROUND_M = 25.0
SHADOWS_FROM_M = 80.0
"""Buildings farther off darken nothing that is shown while the sun stands above 15°."""
MOST_TREES = 3000
MOST_OUTLINES = 3000
"""Buildings, and parts of streets: each is cut, and thrown as a shadow."""
STOREY_M = 3.0
"""Where a building's height is not known but its storeys are: assumed."""


@dataclass(frozen=True, slots=True)
class _Dark:
    """Where shadows fall at the hour, and what buildings darken then."""

    shift: tuple[float, float]
    built: BaseGeometry

    def at(self, end: int) -> tuple[tuple[float, float], int, BaseGeometry]:
        """What a surface is asked with."""
        return self.shift, end, self.built


@dataclass(frozen=True, slots=True)
class _Tree:
    """One tree at the time asked about; no crown where nobody measured it."""

    x: float
    y: float
    crown: Band | None
    height: Band | None
    leafy: bool
    state: str


@query
def before_after(look: Look, *, community_id: str, case_id: str, wanted: Wanted) -> BeforeAfter:
    """Both sides. Raises :class:`Refusal` (``not_found``; ``nothing_set``: no option of the case changes anything yet; ``too_many``)."""
    community = look.permit_in(community_id)
    case = case_in(look, community_id, case_id)
    options, applied = _applied(look, community, case_id, wanted)
    box = stored.box_of((one.lon, one.lat) for one in applied).around(AROUND_M)
    ground = _Ground.of(look, community, box)
    rows = stored.trees(look.session, community_id, box, MOST_TREES + 1)
    if len(rows) > MOST_TREES:
        raise Refusal("too_many", N_("This option touches too wide an area to be drawn: more than {most} trees stand there."), most=MOST_TREES)  # fmt: skip
    day = _day(look.now, community, wanted.season)
    lon, lat = box.centre
    sun = sun_at_solar_hour(lat, day, wanted.hour)
    dark = _dark(ground.surface, sun, convergence_deg(lon, lat))
    grower = _Grower(ground, planting.terms(look.session, community_id).catalogue, wanted)
    gone = {
        one.target_id for one in applied if one.measure in {Measure.REPLACE, Measure.REMOVE} and one.target == "tree"
    }
    standing = [(row[0], grower.standing(row)) for row in rows]
    kept = [tree for id_, tree in standing if id_ not in gone]
    fresh = [grower.planted(one) for one in applied if one.measure in WITH_SPECIES]
    removed = [tree for id_, tree in standing if id_ in gone]
    return BeforeAfter(
        community, case.id, case.title, options, next(one for one in options if one.id == applied[0].option_id), wanted, ground.size, ground.drawn_ways,
        tuple(outline for outline, _ in ground.surface.buildings),
        _side([tree for _, tree in standing], [], ground.surface, dark), _side([*kept, *fresh], removed, ground.surface, dark),
        len(kept), len(removed), len(fresh), sun, moment_of(lon, day, wanted.hour).astimezone(ZoneInfo(community.time_zone)),
        sum(tree.crown is None for _, tree in standing), grower.unknown, ground.unbuilt,
    )  # fmt: skip


def _applied(
    look: Look, community: Community, case_id: str, wanted: Wanted
) -> tuple[tuple[Option, ...], list[Intervention]]:
    """Options of the case that the visitor knows of and that change something, and what the chosen one does."""
    found = store.find(look.session, Intervention, case_id=case_id, withdrawn_at=None)
    changing = {one.option_id for one in found}
    options = [option for _, option in shown_options(look, community, case_id) if option.id in changing]
    options.sort(key=lambda one: one.order_for(look.visitor.browser))
    if not options:
        raise Refusal("nothing_set", N_("No option of this case says yet what it would change where."))
    chosen = wanted.option or options[0].id
    applied = [one for one in found if one.option_id == chosen]
    if chosen not in {one.id for one in options}:
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    return tuple(options), applied


def _dark(surface: Surface, sun: Sun, convergence: float) -> _Dark | None:
    if sun.elevation_deg < LOWEST_SUN_DEG:
        return None
    shift = thrown(sun, convergence)
    return _Dark(shift, surface.built(shift))


def _few(rows: Sequence[Any]) -> Sequence[Any]:
    said = N_(
        "This option touches too wide an area to be drawn: more than {most} buildings, or parts of streets, stand there."
    )
    return few(rows, MOST_OUTLINES, said)


def _day(now: datetime, community: Community, season: Season) -> datetime:
    """Noon of the solstice, of this year in the community's zone; south of the equator summer is in December."""
    zone = ZoneInfo(community.time_zone)
    southern = community.bounds is not None and community.bounds.centre[1] < 0
    month = 6 if (season is Season.SUMMER) is not southern else 12
    return datetime.combine(day_in(community.time_zone, now).replace(month=month, day=21), time(12), zone)


@dataclass(frozen=True, eq=False)
class _Ground:
    """The part of the map in metres from its south-western corner."""

    system: str
    corner: tuple[float, float]
    size: tuple[float, float]
    surface: Surface
    drawn_ways: tuple[BaseGeometry, ...]
    unbuilt: int

    @classmethod
    def of(cls, look: Look, community: Community, box: Bounds) -> _Ground:
        """Ways are cut at the window around the box; buildings from farther off still darken them.

        The grid lies askew to the box: the window holds all of its corners. Raises :class:`Refusal` (``too_many``).
        """
        system = crs.metric(*box.centre)
        x, y = crs.from_wgs84(*lattice(box.west, box.south, box.east, box.north), system)
        corner, size = (float(x.min()), float(y.min())), (float(np.ptp(x)), float(np.ptp(y)))
        made = cls(system, corner, size, Surface((), ()), (), 0)
        edge = shapely.box(0, 0, *size)
        ways = tuple(
            cut for outline in _few(stored.ways(look.session, community.id, box, MOST_OUTLINES + 1))
            if (cut := shapely.intersection(shapely.make_valid(made.placed(outline)), edge)).area
        )  # fmt: skip
        rows = _few(stored.buildings(look.session, community.id, box.around(SHADOWS_FROM_M), MOST_OUTLINES + 1))
        high = [
            (made.placed(outline), height or (storeys * STOREY_M if storeys else None))
            for outline, height, storeys in rows
        ]
        built = tuple((outline, float(height)) for outline, height in high if height)
        return cls(system, corner, size, Surface(ways, built), ways, len(high) - len(built))

    def placed(self, outline: BaseGeometry) -> BaseGeometry:
        """A geometry of the map in these metres."""
        return shapely.transform(outline, self.points)

    def points(self, at: Any) -> Any:
        """Places ``(n, 2)`` in degrees in these metres."""
        return np.column_stack(crs.from_wgs84(at[:, 0], at[:, 1], self.system)) - self.corner


class _Grower:
    """Makes trees of rows and of interventions, as large as they may be at the time asked about."""

    def __init__(self, ground: _Ground, catalogue: Any, wanted: Wanted) -> None:
        self.ground, self.catalogue, self.wanted, self.unknown = ground, catalogue, wanted, 0
        self.by_name = {one.name.zh: one for one in catalogue.values()}

    def standing(self, row: Any) -> _Tree:
        """A tree that stands today."""
        _, lon, lat, species, crown_m, height_m = row
        kind = self._kind(species)
        self.unknown += kind is None
        return self._tree((lon, lat), kind, (crown_m, height_m), "kept")

    def planted(self, one: Intervention) -> _Tree:
        """A tree that the option plants now."""
        return self._tree(
            (one.lon, one.lat), self.catalogue.get(one.species), (YOUNG_CROWN_M, YOUNG_HEIGHT_M), "planted"
        )

    def _kind(self, species: Species) -> CatalogueSpecies | None:
        found: CatalogueSpecies | None = self.catalogue.get(species.scientific) or self.by_name.get(species.zh)
        return found

    def _tree(
        self,
        place: tuple[float, float],
        kind: CatalogueSpecies | None,
        now: tuple[float | None, float | None],
        state: str,
    ) -> _Tree:
        x, y = self.ground.points(np.array([place]))[0]
        crown, height = self._grown(kind, "crown_m", now[0]), self._grown(kind, "height_m", now[1])
        return _Tree(float(x), float(y), crown, height, self._leafy(kind), state)

    def _grown(self, kind: CatalogueSpecies | None, part: str, now_m: float | None) -> Band | None:
        if now_m is None:
            return None
        mature = getattr(kind, part) if kind else None
        if kind is None or mature is None:
            return Band(now_m, now_m)
        return grown(now_m, (mature.least, mature.most), kind.growth, self.wanted.years)

    def _leafy(self, kind: CatalogueSpecies | None) -> bool:
        """In winter only what is known to keep its leaves."""
        if self.wanted.season is Season.SUMMER:
            return True
        return kind is not None and kind.leaves in {Leaves.EVERGREEN, Leaves.SEMI_EVERGREEN}


def _side(trees: list[_Tree], removed: list[_Tree], surface: Surface, dark: _Dark | None) -> Side:
    known = [tree for tree in trees if tree.crown is not None]
    stand = _stand(known)
    crowns = tuple(
        Crown(tree.x, tree.y, tree.crown, tree.state, tree.leafy) for tree in known if tree.crown is not None
    ) + tuple(Crown(tree.x, tree.y, tree.crown, "removed", tree.leafy) for tree in removed if tree.crown is not None)
    canopy = stand.canopy_m2(LEAST), stand.canopy_m2(MOST)
    if dark is None or surface.open.is_empty:
        return Side(crowns, len(trees), canopy, None, None)
    least, middle, most = (surface.shaded(stand, *dark.at(end)) for end in (LEAST, MIDDLE, MOST))
    first, last = surface.share(least), surface.share(most)
    return Side(crowns, len(trees), canopy, middle, None if first is None or last is None else (first, last))


def _stand(trees: list[_Tree]) -> Stand:
    def bands(part: str) -> Any:
        found = [getattr(tree, part) for tree in trees]
        rows = [(one.least, one.middle, one.most) if one else (np.nan,) * 3 for one in found]
        return np.array(rows, dtype=np.float64).reshape(-1, 3)

    return Stand(
        np.array([tree.x for tree in trees]), np.array([tree.y for tree in trees]), bands("crown"), bands("height"),
        np.array([tree.leafy for tree in trees], dtype=bool),
    )  # fmt: skip
