"""Published elections and worked examples, counted by the engine and by the command line."""

from __future__ import annotations

import json
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from planning.cli.main import main
from planning.errors import Refusals
from planning.options.ballot_files import BallotFile, read
from planning.options.counting.exact import Exact
from planning.options.counting.methods import count
from planning.options.counting.pairwise import pairwise
from planning.options.counting.result import Result
from planning.options.counting.ties import TieRule

pytestmark = pytest.mark.real

METHODS = ("irv", "borda", "plurality", "condorcet", "copeland")
OURS = (*METHODS, "pairwise")
Expectation = dict[str, Any]


@cache
def cases(folder: Path) -> list[dict[str, Any]]:
    """Ranked cases that some method of ours can count."""
    known = json.loads((folder / "votes/expected.json").read_text("utf-8"))["cases"]
    return [c for c in known if c["kind"] == "ranked" and any(e["method"] in OURS for e in c["expected"])]


def ballots_of(case: dict[str, Any], folder: Path) -> BallotFile:
    """The ballots of a case, with its options in its order."""
    path = folder / "votes" / case["ballots"]
    return read(path.name, path.read_bytes(), list(case["options"]))


def expectations(case: dict[str, Any], *methods: str) -> list[Expectation]:
    """What is published of a case for some methods."""
    return [e for e in case["expected"] if e["method"] in methods]


def numbers(said: dict[str, Any]) -> dict[str, Exact]:
    """Published figures as exact numbers; the file writes halves as 0.5."""
    return {option: Fraction(str(value)) for option, value in said.items()}


def test_there_are_as_many_cases_as_the_collection_says(real_data: Path):
    """No case is lost on the way to the tests below: 79 cases, 373 expectations."""
    expected = [e for case in cases(real_data) for e in expectations(case, *OURS)]
    assert (len(cases(real_data)), len(expected)) == (79, 373)


def test_the_weights_of_every_file_add_up(real_data: Path):
    """Every ballot of a published election is read, the blank ones too."""
    for case in cases(real_data):
        assert ballots_of(case, real_data).profile.total == case["total_weight"], case["id"]


@pytest.mark.parametrize("method", ["borda", "plurality", "condorcet", "copeland"])
def test_a_method_elects_as_published(real_data: Path, method: str):
    """Winners, scores and published rankings agree, tied sets included."""
    counted = 0
    for case in cases(real_data):
        for expected in expectations(case, method):
            result = count(method, ballots_of(case, real_data).profile)
            assert list(result.winners) == expected["winners"], case["id"]
            if "scores" in expected:
                assert result.scores == numbers(expected["scores"]), case["id"]
            if "ranking_published" in expected:
                assert [list(group) for group in result.ranking] == expected["ranking_published"], case["id"]
            counted += 1
    assert counted == {"borda": 77, "plurality": 1, "condorcet": 79, "copeland": 77}[method]


def test_the_pairwise_tables_are_as_published(real_data: Path):
    """77 tables of comparisons, to the last ballot."""
    counted = 0
    for case in cases(real_data):
        for expected in expectations(case, "pairwise"):
            table = pairwise(ballots_of(case, real_data).profile)
            assert [list(row) for row in table.matrix] == expected["matrix"], case["id"]
            counted += 1
    assert counted == 77


def check_irv(result: Result, expected: Expectation) -> None:
    """Winners, and the tallies of every stage; up to the first tie where the rest depends on it."""
    winners = expected["winners"] if expected["winners"] is not None else expected["possible_winners"]
    assert list(result.winners) == winners
    tallies = [dict(stage.tallies) for stage in result.stages]
    if "rounds" in expected:
        assert tallies == expected["rounds"]
    if "rounds_prefix" in expected:
        upto = len(expected["rounds_prefix"])
        assert tallies[:upto] == expected["rounds_prefix"]
        assert list(result.stages[expected["tie_at_round"] - 1].tied) == expected["tied"]


def test_instant_runoff_goes_as_published(real_data: Path):
    """62 instant runoffs, stage by stage; ten of them meet a tie, and one leaves two possible winners."""
    counted = 0
    for case in cases(real_data):
        for expected in expectations(case, "irv"):
            check_irv(count("irv", ballots_of(case, real_data).profile), expected)
            counted += 1
    assert counted == 62


@pytest.mark.parametrize("rule", ["earlier", "seed:Yulan Lane", "seed:2026-11-24"])
def test_no_tie_rule_elects_an_impossible_winner(real_data: Path, rule: str):
    """Whatever rule breaks a tie, the winner is one of those that the standing tie leaves possible."""
    for case in cases(real_data):
        for expected in expectations(case, "irv"):
            profile = ballots_of(case, real_data).profile
            winners = count("irv", profile, TieRule.parse(rule, profile.options)).winners
            assert set(winners) <= set(expected["winners"] or expected["possible_winners"]), case["id"]


def test_equal_ranks_are_refused_by_instant_runoff(real_data: Path):
    """The one real election with equal ranks is refused by instant runoff and counted by the others."""
    case = next(c for c in cases(real_data) if "equal_ranks" in c["features"])
    with pytest.raises(Refusals) as refused:
        count("irv", ballots_of(case, real_data).profile)
    assert refused.value.code == "equal_ranks"
    assert count("condorcet", ballots_of(case, real_data).profile).winners == ("c4",)


def test_the_command_line_says_the_same(real_data: Path):
    """`jieyi count FILE --method … --json` agrees with every published winner, score and table."""
    runner = CliRunner()
    for case in cases(real_data):
        wanted = list(dict.fromkeys(e["method"] for e in expectations(case, *METHODS))) or ["condorcet"]
        said = runner.invoke(main, [
            "count", str(real_data / "votes" / case["ballots"]), "--options", ",".join(case["options"]), "--json",
            *(part for name in wanted for part in ("--method", name)),
        ])  # fmt: skip
        assert said.exit_code == 0, case["id"]
        printed = json.loads(said.stdout)
        check_printed(printed, case)


def check_printed(printed: dict[str, Any], case: dict[str, Any]) -> None:
    """One JSON object against what is published."""
    by_method = {result["method"]: result for result in printed["results"]}
    assert printed["options"] == list(case["options"])
    assert printed["ballots"]["total"] == case["total_weight"]
    for expected in expectations(case, "pairwise"):
        assert printed["pairwise"] == {"order": list(case["options"]), "matrix": expected["matrix"]}
    for expected in expectations(case, *METHODS):
        result = by_method[expected["method"]]
        assert result["winners"] == (
            expected["winners"] if expected["winners"] is not None else expected["possible_winners"]
        )
        if "scores" in expected:
            assert {o: Fraction(n) for o, n in result["scores"].items()} == numbers(expected["scores"])
        if "rounds" in expected:
            assert [stage["tallies"] for stage in result["stages"]] == expected["rounds"]
