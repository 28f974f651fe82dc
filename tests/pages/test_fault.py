"""What a visitor reads when the house itself fails."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from planning.errors import Refusals
from planning.pages import fault
from planning.store.faults import Fault, refusal_of
from planning.web.door import LANGUAGE_COOKIE


def said(error: Exception, language: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The one sentence on the page."""
    monkeypatch.setattr(fault, "cookies", lambda: {LANGUAGE_COOKIE: language})
    monkeypatch.setattr(fault, "THROWN", error, raising=False)

    def page() -> None:
        from planning.pages import fault

        fault.say_so(fault.THROWN)  # type: ignore[attr-defined]

    (shown,) = AppTest.from_function(page).run().error
    return str(shown.value)


@pytest.mark.parametrize(("language", "words"), [("zh", "数据库此刻没有应答"), ("en", "The database does not answer")])
def test_a_refusal_has_its_own_words(language: str, words: str, monkeypatch: pytest.MonkeyPatch):
    """A database that is away is no fault of ours, and whoever comes again shortly is served."""
    refused: Refusals = refusal_of(Fault.AWAY)
    assert said(refused, language, monkeypatch).startswith(words)


def test_any_other_fault_shows_nothing_of_itself(monkeypatch: pytest.MonkeyPatch):
    """No trace, no name of a table."""
    sentence = said(RuntimeError("no such table: secrets"), "en", monkeypatch)
    assert sentence.startswith("Something went wrong on our side.")
    assert "secrets" not in sentence
