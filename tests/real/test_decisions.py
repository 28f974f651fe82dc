"""32 Swiss federal votes, seven of which the people and the cantons decided differently: by the rules, and by `jieyi decide`."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from planning.cli.main import main
from planning.options.decision.deciding import decide
from planning.options.decision.reading import parse_rule
from planning.options.decision.votes import Tallies, parse_votes

pytestmark = pytest.mark.real
Row = dict[str, str]


def votes_of(real_data: Path) -> list[Row]:
    """One line for each vote of the collection."""
    with (real_data / "votes/threshold/swiss_votes.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cantons(row: Row) -> Iterator[tuple[str, Fraction, bool]]:
    """Name, weight and answer of each canton. Half of one stands for the half-cantons that were left over."""
    for answer in ("yes", "no"):
        count = Fraction(row[f"cantons_{answer}"])
        for i in range(count.__ceil__()):
            yield f"{answer}{i}", min(Fraction(1), count - i), answer == "yes"


def table(row: Row) -> tuple[dict[str, Any], str]:
    """The rule and the votes as files hold them.

    The collection has no votes by canton. The people's votes are shared among the cantons so that both published
    figures hold: each canton answers by one vote, and the first one of the side with votes left takes the rest.
    """
    if row["double_majority"] != "1":
        return {"preset": "simple_majority"}, f"choice,heads,area\nyes,{row['yes']},0\nno,{row['no']},0\n"
    split = {name: [1, 0] if passes else [0, 1] for name, _, passes in cantons(row)}
    for i, answer in enumerate(("yes", "no")):
        # A canton of the same answer takes all that is left of it, so no canton changes its answer.
        largest = next(name for name, _, passes in cantons(row) if passes is (answer == "yes"))
        split[largest][i] += int(row[answer]) - sum(each[i] for each in split.values())
    rolls = {name: {"weight": str(weight)} for name, weight, _ in cantons(row)}
    lines = [f"yes,{yes},0,{name}\nno,{no},0,{name}\n" for name, (yes, no) in split.items()]
    return {"preset": "double_majority", "groups": {"rolls": rolls}}, "choice,heads,area,group\n" + "".join(lines)


def test_every_swiss_vote_was_decided_as_published(real_data: Path):
    """The people's majority, the cantons' majority, and both together; seven times they differ."""
    differing = 0
    rows = votes_of(real_data)
    for row in rows:
        rule, votes = table(row)
        found, totals = parse_rule(json.dumps(rule))
        decision = decide(found, totals, Tallies.of(parse_votes(votes)))
        assert decision.whole.consent[0].part == int(row["yes"])
        assert decision.accepted is (row["accepted"] == "1"), row["title"]
        assert decision.whole.accepted is (row["popular_pass"] == "1")
        if row["double_majority"] == "1":
            assert decision.groups_accept is (row["cantons_pass"] == "1")
            assert decision.weight == Fraction(row["cantons_yes"])
            differing += decision.whole.accepted is not decision.groups_accept
    assert (len(rows), differing) == (32, 7)


def test_the_command_line_decides_the_same(real_data: Path, tmp_path: Path):
    """`jieyi decide FILE --rule RULE --json` for each of the 32."""
    votes_file, rule_file = tmp_path / "votes.csv", tmp_path / "rule.json"
    for row in votes_of(real_data):
        rule, votes = table(row)
        votes_file.write_text(votes, "utf-8")
        rule_file.write_text(json.dumps(rule), "utf-8")
        result = CliRunner().invoke(main, ["decide", str(votes_file), "--rule", str(rule_file), "--json"])
        assert result.exit_code == 0, result.stderr
        assert json.loads(result.stdout)["accepted"] is (row["accepted"] == "1"), row["title"]
