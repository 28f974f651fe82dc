"""An import taken back: what it brought goes, what it wrote over comes back, what people did since stays."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from planning import store
from planning.actions.importing import import_observations
from planning.actions.taking_back import take_back_import
from planning.actions.trees import change_tree
from planning.errors import Refusals
from planning.people import SYSTEM, Role
from planning.site import Courtyard, new_id
from planning.surveys.observation import LayerFeature, PlantingSite, Species, Tree
from tests.actions.inventories import HEADER, TREES, imports_of, kept
from tests.makers import NOON, community, staff


def _take_in(house, place, text, hours: int = 0, **more: Any) -> Any:
    asked = {
        "community_id": place.id,
        "kind": "tree",
        "file": "trees.csv",
        "data": text.encode(),
        "source": "行道树",
    } | more
    return import_observations(house.database, SYSTEM, NOON + timedelta(hours=hours), new_id(), **asked)


def _back(house, place, number: int = 0, who=SYSTEM, hours: int = 9) -> Any:
    found = imports_of(house, place)[number]
    return take_back_import(
        house.database,
        who,
        NOON + timedelta(hours=hours),
        new_id(),
        community_id=place.id,
        import_id=found.id,
        reason="错了",
    )


def test_what_an_import_added_goes(house):
    """Trees and their sites; the import stays on the list, with the hour when it was taken back."""
    place = community(house)
    _take_in(house, place, TREES)
    done = _back(house, place)
    assert (done["taken_out"], done["restored"], done["kept"], done["kept_ids"]) == (3, 0, 0, [])
    assert (kept(house, Tree, place), kept(house, PlantingSite, place)) == ([], [])
    assert imports_of(house, place)[0].taken_back_at == NOON + timedelta(hours=9)
    assert _take_in(house, place, TREES, 10)["added"] == 3


def test_what_an_import_wrote_over_comes_back(house):
    """Field for field, with the import that had brought it; only what was new goes."""
    place = community(house)
    _take_in(house, place, TREES)
    before = kept(house, Tree, place)
    _take_in(house, place, TREES.replace("22.5", "23") + "A4,银杏,9,104.0605,30.6305,\n", 1)
    done = _back(house, place)
    assert (done["taken_out"], done["restored"], done["kept"]) == (1, 1, 0)
    after = kept(house, Tree, place)
    assert [(t.external_id, t.dbh_cm, t.import_id) for t in after] == [
        (t.external_id, t.dbh_cm, t.import_id) for t in before
    ]


def test_what_people_edited_since_stays_and_is_listed(house):
    """One tree was measured by a planner, another one is spoken of in a comment."""
    place = community(house)
    _take_in(house, place, TREES)
    edited, spoken, _ = kept(house, Tree, place)
    change_tree(
        house.database, staff(Role.PLANNER, place.id), NOON, new_id(), community_id=place.id, tree_id=edited.id, version=1,
        species=Species("女贞"), dbh_cm=25,
    )  # fmt: skip
    with house.database.writing() as session:
        store.change(
            session, spoken.__class__(**{f: getattr(spoken, f) for f in spoken.__dataclass_fields__} | {"version": 2})
        )
    done = _back(house, place)
    assert (done["taken_out"], done["kept"], sorted(done["kept_ids"])) == (1, 2, ["A1", "A2"])
    assert [tree.external_id for tree in kept(house, Tree, place)] == ["A1", "A2"]


def test_the_newest_file_goes_first_and_only_once(house):
    """An older import under a newer one cannot be pulled out, nor can one be taken back twice."""
    place = community(house)
    _take_in(house, place, TREES)
    _take_in(house, place, TREES + "A4,银杏,9,104.0605,30.6305,\n", 1)
    with pytest.raises(Refusals) as caught:
        _back(house, place, 1)
    assert caught.value.code == "later_import"
    _back(house, place, 0)
    with pytest.raises(Refusals) as caught:
        _back(house, place, 0)
    assert caught.value.code == "already_taken_back"
    assert _back(house, place, 1)["taken_out"] == 3


def test_imports_that_wrote_over_each_other_are_taken_back_one_after_the_other(house):
    """What a later file changed, taken back, is what the earlier one brought: three files in turn leave nothing."""
    place = community(house)
    _take_in(house, place, TREES)
    before = kept(house, Tree, place)
    _take_in(house, place, TREES.replace("22.5", "23"), 1)
    between = kept(house, Tree, place)
    _take_in(house, place, TREES.replace("22.5", "24"), 2)
    for number, there in ((0, between), (1, before)):
        done = _back(house, place, number, hours=9 + number)
        assert (done["restored"], done["kept"]) == (1, 0)
        assert [(t.external_id, t.dbh_cm) for t in kept(house, Tree, place)] == [
            (t.external_id, t.dbh_cm) for t in there
        ]
    done = _back(house, place, 2, hours=11)
    assert (done["taken_out"], done["restored"], done["kept"]) == (3, 0, 0)
    assert (kept(house, Tree, place), kept(house, PlantingSite, place)) == ([], [])


@pytest.mark.parametrize("when", ["between the files", "after a file was taken back"])
def test_an_edit_under_files_taken_back_stays(house, when: str):
    """A planner's measure survives both files, wherever among them it was taken."""
    place = community(house)
    _take_in(house, place, TREES)

    def edit() -> None:
        tree = next(tree for tree in kept(house, Tree, place) if tree.external_id == "A1")
        change_tree(
            house.database, staff(Role.PLANNER, place.id), NOON, new_id(), community_id=place.id, tree_id=tree.id,
            version=tree.version, species=Species("女贞"), dbh_cm=25,
        )  # fmt: skip

    if when == "between the files":
        edit()
    _take_in(house, place, TREES.replace("22.5", "23"), 1)
    _back(house, place, 0)
    if when == "after a file was taken back":
        edit()
    done = _back(house, place, 1, hours=10)
    assert (done["taken_out"], done["kept_ids"]) == (2, ["A1"])
    [left] = kept(house, Tree, place)
    assert (left.external_id, left.dbh_cm) == ("A1", 25)


