"""What a community settles about its trees: every act named, logged, and undone by the next one."""

from __future__ import annotations

from typing import Any

import pytest

from planning.actions.planting.own import add_own_rule, add_own_species, retire_own_rule, retire_own_species
from planning.actions.planting.settling import choose_tables, set_weights, set_winter
from planning.errors import Refusals
from planning.options.screening.terms import Terms
from planning.options.species.suitability import Trait
from planning.people import Role
from planning.queries.log import log_entries
from planning.queries.planting import planting_terms, ranked_species
from planning.site import Community, new_id
from planning.web.house import House
from planning.wording import Words
from tests import makers
from tests.makers import NOON

PLANNER = makers.staff(Role.PLANNER)


@pytest.fixture
def here(house: House) -> Community:
    """A community."""
    return makers.community(house)


def do(house: House, act: Any, act_id: str = "", **arguments: Any) -> Any:
    """An act of the planner."""
    return act(house.database, PLANNER, NOON, act_id or new_id(), **arguments)


def terms(house: House, here: Community) -> Terms:
    """What holds now."""
    return planting_terms(house.database, makers.visitor(), NOON, community_id=here.id)


def test_without_any_act_the_usual_tables_hold_and_nobody_has_weighed(house: House, here: Community):
    """Foreign tables are off, every quality counts once, the winter is not known."""
    found = terms(house, here)
    assert not any(name.startswith(("NYC", "AS ")) for name in found.tables)
    assert not found.is_weighed
    assert set(found.weights.values()) == {1}
    assert found.winter_c is None


def test_tables_are_chosen_with_a_reason_that_stands_in_the_log(house: House, here: Community):
    """Also foreign ones; the act is done once however often it is sent."""
    for _ in range(2):
        do(
            house,
            choose_tables,
            "act-1",
            community_id=here.id,
            tables=["CJJ 75-97", "NYC Parks street tree planting standards"],
            reason="Advice of the planners.",
        )
    assert terms(house, here).tables == ("CJJ 75-97", "NYC Parks street tree planting standards")
    (entry,) = log_entries(house.database, makers.staff(Role.BOARD), NOON, community_id=here.id).entries
    assert (entry.act, entry.reason) == ("choose_tables", "Advice of the planners.")


@pytest.mark.parametrize(
    ("tables", "reason", "code"),
    [([], "Because.", "no_table"), (["GB 1"], "Because.", "unknown_rule_set"), (["CJJ 75-97"], " ", "empty_text")],
)
def test_tables_need_to_be_there_and_a_reason(house: House, here: Community, tables: list[str], reason: str, code: str):
    """One plain sentence each."""
    with pytest.raises(Refusals) as refused:
        do(house, choose_tables, community_id=here.id, tables=tables, reason=reason)
    assert refused.value.code == code


def test_winter_and_weights_carry_who_settled_them(house: House, here: Community):
    """What is settled later leaves the rest as it was."""
    do(house, set_winter, community_id=here.id, winter_c=-4.5, source="Weather service, 1975")
    do(house, set_weights, community_id=here.id, weights={"shade": 10}, source="Meeting of 3 November")
    found = terms(house, here)
    assert (found.winter_c, found.settled.winter_source) == (-4.5, "Weather service, 1975")
    assert (found.settled.weighed_by, found.weights[Trait.SHADE], found.weights[Trait.FLOWERS]) == (
        "Meeting of 3 November",
        10,
        0,
    )
    ranked = ranked_species(house.database, makers.visitor(), NOON, community_id=here.id)
    widest = max(one.species.crown_m.middle for one in ranked if one.species.crown_m)
    assert ranked[0].species.crown_m
    assert ranked[0].species.crown_m.middle >= min(12, widest), "by shade alone a wide crown comes first"


@pytest.mark.parametrize(
    ("act", "arguments", "code"),
    [
        (set_winter, {"winter_c": -90.0, "source": "Me"}, "bad_winter"),
        (set_winter, {"winter_c": -5.0, "source": " "}, "no_source"),
        (set_weights, {"weights": {"shade": 11}, "source": "Me"}, "bad_weights"),
        (set_weights, {"weights": {"shade": 0}, "source": "Me"}, "bad_weights"),
        (set_weights, {"weights": {"beauty": 3}, "source": "Me"}, "bad_weights"),
        (set_weights, {"weights": {"shade": 3}, "source": ""}, "no_source"),
    ],
)
def test_what_cannot_be_settled_is_refused(
    house: House, here: Community, act: Any, arguments: dict[str, Any], code: str
):
    """And nothing is kept."""
    with pytest.raises(Refusals) as refused:
        do(house, act, community_id=here.id, **arguments)
    assert refused.value.code == code
    assert terms(house, here).settled.version == 1


def test_an_own_rule_holds_at_once_and_no_longer_once_it_is_taken_back(house: House, here: Community):
    """It joins the chosen tables; whoever retires it says why."""
    id_ = do(
        house,
        add_own_rule,
        community_id=here.id,
        thing="gas",
        words=Words("燃气公司", "Gas company"),
        tree_m=2.5,
        source="Letter of May",
    )
    found = terms(house, here)
    assert found.tables[-1] == "own"
    assert [(rule.tree_m, rule.clause) for rule in found.rules if rule.id.startswith("own:")] == [
        (2.5, "Letter of May")
    ]
    do(house, retire_own_rule, rule_id=id_, reason="Renewed.")
    assert "own" not in terms(house, here).tables


def test_everything_wrong_with_a_rule_is_told_at_once(house: House, here: Community):
    """Thing, distance, roots, name and source."""
    with pytest.raises(Refusals) as refused:
        do(house, add_own_rule, community_id=here.id, thing="moat", words=Words(""), tree_m=-1, roots_from=7, source="")
    assert {problem.code for problem in refused.value.problems} == {
        "unknown_thing",
        "bad_distance",
        "bad_roots",
        "no_source",
        "empty_text",
    }


def test_a_species_of_our_own_replaces_what_was_known_and_goes_again(house: House, here: Community):
    """A better crown for the crape myrtle; taken back, the catalogue's own shows."""
    row = {
        "scientific_name": "Lagerstroemia indica",
        "name_zh": "紫薇",
        "crown_m_min": "7",
        "crown_m_max": "9",
        "flower_months": "6-9",
    }
    do(house, add_own_species, community_id=here.id, row=row)
    again = do(house, add_own_species, community_id=here.id, row=row | {"crown_m_max": "8"})
    known = terms(house, here)
    crown = known.catalogue["Lagerstroemia indica"].crown_m
    assert crown
    assert (crown.least, crown.most) == (7, 8)
    assert len(known.own_species) == 1
    do(house, retire_own_species, own_species_id=again, reason="Mistaken.")
    assert terms(house, here).catalogue["Lagerstroemia indica"].crown_m != crown


def test_everything_wrong_with_a_species_is_told_at_once(house: House, here: Community):
    """Every field by its name."""
    row = {
        "scientific_name": "Tree", "height_m_min": "9", "height_m_max": "3", "fruit_litter_0_3": "5", "flower_months": "13",
        "min_winter_temp_c": "cold", "leaf_habit": "needles",
    }  # fmt: skip
    with pytest.raises(Refusals) as refused:
        do(house, add_own_species, community_id=here.id, row=row)
    assert {problem.code for problem in refused.value.problems} == {
        "no_scientific_name", "no_name", "bad_range", "bad_grade", "bad_months", "bad_winter", "unknown_choice",
    }  # fmt: skip
