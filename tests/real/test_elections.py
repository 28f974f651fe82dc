"""Published elections and worked examples: every expectation, by the engine and by the command line."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from planning.cli.count_output import result_json
from planning.cli.main import main
from planning.errors import Refusals
from planning.options.counting.marked_rules import MarkedRules
from planning.options.counting.methods import METHODS, count
from planning.options.counting.pairwise import pairwise
from planning.options.counting.ties import TieRule
from tests.real.published import (
    COUNTED,
    DECIDED,
    Case,
    ballots_of,
    cases,
    check,
    counted_cases,
    drawn_order,
    expectations,
    options_of,
    path_of,
    rules_of,
)

pytestmark = pytest.mark.real

each_case = pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in counted_cases()])


def test_every_expectation_is_run(real_data: Path):
    """102 cases, 720 expectations: 719 are counted by the two tests below, one is decided by `test_decisions.py`."""
    known = [(case["id"], e["method"]) for case in cases() for e in case["expected"]]
    counted = [
        (case["id"], e["method"])
        for case in counted_cases()
        for raw in (False, True)
        for e in expectations(case, raw=raw)
    ]
    decided = [(case, method) for case, method in known if method in DECIDED]
    print(f"{len(known)} expectations: {dict(Counter(method for _, method in known))}")  # noqa: T201
    assert (len(cases()), len(known), len(counted), len(decided)) == (102, 720, 719, 1)
    assert sorted(known) == sorted(counted + decided)
    assert set(COUNTED.values()) <= {*METHODS, "pairwise"}
    votes = next(e for case in cases() for e in case["expected"] if e["method"] in DECIDED)
    assert (votes["rows"], votes["conflict_rows"]) == (32, 7)  # as many as are decided there


@each_case
def test_the_engine_counts_as_published(real_data: Path, case: Case):
    """Winners, scores, places, stages, costs and tables of comparisons, on rankings, points and raw marks."""
    ballots = ballots_of(case, real_data, raw="ballots" not in case)
    assert ballots.counted.total == case["total_weight"]
    for expected in expectations(case):
        name = COUNTED[expected["method"]]
        if name == "pairwise":
            assert [list(row) for row in pairwise(ballots.profile).matrix] == expected["matrix"]
            continue
        check(result_json(count(name, ballots.of(METHODS[name].counts), longest=ballots.longest)), expected)
    for expected in expectations(case, raw=True):
        marks = ballots_of(case, real_data, raw=True).marks
        assert marks is not None
        tie = TieRule.parse(drawn_order(case, expected), marks.options)
        rules = MarkedRules.parse(rules_of(expected), marks.options)
        check(result_json(count("irv_rules", marks, tie, rules=rules)), expected)


@pytest.mark.parametrize(
    "field", ["winners", "scores", "rounds", "rounds_prefix", "ranking_published", "total_cost", "counts"]
)
def test_a_wrong_figure_would_be_found(real_data: Path, field: str):
    """What is compared is compared: with one published field altered, the check fails."""
    case, expected = next((c, e) for c in counted_cases() for e in expectations(c) if e.get(field) and "ballots" in c)
    ballots = ballots_of(case, real_data)
    name = COUNTED[expected["method"]]
    said = result_json(count(name, ballots.of(METHODS[name].counts), longest=ballots.longest))
    check(said, expected)
    wrong: Any = (
        0
        if field == "total_cost"
        else [{}]
        if "rounds" in field
        else {"c1": -1}
        if field in {"scores", "counts"}
        else []
    )
    with pytest.raises(AssertionError):
        check(said, expected | {field: wrong})


def printed(path: Path, case: Case, *arguments: str) -> dict[str, Any]:
    """What `jieyi count FILE … --json` prints."""
    options = options_of(case)
    named = ("--options", ",".join(options)) if options else ()
    said = CliRunner().invoke(main, ["count", str(path), *named, *arguments, "--json"])
    assert said.exit_code == 0, said.stderr
    found: dict[str, Any] = json.loads(said.stdout)
    return found


@each_case
def test_the_command_line_says_the_same(real_data: Path, case: Case, tmp_path: Path):
    """`jieyi count FILE --method … --json`, all methods of a file in one call; raw marks with their rules in another."""
    names = [COUNTED[e["method"]] for e in expectations(case)]
    if names:
        wanted = [part for name in names if name != "pairwise" for part in ("--method", name)]
        said = printed(path_of(case, real_data), case, *(wanted or ("--method", "condorcet")))
        results = {result["method"]: result for result in said["results"]}
        assert said["ballots"]["total"] == case["total_weight"]
        for expected, name in zip(expectations(case), names, strict=True):
            if name == "pairwise":
                assert said["pairwise"] == {"order": list(case["options"]), "matrix": expected["matrix"]}
            else:
                check(results[name], expected)
    for expected in expectations(case, raw=True):
        (tmp_path / "rules.json").write_text(json.dumps(rules_of(expected)), "utf-8")
        arguments = (
            "--method",
            "irv_rules",
            "--rules",
            str(tmp_path / "rules.json"),
            "--tie",
            drawn_order(case, expected),
        )
        check(printed(path_of(case, real_data, raw=True), case, *arguments)["results"][0], expected)


@pytest.mark.parametrize("rule", ["earlier", "seed:Yulan Lane", "seed:2026-11-24"])
def test_no_tie_rule_elects_an_impossible_winner(real_data: Path, rule: str):
    """Whatever rule breaks a tie, the winner is one of those that the standing tie leaves possible."""
    for case in counted_cases():
        for expected in [e for e in expectations(case) if e["method"] == "irv"]:
            profile = ballots_of(case, real_data).profile
            winners = count("irv", profile, TieRule.parse(rule, profile.options)).winners
            assert set(winners) <= set(expected["winners"] or expected["possible_winners"]), case["id"]


def test_equal_ranks_are_refused_by_instant_runoff(real_data: Path):
    """The one real election with equal ranks is refused by instant runoff and counted by the others."""
    case = next(c for c in counted_cases() if "equal_ranks" in c["features"])
    with pytest.raises(Refusals) as refused:
        count("irv", ballots_of(case, real_data).profile)
    assert refused.value.code == "equal_ranks"
    assert count("condorcet", ballots_of(case, real_data).profile).winners == ("c4",)
