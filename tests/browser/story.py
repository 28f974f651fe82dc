"""A story while it is told in a browser: the clock that teller and server share, and what a resident does with a phone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from playwright.sync_api import BrowserContext, Page, expect

from planning import addresses
from planning.actions.evaluation import close_case, show_words
from planning.actions.funds import enter_money, open_fund
from planning.actions.meetings import call_meeting, hold_meeting
from planning.actions.tales.chapters import Met, ask_whether_done, enter, move_on, plan, reach
from planning.actions.tales.teller import EVENING, Teller
from planning.cases.case import Phase
from planning.cases.evaluation import Appraisal
from planning.cases.fund import EntryKind
from planning.cases.matter import Matter
from planning.cases.meeting import Meeting
from planning.cases.works import WorkState
from planning.i18n import translator
from planning.i18n.names import name_of
from planning.surveys.comment import Topic
from planning.wording import Words
from tests.browser.conftest import PHONE, Place
from tests.browser.steps import look
from tests.browser.travelling import set_clock


@dataclass
class Story:
    """A story while it is told: who tells it, the phone of a resident, the language."""

    tell: Teller
    place: Place
    phone: BrowserContext
    language: str

    def t(self, sentence: str, **said: Any) -> str:
        """A sentence in the language of the phone."""
        return translator(self.language)(sentence, **said)

    def name(self, code: Any) -> str:
        """What a code is called."""
        return name_of(translator(self.language), code)

    def on(self, day: int, hour: int = 2) -> None:
        """It is another day, in the story and in the server."""
        set_clock(self.place.folder, self.tell.on(day, hour))

    def open(self, route: str, **parts: str) -> Page:
        """A light page on the phone."""
        page = self.phone.new_page()
        page.goto(self.place.address + addresses.to(route, **parts, lang=self.language))
        return page

    def raise_matter(self, text: str, topic: Topic, yard: str = "") -> str:
        """Raise a matter on the phone, and get its word; gives the matter's id."""
        page = self.open(addresses.RAISE, community=self.tell.here.id)
        page.locator("textarea[name=text]").fill(text)
        page.locator(f"input[name=topic][value={topic.value}]").check()
        if yard:
            page.locator("select[name=courtyard]").select_option(yard)
        page.locator("#send").click()
        expect(page.locator("#receipt code")).to_be_visible()
        page.close()
        (matter,) = self.tell.all(Matter, text=text)
        return str(matter.id)

    def appraise(self, evaluation: str, words: str) -> None:
        """Say on the phone that it was done, and done well."""
        page = self.open(addresses.EVALUATION, evaluation=evaluation)
        page.locator("input[name=done][value=done_yes]").check()
        page.locator("input[name=good][value=good_good]").check()
        page.locator("textarea[name=words]").fill(words)
        page.locator("button.send").click()
        expect(page.locator("#received")).to_be_visible()
        page.close()

    def evaluated(self, case: str, day: int, promise: Words, words: str) -> None:
        """Residents are asked, this one on the phone; their words are shown, and the case is closed with what they say."""
        tell = self.tell
        self.on(day)
        asked = ask_whether_done(tell, case, promise)
        self.on(day + 3, EVENING)
        self.appraise(asked, words)
        tell.judged(asked, [("done_yes", "good_good", "")] * 6 + [("done_partly", "good_fair", "")] * 2)
        (mine,) = [one for one in tell.all(Appraisal, evaluation_id=asked) if one.words]
        tell.do(show_words, appraisal_id=mine.id, version=mine.version, shown=True)
        self.on(day + 16)
        tell.do(close_case, case_id=case)

    def meeting(self, day: int, met: Met, case: str) -> str:
        """A meeting, at which the phone signs in; gives its id."""
        tell = self.tell
        self.on(day - 5)
        id_: str = tell.do(
            call_meeting, community_id=tell.here.id, meeting_kind=met.kind, title=met.title, agenda=met.agenda,
            starts_at=tell.begin + timedelta(days=day, hours=EVENING), where=met.where, courtyard_id=met.yard, case_ids=[case],
        )  # fmt: skip
        self.on(day, EVENING)
        page = self.open(addresses.MEETING, meeting=id_)
        page.get_by_role("button", name=self.t("I am here")).click()
        expect(page.locator(".done")).to_contain_text("1")
        page.close()
        self.on(day, EVENING + 2)
        tell.do(
            hold_meeting,
            meeting_id=id_,
            version=tell.version(Meeting, id_),
            summary=met.summary,
            minutes=met.summary,
            counted=met.counted,
        )
        return id_

    def answers(self, case: str, wanted: dict[str, tuple[str, ...]]) -> None:
        """Every question of the end has its answer on the one page, which the page of the case leads to."""
        page = self.open(addresses.CASE_DECISION, community=self.tell.here.id, case=case)
        ids = page.locator("h2[id]").evaluate_all("all => all.map(one => one.id)")
        assert ids == ["decided", "raised", "asked", "said", "votes", "costs", "well"]
        for part, words in wanted.items():
            found = page.evaluate(
                """(id) => { let said = "", at = document.getElementById(id).nextElementSibling;
                for (; at && at.tagName !== "H2"; at = at.nextElementSibling) said += at.textContent + "\\n"; return said; }""",
                part,
            )
            for word in words:
                assert word in found, (part, word, found)
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE[0]
        look(page, f"story-{case[:4]}-{self.language}", streamlit=False)
        page.close()


def book(story: Story, case: str, paid: str) -> None:
    """A book of the case, with what came in and what was paid today."""
    tell = story.tell
    id_ = tell.do(open_fund, community_id=tell.here.id, title=Words("这件事的账", "Book of the case"), case_id=case)
    tell.do(
        enter_money,
        fund_id=id_,
        kind=EntryKind.CONTRIBUTION,
        amount="20,000",
        day=tell.today(),
        what=Words("运行资金", "Operating fund"),
    )
    tell.do(
        enter_money,
        fund_id=id_,
        kind=EntryKind.PAYMENT,
        amount=paid,
        day=tell.today(),
        what=Words("工程款", "Works"),
        document="7",
    )


def built(story: Story, case: str, days: tuple[int, int]) -> None:
    """A work from its first day to its last."""
    tell = story.tell
    story.on(days[0])
    enter(tell, case, Phase.CARRY_OUT)
    work = plan(
        tell,
        case,
        Words("施工", "The work"),
        "示例公司",
        days=(1, days[1] - days[0]),
        steps=[(Words("完工", "All done"), 9)],
    )
    move_on(tell, work, WorkState.UNDER_WAY)
    story.on(days[1])
    reach(tell, work, 1)
    move_on(tell, work, WorkState.DONE)
