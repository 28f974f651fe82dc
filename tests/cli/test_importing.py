"""`jieyi import` and its neighbours as scripts call them: exit codes, what is printed where, and the JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from planning.cli.main import main

TREES = "编号,树种,胸径,经度,纬度\nA1,女贞,22.5,104.0601,30.6301\nA2,银杏,40,104.0602,30.6302\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh installation with one empty community, and the folder for files."""
    monkeypatch.setenv("JIEYI_DATA_DIR", str(tmp_path / "data"))
    assert _jieyi("communities", "add", "玉兰巷社区", "--english", "Yulan Lane").exit_code == 0
    return tmp_path


def _jieyi(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(main, list(words), input=typed, catch_exceptions=False)


def _file(home: Path, text: str, name: str = "trees.csv") -> str:
    (home / name).write_text(text, encoding="utf-8")
    return str(home / name)


def _import(file: str, *more: str, community: str = "Yulan Lane") -> Result:
    return _jieyi("import", file, "--kind", "tree", "--community", community, *more)


def test_a_good_file_is_imported(home):
    """Exit 0, and the report as one JSON object."""
    done = _import(_file(home, TREES), "--json")
    assert done.exit_code == 0
    report = json.loads(done.stdout)
    assert (report["file"], report["kind"], report["applied"]) == ("trees.csv", "tree", True)
    assert (report["rows_read"], report["accepted"], report["added"], report["refused"]) == (2, 2, 2, [])
    assert report["columns"] == {"external_id": "编号", "species": "树种", "dbh_cm": "胸径", "x": "经度", "y": "纬度"}
    listed = json.loads(_jieyi("communities", "--json").stdout)
    assert [(c["zh"], c["en"], c["counts"]["trees"], c["illustrative"]) for c in listed] == [
        ("玉兰巷社区", "Yulan Lane", 2, False)
    ]


def test_the_community_goes_by_either_name_or_by_its_id(home):
    """A script may use the id, a person one of the names in any case."""
    [listed] = json.loads(_jieyi("communities", "--json").stdout)
    file = _file(home, TREES)
    for name in ("玉兰巷社区", "yulan lane", listed["id"]):
        assert _import(file, community=name).exit_code == 0
    unknown = _import(file, community="Elsewhere")
    assert (unknown.exit_code, unknown.stdout) == (2, "")
    assert "玉兰巷社区 / Yulan Lane" in unknown.stderr


def test_refused_rows_are_listed_with_their_lines(home):
    """Exit 3; in text on standard error as FILE:LINE: code: text, in JSON within the object."""
    file = _file(home, TREES + "A1,女贞,1,104.0603,30.6303\nA4,女贞,1,,\n")
    done = _import(file)
    assert done.exit_code == 3
    assert done.stderr.splitlines() == [
        f"{file}:4: duplicate_id: The id A1 was already used in line or feature 2.",
        f"{file}:5: no_coordinates: This row has no coordinates.",
    ]
    again = _import(file, "--json")
    assert again.exit_code == 3
    report = json.loads(again.stdout)
    assert [(r["row"], r["code"]) for r in report["refused"]] == [(4, "duplicate_id"), (5, "no_coordinates")]
    assert report["rows_read"] == report["accepted"] + len(report["refused"])


def test_a_dry_run_and_a_strict_refusal_change_nothing(home):
    """Both say what would be, and `applied` is false."""
    file = _file(home, TREES + "A4,女贞,1,,\n")
    for option in ("--dry-run", "--strict"):
        done = _import(file, option, "--json")
        assert (done.exit_code, json.loads(done.stdout)["applied"]) == (3, False)
    assert json.loads(_jieyi("communities", "--json").stdout)[0]["counts"]["trees"] == 0


def test_a_silent_system_ends_with_suggestions(home):
    """Exit 2, nothing on standard output, every suggestion with its reason; dry runs too."""
    file = _file(home, "id,x,y\n1,410000,3390300\n")
    for more in ((), ("--dry-run",), ("--json",)):
        done = _import(file, *more)
        assert (done.exit_code, done.stdout) == (2, "")
        lines = done.stderr.splitlines()
        assert lines[0].startswith(f"{file}:1: crs_unknown: ")
        assert lines[1].startswith(f"{file}:0: crs_suggestion: EPSG:4544 ")
    assert _import(file, "--crs", "EPSG:4544").exit_code == 0


@pytest.mark.parametrize(
    ("text", "more", "code"),
    [
        ("a,b\n1,\0\n", (), "nul"),
        (TREES, ("--crs", "EPSG:99999"), "unknown_crs"),
        (TREES, ("--map", "species"), "bad_map"),
        (TREES, ("--map", "species=Nope"), "unknown_column"),
        (TREES, ("--map", "colour=树种"), "unknown_field"),
        (TREES, ("--layer", "a"), "unknown_layer"),
        (TREES, ("--kind", "cloud"), "unknown_kind"),
        ("a,b\n1,2\n", (), "no_coordinates_columns"),
    ],
)
def test_wrong_use_ends_with_code_2(home, text, more, code):
    """Standard output stays empty, the reason has its code."""
    done = _import(_file(home, text), *more)
    assert (done.exit_code, done.stdout) == (2, "")
    assert f": {code}: " in done.stderr


@pytest.mark.parametrize(
    "name", ["/vsicurl/http://127.0.0.1:9/x.csv", "http://127.0.0.1:9/x.geojson", "CSV:/etc/passwd", "."]
)
def test_names_that_are_no_files_are_not_followed(home, name):
    """A name is a path on this machine and nothing else."""
    done = _import(name)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(f"{name}:0: unreadable_file: ")


def test_an_administrator_is_added_by_a_password_from_standard_input(home):
    """A short password and a taken name are refused with exit 2."""
    assert _jieyi("admin", "add", "Lin", "--password-stdin", typed="short\n").exit_code == 2
    assert _jieyi("admin", "add", "Lin", typed="long enough\n").exit_code == 2
    done = _jieyi("admin", "add", "Lin", "--password-stdin", typed="long enough\n")
    assert (done.exit_code, done.stdout) == (0, "added Lin\n")
    again = _jieyi("admin", "add", "Lin", "--password-stdin", typed="long enough\n")
    assert (again.exit_code, again.stdout) == (2, "")
    assert "name_taken" in again.stderr


def test_bounds_of_a_community_are_set_with_a_reason(home):
    """Exit 0 and they are listed; exchanged edges are refused with one sentence."""
    done = _jieyi(
        "communities", "bounds", "Yulan Lane", "104.05", "30.62", "104.08", "30.65", "--reason", "one street more"
    )
    assert done.exit_code == 0
    assert json.loads(_jieyi("communities", "--json").stdout)[0]["bounds"] == [104.05, 30.62, 104.08, 30.65]
    wrong = _jieyi("communities", "bounds", "Yulan Lane", "104.08", "30.62", "104.05", "30.65", "--reason", "why")
    assert (wrong.exit_code, "west edge" in wrong.stderr) == (2, True)


def test_the_line_of_the_header_is_given(home):
    """Below a title, with names that are not known: the planner says the line and the columns."""
    file = _file(home, "清单\n甲,乙\n104.0601,30.6301\n")
    done = _import(file, "--header", "2", "--map", "x=甲", "--map", "y=乙", "--json")
    assert (done.exit_code, json.loads(done.stdout)["accepted"]) == (0, 1)
    assert _import(file, "--header", "9").stderr.startswith(f"{file}:9: no_such_header: ")
