"""`jieyi count`, as scripts call it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from planning.cli.main import main
from planning.options.counting.methods import METHODS

VOTES = "weight,ranking\n4,a\n3,b>a\n3,c>b\n1/2,a=b\n1,\n2,a>a\n"
STRICT = "weight,ranking\n4,a\n3,b>a\n3,c>b\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file of ballots, one of them with equal ranks."""
    path = tmp_path / "votes.csv"
    path.write_text(VOTES, "utf-8")
    return path


def run(*arguments: object) -> Result:
    """The command, in this process."""
    return CliRunner().invoke(main, ["count", *map(str, arguments)])


def complaints(result: Result) -> list[tuple[str, str]]:
    """Line and code of every complaint; standard output must be empty and every line have its form."""
    assert (result.exit_code, result.stdout) == (2, "")
    found = [re.fullmatch(r".+:(\d+): (\w+): \S.*", line) for line in result.stderr.splitlines()]
    assert all(found), result.stderr
    return [(m[1], m[2]) for m in found if m]


def test_one_json_object_is_printed(file: Path):
    """Ballots, comparisons and results in the form of the interface, fractions as text."""
    said = run(file, "--method", "borda", "--method", "copeland", "--json")
    assert (said.exit_code, said.stderr) == (0, "")
    printed = json.loads(said.stdout)
    assert printed["options"] == ["a", "b", "c"]
    assert printed["ballots"] == {
        "rows": 6, "total": "27/2", "weight": "21/2", "blank": 1, "invalid": [{"reason": "duplicate_option", "count": 2}],
    }  # fmt: skip
    assert printed["pairwise"] == {"order": ["a", "b", "c"], "matrix": [[0, 4, "15/2"], [6, 0, "7/2"], [3, 3, 0]]}
    assert [result["method"] for result in printed["results"]] == ["borda", "copeland"]
    assert set(printed["results"][0]) == {"method", "winners", "ranking", "scores", "stages", "ties", "note"}
    assert printed["results"][0]["scores"]["a"] == "47/4"


def test_stages_and_ties_are_printed(tmp_path: Path):
    """A runoff with its stages; who left by the announced order, and whom its ballots went to."""
    path = tmp_path / "strict.csv"
    path.write_text(STRICT, "utf-8")
    result = json.loads(run(path, "--method", "irv", "--tie", "order:a>b>c", "--json").stdout)["results"][0]
    assert result["winners"] == ["b"]
    assert result["stages"][0] == {
        "tallies": {"a": 4, "b": 3, "c": 3}, "exhausted": 0, "eliminated": ["c"], "elected": [],
        "transfers": {"c": {"b": 3}}, "tied": ["b", "c"],
    }  # fmt: skip
    assert result["stages"][1]["elected"] == ["b"]
    assert result["ties"] == [
        {"stage": 1, "options": ["b", "c"], "rule": "order:a>b>c", "resolved": ["c"], "about": "elimination"}
    ]
    standing = json.loads(run(path, "--method", "irv", "--json").stdout)["results"][0]
    assert (standing["winners"], standing["ties"][0]["resolved"]) == (["a", "b"], [])


def test_all_counts_what_applies_and_notes_the_rest(file: Path):
    """Instant runoff does not apply to equal ranks: it is skipped, with the reason, and the exit code stays 0."""
    printed = json.loads(run(file, "--method", "all", "--json").stdout)
    counted = [result["method"] for result in printed["results"]]
    skipped = {line["method"]: line["note"] for line in printed["skipped"]}
    assert counted == [name for name in METHODS if name not in skipped]
    assert {"borda", "plurality", "condorcet", "copeland"} <= set(counted)
    assert "equally" in skipped["irv"]


def test_tables_are_printed_for_people(file: Path, tmp_path: Path):
    """Without --json: ballots, comparisons, winners, scores and stages that line up, Chinese names too."""
    said = run(file, "--method", "all").stdout
    assert "6 rows, 27/2 ballots: 21/2 counted, 1 blank, 2 invalid (duplicate_option)" in said
    assert "condorcet: b" in said
    assert "irv: skipped." in said
    path = tmp_path / "树种.csv"
    path.write_text("weight,ranking\n2,大红紫薇\n2,蓝花楹\n", "utf-8")
    lines = run(path, "--method", "irv").stdout.splitlines()
    assert "irv: tie between 大红紫薇, 蓝花楹" in lines
    assert "大红紫薇  2" in lines
    assert "蓝花楹    2" in lines
    assert "tie at stage 1 (elimination): 大红紫薇, 蓝花楹; stands: the tie stands" in lines


