"""The three stories of Chengdu are told by acts, from the first complaint to the evaluation, all before the moment of loading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from planning import store
from planning.actions.tales import Told, tell_stories
from planning.actions.tales.care import begins
from planning.cases.case import Case
from planning.cases.course import CasePhase
from planning.cases.decision import CaseDecision, Way
from planning.cases.dissent import Call, Objection, Outcome, tally
from planning.cases.evaluation import CaseEnding
from planning.cases.fund import Entry, Fund, balance
from planning.cases.household import Household, HouseholdState
from planning.cases.meeting import Meeting
from planning.cases.programme import Part
from planning.cases.works import Work, WorkState
from planning.errors import Refusal
from planning.options.electorate import Contact, Voter
from planning.options.round import Round
from planning.queries.evaluation import evaluations
from planning.queries.evidence_on_map import walks_on_map
from planning.queries.integrity import log_check
from planning.queries.matters import matters
from planning.queries.survey_results import survey_results
from planning.settings import Settings
from planning.site import Community
from planning.surveys.evidence import EvidencePhoto, EvidenceState, EvidenceWalk
from planning.surveys.observation import Species, Tree
from planning.surveys.questionnaire.survey import Response, Survey
from planning.web.house import House, open_house
from tests.makers import NOON, SYSTEM, visitor


@pytest.fixture(scope="module")
def library(tmp_path_factory) -> Iterator[House]:
    """A house that tests only read."""
    opened = open_house(Settings(data_dir=tmp_path_factory.mktemp("library")))
    yield opened
    opened.database.close()


@pytest.fixture(scope="module")
def told(library: House) -> Told:
    """The stories in it."""
    return tell_stories(
        library.database,
        seed=1,
        at=NOON,
        photo_place=library.settings.photo_place,
        photos_mb=library.settings.photos_mb,
    )


def cases_of(told: Told) -> dict[str, str]:
    """The cases by what they are called here."""
    return {"trees": told.trees, "roofs": told.roofs, "copied": told.roofs_copied, "care": told.care}


def kept(house: House, kind: type[Any], **conditions: Any) -> list[Any]:
    """What is kept of one kind."""
    with house.database.reading() as session:
        return store.find(session, kind, **conditions)


def test_all_of_it_lies_before_the_moment_of_loading_and_says_that_it_is_illustrative(library, told):
    """No deed of a story is of the future; the community is marked, and the log that grew through the months is whole."""
    (here,) = kept(library, Community, id=told.community_id)
    assert here.illustrative
    for kind in (Case, CasePhase, Objection, Call, CaseDecision, CaseEnding, Entry, Meeting, Response, Work):
        assert all(getattr(one, "at", NOON) <= NOON for one in kept(library, kind)), kind
    assert log_check(library.database, SYSTEM, NOON, community_id=told.community_id).problem is None


def test_three_cases_came_to_their_end_and_the_copied_one_is_under_way(library, told):
    """Closed with what residents said; courtyard 5 does as courtyard 3 did, and leads to its record."""
    ended = {one.case_id for one in kept(library, CaseEnding) if one.closed}
    assert ended == {told.trees, told.roofs, told.care}
    states = {one.case_id: one.state for one in kept(library, Work)}
    assert Counter(states.values()) == {WorkState.DONE: 3, WorkState.UNDER_WAY: 1}
    assert states[told.roofs_copied] is WorkState.UNDER_WAY
    (part,) = [one for one in kept(library, Part) if one.copied_from]
    assert (part.case_id, part.copied_from) == (told.roofs_copied, told.roofs)


def test_an_evidence_walk_became_observations(library, told):
    """Of the tree story: led by a resident planner, closed, four photos kept and one merged; it says that it is illustrative."""
    (walk,) = kept(library, EvidenceWalk)
    assert walk.case_id == told.trees
    assert walk.closed_at is not None
    assert "示例" in walk.question.zh
    photos = kept(library, EvidencePhoto)
    assert Counter(one.state for one in photos) == {EvidenceState.KEPT: 4, EvidenceState.MERGED: 1}
    assert {bool(one.member_id) for one in photos} == {True, False}, (
        "the leader's by the account, neighbours' by the code"
    )
    shown = walks_on_map(library.database, visitor(), NOON, community_id=told.community_id)
    assert [(one.id, one.photos) for one in shown] == [(walk.id, 4)]


def test_each_way_of_deciding_is_told_as_what_it_was(library, told):
    """Two votes about trees, consensus about roofs, representatives about child care; nothing was unvisited."""
    found = kept(library, CaseDecision)
    ways = {name: [one.way for one in found if one.case_id == id_] for name, id_ in cases_of(told).items()}
    assert ways == {
        "trees": [Way.ROUND, Way.ROUND], "roofs": [Way.CONSENSUS], "copied": [Way.CONSENSUS], "care": [Way.REPRESENTATIVES],
    }  # fmt: skip
    assert all(one.unvisited == 0 for one in found)


def test_what_became_of_each_objection_is_known(library, told):
    """One about the trees stands, one about the roofs; the others were met half-way or withdrawn after a visit."""
    calls = kept(library, Call)
    for case, wanted in ((told.trees, (1, 1, 1)), (told.roofs, (1, 1, 1)), (told.care, (0, 1, 0))):
        objections = kept(library, Objection, case_id=case)
        found = tally(objections, {o.id: [c for c in calls if c.objection_id == o.id] for o in objections})
        assert (len(found.standing), found.met, found.withdrawn) == wanted
    assert Outcome.STANDS in {call.outcome for call in calls}


def test_the_register_has_193_households_of_two_courtyards(library, told):
    """Some were never met, and some never agreed: a register without them would be too smooth to be true."""
    found = kept(library, Household)
    assert Counter(one.case_id for one in found) == {told.roofs: 101, told.roofs_copied: 92}
    states = Counter(one.state for one in found if one.case_id == told.roofs)
    assert states[HouseholdState.NOT_YET] == 4
    assert states[HouseholdState.OBJECTED] == 3
    assert not any(one.name for one in found)


def test_the_need_that_was_named_most_became_the_case(library, told):
    """Counted from the answers, by the list that everybody reads."""
    (survey,) = [one for one in kept(library, Survey) if one.case_id is None]
    shown = survey_results(library.database, visitor(), NOON, survey_id=survey.id)
    assert shown.results is not None
    needs = next(one for one in shown.results if one.question.name == "needs")
    most = max(needs.tables[0].counts, key=lambda one: one.count)
    assert shown.cases == {("needs", "child_care"): told.care}
    assert most.name == "child_care"


def test_books_add_up_and_the_winner_stands_in_the_street(library, told):
    """Every book has something left, and what was voted for is what was planted."""
    books = {fund.id: balance(kept(library, Entry, fund_id=fund.id)) for fund in kept(library, Fund)}
    assert all(one.left >= 0 for one in books.values())
    (decision, *_) = sorted(kept(library, CaseDecision, case_id=told.trees), key=lambda one: one.at, reverse=True)
    planted = kept(library, Tree, removed_at=None)
    assert sum(tree.species.zh in decision.text.zh for tree in planted if isinstance(tree.species, Species)) >= 8


def test_residents_are_asked_and_matters_are_answered(library, told):
    """Nothing that was raised waits; each closed case has its figures beside the promise."""
    page = matters(library.database, visitor(), NOON, community_id=told.community_id)
    assert (page.total, page.counts.overdue) == (2, 0)
    for case in (told.trees, told.roofs, told.care):
        (seen,) = evaluations(library.database, visitor(), NOON, community_id=told.community_id, case_id=case)
        assert seen.figures is not None
        assert seen.figures.answered >= 19


def test_who_was_not_reached_goes_by_the_order_of_doors(library, told):
    """Ids of voters are others in each telling: by them, another telling could come to another end."""
    rounds = kept(library, Round, case_id=told.trees)
    assert len(rounds) == 2
    for one in rounds:
        roll = sorted(kept(library, Voter, round_id=one.id), key=lambda voter: (voter.courtyard_id or "", voter.label))
        missed = [n for n, voter in enumerate(roll) if voter.contact is Contact.NOT_REACHED]
        assert missed == [6, 19, 32, 45, 58, 71, 84]
        assert {voter.contact for voter in roll} == {Contact.NOT_REACHED, Contact.REACHED}


def test_a_tie_of_species_would_not_break_a_story_off(library, told):
    """Its rule breaks it, so that one wins whatever residents prefer."""
    (species,) = [one for one in kept(library, Round, case_id=told.trees) if one.gate_id]
    assert species.tie == "seed:species"


def test_a_telling_that_broke_off_says_so_when_it_is_called_again(house):
    """There was no room for photos: the torso is no story, and another seed is the remedy, not "open them"."""
    given = {"seed": 2, "at": NOON, "photo_place": house.settings.photo_place}
    with pytest.raises(Refusal) as refused:
        tell_stories(house.database, **given, photos_mb=0)
    assert refused.value.code == "photos_full"
    with pytest.raises(Refusal) as refused:
        tell_stories(house.database, **given, photos_mb=house.settings.photos_mb)
    assert refused.value.code == "half_told"
    assert "another seed" in str(refused.value)


def test_told_twice_they_are_refused(library, told):
    """It says so, and changes nothing."""
    with pytest.raises(Refusal) as refused:
        tell_stories(
            library.database,
            seed=1,
            at=NOON,
            photo_place=library.settings.photo_place,
            photos_mb=library.settings.photos_mb,
        )
    assert refused.value.code == "already_loaded"


@pytest.mark.parametrize("days", range(0, 400, 23))
def test_the_yearly_story_begins_on_a_first_of_january_and_is_over_by_now(days):
    """Whatever the day of loading."""
    at = NOON + timedelta(days=days)
    first = begins(at)
    assert (first.month, first.day) == (1, 1)
    assert timedelta(days=299) <= at - first <= timedelta(days=300 + 366)
