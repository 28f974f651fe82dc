"""Managing rounds on the page: from the question to the closing, as a member of the board does it."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from planning import store
from planning.actions.accounts import add_member, sign_in
from planning.actions.case_phases import plan_phase
from planning.actions.codes import enrol_voters
from planning.actions.options import change_option
from planning.actions.rounds import close_round
from planning.cases.case import Case, Phase
from planning.options.counting.unranked import Unranked
from planning.options.round import BallotKind, State
from planning.pages import visit as visiting
from planning.people import SYSTEM, Role
from planning.queries.rounds import RoundView, codes_view, rounds
from planning.settings import Settings
from planning.site import Community, new_id
from planning.web.door import BROWSER_COOKIE
from planning.web.house import House, house_for
from planning.wording import Words
from tests import makers
from tests.actions.test_deciding import deciding_poll
from tests.makers import NOON, staff_cookie
from tests.options.test_roll_tables import workbook
from tests.rounds import BOARD, Poll, courtyard, opened, prepared

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
    monkeypatch.setattr(visiting, "cookies", lambda: {BROWSER_COOKIE: "browser-1", **staff_cookie(house, token)})
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


def test_a_reason_is_asked_where_the_round_opens_before_its_vote(home: House, yulan: Community):
    """By the day on which it opens, and for this round alone: the page asks where the act would."""
    now = home.clock()
    case = Case(new_id(), yulan.id, Words("Trees"), Words("Which?"), Words(""), Phase.OPTIONS, now)
    with home.database.writing() as session:
        store.add(session, case)
    round_id = prepared(home, yulan, case_id=case.id)
    begins = now.date() + timedelta(days=5)
    plan_phase(home.database, BOARD, now, new_id(), case_id=case.id, phase=Phase.VOTE, begins=begins)
    page = turn_to(open_page(), "dates")
    early = f"rounds_early_reason_{round_id}"
    assert early in {field.key for field in page.text_input}
    page = shown(page.date_input(key="rounds_opens_day").set_value(begins + timedelta(days=1)).run())
    assert early not in {field.key for field in page.text_input}


def test_the_rule_for_unranked_options_is_asked_where_the_method_asks(home: House, yulan: Community):
    """Not of an instant runoff; of Copeland's method, and then it is announced with the round."""
    page = open_page()
    assert not [radio for radio in page.radio if radio.key == "rounds_unranked"]
    page.text_input(key="rounds_title_en").set_value("Which species?")
    page = shown(page.selectbox(key="rounds_method_ranking").set_value("copeland").run())
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
    poll.act(close_round, round_id=poll.round_id, reason="Done.")
    turn_to(shown(page.run()), part)


def test_a_round_that_decides_is_prepared_by_choosing(home: House, yulan: Community):
    """Yes or no, the matter under the law: the rule is shown as voters will read it, with the note on the lawyer."""
    page = open_page()
    page.text_input(key="rounds_title_en").set_value("Replace at all?")
    page = shown(page.selectbox(key="rounds_ballot").set_value(BallotKind.YES_NO).run())
    page = shown(page.selectbox(key="rounds_rule").set_value("by_matter").run())
    page = shown(page.selectbox(key="rounds_matter_True").set_value(7).run())
    told = "\n".join(str(part.value) for part in page.markdown)
    assert "at least 3\\/4 must say yes" in told
    assert "a lawyer should confirm it" in told
    press(page, "Prepare the round")
    made = the_round(home, yulan).round
    assert json.loads(made.rule) == {
        "matter": 7, "preset": "civil_code_278_grave", "purpose": "pre_check", "unsold": "once_for_developer",
    }  # fmt: skip


def test_fractions_of_ones_own_and_groups(home: House, yulan: Community):
    """Each threshold with its sign; what is left empty is not asked; a fraction that is none is said at once."""
    page = open_page()
    page.text_input(key="rounds_title_en").set_value("Replace at all?")
    page = shown(page.selectbox(key="rounds_ballot").set_value(BallotKind.YES_NO).run())
    page = shown(page.selectbox(key="rounds_rule").set_value("own").run())
    assert "asks for no consent" in said(page)
    page.text_input(key="rounds_participation_heads").set_value("1/2")
    page.text_input(key="rounds_consent_area").set_value("three quarters")
    page = shown(page.run())
    assert "needs either at_least or more_than" in said(page)
    page.text_input(key="rounds_consent_area").set_value("3/4")
    page.selectbox(key="rounds_consent_area_sign").set_value("more_than")
    page.selectbox(key="rounds_level_False").set_value("building")
    page = shown(page.run())
    press(page, "Prepare the round")
    assert json.loads(the_round(home, yulan).round.rule) == {
        "participation": [{"at_least": "1/2", "by": "heads"}],
        "consent": [{"by": "area", "more_than": "3/4", "of": "taking_part"}],
        "groups": {"level": "building"}, "purpose": "advisory", "unsold": "once_for_developer",
    }  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("part", ["options", "codes", "dates"])
