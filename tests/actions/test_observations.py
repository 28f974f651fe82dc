"""What planners change on the map: sites and trees, rooftop structures, facilities; each with its history."""

from __future__ import annotations

from typing import Any

import pytest
from shapely.geometry import box

from planning import store
from planning.actions.facilities import add_facility, move_facility, retire_facility
from planning.actions.structures import add_structure, change_structure_state, move_structure, retire_structure
from planning.actions.trees import (
    add_planting_site,
    add_tree,
    change_tree,
    move_tree,
    replace_tree,
    retire_planting_site,
    retire_tree,
)
from planning.errors import Refusals
from planning.people import Role, Visitor
from planning.queries.observations import object_card, object_history
from planning.site import Community, Pin, new_id
from planning.store import journal
from planning.surveys.observation import (
    Condition,
    Facility,
    FacilityKind,
    Kind,
    PlantingSite,
    RooftopStructure,
    Species,
    StructureKind,
    SurveyState,
    Tree,
)
from planning.web.house import House
from planning.wording import Words
from tests import makers, trees
from tests.makers import NOON

PLACE: dict[str, Any] = {"lon": 104.06, "lat": 30.63}
CRAPE_MYRTLE = Species("紫薇", "Lagerstroemia indica", "crape myrtle")


@pytest.fixture
def yulan(house: House) -> Community:
    """A community with bounds."""
    return makers.community(house)


def do(house: House, here: Community, act: Any, *, act_id: str = "", who: Visitor | None = None, **fields: Any) -> Any:
    """Do an act as a planner of this community, unless the test names somebody else."""
    visitor = who or makers.staff(Role.PLANNER, here.id)
    return act(house.database, visitor, NOON, act_id or new_id(), community_id=here.id, **fields)


def kept(house: House, kind: Any, id_: str) -> Any:
    """What the database holds."""
    with house.database.reading() as session:
        return store.get(session, kind, id_)


def logged(house: House, here: Community, subject: str) -> list[str]:
    """Acts on a subject, oldest first."""
    with house.database.reading() as session:
        return [entry.act for entry in reversed(journal.entries(session, here.id, subject=subject))]


def test_a_tree_is_added_with_its_site(house: House, yulan: Community):
    """One tap makes two things: the site, and the tree that stands on it; both are logged."""
    tree = kept(house, Tree, do(house, yulan, add_tree, species=CRAPE_MYRTLE, crown_m=2.5, planted_year=2026, **PLACE))
    site = kept(house, PlantingSite, tree.site_id)
    assert (tree.pin, tree.species, tree.crown_m, site.pin) == (trees.HERE, CRAPE_MYRTLE, 2.5, trees.HERE)
    assert logged(house, yulan, f"tree:{tree.id}") == ["add_tree"]
    assert logged(house, yulan, f"planting_site:{site.id}") == ["add_tree"]


def test_replacing_a_tree_keeps_its_site_and_its_history(house: House, yulan: Community):
    """The old tree stays where it stood, with the reason; the new one stands on the same site."""
    old_id = do(house, yulan, add_tree, species=trees.PRIVET, **PLACE)
    old = kept(house, Tree, old_id)
    new_id_ = do(house, yulan, replace_tree, tree_id=old_id, version=1, reason="枯死", species=CRAPE_MYRTLE)
    new = kept(house, Tree, new_id_)
    gone = kept(house, Tree, old_id)
    assert new.site_id == old.site_id
    assert (gone.removed_at, gone.removal_reason) == (NOON, "枯死")
    found = object_card(
        house.database, makers.visitor(), NOON, community_id=yulan.id, kind=Kind.TREE, object_id=new_id_
    )
    assert [tree.id for tree in found.former] == [old_id]
    assert found.standing is not None
    assert found.standing.id == new_id_


def test_a_second_tree_on_a_site_is_refused(house: House, yulan: Community):
    """A site holds one standing tree; after it went, the site is free again."""
    site_id = do(house, yulan, add_planting_site, pit_m=1.2, **PLACE)
    first = do(house, yulan, add_tree, species=trees.PRIVET, site_id=site_id)
    with pytest.raises(Refusals, match="already stands"):
        do(house, yulan, add_tree, species=trees.PRIVET, site_id=site_id)
    with pytest.raises(Refusals, match="A tree stands on this site"):
        do(house, yulan, retire_planting_site, site_id=site_id, version=1, reason="加宽车行道")
    do(house, yulan, retire_tree, tree_id=first, version=1, reason="倒伏")
    do(house, yulan, add_tree, species=CRAPE_MYRTLE, site_id=site_id)


