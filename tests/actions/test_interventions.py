"""Interventions: what an option does where is set with the screening applied, read by everybody, logged and taken back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from planning import store
from planning.actions.interventions import apply_option, plant_empty, replace_along, take_back_interventions
from planning.cases.case import Case, Phase
from planning.errors import Refusals
from planning.options.intervention import TOUCHES, Intervention, Measure
from planning.options.option import Option
from planning.options.round import Access, Round
from planning.people import Role, Visitor
from planning.period import Period
from planning.queries.interventions import MOST_LISTED, intervention_choices, interventions_of_case
from planning.queries.log import log_entries
from planning.site import Community, Courtyard, Pin, new_id
from planning.surveys.observation import Pipe, PipeKind, PlantingSite, Tree
from planning.web.house import House
from planning.wording import Words
from tests import makers, trees
from tests.makers import NOON
from tests.planting import CAMPHOR, MYRTLE, at, line, nothing_else, pavement

TOO_NEAR = 1
"""Of the five sites of the pavement, the first stands a metre from the water pipe."""


@dataclass
class Street:
    """Five privets in a row, a case, a round with one option, and a planner."""

    house: House
    here: Community
    case: Case
    option: Option
    sites: list[PlantingSite]
    trees: list[Tree]
    planner: Visitor

    def do(self, act: Any, by: Visitor | None = None, act_id: str = "", **arguments: Any) -> Any:
        """Do an act on the option."""
        usual = {"option_id": self.option.id} | arguments
        return act(self.house.database, by or self.planner, NOON, act_id or new_id(), **usual)

    def along(self, **instead: Any) -> dict[str, Any]:
        """Replace the privets of the street."""
        found: dict[str, Any] = self.do(replace_along, **({"street": "玉兰巷", "replaced": "女贞"} | instead))
        return found

    def kept(self) -> list[Intervention]:
        """What stands."""
        with self.house.database.reading() as session:
            return store.find(session, Intervention, option_id=self.option.id, withdrawn_at=None)

    def announce(self) -> None:
        """Open its round for a week from noon on."""
        with self.house.database.writing() as session:
            round_ = store.get(session, Round, self.option.round_id)
            store.change(
                session, replace(round_, period=Period(NOON, NOON + timedelta(days=7)), version=round_.version + 1)
            )

    def shown(self, who: Visitor | None = None) -> list[tuple[Measure, str, int]]:
        """What is read of the option: by the planner, since its round is in preparation."""
        seen = interventions_of_case(
            self.house.database, who or self.planner, NOON, community_id=self.here.id, case_id=self.case.id
        )
        return [(one.measure, one.species, one.count) for option in seen for one in option.changes]


@pytest.fixture
def street(house: House) -> Street:
    """In a published community; of the other trees one has gone, and one stands elsewhere."""
    here = makers.community(house)
    case = Case(new_id(), here.id, Words("换树", "Trees"), Words("换？"), Words("果"), Phase.OPTIONS, NOON)
    round_ = Round(
        new_id(), here.id, Words("树种", "Species"), Words("哪种？"), "irv", Access.INVITED, "seed:x", case.id
    )
    option = Option(new_id(), here.id, round_.id, "a", 0, Words("紫薇", "Crape myrtle"), species=MYRTLE)
    sites = [
        PlantingSite(one.id, here.id, one.pin, one.external_id, street="玉兰巷")
        for one in (trees.site(here, pin=Pin(*at(10.0 * n, 0.0)), external_id=f"S-{n + 1}") for n in range(5))
    ]
    stand = [trees.tree(here, site) for site in sites]
    gone = trees.tree(here, sites[0], removed_at=NOON)
    far = trees.site(here, pin=Pin(*at(200, 0)), street="别的街")
    trees.keep(house, case, round_, option, *sites, *stand, gone, far, trees.tree(here, far), nothing_else(here))
    water = pavement(house, makers.community(house))  # another community's pavement counts for nothing here
    assert water
    return Street(house, here, case, option, sites, stand, makers.staff(Role.PLANNER, here.id))


def pipe_beside_the_first(street: Street) -> None:
    """A water pipe one metre beside the first site, far enough from the others."""
    pipe = Pipe(new_id(), street.here.id, line((-5, 1), (4, 1)), PipeKind.WATER, 200.0, 0.9, "steel", accuracy_m=0.0)
    trees.keep(street.house, pipe)


def remove(street: Street, *gone: Tree) -> None:
    """Trees that were felled: their sites are empty."""
    with street.house.database.writing() as session:
        for tree in gone:
            store.change(session, replace(tree, removed_at=NOON, version=tree.version + 1))


def test_all_privets_of_a_street_are_replaced_where_the_rules_are_clear(street: Street):
    """The one beside the pipe stays and is counted; another street and a tree that has gone are not touched."""
    pipe_beside_the_first(street)
    found = street.along(note="先补后换")
    assert {name: found[name] for name in ("applied", "too_close", "undecided", "unknown", "before")} == {
        "applied": 4, "too_close": TOO_NEAR, "undecided": 0, "unknown": 0, "before": 0,
    }  # fmt: skip
    assert {one.target_id for one in street.kept()} == {tree.id for tree in street.trees[1:]}
    assert {(one.measure, one.species, one.note) for one in street.kept()} == {(Measure.REPLACE, MYRTLE, "先补后换")}
    assert street.shown() == [(Measure.REPLACE, MYRTLE, 4)]


def test_all_empty_sites_of_a_street_are_planted_where_the_rules_are_clear(street: Street):
    """Two sites have lost their trees; the one beside the pipe stays empty and is counted; sites with trees are not touched."""
    pipe_beside_the_first(street)
    remove(street, street.trees[0], street.trees[3])
    found = street.do(plant_empty, street="玉兰巷", note="先易后难")
    assert {name: found[name] for name in ("applied", "too_close", "undecided", "unknown", "before")} == {
        "applied": 1, "too_close": TOO_NEAR, "undecided": 0, "unknown": 0, "before": 0,
    }  # fmt: skip
    (one,) = street.kept()
    assert (one.measure, one.target, one.target_id) == (Measure.PLANT, "planting_site", street.sites[3].id)
    assert (one.species, one.note, one.lon) == (MYRTLE, "先易后难", street.sites[3].pin.lon)
    with pytest.raises(Refusals) as refused:
        street.do(plant_empty, street="玉兰巷")
    assert refused.value.code == "nothing_clear"
    assert street.do(take_back_interventions, batch=found["batch"]) == 1
    assert street.kept() == []


def test_all_empty_sites_of_a_courtyard_are_planted(street: Street):
    """Whatever street they name; a site elsewhere, one that was given up, and another community's are not."""
    yard = Courtyard(new_id(), street.here.id, "7", Words("七号院", "Yard 7"))
    trees.keep(street.house, yard)
    pins = [Pin(*at(60.0 + 10 * n, 0.0)) for n in range(3)]
    sites = [
        trees.site(street.here, pin=pins[0], courtyard_id=yard.id), trees.site(street.here, pin=pins[1], courtyard_id=yard.id, street="别的街"),
        trees.site(street.here, pin=pins[2], courtyard_id=yard.id, retired_at=NOON),
    ]  # fmt: skip
    trees.keep(street.house, *sites)
    choices = intervention_choices(street.house.database, street.planner, NOON, community_id=street.here.id)
    assert (choices.empty_streets, choices.empty_courtyards) == ({"别的街": 1}, {yard.id: 2})
    assert street.do(plant_empty, courtyard_id=yard.id)["applied"] == 2
    assert {one.target_id for one in street.kept()} == {one.id for one in sites[:2]}


