"""The collection of published elections: its cases, which command each expectation is for, and how it is checked."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from planning.options.ballot_files import BallotFile, read
from planning.options.counting.exact import Exact

Case = dict[str, Any]
Expectation = dict[str, Any]
Said = Mapping[str, Any]
"""One result as `jieyi count --json` says it."""

COUNTED = {
    "pairwise": "pairwise", "plurality": "plurality", "irv": "irv", "irv_rules": "irv_rules", "condorcet": "condorcet",
    "borda": "borda", "copeland": "copeland", "schulze_winning": "schulze_winning",
    "schulze_margins": "schulze_margins", "ranked_pairs_winning": "ranked_pairs_winning",
    "ranked_pairs_margins": "ranked_pairs_margins", "approval": "approval", "mention_count": "mention_count",
    "positional_max_length_to_1": "positional", "cumulative_points": "cumulative_points", "pb_greedy": "pb_greedy",
}  # fmt: skip
"""What the collection calls a method, and its name for `jieyi count`; the pairwise table stands beside the results."""

DECIDED = frozenset({"majority_or_double_majority"})
"""Votes by yes and no, for `jieyi decide`: `test_decisions.py` runs them."""

CHECKED = frozenset({
    "method", "winners", "possible_winners", "matrix", "scores", "counts", "ranking_published", "rounds", "eliminated",
    "rounds_prefix", "tie_at_round", "tied", "budget", "total_cost",
})  # fmt: skip
"""Fields that :func:`check` compares; ``rules`` and ``undeclared_write_in`` go into the count."""

TOLD = frozenset({
    "status", "verified_by", "rounds_verified_by", "rounds_published", "scores_published", "note", "tie_rule",
    "score_def", "rule", "rules", "undeclared_write_in",
})  # fmt: skip
"""Fields that say how an expectation came about, or what is to be announced."""


@cache
def cases() -> list[Case]:
    """All cases of the collection; none where no real data is named."""
    folder = os.environ.get("JIEYI_REAL_DATA")
    if not folder:
        return []
    found: list[Case] = json.loads((Path(folder) / "votes/expected.json").read_text("utf-8"))["cases"]
    return found


def counted_cases() -> list[Case]:
    """Those for `jieyi count`."""
    return [case for case in cases() if any(e["method"] in COUNTED for e in case["expected"])]


def path_of(case: Case, folder: Path, *, raw: bool = False) -> Path:
    """The file of ballots, or of raw marks."""
    return folder / "votes" / str(case["raw_ballots" if raw else "ballots"])


def options_of(case: Case) -> list[str] | None:
    """The options in their order; budgets name theirs in the file."""
    return list(case["options"]) if case["kind"] == "ranked" else None


def ballots_of(case: Case, folder: Path, *, raw: bool = False) -> BallotFile:
    """The ballots of a case."""
    path = path_of(case, folder, raw=raw)
    return read(path.name, path.read_bytes(), options_of(case), as_marks=raw)


def expectations(case: Case, *, raw: bool = False) -> list[Expectation]:
    """What is published of a case for `jieyi count`, on its rankings or on its raw marks."""
    return [e for e in case["expected"] if e["method"] in COUNTED and (e["method"] == "irv_rules") is raw]


def rules_of(expected: Expectation) -> dict[str, Any]:
    """The rules to be announced for raw marks; which option cannot win is published beside them."""
    write_in = expected.get("undeclared_write_in")
    return {**expected["rules"], **({"undeclared_write_in": write_in} if write_in else {})}


def drawn_order(case: Case, expected: Expectation) -> str:
    """The tie rule that repeats what was drawn: the winner is best, and whoever left earlier is worse."""
    gone = [option for stage in expected["eliminated"] for option in stage]
    left = [option for option in case["options"] if option not in (*gone, *expected["winners"])]
    return "order:" + ">".join([*expected["winners"], *left, *reversed(gone)])


def numbers(said: Mapping[str, Any]) -> dict[str, Exact]:
    """Figures as exact numbers; the collection writes halves as 0.5, the command line as "1/2"."""
    return {option: Fraction(str(value)) for option, value in said.items()}


def check(said: Said, expected: Expectation) -> None:
    """One result against one expectation, in every field that the expectation has."""
    assert set(expected) <= CHECKED | TOLD
    winners = expected.get("winners", said["winners"])
    found = said["winners"]
    if expected["method"] == "pb_greedy":  # the collection lists those funded by their support
        winners, found = sorted(expected["winners"]), sorted(found)
    assert found == (expected["possible_winners"] if winners is None else winners)
    for field in {"scores", "counts"} & set(expected):
        assert numbers(said["scores"]) == numbers(expected[field])
    if "ranking_published" in expected:
        assert said["ranking"] == expected["ranking_published"]
    for field in {"budget", "total_cost"} & set(expected):
        assert Fraction(said[field]) == Fraction(str(expected[field]))
    check_stages(said, expected)


def check_stages(said: Said, expected: Expectation) -> None:
    """Tallies of every stage and who left; up to the first tie where the rest depends on it."""
    stages = list(said["stages"])
    tallies = [stage["tallies"] for stage in stages]
    gone = [sorted(stage["eliminated"]) for stage in stages]
    last_two = list(expected["rounds"][-1].values()) if "eliminated" in expected else []
    if len(last_two) == 2 and last_two[0] == last_two[1]:
        # A draw between the last two ends the published count; here the one drawn leaves, and one more stage says so.
        assert (list(tallies.pop()), gone.pop()) == (expected["winners"], [])
        gone[-1] = []
    if "rounds" in expected:
        assert tallies == expected["rounds"]
    if "eliminated" in expected:
        assert gone == [sorted(options) for options in expected["eliminated"]]
        assert not expected.get("tied") or any(set(tie["options"]) <= set(expected["tied"]) for tie in said["ties"])
    if "rounds_prefix" in expected:
        assert tallies[: len(expected["rounds_prefix"])] == expected["rounds_prefix"]
        assert stages[expected["tie_at_round"] - 1]["tied"] == expected["tied"]
