"""What a closed round says, to whom, and what it never says."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from planning.actions import options as option_acts
from planning.actions import rounds as round_acts
from planning.errors import Refusals
from planning.options.ballot import Ranking
from planning.options.counting.profile import Profile
from planning.options.counting.unranked import Unranked
from planning.options.outcome import explain, paragraph
from planning.options.reading import ResultsView
from planning.people import Role, Visitor
from planning.queries.results import ballots_of_round, results_view, rounds_with_results
from planning.site import Community
from planning.store import add_all
from planning.web.house import House
from tests.elections import add_roll, ballots_of, closed_round, load_election
from tests.makers import community, staff, visitor
from tests.rounds import opened

EVERYBODY = [visitor(), *(staff(role) for role in Role)]
LIVELY: list[tuple[Ranking, int]] = [
    ((("a",), ("b",)), 9), ((("b",), ("a",)), 7), ((("c",), ("b",)), 5), ((), 2),
]  # fmt: skip


@pytest.fixture
def here(house: House) -> Community:
    """A community."""
    return community(house)


def seen(house: House, round_id: str, by: Visitor = EVERYBODY[0]) -> ResultsView:
    """The results as somebody sees them."""
    return results_view(house.database, by, house.clock(), round_id=round_id)


def refused(house: House, question: object, round_id: str, by: Visitor) -> str:
    """The code with which a question is refused."""
    with pytest.raises(Refusals) as caught:
        question(house.database, by, house.clock(), round_id=round_id)  # type: ignore[operator]
    return caught.value.code


@pytest.mark.parametrize("by", EVERYBODY, ids=["visitor", *Role])
def test_nobody_reads_a_result_before_closing(house: House, by: Visitor):
    """Open, planned: the same refusal for everybody, staff included; right at closing it is there."""
    poll = opened(house, count=6, hours=2)
    for number in range(6):
        poll.cast(number)
    assert refused(house, results_view, poll.round_id, by) == "not_closed"
    assert refused(house, ballots_of_round, poll.round_id, by) == "not_closed"
    house.clock.forward(hours=2, microseconds=-1)  # type: ignore[attr-defined]
    assert refused(house, results_view, poll.round_id, by) == "not_closed"
    house.clock.forward(microseconds=1)  # type: ignore[attr-defined]
    assert seen(house, poll.round_id, by).winners == ("a",)


def test_figures_are_those_of_the_engine(house: House, here: Community):
    """The view adds nothing and rounds nothing: it holds what explain() says of the same ballots."""
    round_id = closed_round(house, here, rankings=LIVELY)
    view = seen(house, round_id)
    engine = explain("irv", "stands", Profile.grouped("abc", [(r, w) for r, w in LIVELY for _ in range(1)]))
    assert view.outcome is not None
    assert view.outcome.results == engine.results
    assert view.outcome.standing == engine.standing
    assert view.outcome.pairwise == engine.pairwise
    assert view.sentences == paragraph(engine, view.titles)
    assert view.participation is not None
    assert view.participation.received == 23


@pytest.mark.parametrize(("cast", "is_for_the_board"), [(4, False), (5, True), (9, True)])
def test_fewer_than_ten_ballots_tell_the_outcome_and_nothing_else(
    house: House, here: Community, cast: int, *, is_for_the_board: bool
):
    """Ballots of one mind: the winner's name, no figure, no turnout; fewer than five are not even for the board."""
    round_id = closed_round(house, here, rankings=[((("b",),), cast)], titles={"b": "Ginkgo"})
    add_roll(house, here, round_id, {"Court": (40, cast)})
    view = seen(house, round_id, staff(Role.BOARD))
    assert (view.outcome, view.participation) == (None, None)
    assert [str(sentence) for sentence in view.sentences] == [
        "Ginkgo won. Fewer than ten ballots were cast, so no figures are shown: they would tell who voted how."
    ]
    if is_for_the_board:
        assert (
            ballots_of_round(house.database, staff(Role.BOARD), house.clock(), round_id=round_id).counting.profile.total
            == cast
        )
    else:
        assert refused(house, ballots_of_round, round_id, staff(Role.BOARD)) == "few_ballots"


def test_ten_ballots_tell_their_figures(house: House, here: Community):
    """From ten on the page shows what was counted."""
    view = seen(house, closed_round(house, here, rankings=[((("b",),), 10)]))
    assert view.outcome is not None
    assert view.outcome.counting.profile.total == 10


def test_few_ballots_can_tie_or_choose_nothing(house: House, here: Community):
    """The outcome is told truly: a tie as a tie, blank ballots as no choice."""
    tie = closed_round(house, here, rankings=[((("a",),), 1), ((("b",),), 1)], titles={"a": "A", "b": "B"})
    blank = closed_round(house, here, rankings=[((), 3)])
    assert str(seen(house, tie).sentences[0]).startswith("It is a tie between A and B.")
    assert str(seen(house, blank).sentences[0]).startswith("Nothing was chosen.")


def test_turnout_by_courtyard_hides_the_small_ones(house: House, here: Community):
    """Row 57: a courtyard of three and its complement carry no figure; the others, and the whole roll, do."""
    round_id = closed_round(house, here, rankings=[((("a",),), 50)])
    add_roll(house, here, round_id, {"North": (30, 20), "Tiny": (3, 3), "South": (12, 6), "street:East": (40, 22)})
    people = seen(house, round_id).participation
    assert people is not None
    assert (people.enrolled, people.voted) == (85, 51)
    told = {part.name.en or part.name.zh: (part.enrolled, part.voted) for part in people.groups}
    assert told == {"North": (30, 20), "Tiny": (None, None), "South": (None, None), "East": (40, 22)}