def test_every_part_of_a_yes_or_no_is_drawn_in_every_state(home: House, yulan: Community, lang: str, part: str):
    """In preparation, open and closed; the roll with its areas and its hash."""
    courtyard(home, yulan)
    prepared(home, yulan, ballot=BallotKind.YES_NO, method="plurality")
    turn_to(open_page(lang), part)
    poll = deciding_poll(home, "80.05", "90", here=yulan)
    page = open_page(lang)
    page.selectbox(key="rounds_chosen").set_value(poll.round_id).run()
    page = turn_to(page, part)
    assert poll.view.round.roll_hash in said(page)
    if part == "codes":
        assert "170.05" in said(page)
    poll.act(close_round, round_id=poll.round_id, reason="Done.")
    turn_to(shown(page.run()), part)


def test_who_was_reached_is_noted(home: House, yulan: Community):
    """Doors are chosen, their status is set; the roll stays frozen."""
    courtyard(home, yulan)
    poll = deciding_poll(home, "80", "90", here=yulan)
    page = turn_to(open_page(), "codes")
    (doors,) = [one for one in page.multiselect if one.key == "rounds_reached"]
    doors.set_value([doors.options[0]])
    page = shown(page.run())
    page = press(page, "Note it")
    view = codes_view(home.database, BOARD, home.clock(), round_id=poll.round_id)
    assert sorted(str(line.voter.contact) for line in view.lines) == ["not_yet", "reached"]


def test_the_roll_is_begun_anew(home: House, yulan: Community):
    """After a tick, while the round is prepared."""
    courtyard(home, yulan)
    round_id = prepared(home, yulan)
    enrol_voters(home.database, BOARD, home.clock(), "act-1", round_id=round_id, table="kind,label\nhousehold,1\n")
    page = turn_to(open_page(), "codes")
    page = shown(page.checkbox(key="rounds_clear_sure").check().run())
    page = press(page, "Take everybody off the roll")
    assert codes_view(home.database, BOARD, home.clock(), round_id=round_id).lines == ()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_roll_comes_from_a_workbook(home: House, yulan: Community, lang: str):
    """A faulty one is listed line by line and enrols nobody; the corrected one shows heads, units and areas."""
    courtyard(home, yulan)
    round_id = prepared(home, yulan)
    head = ["类别", "门牌", "院落", "面积", "业主编号"]
    page = turn_to(open_page(lang), "codes")
    bad = workbook([head, ["业主", "1", "C1", "87.355", "A"], ["城堡", "2", "C9", 90, None]])
    page = shown(page.file_uploader(key="rounds_roll").set_value([("名册.xlsx", bad, "application/zip")]).run())
    page = shown(page.button(key="rounds_enrol").click().run())
    listed = [frame.value for frame in page.dataframe if len(frame.value.columns) == 2]
    assert [list(frame.iloc[:, 0]) for frame in listed] == [[2, 3, 3]]
    assert codes_view(home.database, BOARD, home.clock(), round_id=round_id).lines == ()
    good = workbook(
        [head, ["业主", "1", "C1", 87.35, "A"], ["业主", "2", "C1", "90.10", "A"], ["住户", "3", "C1", 60, None]]
    )
    page = shown(page.file_uploader(key="rounds_roll").set_value([("名册.xlsx", good, "application/zip")]).run())
    page = shown(page.button(key="rounds_enrol").click().run())
    view = codes_view(home.database, BOARD, home.clock(), round_id=round_id)
    assert [(line.voter.label, line.voter.units, line.voter.area) for line in view.lines] == [
        ("1 +1", 2, 17745),
        ("3", 1, 6000),
    ]
    assert "237.45" in said(page)