def test_seats_are_filled(tmp_path: Path):
    """Two of three by the single transferable vote: quota, stages with who was elected, and the same to read."""
    path = tmp_path / "strict.csv"
    path.write_text(STRICT, "utf-8")
    said = run(path, "--method", "stv_scottish", "--seats", "2", "--json")
    result = json.loads(said.stdout)["results"][0]
    assert (result["winners"], result["quota"]) == (["a", "b", "c"], 4)
    assert result["ties"] == [
        {"stage": 1, "options": ["b", "c"], "rule": "stands", "resolved": [], "about": "elimination"}
    ]
    by_order = run(path, "--method", "stv_scottish", "--seats", "2", "--tie", "order:b>c").stdout
    assert "stv_scottish: a, b\nquota 4\n" in by_order
    assert "stv_scottish: a, b, c (some of them by a tie that stands)" in run(
        path, "--method", "stv_scottish", "--seats", "2"
    ).stdout  # fmt: skip


def test_all_with_seats_counts_what_fills_seats(tmp_path: Path):
    """A method for one winner is skipped, and the note says what does fill seats."""
    path = tmp_path / "approvals.csv"
    path.write_text("weight,ranking\n4,a=b\n3,c\n", "utf-8")
    printed = json.loads(run(path, "--method", "all", "--seats", "2", "--json").stdout)
    counted = {result["method"]: result["winners"] for result in printed["results"]}
    assert counted == {
        "approval": ["a", "b"], "seq_pav": ["a", "b", "c"], "phragmen": ["a", "b", "c"], "mes": ["a", "b", "c"],
        "mention_count": ["a", "b"], "positional": ["a", "b"],
    }  # fmt: skip
    notes = {line["method"]: line["note"] for line in printed["skipped"]}
    assert set(counted) | set(notes) == set(METHODS)
    assert "phragmen" in notes["borda"]


BUDGET = """META
key;value
budget;100
vote_type;approval
PROJECTS
project_id;cost;name
p;60;Benches
q;60;Lamps
r;30;Shade
VOTES
voter_id;vote
1;p,r
2;q
3;p,q
"""


def test_a_budget_is_spent(tmp_path: Path):
    """Budget and cost in the object; where a tie leaves open what is funded, there is no cost. Seats are not for money."""
    path = tmp_path / "budget.pb"
    path.write_text(BUDGET, "utf-8")
    open_ = json.loads(run(path, "--method", "pb_greedy", "--json").stdout)
    assert (open_["options"], open_["titles"]["r"]) == (["p", "q", "r"], "Shade")
    result = open_["results"][0]
    assert (result["winners"], result["budget"], result["total_cost"]) == (["p", "q", "r"], 100, None)
    drawn = json.loads(run(path, "--method", "pb_greedy", "--tie", "order:q", "--json").stdout)["results"][0]
    assert (drawn["winners"], drawn["total_cost"]) == (["q", "r"], 90)
    read = run(path, "--method", "pb_mes", "--tie", "order:q").stdout
    assert "pb_mes: q, r\nbudget 100, spent 90\n" in read
    assert complaints(run(path, "--method", "pb_mes", "--seats", "2")) == [("0", "one_seat")]
    assert complaints(run(path, "--method", "pb_mes", "--options", "p,z")) == [("0", "unknown_option")]


def test_a_counted_budget_is_written_for_others(tmp_path: Path):
    """`--pabulib` writes the vote with votes and what was funded; it counts the same again, and says where it cannot."""
    path, out = tmp_path / "budget.pb", tmp_path / "out.pb"
    path.write_text(BUDGET, "utf-8")
    counted = run(path, "--method", "pb_greedy", "--tie", "order:q", "--json", "--pabulib", out)
    assert "q;60;2;Lamps;1\nr;30;1;Shade;1\nVOTES\nvoter_id;vote\n1;p,q\n" in out.read_text("utf-8")
    again = run(out, "--method", "pb_greedy", "--tie", "order:q", "--json")
    assert json.loads(again.stdout)["results"] == json.loads(counted.stdout)["results"]
    run(path, "--method", "pb_greedy", "--pabulib", out)  # a tie leaves open what is funded
    assert "selected" not in out.read_text("utf-8")
    assert complaints(run(path, "--method", "pb_greedy", "--pabulib", tmp_path)) == [("0", "unwritable_file")]


