"""The ground under planting sites, straight from the columns: sites, lines, walls and kerbs in metres."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import shapely
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import InstrumentedAttribute

from geodata import crs
from geodata.clearance.networks import Network, Spots, network
from planning.options.screening.ground import Ground
from planning.options.screening.terms import OwnRule, PlantingTerms, Terms
from planning.options.screening.things import BY_KEY, HEIGHTS, UNKNOWN_WIRE, GradedBy
from planning.options.species.own import OwnSpecies
from planning.site import Community
from planning.store import journal
from planning.store.database import Session
from planning.store.saving import find, first
from planning.store.tables.observations import (
    BuildingRow,
    FacilityRow,
    ImportRow,
    PipeRow,
    PlantingSiteRow,
    StreetRow,
)
from planning.surveys.observation import FacilityKind, PipeKind, StreetKind

KEPT = 4
"""Grounds kept in memory: a page asks for the same one again and again."""
_HEIGHT_AT, _VOLTAGE_AT = 5, 6
_GRADED_AT = {GradedBy.HEIGHT: _HEIGHT_AT, GradedBy.VOLTAGE: _VOLTAGE_AT}
"""Where in a row of lines what tells their grades apart stands."""
_POINTS = {"lamp": FacilityKind.LAMP, "pole": FacilityKind.POLE, "hydrant": FacilityKind.HYDRANT}

_kept: WeakKeyDictionary[Engine, OrderedDict[tuple[str, int], Ground]] = WeakKeyDictionary()
_lock = Lock()


def ground(session: Session, community: Community) -> Ground:
    """Planting sites that stand today and everything a tree must keep clear of, in the metric system of the place.

    Kept until somebody of the staff does something: every change of the map leaves its line in the log.
    """
    key = (community.id, journal.head(session).seq)
    engine = session.get_bind().engine
    with _lock:
        grounds = _kept.setdefault(engine, OrderedDict())
        if key in grounds:
            grounds.move_to_end(key)
            return grounds[key]
    read = fresh_ground(session, community)
    with _lock:
        grounds[key] = read
        while len(grounds) > KEPT:
            grounds.popitem(last=False)
    return read


def fresh_ground(session: Session, community: Community) -> Ground:
    """The same, as it is in this very transaction."""
    rows = _rows(session, PlantingSiteRow, (PlantingSiteRow.lon, PlantingSiteRow.lat), community.id,
                 PlantingSiteRow.retired_at.is_(None))  # fmt: skip
    ids = tuple(row[0] for row in rows)
    lon, lat, accuracy = (_numbers(row[at] for row in rows) for at in (1, 2, 3))
    system = _system(community, lon, lat)
    x, y = crs.from_wgs84(lon, lat, system)
    spots = Spots(x, y, np.nan_to_num(accuracy, nan=0.0))
    layers = {**_lines(session, community.id, system), **_points(session, community.id, system)}
    layers |= {"wall": _walls(session, community.id, system), "kerb": _kerbs(session, community.id, system)}
    layers["tree"] = network(spots.points, accuracy_m=accuracy, ids=np.array(ids, dtype=object))
    there = {name: layer for name, layer in layers.items() if len(layer)}
    wires = UNKNOWN_WIRE.key  # lines of unknown kind all of them, which is said once
    silent = {name for name, layer in there.items() if layer.is_silent and name != wires}
    if any(there[name].is_silent_of_height for name in ("overhead", wires) if name in there):
        silent.add(HEIGHTS)
    return Ground(ids, spots, there, lon, lat, dict(_settled(session, community.id).absent), frozenset(silent))


def _system(community: Community, lon: crs.Numbers, lat: crs.Numbers) -> str:
    if community.bounds:
        return crs.metric(*community.bounds.centre)
    return crs.metric(float(lon.mean()), float(lat.mean())) if len(lon) else crs.metric(104.06, 30.63)


STATED = func.coalesce(ImportRow.stated_m + ImportRow.accuracy_m, ImportRow.stated_m, ImportRow.accuracy_m)
"""How exact what an import brought is: what its source states, and what the change of coordinates adds."""


def _rows(
    session: Session, row: Any, columns: Sequence[InstrumentedAttribute[Any]], community_id: str, *conditions: Any
) -> list[Any]:
    """``(id, *columns, accuracy)``: the accuracy is :data:`STATED` of the row's import, None where nothing is stated."""
    statement = (
        select(row.id, *columns, STATED)
        .outerjoin(ImportRow, row.import_id == ImportRow.id)
        .where(row.community_id == community_id, *conditions)
        .order_by(row.id)
    )
    return list(session.execute(statement))


