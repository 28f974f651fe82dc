"""Row 15: a page's session belongs to the browser that began it."""

from __future__ import annotations

from typing import Any

import pytest

from planning.errors import Refusals
from planning.pages import state
from planning.pages import visit as visits
from planning.people import Visitor
from planning.web.door import BROWSER_COOKIE
from tests.pages.visiting import Street, faults, visiting


def test_another_browser_finds_an_empty_session(monkeypatch: pytest.MonkeyPatch, street: Street):
    """Row 15: what was typed and chosen stays with its own browser through reruns, and is gone for any other."""
    at = visiting(monkeypatch, street, "vote")
    at.session_state["vote_draft:some-round"] = ("a", "b")
    at.session_state["vote_code"] = "code-of-the-first"
    at.run()
    assert at.session_state["vote_draft:some-round"] == ("a", "b")
    monkeypatch.setattr(visits, "cookies", lambda: {BROWSER_COOKIE: "browser-2"})
    at.run()
    assert faults(at) == []
    assert "vote_draft:some-round" not in at.session_state
    assert "vote_code" not in at.session_state


@pytest.mark.parametrize("jar", [{BROWSER_COOKIE: "browser-2"}, {}], ids=["another", "without a cookie"])
def test_a_button_of_somebody_else_does_nothing(street: Street, jar: dict[str, str], monkeypatch: pytest.MonkeyPatch):
    """Row 15: a callback made for one browser acts for no other, though it comes before the page is drawn anew."""
    made: Any = visits.Visit(
        street.house, Visitor(None, "browser-1"), lambda text, **_: text, street.house.clock(), None  # type: ignore[arg-type]
    )  # fmt: skip
    monkeypatch.setattr(state, "session_name", lambda: "a name for this page")
    monkeypatch.setattr(visits, "cookies", lambda: {BROWSER_COOKIE: "browser-1"})
    assert made.still() == made.visitor
    monkeypatch.setattr(visits, "cookies", lambda: jar)
    with pytest.raises(Refusals) as refused:
        made.still()
    assert refused.value.code == "signed_out"
