"""How sure real elections were."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from planning.cli.main import main
from planning.options.ballot_files import read
from planning.options.counting.methods import count
from planning.options.counting.profile import Profile, Unranked
from planning.options.outcome import explain
from planning.options.sensitivity.margins import margin_of

pytestmark = pytest.mark.real


def election(folder: Path, name: str) -> Profile:
    """The ballots of a published election."""
    path = folder / "votes/ballots" / f"{name}.csv"
    return read(path.name, path.read_bytes()).profile


def test_the_rule_for_unranked_options_changes_a_real_winner(real_data: Path):
    """San Francisco 2010, district 2: most ballots rank three of eight; whether the others stand last or are left out decides."""
    tied_last = election(real_data, "us_2010_san_francisco_board_of_supervisors_d2")
    left_out = replace(tied_last, unranked=Unranked.LEFT_OUT)
    assert [count("schulze_winning", made).winners for made in (tied_last, left_out)] == [("c4",), ("c1",)]
    assert explain("copeland", "stands", tied_last).sureness.by_other_rule == ("c1",)
    assert count("irv", tied_last) == count("irv", left_out)  # a runoff asks nothing of unranked options
    assert count("two_round", tied_last) == count("two_round", left_out)


def test_the_command_line_shows_what_the_rule_for_unranked_options_decides(real_data: Path):
    """The same election by `jieyi count --unranked`: every method of pairs elects another one, the runoff does not."""
    path = real_data / "votes/ballots/us_2010_san_francisco_board_of_supervisors_d2.csv"
    by_pairs = ("condorcet", "copeland", "minimax_winning", "schulze_margins", "ranked_pairs_winning")
    named = [word for method in (*by_pairs, "irv") for word in ("--method", method)]
    found = []
    for rule in ("tied_last", "left_out"):
        said = CliRunner().invoke(main, ["count", str(path), *named, "--unranked", rule, "--json"])
        found.append([result["winners"] for result in json.loads(said.stdout)["results"]])
    assert found[0][:-1] == [["c4"]] * len(by_pairs)
    assert found[1][:-1] == [["c1"]] * len(by_pairs)
    assert found[0][-1] == found[1][-1]


def test_burlington_was_spoiled_and_close(real_data: Path):
    """Burlington 2009: without the runner-up, the option that beat everybody would have won; how many ballots carried it."""
    sure = explain("irv", "stands", election(real_data, "us_2009_burlington_mayor")).sureness
    assert sure.spoilers == {"c5": ("c2",)}
    assert sure.by_method["condorcet"] == ("c2",)
    assert sure.margin is not None
    assert (sure.margin.kind, sure.margin.at_least) == ("exact", 127)


def test_the_margins_of_most_real_runoffs_are_exact(real_data: Path):
    """Of all published instant runoffs here, the bounds meet in five of six."""
    kinds = []
    for path in sorted((real_data / "votes/ballots").glob("*.csv")):
        made = None if path.name.endswith(".raw.csv") else election(real_data, path.stem)
        found = None if made is None or made.has_equal_ranks else margin_of(made, count("irv", made))
        if found is not None:
            assert found.at_most is not None
            assert found.at_least <= found.at_most
            kinds.append(found.kind)
    assert kinds.count("exact") * 6 >= len(kinds) * 5 > 0