@pytest.mark.parametrize("where", [{}, {"street": "玉兰巷"}, {"street": "无名街"}, {"courtyard_id": "none"}])
def test_where_no_site_is_empty_it_is_said(street: Street, where: dict[str, Any]):
    """On a street full of trees, one that there is not, a courtyard that there is not, and nowhere at all."""
    with pytest.raises(Refusals) as refused:
        street.do(plant_empty, **where)
    assert refused.value.code == "nothing_there"
    assert street.kept() == []


def test_planting_asks_for_a_known_species_and_words_that_are_not_too_long(street: Street):
    """Nothing is set, and only planners may."""
    remove(street, street.trees[3])
    for asked, by, code in (
        ({"species": "Rosa rosa"}, street.planner, "unknown_species"), ({"note": "长" * 401}, street.planner, "long_text"),
        ({}, makers.staff(Role.BOARD, street.here.id), "not_allowed"),
    ):  # fmt: skip
        with pytest.raises(Refusals) as refused:
            street.do(plant_empty, by, street="玉兰巷", **asked)
        assert refused.value.code == code
    assert street.kept() == []


def test_asked_again_nothing_is_set_twice(street: Street):
    """What the option touches already is counted; with nothing left to set it is refused. The same act does nothing."""
    pipe_beside_the_first(street)
    first = street.along(act_id="one")
    assert street.along(act_id="one") == first
    with pytest.raises(Refusals) as refused:
        street.along()
    assert refused.value.code == "nothing_clear"
    assert len(street.kept()) == 4


