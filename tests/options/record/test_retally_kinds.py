"""The second implementation agrees with ours on points, on seats, and on budgets: any ballots, any tie rule."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planning.options.ballot import Ballot, Ranking
from planning.options.counting.pairwise import pairwise
from planning.options.counting_rules import CountingRules
from planning.options.record.results import result_of
from planning.options.record.retally import family_of, frame, program
from planning.options.record.tables import ballots_table
from planning.options.score_ballot import graded

KEYS = "abcde"
SAME = ("method", "winners", "scores", "stages", "pairwise", "counted", "blank", "invalid", "quota", "budget", "cost")
ANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def definition(method: str, tie: str, options: str, **said: Any) -> dict[str, Any]:
    """What was announced."""
    costs = said.pop("costs", {})
    keys = [{"key": key} | ({"cost_in_cents": costs[key]} if costs else {}) for key in options]
    return {"id": "r", "method": method, "tie": tie, "options": keys} | said


def ours(said: dict[str, Any], ballots: list[Ballot], gone: tuple[str, ...] = ()) -> dict[str, Any]:
    """Our own result in the form of a record."""
    counting = CountingRules.of_definition(said).counting([o["key"] for o in said["options"]], ballots, gone)
    found = result_of(counting.counted(), pairwise(counting.profile), counting.sums)
    return {name: found[name] for name in SAME if name in found}


def folder_with(folder: Path, said: dict[str, Any], ballots: list[Ballot], gone: tuple[str, ...] = ()) -> Path:
    """The files that a recount reads."""
    (folder / "definition.json").write_text(json.dumps(said), "utf-8")
    (folder / "record.json").write_text(json.dumps({"withdrawn": list(gone)}), "utf-8")
    (folder / "ballots.csv").write_text(ballots_table(ballots, CountingRules.of_definition(said).points), "utf-8")
    return folder


def of(*rankings: Ranking) -> list[Ballot]:
    """Ballots that say this."""
    return [Ballot(str(i), "c", "r", ranking) for i, ranking in enumerate(rankings)]


@st.composite
def ties(draw: st.DrawFn, options: str) -> str:
    """A tie rule that a round may announce."""
    return draw(st.sampled_from(["stands", "earlier", "seed:玉兰", "seed:2", "order:" + ">".join(reversed(options)), "order:b"]))  # fmt: skip


@pytest.mark.parametrize("method", ["score", "star"])
@given(data=st.data())
@ANY
def test_the_recount_of_points_agrees_with_ours(tmp_path: Path, method: str, data: st.DataObject):
    """Sums, the final of two, blank ballots, ballots of noughts, withdrawn options, with frequent ties."""
    options = KEYS[: data.draw(st.integers(2, 4))]
    most = data.draw(st.integers(1, 3))
    points = st.dictionaries(st.sampled_from(options), st.integers(0, most))
    ballots = of(*(graded(one, most) for one in data.draw(st.lists(points, max_size=8))))
    said = definition(method, data.draw(ties(options)), options, ballot="score", most_points=most)
    gone = tuple(data.draw(st.sets(st.sampled_from(options), max_size=1))) if len(options) > 2 else ()
    assert frame.recount(folder_with(tmp_path, said, ballots, gone)) == ours(said, ballots, gone)


def approvals(data: st.DataObject, options: str) -> list[Ballot]:
    """Ballots that mark some options, blank ones among them."""
    marked = data.draw(st.lists(st.sets(st.sampled_from(options)), max_size=8))
    return of(*(((tuple(sorted(one)),) if one else ()) for one in marked))


@pytest.mark.parametrize("method", ["approval", "seq_pav", "phragmen", "mes"])
@given(data=st.data())
@ANY
def test_the_recount_of_seats_from_approvals_agrees_with_ours(tmp_path: Path, method: str, data: st.DataObject):
    """Figures of every turn, every way to break a tie that stands, seats that stay empty."""
    options = KEYS[: data.draw(st.integers(2, 5))]
    seats = data.draw(st.integers(1, len(options) - 1))
    said = definition(method, data.draw(ties(options)), options, ballot="approval", seats=seats)
    ballots = approvals(data, options)
    assert frame.recount(folder_with(tmp_path, said, ballots)) == ours(said, ballots)


@pytest.mark.parametrize("method", ["stv_scottish", "stv_wigm"])
@given(data=st.data())
@ANY
def test_the_recount_of_transfers_agrees_with_ours(tmp_path: Path, method: str, data: st.DataObject):
    """Quota, surpluses, values, those who leave, lost votes at every stage, and ties on the way."""
    options = KEYS[: data.draw(st.integers(2, 5))]
    seats = data.draw(st.integers(1, len(options) - 1))
    said = definition(method, data.draw(ties(options)), options, seats=seats)
    orders = st.permutations(options).flatmap(
        lambda o: st.integers(0, len(o)).map(lambda n: tuple((k,) for k in o[:n]))
    )
    ballots = of(*data.draw(st.lists(orders, max_size=9)))
    found, expected = frame.recount(folder_with(tmp_path, said, ballots)), ours(said, ballots)
    assert found == expected


@pytest.mark.parametrize("method", ["pb_greedy", "pb_mes"])
@given(data=st.data())
@ANY
def test_the_recount_of_budgets_agrees_with_ours(tmp_path: Path, method: str, data: st.DataObject):
    """What is bought, at which price, what it costs; to the hundredth, and with ties that stand."""
    options = KEYS[: data.draw(st.integers(2, 5))]
    costs = {option: data.draw(st.integers(1, 5)) * 10 + data.draw(st.integers(0, 1)) for option in options}
    said = definition(method, data.draw(ties(options)), options, ballot="budget", budget_in_cents=data.draw(st.integers(5, 120)), costs=costs)  # fmt: skip
    ballots = approvals(data, options)
    expected = ours(said, ballots)
    if not any(ballot.ranking for ballot in ballots):  # nothing to count: the program says nothing of money
        expected = {name: value for name, value in expected.items() if name not in {"budget", "cost"}}
    assert frame.recount(folder_with(tmp_path, said, ballots)) == expected


POINTS = of(*[graded({"a": 5, "b": 1}, 5)] * 6, *[graded({"b": 4, "c": 0}, 5)] * 5)
MARKS = of(*[(("a", "b"),)] * 6, *[(("b", "c"),)] * 5, *[(("d",),)] * 3)
ORDERS = of(*[(("a",), ("b",))] * 6, *[(("b",), ("c",))] * 5, *[(("d",),)] * 3)
COSTS = {"a": 12_050, "b": 30_000, "c": 9_999, "d": 20_000}
CASES = {
    **{m: (definition(m, "stands", "abc", ballot="score", most_points=5), POINTS, ("1,a=5;b=1", "1,a=0;b=1")) for m in ("score", "star")},
    **{m: (definition(m, "stands", "abcd", ballot="approval", seats=2), MARKS, ("1,d", "1,a=d")) for m in ("approval", "seq_pav", "phragmen", "mes")},
    **{m: (definition(m, "stands", "abcd", seats=2), ORDERS, ("1,d", "1,c>d")) for m in ("stv_scottish", "stv_wigm")},
    **{m: (definition(m, "stands", "abcd", ballot="budget", budget_in_cents=45_000, costs=COSTS), MARKS, ("1,d", "1,a=d")) for m in ("pb_greedy", "pb_mes")},
}  # fmt: skip


@pytest.mark.parametrize("method", CASES)
def test_a_program_runs_by_itself_and_sees_an_altered_row(tmp_path: Path, method: str):
    """In another process, cut off from the project: the same as the stored result, and different once a row is altered."""
    said, ballots, (row, altered) = CASES[method]
    family = family_of(method)
    assert family is not None
    folder = folder_with(tmp_path, said, ballots)
    (folder / "retally.py").write_text(program(family), "utf-8")
    (folder / "result.json").write_text(json.dumps(ours(said, ballots)), "utf-8")

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-I", "-X", "utf8", str(folder / "retally.py"), *arguments], capture_output=True,
            encoding="utf-8", check=False, timeout=60, cwd="/",
        )  # fmt: skip

    assert (run().returncode, "the same" in run().stdout) == (0, True)
    assert json.loads(run("--json").stdout)["winners"] == ours(said, ballots)["winners"]
    table = (folder / "ballots.csv").read_text("utf-8")
    assert row in table
    (folder / "ballots.csv").write_text(table.replace(row, altered, 1), "utf-8")
    assert (run().returncode, "DIFFERENT" in run().stdout) == (1, True)
