"""Paper ballots on the pages: printed, handed in, entered by two people, counted; each by the buttons that they have."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from planning.actions.accounts import add_member, sign_in
from planning.i18n import translator
from planning.options.ballot import Ranking
from planning.options.option import Option
from planning.options.paper.precedence import PaperRule
from planning.options.paper.sheet import Reading
from planning.options.round import Access, BallotKind
from planning.pages import visit as visiting
from planning.pages.manage.paper.entering import reading_told
from planning.people import SYSTEM, Role
from planning.queries.paper import PaperView, paper_view
from planning.queries.results import results_view
from planning.settings import Settings
from planning.web.door import BROWSER_COOKIE
from planning.web.house import House, house_for
from planning.wording import Words
from tests import makers
from tests.makers import Clock, staff_cookie, visitor
from tests.rounds import BOARD, TREES, Poll, opened

SCRIPT = """
from planning.pages import state, style
from planning.pages.manage import paper
from planning.pages.visit import arrive

said = state.said()
if said:
    style.quiet(said[1])
paper.show(arrive())
"""
ROLL = "kind,label,street_front,area\nshop,1,North,50\nshop,2,North,60\nshop,3,North,70\n"


class Desk:
    """The house and who sits at the keyboard."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.house: House = house_for(Settings(data_dir=folder))
        self.clock = Clock()
        object.__setattr__(self.house, "clock", self.clock)
        for name, role in (("chen", Role.BOARD), ("wang", Role.SOCIAL_WORKER)):
            add_member(
                self.house.database, SYSTEM, self.clock(), name=name, password="long enough", role=role,
                community_id=None,
            )  # fmt: skip
        self.monkeypatch = monkeypatch

    def sits(self, name: str, lang: str = "en") -> AppTest:
        """The section as this member sees it."""
        token = sign_in(self.house.database, self.clock(), name=name, password="long enough")
        jar = {BROWSER_COOKIE: "browser-1", **staff_cookie(self.house, token)}
        self.monkeypatch.setattr(visiting, "cookies", lambda: jar)
        page = AppTest.from_string(SCRIPT, default_timeout=60)
        page.query_params["lang"] = lang
        return shown(page.run())

    def view(self, poll: Poll) -> PaperView:
        """How the paper stands."""
        return paper_view(self.house.database, BOARD, self.clock(), round_id=poll.round_id)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A house with a board member and a social worker."""
    monkeypatch.setenv("JIEYI_DATA_DIR", str(tmp_path))
    return Desk(tmp_path, monkeypatch)


def shown(page: AppTest) -> AppTest:
    """The page, drawn without a fault."""
    assert not page.exception, page.exception
    return page


def press(page: AppTest, key: str) -> AppTest:
    """Press a button."""
    return shown(page.button(key=key).click().run())


def turn_to(page: AppTest, part: str) -> AppTest:
    """One of the four steps."""
    found: list[Any] = list(page.get("button_group"))
    (control,) = [c for c in found if c.key and c.key.startswith("paper_part_")]
    return shown(control.set_value([part] if isinstance(control.value, list) else part).run())


def type_line(page: AppTest, line: str) -> AppTest:
    """Type a sheet and press Enter."""
    (field,) = [one for one in page.text_input if one.key and one.key.startswith("paper_line_")]
    return shown(field.set_value(line).run())


def said(page: AppTest) -> str:
    """All HTML of the page."""
    return "\n".join(str(part.proto.body) for part in page.get("html"))


def words(page: AppTest) -> str:
    """All Markdown of the page."""
    return "\n".join(one.value for one in page.markdown)


def test_from_the_printer_to_the_count(desk: Desk):
    """Numbered, two handed in (one of them set aside), a batch of one entered, differing, agreed, sealed and counted."""
    poll = opened(desk.house, paper=PaperRule.FIRST_RECEIVED)
    poll.cast(1)
    page = press(turn_to(desk.sits("chen"), "print"), "paper_print")
    assert "Sheets 1–50" in said(page)
    assert desk.view(poll).printed == 50
    page = turn_to(page, "table")
    for code, became in ((poll.codes[0], "goes into the box"), (poll.codes[1], "envelope for sheets set aside")):
        page.text_input(key="paper_code").set_value(code)
        page = press(page, "paper_hand_in")
        assert became in said(page)
    page = turn_to(page, "batches")
    page.number_input(key="paper_sheets").set_value(1)
    page = type_line(press(page, "paper_open"), "17 -1-")
    assert "Sheet 17: Jacaranda" in said(page)
    page = press(page, "paper_hand_on")
    assert "You entered this batch: another person must confirm it." in said(page)
    other = turn_to(desk.sits("wang"), "batches")
    assert "Jacaranda" not in said(other).replace("2 Jacaranda", ""), "the second person sees the first reading"
    other = type_line(other, "17 1--")
    other.text_input(key="paper_note").set_value("Looks like the first box.")
    other = press(other, "paper_compare")
    assert "The two readings differ" in said(other)
    page = turn_to(desk.sits("chen"), "batches")
    assert "differently: 17" in said(page)
    assert "Looks like the first box." in said(page)
    page = press(page, "paper_hand_on")
    other = press(type_line(turn_to(desk.sits("wang"), "batches"), "17 -1-"), "paper_compare")
    assert "the batch is sealed" in said(other)
    desk.clock.forward(hours=48)
    page = turn_to(desk.sits("wang"), "count")
    assert "The board says when all paper is in" in said(page)
    page = turn_to(desk.sits("chen"), "count")
    page = press(shown(page.checkbox(key="paper_sure").check().run()), "paper_finish")
    assert "put aside at the table: **1**" in words(page)
    assert results_view(desk.house.database, visitor(), desk.clock(), round_id=poll.round_id).winners


def test_a_slip_of_the_keyboard_keeps_the_line(desk: Desk):
    """What was refused stays in the field with one sentence; nothing was entered."""
    poll = opened(desk.house, paper=PaperRule.PAPER_FIRST)
    page = press(turn_to(desk.sits("chen"), "batches"), "paper_open")
    page = type_line(page, "17 12")
    assert "You typed 2 boxes, and this ballot has 3" in said(page)
    (field,) = [one for one in page.text_input if one.key and one.key.startswith("paper_line_")]
    assert field.value == "17 12"
    assert desk.view(poll).batches[0].first == 0


@pytest.mark.parametrize(
    ("line", "told"),
    [("17 b", "invalid: blank"), ("17 11-", "given twice"), ("17 u", "unreadable"), ("17 w", "wrong form"), ("17 o torn", "another reason (torn)")],
)  # fmt: skip
def test_an_invalid_sheet_has_its_reason(desk: Desk, line: str, told: str):
    """Blank, repeated, unreadable, wrong form, other: said back at once."""
    opened(desk.house, paper=PaperRule.PAPER_FIRST)
    assert told in said(type_line(press(turn_to(desk.sits("chen"), "batches"), "paper_open"), line))


def test_a_hand_count_is_corrected_and_a_sheet_is_taken_out(desk: Desk):
    """With a reason; the batch goes on only when both numbers agree."""
    poll = opened(desk.house, paper=PaperRule.PAPER_FIRST, ballot=BallotKind.APPROVAL, method="approval")
    page = press(turn_to(desk.sits("chen"), "batches"), "paper_open")
    page = type_line(type_line(page, "1 1-1"), "2 ---")
    assert page.button(key="paper_hand_on").disabled
    page = press(page, "paper_take_out")
    batch_id = desk.view(poll).batches[0].batch.id
    page.number_input(key=f"paper_recounted_{batch_id}").set_value(1)
    page.text_input(key=f"paper_why_{batch_id}").set_value("Two stuck together.")
    page = press(page, "paper_recount")
    assert not page.button(key="paper_hand_on").disabled


def test_a_door_is_chosen_by_its_label_with_the_number_of_the_sheet(desk: Desk):
    """Where the rule must find the sheet again, its number is asked for; a door that handed in is marked."""
    poll = opened(desk.house, count=0, roll=ROLL, paper=PaperRule.PHONE_FIRST)
    page = turn_to(desk.sits("wang"), "table")
    door = next(option for option in page.selectbox(key="paper_door").options if option.endswith("2"))
    page.selectbox(key="paper_door").select(door)
    page = press(page, "paper_hand_in")
    assert "is no number of a sheet" in said(page)
    page.selectbox(key="paper_door").select(door)
    page.text_input(key="paper_number").set_value("3")
    page = press(page, "paper_hand_in")
    assert "goes into the box" in said(page)
    assert [option for option in page.selectbox(key="paper_door").options if "✓" in option] == [f"{door} ✓"]
    assert desk.view(poll).handed_in == 1


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_step_is_drawn_in_both_languages(desk: Desk, lang: str):
    """A round open to all, before, during and after: no table, and no fault anywhere."""
    opened(desk.house, count=0, access=Access.OPEN, paper=PaperRule.FIRST_RECEIVED)
    for _ in range(2):
        page = desk.sits("chen", lang)
        for part in ("print", "table", "batches", "count"):
            page = turn_to(page, part)
        desk.clock.forward(hours=48)


def test_without_such_a_round_the_page_says_who_chooses(desk: Desk):
    """Nothing is empty without a sentence."""
    makers.community(desk.house)
    assert "No round takes paper ballots" in said(desk.sits("wang"))


@pytest.mark.parametrize(
    ("kind", "ranking", "told"),
    [
        ("ranking", (("b",), ("a", "c")), "2 > 1 = 3"), ("approval", (("a", "c"),), "1, 3"), ("budget", (("a", "c"),), "1, 3"),
        ("score", (("b",), (), (), (), (), ("a",)), "1: 0, 2: 5"), ("yes_no", (("b",),), "Jacaranda"),
    ],
)  # fmt: skip
def test_what_was_typed_is_told_as_its_kind_of_ballot(kind: str, ranking: Ranking, told: str):
    """By the numbers of the boxes; points with their box; a yes or no by its word."""
    boxes = [
        Option(k, "here", "round-1", k, n, Words("", name))
        for n, (k, name) in enumerate(zip("abc", TREES, strict=True))
    ]
    assert reading_told(translator("en"), Reading(ranking), boxes, kind, titles=False) == told
