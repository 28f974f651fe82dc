"""Staff write a comment down for a person who is present, on the pages; moderators read who did."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from planning import store
from planning.surveys.comment import Comment, Consent
from tests.pages.visiting import Street, faults, html, visiting

TEXT = "楼梯口缺一把椅子"


def form(monkeypatch: pytest.MonkeyPatch, street: Street, staff: str) -> AppTest:
    """The form alone, as a member of staff sees it."""
    visiting(monkeypatch, street, staff=staff, language="en")  # sets whose cookies the page reads

    def script(community: str) -> None:
        import streamlit as st

        from planning.pages.comments import pin_form
        from planning.pages.visit import arrive

        st.query_params.update({"lang": "en", "community": community})
        pin_form(arrive(), 104.0622, 30.6312, None)

    return AppTest.from_function(script, default_timeout=60, args=(street.here,)).run()


def kept(street: Street) -> list[Comment]:
    """Comments with these words."""
    with street.house.database.reading() as session:
        return store.find(session, Comment, text=TEXT)


def fill(at: AppTest) -> AppTest:
    """Type and tap, without sending; first say that it is none of those near by."""
    for button in at.button:
        if button.key == "comments_own":
            button.click().run()
    for name, value in {"topic": "seats", "stance": "idea", "text": TEXT}.items():
        at.session_state[f"comments_pin_{name}"] = value
    return at.run()


def test_it_is_marked_and_needs_consent(monkeypatch: pytest.MonkeyPatch, own_street: Street):
    """Without saying how the person agreed nothing is written; with it the card says so, and names the number."""
    at = fill(form(monkeypatch, own_street, "social_worker"))
    at.toggle(key="comments_pin_for_somebody").set_value(True).run()
    at.button(key="comments_pin_send").click().run()
    assert "say how they agreed" in " ".join(faults(at))
    assert kept(own_street) == []
    at.session_state["comments_pin_consent"] = "signed"
    at.run().button(key="comments_pin_send").click().run()
    [comment] = kept(own_street)
    assert comment.assisted is not None
    assert (comment.assisted.consent, comment.browser, faults(at)) == (Consent.SIGNED, "", [])
    assert "written down by staff for somebody present" in html(at)
    assert comment.id in html(at)
    at = visiting(monkeypatch, own_street, "map", staff="moderator", language="en", comment=comment.id)
    assert "written down by social_worker for somebody present" in html(at)
    assert "signed a paper" in html(at)


def test_nobody_else_is_offered_it(monkeypatch: pytest.MonkeyPatch, own_street: Street):
    """Residents, and staff of another community."""
    for staff in ("", "planner elsewhere"):
        at = fill(form(monkeypatch, own_street, staff))
        assert "comments_pin_for_somebody" not in [one.key for one in at.toggle]
