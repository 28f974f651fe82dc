"""The story of the street trees in a real Chromium, in both languages: from the first complaint to the end of the case.

Residents do with a phone what residents do: raise the matter, say "me too", vote with a code, say whether it was done well. A
planner and somebody of the board do the rest on their pages: receive the matter, open the case with a photo as evidence, move its
phases, enter the objection, its visit and its answer, prepare the round with its rule, say what yes means, enrol the roll, issue
the codes and take them along, announce the round, close it, record the decision, plan the work, keep the book, ask the
evaluation, show the resident's words, close the case. Acts stay the ten other ballots (the phone casts the first) and the
answers of eight neighbours to the evaluation; the box is shuffled by the act that the server's clock calls. The clock goes
through the months (:mod:`tests.browser.travelling`).
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from planning import addresses
from planning.actions.tales.teller import EVENING
from planning.cases.case import Case, Phase
from planning.cases.decision import Way
from planning.cases.dissent import Outcome
from planning.i18n import translator
from planning.options.ballot import Channel
from planning.options.round import CALLED, Round
from planning.surveys.comment import Topic
from planning.wording import Words
from tests.browser.ballots import cast, receipt
from tests.browser.staff import Staff, team
from tests.browser.staff_cases import announces, ends, enrols, gives_evidence, objects, opens_case, prepares, visits
from tests.browser.staff_ending import Ending, carried_out, evaluated
from tests.browser.staff_steps import decides, enters, joins, receives
from tests.browser.story import LANGUAGES, Story, page_of_case

TREES = Words("行道树", "Street trees")
SECTIONS = Words("分段更换", "In sections")
THANKS = "路面干净了"
ENDING = Ending(
    TREES, Words("施工", "The work"), Words("完工", "All done"), "1,234.50", Words("先种后砍", "Planted first"), THANKS, days=(40, 60, 90),
)  # fmt: skip


@pytest.mark.timeout(600)  # months of two people's work: a minute, and far more on a machine that is busy otherwise
@pytest.mark.parametrize("story", LANGUAGES, indirect=True)
def test_street_trees_from_the_first_complaint_to_the_evaluation(story: Story, open_page: Callable[..., Page]):
    """Raised and supported by phone, objected to and visited, voted on by phone with a code, planted, evaluated, closed."""
    planner, board = team(story, open_page)
    raised(story, planner)
    objected(story, planner)
    voted(story, board)
    carried_out(story, planner, board, ENDING)
    evaluated(story, board, ENDING)
    (case,) = [one.id for one in story.tell.all(Case)]
    story.answers(case, {
        "decided": (story.t("by a vote with codes"),), "raised": ("黑果子",), "asked": ("12",),
        "said": ("没有阴凉", SECTIONS[story.language]), "votes": ("12", story.t("Would another rule have changed it?")),
        "costs": ("1,234.50", "示例公司"), "well": (THANKS, "9"),
    })  # fmt: skip
    page_of_case(open_page, story, case, story.t("Was it done well?"))


def raised(story: Story, planner: Staff) -> None:
    """One phone raises it and says "me too" of it; the planner opens a case with evidence, which the matter joins."""
    story.on(1)
    matter = story.raise_matter("女贞的黑果子掉了一地", Topic.FRUIT)
    page = story.open(addresses.MATTER, community=story.tell.here.id, matter=matter)
    page.get_by_role("button", name=re.compile(story.t("Me too"), re.IGNORECASE)).first.click()
    expect(page.get_by_text(translator(story.language).n("{count} me too", "{count} me too", 1)).first).to_be_visible()
    page.close()
    story.on(2)
    planner.comes()
    receives(planner)
    opens_case(planner, TREES, Words("换不换？", "Replace them?"))
    gives_evidence(planner, "fruit_pavement")
    joins(planner)


def objected(story: Story, planner: Staff) -> None:
    """Somebody objects, is visited and answered; the objection stands."""
    story.on(4)
    planner.comes()
    enters(planner, Phase.DELIBERATE, "先开会")
    objects(planner, "1-1-101", Topic.SHADE, "没有阴凉")
    story.on(7)
    planner.comes()
    visits(planner, "1-1-101", "分段更换", Outcome.STANDS, SECTIONS)


def voted(story: Story, board: Staff) -> None:
    """A yes or no by an announced rule: eleven of twelve vote, one of them on the phone; the board closes it and decides."""
    tell = story.tell
    story.on(20)
    board.comes()
    enters(board, Phase.VOTE, "选项只有换和留")
    prepares(board, Words("换还是留", "Replace or keep"), Words("换不换？", "Replace them?"), SECTIONS)
    codes = enrols(board, "kind,label,courtyard\n" + "\n".join(f"household,{n},01" for n in range(12)))
    announces(board)
    (round_id,) = [one.id for one in tell.all(Round)]
    story.on(22, EVENING)
    page = story.phone.new_page()
    page.goto(f"{story.place.address}/v/?lang={story.language}#{codes[0]}")
    page.wait_for_url(re.compile("/v/rounds/"))
    expect(page.locator("#ballot")).to_be_visible()
    page.locator("#ballot label", has_text=CALLED["yes"][story.language]).click()
    cast(page)
    assert receipt(page)
    page.close()
    for n, code in enumerate(codes[1:11]):
        tell.vote(round_id, code, [["no" if n == 4 else "yes"]], Channel.PAPER if n % 2 else Channel.PHONE)
    story.on(30)
    board.comes()
    ends(board, "各户都已通知并答复")
    tell.settle()
    enters(board, Phase.DECIDE)
    decides(board, Words("更换", "They are replaced"), Way.ROUND, {})
