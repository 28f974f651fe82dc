"""What is there, as the house keeps it: values made of the sample block."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import geopandas as gpd
import numpy as np

from geodata.samples import Block, yulan_lane
from planning.actions.illustrative.naming import Calendar, Naming
from planning.site import Bounds, Community, Courtyard, Pin
from planning.surveys.observation import (
    Building,
    Condition,
    Facility,
    FacilityKind,
    Pipe,
    PipeKind,
    PlantingSite,
    RooftopStructure,
    Species,
    Street,
    StreetKind,
    StructureKind,
    SurveyState,
    Tree,
)
from planning.wording import Words

NAME = Words("玉兰巷社区", "Yulan Lane Community")
STORM = "台风天折断，树桩已清 / broken in a storm, stump removed"
NOTES = {"poor": "树冠稀疏，有枯枝 / thin crown, dead wood", "dead": "枯死，待更换 / dead, to be replaced"}


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything that stands or lies somewhere."""

    community: Community
    courtyards: tuple[Courtyard, ...]
    buildings: tuple[Building, ...]
    streets: tuple[Street, ...]
    pipes: tuple[Pipe, ...]
    sites: tuple[PlantingSite, ...]
    trees: tuple[Tree, ...]
    structures: tuple[RooftopStructure, ...]
    facilities: tuple[Facility, ...]


def ground(seed: int, calendar: Calendar) -> Ground:
    """The block of a seed as values."""
    block, name = yulan_lane(seed), Naming(seed)
    cid = name.community
    west, south, east, north = (float(side) for side in block.bounds.bounds)
    of_courtyard = {code: name("courtyard", code) for code in map(str, block.courtyards["code"])}
    labels = _labels(block)
    return Ground(
        Community(cid, NAME, Bounds(west, south, east, north), illustrative=True, created_at=calendar.at),
        tuple(Courtyard(of_courtyard[r.code], cid, r.code, Words(r.name_zh, r.name_en), r.geometry) for r in _rows(block.courtyards)),
        tuple(Building(name("building", r.id), cid, r.geometry, labels[r.id], r.height_m, r.storeys, r.id) for r in _rows(block.buildings)),
        tuple(_streets(block, name)),
        tuple(Pipe(name("pipe", r.id), cid, r.geometry, PipeKind(r.kind), r.diameter_mm, r.depth_m, r.material, r.accuracy_m, r.id)
              for r in _rows(block.pipes)),
        tuple(_sites(block, name)),
        tuple(_trees(block, name, calendar)),
        tuple(RooftopStructure(
            name("structure", r.id), cid, _pin(r.geometry.representative_point()), StructureKind(r.kind), SurveyState(r.state),
            r.geometry, r.id, of_courtyard[r.courtyard], labels[r.building], r.area_m2) for r in _rows(block.rooftops)),
        tuple(Facility(
            name("facility", r.id), cid, _pin(r.geometry), FacilityKind(r.kind), Words(r.name_zh, r.name_en), r.id,
            of_courtyard.get(r.courtyard), Condition(r.condition)) for r in _rows(block.facilities)),
    )  # fmt: skip


def _rows(frame: gpd.GeoDataFrame) -> Iterator[Any]:
    """Rows with Python's own numbers: numpy's do not go into every column."""
    plain = frame.astype(object).where(frame.notna(), None)
    return (
        _Row({str(k): v.item() if isinstance(v, np.generic) else v for k, v in row.items()})
        for row in plain.to_dict("records")
    )


class _Row:
    def __init__(self, cells: dict[str, Any]) -> None:
        self.__dict__.update(cells)


def _pin(point: Any) -> Pin:
    return Pin(round(point.x, 7), round(point.y, 7))


def _labels(block: Block) -> dict[str, str]:
    """Buildings by the number of their courtyard and their own: ``3-2`` reads in every language."""
    counted: dict[str, int] = {}
    labels = {}
    for r in _rows(block.buildings):
        counted[r.courtyard] = counted.get(r.courtyard, 0) + 1
        labels[r.id] = f"{int(r.courtyard)}-{counted[r.courtyard]}"
    return labels


def _street_names(block: Block) -> dict[str, Words]:
    return {r.id: Words(r.name_zh, r.name_en) for r in _rows(block.centre_lines)}


def _streets(block: Block, name: Naming) -> Iterator[Street]:
    names = _street_names(block)
    parts = (
        (block.carriageways, StreetKind.CARRIAGEWAY, "street"),
        (block.pavements, StreetKind.PAVEMENT, None),
        (block.kerbs, StreetKind.KERB, None),
        (block.centre_lines, StreetKind.CENTRELINE, "id"),
    )
    for frame, part, of in parts:
        for r in _rows(frame):
            called = names[getattr(r, of)] if of else Words("")
            yield Street(name("street", r.id), name.community, r.geometry, part, called, r.id)


def _sites(block: Block, name: Naming) -> Iterator[PlantingSite]:
    names = _street_names(block)
    for r in _rows(block.sites):
        street = f"{names[r.street].zh} {names[r.street].en}"
        yield PlantingSite(name("site", r.id), name.community, _pin(r.geometry), r.id, street=street, pit_m=r.pit_m)


def _trees(block: Block, name: Naming, calendar: Calendar) -> Iterator[Tree]:
    surveyed = calendar.day(-75).date()
    for r in _rows(block.trees):
        gone = r.removed_days_ago
        yield Tree(
            name("tree", r.id), name.community, name("site", r.site), _pin(r.geometry),
            Species(r.species_zh, r.scientific, r.species_en), r.id,
            dbh_cm=r.dbh_cm, height_m=r.height_m, crown_m=r.crown_m, condition=Condition(r.condition),
            planted_year=r.planted_year, surveyed_on=None if gone else surveyed,
            note=NOTES.get(r.condition, "") if not gone else "",
            removed_at=calendar.at - timedelta(days=gone) if gone else None, removal_reason=STORM if gone else "",
        )  # fmt: skip
