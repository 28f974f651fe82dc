"""A round by approval: put by the plain route, counted, told and printed."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from planning import addresses
from planning.actions.rounds import close_round
from planning.options.round import BallotKind
from planning.queries.results import results_view
from planning.web.house import House
from tests.makers import visitor
from tests.rounds import Poll, opened
from tests.web.test_voting import enter, put

# Fourteen ballots: a is accepted by eight, b by ten, c by four; two are blank.
BALLOTS: tuple[list[str], ...] = 2 * (["a", "b"], ["a", "b"], ["b"], ["a", "b", "c"], ["b"], ["a", "c"], [])


def voted(house: House) -> Poll:
    """A closed round by approval."""
    poll = opened(house, count=len(BALLOTS), ballot=BallotKind.APPROVAL, method="approval")
    for number, marked in enumerate(BALLOTS):
        poll.cast(number, ranking=[marked] if marked else [])
    poll.act(close_round, round_id=poll.round_id, reason="All have voted.")
    return poll


def test_an_approval_ballot_is_put_like_any_other(house: House, client: TestClient):
    """201 for one rank, 422 for two."""
    poll = opened(house, ballot=BallotKind.APPROVAL, method="approval")
    enter(client, poll.codes[0])
    refused = put(client, poll, [["a"], ["b"]])
    assert (refused.status_code, refused.json()["error"]) == (422, "one_rank")
    assert put(client, poll, [["a", "b"]]).status_code == 201


def test_the_most_approved_wins(house: House):
    """With what each has, of the ballots that mark any."""
    poll = voted(house)
    view = results_view(house.database, visitor(), house.clock(), round_id=poll.round_id)
    assert view.winners == ("b",)
    assert view.outcome is not None
    assert dict(view.outcome.result.scores) == {"a": 8, "b": 10, "c": 4}
    assert str(view.sentences[0]) == "Jacaranda wins: 10 of 12 ballots accept it, 2 more than Crape myrtle."


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_report_is_drawn(house: House, client: TestClient, language: str):
    """Scores and methods beside it; no table of ranks, since there are none."""
    page = client.get(addresses.to(addresses.REPORT, round=voted(house).round_id), params={"lang": language}).text
    assert 'id="jr-scores"' in page
    assert 'id="jr-beside"' in page
    assert 'id="jr-ranks"' not in page
    assert ("赞成各方案的选票" if language == "zh" else "Ballots that accept each option") in page
