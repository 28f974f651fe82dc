"""Homes, places worth walking to, streets, roofs and crowns of a community, in metres, for its checks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geodata import crs
from planning.site import Community
from planning.store.tables.observations import (
    BuildingRow,
    FacilityRow,
    PlantingSiteRow,
    RooftopStructureRow,
    StreetRow,
    TreeRow,
)
from planning.store.tables.whole_house import CourtyardRow
from planning.surveys.observation import FacilityKind, Species, StreetKind


@dataclass(frozen=True, eq=False)
class Walk:
    """Who walks where: ids and middles of buildings, places by kind ``(m, 2)``, and centre lines of streets."""

    home_ids: tuple[str, ...]
    homes: crs.Numbers
    goals: dict[FacilityKind, crs.Numbers]
    streets: tuple[shapely.LineString, ...]


def walk(session: Session, community: Community, kinds: tuple[FacilityKind, ...]) -> Walk:
    """Buildings stand for the homes in them; a place is where its pin is."""
    system = _system(community)
    buildings = session.execute(
        select(BuildingRow.id, BuildingRow.outline)
        .where(BuildingRow.community_id == community.id)
        .order_by(BuildingRow.id)
    ).all()
    middles = [outline.representative_point() for _, outline in buildings]
    places = session.execute(
        select(FacilityRow.facility, FacilityRow.lon, FacilityRow.lat)
        .where(FacilityRow.community_id == community.id, FacilityRow.retired_at.is_(None), FacilityRow.facility.in_([str(kind) for kind in kinds]))
        .order_by(FacilityRow.id)
    ).all()  # fmt: skip
    lines = session.scalars(
        select(StreetRow.outline).where(StreetRow.community_id == community.id, StreetRow.part == str(StreetKind.CENTRELINE)).order_by(StreetRow.id)
    ).all()  # fmt: skip
    return Walk(
        tuple(id_ for id_, _ in buildings),
        _metres([(point.x, point.y) for point in middles], system),
        {
            kind: _metres([(lon, lat) for facility, lon, lat in places if facility == str(kind)], system)
            for kind in kinds
        },
        tuple(
            _line(part, system) for line in lines for part in shapely.get_parts(line) if part.geom_type == "LineString"
        ),
    )


def roofs(session: Session, community_id: str) -> list[tuple[str, str, int]]:
    """Code of the courtyard (empty: none), state, and how many rooftop structures stand so."""
    statement = (
        select(func.coalesce(CourtyardRow.code, ""), RooftopStructureRow.state, func.count())
        .outerjoin(CourtyardRow, RooftopStructureRow.courtyard_id == CourtyardRow.id)
        .where(RooftopStructureRow.community_id == community_id, RooftopStructureRow.retired_at.is_(None))
        .group_by(CourtyardRow.code, RooftopStructureRow.state)
    )
    return sorted((code, state, int(count)) for code, state, count in session.execute(statement))


def stock(session: Session, community: Community) -> list[tuple[Species, str, float, float, float | None]]:
    """Species, street, metres east and north, and crown of every tree that stands."""
    rows = session.execute(
        select(TreeRow.species, PlantingSiteRow.street, TreeRow.lon, TreeRow.lat, TreeRow.crown_m)
        .join(PlantingSiteRow, TreeRow.site_id == PlantingSiteRow.id)
        .where(TreeRow.community_id == community.id, TreeRow.removed_at.is_(None))
        .order_by(TreeRow.id)
    ).all()
    places = _metres([(row[2], row[3]) for row in rows], _system(community))
    return [(row[0], row[1], float(x), float(y), row[4]) for row, (x, y) in zip(rows, places, strict=True)]


def _system(community: Community) -> str:
    return crs.metric(*(community.bounds.centre if community.bounds else (104.06, 30.63)))


def _metres(degrees: list[tuple[float, float]], system: str) -> Any:
    points = np.array(degrees, dtype=np.float64).reshape(-1, 2)
    return np.column_stack(crs.from_wgs84(points[:, 0], points[:, 1], system))


def _line(line: shapely.LineString, system: str) -> shapely.LineString:
    return shapely.LineString(_metres([(x, y) for x, y in shapely.get_coordinates(line)], system))
