"""Undo: what an object was comes back by a further act with a reason, and nothing is overwritten in silence."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from planning import store
from planning.actions.facilities import add_facility, change_facility, move_facility, retire_facility
from planning.actions.structures import (
    add_structure,
    change_structure,
    change_structure_state,
    move_structure,
    retire_structure,
)
from planning.actions.taking_back import take_back_import
from planning.actions.trees import (
    add_planting_site,
    add_tree,
    change_planting_site,
    change_tree,
    move_planting_site,
    move_tree,
    replace_tree,
    retire_planting_site,
    retire_tree,
)
from planning.actions.undoing import UNDOABLE, undo_change
from planning.errors import Refusals
from planning.i18n import translator
from planning.i18n.changes import changes
from planning.people import SYSTEM, Role
from planning.queries.observations import object_history
from planning.site import Community, new_id
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
from tests import makers
from tests.actions.inventories import imports_of, take_in
from tests.makers import NOON

PLANNER = makers.staff(Role.PLANNER)
THERE: dict[str, Any] = {"lon": 104.06, "lat": 30.63}
ELSEWHERE: dict[str, Any] = {"lon": 104.0605, "lat": 30.6302}
NOUNS: dict[Kind, Any] = {
    Kind.TREE: Tree, Kind.PLANTING_SITE: PlantingSite, Kind.ROOFTOP_STRUCTURE: RooftopStructure, Kind.FACILITY: Facility,
}  # fmt: skip


class Street:
    """A community, and acts of its planner."""

    def __init__(self, house: House, here: Community) -> None:
        self.house, self.here = house, here

    def do(self, act: Callable[..., Any], **fields: Any) -> Any:
        """Do an act."""
        return act(self.house.database, PLANNER, NOON, new_id(), community_id=self.here.id, **fields)

    def get(self, kind: Kind, id_: str) -> Any:
        """An object as it is."""
        with self.house.database.reading() as session:
            return store.get(session, NOUNS[kind], id_)

    def history(self, kind: Kind, id_: str) -> list[Any]:
        """Its history, newest first."""
        return object_history(self.house.database, PLANNER, NOON, community_id=self.here.id, kind=kind, object_id=id_)

    def undo(self, kind: Kind, id_: str, back: int = 0, **fields: Any) -> None:
        """Undo its newest change, or one further back."""
        mine = [event for event in self.history(kind, id_) if event.subject == f"{kind}:{id_}"]
        given = {"version": self.get(kind, id_).version, "reason": "a slip"} | fields
        self.do(undo_change, kind=str(kind), object_id=id_, seq=mine[back].seq, **given)


@pytest.fixture
def street(house: House) -> Street:
    """A street."""
    return Street(house, makers.community(house))


def tree(street: Street) -> str:
    """A camphor of 6 m."""
    return str(street.do(add_tree, species=Species("香樟"), height_m=6.0, note="老树", **THERE))


def without_version(value: Any) -> dict[str, Any]:
    """Its fields, but for the version that only grows."""
    return {name: getattr(value, name) for name in value.__slots__ if name != "version"}


CHANGES: list[tuple[Kind, Callable[[Street], str], Callable[..., Any], str, dict[str, Any]]] = [
    (Kind.TREE, tree, move_tree, "tree_id", ELSEWHERE),
    (Kind.TREE, tree, change_tree, "tree_id", {"species": Species("紫薇"), "condition": Condition.POOR}),
    (Kind.TREE, tree, retire_tree, "tree_id", {"reason": "fell"}),
    (Kind.PLANTING_SITE, lambda s: s.do(add_planting_site, **THERE), retire_planting_site, "site_id", {"reason": "x"}),
    (Kind.PLANTING_SITE, lambda s: s.do(add_planting_site, **THERE), change_planting_site, "site_id",
     {"pit_m": 1.2, "street": "玉兰巷"}),
    (Kind.PLANTING_SITE, lambda s: s.do(add_planting_site, **THERE), move_planting_site, "site_id", ELSEWHERE),
    (Kind.ROOFTOP_STRUCTURE, lambda s: s.do(add_structure, structure=StructureKind.SHED, **THERE), change_structure,
     "structure_id", {"structure": StructureKind.SOLAR, "building": "3 栋", "area_m2": 12.5}),
    (Kind.FACILITY, lambda s: s.do(add_facility, facility=FacilityKind.BENCH, **THERE), change_facility, "facility_id",
     {"facility": FacilityKind.LAMP, "name": Words("路灯", "Lamp"), "condition": Condition.POOR, "note": "不亮"}),
    (Kind.ROOFTOP_STRUCTURE, lambda s: s.do(add_structure, structure=StructureKind.SHED, **THERE), move_structure,
     "structure_id", ELSEWHERE),
    (Kind.ROOFTOP_STRUCTURE, lambda s: s.do(add_structure, structure=StructureKind.SHED, **THERE),
     change_structure_state, "structure_id", {"state": SurveyState.AGREED, "note": "谈好了"}),
    (Kind.ROOFTOP_STRUCTURE, lambda s: s.do(add_structure, structure=StructureKind.SHED, **THERE), retire_structure,
     "structure_id", {"reason": "x"}),
    (Kind.FACILITY, lambda s: s.do(add_facility, facility=FacilityKind.BENCH, **THERE), move_facility, "facility_id",
     ELSEWHERE),
    (Kind.FACILITY, lambda s: s.do(add_facility, facility=FacilityKind.BENCH, **THERE), retire_facility, "facility_id",
     {"reason": "x"}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "make", "act", "name", "fields"), CHANGES, ids=lambda v: getattr(v, "__name__", ""))
def test_every_change_is_undone_exactly_and_done_again(
    street: Street, kind: Kind, make: Callable[[Street], str], act: Any, name: str, fields: dict[str, Any]
):
    """Undone, the object equals what it was; the undo undone, what it became. The history keeps all three."""
    id_ = make(street)
    before = street.get(kind, id_)
    street.do(act, **{name: id_}, version=before.version, **fields)
    after = street.get(kind, id_)
    assert without_version(after) != without_version(before)
    street.undo(kind, id_)
    assert without_version(street.get(kind, id_)) == without_version(before)
    newest = street.history(kind, id_)[0]
    assert (newest.act, newest.reason, newest.by) == ("undo_change", "a slip", newest.by)
    street.undo(kind, id_)
    assert without_version(street.get(kind, id_)) == without_version(after)
    assert [event.act for event in street.history(kind, id_) if event.subject == f"{kind}:{id_}"][:3] == [
        "undo_change", "undo_change", act.__name__,
    ]  # fmt: skip


def test_a_site_with_a_tree_moves_with_its_tree(street: Street):
    """Alone it would leave the tree behind."""
    standing = street.get(Kind.TREE, tree(street))
    with pytest.raises(Refusals) as caught:
        street.do(move_planting_site, site_id=standing.site_id, version=1, **ELSEWHERE)
    assert caught.value.code == "tree_stands"


@pytest.mark.parametrize(
    ("kind", "make", "act", "name", "fields", "codes"),
    [
        (Kind.PLANTING_SITE, add_planting_site, change_planting_site, "site_id", {"pit_m": 21.0, "street": "x" * 81},
         {"bad_measure", "long_text"}),
        (Kind.ROOFTOP_STRUCTURE, partial(add_structure, structure=StructureKind.SHED), change_structure, "structure_id",
         {"structure": StructureKind.SHED, "area_m2": float("nan"), "building": "x" * 81}, {"bad_measure", "long_text"}),
        (Kind.FACILITY, partial(add_facility, facility=FacilityKind.BENCH), change_facility, "facility_id",
         {"facility": FacilityKind.BENCH, "name": Words("x" * 81), "note": "x" * 501}, {"long_text"}),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_all_at_once(
    street: Street, kind: Kind, make: Any, act: Any, name: str, fields: dict[str, Any], codes: set[str]
):
    """And nothing is changed; a stale version is refused, too."""
    id_ = street.do(make, **THERE)
    with pytest.raises(Refusals) as caught:
        street.do(act, **{name: id_}, version=1, **fields)
    assert {problem.code for problem in caught.value.problems} == codes
    assert street.get(kind, id_).version == 1
    kept: dict[str, Any] = {"structure": StructureKind.SHED} if kind is Kind.ROOFTOP_STRUCTURE else {}
    kept |= {"facility": FacilityKind.BENCH} if kind is Kind.FACILITY else {}
    with pytest.raises(Refusals) as caught:
        street.do(act, **{name: id_}, version=2, **kept)
    assert caught.value.code == "edited_meanwhile"


def test_every_undoable_act_was_undone():
    """The table and the tests name the same acts."""
    # What is drawn on layers is undone in test_drawing.py.
    drawn = {"reshape_feature", "change_feature", "retire_feature", "undo_drawing"}
    assert {act.__name__ for _, _, act, _, _ in CHANGES} | {"undo_change"} | drawn == UNDOABLE


def test_the_site_goes_back_with_its_tree(street: Street):
    """As it came along."""
    id_ = tree(street)
    street.do(move_tree, tree_id=id_, version=1, **ELSEWHERE)
    street.undo(Kind.TREE, id_)
    back = street.get(Kind.TREE, id_)
    assert street.get(Kind.PLANTING_SITE, back.site_id).pin == back.pin
    assert (back.pin.lon, back.pin.lat) == (104.06, 30.63)


def test_what_moved_goes_back_though_a_file_of_courtyards_came_since(street: Street):
    """In which courtyard it lies is asked again: the one that it was in is gone, the one that is there now came later."""
    yards = 'code,name,wkt\n3,三号院,"POLYGON((104.0599 30.6299,104.0601 30.6299,104.0601 30.6301,104.0599 30.6301,104.0599 30.6299))"\n'
    take_in(street.house, street.here, yards, kind="courtyard")
    id_ = tree(street)
    was_in = street.get(Kind.TREE, id_).courtyard_id
    assert was_in
    street.do(move_tree, tree_id=id_, version=1, **ELSEWHERE)
    take_back_import(
        street.house.database, SYSTEM, NOON, new_id(), community_id=street.here.id,
        import_id=imports_of(street.house, street.here)[0].id, reason="x",
    )  # fmt: skip
    wider = yards.replace("104.0601", "104.061").replace("30.6301", "30.631")
    take_in(street.house, street.here, wider, kind="courtyard")
    moved = street.get(Kind.TREE, id_)
    assert moved.courtyard_id not in {None, was_in}
    street.undo(Kind.TREE, id_)
    back = street.get(Kind.TREE, id_)
    assert (back.pin.lon, back.pin.lat, back.courtyard_id) == (104.06, 30.63, moved.courtyard_id)
    assert street.get(Kind.PLANTING_SITE, back.site_id).courtyard_id == moved.courtyard_id


def code(attempt: Callable[[], Any]) -> str:
    """Code of the refusal."""
    with pytest.raises(Refusals) as refused:
        attempt()
    return refused.value.code


def test_a_later_change_must_be_undone_first(street: Street):
    """An older one would overwrite what somebody did since."""
    id_ = tree(street)
    street.do(change_tree, tree_id=id_, version=1, species=Species("紫薇"))
    street.do(change_tree, tree_id=id_, version=2, species=Species("银杏"))
    assert code(lambda: street.undo(Kind.TREE, id_, back=1)) == "changed_since"
    street.undo(Kind.TREE, id_)
    assert street.get(Kind.TREE, id_).species.zh == "紫薇"


def test_who_looked_at_an_older_state_is_refused(street: Street):
    """Two planners undo at once: one does."""
    id_ = tree(street)
    street.do(move_tree, tree_id=id_, version=1, **ELSEWHERE)
    assert code(lambda: street.undo(Kind.TREE, id_, version=1)) == "edited_meanwhile"


def test_a_reason_is_needed_and_adding_is_not_undone(street: Street):
    """What was added is retired instead."""
    id_ = tree(street)
    assert code(lambda: street.undo(Kind.TREE, id_)) == "not_undoable"
    street.do(move_tree, tree_id=id_, version=1, **ELSEWHERE)
    assert code(lambda: street.undo(Kind.TREE, id_, reason=" ")) == "empty_text"


def test_no_two_trees_on_one_site(street: Street):
    """The old tree does not come back while the new one stands; nor on a site that was given up."""
    old = tree(street)
    street.do(retire_tree, tree_id=old, version=1, reason="fell")
    site = street.get(Kind.TREE, old).site_id
    new = street.do(add_tree, species=Species("紫薇"), site_id=site)
    assert code(lambda: street.undo(Kind.TREE, old)) == "tree_stands"
    street.do(retire_tree, tree_id=new, version=1, reason="x")
    street.do(retire_planting_site, site_id=site, version=1, reason="x")
    assert code(lambda: street.undo(Kind.TREE, old)) == "site_retired"
    street.undo(Kind.PLANTING_SITE, site)
    street.undo(Kind.TREE, old)
    assert street.get(Kind.TREE, old).removed_at is None


def test_a_replacement_is_not_undone_by_halves(street: Street):
    """Its old tree was written by another act than a removal."""
    old = tree(street)
    street.do(replace_tree, tree_id=old, version=1, reason="x", species=Species("紫薇"))
    assert code(lambda: street.undo(Kind.TREE, old)) == "not_undoable"


def test_an_entry_of_another_object_leads_nowhere(street: Street):
    """The number of somebody else's line."""
    one, two = tree(street), street.do(add_tree, species=Species("银杏"), **ELSEWHERE)
    street.do(retire_tree, tree_id=two, version=1, reason="x")
    seq = street.history(Kind.TREE, two)[0].seq
    for kind, id_, number in (("tree", one, seq), ("tree", one, 10**6), ("courtyard", one, seq), ("x", one, seq)):
        slip = partial(street.do, undo_change, kind=kind, object_id=id_, seq=number, version=1, reason="x")
        assert code(slip) == "not_found"


def test_the_difference_is_told_in_words(street: Street):
    """Fields and codes in the reader's language; what nobody needs is left out."""
    id_ = tree(street)
    street.do(change_tree, tree_id=id_, version=1, species=Species("紫薇", "Lagerstroemia"), height_m=7.5,
              condition=Condition.POOR, note="老树")  # fmt: skip
    event = street.history(Kind.TREE, id_)[0]
    zh = changes(translator("zh"), event.before, event.after)
    en = changes(translator("en"), event.before, event.after)
    assert "树种：香樟 → 紫薇" in zh
    assert "condition: good → poor" in en
    assert "height (m): 6 → 7.5" in en
    assert not any("note" in line or "version" in line for line in en)
