"""`jieyi decide`: the object of the interface, and what it says of faulty input."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from planning.cli.main import main

RULE = {"preset": "civil_code_278", "roll": {"heads": 9, "area": "800.40"}}
VOTES = "choice,heads,area\nyes,4,400.20\nno,2,133.40\n"


def ran(folder: Path, votes: str | None, rule: Any, *options: str) -> Result:
    """The command with these files."""
    if votes is not None:
        (folder / "votes.csv").write_text(votes, "utf-8")
    (folder / "rule.json").write_text(rule if isinstance(rule, str) else json.dumps(rule), "utf-8")
    return CliRunner().invoke(
        main, ["decide", str(folder / "votes.csv"), "--rule", str(folder / "rule.json"), *options]
    )


def test_the_object_of_the_interface(tmp_path: Path):
    """Participation, consent, whether it is accepted, and why; numbers are exact."""
    printed = json.loads(ran(tmp_path, VOTES, RULE, "--json").stdout)
    assert printed["participation"] == {
        "heads": 6, "area": "2668/5", "met": True,
        "required": [
            {"by": "heads", "at_least": "2/3", "of": "all", "part": 6, "whole": 9, "needed": 6, "met": True},
            {"by": "area", "at_least": "2/3", "of": "all", "part": "2668/5", "whole": "4002/5", "needed": "2668/5", "met": True},
        ],
    }  # fmt: skip
    assert (printed["consent"]["heads"], printed["consent"]["area"], printed["consent"]["met"]) == (4, "2001/5", True)
    assert printed["accepted"] is True
    assert printed["reasons"][0] == "Accepted."
    assert printed["reasons_zh"][0] == "通过。"


def test_a_decision_against_is_no_failure(tmp_path: Path):
    """Exit code 0, and the sentences on standard output."""
    result = ran(tmp_path, VOTES.replace("yes,4", "yes,3"), RULE)
    assert result.exit_code == 0
    assert result.stdout.startswith("Not accepted.\n")
    assert "Participation by heads is not enough: 5 of 9" in result.stdout


def test_groups_are_listed(tmp_path: Path):
    """Each with its own figures."""
    rule = {"preset": "double_majority", "groups": {"rolls": {"UR": {"weight": 1}, "OW": {"weight": "1/2"}}}}
    printed = json.loads(ran(tmp_path, "choice,heads,area,group\nyes,9,0,OW\nno,2,0,UR\n", rule, "--json").stdout)
    assert [(g["group"], g["accepted"]) for g in printed["groups"]] == [("UR", False), ("OW", True)]
    assert (printed["weight"], printed["weight_of_all"], printed["groups_accept"]) == ("1/2", "3/2", False)
    assert printed["accepted"] is False


def test_faults_are_listed_by_line_and_nothing_is_printed(tmp_path: Path):
    """FILE:LINE: code: text, for each; exit code 2."""
    result = ran(tmp_path, "choice,heads,area\nperhaps,1,1\nyes,1,a\n", RULE, "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    lines = result.stderr.splitlines()
    assert [line.split(": ")[:2] for line in lines] == [
        [f"{tmp_path}/votes.csv:2", "unknown_choice"],
        [f"{tmp_path}/votes.csv:3", "bad_area"],
    ]


def test_faults_of_the_rule_are_listed(tmp_path: Path):
    """With the place inside the rule in their text."""
    result = ran(tmp_path, VOTES, {"preset": "civil", "roll": {"heads": "many"}}, "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "rule.json:0: unknown_preset: " in result.stderr
    assert "“roll.heads” must be a number" in result.stderr


def test_files_that_are_not_there_or_no_text(tmp_path: Path):
    """Said, not a traceback."""
    assert "unreadable_file" in ran(tmp_path, None, RULE).stderr
    (tmp_path / "votes.csv").write_bytes("choice,heads,area\n同意,1,1\n".encode("gb18030"))
    assert "not_utf8" in ran(tmp_path, None, RULE).stderr