def test_moving_a_tree_takes_its_site_along(house: House, yulan: Community):
    """A tree that stood wrong on the map stands right, and so does its site; the courtyard around it is found."""
    yard = trees.courtyard(yulan, box(104.0609, 30.6299, 104.0611, 30.6301))
    trees.keep(house, yard)
    tree_id = do(house, yulan, add_tree, species=trees.PRIVET, **PLACE)
    do(house, yulan, move_tree, tree_id=tree_id, version=1, lon=104.061, lat=30.63)
    tree = kept(house, Tree, tree_id)
    assert tree.pin == Pin(104.061, 30.63)
    assert (tree.courtyard_id, tree.version) == (yard.id, 2)
    assert kept(house, PlantingSite, tree.site_id).pin == Pin(104.061, 30.63)


def test_two_planners_change_one_tree(house: House, yulan: Community):
    """Row 49: the second is told that somebody was faster, and overwrites nothing."""
    tree_id = do(house, yulan, add_tree, species=trees.PRIVET, **PLACE)
    do(house, yulan, change_tree, tree_id=tree_id, version=1, species=trees.PRIVET, crown_m=7.0)
    with pytest.raises(Refusals) as refused:
        do(house, yulan, change_tree, tree_id=tree_id, version=1, species=CRAPE_MYRTLE)
    assert refused.value.code == "edited_meanwhile"
    assert kept(house, Tree, tree_id).crown_m == 7.0


def test_a_double_click_adds_one_tree(house: House, yulan: Community):
    """The same act id twice: one tree, the same answer."""
    asked: dict[str, Any] = {"act_id": "click-1", "species": trees.PRIVET} | PLACE
    assert do(house, yulan, add_tree, **asked) == do(house, yulan, add_tree, **asked)
    with house.database.reading() as session:
        assert store.count(session, Tree) == 1


def test_what_is_gone_cannot_be_changed(house: House, yulan: Community):
    """A removed tree is not moved, replaced or removed again."""
    tree_id = do(house, yulan, add_tree, species=trees.PRIVET, **PLACE)
    do(house, yulan, retire_tree, tree_id=tree_id, version=1, reason="枯死")
    for act, more in ((move_tree, PLACE), (retire_tree, {"reason": "again"})):
        with pytest.raises(Refusals) as refused:
            do(house, yulan, act, tree_id=tree_id, version=2, **more)
        assert refused.value.code == "already_gone"


def test_all_faults_of_a_form_are_said_at_once(house: House, yulan: Community):
    """No species, a crown that is no number, a year to come, a place outside: four sentences, nothing kept."""
    with pytest.raises(Refusals) as refused:
        do(
            house, yulan, add_tree, species=Species(), crown_m=float("nan"), planted_year=3000, lon=104.2, lat=30.63,
            note="x" * 501,
        )  # fmt: skip
    assert {p.code for p in refused.value.problems} == {
        "no_species",
        "bad_measure",
        "bad_year",
        "outside_bounds",
        "long_text",
    }
    with house.database.reading() as session:
        assert store.count(session, PlantingSite) == 0


BAD_PINS = (
    ("NaN", 30.63, "bad_coordinates"), (float("inf"), 30.63, "bad_coordinates"), ("1e999", 30.63, "bad_coordinates"),
    ("31,2", 30.63, "bad_coordinates"), (None, 30.63, "bad_coordinates"), (True, 30.63, "bad_coordinates"),
    (30.63, 104.06, "swapped"), (0, 0, "outside_bounds"), (180, 90, "outside_bounds"), (181, 30.63, "bad_coordinates"),
)  # fmt: skip


