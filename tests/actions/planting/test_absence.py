"""What does not exist here: stated with who says so, shown to voters, taken back again."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from planning import store
from planning.actions.planting.absence import state_absent, take_back_absent
from planning.actions.planting.screening import screen_round
from planning.errors import Refusals
from planning.i18n import translator
from planning.options.screening.screening import read
from planning.people import Role
from planning.queries.log import log_entries
from planning.queries.planting import planting_terms, site_standing, standing_summary
from planning.reports import standing as told
from planning.site import Community, new_id
from planning.surveys.observation import PlantingSite
from planning.web.house import House
from tests import makers
from tests.actions.planting.test_screening import named, seen
from tests.makers import NOON
from tests.planting import MYRTLE, pavement
from tests.rounds import BOARD

MISSING = ("heat", "hydrant")


@pytest.fixture
def here(house: House) -> Community:
    """A community of which nobody has surveyed heating pipes and hydrants."""
    here = makers.community(house)
    pavement(house, here, unknown=MISSING)
    return here


def do(house: House, act: Any, **arguments: Any) -> Any:
    """An act of the board."""
    return act(house.database, BOARD, NOON, new_id(), **arguments)


def counts(house: House, here: Community) -> tuple[int, int, int, int]:
    """Sites by answer, for the crape myrtle."""
    return standing_summary(house.database, makers.visitor(), NOON, community_id=here.id, scientific=MYRTLE).counts


def test_a_site_is_unknown_until_somebody_states_that_there_is_none(house: House, here: Community):
    """Five sites, one too close to water: the others are unknown, clear once it is stated, and unknown when it is taken back."""
    assert counts(house, here) == (0, 4, 0, 1)
    do(house, state_absent, community_id=here.id, things=["heat"], source="Heating company, letter of May")
    assert counts(house, here) == (0, 4, 0, 1)
    do(house, state_absent, community_id=here.id, things=["hydrant"], source="Fire brigade")
    assert counts(house, here) == (4, 0, 0, 1)
    do(house, take_back_absent, community_id=here.id, thing="heat", reason="There is a pipe after all.")
    assert counts(house, here) == (0, 4, 0, 1)
    (last, *_) = log_entries(house.database, makers.staff(Role.BOARD), NOON, community_id=here.id).entries
    assert (last.act, last.reason) == ("take_back_absent", "There is a pipe after all.")


def test_voters_read_what_was_not_checked_and_who_says_that_something_is_not_here(house: House, here: Community):
    """In the facts of every option, in both languages; the statement is part of what is announced."""
    do(house, state_absent, community_id=here.id, things=["heat"], source="Heating company")
    round_id = named(house, here, MYRTLE, "Osmanthus fragrans")
    kept = read(do(house, screen_round, round_id=round_id, reason="Why.", minimum=Fraction(0)))
    assert kept.limits.unchecked == ("hydrant",)
    assert dict(kept.limits.absent)["heat"] == "Heating company"
    ware = seen(house, round_id).wares[0]
    fact = told.facts(ware.option, ware.screened)[-1]
    assert all(word in fact.value.en for word in ("Not checked", "hydrant", "heating pipe", "Heating company"))
    assert all(word in fact.value.zh for word in ("没有核对", "消防栓", "热力管", "Heating company"))


def test_the_card_of_a_site_says_it_too(house: House, here: Community):
    """Thing by thing, with the distance that is asked."""
    do(house, state_absent, community_id=here.id, things=["heat"], source="Heating company")
    with house.database.reading() as session:
        far = store.find(session, PlantingSite, order="external_id", community_id=here.id)[-1]
    view = site_standing(
        house.database, makers.visitor(), NOON, community_id=here.id, site_id=far.id, scientific=MYRTLE
    )
    assert view.limits.unchecked == ("hydrant",)
    assert "Heating company" in " ".join(told.limits(translator("en"), view.limits))
    assert "nobody has surveyed it here" in told.why(translator("en"), view.beside[0])


def test_what_cannot_be_stated_is_refused(house: House, here: Community):
    """Nothing chosen, something unknown, something that the map shows, nobody named: all at once."""
    for things, source, codes in (
        ([], "", {"no_thing", "no_source"}),
        (["moat"], "Me", {"unknown_thing"}),
        (["tree"], "Me", {"unknown_thing", "is_here"}),
        (["water"], "Me", {"is_here"}),
    ):
        with pytest.raises(Refusals) as refused:
            do(house, state_absent, community_id=here.id, things=things, source=source)
        assert {problem.code for problem in refused.value.problems} == codes
    with pytest.raises(Refusals) as refused:
        do(house, take_back_absent, community_id=here.id, thing="heat", reason="Why.")
    assert refused.value.code == "not_found"
    stated = planting_terms(house.database, makers.visitor(), NOON, community_id=here.id).settled.absent
    assert not set(MISSING) & set(dict(stated))
