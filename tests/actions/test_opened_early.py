"""A round that opens before its case came to its vote says why, to everybody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from planning import store
from planning.actions.case_phases import date_phase, plan_phase
from planning.actions.codes import issue_codes
from planning.actions.rounds import open_round
from planning.cases.case import Case, Phase
from planning.errors import Refusals
from planning.i18n.translator import translator
from planning.options.round import Round
from planning.queries.cases import case_named
from planning.queries.decisions import told_before
from planning.queries.rounds import round_view
from planning.queries.timeline import case_timeline
from planning.site import Community, new_id
from planning.web.house import House
from planning.wording import Words
from tests import makers
from tests.makers import NOON
from tests.rounds import BOARD, prepared

WEEK = timedelta(days=7)


@pytest.fixture
def yulan(house: House) -> Community:
    """A community."""
    return makers.community(house)


def ready(house: House, here: Community, phase: Phase) -> tuple[Case, str]:
    """A case in a phase, and a round of it that could open."""
    case = Case(new_id(), here.id, Words("树"), Words("换吗"), Words(""), phase, NOON - WEEK)
    with house.database.writing() as session:
        store.add(session, case)
    round_id = prepared(house, here, case_id=case.id)
    issue_codes(house.database, BOARD, NOON, round_id=round_id, count=3)
    return case, round_id


def announce(house: House, round_id: str, **instead: Any) -> str:
    """Open it for a week."""
    usual: dict[str, Any] = {"round_id": round_id, "opens": NOON, "closes": NOON + 2 * WEEK}
    return open_round(house.database, BOARD, NOON, new_id(), **usual | instead)


def refused(house: House, round_id: str, **instead: Any) -> Sequence[str]:
    """The codes of what is wrong."""
    with pytest.raises(Refusals) as caught:
        announce(house, round_id, **instead)
    return [problem.code for problem in caught.value.problems]


@pytest.mark.parametrize("phase", [Phase.RAISE, Phase.SURVEY, Phase.DELIBERATE, Phase.OPTIONS])
def test_a_round_of_an_early_case_needs_a_reason(house: House, yulan: Community, phase: Phase):
    """It is kept with the round, and stands where its rules are told and in the timeline of the case."""
    case, round_id = ready(house, yulan, phase)
    assert refused(house, round_id) == ["needs_reason"]
    assert refused(house, round_id, reason=" \u200b ") == ["needs_reason"]
    assert refused(house, round_id, reason="x" * 500) == ["long_text"]
    announce(house, round_id, reason="雨季之前要定下来")
    view = round_view(house.database, makers.visitor(), NOON, round_id=round_id)
    assert view.round.early_reason == "雨季之前要定下来"
    assert any("雨季之前要定下来" in translator("zh").sentence(one) for one in told_before(view))
    seen = case_timeline(house.database, makers.visitor(), NOON, community_id=yulan.id, case_id=case.id)
    assert [one.reason for one in seen.happened if one.what == "open_round"] == ["雨季之前要定下来"]


@pytest.mark.parametrize("phase", [Phase.VOTE, Phase.DECIDE])
def test_a_round_of_a_case_that_came_to_its_vote_needs_none(house: House, yulan: Community, phase: Phase):
    """What was written all the same is no reason of anything, and is not kept."""
    _, round_id = ready(house, yulan, phase)
    announce(house, round_id, reason="so")
    with house.database.reading() as session:
        assert store.get(session, Round, round_id).early_reason == ""


def test_the_phase_of_the_day_of_opening_counts(house: House, yulan: Community):
    """A vote that is planned for the day on which the round opens is no early one; a day before it is."""
    case, round_id = ready(house, yulan, Phase.OPTIONS)
    begins = (NOON + timedelta(days=3)).date()
    plan_phase(house.database, BOARD, NOON, new_id(), case_id=case.id, phase=Phase.VOTE, begins=begins)
    assert refused(house, round_id, opens=NOON + timedelta(days=2)) == ["needs_reason"]
    seen = [
        case_named(house.database, BOARD, NOON, community_id=yulan.id, case_id=case.id, on=on)
        for on in (NOON + timedelta(days=3), NOON + timedelta(days=2), NOON - timedelta(days=9))
    ]  # what the page asks by, so that it asks for a reason where the act does
    assert [one.case.phase for one in seen if one] == [Phase.VOTE, Phase.OPTIONS, Phase.OPTIONS]
    announce(house, round_id, opens=NOON + timedelta(days=3))


def test_a_vote_that_is_moved_behind_an_announced_round_says_why(house: House, yulan: Community):
    """Else the reason would be asked of nobody who announces first and moves the plan afterwards."""
    case, round_id = ready(house, yulan, Phase.OPTIONS)
    begins = (NOON + timedelta(days=3)).date()
    step = plan_phase(house.database, BOARD, NOON, new_id(), case_id=case.id, phase=Phase.VOTE, begins=begins)
    announce(house, round_id, opens=NOON + timedelta(days=4))
    moved: dict[str, Any] = {"case_phase_id": step, "version": 1, "ends": None}
    with pytest.raises(Refusals) as caught:
        date_phase(house.database, BOARD, NOON, new_id(), **moved, begins=begins + WEEK)
    assert [problem.code for problem in caught.value.problems] == ["needs_reason"]
    date_phase(house.database, BOARD, NOON, new_id(), **moved, begins=begins + WEEK, reason="大雨")
    seen = case_timeline(house.database, makers.visitor(), NOON, community_id=yulan.id, case_id=case.id)
    assert [one.reason for one in seen.happened if one.what == "date_phase"] == ["大雨"]


def test_a_round_of_no_case_needs_none(house: House, yulan: Community):
    """Such as one that chooses a group of a courtyard."""
    round_id = prepared(house, yulan)
    issue_codes(house.database, BOARD, NOON, round_id=round_id, count=3)
    announce(house, round_id)
