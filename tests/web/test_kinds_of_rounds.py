"""Rounds by points, for several seats, and on a budget, from the board's form to a record that a stranger counts again."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from planning import addresses
from planning.actions.closing import settle_closed
from planning.actions.options import withdraw_option
from planning.errors import Refusals
from planning.options.ballot_files import read
from planning.options.counting.methods import count
from planning.options.counting_rules import Counting
from planning.options.reading import BallotsOfRound
from planning.options.record.verifying import first_fault
from planning.options.round import Access, BallotKind, definition_hash
from planning.queries.results import ballots_of_round, results_view
from planning.queries.rounds import round_view
from planning.reports.budget_file import ballots_pb
from planning.site import new_id
from planning.store.tables.rounds import BallotRow
from planning.web.house import House
from tests.makers import community, visitor
from tests.recorded import files_of, forged, record_of
from tests.rounds import BOARD, Poll, opened, prepared
from tests.web.test_voting import enter

FOUR = ("Benches", "Lamps", "Trees", "Ramp")


@dataclass(frozen=True)
class Kind:
    """A kind of round with ballots that decide it.

    :param bodies: what a phone puts, and how often.
    :param altered: a row of the ballots, and another that changes the result.
    """

    rules: Mapping[str, Any]
    bodies: Sequence[tuple[Mapping[str, Any], int]]
    winners: tuple[str, ...]
    told: str
    altered: tuple[str, str]
    section: str = "scores"
    costs: Sequence[str] = field(default=())

    def open(self, house: House) -> Poll:
        """An open round of this kind."""
        count = sum(n for _, n in self.bodies)
        return opened(house, count=count, hours=1, trees=FOUR, costs=self.costs, **self.rules)


Bodies = Sequence[tuple[Mapping[str, Any], int]]
POINTS: Bodies = [({"scores": {"a": 5, "b": 3, "c": 0}}, 7), ({"scores": {"b": 5, "a": 1}}, 6), ({"scores": {}}, 1)]
APPROVALS: Bodies = [
    ({"ranking": [["a", "b"]]}, 8),
    ({"ranking": [["a"]]}, 1),
    ({"ranking": [["c"]]}, 5),
    ({"ranking": []}, 1),
]
ORDERS: Bodies = [({"ranking": [["a"], ["b"], ["c"]]}, 9), ({"ranking": [["c"]]}, 5), ({"ranking": [["d"], ["c"]]}, 1)]
COSTS = ("8000", "6,000.50", "5999.49", "20000")
KINDS = {
    "score": Kind({"ballot": BallotKind.SCORE, "method": "score"}, POINTS, ("b",), "Lamps wins with 51 of at most 65 points, 10 ahead of Benches.", ("1,a=5;b=3;c=0", "1,a=0;b=3;c=5")),
    "star": Kind({"ballot": BallotKind.SCORE, "method": "star"}, POINTS, ("a",), "Benches and Lamps have the most points (41 and 51). 7 ballots give Benches more points than the other, 6 the other: Benches wins.", ("1,a=5;b=3;c=0", "1,a=0;b=3;c=5")),
    **{m: Kind({"ballot": BallotKind.APPROVAL, "method": m, "seats": 2}, APPROVALS, ("a", "c"), "Chosen for 2 seats by ", ("1,c", "1,d"), "stages") for m in ("seq_pav", "phragmen", "mes")},
    "approval": Kind({"ballot": BallotKind.APPROVAL, "method": "approval", "seats": 2}, APPROVALS, ("a", "b"), "Chosen for 2 seats by ", ("1,a=b", "1,d")),
    **{m: Kind({"method": m, "seats": 2}, ORDERS, ("a", "c"), "Chosen for 2 seats by ", ("1,c", "1,b"), "stages") for m in ("stv_scottish", "stv_wigm")},
    "pb_greedy": Kind({"ballot": BallotKind.BUDGET, "method": "pb_greedy", "budget": "14,000.50"}, APPROVALS, ("a", "b"), "Together they cost 14,000.50 of 14,000.50 yuan; 0 yuan are left.", ("1,a=b", "1,d"), "budget", ("8000", "6,000.50", "5999.49", "14000")),
    "pb_mes": Kind({"ballot": BallotKind.BUDGET, "method": "pb_mes", "budget": "20000"}, APPROVALS, ("a", "c"), "Together they cost 13,999.49 of 20,000 yuan; 6,000.51 yuan are left.", ("1,a=b", "1,d"), "budget", ("8000", "13,000.50", "5999.49", "20000")),
}  # fmt: skip


def put(client: TestClient, poll: Poll, body: Mapping[str, Any], number: int) -> Any:
    """A ballot by the plain route, with a code of its own."""
    client.cookies.clear()
    enter(client, poll.codes[number])
    address = addresses.to(addresses.VOTE_BALLOT, round=poll.round_id, client_id=f"phone-{number:04}")
    return client.put(address, json={"version": poll.version, **body})


def voted(house: House, client: TestClient, kind: Kind) -> Poll:
    """A closed and settled round, its ballots put by phones."""
    poll = kind.open(house)
    bodies = [body for body, n in kind.bodies for _ in range(n)]
    for number, body in enumerate(bodies):
        assert put(client, poll, body, number).status_code == 201
    house.clock.forward(hours=2)  # type: ignore[attr-defined]
    settle_closed(house.database, house.clock())
    return poll


@pytest.fixture(autouse=True)
def generous(monkeypatch: pytest.MonkeyPatch, house: House) -> None:
    """One address enters all codes of a test."""
    for limit in (house.limits.codes, house.limits.writes):
        for name in ("check", "count", "take"):
            if hasattr(limit, name):
                monkeypatch.setattr(limit, name, lambda *_: None)


@pytest.mark.parametrize("method", KINDS)
def test_from_the_phone_to_the_record(house: House, client: TestClient, tmp_path: Path, method: str):
    """Cast, closed, told in a sentence, drawn in both languages, recorded, counted again by the program in the record,
    verified; and an altered row is found by both.
    """
    kind = KINDS[method]
    poll = voted(house, client, kind)
    view = results_view(house.database, visitor(), house.clock(), round_id=poll.round_id)
    assert view.winners == kind.winners
    assert kind.told in " ".join(map(str, view.sentences))
    for language in ("zh", "en"):
        page = client.get(addresses.to(addresses.REPORT, round=poll.round_id), params={"lang": language})
        assert page.status_code == 200
        assert f'id="jr-{kind.section}"' in page.text
    data = record_of(poll)
    for public in (False, True):
        problem = first_fault(record_of(poll, public=public))[1]
        assert problem is None, str(problem)
    for name, content in files_of(data).items():
        (tmp_path / name).write_bytes(content)

    def recount() -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, "-I", "-X", "utf8", str(tmp_path / "retally.py")], capture_output=True, encoding="utf-8", check=False, timeout=60, cwd="/")  # fmt: skip

    assert recount().returncode == 0, recount().stdout + recount().stderr
    table = (tmp_path / "ballots.csv").read_text("utf-8")
    assert kind.altered[0] in table
    changed = table.replace(*kind.altered)
    (tmp_path / "ballots.csv").write_text(changed, "utf-8")
    assert (recount().returncode, "DIFFERENT" in recount().stdout) == (1, True)
    assert first_fault(forged(data, {"ballots.csv": changed.encode()}))[1].code == "ballots_differ"  # type: ignore[union-attr]


@pytest.mark.parametrize("method", ["score", "seq_pav", "stv_wigm", "pb_mes"])
def test_one_altered_byte_of_a_record_is_found(house: House, client: TestClient, method: str):
    """Of every file of it, wherever the byte stands."""
    data = record_of(voted(house, client, KINDS[method]))
    for name, content in files_of(data).items():
        at = data.index(content) + len(content) // 2
        altered = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        assert first_fault(altered)[1] is not None, name


def once_more(client: TestClient, poll: Poll, points: int) -> Any:
    """The first phone again, with the cookie that it has."""
    address = addresses.to(addresses.VOTE_BALLOT, round=poll.round_id, client_id="phone-0000")
    return client.put(address, json={"version": poll.version, "scores": {"a": points}})


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"scores": {"a": 6}}, "bad_score"),
        ({"scores": {"a": -1}}, "bad_score"),
        ({"scores": {"a": 10**9}}, "bad_score"),
        ({"scores": {"a": 2.5}}, "bad_score"),
        ({"scores": {"a": True}}, "bad_score"),
        ({"scores": {"a": "5"}}, "bad_score"),
        ({"scores": {"z": 1}}, "unknown_option"),
        ({"scores": {str(i): 1 for i in range(99)}}, "too_many_scores"),
        ({"scores": [["a"]]}, "bad_scores"),
        ({"ranking": [["a"]]}, "bad_scores"),
        ({}, "missing_field"),
    ],
)
def test_a_score_ballot_that_is_none_is_refused(house: House, client: TestClient, body: Any, code: str):
    """HOSTILE 10: points out of bounds, of unknown options, of another kind: 422, nothing stored."""
    poll = KINDS["score"].open(house)
    answer = put(client, poll, body, 0)
    assert (answer.status_code, answer.json()["error"]) == (422, code)
    with house.database.reading() as session:
        assert session.query(BallotRow).count() == 0


def test_a_replay_of_points_gives_the_same_receipt_and_another_body_none(house: House, client: TestClient):
    """HOSTILE 1 and 2 for score ballots."""
    poll = KINDS["score"].open(house)
    first = put(client, poll, {"scores": {"a": 5}}, 0)
    again, other = (once_more(client, poll, points) for points in (5, 4))
    assert (first.status_code, again.status_code, other.status_code) == (201, 200, 409)
    assert again.json() == first.json()


def test_points_may_be_asked_of_every_option(house: House, client: TestClient):
    """Announced so: a gap is refused by name, all or nothing is not."""
    kind = Kind({"ballot": BallotKind.SCORE, "method": "score", "unscored": "refused"}, [({}, 2)], (), "", ("", ""))
    poll = kind.open(house)
    refused = put(client, poll, {"scores": {"a": 5, "b": 1, "c": 0}}, 0)
    assert (refused.status_code, refused.json()["error"]) == (422, "unscored_option")
    assert put(client, poll, {"scores": {}}, 0).status_code == 201
    assert put(client, poll, {"scores": dict.fromkeys("abcd", 0)}, 1).status_code == 201


def test_the_rules_of_a_kind_are_in_the_hash(house: House):
    """Seats, points, what has none, the budget and each cost: another value is another announcement."""
    poll = KINDS["pb_mes"].open(house)
    view = round_view(house.database, visitor(), house.clock(), round_id=poll.round_id)
    options = [ware.option for ware in view.wares]
    hashes = {
        definition_hash(view.round, options),
        definition_hash(replace(view.round, budget=2_000_001), options),
        definition_hash(view.round, [replace(options[0], cost=1), *options[1:]]),
        definition_hash(replace(view.round, by_place=True), options),
    }
    scored = replace(view.round, ballot=BallotKind.SCORE, method="score")
    hashes |= {definition_hash(replace(scored, most_points=n, unscored=u), options) for n in (5, 6) for u in ("nought", "refused")}  # type: ignore[arg-type]  # fmt: skip
    several = replace(view.round, ballot=BallotKind.APPROVAL, method="mes")
    hashes |= {definition_hash(replace(several, seats=n), options) for n in (1, 2)}
    assert view.round.definition_hash in hashes
    assert len(hashes) == 10


@pytest.mark.parametrize(
    ("rules", "code"),
    [
        ({"method": "stv_wigm", "seats": 0}, "bad_seats"),
        ({"method": "stv_wigm", "seats": 8}, "bad_seats"),
        ({"method": "irv", "seats": 2}, "bad_seats"),
        ({"ballot": BallotKind.SCORE, "method": "score", "most_points": 11}, "bad_points"),
        ({"ballot": BallotKind.BUDGET, "method": "pb_mes", "budget": "12,5"}, "bad_budget"),
        ({"ballot": BallotKind.BUDGET, "method": "pb_mes"}, "bad_budget"),
        ({"ballot": BallotKind.BUDGET, "method": "mes", "budget": "1"}, "unknown_method"),
        ({"by_place": True, "access": Access.OPEN}, "place_needs_roll"),
    ],
)
def test_what_does_not_go_together_is_not_prepared(house: House, rules: Any, code: str):
    """One plain reason each."""
    with pytest.raises(Refusals) as refused:
        prepared(house, community(house), **rules)
    assert code in {problem.code for problem in refused.value.problems}


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (Kind({"method": "stv_wigm", "seats": 4}, [({}, 1)], (), "", ("", "")), "few_for_seats"),
        (Kind({"ballot": BallotKind.BUDGET, "method": "pb_mes", "budget": "9"}, [({}, 1)], (), "", ("", "")), "no_cost"),
        (Kind({"ballot": BallotKind.BUDGET, "method": "pb_mes", "budget": "9"}, [({}, 1)], (), "", ("", ""), costs=("9", "9.01", "1", "2")), "over_budget"),
        (Kind({"by_place": True}, [({}, 1)], (), "", ("", "")), "no_roll"),
    ],
)  # fmt: skip
def test_a_round_that_lacks_something_is_not_announced(house: House, kind: Kind, code: str):
    """Options for the seats, costs within the budget, a roll with courtyards."""
    with pytest.raises(Refusals) as refused:
        kind.open(house)
    assert code in {problem.code for problem in refused.value.problems}


def test_withdrawing_leaves_more_options_than_seats(house: House):
    """Of four options for two seats one may go, and not a second one."""
    poll = KINDS["stv_wigm"].open(house)
    first, second, *_ = (ware.option.id for ware in poll.view.wares)
    poll.act(withdraw_option, option_id=first, reason="Not to be had.")
    with pytest.raises(Refusals) as refused:
        poll.act(withdraw_option, option_id=second, reason="Not to be had.")
    assert refused.value.problems[0].code == "few_options"


@pytest.mark.parametrize("method", ["score", "pb_greedy", "stv_scottish"])
def test_an_option_may_be_withdrawn_and_the_record_holds(house: House, client: TestClient, method: str):
    """It is struck from the ballots, by all three counts."""
    kind = KINDS[method]
    poll = kind.open(house)
    bodies = [body for body, n in kind.bodies for _ in range(n)]
    for number, body in enumerate(bodies):
        poll.cast(number, next(iter(body.values())), client_id=new_id())
    poll.act(withdraw_option, option_id=poll.view.wares[1].option.id, reason="Not to be had.")
    house.clock.forward(hours=2)  # type: ignore[attr-defined]
    settle_closed(house.database, house.clock())
    record, problem = first_fault(record_of(poll))
    assert problem is None, str(problem)
    assert record is not None
    assert record.record["withdrawn"] == ["b"]
    assert "b" not in record.result["winners"]


def test_the_ballots_of_a_budget_are_a_pabulib_file_for_the_board(house: House, client: TestClient):
    """Read again it gives the same money, ballots and what was paid for; for nobody else, and of no other round."""
    poll = voted(house, client, KINDS["pb_mes"])
    now = house.clock()
    found = ballots_of_round(house.database, BOARD, now, round_id=poll.round_id)
    text = ballots_pb(found)
    again = read("ballots.pb", text.encode())
    assert again.vote is not None
    assert (again.vote.limit, again.vote.costs["b"]) == (20_000, Fraction(1_300_050, 100))
    assert count("pb_mes", again.vote).winners == ("a", "c")
    assert "Benches" in text
    address = addresses.to(addresses.BALLOTS_CSV, round=poll.round_id, form="pb")
    assert client.get(address).status_code in {401, 403}
    with pytest.raises(Refusals):
        ballots_pb(BallotsOfRound(found.round, Counting.of_rankings("irv", "stands", found.counting.profile)))
