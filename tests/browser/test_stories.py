"""The three stories in a real Chromium, in both languages: from the first complaint to the one page that answers for the case.

Residents do with a phone what residents do: raise a matter, say "me too", answer a questionnaire, sign in at a meeting, vote,
say whether it was done well. What staff do between is done by the acts that their pages call, on the day of the story, and the
browser looks at what came of it. The server's clock goes through the months (:mod:`tests.browser.travelling`).
"""

from __future__ import annotations

import re
import signal
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count

import pytest
from playwright.sync_api import Browser, Page, expect

from planning import addresses
from planning.actions.answering import answer_survey
from planning.actions.case_decisions import record_decision
from planning.actions.case_keeping import keep_case
from planning.actions.cases import add_evidence, open_case
from planning.actions.codes import enrol_voters
from planning.actions.courtyards import hand_back_case
from planning.actions.households import enter_households, note_household
from planning.actions.matter_care import matter_to_case, receive_matter
from planning.actions.needs import case_from_need
from planning.actions.rounds import create_round, open_round
from planning.actions.surveys import close_survey, create_survey, publish_survey
from planning.actions.tales.chapters import Met, Visited, enter, object_to
from planning.actions.tales.forms import NEEDS_CHOICES, NEEDS_SURVEY, form
from planning.actions.tales.founding import found_stories
from planning.actions.tales.teller import EVENING, Teller, midnight
from planning.cases.case import Case, Phase
from planning.cases.decision import Force, Way
from planning.cases.dissent import Outcome
from planning.cases.household import Household, HouseholdState
from planning.cases.matter import Matter
from planning.cases.meeting import MeetingKind
from planning.options.ballot import Channel
from planning.options.round import CALLED, BallotKind
from planning.people import SYSTEM
from planning.settings import Settings
from planning.site import new_id
from planning.surveys.comment import Topic
from planning.surveys.questionnaire.survey import Edition
from planning.surveys.questionnaire.written import fingerprint
from planning.web.house import House, open_house
from planning.wording import Words
from tests.browser.ballots import cast, receipt
from tests.browser.conftest import LAPTOP, PHONE, Place, serve
from tests.browser.steps import settled
from tests.browser.story import Story, book, built
from tests.browser.travelling import REAL

Open = Callable[..., Page]
LANGUAGES = ("zh", "en")
SEEDS = count(1)
RULE = '{"purpose": "advisory", "participation": [{"by": "heads", "at_least": "1/2"}], "consent": [{"by": "heads", "more_than": "1/2", "of": "taking_part"}]}'


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A server whose clock the stories set."""
    folder = tmp_path_factory.mktemp("stories")
    server, address = serve(folder, module="tests.browser.travelling")
    yield Place(address, folder)
    server.send_signal(signal.SIGTERM)
    with server:
        assert server.wait(timeout=10) == 0


@pytest.fixture(scope="module")
def house(place: Place) -> Iterator[House]:
    """The house of the running server, opened beside it."""
    opened = open_house(Settings(data_dir=place.folder))
    yield opened
    opened.database.close()


@pytest.fixture
def story(request: pytest.FixtureRequest, chromium: Browser, place: Place, house: House) -> Iterator[Story]:
    """A community of its own for each story and language, on the server's first day."""
    begin = midnight(REAL())
    founded = found_stories(house.database, SYSTEM, begin, seed=next(SEEDS), at=begin)
    room = (house.settings.photo_place, house.settings.photos_mb)
    tell = Teller(house.database, founded.here, founded.team, founded.planner, begin, *room)
    phone = chromium.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}, service_workers="block")
    phone.set_default_timeout(20_000)
    yield Story(tell, place, phone, request.param)
    phone.close()


def page_of_case(open_page: Open, story: Story, case: str, *words: str) -> None:
    """The page of the case on a laptop says that it is closed, and leads to the one page."""
    page = open_page(f"/case?community={story.tell.here.id}&case={case}", LAPTOP, story.language)
    settled(page)
    for text in words:
        expect(page.get_by_text(text).first).to_be_visible()
    expect(page.locator(f"a[href*='/cases/{case}/decision']").first).to_be_attached()


