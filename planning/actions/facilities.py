"""Facilities: the benches, lamps and service stations of a street."""

from __future__ import annotations

from planning import store
from planning.actions.act import Doing, act
from planning.actions.observations import Checks, permit_at, permit_for, placed, seen, write
from planning.site import new_id
from planning.surveys.observation import Condition, Facility, FacilityKind
from planning.wording import Words

LONGEST_NAME = 80
NO_NAME = Words("")


@act
def add_facility(
    doing: Doing, *, community_id: str, lon: float, lat: float, facility: FacilityKind, name: Words = NO_NAME,
    condition: Condition = Condition.GOOD, note: str = "",
) -> str:  # fmt: skip
    """A facility at a place. Gives its id."""
    community = permit_at(doing, community_id, lon, lat)
    checks = Checks()
    pin = checks.pin(lon, lat, community)
    name = Words(checks.text(name.zh, "name", LONGEST_NAME), checks.text(name.en, "name", LONGEST_NAME))
    note = checks.text(note, "note")
    checks.done()
    added = Facility(
        new_id(), community_id, facility=FacilityKind(facility), name=name, condition=Condition(condition), note=note,
        **placed(doing, community, pin),
    )  # fmt: skip
    store.add(doing.session, added)
    doing.log(f"facility:{added.id}", after=added)
    return added.id


@act
def change_facility(
    doing: Doing, *, community_id: str, facility_id: str, version: int, facility: FacilityKind, name: Words = NO_NAME,
    condition: Condition = Condition.GOOD, note: str = "",
) -> None:  # fmt: skip
    """Correct what is known of it."""
    permit_for(doing, community_id, Facility, facility_id)
    before = seen(doing, Facility, facility_id, version)
    checks = Checks()
    name = Words(checks.text(name.zh, "name", LONGEST_NAME), checks.text(name.en, "name", LONGEST_NAME))
    note = checks.text(note, "note")
    checks.done()
    write(
        doing, "facility", before, facility=FacilityKind(facility), name=name, condition=Condition(condition), note=note
    )


@act
def move_facility(doing: Doing, *, community_id: str, facility_id: str, version: int, lon: float, lat: float) -> None:
    """Correct where it stands, or say where it was put."""
    community = permit_for(doing, community_id, Facility, facility_id)
    facility = seen(doing, Facility, facility_id, version)
    permit_at(doing, community_id, lon, lat)
    checks = Checks()
    pin = checks.pin(lon, lat, community)
    checks.done()
    write(doing, "facility", facility, **placed(doing, community, pin))


@act
def retire_facility(doing: Doing, *, community_id: str, facility_id: str, version: int, reason: str) -> None:
    """Take it off the map; its history stays."""
    permit_for(doing, community_id, Facility, facility_id)
    facility = seen(doing, Facility, facility_id, version)
    checks = Checks()
    reason = checks.text(reason, "reason", needed=True)
    checks.done()
    write(doing, "facility", facility, reason, retired_at=doing.now)
