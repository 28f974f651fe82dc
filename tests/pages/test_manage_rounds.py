"""Managing rounds on the page: from the question to the closing, as a member of the board does it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from planning.actions.accounts import add_member, sign_in
from planning.actions.options import change_option
from planning.options.counting.unranked import Unranked
from planning.options.round import State
from planning.pages import visit as visiting
from planning.people import SYSTEM, Role
from planning.queries.rounds import RoundView, rounds
from planning.settings import Settings
from planning.site import Community
from planning.web.door import BROWSER_COOKIE, STAFF_COOKIE
from planning.web.house import House, house_for
from planning.wording import Words
from tests import makers
from tests.makers import NOON
from tests.rounds import BOARD, Poll, opened, prepared

SCRIPT = """
from planning.pages import state, style
from planning.pages.manage import rounds
from planning.pages.visit import arrive

said = state.said()
if said:
    style.quiet(said[1])
rounds.show(arrive())
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """A house with a member of the board who is signed in."""
    monkeypatch.setenv("JIEYI_DATA_DIR", str(tmp_path))
    house = house_for(Settings(data_dir=tmp_path))
    add_member(house.database, SYSTEM, NOON, name="wang", password="long enough", role=Role.BOARD, community_id=None)
    token = sign_in(house.database, house.clock(), name="wang", password="long enough")
    monkeypatch.setattr(visiting, "cookies", lambda: {BROWSER_COOKIE: "browser-1", STAFF_COOKIE: token})
    return house


@pytest.fixture
def yulan(home: House) -> Community:
    """A community."""
    return makers.community(home)


def open_page(lang: str = "en") -> AppTest:
    """The section alone."""
    page = AppTest.from_string(SCRIPT, default_timeout=20)
    page.query_params["lang"] = lang
    return shown(page.run())


def shown(page: AppTest) -> AppTest:
    """The page, drawn without a fault."""
    assert not page.exception, page.exception
    return page


def press(page: AppTest, words: str) -> AppTest:
    """Press the button with these words."""
    (button,) = [button for button in page.button if button.label == words]
    return shown(button.click().run())


def turn_to(page: AppTest, part: str) -> AppTest:
    """Options, codes or dates of the round."""
    found: list[Any] = list(page.get("button_group"))
    (control,) = [c for c in found if c.key and c.key.startswith("rounds_part_")]
    return shown(control.set_value([part] if isinstance(control.value, list) else part).run())


def the_round(home: House, here: Community) -> RoundView:
    """The only round."""
    (view,) = rounds(home.database, BOARD, home.clock(), community_id=here.id)
    return view


def said(page: AppTest) -> str:
    """All HTML of the page."""
    return "\n".join(str(part.proto.body) for part in page.get("html"))


def test_from_the_question_to_the_closing(home: House, yulan: Community):
    """Prepared, two options, codes, announced, extended, closed: each step by one button, each reason kept."""
    page = open_page()
    page.text_input(key="rounds_title_en").set_value("Which species?")
    page = press(page, "Prepare the round")
    for name in ("Camphor", "Jacaranda"):
        page.selectbox(key=f"rounds_option_{the_round(home, yulan).round.id}").set_value("new").run()
        (title,) = [field for field in page.text_input if field.label == "Title · English"]
        title.set_value(name)
        page = press(page, "Add the option")
    assert [ware.option.title.en for ware in the_round(home, yulan).wares] == ["Camphor", "Jacaranda"]
    page = press(turn_to(page, "codes"), "Issue these")
    assert "20 new codes" in said(page)
    assert len(page.get("download_button")) == 2
    page = press(turn_to(page, "dates"), "Announce and open")
    assert the_round(home, yulan).state is State.OPEN
    page.text_input(key="rounds_longer_reason").set_value("It rained.")
    page = press(page, "Extend")
    page.checkbox(key="rounds_close_sure").check().run()
    page.text_input(key="rounds_close_reason").set_value("All have voted.")
    page = press(page, "Close the round")
    view = the_round(home, yulan)
    assert view.state is State.CLOSED
    assert [(change.act, change.reason) for change in view.changes] == [
        ("extend_round", "It rained."), ("close_round", "All have voted."),
    ]  # fmt: skip


