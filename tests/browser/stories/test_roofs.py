"""The story of the rooftops of courtyard 3 in a real Chromium, in both languages: from the first complaint to the end of the case.

A resident does with a phone what residents do: raises the matter, signs in at the meeting of the courtyard, says whether it was
done well. A planner and somebody of the board do the rest on their pages: receive the matter, open the case and hand it to the
courtyard with its record, keep the register of households, enter the objection, its visit and its answer, call the meeting and
write its minutes, record the consensus, plan the work, keep the book, ask the evaluation, show the resident's words, close the
case. Acts stay what is said of the other doors of the register (the first one is noted on the page) and the answers of eight
neighbours to the evaluation. The server's clock goes through the months (:mod:`tests.browser.travelling`).
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from planning.actions.households import note_household
from planning.actions.tales.teller import EVENING
from planning.cases.case import Case, Phase
from planning.cases.decision import Way
from planning.cases.dissent import Outcome
from planning.cases.household import Household, HouseholdState
from planning.cases.meeting import MeetingKind
from planning.surveys.comment import Topic
from planning.wording import Words
from tests.browser.staff import Staff, team
from tests.browser.staff_cases import hands_to, objects, opens_case, registers, visits
from tests.browser.staff_ending import Ending, carried_out, evaluated
from tests.browser.staff_steps import (
    Call,
    calls,
    decides,
    enters,
    joins,
    minutes,
    receives,
)
from tests.browser.story import LANGUAGES, Story, page_of_case

ROOFS = Words("3号院楼顶", "Roofs of Courtyard 3")
AGREED = Words("没有人再反对", "Nobody went on objecting")
THANKS = "今年没漏"
ENDING = Ending(
    ROOFS, Words("施工", "The work"), Words("完工", "All done"), "4,600", Words("雨季不漏", "No leaks"), THANKS, days=(30, 60, 90)
)  # fmt: skip


@pytest.mark.timeout(600)  # months of two people's work: a minute, and far more on a machine that is busy otherwise
@pytest.mark.parametrize("story", LANGUAGES, indirect=True)
def test_rooftops_of_a_courtyard_from_the_first_complaint_to_the_evaluation(
    story: Story, open_page: Callable[..., Page]
):
    """Raised, handed to the courtyard, household by household, agreed on at its meeting, built, evaluated, closed."""
    planner, board = team(story, open_page)
    yard = story.tell.yards()["03"]
    story.on(1)
    story.raise_matter("顶楼漏水两年了", Topic.ROOFTOP, yard.id)
    opened(story, planner, yard.name[story.language])
    household_by_household(story, planner, yard.name[story.language])
    talked_over(story, planner, yard.name[story.language])
    decided(story, board)
    carried_out(story, planner, board, ENDING)
    evaluated(story, board, ENDING)
    (case,) = [one.id for one in story.tell.all(Case)]
    story.answers(case, {
        "decided": ("38", story.t("at a meeting, by consensus")), "raised": ("漏水",),
        "asked": ("13", story.name(HouseholdState.AGREED)), "said": (AGREED[story.language],),
        "votes": (story.t("No vote was announced about it."),), "costs": ("4,600",), "well": (THANKS, "9"),
    })  # fmt: skip
    page_of_case(open_page, story, case, story.t("Was it done well?"))


def opened(story: Story, planner: Staff, yard: str) -> None:
    """The matter is received; a case is opened, handed to the courtyard, and the matter joins it."""
    story.on(2)
    planner.comes()
    receives(planner)
    opens_case(planner, ROOFS, Words("怎么拆？", "How do they go?"))
    hands_to(planner, yard, "由院落商量")
    joins(planner)


def household_by_household(story: Story, planner: Staff, yard: str) -> None:
    """Thirteen doors are entered; how far it has come is noted at the first, and at six more."""
    tell = story.tell
    story.on(4)
    planner.comes()
    enters(planner, Phase.SURVEY)
    registers(planner, yard, [f"3-1-{n}" for n in range(101, 114)], HouseholdState.AGREED)
    for one in [one for one in tell.all(Household) if one.door != "3-1-101"][:6]:
        tell.do(
            note_household, household_id=one.id, version=one.version, name="", state=HouseholdState.AGREED,
            day=tell.today(), note="",
        )  # fmt: skip


def talked_over(story: Story, planner: Staff, yard: str) -> None:
    """Somebody objects, is visited and answered; the courtyard meets, the phone signs in, the minutes are written."""
    story.on(5)
    planner.comes()
    enters(planner, Phase.DELIBERATE)
    objects(planner, "3-1-601", Topic.ROOFTOP, "棚子里住着老人")
    story.on(13)
    planner.comes()
    visits(planner, "3-1-601", "三个月过渡", Outcome.MET, Words("三个月过渡", "Three months to move"))
    calls(planner, Call(
        story.name(MeetingKind.COURTYARD), Words("楼顶专题会", "On the rooftops"), Words("怎么拆", "How"),
        Words("活动室", "The room"), ROOFS[story.language], yard))  # fmt: skip
    story.signs_in(20)
    story.on(20, EVENING + 2)
    planner.comes()
    minutes(planner, 38, AGREED)


def decided(story: Story, board: Staff) -> None:
    """The board finds the meeting there, and that it agreed."""
    story.on(22)
    board.comes()
    enters(board, Phase.DECIDE, "商量一致")
    decides(board, Words("拆一段补一段", "Section by section"), Way.CONSENSUS, {})
