"""A story while it is told in a browser: the clock that teller and server share, and what a resident does with a phone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import BrowserContext, Page, expect

from planning import addresses
from planning.actions.tales.teller import EVENING, Teller
from planning.cases.evaluation import Evaluation
from planning.cases.matter import Matter
from planning.cases.meeting import Meeting
from planning.i18n import translator
from planning.i18n.names import name_of
from planning.surveys.comment import Topic
from tests.browser.conftest import LAPTOP, PHONE, Place
from tests.browser.steps import look, settled
from tests.browser.travelling import set_clock

LANGUAGES = ("zh", "en")
"""Each story is told in both."""


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

    def signs_in(self, day: int) -> None:
        """The phone signs in at the meeting of a day."""
        self.on(day, EVENING)
        (meeting,) = self.tell.all(Meeting)
        page = self.open(addresses.MEETING, meeting=meeting.id)
        page.get_by_role("button", name=self.t("I am here")).click()
        expect(page.locator(".done")).to_contain_text("1")
        page.close()

    def appraised(self, day: int, words: str) -> None:
        """The phone says that it was done well, and eight neighbours say what they found."""
        self.on(day, EVENING)
        (asked,) = self.tell.all(Evaluation)
        self.appraise(asked.id, words)
        self.tell.judged(asked.id, [("done_yes", "good_good", "")] * 6 + [("done_partly", "good_fair", "")] * 2)

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


def page_of_case(open_page: Callable[..., Page], story: Story, case: str, *words: str) -> None:
    """The page of the case on a laptop says that it is closed, and leads to the one page."""
    page = open_page(f"/case?community={story.tell.here.id}&case={case}", LAPTOP, story.language)
    settled(page)
    for text in words:
        expect(page.get_by_text(text).first).to_be_visible()
    expect(page.locator(f"a[href*='/cases/{case}/decision']").first).to_be_attached()
