"""The second implementation agrees with ours: any rankings, any tie rule, every method that it counts."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planning.errors import Refusals
from planning.options.ballot import Ballot, Ranking
from planning.options.counting.methods import RANKED, count
from planning.options.counting.pairwise import pairwise
from planning.options.counting.profile import Profile
from planning.options.counting.ties import TieRule
from planning.options.counting.unranked import Unranked
from planning.options.record.results import result_of
from planning.options.record.retally import PARTS, family_of, frame, program
from planning.options.record.tables import ballots_table
from planning.options.round import METHODS_OF_BALLOTS, METHODS_OF_ROUNDS

METHODS = sorted(set(frame.METHODS) & set(RANKED))
KEYS = "abcdef"


def folder_with(
    folder: Path, method: str, tie: str, options: str, ballots: list[Ballot], gone: tuple[str, ...] = (),
    unranked: str = "tied_last",
) -> Path:  # fmt: skip
    """The files that a recount reads."""
    said = {
        "id": "r", "method": method, "tie": tie, "options": [{"key": key} for key in options], "unranked": unranked,
    }  # fmt: skip
    (folder / "definition.json").write_text(json.dumps(said), "utf-8")
    (folder / "record.json").write_text(json.dumps({"withdrawn": list(gone)}), "utf-8")
    (folder / "ballots.csv").write_text(ballots_table(ballots), "utf-8")
    return folder


def ours(
    method: str, tie: str, options: str, ballots: list[Ballot], gone: tuple[str, ...] = (), unranked: str = "tied_last",
) -> dict[str, Any]:  # fmt: skip
    """Our own result in the same form."""
    profile = replace(Profile.of(options, ballots), unranked=Unranked(unranked))
    profile = profile.without(gone) if gone else profile
    rule = TieRule.parse(tie, list(options))
    found = result_of(count(method, profile, rule), pairwise(profile), profile)
    return {
        name: found[name]
        for name in ("method", "winners", "scores", "stages", "pairwise", "counted", "blank", "invalid")
    }


def of(*rankings: Ranking, weight: Fraction = Fraction(1)) -> list[Ballot]:
    """Ballots that say this."""
    return [Ballot(str(i), "c", "r", ranking, weight) for i, ranking in enumerate(rankings)]


@st.composite
def elections(draw: st.DrawFn) -> tuple[str, str, list[Ballot], tuple[str, ...]]:
    """Options, a tie rule, ballots of small weights so that ties are frequent, and options that were withdrawn."""
    options = KEYS[: draw(st.integers(2, 5))]
    tie = draw(
        st.sampled_from(["stands", "earlier", "seed:玉兰", "seed:2", "order:" + ">".join(reversed(options)), "order:b"])
    )
    equal = draw(st.booleans())

    def ranking() -> Ranking:
        order = draw(st.permutations(options))[: draw(st.integers(0, len(options)))]
        if not equal:
            return tuple((option,) for option in order)
        ranks: list[list[str]] = []
        for option in order:
            if ranks and bool(draw(st.integers(0, 1))):
                ranks[-1].append(option)
            else:
                ranks.append([option])
        return tuple(map(tuple, ranks))

    weights = st.sampled_from([Fraction(1), Fraction(1), Fraction(2), Fraction(3, 2)])
    ballots = [Ballot(str(i), "c", "r", ranking(), draw(weights)) for i in range(draw(st.integers(0, 9)))]
    gone = tuple(draw(st.sets(st.sampled_from(options), max_size=1))) if len(options) > 2 else ()
    return options, tie, ballots, gone


@pytest.mark.parametrize("method", METHODS)
@given(election=elections(), unranked=st.sampled_from(Unranked))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_recount_agrees_with_ours(
    tmp_path: Path, method: str, election: tuple[str, str, list[Ballot], tuple[str, ...]], unranked: Unranked
):
    """Winners, scores, tallies of every stage and the pairwise table, with ties, withdrawals, weights, either rule for
    unranked options.
    """
    options, tie, ballots, gone = election
    try:
        expected = ours(method, tie, options, ballots, gone, unranked)
    except Refusals as refused:
        assert (method, refused.code) == ("irv", "equal_ranks")  # noqa: PT017 - the one refusal that there may be
        return
    assert frame.recount(folder_with(tmp_path, method, tie, options, ballots, gone, unranked)) == expected


@given(election=elections())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_recount_of_approvals_agrees_with_ours(
    tmp_path: Path, election: tuple[str, str, list[Ballot], tuple[str, ...]]
):
    """Every ballot approves what it names, all at one rank."""
    options, tie, ranked, gone = election
    flat = [tuple(option for rank in ballot.ranking for option in rank) for ballot in ranked]
    ballots = [replace(b, ranking=(one,) if one else ()) for b, one in zip(ranked, flat, strict=True)]
    expected = ours("approval", tie, options, ballots, gone)
    assert frame.recount(folder_with(tmp_path, "approval", tie, options, ballots, gone)) == expected


def test_leaving_out_the_unranked_gives_another_winner_in_both(tmp_path: Path):
    """Five name a alone; of the four others, who compare them, b beats a: it decides what was announced."""
    ballots = of(*[(("a",),)] * 5, *[(("b",), ("a",))] * 4)
    found = [
        frame.recount(folder_with(tmp_path, "copeland", "stands", "ab", ballots, unranked=rule))["winners"] for rule in Unranked
    ]  # fmt: skip
    assert (
        found == [["a"], ["b"]] == [ours("copeland", "stands", "ab", ballots, unranked=u)["winners"] for u in Unranked]
    )


def test_every_method_of_a_round_has_a_second_implementation():
    """So has every other method that finds winners from rankings."""
    assert set(METHODS_OF_ROUNDS) <= set(RANKED)
    assert [method for method in RANKED if family_of(method) is None] == []
    assert set().union(*METHODS_OF_BALLOTS.values()) <= set(frame.METHODS)
    assert family_of("plurality", '{"preset":"simple_majority"}') == "decision"
    assert family_of("positional") is None


@pytest.mark.parametrize("family", PARTS)
def test_a_program_is_short_and_stands_alone(family: str):
    """Standard library only, under 300 lines, nothing of the project."""
    text = program(family)
    assert text.count("\n") < 300
    imported = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            imported |= {name.name.partition(".")[0] for name in node.names}
        if isinstance(node, ast.ImportFrom):
            imported.add((node.module or "").partition(".")[0])
    assert imported <= sys.stdlib_module_names
    assert "planning" not in text


@pytest.mark.parametrize("method", METHODS)
def test_a_program_runs_by_itself_and_sees_an_altered_row(tmp_path: Path, method: str):
    """In another process, cut off from the project: the same as the stored result, and different once a row is altered."""
    ballots = of(*[(("a",), ("b",), ("c",))] * 5, *[(("b",), ("c",))] * 4, *[(("c",), ("b",))] * 2)
    family = family_of(method)
    assert family is not None
    folder = folder_with(tmp_path, method, "stands", "abc", ballots)
    (folder / "retally.py").write_text(program(family), "utf-8")
    (folder / "result.json").write_text(json.dumps(ours(method, "stands", "abc", ballots)), "utf-8")

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-I", "-X", "utf8", str(folder / "retally.py"), *arguments], capture_output=True, encoding="utf-8",
            check=False, timeout=60, cwd="/",
        )  # fmt: skip

    assert (run().returncode, "the same" in run().stdout) == (0, True)
    assert json.loads(run("--json").stdout)["winners"] == ours(method, "stands", "abc", ballots)["winners"]
    table = (folder / "ballots.csv").read_text("utf-8")
    (folder / "ballots.csv").write_text(table.replace("1,c>b", "1,a>b", 1), "utf-8")
    assert (run().returncode, "DIFFERENT" in run().stdout) == (1, True)