def _lines(session: Session, community_id: str, system: str) -> dict[str, Network]:
    # What a line states of itself stands in for what its file states; the change of coordinates adds its doubt to either.
    own = func.coalesce(PipeRow.accuracy_m + ImportRow.accuracy_m, PipeRow.accuracy_m, STATED)
    statement = (
        select(PipeRow.id, PipeRow.outline, PipeRow.carries, PipeRow.diameter_mm, own, PipeRow.height_m,
               PipeRow.voltage_kv, PipeRow.height_accuracy_m)
        .outerjoin(ImportRow, PipeRow.import_id == ImportRow.id)
        .where(PipeRow.community_id == community_id)
        .order_by(PipeRow.id)
    )  # fmt: skip
    found: dict[str, list[Any]] = {str(kind): [] for kind in PipeKind}
    for row in session.execute(statement):
        found[row[2]].append(row)
    found[UNKNOWN_WIRE.key] = [
        row for row in found[str(PipeKind.OTHER)] if (row[_HEIGHT_AT] or 0) > 0 or row[_VOLTAGE_AT] is not None
    ]
    return {
        kind: network(
            _shapes([row[1] for row in rows], system), diameter_mm=_numbers(row[3] for row in rows),
            accuracy_m=_numbers(row[4] for row in rows), ids=[row[0] for row in rows],
            height_m=_numbers(row[5] for row in rows), largest_mm=BY_KEY[kind].largest_mm, grade=_grades(rows, kind),
            height_accuracy_m=_numbers(row[7] for row in rows),
        )
        for kind, rows in found.items() if rows
    }  # fmt: skip


def _grades(rows: Sequence[Any], kind: str) -> crs.Numbers | None:
    by = BY_KEY[kind].graded_by
    return None if by is None else _numbers(row[_GRADED_AT[by]] for row in rows)


def _points(session: Session, community_id: str, system: str) -> dict[str, Network]:
    found = {}
    for name, kind in _POINTS.items():
        rows = _rows(session, FacilityRow, (FacilityRow.pin,), community_id,
                     FacilityRow.facility == str(kind), FacilityRow.retired_at.is_(None))  # fmt: skip
        found[name] = _network([(row[0], shapely.Point(row[1].lon, row[1].lat), row[2]) for row in rows], system)
    return found


def _walls(session: Session, community_id: str, system: str) -> Network:
    return _network(_rows(session, BuildingRow, (BuildingRow.outline,), community_id), system)


def _kerbs(session: Session, community_id: str, system: str) -> Network:
    """Lines surveyed as kerb; where there are none, the edge of the carriageway."""
    kerbs = _rows(session, StreetRow, (StreetRow.outline,), community_id, StreetRow.part == str(StreetKind.KERB))
    if kerbs:
        return _network(kerbs, system)
    ways = _rows(session, StreetRow, (StreetRow.outline,), community_id, StreetRow.part == str(StreetKind.CARRIAGEWAY))
    return _network([(id_, shapely.boundary(outline), accuracy) for id_, outline, accuracy in ways
                     if outline.geom_type.endswith("Polygon")], system)  # fmt: skip


def _network(rows: Sequence[Any], system: str) -> Network:
    return network(
        _shapes([row[1] for row in rows], system), accuracy_m=_numbers(row[2] for row in rows),
        ids=np.array([row[0] for row in rows], dtype=object),
    )  # fmt: skip


def _shapes(geometries: Sequence[shapely.Geometry], system: str) -> Any:
    shapes = np.empty(len(geometries), dtype=object)
    shapes[:] = geometries
    return shapely.transform(shapes, lambda at: np.column_stack(crs.from_wgs84(at[:, 0], at[:, 1], system)))


def _numbers(values: Any) -> crs.Numbers:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def terms(session: Session, community_id: str) -> Terms:
    """What holds in a community; where nothing was settled, what comes with the tool."""
    return Terms(
        _settled(session, community_id),
        tuple(find(session, OwnRule, order=("thing", "id"), community_id=community_id, retired_at=None)),
        tuple(find(session, OwnSpecies, order=("scientific", "id"), community_id=community_id, retired_at=None)),
    )


def _settled(session: Session, community_id: str) -> PlantingTerms:
    return first(session, PlantingTerms, id=community_id) or PlantingTerms(community_id, community_id)