def test_ballots_are_for_board_and_administrators(house: House, here: Community):
    """Planner, moderator and visitors do not get them; nor does another community's board."""
    round_id = closed_round(house, here, rankings=LIVELY)
    for by in (visitor(), staff(Role.PLANNER), staff(Role.MODERATOR), staff(Role.BOARD, "elsewhere")):
        assert refused(house, ballots_of_round, round_id, by) == "not_allowed"
    for by in (staff(Role.BOARD, here.id), staff(Role.ADMINISTRATOR)):
        found = ballots_of_round(house.database, by, house.clock(), round_id=round_id)
        assert found.counting.profile.total == 23


def test_what_was_counted_once_is_still_behind_the_permission(house: House):
    """A result that is kept in memory is not given to who may not see the community."""
    hidden = community(house, published=False)
    round_id = closed_round(house, hidden, rankings=LIVELY)
    assert seen(house, round_id, staff(Role.BOARD, hidden.id)).winners
    assert refused(house, results_view, round_id, visitor()) == "not_allowed"


def test_a_ballot_written_down_late_is_counted(house: House, here: Community):
    """A ballot accepted just before closing may be committed just after somebody looked: the count is made anew."""
    round_id = closed_round(house, here, rankings=[((("a",),), 5)])
    assert seen(house, round_id).winners == ("a",)
    with house.database.writing() as session:
        add_all(session, ballots_of(here, round_id, [((("b",),), 6)]))
    assert seen(house, round_id).winners == ("b",)


def test_a_withdrawn_option_is_struck_and_told(house: House):
    """Ballots that named it move up; the withdrawal and an early closing are told with their reasons."""
    poll = opened(house, count=12)
    for number in range(12):
        poll.cast(number, (("a",), ("b",)) if number < 8 else (("b",), ("c",)))
    gone = poll.view.wares[0].option
    poll.act(option_acts.withdraw_option, option_id=gone.id, reason="No nursery has it")
    poll.act(round_acts.close_round, round_id=poll.round_id, reason="Everybody has voted")
    house.clock.forward(seconds=1)  # type: ignore[attr-defined]
    view = seen(house, poll.round_id)
    assert view.winners == ("b",)
    assert view.outcome is not None
    assert view.outcome.counting.profile.groups == {(("b",),): 8, (("b",), ("c",)): 4}
    assert [option.key for option in view.withdrawn] == ["a"]
    assert [(change.act, change.reason) for change in view.changes] == [
        ("withdraw_option", "No nursery has it"), ("close_round", "Everybody has voted"),
    ]  # fmt: skip
    assert view.closed_at == house.clock() - timedelta(seconds=1)


def test_the_list_has_closed_rounds_first_and_no_draft(house: House, here: Community):
    """Newest closed round on top, open ones after it, those in preparation not at all."""
    opened(house, here=here)
    closed = closed_round(house, here, rankings=LIVELY)
    lines = rounds_with_results(house.database, visitor(), house.clock(), community_id=here.id)
    assert [line.state for line in lines] == ["closed", "open"]
    assert lines[0].round.id == closed


def test_the_announced_rule_for_unranked_options_counts(house: House, here: Community):
    """The same ballots under either rule elect another option; both say what the other rule would have done."""
    cast = [((("a",),), 6), ((("c",), ("b",), ("a",)), 4)]
    winners = {}
    for rule in Unranked:
        view = seen(house, closed_round(house, here, rankings=cast, method="copeland", unranked=rule))
        assert view.outcome is not None
        winners[rule] = view.winners, view.outcome.sureness.by_other_rule
    assert winners == {Unranked.TIED_LAST: (("a",), ("c",)), Unranked.LEFT_OUT: (("c",), ("a",))}


def test_how_sure_a_result_is_stays_with_the_counted_round(house: House, here: Community):
    """Who looks second gets the same outcome, with what the first one has worked out."""
    round_id = closed_round(house, here, rankings=LIVELY)
    first, second = seen(house, round_id), seen(house, round_id)
    assert first.outcome is not None
    assert second.outcome is not None
    assert first.outcome.sureness is second.outcome.sureness


ELECTIONS = ["us_2009_burlington_mayor", "rctab_2013_minneapolis_mayor", "alaska_2022_us_house_special"]


@pytest.mark.real
@pytest.mark.parametrize("case_id", ELECTIONS)
def test_real_elections_read_as_they_were_published(house: House, here: Community, real_data: Path, case_id: str):
    """Loaded as a round, a real election shows its published winner and its published stages."""
    cases = json.loads((real_data / "votes" / "expected.json").read_text(encoding="utf-8"))["cases"]
    case = next(case for case in cases if case["id"] == case_id)
    expected = next(e for e in case["expected"] if e["method"] in {"irv", "irv_rules"})
    round_id = load_election(
        house, here, real_data / "votes" / case["ballots"], titles=case["options"], options=list(case["options"])
    )
    view = seen(house, round_id)
    assert list(view.winners) == expected["winners"]
    assert view.outcome is not None
    if expected["method"] == "irv_rules":
        return  # its stages were counted by rules of that city that a round here does not announce
    published = expected.get("rounds") or expected["rounds_prefix"]
    shown = [dict(stage.tallies) for stage in view.outcome.result.stages]
    assert [{o: n for o, n in stage.items() if n} for stage in shown[: len(published)]] == published
