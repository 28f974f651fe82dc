"""Planners draw on named layers: kept, checked, reshaped, taken off, undone; inside or published; by whom and why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import shapely

from planning import store
from planning.actions import drawing, layers
from planning.actions.importing import import_observations
from planning.actions.taking_back import take_back_import
from planning.actions.undoing import undo_change
from planning.errors import Refusals
from planning.people import Grant, Member, Role, Visitor
from planning.queries.planner_layers import (
    feature_card,
    feature_history,
    layers_at_work,
    planner_layers,
)
from planning.queries.viewport import Asked, viewport
from planning.site import Community, Courtyard, new_id
from planning.store import journal
from planning.surveys.observation import Import, LayerFeature
from planning.surveys.planner_layer import MOST_VERTICES, PlannerLayer
from planning.web.house import House
from planning.wording import Words
from tests import makers
from tests.makers import NOON, YULAN_BOUNDS

PLANNER = makers.staff(Role.PLANNER)
PUBLIC = makers.visitor()
LINE = {"type": "LineString", "coordinates": [[104.06, 30.63], [104.061, 30.63]]}
AREA = {"type": "Polygon", "coordinates": [[[104.06, 30.63], [104.06, 30.631], [104.061, 30.631], [104.06, 30.63]]]}
BOW_TIE = {
    "type": "Polygon", "coordinates": [[[104.06, 30.63], [104.061, 30.631], [104.061, 30.63], [104.06, 30.631], [104.06, 30.63]]],
}  # fmt: skip


def point(lon: float = 104.0602, lat: float = 30.6302) -> dict[str, Any]:
    """A point as the frame sends it."""
    return {"type": "Point", "coordinates": [lon, lat]}


class Sheet:
    """A community with one layer, and a planner who draws on it."""

    def __init__(self, house: House) -> None:
        self.house, self.here = house, makers.community(house)
        self.layer = self.do(layers.add_layer, community_id=self.here.id, name="Drawing of 12 May", source="A walk.", accuracy_m=2.0)  # fmt: skip

    def do(self, act: Callable[..., Any], by: Visitor = PLANNER, act_id: str = "", **fields: Any) -> Any:
        """Do an act."""
        return act(self.house.database, by, NOON, act_id or new_id(), **fields)

    def draw(self, mark: str = "line", shape: Any = LINE, by: Visitor = PLANNER, **fields: Any) -> str:
        """Draw on the layer."""
        id_: str = self.do(drawing.draw_feature, by, layer_id=self.layer, mark=mark, shape=shape, **fields)
        return id_

    def on(self, act: Callable[..., Any], id_: str, by: Visitor = PLANNER, **fields: Any) -> Any:
        """Do an act to a feature, as it is now."""
        given = {"version": self.feature(id_).version} | fields
        return self.do(act, by, community_id=self.here.id, feature_id=id_, **given)

    def feature(self, id_: str) -> LayerFeature:
        """A feature as it is."""
        with self.house.database.reading() as session:
            return store.get(session, LayerFeature, id_)

    def sheet(self) -> PlannerLayer:
        """The layer as it is."""
        with self.house.database.reading() as session:
            return store.get(session, PlannerLayer, self.layer)

    def ask(self, question: Callable[..., Any], by: Visitor = PLANNER, **fields: Any) -> Any:
        """Ask a question."""
        return question(self.house.database, by, NOON, community_id=self.here.id, **fields)

    def refused(self, act: Callable[..., Any], *args: Any, **fields: Any) -> set[str]:
        """The codes of a refusal."""
        with pytest.raises(Refusals) as caught:
            act(*args, **fields)
        return {problem.code for problem in caught.value.problems}

    def on_the_map(self, by: Visitor = PLANNER) -> set[str]:
        """Ids that the map shows of this layer."""
        view = self.ask(viewport, by, asked=Asked(YULAN_BOUNDS, 17, (), {}, (self.layer,)))
        return {one.id for one in view.drawn.features}


@pytest.fixture
def sheet(house: House) -> Sheet:
    """One layer."""
    return Sheet(house)


def test_everything_can_be_drawn_and_is_on_the_map(sheet: Sheet):
    """Point, line, area, arrow and text; the ring of an area runs around once; each is logged with its words."""
    shapes = {"point": point(), "line": LINE, "area": AREA, "arrow": LINE, "text": point()}
    ids = {mark: sheet.draw(mark, shape, name=f"a {mark}", note="n") for mark, shape in shapes.items()}
    kept = {mark: sheet.feature(id_) for mark, id_ in ids.items()}
    assert {mark: one.outline.geom_type for mark, one in kept.items()} == {
        "point": "Point", "line": "LineString", "area": "Polygon", "arrow": "LineString", "text": "Point",
    }  # fmt: skip
    assert {one.mark for one in kept.values()} == set(shapes)
    assert list(kept["line"].outline.coords) == [(104.06, 30.63), (104.061, 30.63)]
    assert sheet.on_the_map() == set(ids.values())
    event = sheet.ask(feature_history, feature_id=ids["arrow"])[0]
    assert (event.act, event.after["name"], event.after["layer"]) == ("draw_feature", "a arrow", "Drawing of 12 May")


def test_a_double_click_draws_once(sheet: Sheet):
    """The same act id is the same drawing."""
    same = new_id()
    fields = {"layer_id": sheet.layer, "mark": "line", "shape": LINE}
    assert sheet.do(drawing.draw_feature, act_id=same, **fields) == sheet.do(
        drawing.draw_feature, act_id=same, **fields
    )
    assert len(sheet.on_the_map()) == 1


@pytest.mark.parametrize(
    ("mark", "shape", "code"),
    [
        ("area", BOW_TIE, "self_crossing"),  # HOSTILE 22
        ("area", {"type": "Polygon", "coordinates": [AREA["coordinates"][0], AREA["coordinates"][0]]}, "bad_shape"),
        ("area", {"type": "Polygon", "coordinates": [[[104.06, 30.63], [104.06, 30.63], [104.06, 30.63]]]}, "too_small"),
        ("line", {"type": "LineString", "coordinates": [[104.06, 30.63], [104.06, 30.63]]}, "too_small"),
        ("line", {"type": "LineString", "coordinates": [[104.06, 30.63]] * (MOST_VERTICES + 1)}, "too_many_corners"),  # HOSTILE 24
        ("line", {"type": "LineString", "coordinates": []}, "too_small"),
        ("line", {"type": "LineString", "coordinates": "104.06,30.63"}, "bad_shape"),
        ("line", {"type": "LineString", "coordinates": [5, 6]}, "bad_shape"),
        ("line", AREA, "bad_shape"),
        ("line", None, "bad_shape"),
        ("point", {"type": "Point", "coordinates": [float("nan"), 30.63]}, "bad_coordinates"),  # HOSTILE 18
        ("point", {"type": "Point", "coordinates": [float("inf"), None]}, "bad_coordinates"),
        ("point", {"type": "Point", "coordinates": [30.63, 104.06]}, "swapped"),  # HOSTILE 19
        ("point", {"type": "Point", "coordinates": [0, 0]}, "outside_bounds"),  # HOSTILE 20
        ("circle", point(), "unknown_mark"),
        ("text", point(), "empty_text"),
    ],
)  # fmt: skip
def test_what_is_no_drawing_is_refused(sheet: Sheet, mark: str, shape: Any, code: str):
    """HOSTILE 18-20, 22, 24: each with its own sentence, and nothing is kept."""
    assert code in sheet.refused(sheet.draw, mark, shape)
    assert sheet.on_the_map() == set()


def test_a_little_outside_of_the_community_is_still_a_drawing(sheet: Sheet):
    """Within half of its width around it: a street goes on beyond the edge."""
    assert sheet.draw("point", point(lon=104.069))
    assert sheet.refused(sheet.draw, "point", point(lon=104.0701)) == {"outside_bounds"}


def test_reshaping_renaming_and_taking_off_can_be_undone(sheet: Sheet):
    """One after the other, newest first, by whom and why; a stale version is refused and nothing is lost."""
    id_ = sheet.draw("area", AREA, name="Ponding")
    wider = {
        "type": "Polygon",
        "coordinates": [[[104.06, 30.63], [104.062, 30.631], [104.06, 30.631], [104.06, 30.63]]],
    }
    sheet.on(drawing.reshape_feature, id_, shape=wider, reason="Measured again.")
    assert sheet.refused(sheet.on, drawing.reshape_feature, id_, shape=AREA, version=1) == {"edited_meanwhile"}
    sheet.on(drawing.change_feature, id_, name="Ponding after rain", note="")
    sheet.on(drawing.retire_feature, id_, reason="Drained.")
    assert sheet.on_the_map() == set()
    assert sheet.refused(sheet.on, drawing.change_feature, id_, name="x", note="") == {"already_gone"}
    events = [e for e in sheet.ask(feature_history, feature_id=id_) if e.before]
    assert [(e.act, e.reason) for e in events] == [
        ("retire_feature", "Drained."), ("change_feature", ""), ("reshape_feature", "Measured again."),
    ]  # fmt: skip
    assert sheet.refused(sheet.on, drawing.undo_drawing, id_, seq=events[2].seq, reason=" ") == {"empty_text"}
    for event in events:
        sheet.on(drawing.undo_drawing, id_, seq=event.seq, reason="A slip.")
    back = sheet.feature(id_)
    assert (back.name, back.retired_at, back.outline.equals(shapely.geometry.shape(AREA))) == ("Ponding", None, True)
    assert sheet.on_the_map() == {id_}


def test_a_layer_is_inside_until_it_is_published_and_can_be_taken_back(sheet: Sheet):
    """Residents see nothing of a layer that is inside: not its name, not its features, not their card."""
    id_ = sheet.draw()

    def seen() -> tuple[int, set[str]]:
        return len(sheet.ask(planner_layers, PUBLIC)), sheet.on_the_map(PUBLIC)

    assert seen() == (0, set())
    assert sheet.refused(sheet.ask, feature_card, PUBLIC, feature_id=id_) == {"not_found"}
    sheet.do(layers.publish_layer, layer_id=sheet.layer, version=1, reason="Agreed at the meeting.")
    assert seen() == (1, {id_})
    assert sheet.ask(feature_card, PUBLIC, feature_id=id_).layer.accuracy_m == 2.0
    sheet.do(layers.keep_layer_inside, layer_id=sheet.layer, version=2, reason="A mistake in it.")
    assert seen() == (0, set())
    sheet.do(layers.publish_layer, layer_id=sheet.layer, version=3, reason="Mended.")
    sheet.do(layers.retire_layer, layer_id=sheet.layer, version=4, reason="Over.")
    assert (seen(), sheet.on_the_map()) == ((0, set()), set())
    assert sheet.refused(sheet.draw) == {"layer_away"}
    sheet.do(layers.restore_layer, layer_id=sheet.layer, version=5, reason="Needed again.")
    assert (seen(), sheet.on_the_map()) == ((0, set()), {id_})
    assert sheet.refused(sheet.do, layers.publish_layer, layer_id=sheet.layer, version=6, reason="") == {"empty_text"}
    assert sheet.refused(sheet.do, layers.publish_layer, layer_id=sheet.layer, version=1, reason="x") == {
        "edited_meanwhile"
    }


def test_a_feature_that_was_taken_off_has_no_card_for_residents(sheet: Sheet):
    """Staff read its history, nobody else."""
    id_ = sheet.draw()
    sheet.do(layers.publish_layer, layer_id=sheet.layer, version=1, reason="Agreed.")
    sheet.on(drawing.retire_feature, id_, reason="Over.")
    assert sheet.refused(sheet.ask, feature_card, PUBLIC, feature_id=id_) == {"not_found"}
    assert sheet.ask(feature_card, feature_id=id_).feature.retired_at == NOON


def test_layers_have_names_of_their_own(sheet: Sheet):
    """Two of one name could not be told apart; what a layer says of itself is checked at once."""
    fields = {"community_id": sheet.here.id, "name": "Drawing of 12 May"}
    assert sheet.refused(sheet.do, layers.add_layer, **fields) == {"layer_exists"}
    bad = {"community_id": sheet.here.id, "name": " ", "source": "x" * 301, "accuracy_m": -1.0, "courtyard_id": ""}
    assert sheet.refused(sheet.do, layers.add_layer, **bad) == {"empty_text", "long_text", "bad_measure"}
    assert sheet.refused(sheet.do, layers.add_layer, **(fields | {"name": "b", "courtyard_id": "no"})) >= {
        "unknown_courtyard"
    }
    sheet.do(layers.describe_layer, layer_id=sheet.layer, version=1, source="Total station.", accuracy_m=0.05)
    assert (sheet.sheet().source, sheet.sheet().accuracy_m, sheet.sheet().version) == ("Total station.", 0.05, 2)


def test_a_resident_planner_draws_inside_their_courtyard_only(sheet: Sheet):
    """On a layer of the courtyard and on its ground; publishing is the professional planner's."""
    square = shapely.MultiPolygon([shapely.box(104.059, 30.629, 104.061, 30.631)])
    yard = Courtyard(new_id(), sheet.here.id, "7", Words("七号院"), square)
    with sheet.house.database.writing() as session:
        store.add(session, yard)
    wang = Visitor(Member("wang", "Wang", frozenset({Grant(Role.RESIDENT_PLANNER, sheet.here.id, yard.id)})), "")
    assert sheet.refused(sheet.draw, "point", point(104.06, 30.63), wang) == {"not_allowed"}  # a layer of everybody's
    assert sheet.refused(sheet.do, layers.add_layer, wang, community_id=sheet.here.id, name="x") == {"not_allowed"}
    sheet.layer = sheet.do(layers.add_layer, wang, community_id=sheet.here.id, name="Yard 7", courtyard_id=yard.id)
    inside = sheet.draw("point", point(104.06, 30.63), wang)
    assert sheet.refused(sheet.draw, "point", point(104.064, 30.634), wang) == {"not_allowed"}
    assert sheet.refused(sheet.draw, "line", {"type": "LineString", "coordinates": [[104.06, 30.63], [104.064, 30.634]]}, wang) == {"not_allowed"}  # fmt: skip
    assert sheet.refused(sheet.on, drawing.reshape_feature, inside, wang, shape=point(104.064, 30.634)) == {
        "not_allowed"
    }
    sheet.on(drawing.change_feature, inside, wang, name="Tap", note="")
    event = sheet.ask(feature_history, wang, feature_id=inside)[0]
    sheet.on(drawing.undo_drawing, inside, wang, seq=event.seq, reason="A slip.")
    assert sheet.refused(sheet.do, layers.publish_layer, wang, layer_id=sheet.layer, version=1, reason="x") == {
        "not_allowed"
    }
    elsewhere = sheet.draw("point", point(104.064, 30.634))  # the professional, on the layer of the courtyard
    assert sheet.refused(sheet.on, drawing.retire_feature, elsewhere, wang, reason="x") == {"not_allowed"}