def test_bad_pins_are_refused_wherever_something_is_put(house: House, yulan: Community):
    """Rows 18 to 20: no number, infinite, a comma, exchanged, nowhere: refused by code, never mended."""
    acts: tuple[tuple[Any, dict[str, Any]], ...] = (
        (add_planting_site, {}), (add_tree, {"species": trees.PRIVET}), (add_structure, {"structure": StructureKind.SHED}),
        (add_facility, {"facility": FacilityKind.BENCH}),
    )  # fmt: skip
    for lon, lat, code in BAD_PINS:
        for act, more in acts:
            with pytest.raises(Refusals) as refused:
                do(house, yulan, act, lon=lon, lat=lat, **more)
            assert refused.value.code == code, (act.__name__, lon, lat)


def test_a_rooftop_structure_from_survey_to_removal(house: House, yulan: Community):
    """Added, spoken about, moved, retired; each step with what was before and after."""
    id_ = do(house, yulan, add_structure, structure=StructureKind.PIGEON_LOFT, area_m2=12.5, building="3-2", **PLACE)
    do(house, yulan, change_structure_state, structure_id=id_, version=1, state=SurveyState.AGREED)
    do(house, yulan, move_structure, structure_id=id_, version=2, lon=104.0601, lat=30.63)
    do(house, yulan, retire_structure, structure_id=id_, version=3, reason="已拆除")
    found = kept(house, RooftopStructure, id_)
    assert (found.state, found.version, found.retired_at) == (SurveyState.AGREED, 4, NOON)
    assert logged(house, yulan, f"rooftop_structure:{id_}") == [
        "add_structure", "change_structure_state", "move_structure", "retire_structure",
    ]  # fmt: skip
    with house.database.reading() as session:
        step = journal.entries(session, yulan.id, subject=f"rooftop_structure:{id_}")[2]
    assert (step.before, step.after) == ({"state": "unsurveyed", "note": ""}, {"state": "agreed", "note": ""})


def test_a_facility_is_added_moved_and_retired(house: House, yulan: Community):
    """A bench with a name in two languages."""
    name = Words("玉兰长椅", "Magnolia bench")
    id_ = do(house, yulan, add_facility, facility=FacilityKind.BENCH, name=name, condition=Condition.FAIR, **PLACE)
    do(house, yulan, move_facility, facility_id=id_, version=1, lon=104.0601, lat=30.63)
    do(house, yulan, retire_facility, facility_id=id_, version=2, reason="换新")
    found = kept(house, Facility, id_)
    assert (found.name, found.pin, found.retired_at) == (name, Pin(104.0601, 30.63), NOON)


def test_only_planners_of_this_community_may(house: House, yulan: Community):
    """Row 55: residents, board, moderators and the planner of another place are refused."""
    for who in (
        makers.visitor(), makers.staff(Role.BOARD, yulan.id), makers.staff(Role.MODERATOR, yulan.id),
        makers.staff(Role.PLANNER, "elsewhere"),
    ):  # fmt: skip
        with pytest.raises(Refusals) as refused:
            do(house, yulan, add_facility, who=who, facility=FacilityKind.BENCH, **PLACE)
        assert refused.value.code == "not_allowed"


def test_another_communitys_tree_is_not_here(house: House, yulan: Community):
    """A planner reaches nothing through a community that is not theirs, nor reads its card."""
    other = makers.community(house)
    tree_id = do(house, other, add_tree, species=trees.PRIVET, **PLACE)
    with pytest.raises(Refusals) as refused:
        do(house, yulan, retire_tree, tree_id=tree_id, version=1, reason="x")
    assert refused.value.code == "not_found"
    with pytest.raises(Refusals) as refused:
        object_card(house.database, makers.visitor(), NOON, community_id=yulan.id, kind=Kind.TREE, object_id=tree_id)
    assert refused.value.code == "not_found"


def test_the_history_is_for_staff(house: House, yulan: Community):
    """Who changed what is read by staff; residents see the trees that stood there, without names."""
    tree_id = do(house, yulan, add_tree, species=trees.PRIVET, **PLACE)
    do(house, yulan, retire_tree, tree_id=tree_id, version=1, reason="枯死")
    asked: dict[str, Any] = {"community_id": yulan.id, "kind": Kind.TREE, "object_id": tree_id}
    events = object_history(house.database, makers.staff(Role.BOARD, yulan.id), NOON, **asked)
    assert [(e.act, e.reason) for e in events] == [("retire_tree", "枯死"), ("add_tree", ""), ("add_tree", "")]
    with pytest.raises(Refusals, match="may not"):
        object_history(house.database, makers.visitor(), NOON, **asked)
