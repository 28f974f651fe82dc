"""Rounds that decide: fixed with their rule, on a frozen roll; a gate before a ranked round, a ratification after it."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from sqlalchemy import text

from planning import store
from planning.actions import codes, options, rounds
from planning.errors import Refusals
from planning.options.electorate import Contact, Voter
from planning.options.frozen_roll import roll_hash
from planning.options.round import Access, BallotKind
from planning.queries.results import results_view
from planning.site import Community
from planning.store import decisions
from planning.web.house import House
from planning.wording import Words
from tests.makers import Clock, community, visitor
from tests.rounds import BOARD, Poll, courtyard, opened, prepared

CIVIL = json.dumps({"preset": "civil_code_278", "matter": 9})
SIMPLE = json.dumps({"preset": "simple_majority"})
YES_NO: dict[str, Any] = {"ballot": BallotKind.YES_NO, "method": "plurality"}
HEAD = "kind,label,courtyard,building,unit,area,owner\n"


def table(*areas: str, head: str = HEAD) -> str:
    """Owners of one unit each."""
    return head + "".join(f"owner,{i:02},C1,1,1,{area},\n" for i, area in enumerate(areas))


def codes_of(attempt: Callable[[], Any]) -> list[str]:
    """The codes of the refusals that an attempt meets."""
    with pytest.raises(Refusals) as refused:
        attempt()
    return [problem.code for problem in refused.value.problems]


def deciding_poll(house: House, *areas: str, here: Community | None = None, rule: str = CIVIL, **other: Any) -> Poll:
    """An open yes or no with a roll of these areas, and a code for each."""
    place = here or community(house)
    if not here:
        courtyard(house, place)
    return opened(house, count=0, here=place, roll=table(*areas), rule=rule, **(YES_NO | other))


def close(poll: Poll) -> None:
    """Close it."""
    poll.act(rounds.close_round, round_id=poll.round_id, reason="All have voted.")


def view(poll: Poll) -> Any:
    """The result as anybody reads it."""
    return results_view(poll.house.database, visitor(), poll.house.clock(), round_id=poll.round_id)


def test_a_yes_or_no_brings_its_three_options(house: House):
    """In both languages; none can be added or withdrawn, what they are called may be edited."""
    poll = deciding_poll(house, "80", "90")
    wares = poll.view.wares
    assert [(w.option.key, w.option.title) for w in wares] == [
        ("yes", Words("同意", "Yes")), ("no", Words("反对", "No")), ("abstain", Words("弃权", "Abstain")),
    ]  # fmt: skip
    draft = prepared(house, poll.community, rule=SIMPLE, **YES_NO)
    assert codes_of(lambda: poll.act(options.add_option, round_id=draft, title=Words("也许"))) == ["fixed_options"]
    withdraw = partial(poll.act, options.withdraw_option, option_id=wares[2].option.id, reason="Everybody must choose.")
    assert codes_of(withdraw) == ["fixed_options"]


def test_a_decision_by_heads_and_areas(house: House):
    """Twelve owners: two thirds take part and more than half of them consent, by head and by area."""
    poll = deciding_poll(house, *["80.05"] * 12)
    for number in range(12):
        poll.cast(number, ranking=(("yes",),) if number < 7 else (("no",),) if number < 10 else (("abstain",),))
    close(poll)
    found = view(poll)
    assert found.decision.accepted
    assert found.winners == ("yes",)
    assert {str(choice): heads for choice, heads in found.decision.heads.items()} == {"yes": 7, "no": 3, "abstain": 2}
    participation = found.decision.lines[0]
    assert (participation.part, participation.whole, participation.needed) == (12, 12, 8)


@pytest.mark.parametrize(("yes", "accepted"), [(4, False), (5, False), (6, True)])
def test_exactly_half_of_those_taking_part_is_not_more_than_half(house: House, yes: int, accepted: bool):
    """Of ten who vote, five are half: at the boundary, one below and one above, through the ballot box."""
    poll = deciding_poll(house, *["80"] * 10)
    for number in range(10):
        poll.cast(number, ranking=(("yes",),) if number < yes else (("no",),))
    close(poll)
    assert view(poll).decision.accepted is accepted


def test_no_ballot_is_kept_beside_an_area_or_a_voter(house: House):
    """The sums grow with each vote; what lies in the box is the choice alone, with the weight of any other ballot."""
    poll = deciding_poll(house, "80.05", "90.10", "100")
    poll.cast(0, ranking=(("yes",),))
    poll.cast(1, ranking=(("no",),))
    poll.cast(2, ranking=(("yes",),))
    with house.database.reading() as session:
        found = {(s.group, str(s.choice)): (s.heads, s.area) for s in decisions.sums(session, poll.round_id)}
        assert found == {("", "yes"): (2, 18005), ("", "no"): (1, 9010), ("", "abstain"): (0, 0)}
        rows = session.execute(text("SELECT * FROM ballots")).mappings().all()
        voters = {voter.id for voter in store.find(session, Voter, round_id=poll.round_id)}
    assert {row["weight"] for row in rows} == {"1"}
    assert not voters & {value for row in rows for value in row.values() if isinstance(value, str)}
    assert {str(name) for name in rows[0]} == {
        "id",
        "community_id",
        "round_id",
        "ranking",
        "weight",
        "channel",
        "rule_version",
        "place",
    }
    assert {row["place"] for row in rows} == {""}


def test_a_ballot_that_is_sent_again_or_refused_grows_no_sum(house: House):
    """The same request twice, a spent code, and a choice that is none: one head all the same."""
    poll = deciding_poll(house, "80", "90")
    first = poll.cast(0, ranking=(("yes",),), client_id="client-of-the-first")
    assert poll.cast(0, ranking=(("yes",),), client_id="client-of-the-first").receipt == first.receipt
    assert codes_of(lambda: poll.cast(0, ranking=(("no",),))) == ["code_spent"]
    assert codes_of(lambda: poll.cast(1, ranking=())) == ["one_choice"]
    with house.database.reading() as session:
        assert sum(one.heads for one in decisions.sums(session, poll.round_id)) == 1


def test_the_roll_is_frozen_when_the_round_is_announced(house: House):
    """With its hash on the round; nobody is added later, and a note on contact does not move it."""
    poll = deciding_poll(house, "80", "90")
    with house.database.reading() as session:
        voters = store.find(session, Voter, round_id=poll.round_id)
    assert poll.view.round.roll_hash == roll_hash(voters) != ""
    late = partial(poll.act, codes.enrol_voters, round_id=poll.round_id, table=table("70"))
    assert codes_of(late) == ["roll_frozen"]
    poll.act(codes.note_contact, round_id=poll.round_id, voter_ids=[voters[0].id], contact=Contact.REACHED)
    with house.database.reading() as session:
        after = store.find(session, Voter, round_id=poll.round_id)
    assert [v.contact for v in after if v.id == voters[0].id] == [Contact.REACHED]
    assert roll_hash(after) == poll.view.round.roll_hash


def test_a_rule_is_part_of_what_is_sealed(house: House):
    """Two rounds that differ in their rule have different hashes, and the rule is kept in one writing."""
    here = community(house)
    courtyard(house, here)
    one, other = (deciding_poll(house, "80", here=here, rule=rule).view.round for rule in (CIVIL, SIMPLE))
    assert one.rule == '{"matter":9,"preset":"civil_code_278"}'
    assert one.definition_hash != other.definition_hash


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ({"rule": SIMPLE}, ["rule_needs_yes_no"]),
        ({"rule": SIMPLE, "access": Access.OPEN} | YES_NO, ["rule_needs_roll"]),
        ({"rule": "{}"} | YES_NO, ["no_condition"]),
        ({"rule": '{"preset": "double_majority"}'} | YES_NO, ["unknown_level"]),
        ({"ballot": BallotKind.YES_NO, "method": "borda"}, ["unknown_method"]),
        ({"gate_id": "nowhere"}, ["not_found"]),
        ({"ratifies_id": "nowhere", "rule": SIMPLE} | YES_NO, ["not_found"]),
    ],
)  # fmt: skip
def test_rules_that_do_not_fit_are_refused_when_the_round_is_prepared(
    house: House, rules: dict[str, Any], expected: list[str]
):
    """A consultation decides nothing, a ranking has no yes, and one's own rule has a threshold."""
    here = community(house)
    assert codes_of(lambda: prepared(house, here, trees=(), **rules)) == expected