def test_a_layer_is_renamed_with_all_that_lies_on_it_and_back(sheet: Sheet):
    """Its drawings stay on the map and in its count; the log has both names; giving the old one again undoes it."""
    id_ = sheet.draw("point", point(), name="Tap")
    sheet.do(layers.rename_layer, layer_id=sheet.layer, version=1, name="  Taps and wells ")
    assert (sheet.sheet().name, sheet.sheet().version, sheet.feature(id_).layer) == (
        "Taps and wells",
        2,
        "Taps and wells",
    )
    assert sheet.on_the_map() == {id_}
    assert [(line.layer.name, line.features) for line in sheet.ask(layers_at_work)] == [("Taps and wells", 1)]
    assert sheet.ask(feature_card, feature_id=id_).layer.id == sheet.layer
    sheet.on(drawing.change_feature, id_, name="Well", note="")
    with sheet.house.database.reading() as session:
        (entry,) = [
            one
            for one in journal.entries(session, sheet.here.id, subject=f"layer:{sheet.layer}")
            if one.act == "rename_layer"
        ]
    assert ((entry.before or {})["name"], (entry.after or {})["name"]) == ("Drawing of 12 May", "Taps and wells")
    sheet.do(layers.rename_layer, layer_id=sheet.layer, version=2, name="Drawing of 12 May")
    assert (sheet.sheet().name, sheet.feature(id_).layer) == ("Drawing of 12 May", "Drawing of 12 May")
    sheet.do(layers.rename_layer, layer_id=sheet.layer, version=3, name="Drawing of 12 May")
    assert sheet.sheet().version == 3  # the same name changes nothing


