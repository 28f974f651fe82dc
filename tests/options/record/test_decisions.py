"""The record of a yes or no with a rule: what is in it, that it holds, and that a second program decides the same."""

from __future__ import annotations

import json
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planning import store
from planning.actions import codes
from planning.actions.closing import settle_closed
from planning.cli.verify import counted_apart
from planning.options.ballot import Ballot
from planning.options.decision.on_roll import ChoiceSum
from planning.options.decision.presets import PRESETS
from planning.options.decision.rule import GroupRoll, Measure, Totals
from planning.options.decision.votes import Choice
from planning.options.electorate import Contact, Voter
from planning.options.record.decisions import Basis, full
from planning.options.record.packing import SUMS, packed, summed
from planning.options.record.retally import frame
from planning.options.record.tables import ballots_table
from planning.options.record.verifying import first_fault
from planning.options.round import CHOICES, BallotKind
from planning.web.house import House
from tests.makers import community
from tests.recorded import files_of, forged, record_of
from tests.rounds import Poll, courtyard, opened

CIVIL = json.dumps({"preset": "civil_code_278", "matter": 9})
HEADS = json.dumps({"preset": "simple_majority"})
BY_BUILDING = json.dumps({"preset": "civil_code_278", "groups": {"level": "building", "more_than": "1/2"}})


def decided(
    house: House,
    yes: int,
    no: int,
    abstain: int = 0,
    *,
    rule: str = CIVIL,
    silent: int = 0,
    noted: Contact | None = None,
) -> Poll:
    """A closed and settled yes or no of owners of one unit each, in two buildings in turn."""
    here = community(house)
    courtyard(house, here)
    every = yes + no + abstain + silent
    rows = "".join(f"owner,{i:03},C1,{i % 2 + 1},1,{80 + i}.{i:02},\n" for i in range(every))
    poll = opened(
        house, count=0, hours=1, here=here, roll="kind,label,courtyard,building,unit,area,owner\n" + rows, rule=rule,
        ballot=BallotKind.YES_NO, method="plurality",
    )  # fmt: skip
    version = poll.version
    for number, choice in enumerate(["yes"] * yes + ["no"] * no + ["abstain"] * abstain):
        poll.cast(number, ((choice,),), version=version)
    if noted is not None:
        with house.database.reading() as session:
            voters = store.find(session, Voter, round_id=poll.round_id)
        poll.act(codes.note_contact, round_id=poll.round_id, voter_ids=[v.id for v in voters], contact=noted)
    house.clock.forward(hours=2)  # type: ignore[attr-defined]
    settle_closed(house.database, house.clock())
    return poll


def said(data: bytes, name: str = "decision") -> dict[str, Any]:
    """A JSON file of a record."""
    found: dict[str, Any] = json.loads(files_of(data)[f"{name}.json"])
    return found


def fault(data: bytes) -> str | None:
    """The code of the first thing that is wrong."""
    problem = first_fault(data)[1]
    return problem.code if problem else None


@pytest.mark.parametrize("rule", [CIVIL, HEADS, BY_BUILDING])
def test_a_full_record_decides_again_by_both_programs(house: House, rule: str):
    """By the law, by heads alone, by buildings: everything fits, and the record's own program decides the same."""
    poll = decided(house, 8, 3, 1, rule=rule, silent=2)
    record, problem = first_fault(record_of(poll))
    assert problem is None, str(problem)
    assert record is not None
    assert counted_apart(record) is None
    assert json.loads(said(record_of(poll))["rule"]) == json.loads(rule)
    assert record.expected["decision"]["accepted"] is True
    assert fault(record_of(poll, public=True)) is None


