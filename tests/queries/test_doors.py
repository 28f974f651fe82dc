"""What a household said at its door about a structure: on the card, on the map, by filter and in the history."""

from __future__ import annotations

from typing import Any

import pytest
from shapely.geometry import box

from planning.actions.structures import change_structure_state
from planning.errors import Refusals
from planning.people import SYSTEM, Grant, Member, Role, Visitor
from planning.queries.observations import object_card, object_history
from planning.queries.viewport import Asked, viewport
from planning.site import Bounds, Community, Courtyard, new_id
from planning.surveys.observation import Kind, RooftopStructure, SurveyState
from planning.web.house import House
from tests import makers, trees
from tests.makers import NOON

HERE = Bounds(104.05, 30.62, 104.07, 30.64)
SAID = "三楼老人住院，下月再来"


@pytest.fixture
def yulan(house: House) -> Community:
    """A community with bounds."""
    return makers.community(house)


@pytest.fixture
def yard(house: House, yulan: Community) -> Courtyard:
    """The courtyard in which the structure stands."""
    found = trees.courtyard(yulan, box(104.0595, 30.6295, 104.0605, 30.6305))
    trees.keep(house, found)
    return found


@pytest.fixture
def shed(house: House, yulan: Community, yard: Courtyard) -> RooftopStructure:
    """A structure whose household objected, by the social worker of its courtyard."""
    found = trees.structure(yulan, courtyard_id=yard.id, state=SurveyState.UNSURVEYED)
    trees.keep(house, found)
    change_structure_state(
        house.database, walker(yulan, yard.id), NOON, new_id(), community_id=yulan.id, structure_id=found.id, version=1,
        state=SurveyState.OBJECTED, note=SAID,
    )  # fmt: skip
    return found


def walker(here: Community, yard: str | None, role: Role = Role.SOCIAL_WORKER) -> Visitor:
    """Somebody who knocks on doors, in one courtyard or in all."""
    return Visitor(Member("walker", "走访员", frozenset({Grant(role, here.id, yard)})), "browser of a walker")


def told(house: House, who: Visitor, here: Community, shed: RooftopStructure) -> dict[str, Any]:
    """All that somebody is told of the structure, by every way there is."""
    card = object_card(house.database, who, NOON, community_id=here.id, kind=Kind.ROOFTOP_STRUCTURE, object_id=shed.id)
    assert isinstance(card.thing, RooftopStructure)

    def found(**filters: str) -> list[Any]:
        asked = Asked(HERE, 18, ("structures",), filters)
        return [
            seen.drawn["state"]
            for seen in viewport(house.database, who, NOON, community_id=here.id, asked=asked).objects
        ]

    return {
        "card": (card.thing.state, card.thing.note), "map": found(), "objected": len(found(state="objected")),
        "surveyed": len(found(state="surveyed")),
    }  # fmt: skip


def test_whoever_talks_there_reads_it(house: House, yulan: Community, yard: Courtyard, shed: RooftopStructure):
    """Planners, resident planners, social workers and administrators, in that courtyard or in the whole community."""
    everything = {"card": ("objected", SAID), "map": ["objected"], "objected": 1, "surveyed": 0}
    for who in (
        walker(yulan, yard.id), walker(yulan, None), walker(yulan, yard.id, Role.RESIDENT_PLANNER),
        walker(yulan, None, Role.PLANNER), SYSTEM,
    ):  # fmt: skip
        assert told(house, who, yulan, shed) == everything


def test_nobody_else_does(house: House, yulan: Community, shed: RooftopStructure):
    """Not the public, not a volunteer of another courtyard or community, not the board: they read "surveyed"."""
    other = trees.courtyard(yulan, box(104.0635, 30.6295, 104.0645, 30.6305), id=new_id(), code="2")
    trees.keep(house, other)
    nothing = {"card": ("surveyed", ""), "map": ["surveyed"], "objected": 0, "surveyed": 1}
    for who in (
        makers.visitor(), walker(yulan, other.id), walker(yulan, other.id, Role.RESIDENT_PLANNER),
        walker(makers.community(house), None, Role.PLANNER), makers.staff(Role.BOARD, yulan.id),
        makers.staff(Role.MODERATOR, yulan.id),
    ):  # fmt: skip
        assert told(house, who, yulan, shed) == nothing


def test_the_history_keeps_it_to_itself_too(house: House, yulan: Community, yard: Courtyard, shed: RooftopStructure):
    """Staff who do not talk there read that something was noted, when and by whom."""
    at: Any = {"community_id": yulan.id, "kind": Kind.ROOFTOP_STRUCTURE, "object_id": shed.id}
    [full] = object_history(house.database, walker(yulan, yard.id), NOON, **at)
    assert full.after == {"state": "objected", "note": SAID}
    for who in (walker(yulan, "another courtyard"), makers.staff(Role.MODERATOR, yulan.id)):
        [event] = object_history(house.database, who, NOON, **at)
        assert (event.act, event.before, event.after, event.reason) == ("change_structure_state", {}, {}, "")
        assert SAID not in repr(event)


def test_a_volunteer_of_another_courtyard_writes_nothing_there(house: House, yulan: Community, shed: RooftopStructure):
    """Neither the state nor the note."""
    with pytest.raises(Refusals) as refused:
        change_structure_state(
            house.database, walker(yulan, "another courtyard"), NOON, new_id(), community_id=yulan.id,
            structure_id=shed.id, version=2, state=SurveyState.AGREED, note="x",
        )  # fmt: skip
    assert refused.value.code == "not_allowed"