def test_a_name_that_is_taken_or_none_and_a_layer_put_away_are_refused(sheet: Sheet):
    """Also where the other one of that name was put away; another community's names are its own."""
    other = sheet.do(layers.add_layer, community_id=sheet.here.id, name="Wells")
    sheet.do(layers.retire_layer, layer_id=other, version=1, reason="Done.")
    here = {"layer_id": sheet.layer, "version": 1}
    assert sheet.refused(sheet.do, layers.rename_layer, **here, name="Wells") == {"layer_exists"}
    assert sheet.refused(sheet.do, layers.rename_layer, **here, name=" ") == {"empty_text"}
    assert sheet.refused(sheet.do, layers.rename_layer, **here, name="长" * 81) == {"long_text"}
    assert sheet.refused(sheet.do, layers.rename_layer, layer_id=sheet.layer, version=7, name="x") == {
        "edited_meanwhile"
    }
    assert sheet.refused(sheet.do, layers.rename_layer, layer_id=other, version=2, name="x") == {"layer_away"}
    for who in (PUBLIC, makers.staff(Role.SOCIAL_WORKER), makers.staff(Role.PLANNER, "another")):
        assert sheet.refused(sheet.do, layers.rename_layer, who, **here, name="x") == {"not_allowed"}
    assert (sheet.sheet().name, sheet.sheet().version) == ("Drawing of 12 May", 1)