def test_an_auditor_decides_again_without_the_tool(house: House, tmp_path: Path):
    """The program says that it was accepted; with an area altered in the sums it says that the record differs."""
    for name, content in files_of(record_of(decided(house, 7, 4))).items():
        (tmp_path / name).write_bytes(content)

    def run() -> tuple[int, str]:
        own = [sys.executable, "-I", "-X", "utf8", "retally.py"]
        done = subprocess.run(own, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
        return done.returncode, done.stdout

    code, told = run()
    assert (code, "accepted 通过" in told) == (0, True)
    file = tmp_path / "decision.json"
    altered = json.loads(file.read_text("utf-8"))
    altered["sums"][-1]["area"] += 1
    file.write_text(json.dumps(altered), "utf-8")
    code, told = run()
    assert (code, "decision" in told) == (1, True)


def altered(where: str, by: int = 1) -> Any:
    """A forgery of one number, with the decision made anew where it still can be."""

    def forge(found: dict[str, Any]) -> None:
        if where == "roll":
            found["roll"]["heads"] += by
        elif where == "decision":
            found["decision"]["accepted"] = not found["decision"]["accepted"]
        elif where == "rule":
            found["rule"] = HEADS
        else:
            found["sums"][0][where] += by

    return forge


@pytest.mark.parametrize(
    ("where", "code"),
    [
        ("roll", "decision_differs"), ("area", "decision_differs"), ("heads", "decision_differs"), ("rule", "decision_differs"),
        ("decision", "decision_follows_not"),
    ],
)  # fmt: skip
def test_a_forged_decision_is_found(house: House, where: str, code: str):
    """Totals, sums and rule are those that the log has the hash of; the decision follows from them."""
    data = record_of(decided(house, 7, 4))
    found = said(data)
    altered(where)(found)
    assert fault(forged(data, {"decision.json": json.dumps(found).encode()})) == code


def test_a_decision_is_there_exactly_where_a_rule_was_announced(house: House):
    """A record without it does not hold."""
    data = record_of(decided(house, 7, 4))
    files = {name: content for name, content in files_of(data).items() if name not in {"decision.json", SUMS}}
    assert fault(packed(summed(files))) == "decision_differs"


def test_the_public_record_has_area_sums_only_where_they_tell_on_nobody(house: House):
    """Eleven votes: an area could be taken apart, so verdicts by threshold alone, heads in figures, and it says so."""
    poll = decided(house, 7, 4)
    data = record_of(poll, public=True)
    by = {(t["of"], t["by"]): t["part"] for t in said(data)["thresholds"]}
    assert by[("consent", "heads")] == 7
    assert by[("consent", "area")] is None
    assert "sums" not in said(data)
    why = {check["name"]: check["carried"] for check in said(data, "record")["checks"]}
    assert why["decision"] is False
    assert fault(data) is None
    by_heads = record_of(decided(house, 7, 5, rule=HEADS), public=True)
    assert {c["name"]: c["carried"] for c in said(by_heads, "record")["checks"]}["decision"] is True


def test_few_votes_are_told_as_a_verdict_alone(house: House):
    """Nine votes, and most of those that were cast are no consent of the roll: not accepted, and nothing else."""
    data = record_of(decided(house, 5, 4, silent=9), public=True)
    assert said(data) == {"accepted": False, "groups": {}, "heads": {}, "rule": said(data)["rule"], "thresholds": []}
    assert said(data, "result") == {"method": "plurality", "winners": []}
    assert fault(data) is None
    more = said(data) | {"heads": {"yes": 5, "no": 4, "abstain": 0}}
    assert fault(forged(data, {"decision.json": json.dumps(more).encode()})) == "tells_too_much"


def test_a_public_decision_that_does_not_follow_is_found(house: House):
    """A threshold of heads that is said to be missed, and a verdict against all thresholds."""
    data = record_of(decided(house, 7, 4), public=True)
    changes: list[dict[str, Any]] = [
        {"accepted": False},
        {"heads": {"yes": 8, "no": 4, "abstain": 0}},
        {"thresholds": []},
    ]
    for change in changes:
        assert (
            fault(forged(data, {"decision.json": json.dumps(said(data) | change).encode()})) == "decision_follows_not"
        )


def test_the_roll_of_a_record_is_the_one_that_was_frozen(house: House):
    """One hash from the announcement to the record; a note on contact does not move it."""
    poll = decided(house, 7, 4, noted=Contact.REACHED)
    data = record_of(poll)
    assert said(data, "roll")["roll_hash"] == poll.view.round.roll_hash != ""
    assert fault(data) is None


@st.composite
def bases(draw: st.DrawFn) -> Basis:
    """A rule, totals and sums that fit; small numbers, so that boundaries are frequent."""
    share = st.sampled_from(["1/2", "2/3", "3/4", "0.6", 1])

    def threshold(participation: bool) -> dict[str, Any]:
        kind, fraction = draw(st.sampled_from(["at_least", "more_than"])), draw(share)
        one: dict[str, Any] = {
            "by": draw(st.sampled_from(["heads", "area"])),
            "at_least" if fraction == 1 else kind: fraction,
        }
        if not participation and draw(st.booleans()):
            one["of"] = draw(st.sampled_from(["all", "taking_part", "yes_and_no"]))
        return one

    rule: dict[str, Any]
    if draw(st.booleans()):
        rule = {"preset": draw(st.sampled_from([n for n in PRESETS if n != "double_majority"]))}
    elif draw(st.booleans()):
        rule = {"matter": draw(st.integers(1, 9))}
    else:
        rule = {
            "participation": [threshold(True) for _ in range(draw(st.integers(0, 2)))],
            "consent": [threshold(False) for _ in range(draw(st.integers(1, 2)))],
        }  # fmt: skip
    names = draw(st.sampled_from([[], ["1"], ["1", "2", "3"]]))
    if names:
        rule["groups"] = {"level": "building"}
        if draw(st.booleans()):
            rule["groups"]["more_than"] = "1/2"
        if draw(st.booleans()):
            rule["groups"]["consent"] = [threshold(False)]
    tallies: dict[str, dict[str, tuple[int, int]]] = {
        name: {c: ((n := draw(st.integers(0, 3))), n and draw(st.integers(1, 6)) * 50) for c in CHOICES}
        for name in names or ["1"]
    }
    whole = {c: (sum(t[c][0] for t in tallies.values()), sum(t[c][1] for t in tallies.values())) for c in CHOICES}
    rolls = {
        name: (sum(h for h, _ in t.values()) + draw(st.integers(1, 3)), sum(a for _, a in t.values()) + draw(st.integers(1, 300)))
        for name, t in tallies.items()
    }  # fmt: skip
    measure = {name: Measure(h, Fraction(a, 100)) for name, (h, a) in rolls.items()}
    totals = Totals(
        sum(measure.values(), Measure()), {name: GroupRoll(measure[name]) for name in names}
    )  # fmt: skip
    every = {"": whole} | (tallies if names else {})
    sums = tuple(ChoiceSum(g, Choice(c), *t[c]) for g, t in every.items() for c in CHOICES)
    return Basis(json.dumps(rule), totals, sums)


@given(basis=bases())
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_second_program_decides_as_we_do(tmp_path: Path, basis: Basis):
    """Presets, matters, own fractions by heads and area, each base, groups with their own conditions and shares."""
    definition = {
        "id": "r", "method": "plurality", "tie": "stands", "options": [{"key": key} for key in CHOICES], "rule": basis.rule,
    }  # fmt: skip
    box = [Ballot("", "", "", ((choice,),)) for choice, n in basis.heads.items() for _ in range(n)]
    expected = full(basis)
    (tmp_path / "definition.json").write_text(json.dumps(definition), "utf-8")
    (tmp_path / "record.json").write_text('{"withdrawn": []}', "utf-8")
    (tmp_path / "ballots.csv").write_text(ballots_table(box), "utf-8")
    (tmp_path / "decision.json").write_text(json.dumps(expected), "utf-8")
    assert frame.recount(tmp_path)["decision"] == expected["decision"]