def test_it_is_taken_back_in_one_go_and_stands_in_the_log(street: Street):
    """It is read no more; nothing is erased; whoever reads the log finds both."""
    pipe_beside_the_first(street)
    batch = street.along()["batch"]
    assert street.do(take_back_interventions, batch=batch) == 4
    assert street.shown() == []
    with street.house.database.reading() as session:
        assert store.count(session, Intervention, option_id=street.option.id) == 4
    with pytest.raises(Refusals) as refused:
        street.do(take_back_interventions, batch=batch)
    assert refused.value.code == "not_found"
    board = makers.staff(Role.BOARD, street.here.id)
    acts = [entry.act for entry in log_entries(street.house.database, board, NOON, community_id=street.here.id).entries]
    assert {"replace_along", "take_back_interventions"} <= set(acts)
    assert street.along()["applied"] == 4  # what was taken back may be set again


def test_one_place_at_a_time(street: Street):
    """A tree is planted on a site, another pruned, a bench put on the ground."""
    street.do(apply_option, measure=Measure.PLANT, target="planting_site", target_id=street.sites[0].id)
    street.do(apply_option, measure=Measure.PRUNE, target="tree", target_id=street.trees[1].id, note="  过高  ")
    lon, lat = at(15, 2)
    street.do(apply_option, measure=Measure.BENCH, target="place", lon=str(lon), lat=str(lat))
    planted, pruned, bench = (
        next(one for one in street.kept() if one.measure == m) for m in ("plant", "prune", "bench")
    )
    assert (planted.species, planted.lon) == (MYRTLE, street.sites[0].pin.lon)
    assert (pruned.species, pruned.note) == ("", "过高")
    assert bench.target_id == ""
    assert bench.lon == pytest.approx(lon)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"measure": "plant", "target": "tree", "target_id": "0"}, "bad_target"),
        ({"measure": "prune", "target": "tree", "target_id": "none"}, "not_found"),
        ({"measure": "replace", "target": "tree", "target_id": "0", "species": "Rosa rosa"}, "unknown_species"),
        ({"measure": "bench", "target": "place", "lon": "30.63", "lat": "104.06"}, "swapped"),
        ({"measure": "bench", "target": "place", "lon": "nan", "lat": "30"}, "bad_coordinates"),
        ({"measure": "bench", "target": "place", "lon": "1", "lat": "1"}, "outside_bounds"),
        ({"measure": "prune", "target": "tree", "target_id": "0", "note": "长" * 401}, "long_text"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_set(street: Street, asked: dict[str, Any], code: str):
    """Rows of places and of words: one code each."""
    if asked.get("target_id") == "0":
        asked = asked | {"target_id": street.trees[0].id}
    with pytest.raises(Refusals) as refused:
        street.do(apply_option, **asked)
    assert refused.value.code == code
    assert street.kept() == []


def test_a_tree_that_has_gone_or_is_touched_already_is_refused(street: Street):
    """The second time it is said that the option touches it."""
    tree = street.trees[2].id
    street.do(apply_option, measure=Measure.REMOVE, target="tree", target_id=tree)
    with pytest.raises(Refusals) as refused:
        street.do(apply_option, measure=Measure.PRUNE, target="tree", target_id=tree)
    assert refused.value.code == "applied_before"
    assert street.along(species=CAMPHOR)["before"] == 1


@pytest.mark.parametrize(("asked", "code"), [({"street": "无名街"}, "nothing_there"), ({"replaced": "银杏"}, "nothing_there"),
                                             ({"species": "Rosa rosa"}, "unknown_species")])  # fmt: skip
def test_a_street_without_such_trees_is_said_so(street: Street, asked: dict[str, Any], code: str):
    """Nothing is set."""
    with pytest.raises(Refusals) as refused:
        street.along(**asked)
    assert refused.value.code == code


def test_residents_read_it_once_the_round_is_announced_and_not_of_what_was_withdrawn(street: Street):
    """A round in preparation is for staff, whatever was set for its options; an option that was withdrawn changes nothing."""
    street.along()
    assert street.shown(makers.visitor()) == []
    assert street.shown() == [(Measure.REPLACE, MYRTLE, 5)]
    street.announce()
    assert street.shown(makers.visitor()) == street.shown() == [(Measure.REPLACE, MYRTLE, 5)]
    with street.house.database.writing() as session:
        store.change(session, replace(street.option, withdrawn_at=NOON))
    assert street.shown(makers.visitor()) == street.shown() == []


def test_of_a_withdrawn_option_things_are_taken_back_only(street: Street):
    """Whoever still has the page open is refused, and what was set before can be taken back."""
    batch = street.along()["batch"]
    with street.house.database.writing() as session:
        store.change(session, replace(street.option, withdrawn_at=NOON))
    asked: list[tuple[Any, dict[str, Any]]] = [
        (apply_option, {"measure": Measure.PLANT, "target": "planting_site", "target_id": street.sites[0].id}),
        (replace_along, {"street": "玉兰巷", "replaced": "女贞"}),
        (plant_empty, {"street": "玉兰巷"}),
    ]
    for act, arguments in asked:
        with pytest.raises(Refusals) as refused:
            street.do(act, **arguments)
        assert refused.value.code == "not_found"
    assert street.do(take_back_interventions, batch=batch) == 5


@pytest.mark.parametrize(("days", "may"), [(-1, False), (1, False), (9, True)])
def test_from_the_announcement_to_the_end_of_the_vote_nothing_is_set(street: Street, days: int, may: bool):
    """Announced, open and closed, by days from the opening: what is voted on stays, as the option itself does."""
    batch = street.along()["batch"]
    street.announce()
    asked: list[tuple[Any, dict[str, Any]]] = [
        (apply_option, {"measure": Measure.PLANT, "target": "planting_site", "target_id": street.sites[0].id}),
        (take_back_interventions, {"batch": batch}),
        (replace_along, {"street": "玉兰巷", "replaced": "女贞"}),
    ]
    when, planner = NOON + timedelta(days=days), street.planner
    for act, arguments in asked:
        if may:
            act(street.house.database, planner, when, new_id(), option_id=street.option.id, **arguments)
            continue
        with pytest.raises(Refusals) as refused:
            act(street.house.database, planner, when, new_id(), option_id=street.option.id, **arguments)
        assert refused.value.code == "already_sealed"


def test_only_planners_set_it_and_only_for_their_own_community(street: Street):
    """A board reads it like everybody; a planner from next door is refused; nobody reads another community's by its case."""
    for who in (makers.visitor(), makers.staff(Role.BOARD, street.here.id), makers.staff(Role.PLANNER, "next door")):
        with pytest.raises(Refusals) as refused:
            street.do(replace_along, who, street="玉兰巷", replaced="女贞")
        assert refused.value.code == "not_allowed"
    other = makers.community(street.house)
    with pytest.raises(Refusals):
        interventions_of_case(
            street.house.database, makers.visitor(), NOON, community_id=other.id, case_id=street.case.id
        )


def test_choices_name_what_stands_and_no_more_than_can_be_read(street: Street, monkeypatch: pytest.MonkeyPatch):
    """Streets, species with how many, objects by name; of too many none by name."""
    asked = (street.house.database, street.planner, NOON)
    choices = intervention_choices(*asked, community_id=street.here.id)
    assert choices.streets == ("别的街", "玉兰巷")
    assert [(kind.zh, count) for kind, count in choices.species] == [("女贞", 6)]
    assert choices.objects["planting_site"][street.sites[0].id] == "S-1 玉兰巷"
    assert MOST_LISTED > 6
    monkeypatch.setattr("planning.queries.interventions.MOST_LISTED", 5)
    assert intervention_choices(*asked, community_id=street.here.id).objects["tree"] == {}


def test_every_measure_says_what_it_touches():
    """Whoever adds a measure says it, or no page could offer it."""
    assert set(TOUCHES) == set(Measure)
