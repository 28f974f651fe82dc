"""Pinning and reading comments, as a visitor goes through it."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from planning import addresses, store
from planning.cases.case import Case, Phase
from planning.pages import visit as visiting
from planning.settings import Settings
from planning.site import Community, new_id
from planning.surveys.photo import Photo
from planning.web.door import BROWSER_COOKIE
from planning.web.house import House, house_for
from planning.wording import Words
from tests import makers
from tests.endings import ended
from tests.makers import NOON
from tests.sending import sent, shot
from tests.speaking import HOSTILE, kept, say, words


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """The house that the page script opens by itself from the environment."""
    monkeypatch.setenv("JIEYI_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(visiting, "cookies", lambda: {BROWSER_COOKIE: "browser-1"})
    return house_for(Settings(data_dir=tmp_path))


@pytest.fixture
def yulan(home: House) -> Community:
    """A community with bounds."""
    return makers.community(home)


def pin_page(lon: float = 104.06, lat: float = 30.63, case: str = "") -> AppTest:
    """The form alone, at a place."""

    def script(lon: float, lat: float, case: str) -> None:
        import streamlit as st

        from planning.pages import frame
        from planning.pages.comments import pin_form
        from planning.pages.visit import arrive

        st.query_params["lang"] = "en"
        if case:
            st.query_params["case"] = case
        frame._said()
        pin_form(arrive(), lon, lat, None)

    return AppTest.from_function(script, default_timeout=30, args=(lon, lat, case)).run()


def fill(page: AppTest, **fields: str) -> AppTest:
    """Type and tap, without sending."""
    for name, value in ({"topic": "fruit", "stance": "worry", "text": "果子弄脏路面"} | fields).items():
        page.session_state[f"comments_pin_{name}"] = value
    return page.run()


def test_a_comment_is_pinned_and_the_receipt_is_read_from_the_database(home: House, yulan: Community):
    """What was typed is what is kept, and what is shown afterwards."""
    page = fill(pin_page(), author="老街坊")
    page.button(key="comments_pin_send").click().run()
    [comment] = kept(home)
    assert (comment.text, comment.author, comment.browser) == ("果子弄脏路面", "老街坊", "browser-1")
    assert "Your comment is pinned" in words(page)
    assert "果子弄脏路面" in words(page)


def test_a_double_click_pins_once(home: House, yulan: Community):
    """Row 12: the browser sends the same click twice; the second says nothing and adds nothing."""
    page = fill(pin_page())
    page.button(key="comments_pin_send").click()
    clicked = page._tree.get_widget_states()
    page._run(clicked)
    page._run(clicked)
    assert len(kept(home)) == 1
    assert not page.error
    assert "Your comment is pinned" in words(page)


def test_a_refusal_says_everything_and_loses_nothing(home: House, yulan: Community):
    """The topic and the stance are missing; the words stay where they were."""
    page = fill(pin_page(), topic="", stance="", text="一" * 1001)
    page.button(key="comments_pin_send").click().run()
    [said] = page.error
    for sentence in ("Please choose what it is about", "Please choose where you stand", "at most 1000"):
        assert sentence in said.value
    assert page.text_area(key="comments_pin_text").value == "一" * 1001
    assert kept(home) == []
    fill(page, text="短").button(key="comments_pin_send").click().run()
    assert ([c.text for c in kept(home)], len(page.error)) == (["短"], 0)


def test_photos_go_with_the_comment(home: House, yulan: Community):
    """Sent from the small page inside the form, taken up by the comment, shown in the receipt by their route."""
    page = fill(pin_page())
    form = page.session_state["act:photos:comments_pin"]
    assert f"/uploads?community={yulan.id}&form={form}" in page.get("iframe")[0].proto.src
    sent(home, yulan, shot(30, 20), form=form)
    page.button(key="comments_pin_send").click().run()
    with home.database.reading() as session:
        [photo] = store.find(session, Photo)
    assert (photo.owner_id, photo.width_px) == (kept(home)[0].id, 30)
    assert f"/photos/{photo.id}" in words(page)


def test_neighbours_words_come_before_the_form(home: House, yulan: Community):
    """A "me too" instead of a duplicate; who still wants to write can."""
    said = say(home, yulan)
    page = pin_page()
    assert "果子掉在车上" in words(page)
    assert not page.text_area
    page.button(key=f"comments_similar_support_{said}_False").click().run()
    assert "1 me too" in words(page)
    page.button(key=f"comments_similar_support_{said}_True").click().run()
    assert "1 me too" not in words(page)
    page.button(key="comments_own").click().run()
    assert page.text_area


def test_words_survive_a_tap_elsewhere(home: House, yulan: Community):
    """The place of the pin changes while the text is being written."""

    def script() -> None:
        import streamlit as st

        from planning.pages.comments import pin_form
        from planning.pages.visit import arrive

        where = st.session_state.get("where", "form")
        if where == "form":
            pin_form(arrive(), 104.06, 30.63, None)

    page = AppTest.from_function(script, default_timeout=30).run()
    page.text_area(key="comments_pin_text").set_value("写到一半").run()
    page.session_state["where"] = "list"
    page.run()
    assert not page.text_area
    page.session_state["where"] = "form"
    assert page.run().text_area(key="comments_pin_text").value == "写到一半"


def test_a_place_outside_is_refused_with_its_sentence(home: House, yulan: Community):
    """No form where no comment can be pinned."""
    page = pin_page(lon=104.1)
    assert "lies outside" in words(page)
    assert not page.text_area


def test_the_list_filters_searches_and_selects(home: House, yulan: Community):
    """What the list shows is what the map is told; one that is chosen is given back."""
    light = say(home, yulan, "路灯太暗", topic="light", stance="idea")
    say(home, yulan)

    def script() -> None:
        import streamlit as st

        from planning.pages.comments import comment_list, map_filters
        from planning.pages.visit import arrive

        st.query_params["lang"] = "en"
        visit = arrive()
        st.session_state["filters"] = map_filters(visit)
        st.session_state["selected"] = comment_list(visit, selected=None)

    page = AppTest.from_function(script, default_timeout=30).run()
    assert "2 comments" in words(page)
    page.session_state["comments_topic"] = "light"
    page.run()
    assert "1 comment," in words(page)
    assert page.session_state["filters"]["topic"] == "light"
    page.button(key=f"comments_choose_{light}").click().run()
    assert page.session_state["selected"] == light
    page.text_input(key="comments_text").set_value("100%").run()
    assert "No comment matches" in words(page)


def test_hostile_words_stay_words(home: House, yulan: Community):
    """Rows 34 and 35: markup in a comment and in a nickname is escaped where it is drawn."""
    say(home, yulan, HOSTILE, author="<b>x</b>")
    said = words(pin_page())
    assert "&lt;img src=x onerror=alert(1)&gt;" in said
    assert "<img src=x" not in said
    assert "&lt;b&gt;x&lt;/b&gt;" in said


def test_words_for_a_closed_case_stand_at_their_place(home: House, yulan: Community):
    """Closed while somebody writes, it is told at the button; then the page says beforehand that the words are in no case."""
    case = Case(new_id(), yulan.id, Words("换树", "Trees"), Words("换吗"), Words(""), Phase.EVALUATE, NOON)
    with home.database.writing() as session:
        store.add(session, case)
    page = fill(pin_page(case=case.id))
    assert "is closed" not in words(page)
    ended(home, case, NOON)
    page.button(key="comments_pin_send").click().run()
    assert (kept(home), "send them once more" in words(page)) == ([], True)
    assert "The case “Trees” is closed: nothing is added to it until it is reopened." in words(page)
    assert addresses.to(addresses.CASE_DECISION, community=yulan.id, case=case.id) in words(page)
    page.button(key="comments_pin_send").click().run()
    [comment] = kept(home)
    assert (comment.case_id, comment.text) == (None, "果子弄脏路面")
