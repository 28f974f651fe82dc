"""Rooftop structures: put on the map, moved, brought along from the first survey to agreement and removal."""

from __future__ import annotations

from planning import store
from planning.actions.act import Doing, act
from planning.actions.observations import Checks, permit_at, permit_for, placed, seen, write
from planning.site import new_id
from planning.surveys.observation import RooftopStructure, StructureKind, SurveyState

LARGEST_M2 = 20_000.0
LONGEST_BUILDING = 80


@act
def add_structure(
    doing: Doing, *, community_id: str, lon: float, lat: float, structure: StructureKind,
    state: SurveyState = SurveyState.UNSURVEYED, building: str = "", area_m2: float | None = None, note: str = "",
) -> str:  # fmt: skip
    """Something built on a roof. Gives its id."""
    community = permit_at(doing, community_id, lon, lat)
    checks = Checks()
    pin = checks.pin(lon, lat, community)
    area_m2 = checks.measure(area_m2, "area_m2", LARGEST_M2)
    building, note = checks.text(building, "building", LONGEST_BUILDING), checks.text(note, "note")
    checks.done()
    added = RooftopStructure(
        new_id(), community_id, structure=StructureKind(structure), state=SurveyState(state), building=building,
        area_m2=area_m2, note=note, **placed(doing, community, pin),
    )  # fmt: skip
    store.add(doing.session, added)
    doing.log(f"rooftop_structure:{added.id}", after=added)
    return added.id


@act
def move_structure(doing: Doing, *, community_id: str, structure_id: str, version: int, lon: float, lat: float) -> None:
    """Correct where it stands. An outline that was drawn for the old place is dropped."""
    community = permit_for(doing, community_id, RooftopStructure, structure_id)
    structure = seen(doing, RooftopStructure, structure_id, version)
    permit_at(doing, community_id, lon, lat)
    checks = Checks()
    pin = checks.pin(lon, lat, community)
    checks.done()
    write(doing, "rooftop_structure", structure, outline=None, **placed(doing, community, pin))


@act
def change_structure(
    doing: Doing, *, community_id: str, structure_id: str, version: int, structure: StructureKind, building: str = "",
    area_m2: float | None = None,
) -> None:  # fmt: skip
    """Correct what it is, where on a building it stands, how large it is. How far the talk has come is another act."""
    permit_for(doing, community_id, RooftopStructure, structure_id)
    before = seen(doing, RooftopStructure, structure_id, version)
    checks = Checks()
    area_m2 = checks.measure(area_m2, "area_m2", LARGEST_M2)
    building = checks.text(building, "building", LONGEST_BUILDING)
    checks.done()
    write(doing, "rooftop_structure", before, structure=StructureKind(structure), building=building, area_m2=area_m2)


@act
def change_structure_state(
    doing: Doing, *, community_id: str, structure_id: str, version: int, state: SurveyState, note: str = ""
) -> None:
    """How far the talk about it has come."""
    permit_for(doing, community_id, RooftopStructure, structure_id)
    structure = seen(doing, RooftopStructure, structure_id, version)
    checks = Checks()
    note = checks.text(note, "note")
    checks.done()
    write(doing, "rooftop_structure", structure, state=SurveyState(state), note=note or structure.note)


@act
def retire_structure(doing: Doing, *, community_id: str, structure_id: str, version: int, reason: str) -> None:
    """Take it off the map: it never was there, or nothing of it is left."""
    permit_for(doing, community_id, RooftopStructure, structure_id)
    structure = seen(doing, RooftopStructure, structure_id, version)
    checks = Checks()
    reason = checks.text(reason, "reason", needed=True)
    checks.done()
    write(doing, "rooftop_structure", structure, reason, retired_at=doing.now)
