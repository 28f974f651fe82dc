"""The illustrative community's channel and conversation: what a visitor finds there before anybody has done anything."""

from __future__ import annotations

from planning.actions.illustrative import load_illustrative
from planning.cases.matter import Level, MatterState
from planning.people import SYSTEM
from planning.queries.matters import matter_view, matters
from planning.queries.statements import conversations, findings
from planning.web.house import House
from tests import makers


def test_a_visitor_finds_matters_in_every_state_and_what_united_people_before_the_vote(house: House):
    """One overdue with its duplicate, one answered by the city, one closed; two groups, and a consensus."""
    now = house.clock()
    loaded = load_illustrative(house.database, SYSTEM, now, seed=7, photo_dir=house.settings.photo_dir)
    here = loaded.community_id
    asked = (house.database, makers.visitor(), now)
    page = matters(*asked, community_id=here)
    assert (page.counts.total, page.counts.overdue) == (3, 1)
    late = next(card for card in page.cards if card.is_overdue)
    assert (late.merged, late.supports) == (1, 7)
    states = {card.matter.state for card in page.cards}
    assert states == {MatterState.RECEIVED, MatterState.ANSWERED, MatterState.CLOSED}
    meter = next(card for card in page.cards if card.matter.level is Level.CITY)
    assert (
        "one meter per household"
        in matter_view(*asked, community_id=here, matter_id=meter.matter.id).steps[-1].words["en"]
    )
    [line] = conversations(*asked, community_id=here, case_id=loaded.case_id)
    seen = findings(*asked, community_id=here, conversation_id=line.conversation.id)
    assert (line.is_open, seen.people, len(seen.found.groups), len(seen.found.consensus) > 0) == (False, 46, 2, True)