@pytest.mark.parametrize("story", LANGUAGES, indirect=True)
def test_street_trees_from_the_first_complaint_to_the_evaluation(story: Story, open_page: Open):
    """Raised and supported by phone, objected to and visited, voted on by phone with a code, planted, evaluated by phone."""
    tell = story.tell
    story.on(1)
    matter = story.raise_matter("女贞的黑果子掉了一地", Topic.FRUIT)
    page = story.open(addresses.MATTER, community=tell.here.id, matter=matter)
    page.get_by_role("button", name=re.compile(story.t("Me too"), re.IGNORECASE)).first.click()
    page.close()
    story.on(2)
    tell.do(receive_matter, matter_id=matter, version=tell.version(Matter, matter))
    case = tell.do(
        open_case, community_id=tell.here.id, title=Words("行道树", "Street trees"), question=Words("换不换？", "Replace them?"),
        about=Words("", ""), next_step=Words("", ""), phase=Phase.RAISE,
    )  # fmt: skip
    tell.do(matter_to_case, matter_id=matter, version=tell.version(Matter, matter), case_id=case)
    tell.do(add_evidence, case_id=case, form=tell.photos("fruit_pavement"))
    story.on(4)
    enter(tell, case, Phase.DELIBERATE, "先开会")
    object_to(
        tell, case, 5, (Topic.SHADE, "1-1-101", "没有阴凉"), [Visited(2, "规划师", "分段更换", Outcome.STANDS)],
        answer=Words("分段更换", "In sections"),
    )  # fmt: skip
    vote(story, case)
    built(story, case, (40, 60))
    book(story, case, "1,234.50")
    story.evaluated(case, 90, Words("先种后砍", "Planted first"), "路面干净了")
    story.answers(case, {
        "decided": (story.t("by a vote with codes"),), "raised": ("黑果子",), "asked": ("12",), "said": ("没有阴凉", {"zh": "分段更换", "en": "In sections"}[story.language]),
        "votes": ("12", story.t("Would another rule have changed it?")), "costs": ("1,234.50", "示例公司"), "well": ("路面干净了", "9"),
    })  # fmt: skip
    page_of_case(open_page, story, case, story.t("Was it done well?"))


def vote(story: Story, case: str) -> None:
    """A yes or no by an announced rule: eleven vote, one of them on the phone; recorded by the board."""
    tell = story.tell
    story.on(20)
    enter(tell, case, Phase.VOTE, "选项只有换和留")
    round_id = tell.do(
        create_round, community_id=tell.here.id, case_id=case, method="plurality", ballot=BallotKind.YES_NO, rule=RULE,
        title=Words("换还是留", "Replace or keep"), question=Words("换不换？", "Replace them?"),
    )  # fmt: skip
    tell.do(
        enrol_voters,
        round_id=round_id,
        table="kind,label,courtyard\n" + "\n".join(f"household,{n},01" for n in range(12)),
    )
    codes = tell.codes(round_id)
    tell.do(open_round, round_id=round_id, opens=tell.now, closes=tell.now + timedelta(days=7))
    story.on(22, EVENING)
    page = story.phone.new_page()
    page.goto(f"{story.place.address}/v/?lang={story.language}#{codes[0].code}")
    page.wait_for_url(re.compile("/v/rounds/"))
    expect(page.locator("#ballot")).to_be_visible()
    page.locator("#ballot label", has_text=CALLED["yes"][story.language]).click()
    cast(page)
    assert receipt(page)
    page.close()
    for n, one in enumerate(codes[1:11]):
        tell.vote(round_id, one.code, [["no" if n == 4 else "yes"]], Channel.PAPER if n % 2 else Channel.PHONE)
    story.on(30)
    tell.settle()
    enter(tell, case, Phase.DECIDE)
    tell.do(
        record_decision, case_id=case, way=Way.ROUND, force=Force.ADVISORY, day=tell.today(), of_round=round_id,
        decided=Words("更换", "They are replaced"),
    )  # fmt: skip


@pytest.mark.parametrize("story", LANGUAGES, indirect=True)
def test_rooftops_of_a_courtyard_from_the_first_complaint_to_the_evaluation(story: Story, open_page: Open):
    """Raised by phone, handed to the courtyard, household by household, signed in at its meeting by phone, built, evaluated."""
    tell = story.tell
    yard = tell.yards()["03"]
    story.on(1)
    matter = story.raise_matter("顶楼漏水两年了", Topic.ROOFTOP, yard.id)
    story.on(2)
    tell.do(receive_matter, matter_id=matter, version=tell.version(Matter, matter))
    case = tell.do(
        open_case, community_id=tell.here.id, title=Words("3号院楼顶", "Roofs of Courtyard 3"), question=Words("怎么拆？", "How do they go?"),
        about=Words("", ""), next_step=Words("", ""), phase=Phase.RAISE,
    )  # fmt: skip
    tell.do(keep_case, case_id=case, version=tell.version(Case, case), owner_id=tell.team.id, courtyard_ids=[yard.id])
    tell.do(hand_back_case, case_id=case, courtyard_id=yard.id, reason="由院落商量")
    tell.do(matter_to_case, matter_id=matter, version=tell.version(Matter, matter), case_id=case)
    story.on(4)
    enter(tell, case, Phase.SURVEY)
    tell.do(enter_households, case_id=case, courtyard_id=yard.id, table="\n".join(f"3-1-{n}" for n in range(101, 114)))
    for n, one in enumerate(tell.all(Household, case_id=case)):
        state = HouseholdState.NOT_YET if n < 6 else HouseholdState.AGREED
        if n >= 6:
            tell.do(
                note_household,
                household_id=one.id,
                version=one.version,
                name="",
                state=state,
                day=tell.today(),
                note="",
            )
    enter(tell, case, Phase.DELIBERATE)
    object_to(
        tell, case, 5, (Topic.ROOFTOP, "3-1-601", "棚子里住着老人"), [Visited(2, "小组", "三个月过渡", Outcome.MET)],
        answer=Words("三个月过渡", "Three months to move"),
    )  # fmt: skip
    met = story.meeting(20, Met(
        MeetingKind.COURTYARD, Words("楼顶专题会", "On the rooftops"), Words("怎么拆", "How"), Words("活动室", "The room"),
        Words("没有人再反对", "Nobody went on objecting"), 38, yard=yard.id), case)  # fmt: skip
    story.on(22)
    enter(tell, case, Phase.DECIDE, "商量一致")
    tell.do(
        record_decision, case_id=case, way=Way.CONSENSUS, force=Force.ADVISORY, day=tell.today(), of_meeting=met,
        decided=Words("拆一段补一段", "Section by section"),
    )  # fmt: skip
    built(story, case, (30, 60))
    book(story, case, "4,600")
    story.evaluated(case, 90, Words("雨季不漏", "No leaks"), "今年没漏")
    story.answers(case, {
        "decided": ("38", story.t("at a meeting, by consensus")), "raised": ("漏水",), "asked": ("13", story.name(HouseholdState.AGREED)),
        "said": ({"zh": "没有人再反对", "en": "Nobody went on objecting"}[story.language],), "votes": (story.t("No vote was announced about it."),),
        "costs": ("4,600",), "well": ("今年没漏", "9"),
    })  # fmt: skip
    page_of_case(open_page, story, case, story.t("Was it done well?"))


