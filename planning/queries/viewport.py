"""What a part of the map shows: the objects themselves when near, counts by cells when far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from shapely.geometry.base import BaseGeometry

from planning.queries.comments import grid_for
from planning.queries.doors import courtyards_heard
from planning.queries.planner_layers import Drawn, drawn_in
from planning.queries.query import Look, query
from planning.site import Bounds, Community
from planning.store import ground as outlines
from planning.store import kept_cells
from planning.store import viewport as stored
from planning.store.kept_counts import UNIT
from planning.surveys.observation import PipeKind, Species, StreetKind
from planning.wording import Words

POINT_LAYERS = ("trees", "sites", "structures", "facilities", "comments", "evidence")
SHAPE_LAYERS = ("courtyards", "pipes")
LAYERS = POINT_LAYERS + SHAPE_LAYERS
USUAL = tuple(name for name in LAYERS if name != "evidence")
"""What is shown to whoever names no layer."""
KINDS = {name: layer.kind for name, layer in stored.LAYERS.items()}
"""What an object of a layer is called in an answer."""
FILTERS = ("species", "condition", "state", "structure", "facility", "stance", "topic", "case", "walk")

NEAR_ZOOM = 17
"""From here on objects are drawn themselves …"""
FEW = 400
"""… and everywhere when there are no more than this many."""
MOST = 500
"""More objects than this are counted at every zoom: the answer stays small and the picture readable …"""
MOST_OF_A_STREET = 1500
"""… but for a community that has no more than twice this many in all."""
MOST_CELLS = 540
"""Cells in an answer: a wider box than a screen is counted in larger ones."""
PIPES_ZOOM = 17
MOST_SHAPES = 2000
MOST_GROUND = 5000


class Seen(NamedTuple):
    """One object: what kind, which, where, and what is drawn of it. A tuple: a view has hundreds."""

    kind: str
    id: str
    lon: float
    lat: float
    drawn: Mapping[str, Any]


class Cluster(NamedTuple):
    """A cell with its objects counted, in all and by kind, at the middle of them."""

    total: int
    lon: float
    lat: float
    kinds: Mapping[str, int]


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
    drawn: Drawn = field(default_factory=Drawn)


@dataclass(frozen=True, slots=True)
class Asked:
    """A part of the map, how near, which layers, filters by name (empty: all), ids of planners' layers."""

    box: Bounds
    zoom: int
    layers: tuple[str, ...] = USUAL
    filters: Mapping[str, str] = field(default_factory=dict)
    drawn: tuple[str, ...] = ()


@query
def viewport(look: Look, *, community_id: str, asked: Asked) -> View:
    """Objects or counts in a box, as the layers and filters want it."""
    community = look.permit_in(community_id)
    names = [name for name in POINT_LAYERS if name in asked.layers]
    shapes = _shapes(look, community_id, asked)
    drawn = drawn_in(look, community, asked.drawn, asked.box) if asked.drawn else Drawn()
    sight = _sight(look, community)
    cells = _cells(look, community, names, asked, sight) if names else []
    # Whole cells: there may be fewer in the box itself.
    about, most = sum(cell.number for cell in cells), FEW
    if asked.zoom >= NEAR_ZOOM:
        # Which of the two matters only where more than the lesser might be drawn.
        is_street = about > MOST and kept_cells.in_all(look.session, community_id) <= 2 * MOST_OF_A_STREET
        most = MOST_OF_A_STREET if is_street else MOST
    if about <= 2 * most:
        there = {cell.layer for cell in cells}  # whole cells: a layer that is in none of them is not in the box
        near = [name for name in names if name in there]
        objects = _objects(look, community_id, near, asked, most=most, sight=sight)
        if len(objects) <= most:
            return View(objects=objects, shapes=shapes, drawn=drawn)
    return View(clusters=_clusters(cells), shapes=shapes, drawn=drawn)


def _sight(look: Look, community: Community) -> stored.Sight:
    return stored.Sight(grid_for(look, community), courtyards_heard(look, community))


def _objects(
    look: Look, community_id: str, names: list[str], asked: Asked, *, most: int, sight: stored.Sight
) -> tuple[Seen, ...]:
    """The objects of the box; of more than ``most`` it is only told that they are more."""
    found: list[Seen] = []
    for name in names:
        layer, room = stored.LAYERS[name], most + 1 - len(found)
        if room <= 0:
            break
        columns = [column.key for column in layer.drawn]
        for id_, lon, lat, *drawn in stored.objects(
            look.session, community_id, name, asked.box, asked.filters, most=room, sight=sight
        ):
            found.append(Seen(KINDS[name], id_, lon, lat, dict(zip(columns, drawn, strict=True))))
    return tuple(found)


def _cells(look: Look, community: Community, names: list[str], asked: Asked, sight: stored.Sight) -> list[stored.Cell]:
    """Counts as they are kept; counted now where a filter or the place of comments on a grid asks for it."""
    seen = kept_cells.window(asked.box, asked.zoom, MOST_CELLS)
    sifted = {name for name in names if any(asked.filters.get(one) for one in stored.LAYERS[name].filters)}
    ready = [name for name in names if name in kept_cells.KEPT and name not in sifted]
    others = [name for name in names if name not in ready]
    return kept_cells.kept(look.session, community.id, ready, seen) + stored.cells(
        look.session, community.id, others, seen.box, asked.filters, size=seen.degrees, sight=sight
    )


def _clusters(cells: list[stored.Cell]) -> tuple[Cluster, ...]:
    by_place: dict[tuple[int, int], tuple[list[int], dict[str, int]]] = {}
    for layer, column, line, number, lon, lat in cells:
        there = by_place.get((column, line))
        if there is None:
            by_place[column, line] = [number, lon, lat], {KINDS[layer]: number}
        else:
            sums, kinds = there
            sums[0] += number
            sums[1] += lon
            sums[2] += lat
            kinds[KINDS[layer]] = number
    return tuple(
        Cluster(number, lon / number / UNIT - 180.0, lat / number / UNIT - 90.0, kinds)
        for (number, lon, lat), kinds in by_place.values()
    )


def _shapes(look: Look, community_id: str, asked: Asked) -> tuple[Shown, ...]:
    found: list[Shown] = []
    if "courtyards" in asked.layers:
        for id_, name, outline in stored.courtyards(look.session, community_id):
            found.append(Shown("courtyard", id_, outline, {"name": name}))
    if "pipes" in asked.layers and asked.zoom >= PIPES_ZOOM:
        for id_, carries, outline in outlines.pipes(look.session, community_id, asked.box, MOST_SHAPES):
            found.append(Shown("pipe", id_, outline, {"carries": PipeKind(carries)}))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Ground:
    """The base map: streets ``(part, name, outline)`` and buildings ``(name, height in metres, outline)``."""

    streets: tuple[tuple[StreetKind, Words, BaseGeometry], ...]
    buildings: tuple[tuple[str, float | None, BaseGeometry], ...]


@query
def ground(look: Look, *, community_id: str, box: Bounds | None = None) -> Ground:
    """Streets and buildings of a community; those that may meet a ``box``."""
    look.permit_in(community_id)
    streets, buildings = outlines.ground(look.session, community_id, MOST_GROUND, box)
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
