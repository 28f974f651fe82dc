"""Residents set the weights by a round: only a closed one with points and enough ballots, and the log says which."""

from __future__ import annotations

from typing import Any

import pytest

from planning.actions.planting.settling import set_weights
from planning.actions.planting.weighing import weigh_by_round
from planning.errors import Refusals
from planning.options.round import BallotKind
from planning.options.species.suitability import Trait
from planning.people import Role
from planning.queries.planting import planting_terms
from planning.web.house import House
from tests import makers
from tests.makers import Clock
from tests.rounds import BOARD, Poll, opened

QUALITIES = ("Shade", "Clean streets", "Flowers")


def voted(house: House, clock: Clock, count: int = 12) -> Poll:
    """All give five points to shade, two to clean streets, none to flowers; then it closes."""
    poll = opened(house, count=count, trees=QUALITIES, ballot=BallotKind.SCORE, method="score")
    for number in range(count):
        poll.cast(number, ranking={"a": 5, "b": 2, "c": 0})
    clock.forward(hours=30)
    return poll


def traits(poll: Poll, **said: str) -> dict[str, str]:
    """Qualities by the ids of options, from their keys."""
    by_key = {ware.option.key: ware.option.id for ware in poll.view.wares}
    return {by_key[key]: trait for key, trait in said.items()}


def weigh(poll: Poll, given: dict[str, str], by: Any = BOARD) -> Any:
    """Set the weights from the round."""
    return poll.act(weigh_by_round, by, round_id=poll.round_id, traits=given)


def test_the_points_become_weights_and_the_round_is_named(house: House, clock: Clock):
    """All of what could be given is ten, two fifths are four; an option that stands for nothing is left out."""
    poll = voted(house, clock)
    found = weigh(poll, traits(poll, a="shade", b="clean"))
    assert (found["shade"], found["clean"], found["flowers"]) == (10, 4, 0)
    terms = planting_terms(house.database, makers.visitor(), clock(), community_id=poll.community.id)
    assert (terms.weights[Trait.SHADE], terms.settled.weights_round, terms.settled.weighed_by) == (
        10,
        poll.round_id,
        "树种 · Which species?",
    )
    poll.act(set_weights, community_id=poll.community.id, weights={"clean": 3}, source="A meeting.")
    later = planting_terms(house.database, makers.visitor(), clock(), community_id=poll.community.id)
    assert (later.settled.weights_round, later.weights[Trait.SHADE]) == (None, 0)


def test_an_open_round_and_one_without_points_give_no_weights(house: House, clock: Clock):
    """Nobody learns a tally before closing; a ranking holds no points."""
    poll = opened(house, count=12, trees=QUALITIES, ballot=BallotKind.SCORE, method="score")
    ranking = opened(house, here=poll.community)
    for one, code in ((poll, "not_closed"), (ranking, "not_scored")):
        with pytest.raises(Refusals) as refused:
            weigh(one, traits(one, a="shade"))
        assert refused.value.code == code
    clock.forward(hours=30)
    assert poll.view.received == 0


def test_few_ballots_are_not_told_by_weights(house: House, clock: Clock):
    """With nine ballots only the outcome may be told."""
    poll = voted(house, clock, count=9)
    with pytest.raises(Refusals) as refused:
        weigh(poll, traits(poll, a="shade"))
    assert refused.value.code == "few_ballots"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({}, "bad_traits"),
        ({"a": "shade", "b": "shade"}, "bad_traits"),
        ({"a": "beauty"}, "bad_traits"),
        ({"c": "flowers"}, "bad_weights"),
    ],
)
def test_qualities_must_be_said_and_something_must_weigh(house: House, clock: Clock, said: dict[str, str], code: str):
    """None, two the same, one that there is not; and one to which nobody gave anything."""
    poll = voted(house, clock)
    with pytest.raises(Refusals) as refused:
        weigh(poll, traits(poll, **said))
    assert refused.value.code == code


def test_only_who_looks_after_cases_sets_them(house: House, clock: Clock):
    """A resident planner may not."""
    poll = voted(house, clock)
    with pytest.raises(Refusals) as refused:
        weigh(poll, traits(poll, a="shade"), makers.staff(Role.RESIDENT_PLANNER, poll.community.id))
    assert refused.value.code == "not_allowed"