@pytest.mark.parametrize("story", LANGUAGES, indirect=True)
def test_a_need_that_the_questionnaire_found_becomes_a_case_and_is_met(story: Story, open_page: Open):
    """Answered by phone, ranked, opened as a case, settled by the assembly with the phone signed in, evaluated by phone."""
    tell = story.tell
    story.on(1)
    survey = tell.do(
        create_survey,
        community_id=tell.here.id,
        file="needs.xlsx",
        data=form("年度需求问卷", NEEDS_SURVEY, NEEDS_CHOICES),
    )
    (edition,) = tell.all(Edition, survey_id=survey)
    tell.do(publish_survey, survey_id=survey, base=fingerprint(edition.form))
    story.on(3, EVENING)
    page = story.open(addresses.ASK_SHORT, survey=survey)
    page.locator("[name='a.needs.child_care']").check()
    page.locator("[name='a.work'][value=yes]").check()
    page.locator("#send").click()
    expect(page.locator("#receipt")).to_be_visible()
    page.close()
    others(story, survey)
    story.on(60)
    tell.do(close_survey, survey_id=survey, reason="到期")
    page = open_page(f"/surveys?community={tell.here.id}&survey={survey}", LAPTOP, story.language)
    settled(page)
    care = {"zh": "放学后有人照看孩子", "en": "Somebody to look after children after school"}[story.language]
    expect(page.get_by_text(care).locator("visible=true").first).to_be_visible()
    case = tell.do(case_from_need, survey_id=survey, question_name="needs", choice_name="child_care")
    enter(tell, case, Phase.DELIBERATE, "问卷已经问过")
    met = story.meeting(70, Met(
        MeetingKind.ASSEMBLY, Words("共享奶奶", "Shared grandmothers"), Words("怎么办", "How"), Words("礼堂", "The hall"),
        Words("试办一学期", "Tried for a term"), 52), case)  # fmt: skip
    story.on(72)
    enter(tell, case, Phase.DECIDE, "大会已商量好")
    tell.do(
        record_decision, case_id=case, way=Way.REPRESENTATIVES, force=Force.ADVISORY, day=tell.today(), of_meeting=met, in_favour=47,
        against=2, abstained=3, decided=Words("试办一学期", "Tried for a term"),
    )  # fmt: skip
    built(story, case, (80, 160))
    book(story, case, "8,155.80")
    story.evaluated(case, 170, Words("放学有人接", "Children are met"), "下班不用赶了")
    story.answers(case, {
        "decided": ("47", story.t("at a meeting, by a vote of representatives")), "raised": (story.t("It was found by a questionnaire: {title}", title="年度需求问卷"),),
        "asked": ("9",), "said": ({"zh": "试办一学期", "en": "Tried for a term"}[story.language],), "votes": (story.t("No vote was announced about it."),),
        "costs": ("8,155.80", "示例公司"), "well": ("下班不用赶了", "9"),
    })  # fmt: skip
    page_of_case(open_page, story, case, story.t("Was it done well?"))


def others(story: Story, survey: str) -> None:
    """Eight more answer on their phones."""
    tell = story.tell
    (edition,) = tell.all(Edition, survey_id=survey)
    for n in range(8):
        answer_survey(
            tell.database, tell.resident(n), tell.now, survey_id=survey, client_id=new_id(), edition_id=edition.id,
            answers={"needs": ["child_care", "parking"] if n % 2 else ["child_care"]}, courtyard_id="", code_id=None, mac=tell.mac, clock=tell.clock,
        )  # fmt: skip