def test_an_undo_asks_for_the_ground_that_is_covered_again(sheet: Sheet):
    """What the professional moved into a courtyard, its resident planner does not put back beyond the wall."""
    square = shapely.MultiPolygon([shapely.box(104.059, 30.629, 104.061, 30.631)])
    yard = Courtyard(new_id(), sheet.here.id, "7", Words("七号院"), square)
    with sheet.house.database.writing() as session:
        store.add(session, yard)
    wang = Visitor(Member("wang", "Wang", frozenset({Grant(Role.RESIDENT_PLANNER, sheet.here.id, yard.id)})), "")
    sheet.layer = sheet.do(layers.add_layer, wang, community_id=sheet.here.id, name="Yard 7", courtyard_id=yard.id)
    id_ = sheet.draw("point", point(104.064, 30.634))
    sheet.on(drawing.reshape_feature, id_, shape=point(104.06, 30.63))
    event = sheet.ask(feature_history, feature_id=id_)[0]
    assert sheet.refused(sheet.on, drawing.undo_drawing, id_, wang, seq=event.seq, reason="x") == {"not_allowed"}
    assert sheet.feature(id_).outline.equals(shapely.Point(104.06, 30.63))
    sheet.on(drawing.undo_drawing, id_, seq=event.seq, reason="The professional may.")
    assert sheet.feature(id_).outline.equals(shapely.Point(104.064, 30.634))