def test_courtyards_and_free_layers_are_taken_back_too(house):
    """A free layer keeps all its columns while it is there."""
    place = community(house)
    square = "POLYGON((104.06 30.63,104.061 30.63,104.061 30.631,104.06 30.63))"
    _take_in(house, place, f'编号,名称,wkt\nY1,三号院,"{square}"\n', kind="courtyard")
    assert _back(house, place)["taken_out"] == 1
    assert kept_codes(house, place) == []
    _take_in(house, place, 'id,name,深度,wkt\n1,东口,0.3,POINT(104.06 30.63)\n2,西口,,"LINESTRING(104.06 30.63,104.061 30.63)"\n', 1,
             kind="layer", source="积水点")  # fmt: skip
    first, second = kept(house, LayerFeature, place)
    assert (first.layer, first.name, first.facts["深度"], first.outline.geom_type) == ("积水点", "东口", "0.3", "Point")
    assert (second.outline.geom_type, "深度" in second.facts) == ("LineString", False)
    assert _back(house, place)["taken_out"] == 2


def kept_codes(house, place) -> list[str]:
    """Codes of the courtyards."""
    with house.database.reading() as session:
        return [yard.code for yard in store.find(session, Courtyard, community_id=place.id)]


def test_only_planners_take_back(house):
    """Residents, moderators and planners of another community may not."""
    place = community(house)
    _take_in(house, place, HEADER + "A1,女贞,22.5,104.0601,30.6301,良好\n")
    for who in (staff(Role.MODERATOR), staff(Role.PLANNER, "another")):
        with pytest.raises(Refusals) as caught:
            _back(house, place, who=who)
        assert caught.value.code == "not_allowed"
    assert _back(house, place, who=staff(Role.PLANNER, place.id))["taken_out"] == 1
