"""The house keeps its shape: who may import whom, and how long a module may be."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted(p for top in ("planning", "geodata") for p in (ROOT / top).rglob("*.py"))
LONGEST_MODULE = 300


def test_the_import_contracts_hold():
    """Every contract of pyproject.toml is kept."""
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_the_front_door_knows_the_pages_only():
    """`app.py` is a module of its own, which the contracts do not see: it imports the entrance, and Streamlit by name."""
    tree = ast.parse((ROOT / "app.py").read_text(encoding="utf-8"))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imported == {"planning.pages.entrance"}
    assert [name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names] == [
        "streamlit"
    ]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_module_has_one_subject(path: Path):
    """A module that grows past its bound is redesigned, not patched; migrations are written once and stay."""
    if "migrations" in path.parts:
        return
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST_MODULE, f"{lines} lines"


def test_session_state_is_touched_in_one_room_only():
    """Interface state lives in `pages/state.py`; nothing else reads or writes Streamlit's session state."""
    guilty = [p.name for p in MODULES if "session_state" in p.read_text(encoding="utf-8") and p.name != "state.py"]
    assert guilty == []


def test_markup_is_written_by_the_style_module_only():
    """No page lets words become markup: `st.html` and unsafe Markdown are called in `style.py` only."""
    guilty = [
        str(p.relative_to(ROOT))
        for p in MODULES
        if p.name != "style.py"
        and any(mark in p.read_text(encoding="utf-8") for mark in ("st.html(", "unsafe_allow_html", "components.html"))
    ]
    assert guilty == []
