"""Forms written by others: those of pyxform's own tests (BSD-2-Clause), as the command reports them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.real
JIEYI = Path(sys.executable).with_name("jieyi")

# file: questions that would be taken in, codes of its faults
GOOD: dict[str, tuple[int, set[str]]] = {
    "choice_filter_test.xlsx": (3, {"choices_not_filtered"}),
    "group.xlsx": (3, set()),
    "loop.xlsx": (3, {"not_repeated", "note"}),
    "or_other.xlsx": (3, {"choices_not_filtered"}),
    "repeat_date_test.xls": (4, {"not_repeated", "note", "type_not_carried"}),
    "tutorial.xls": (10, {"not_repeated", "note"}),
    "utf_csv.csv": (1, set()),
    "widgets.xls": (25, {"type_not_carried", "note"}),
    "yes_or_no_question.xlsx": (1, set()),
    "bad_calc.xlsx": (0, {"bad_expression", "type_not_carried", "no_question"}),
}


def run(file: Path) -> tuple[int, dict[str, Any], str]:
    """The command's exit code, its object and its errors."""
    done = subprocess.run([JIEYI, "form", file, "--json"], capture_output=True, text=True, check=False)
    return done.returncode, json.loads(done.stdout or "{}"), done.stderr


@pytest.mark.parametrize("name", GOOD)
def test_a_form_comes_in_with_everything_named_that_does_not(real_data: Path, name: str):
    """Questions counted, faults by their codes."""
    code, said, errors = run(real_data / "forms" / name)
    questions, faults = GOOD[name]
    assert (code, errors) == (0, "")
    assert {fault["code"] for fault in said["faults"]} == faults
    assert len(said["questions"]) == questions


@pytest.mark.parametrize("name", ["duplicate_columns.xlsx", "unknown_question_type.xls"])
def test_a_faulty_form_is_refused_with_the_reason(real_data: Path, name: str):
    """On standard error, with nothing on standard output."""
    code, said, errors = run(real_data / "forms" / name)
    assert (code, said) == (2, {})
    assert "bad_form" in errors