def test_nothing_is_changed_on_a_layer_that_was_put_away(sheet: Sheet):
    """Each of the acts says so; brought back, the layer takes them again."""
    id_ = sheet.draw("point", point(), name="Tap")
    sheet.on(drawing.change_feature, id_, name="Well", note="")
    event = sheet.ask(feature_history, feature_id=id_)[0]
    sheet.do(layers.retire_layer, layer_id=sheet.layer, version=1, reason="Done.")
    tried: list[tuple[Callable[..., Any], dict[str, Any]]] = [
        (drawing.reshape_feature, {"shape": point(104.0603)}), (drawing.change_feature, {"name": "x", "note": ""}),
        (drawing.retire_feature, {"reason": "x"}), (drawing.undo_drawing, {"seq": event.seq, "reason": "x"}),
    ]  # fmt: skip
    for act, fields in tried:
        assert sheet.refused(sheet.on, act, id_, **fields) == {"layer_away"}
    again = {
        "kind": "layer_feature",
        "object_id": id_,
        "seq": event.seq,
        "version": 2,
        "reason": "x",
        "community_id": sheet.here.id,
    }
    assert sheet.refused(sheet.do, undo_change, **again) == {"layer_away"}, "also of a planner of the whole community"
    assert sheet.feature(id_).version == 2
    sheet.do(layers.restore_layer, layer_id=sheet.layer, version=2, reason="Again.")
    sheet.on(drawing.undo_drawing, id_, seq=event.seq, reason="A slip.")
    assert sheet.feature(id_).name == "Tap"


