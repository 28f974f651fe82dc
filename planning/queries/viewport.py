"""What a part of the map shows: the objects themselves when near, counts by cells when far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from shapely.geometry.base import BaseGeometry

from planning.queries.comments import grid_for
from planning.queries.doors import courtyards_heard
from planning.queries.planner_layers import Drawn, drawn_in
from planning.queries.query import Look, glance, query
from planning.site import Bounds, Community
from planning.store import ground as outlines
from planning.store import kept_cells
from planning.store import viewport as stored
from planning.store.overview import NOWHERE, Clusters, Overview, Wanted, overview
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
    clusters: Clusters = NOWHERE
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


@glance
def viewport(look: Look, *, community_id: str, asked: Asked) -> View:
    """Objects or counts in a box, as the layers and filters want it."""
    names = [name for name in POINT_LAYERS if name in asked.layers]
    there, sight = _overview(look, community_id, names, asked)
    shapes = _shapes(look, community_id, asked, there)
    drawn = drawn_in(look, there.community, asked.drawn, asked.box) if asked.drawn else Drawn()
    # Whole cells: there may be fewer in the box itself.
    about, most = sum(there.clusters.totals), FEW
    if asked.zoom >= NEAR_ZOOM:
        most = MOST_OF_A_STREET if there.in_all <= 2 * MOST_OF_A_STREET else MOST
    if about <= 2 * most:
        kinds = there.clusters.there  # whole cells: a layer that is in none of them is not in the box
        near = [name for name in names if KINDS[name] in kinds]
        objects = _objects(look, community_id, near, asked, most=most, sight=sight)
        if len(objects) <= most:
            return View(objects=objects, shapes=shapes, drawn=drawn)
    return View(clusters=there.clusters, shapes=shapes, drawn=drawn)


_MET: dict[str, Community] = {}
"""Communities as they were when somebody looked at them last: a guess by which a statement is put together, and no more. What
the statement itself says of the community decides, and where that is something else it is asked anew."""
MOST_MET = 1000


def _overview(look: Look, community_id: str, names: list[str], asked: Asked) -> tuple[Overview, stored.Sight]:
    """Counts as they are kept; counted now where a filter or the place of comments on a grid asks for it."""
    sifted = {name for name in names if any(asked.filters.get(one) for one in stored.LAYERS[name].filters)}
    ready = tuple(name for name in names if name in kept_cells.KEPT and name not in sifted)
    is_near = asked.zoom >= NEAR_ZOOM
    wanted = Wanted(
        ready, tuple(name for name in names if name not in ready), tuple(sorted(asked.filters.items())),
        "courtyards" in asked.layers, "pipes" in asked.layers and asked.zoom >= PIPES_ZOOM, is_near,
    )  # fmt: skip
    seen = kept_cells.window(asked.box, asked.zoom, MOST_CELLS)
    met = _MET.get(community_id) or look.permit_in(community_id)
    while True:
        sight = _sight(look, met)
        found = overview(look.session, community_id, wanted, seen, sight)
        met = found.community if found else look.permit_in(community_id)  # it is gone, which is said there
        look.permit_with(met)
        _meet(met)
        if found and _sight(look, met) == sight:
            return found, sight


def _meet(community: Community) -> None:
    if len(_MET) >= MOST_MET:
        _MET.clear()
    _MET[community.id] = community


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


def _shapes(look: Look, community_id: str, asked: Asked, there: Overview) -> tuple[Shown, ...]:
    found: list[Shown] = []
    if there.courtyards:
        for id_, name, outline in stored.courtyards(look.session, community_id):
            found.append(Shown("courtyard", id_, outline, {"name": name}))
    if there.pipes:
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
