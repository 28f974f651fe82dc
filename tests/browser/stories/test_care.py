"""The story of the missing child care in a real Chromium, in both languages: from the yearly questionnaire to the end of the case.

A resident does with a phone what residents do: answers the questionnaire, raises the matter, signs in at the assembly, says
whether it was done well. A planner and somebody of the board do the rest on their pages: bring in and publish the questionnaire,
receive the matter, close the questionnaire, open the case from the need, join the matter to it, move its phases, call the
assembly and write its minutes, record the decision, plan the work, keep the book, ask the evaluation, show the resident's words,
close the case. Acts stay the answers of the eight others, to the questionnaire and to the evaluation: they do what the phone did
before. The server's clock goes through the months (:mod:`tests.browser.travelling`).
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from planning import addresses
from planning.actions.answering import answer_survey
from planning.actions.tales.forms import NEEDS_CHOICES, NEEDS_SURVEY, form
from planning.actions.tales.teller import EVENING
from planning.cases.case import Case, Phase
from planning.cases.decision import Way
from planning.cases.meeting import MeetingKind
from planning.site import new_id
from planning.surveys.comment import Topic
from planning.surveys.questionnaire.survey import Edition, Survey
from planning.wording import Words
from tests.browser.staff import Staff, team
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

CARE = Words("放学后有人照看孩子", "Somebody to look after children after school")
TERM = Words("试办一学期", "Tried for a term")
SURVEY = "年度需求问卷"
THANKS = "下班不用赶了"
ENDING = Ending(
    CARE, Words("开办", "The start"), Words("开班", "First day"), "8,155.80", Words("放学有人接", "Children are met"), THANKS, days=(80, 160, 170),
)  # fmt: skip


@pytest.mark.timeout(600)  # months of two people's work: a minute, and far more on a machine that is busy otherwise
@pytest.mark.parametrize("story", LANGUAGES, indirect=True)
def test_a_need_that_the_questionnaire_found_becomes_a_case_and_is_met(story: Story, open_page: Callable[..., Page]):
    """Asked, ranked, opened as a case, settled by the assembly, carried out, evaluated, closed; each by who does it."""
    planner, board = team(story, open_page)
    asked_for(story, planner)
    opened(story, planner)
    talked_over(story, planner)
    decided(story, board)
    carried_out(story, planner, board, ENDING)
    evaluated(story, board, ENDING)
    (case,) = [one.id for one in story.tell.all(Case)]
    story.answers(case, {
        "decided": ("47", story.t("at a meeting, by a vote of representatives")),
        "raised": (story.t("It was found by a questionnaire: {title}", title=SURVEY),), "asked": ("9",),
        "said": (TERM[story.language],), "votes": (story.t("No vote was announced about it."),),
        "costs": ("8,155.80", "示例公司"), "well": (THANKS, "9"),
    })  # fmt: skip
    page_of_case(open_page, story, case, story.t("Was it done well?"))


def asked_for(story: Story, planner: Staff) -> None:
    """The planner brings in the form and publishes it; a resident answers on the phone, so do eight more; one raises the matter."""
    story.on(1)
    planner.comes()
    planner.opens("Questionnaires")
    planner.unfolds("Bring in a form that is there already")
    planner.sends("needs.xlsx", form(SURVEY, NEEDS_SURVEY, NEEDS_CHOICES))
    planner.presses("Make a questionnaire of it", "The questionnaire is in preparation: look at it, then publish it.")
    planner.leaves()
    planner.presses("Publish: people can answer from now on", "The questionnaire is open.")
    (survey,) = [str(one.id) for one in story.tell.all(Survey)]
    story.on(3, EVENING)
    page = story.open(addresses.ASK_SHORT, survey=survey)
    page.locator("[name='a.needs.child_care']").check()
    page.locator("[name='a.work'][value=yes]").check()
    page.locator("#send").click()
    expect(page.locator("#receipt")).to_be_visible()
    page.close()
    others(story, survey)
    story.raise_matter("双职工家庭放学没人接孩子", Topic.OTHER)


def others(story: Story, survey: str) -> None:
    """Eight more answer on their phones."""
    tell = story.tell
    (edition,) = tell.all(Edition, survey_id=survey)
    for n in range(8):
        answer_survey(
            tell.database, tell.resident(n), tell.now, survey_id=survey, client_id=new_id(), edition_id=edition.id,
            answers={"needs": ["child_care", "parking"] if n % 2 else ["child_care"]}, courtyard_id="", code_id=None, mac=tell.mac, clock=tell.clock,
        )  # fmt: skip


def opened(story: Story, planner: Staff) -> None:
    """The matter is received, the questionnaire closed, the case opened from the first of its needs; the matter joins it."""
    story.on(60)
    planner.comes()
    receives(planner)
    planner.opens("Questionnaires")
    planner.picks("Questionnaire", SURVEY)
    planner.unfolds("Close the questionnaire")
    planner.fills("Why it is closed (everybody reads it)", "到期")
    planner.presses("Close: nobody can answer any more", "The questionnaire is closed: everybody can read the result.")
    planner.goes("/surveys")
    planner.sees(CARE[story.language])
    planner.presses("Open a case from it", "The case is open: say in it what it is about.")
    planner.goes("/manage")
    joins(planner)
    enters(planner, Phase.DELIBERATE, "问卷已经问过")


def talked_over(story: Story, planner: Staff) -> None:
    """The assembly is called a week before; the phone signs in; the minutes are written the same evening."""
    story.on(63)
    planner.comes()
    calls(planner, Call(
        story.name(MeetingKind.ASSEMBLY), Words("共享奶奶", "Shared grandmothers"), Words("怎么办", "How"), Words("礼堂", "The hall"),
        CARE[story.language]))  # fmt: skip
    story.signs_in(70)
    story.on(70, EVENING + 2)
    planner.comes()
    minutes(planner, 52, TERM)


def decided(story: Story, board: Staff) -> None:
    """The board finds the way in which an assembly decides there already, and writes the votes down."""
    story.on(72)
    board.comes()
    enters(board, Phase.DECIDE, "大会已商量好")
    decides(board, TERM, Way.REPRESENTATIVES, {"In favour": 47, "Against": 2, "Abstained": 3})