def test_social_workers_and_residents_do_not_draw(sheet: Sheet):
    """The role table says who does."""
    for who in (
        PUBLIC,
        makers.staff(Role.SOCIAL_WORKER),
        makers.staff(Role.BOARD),
        makers.staff(Role.PLANNER, "another"),
    ):
        assert sheet.refused(sheet.draw, by=who) <= {"not_allowed", "signed_out", "sign_in"}
    assert [line.features for line in sheet.ask(layers_at_work, makers.staff(Role.BOARD))] == [0]


def test_a_free_layer_of_a_file_is_a_layer_like_the_others(sheet: Sheet):
    """Inside at first, on the map, its features can be reshaped and undone; importing again brings it back."""
    table = 'id,name,深度,wkt\n1,东口,0.3,POINT(104.06 30.63)\n2,西口,,"LINESTRING(104.06 30.63,104.061 30.63)"\n'

    def take_in() -> None:
        sheet.do(
            import_observations, community_id=sheet.here.id, kind="layer", file="ponding.csv", data=table.encode(),
            source="积水点", stated_m=0.5,
        )  # fmt: skip

    take_in()
    brought = next(line for line in sheet.ask(layers_at_work) if line.layer.name == "积水点")
    assert (brought.features, brought.layer.published_at) == (2, None)
    assert (brought.layer.source, brought.layer.accuracy_m) == ("ponding.csv", 0.5)
    sheet.layer = brought.layer.id
    ids = sheet.on_the_map()
    assert (len(ids), sheet.on_the_map(PUBLIC)) == (2, set())
    first = next(id_ for id_ in ids if sheet.feature(id_).external_id == "1")
    sheet.on(drawing.reshape_feature, first, shape=point(104.0603, 30.6303))
    event = sheet.ask(feature_history, feature_id=first)[0]
    fields = {"kind": "layer_feature", "object_id": first, "seq": event.seq, "version": 2, "reason": "No."}
    sheet.do(undo_change, community_id=sheet.here.id, **fields)
    assert sheet.feature(first).outline.equals(shapely.Point(104.06, 30.63))
    sheet.do(layers.retire_layer, layer_id=sheet.layer, version=1, reason="Old.")
    take_in()
    assert sheet.sheet().retired_at is None
    assert sheet.on_the_map() == ids