def test_options_may_be_named_in_order(file: Path):
    """With their order, and with those that nobody ranked; quotes hold a comma."""
    printed = json.loads(run(file, "--method", "borda", "--options", 'c, b,a,"d, e"', "--json").stdout)
    assert printed["options"] == ["c", "b", "a", "d, e"]


def test_every_unreadable_line_is_named(tmp_path: Path):
    """All of them in one run, as FILE:LINE: code: text."""
    path = tmp_path / "bad.csv"
    path.write_text("weight,ranking\nx,a\n1,a\n1,a,b\n", "utf-8")
    assert complaints(run(path, "--method", "irv", "--json")) == [("2", "bad_weight"), ("4", "bad_columns")]


def test_equal_ranks_are_refused_by_line(file: Path):
    """Instant runoff asked for by name refuses the file and names the ballots."""
    assert complaints(run(file, "--method", "borda", "--method", "irv")) == [("5", "equal_ranks")]
    assert complaints(run(file, "--method", "stv_wigm", "--seats", "2")) == [("5", "equal_ranks")]


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        (["--method", "coin"], ["unknown_method"]),
        (["--method", "coin", "--method", "die"], ["unknown_method", "unknown_method"]),
        (["--method", "borda", "--seats", "2"], ["one_seat"]),
        (["--method", "mention_count", "--seats", "0"], ["bad_seats"]),
        (["--method", "mention_count", "--seats", "two"], ["bad_seats"]),
        (["--method", "mention_count", "--seats", "4"], ["bad_seats"]),
        (["--method", "approval"], ["several_ranks"]),
        (["--method", "pb_greedy"], ["wrong_ballots"]),
        (["--method", "irv_rules"], ["wrong_ballots"]),
        (["--method", "borda", "--tie", "coin"], ["bad_tie"]),
        (["--method", "borda", "--tie", "order:a>z"], ["unknown_option"]),
        (["--method", "borda", "--options", "a,a"], ["duplicate_option"]),
        (["--method", "borda", "--options", ""], ["empty_option"]),
    ],
)
def test_wrong_use_is_refused_whole(file: Path, arguments: list[str], codes: list[str]):
    """Each says what is wrong; nothing is counted by half."""
    assert complaints(run(file, *arguments)) == [("0", code) for code in codes]


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path):
    """Missing, a folder, or of a format that nobody knows."""
    assert complaints(run(tmp_path / "none.csv", "--method", "irv")) == [("0", "unreadable_file")]
    assert complaints(run(tmp_path, "--method", "irv")) == [("0", "unreadable_file")]
    (tmp_path / "v.txt").write_text("a", "utf-8")
    assert complaints(run(tmp_path / "v.txt", "--method", "irv")) == [("0", "unknown_format")]


def test_a_method_must_be_named(file: Path):
    """The command has no favourite method."""
    said = run(file)
    assert (said.exit_code, said.stdout) == (2, "")
    assert "--method" in said.stderr


def test_the_command_loads_no_heavy_library(file: Path):
    """It starts at once: neither tables, nor geometry, nor the web, nor the database are imported for a count."""
    script = (
        "import sys; from planning.cli.main import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "print(*(m for m in ('pandas', 'numpy', 'geopandas', 'shapely', 'streamlit', 'starlette', 'sqlalchemy')"
        " if m in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "count", str(file), "--method", "borda"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == ""


def test_the_rule_for_unranked_options_decides(tmp_path: Path):
    """Five name a alone, four prefer b to a: tied last a wins, left out the four decide; nothing else is a rule."""
    path = tmp_path / "votes.csv"
    path.write_text("weight,ranking\n5,a\n4,b>a\n", "utf-8")
    found = [
        json.loads(run(path, "--method", "copeland", "--method", "irv", "--json", *rule).stdout)
        for rule in ((), ("--unranked", "tied_last"), ("--unranked", "left_out"))
    ]
    assert [[result["winners"] for result in said["results"]] for said in found] == [
        [["a"], ["a"]],
        [["a"], ["a"]],
        [["b"], ["a"]],
    ]
    assert found[2]["pairwise"]["matrix"] == [[0, 0], [4, 0]]
    assert complaints(run(path, "--method", "irv", "--unranked", "first")) == [("0", "bad_unranked")]
