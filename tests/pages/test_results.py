"""The results page as a visitor and the board see it, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from planning.actions.accounts import add_member, sign_in
from planning.pages import visit as visiting
from planning.people import SYSTEM, Role
from planning.settings import Settings
from planning.site import Community
from planning.web.door import BROWSER_COOKIE
from planning.web.house import House, house_for
from planning.wording import Words
from tests import makers
from tests.elections import add_roll, closed_round, load_election
from tests.rounds import opened

CAST = [((("a",), ("b",)), 9), ((("b",), ("a",)), 7), ((("c",), ("b",)), 6)]
TITLES = {
    "a": Words("大红紫薇", "Red crape myrtle"),
    "b": Words("<b>银杏</b>", "<b>Ginkgo</b>"),
    "c": Words("香樟", "Camphor"),
}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """The house that the page script opens by itself from the environment."""
    monkeypatch.setenv("JIEYI_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(visiting, "cookies", lambda: {BROWSER_COOKIE: "browser-1"})
    return house_for(Settings(data_dir=tmp_path))


@pytest.fixture
def here(home: House) -> Community:
    """A community."""
    return makers.community(home)


def shown(round_id: str = "", language: str = "en") -> tuple[AppTest, str]:
    """The page alone (AppTest cannot turn to a page that is a function), and all HTML on it."""

    def script(round_id: str, language: str) -> None:
        import streamlit as st

        from planning.pages import results
        from planning.pages.visit import arrive

        st.query_params["lang"] = language
        if round_id:
            st.query_params["round"] = round_id
        results.show(arrive())

    page = AppTest.from_function(script, default_timeout=30, args=(round_id, language)).run()
    return page, text(page)


def text(page: AppTest) -> str:
    """All HTML of a run."""
    assert not page.exception, page.exception
    return "\n".join(str(element.proto.body) for element in page.get("html"))


@pytest.mark.parametrize(
    ("language", "first"),
    [
        ("zh", "大红紫薇"),
        ("en", "Red crape myrtle wins at stage 2 of the instant runoff"),
    ],
)
def test_one_sentence_one_picture_every_number(home: House, here: Community, language: str, first: str):
    """Three depths in each language; the title that is HTML stays text (row 35)."""
    cast = [*CAST[:2], ((("c",), ("a",)), 6)]
    round_id = closed_round(home, here, rankings=cast, titles=TITLES)
    add_roll(home, here, round_id, {"North": (30, 16), "Tiny": (3, 3), "South": (12, 6)})
    _, html = shown(language=language)
    assert first in html
    assert html.count('src="data:image/svg+xml') == 3
    assert html.count("<table") == 6
    assert "<b>Ginkgo</b>" not in html
    assert "<b>银杏</b>" not in html
    assert "&lt;b&gt;" in html
    assert f"/rounds/{round_id}/report.html?lang={language}" in html


def test_an_open_round_says_when_it_closes_and_nothing_else(home: House, here: Community):
    """No figure before closing, for nobody."""
    poll = opened(home, here=here, count=5)
    for number in range(5):
        poll.cast(number)
    _, html = shown()
    assert "Voting is open until" in html
    assert "Crape myrtle" not in html
    assert "<table" not in html
    assert "report.html" not in html


def test_no_round_yet(home: House, here: Community):
    """A drawn state with a sentence."""
    assert "No vote has been announced yet" in shown()[1]


def test_few_ballots_and_blank_ones(home: House, here: Community):
    """The outcome alone below ten; a sentence where all are blank."""
    few = closed_round(home, here, rankings=[((("a",),), 9)], titles=TITLES)
    blank = closed_round(home, here, rankings=[((), 10)])
    html = shown(few)[1]
    assert "Fewer than ten ballots were cast" in html
    assert "<table" not in html
    assert "9 of 9" not in html
    assert "Every ballot is blank (10 in all)" in shown(blank)[1]


def test_a_tie_is_shown_as_a_tie(home: House, here: Community):
    """Both options, and what would resolve it."""
    closed_round(home, here, rankings=[((("a",),), 5), ((("b",),), 5)], titles=TITLES)
    html = shown()[1]
    assert "It is a tie" in html
    assert "What could: another round between" in html


def test_another_round_can_be_chosen(home: House, here: Community):
    """The list of rounds turns the page, and the address of a round leads to it."""
    one = closed_round(home, here, rankings=CAST, titles=TITLES, title=Words("甲", "First round"))
    two = closed_round(home, here, rankings=[((("c",),), 9)], titles=TITLES, title=Words("乙", "Second round"))
    page, html = shown(one)
    assert '<h1 class="jr-title">First round</h1>' in html
    page.selectbox(key="results_round").select(two).run()
    assert '<h1 class="jr-title">Second round</h1>' in text(page)


def test_only_the_board_is_offered_the_ballots(home: House, here: Community, monkeypatch: pytest.MonkeyPatch):
    """A planner sees no link to them; the board does."""
    closed_round(home, here, rankings=CAST, titles=TITLES)
    for role, offered in ((Role.PLANNER, False), (Role.BOARD, True)):
        said = {"name": f"A {role}", "password": "a good long password"}
        add_member(home.database, SYSTEM, home.clock(), role=role, community_id=here.id, **said)
        token = sign_in(home.database, home.clock(), **said)
        monkeypatch.setattr(
            visiting, "cookies", lambda token=token: {BROWSER_COOKIE: "b", **makers.staff_cookie(home, token)}
        )
        assert ("ballots.csv" in shown()[1]) is offered


@pytest.mark.real
def test_a_real_election_is_read_on_the_page(home: House, here: Community, real_data: Path):
    """Burlington 2009: Kiss wins, Montroll would have won by pairwise methods, Wright by plurality."""
    load_election(
        home, here, real_data / "votes" / "ballots" / "us_2009_burlington_mayor.csv", titles={"c1": "Bob Kiss"}
    )
    html = shown()[1]
    assert "Bob Kiss wins at stage 5 of the instant runoff: it holds 4313 of the 8373 ballots" in html
