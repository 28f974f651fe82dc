"""What the docs say of the code is printed from the code."""

from __future__ import annotations

from pathlib import Path

from planning import access

ROOT = Path(__file__).parents[2]


def test_the_docs_show_who_may_do_what():
    """`docs/access.md` is what `planning.access.rendered()` gives; print it anew after a change."""
    assert (ROOT / "docs" / "access.md").read_text(encoding="utf-8") == access.rendered()
