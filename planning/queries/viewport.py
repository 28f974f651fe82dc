"""What a part of the map shows: the objects themselves when near, counts by cells when far."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from shapely.geometry.base import BaseGeometry

from planning.queries.comments import grid_for
from planning.queries.doors import courtyards_heard
from planning.queries.query import Look, query
from planning.site import Bounds, Community
from planning.store import viewport as stored
from planning.surveys.observation import PipeKind, Species, StreetKind
from planning.wording import Words

POINT_LAYERS = ("trees", "sites", "structures", "facilities", "comments")
SHAPE_LAYERS = ("courtyards", "pipes")
LAYERS = POINT_LAYERS + SHAPE_LAYERS
FILTERS = ("species", "condition", "state", "structure", "facility", "stance", "topic", "case")

NEAR_ZOOM = 17
"""From here on objects are drawn themselves …"""
FEW = 400
"""… and everywhere when there are no more than this many."""
MOST = 1500
"""More objects than this are counted at every zoom: the answer stays small and the picture readable."""
CELL_PX = 64
MOST_CELLS = 48
"""Cells along each side of a view: a wider box than a screen is counted in larger cells."""
PIPES_ZOOM = 17
MOST_SHAPES = 2000
MOST_GROUND = 5000


@dataclass(frozen=True, slots=True)
class Seen:
    """One object: what kind, which, where, and what is drawn of it."""

    kind: str
    id: str
    lon: float
    lat: float
    drawn: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cell with its objects counted by kind, at the middle of them."""

    lon: float
    lat: float
    kinds: Mapping[str, int]

    @property
    def count(self) -> int:
        """All objects of the cell."""
        return sum(self.kinds.values())


@dataclass(frozen=True, slots=True)
class Shown:
    """A courtyard or a pipe: an outline with what is drawn of it."""

    kind: str
    id: str
    outline: BaseGeometry
    drawn: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class View:
    """Everything in a part of the map."""

    objects: tuple[Seen, ...] = ()
    clusters: tuple[Cluster, ...] = ()
    shapes: tuple[Shown, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A part of the map, how near, which layers, and filters by name (empty: all)."""

    box: Bounds
    zoom: int
    layers: tuple[str, ...] = LAYERS
    filters: Mapping[str, str] = field(default_factory=dict)


@query
def viewport(look: Look, *, community_id: str, asked: Asked) -> View:
    """Objects or counts in a box, as the layers and filters want it."""
    community = look.permit_in(community_id)
    names = [name for name in POINT_LAYERS if name in asked.layers]
    sight = _sight(look, community)
    total = sum(stored.counts(look.session, community_id, names, asked.box, asked.filters, sight=sight).values())
    shapes = _shapes(look, community_id, asked)
    if total <= FEW or (asked.zoom >= NEAR_ZOOM and total <= MOST):
        return View(objects=_objects(look, community, names, asked), shapes=shapes)
    return View(clusters=_clusters(look, community, names, asked), shapes=shapes)


def _sight(look: Look, community: Community) -> stored.Sight:
    return stored.Sight(grid_for(look, community), courtyards_heard(look, community))


def _objects(look: Look, community: Community, names: list[str], asked: Asked) -> tuple[Seen, ...]:
    found, sight = [], _sight(look, community)
    for name in names:
        layer = stored.LAYERS[name]
        columns = [column.key for column in layer.drawn]
        for id_, lon, lat, *drawn in stored.objects(
            look.session, community.id, name, asked.box, asked.filters, sight=sight
        ):
            found.append(Seen(layer.kind, id_, lon, lat, dict(zip(columns, drawn, strict=True))))
    return tuple(found)


def cell_degrees(zoom: int, latitude: float) -> tuple[float, float]:
    """Width and height in degrees of a cell of :data:`CELL_PX` pixels at a zoom of the Web Mercator map.

    The latitude is the community's, not the view's, so that cells stay where they are while the map is moved.
    """
    width = 360.0 * CELL_PX / (256 * 2**zoom)
    return width, width * max(0.05, math.cos(math.radians(latitude)))


def _readable(box: Bounds, size: tuple[float, float]) -> tuple[float, float]:
    """The size of cells, doubled until no side of the box has more than :data:`MOST_CELLS`."""
    width, height = size
    while (box.east - box.west) / width > MOST_CELLS or (box.north - box.south) / height > MOST_CELLS:
        width, height = width * 2, height * 2
    return width, height


def _whole_cells(box: Bounds, size: tuple[float, float]) -> Bounds:
    """The box grown to whole cells, so that a cell at its edge is counted whole."""
    width, height = size
    return Bounds(
        math.floor((box.west + 180) / width) * width - 180, math.floor((box.south + 90) / height) * height - 90,
        math.ceil((box.east + 180) / width) * width - 180, math.ceil((box.north + 90) / height) * height - 90,
    )  # fmt: skip


def _clusters(look: Look, community: Community, names: list[str], asked: Asked) -> tuple[Cluster, ...]:
    latitude = (community.bounds or asked.box).centre[1]
    size = _readable(asked.box, cell_degrees(asked.zoom, latitude))
    box = _whole_cells(asked.box, size)
    by_cell: dict[tuple[int, int], list[stored.Cell]] = {}
    for cell in stored.cells(
        look.session, community.id, names, box, asked.filters, size=size, sight=_sight(look, community)
    ):
        by_cell.setdefault((cell.column, cell.line), []).append(cell)
    return tuple(_cluster(by_cell[place]) for place in sorted(by_cell))


def _cluster(cells: list[stored.Cell]) -> Cluster:
    count = sum(cell.count for cell in cells)
    lon = sum(cell.lon * cell.count for cell in cells) / count
    lat = sum(cell.lat * cell.count for cell in cells) / count
    return Cluster(lon, lat, {cell.kind: cell.count for cell in cells})


def _shapes(look: Look, community_id: str, asked: Asked) -> tuple[Shown, ...]:
    found: list[Shown] = []
    if "courtyards" in asked.layers:
        for id_, name, outline in stored.courtyards(look.session, community_id):
            found.append(Shown("courtyard", id_, outline, {"name": name}))
    if "pipes" in asked.layers and asked.zoom >= PIPES_ZOOM:
        for id_, carries, outline in stored.pipes(look.session, community_id, asked.box, MOST_SHAPES):
            found.append(Shown("pipe", id_, outline, {"carries": PipeKind(carries)}))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Ground:
    """The base map: streets ``(part, name, outline)`` and buildings ``(name, height in metres, outline)``."""

    streets: tuple[tuple[StreetKind, Words, BaseGeometry], ...]
    buildings: tuple[tuple[str, float | None, BaseGeometry], ...]


@query
def ground(look: Look, *, community_id: str) -> Ground:
    """Streets and buildings of a community."""
    look.permit_in(community_id)
    streets, buildings = stored.ground(look.session, community_id, MOST_GROUND)
    return Ground(
        tuple((StreetKind(part), name, outline) for part, name, outline in streets),
        tuple((name, height, outline) for name, height, outline in buildings),
    )


@query
def comments_shown(look: Look, *, community_id: str) -> int:
    """How many comments the map shows: when it differs, somebody said something new."""
    look.permit_in(community_id)
    return stored.comments_shown(look.session, community_id)


@query
def species_here(look: Look, *, community_id: str) -> list[tuple[Species, int]]:
    """Species that stand in a community, with how many trees, most first."""
    look.permit_in(community_id)
    return stored.species(look.session, community_id)