@pytest.mark.parametrize("table", [
    "name,深度,lon,lat\n东口,0.3,104.06,30.63\n西口,0.2,104.061,30.63\n",
    "name,深度,wkt\n东口,0.3,POINT(104.06 30.63)\n西口,0.2,POINT(104.061 30.63)\n",
])  # fmt: skip
def test_points_without_ids_that_come_again_are_the_same(sheet: Sheet, table: str):
    """A free layer of points is told by its places: the same file adds nothing, a newer one changes what it says."""

    def take_in(data: str) -> tuple[int, int, int]:
        taken = sheet.do(
            import_observations, community_id=sheet.here.id, kind="layer", file="ponding.csv", data=data.encode(), source="积水点",
        )  # fmt: skip
        return taken["added"], taken["changed"], taken["unchanged"]

    assert take_in(table) == (2, 0, 0)
    assert take_in(table) == (0, 0, 2)
    assert take_in(table.replace("0.3", "0.4")) == (0, 1, 1)


def test_a_free_layer_that_was_renamed_takes_its_next_file_and_gives_one_back(sheet: Sheet):
    """Under its new name the same features are changed; an import from before is taken back without bringing the old name."""
    table = "id,name,lon,lat\n1,{},104.06,30.63\n2,西口,104.061,30.63\n"

    def take_in(said: str, source: str) -> str:
        taken = sheet.do(
            import_observations, community_id=sheet.here.id, kind="layer", file="ponding.csv",
            data=table.format(said).encode(), source=source,
        )  # fmt: skip
        assert taken["applied"]
        with sheet.house.database.reading() as session:
            (fresh,) = {one.id for one in store.find(session, Import, kind="layer")} - set(told)
        return fresh

    told: list[str] = []
    told += [take_in("东口", "积水点")]
    told += [take_in("东门", "积水点")]
    layer = next(line.layer for line in sheet.ask(layers_at_work) if line.layer.name == "积水点")
    sheet.layer = layer.id
    ids = sheet.on_the_map()
    sheet.do(layers.rename_layer, layer_id=layer.id, version=layer.version, name="内涝点")
    sheet.do(take_back_import, community_id=sheet.here.id, import_id=told[1], reason="The wrong file.")
    assert {sheet.feature(id_).name for id_ in ids} == {"东口", "西口"}
    assert {sheet.feature(id_).layer for id_ in ids} == {"内涝点"}
    told += [take_in("东大门", "内涝点")]
    assert sheet.on_the_map() == ids
    assert {sheet.feature(id_).name for id_ in ids} == {"东大门", "西口"}
    assert len(sheet.ask(layers_at_work)) == 2


def test_a_view_tells_that_there_is_more_than_it_shows(sheet: Sheet, monkeypatch: pytest.MonkeyPatch):
    """At most so many features: the reader is told to come nearer."""
    monkeypatch.setattr("planning.queries.planner_layers.MOST_DRAWN", 2)
    for k in range(3):
        sheet.draw("point", point(104.06 + k / 10_000))
    view = sheet.ask(viewport, asked=Asked(YULAN_BOUNDS, 17, (), {}, (sheet.layer,)))
    assert (len(view.drawn.features), view.drawn.more) == (2, True)


def test_another_community_has_layers_of_its_own(sheet: Sheet, house: House):
    """A layer of one is not drawn on the map of another, even if its id is known."""
    id_ = sheet.draw()
    there: Community = makers.community(house)
    view = viewport(
        house.database, PLANNER, NOON, community_id=there.id, asked=Asked(YULAN_BOUNDS, 17, (), {}, (sheet.layer,))
    )
    assert view.drawn.features == ()
    assert sheet.refused(feature_card, house.database, PLANNER, NOON, community_id=there.id, feature_id=id_) == {
        "not_found"
    }