def test_the_rounds_before_and_after_are_of_the_right_kind(house: House):
    """A round of next door is not there; a gate needs a rule; only a yes or no with a rule ratifies another kind."""
    here = community(house)
    plain, ranked = prepared(house, here, **YES_NO), prepared(house, here)
    there = prepared(house, community(house), rule=SIMPLE, **YES_NO)
    assert codes_of(lambda: prepared(house, here, gate_id=plain)) == ["bad_gate"]
    assert codes_of(lambda: prepared(house, here, gate_id=there)) == ["not_found"]
    assert codes_of(lambda: prepared(house, here, ratifies_id=ranked)) == ["bad_ratification", "no_rule"]
    assert codes_of(lambda: prepared(house, here, ratifies_id=plain, rule=SIMPLE, **YES_NO)) == ["bad_ratification"]


def test_a_roll_that_lacks_what_the_rule_asks_for_opens_nothing(house: House):
    """Areas are asked for before the round is announced, and named by their doors."""
    here = community(house)
    courtyard(house, here)
    attempt = partial(opened, house, count=0, here=here, roll="kind,label\nowner,1\n", rule=CIVIL, **YES_NO)
    assert codes_of(attempt) == ["no_area"]


def test_codes_of_nobody_are_refused_where_the_roll_decides(house: House):
    """Neither by number nor for practice."""
    poll = deciding_poll(house, "80", here=_illustrative(house))
    issue = partial(codes.issue_codes, house.database, BOARD, house.clock(), round_id=poll.round_id, count=3)
    practise = partial(codes.take_practice_code, house.database, visitor(), house.clock(), round_id=poll.round_id)
    assert (codes_of(issue), codes_of(practise)) == (["roll_only"], ["roll_only"])


