"""What the docs say of the code is printed from the code."""

from __future__ import annotations

from pathlib import Path

from planning import access
from planning.i18n.privacy import rendered
from planning.options.counting.methods import METHODS

ROOT = Path(__file__).parents[2]


def test_the_docs_say_what_is_kept_about_people():
    """`docs/privacy.md` is the table that the page shows, in both languages."""
    assert (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8") == rendered()


def test_the_docs_show_who_may_do_what():
    """`docs/access.md` is what `planning.access.rendered()` gives; print it anew after a change."""
    assert (ROOT / "docs" / "access.md").read_text(encoding="utf-8") == access.rendered()


def test_the_docs_name_every_method():
    """`docs/counting.md` has one line for each method of the table, with its titles in both languages."""
    lines = (ROOT / "docs" / "counting.md").read_text(encoding="utf-8").splitlines()
    rows = {cells[1].strip(" `"): cells[2].strip() for cells in (line.split("|") for line in lines) if len(cells) == 7}
    said = {name: f"{method.title.zh}, {method.title.en}" for name, method in METHODS.items()}
    assert {name: title for name, title in rows.items() if name not in {"name", "---"}} == said
