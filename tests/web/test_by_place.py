"""Results by courtyard and street front: only where announced, small groups cut off at closing, told in one sentence each."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from typing import Any

import pytest
from starlette.testclient import TestClient

from planning import addresses
from planning.actions.closing import settle_closed
from planning.i18n import translator
from planning.options.ballot import Ballot
from planning.options.by_place import to_cut
from planning.options.electorate import Code, Voter, code_hash
from planning.options.record.verifying import first_fault
from planning.options.round import BallotKind
from planning.queries.results import results_view
from planning.reports.result_sections import sections
from planning.site import Courtyard
from planning.store import find
from planning.web.house import House
from tests.makers import community, visitor
from tests.recorded import files_of, forged, record_of
from tests.rounds import Poll, courtyard, opened

# 12 doors in C1 and 14 in C2, of which half and more vote; three in C3 and eleven shops.
ROLL = "kind,label,courtyard,street_front\n" + "".join(
    [f"household,1-{i},C1,\n" for i in range(14)] + [f"household,2-{i},C2,\n" for i in range(16)]
    + [f"household,3-{i},C3,\n" for i in range(3)] + [f"shop,{i},,North side\n" for i in range(15)]
)  # fmt: skip
VOTED = {"C1": 8, "C2": 9, "C3": 3, "North side": 8}


def voted(house: House, **rules: Any) -> Poll:
    """C1 for a, C2 for b, everybody else for a; five and more of each of the large groups stay at home."""
    here = community(house)
    for code in ("C1", "C2", "C3"):
        courtyard(house, here, code)
    poll = opened(house, here=here, roll=ROLL, count=0, hours=1, **({"by_place": True} | rules))
    ids = {id_: code for code, id_ in courtyards(house).items()}
    with house.database.reading() as session:
        by_hash = {code.hash: code for code in find(session, Code, round_id=poll.round_id)}
        voters = {voter.id: voter for voter in find(session, Voter, round_id=poll.round_id)}
    left = dict(VOTED)
    for number, plain in enumerate(poll.codes):
        voter = voters[str(by_hash[str(code_hash(plain))].voter_id)]
        place = ids.get(voter.courtyard_id or "", voter.street_front)
        if left[place]:
            left[place] -= 1
            poll.cast(number, ranking=said(rules, "b" if place == "C2" else "a"))
    return poll


def said(rules: dict[str, Any], key: str) -> Any:
    """A ballot for one option, by the kind of the round."""
    return {key: 5} if rules.get("ballot") is BallotKind.SCORE else [[key]]


def courtyards(house: House) -> dict[str, str]:
    """Ids of courtyards by their codes."""
    with house.database.reading() as session:
        return {one.code: one.id for one in find(session, Courtyard)}


def closed(house: House, **rules: Any) -> Poll:
    """The same, closed and settled."""
    poll = voted(house, **rules)
    house.clock.forward(hours=2)  # type: ignore[attr-defined]
    settle_closed(house.database, house.clock())
    return poll


def places_in_box(poll: Poll) -> Counter[str]:
    """Where the ballots in the box say they come from."""
    with poll.house.database.reading() as session:
        return Counter(ballot.place for ballot in find(session, Ballot, round_id=poll.round_id))


def told(poll: Poll, language: str) -> tuple[str, ...]:
    """The sentences of “how sure is it?”."""
    view = results_view(poll.house.database, visitor(), poll.house.clock(), round_id=poll.round_id)
    return next(s.sentences for s in sections(view, translator(language)) if s.name == "sure")


def test_a_ballot_says_nothing_of_its_place_unless_that_was_announced(house: House):
    """No row of the box, open or closed."""
    assert set(places_in_box(voted(house, by_place=False))) == {""}


def test_small_groups_and_what_would_give_them_away_are_cut_off_at_closing(house: House):
    """HOSTILE 57: the three of C3 who all said the same, and the next smallest group with them, so that no subtraction
    gives them.
    """
    poll = voted(house)
    ids = courtyards(house)
    assert places_in_box(poll) == {ids["C1"]: 8, ids["C2"]: 9, ids["C3"]: 3, "North side": 8}
    house.clock.forward(hours=2)  # type: ignore[attr-defined]
    settle_closed(house.database, house.clock())
    left = places_in_box(poll)
    assert ids["C3"] not in left
    assert left[""] >= 3 + 5
    assert left[ids["C2"]] == 9


@pytest.mark.parametrize("rules", [{}, {"ballot": BallotKind.SCORE, "method": "score"}], ids=["irv", "score"])
def test_each_place_is_told_in_one_sentence_in_both_languages(house: House, rules: dict[str, Any]):
    """Whether the whole agrees, each place, and why some are not told."""
    poll = closed(house, **rules)
    english, chinese = told(poll, "en"), told(poll, "zh")
    assert "Courtyard C2, 9 ballots: Jacaranda would have won." in english
    assert any("1 of 2 come to the same result" in one for one in english)
    assert any(one.startswith("Ballots of small groups") for one in english)
    assert not any("C3" in one for one in (*english, *chinese))
    assert any("C2 院" in one and "9" in one for one in chinese)


def test_the_full_record_counts_places_again_and_the_public_one_tells_winners_only(house: House):
    """Both hold; another winner of a place is found; no public ballot says where it comes from."""
    poll = closed(house)
    full, public = record_of(poll), record_of(poll, public=True)
    assert first_fault(full)[1] is None
    assert first_fault(public)[1] is None
    rows = list(csv.DictReader(io.StringIO(files_of(full)["ballots.csv"].decode())))
    assert {row["place"] for row in rows} >= {courtyards(house)["C2"], ""}
    for name in ("ballots.csv", "ballots_cut.csv"):
        assert b"place" not in files_of(public).get(name, b"")
    result = json.loads(files_of(full)["result.json"])
    result["by_place"][0]["winners"] = ["c"]
    problem = first_fault(forged(full, {"result.json": json.dumps(result).encode()}))[1]
    assert problem is not None
    assert problem.code == "result_differs"


def altered(data: bytes, name: str, change: Any) -> bytes:
    """A public record whose writer told more."""
    said_ = json.loads(files_of(data)[name])
    change(said_)
    return forged(data, {name: json.dumps(said_).encode()})


LEAKS = {
    "a place of three": ("result.json", lambda r: r["by_place"].append({"place": "x", "name": {"zh": "", "en": "C3"}, "ballots": 3, "winners": ["a"]})),
    "a place whose turnout is hidden": ("result.json", lambda r: r["by_place"][0].update(name={"zh": "", "en": "hidden"})),
    "figures of a place": ("result.json", lambda r: r["by_place"][0].update(scores={"a": 9})),
    "something else of the ballots": ("result.json", lambda r: r.update(rankings=[["a"]])),
    "the salt of the ballots": ("record.json", lambda r: r.update(ballots_salt="00")),
    "a small group": ("roll.json", lambda r: next(g for g in r["groups"] if g["enrolled"] is None).update(enrolled=3, voted=3)),
    "a group that follows from the others": ("roll.json", lambda r: next(g for g in r["groups"] if g["enrolled"] is None).update(enrolled=14, voted=8)),
    "half a group": ("roll.json", lambda r: next(g for g in r["groups"] if g["enrolled"] is None).update(enrolled=14)),
    "who was on the roll": ("roll.json", lambda r: r.update(voters=["3-1"])),
}  # fmt: skip


@pytest.mark.parametrize("leak", LEAKS)
def test_a_public_record_that_says_more_than_allowed_is_a_fault(house: House, leak: str):
    """Whoever wrote it, with sums that fit: the verifier names it."""
    data = record_of(closed(house), public=True)
    assert first_fault(data)[1] is None
    problem = first_fault(altered(data, *LEAKS[leak]))[1]
    assert problem is not None
    assert problem.code == "tells_too_much"


def test_ballots_of_a_public_record_with_their_places_are_a_fault(house: House):
    """A column more is no table of ours."""
    data = record_of(closed(house), public=True)
    name = next(n for n in files_of(data) if n in {"ballots.csv", "ballots_cut.csv"})
    table = files_of(data)[name].decode().splitlines()
    more = "\n".join([f"{table[0]},place", *(f"{row},C1" for row in table[1:]), ""])
    problem = first_fault(forged(data, {name: more.encode()}))[1]
    assert problem is not None
    assert problem.code in {"ballots_differ", "tells_too_much"}


def test_places_are_cut_by_the_roll_and_by_the_box():
    """Five on paper among nine voters leave four ballots that say where they come from: too few."""
    enrolled, voted_ = {"a": 20, "b": 20, "c": 20}, {"a": 9, "b": 9, "c": 9}
    assert to_cut(enrolled, voted_, {"a": 9, "b": 9, "c": 9}) == frozenset()
    assert {"a"} < to_cut(enrolled, voted_, {"a": 4, "b": 9, "c": 9})
    assert to_cut({"a": 20}, {"a": 9}, {"a": 9, "elsewhere": 9}) == {"elsewhere"}


def test_the_report_is_drawn_with_places(house: House, client: TestClient):
    """In Chinese."""
    page = client.get(addresses.to(addresses.REPORT, round=closed(house).round_id), params={"lang": "zh"})
    assert page.status_code == 200
    assert "C2 院" in page.text
