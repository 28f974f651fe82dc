"""The screening of a round: before it opens, by the map and the tables of that moment, and part of what is announced."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest

from planning import store
from planning.actions.codes import issue_codes
from planning.actions.planting.own import add_own_rule
from planning.actions.planting.screening import name_species, screen_round
from planning.actions.rounds import open_round
from planning.errors import Refusals
from planning.options.option import Option
from planning.options.round import Round, definition, definition_hash
from planning.options.screening.screening import read
from planning.people import Role
from planning.queries.log import log_entries
from planning.queries.rounds import RoundView, round_view
from planning.site import Community, new_id
from planning.web.house import House
from planning.wording import Words
from tests import makers
from tests.makers import NOON
from tests.planting import CAMPHOR, MYRTLE, pavement
from tests.rounds import BOARD, prepared


@pytest.fixture
def here(house: House) -> Community:
    """A community."""
    return makers.community(house)


def do(house: House, act: Any, **arguments: Any) -> Any:
    """An act of the board."""
    return act(house.database, BOARD, NOON, new_id(), **arguments)


def seen(house: House, round_id: str) -> RoundView:
    """The round as staff see it."""
    return round_view(house.database, BOARD, NOON, round_id=round_id)


def named(house: House, here: Community, *species: str) -> str:
    """A round in preparation, with a voter who has a code, whose options are species."""
    round_id = prepared(house, here, trees=[f"Tree {n}" for n in range(len(species))])
    with house.database.reading() as session:
        options = store.find(session, Option, order="position", round_id=round_id)
    for option, one in zip(options, species, strict=True):
        do(house, name_species, option_id=option.id, scientific=one)
    issue_codes(house.database, BOARD, NOON, round_id=round_id, count=1)
    return round_id


def announce(house: House, round_id: str) -> None:
    """Open it for two days."""
    do(house, open_round, round_id=round_id, opens=NOON, closes=NOON + timedelta(days=2))


def test_what_may_stand_nearly_everywhere_goes_to_the_ballot_and_what_may_not_is_out(house: House, here: Community):
    """The pipe stands beside one of five sites; the camphor wants more room between trees than seven metres."""
    pavement(house, here, apart_m=5.0)
    round_id = named(house, here, MYRTLE, CAMPHOR, "Osmanthus fragrans")
    kept = read(do(house, screen_round, round_id=round_id, reason="Roots and pipes.", minimum=Fraction(4, 5)))
    assert [(one.key, one.counts[0]) for one in kept.options] == [("a", 4), ("b", 0), ("c", 4)]
    view = seen(house, round_id)
    assert [ware.option.key for ware in view.wares] == ["a", "c"]
    assert [(ware.option.key, ware.screened and ware.screened.counts) for ware in view.withdrawn] == [
        ("b", (0, 0, 0, 5))
    ]
    entries = log_entries(house.database, BOARD, NOON, community_id=here.id).entries
    out = next(entry for entry in entries if entry.subject == f"option:{view.withdrawn[0].option.id}" and entry.reason)
    assert (out.act, out.reason, out.member_id) == (
        "screen_round",
        "Roots and pipes.",
        BOARD.member and BOARD.member.id,
    )


def test_at_exactly_the_minimum_an_option_goes_to_the_ballot(house: House, here: Community):
    """Four of five is eighty per cent."""
    pavement(house, here)
    round_id = named(house, here, MYRTLE, "Osmanthus fragrans")
    assert read(do(house, screen_round, round_id=round_id, reason="Why.", minimum=Fraction(4, 5))).out == ()
    assert read(do(house, screen_round, round_id=round_id, reason="Why.", minimum=Fraction(81, 100))).out == ("a", "b")
    assert len(seen(house, round_id).wares) == 0
    assert read(do(house, screen_round, round_id=round_id, reason="Why.", minimum=Fraction(4, 5))).out == ()
    assert len(seen(house, round_id).wares) == 2, "what the screening put out comes back when it passes"


def test_a_round_of_species_is_screened_before_it_opens(house: House, here: Community):
    """Not by chance forgotten: the sentence says what to do."""
    pavement(house, here)
    round_id = named(house, here, MYRTLE, "Osmanthus fragrans")
    with pytest.raises(Refusals) as refused:
        announce(house, round_id)
    assert [problem.code for problem in refused.value.problems] == ["not_screened"]


def test_a_rule_that_came_after_the_screening_stops_the_opening(house: House, here: Community):
    """The fingerprint of the tables is another, even where the shares are the same."""
    pavement(house, here)
    round_id = named(house, here, MYRTLE, "Osmanthus fragrans")
    do(house, screen_round, round_id=round_id, reason="Why.")
    planner = makers.staff(Role.PLANNER)
    add_own_rule(
        house.database, planner, NOON, new_id(),
        community_id=here.id,
        thing="hydrant",
        words=Words("消防", "Fire"),
        tree_m=1.0,
        source="Fire brigade",
    )  # fmt: skip
    with pytest.raises(Refusals) as refused:
        announce(house, round_id)
    assert [problem.code for problem in refused.value.problems] == ["screening_old"]
    do(house, screen_round, round_id=round_id, reason="Again.")
    announce(house, round_id)


def test_the_screening_is_part_of_the_definition_and_of_its_hash(house: House, here: Community):
    """Whoever changes one count in it changes the hash that was announced."""
    pavement(house, here)
    round_id = named(house, here, MYRTLE, "Osmanthus fragrans")
    kept = do(house, screen_round, round_id=round_id, reason="Why.")
    announce(house, round_id)
    with house.database.reading() as session:
        sealed = store.get(session, Round, round_id)
        options = store.find(session, Option, order="position", round_id=round_id)
    said = json.loads(definition(sealed, options))
    assert said["screening"] == kept
    assert [option["species"] for option in said["options"]] == [MYRTLE, "Osmanthus fragrans"]
    forged = replace(sealed, screening=kept.replace('"counts":[4', '"counts":[5'))
    assert forged.screening != kept
    assert definition_hash(forged, options) != sealed.definition_hash


def test_without_any_planting_site_nothing_is_screened_and_nothing_is_said(house: House, here: Community):
    """The act says what is missing; the round may open."""
    round_id = named(house, here, MYRTLE, "Osmanthus fragrans")
    with pytest.raises(Refusals) as refused:
        do(house, screen_round, round_id=round_id, reason="Why.")
    assert refused.value.code == "no_sites"
    announce(house, round_id)
    assert seen(house, round_id).wares[0].screened is None


def test_options_that_are_no_species_are_left_alone(house: House, here: Community):
    """A bench has no roots."""
    pavement(house, here)
    round_id = named(house, here, MYRTLE, "")
    assert [one.key for one in read(do(house, screen_round, round_id=round_id, reason="Why.")).options] == ["a"]
    other = named(house, here, "", "")
    with pytest.raises(Refusals) as refused:
        do(house, screen_round, round_id=other, reason="Why.")
    assert refused.value.code == "no_species"
    announce(house, other)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [({"reason": " "}, "empty_text"), ({"reason": "Why.", "minimum": Fraction(11, 10)}, "bad_minimum")],
)
def test_a_screening_needs_a_reason_and_a_share(house: House, here: Community, arguments: dict[str, Any], code: str):
    """One sentence."""
    pavement(house, here)
    round_id = named(house, here, MYRTLE, "Osmanthus fragrans")
    with pytest.raises(Refusals) as refused:
        do(house, screen_round, round_id=round_id, **arguments)
    assert refused.value.code == code


def test_an_announced_round_is_not_screened_any_more(house: House, here: Community):
    """Neither the species of its options nor the share can be changed."""
    pavement(house, here)
    round_id = named(house, here, MYRTLE, "Osmanthus fragrans")
    do(house, screen_round, round_id=round_id, reason="Why.")
    announce(house, round_id)
    option = seen(house, round_id).wares[0].option
    for act, arguments in (
        (screen_round, {"round_id": round_id, "reason": "Why."}),
        (name_species, {"option_id": option.id, "scientific": CAMPHOR}),
    ):
        with pytest.raises(Refusals) as refused:
            do(house, act, **arguments)
        assert refused.value.code == "already_sealed"


def test_a_species_that_nobody_knows_is_refused(house: House, here: Community):
    """The catalogue is the list to choose from."""
    round_id = prepared(house, here)
    with house.database.reading() as session:
        option = store.find(session, Option, round_id=round_id)[0]
    with pytest.raises(Refusals) as refused:
        do(house, name_species, option_id=option.id, scientific="Arbor inventa")
    assert refused.value.code == "unknown_species"


def test_a_planner_screens_and_a_moderator_does_not(house: House, here: Community):
    """By the table of access."""
    pavement(house, here)
    round_id = named(house, here, MYRTLE, "Osmanthus fragrans")
    with pytest.raises(Refusals) as refused:
        screen_round(house.database, makers.staff(Role.MODERATOR), NOON, new_id(), round_id=round_id, reason="Why.")
    assert refused.value.code == "not_allowed"
    screen_round(house.database, makers.staff(Role.PLANNER), NOON, new_id(), round_id=round_id, reason="Why.")