def test_the_rule_for_unranked_options_is_asked_where_the_method_asks(home: House, yulan: Community):
    """Not of an instant runoff; of Copeland's method, and then it is announced with the round."""
    page = open_page()
    assert not [radio for radio in page.radio if radio.key == "rounds_unranked"]
    page.text_input(key="rounds_title_en").set_value("Which species?")
    page = shown(page.selectbox(key="rounds_method").set_value("copeland").run())
    page = shown(page.radio(key="rounds_unranked").set_value(Unranked.LEFT_OUT).run())
    page = press(page, "Prepare the round")
    assert the_round(home, yulan).round.unranked is Unranked.LEFT_OUT


def test_what_is_lacking_is_said_and_what_was_typed_stays(home: House, yulan: Community):
    """Opening without codes names what is missing; the round stays in preparation."""
    prepared(home, yulan)
    page = press(turn_to(open_page(), "dates"), "Announce and open")
    assert "enrol the voters" in said(page)
    assert the_round(home, yulan).state is State.DRAFT


def test_an_option_is_edited_where_it_stands(home: House, yulan: Community):
    """Facts as lines with a colon of either script, pros and cons as lines; the form shows what was saved."""
    prepared(home, yulan, trees=["Camphor"])
    page = open_page()
    fields: dict[str, Any] = {area.label: area for area in page.text_area}
    fields["Facts · English"].set_value("Height: 12 m\nCrown: 9 m")
    fields["Facts · 中文"].set_value("高度：12 米\n冠幅：9 米")
    fields["For · English"].set_value("Shade\n")
    page = press(page, "Save the option")
    (ware,) = the_round(home, yulan).wares
    assert [(f.label.zh, f.label.en, f.value.zh, f.value.en) for f in ware.option.facts] == [
        ("高度", "Height", "12 米", "12 m"), ("冠幅", "Crown", "9 米", "9 m"),
    ]  # fmt: skip
    assert [pro.en for pro in ware.option.pros] == ["Shade"]
    shown_now = {area.label: area.value for area in open_page().text_area}
    assert shown_now["Facts · English"] == "Height: 12 m\nCrown: 9 m"


def test_an_option_that_somebody_else_saved(home: House, yulan: Community):
    """The difference is shown, what was typed is still there, and saving again is a decision."""
    round_id = prepared(home, yulan, trees=["Camphor"])
    page = open_page()
    fields: dict[str, Any] = {area.label: area for area in page.text_area}
    fields["For · English"].set_value("Shade")
    (ware,) = the_round(home, yulan).wares
    Poll(home, yulan, round_id, ()).act(
        change_option, option_id=ware.option.id, seen=ware.option.mark, title=Words("樟", "Camphor"),
        summary=Words("", "Evergreen"), professional_note=Words(""),
    )  # fmt: skip
    page = press(page, "Save the option")
    [warning] = page.warning
    assert "Evergreen" in warning.value
    (ware,) = the_round(home, yulan).wares
    assert (ware.option.summary.en, ware.option.pros) == ("Evergreen", ())
    assert {area.label: area.value for area in page.text_area}["For · English"] == "Shade"
    page = press(page, "Save the option")
    assert not page.warning
    (ware,) = the_round(home, yulan).wares
    assert [pro.en for pro in ware.option.pros] == ["Shade"]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("part", ["options", "codes", "dates"])
def test_every_part_is_drawn_in_every_state(home: House, yulan: Community, lang: str, part: str):
    """In preparation, open and closed; in both languages."""
    prepared(home, yulan)
    turn_to(open_page(lang), part)
    poll: Poll = opened(home, here=yulan)
    page = open_page(lang)
    page.selectbox(key="rounds_chosen").set_value(poll.round_id).run()
    turn_to(page, part)
    from planning.actions.rounds import close_round

    poll.act(close_round, round_id=poll.round_id, reason="Done.")
    turn_to(shown(page.run()), part)