def _illustrative(house: House) -> Community:
    here = community(house, illustrative=True)
    courtyard(house, here)
    return here


@pytest.mark.parametrize(("unsold", "issued"), [("once_for_developer", 2), ("left_out", 1)])
def test_the_developer_gets_one_code_or_none(house: House, unsold: str, issued: int):
    """As the rule of the round says of unsold units."""
    here = community(house)
    courtyard(house, here)
    roll = f"{HEAD}owner,1,C1,1,1,80,\nunsold,2,C1,1,1,90,\nunsold,3,C1,1,1,70,\n"
    rule = json.dumps({"preset": "civil_code_278", "unsold": unsold})
    poll = opened(house, count=0, here=here, roll=roll, rule=rule, **YES_NO)
    assert len(poll.codes) == issued


@pytest.mark.parametrize("accepted", [True, False])
def test_a_gate_lets_a_ranked_round_be_announced_or_not(house: House, accepted: bool):
    """Not while it is open, not if it was turned down; if it was accepted, the result says so."""
    here = community(house)
    courtyard(house, here)
    gate = deciding_poll(house, *["80"] * 3, here=here, rule=SIMPLE)
    for number in range(3):
        gate.cast(number, ranking=(("yes",),) if accepted else (("no",),))
    attempt = partial(opened, house, here=here, gate_id=gate.round_id)
    assert codes_of(attempt) == ["gate_shut"]
    close(gate)
    if not accepted:
        assert codes_of(attempt) == ["gate_shut"]
        return
    ranked = attempt()
    ranked.cast()
    close(ranked)
    (told, label) = view(ranked).around
    assert str(told) == "“Which species?” was accepted, and Crape myrtle was chosen."
    assert "advice to the board" in str(label)


@pytest.mark.parametrize("accepted", [True, False])
def test_a_winner_is_ratified_or_not(house: House, accepted: bool):
    """The yes or no after a ranked round: not before it has a winner, and both results tell of each other."""
    here = community(house)
    courtyard(house, here)
    ranked = opened(house, here=here)
    attempt = partial(deciding_poll, house, "80", "90", here=here, rule=SIMPLE, ratifies_id=ranked.round_id)
    assert codes_of(attempt) == ["nothing_to_ratify"]
    ranked.cast()
    close(ranked)
    after = attempt()
    assert [str(s) for s in view(ranked).around] == ["Crape myrtle won, and has not been put to a yes or no yet."]
    after.cast(0, ranking=(("yes",),) if accepted else (("no",),))
    close(after)
    told = "Crape myrtle won and was ratified." if accepted else "Crape myrtle won, and was not ratified."
    assert str(view(ranked).around[0]) == told
    assert str(view(after).around[0]) == "This vote puts the winner of “Which species?” to a yes or no."


def test_a_tie_is_not_ratified(house: House):
    """Two winners are no winner."""
    here = community(house)
    courtyard(house, here)
    ranked = opened(house, here=here)
    ranked.cast(0, ranking=(("a",),))
    ranked.cast(1, ranking=(("b",),))
    close(ranked)
    attempt = partial(deciding_poll, house, "80", here=here, rule=SIMPLE, ratifies_id=ranked.round_id)
    assert codes_of(attempt) == ["nothing_to_ratify"]


def test_an_open_round_says_that_it_is_consultative(house: House, clock: Clock):
    """And a yes or no without a rule that it only counts; neither is ever added to another round."""
    here = community(house)
    poll = opened(house, count=0, access=Access.OPEN, here=here, hours=1, **YES_NO)
    for number in range(12):
        poll.cast(code_id=None, by=visitor(f"browser-{number}"), ranking=(("yes",),) if number < 8 else (("abstain",),))
    clock.forward(hours=2)
    found = view(poll)
    assert "is open to all and consultative" in str(found.around[0])
    assert found.decision is None
    assert [str(s) for s in found.sentences] == [
        "More chose “Yes” than “No”.", "Yes: 8; No: 0; Abstain: 4.",
        "No decision rule was announced: this is a count, and decides nothing.",
    ]  # fmt: skip


def test_nobody_decides_before_closing(house: House):
    """An open gate is not accepted, however many have said yes."""
    poll = deciding_poll(house, "80")
    poll.cast(0, ranking=(("yes",),))
    assert codes_of(lambda: view(poll)) == ["not_closed"]


def test_a_rule_with_groups_lays_out_their_sums(house: House):
    """A sum for each choice in the whole and in each building, before the first ballot."""
    here = community(house)
    courtyard(house, here)
    roll = f"{HEAD}owner,1,C1,1,1,80,A\nowner,2,C1,2,1,90,A\nowner,3,C1,2,1,70,B\n"
    rule = json.dumps({"preset": "civil_code_278", "groups": {"level": "building"}})
    poll = opened(house, count=0, here=here, roll=roll, rule=rule, **YES_NO)
    poll.cast(0, ranking=(("yes",),))
    with house.database.reading() as session:
        sums = {(s.group, str(s.choice)): (s.heads, s.area) for s in decisions.sums(session, poll.round_id)}
    assert len(sums) == 9
    assert {key: value for key, value in sums.items() if value != (0, 0)} == {
        ("", "yes"): (1, 17000), ("C1 1", "yes"): (1, 8000), ("C1 2", "yes"): (1, 9000),
    }  # fmt: skip
