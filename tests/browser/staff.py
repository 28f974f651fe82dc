"""Somebody of the staff at a laptop, while a story is told: the few things that a person does on a page of Manage.

What is read and pressed is named by its English sentence and looked for in the language of the story: in no other way would a
person find it. Nothing here knows an act, a table or a key of a widget.
"""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as NothingCame

from planning import addresses
from planning.actions.accounts import add_member
from planning.actions.members import give_role
from planning.people import SYSTEM, Role
from tests.browser.conftest import LAPTOP
from tests.browser.steps import look, settled
from tests.browser.story import Story

PASSWORD = "correct horse battery"
LOST_MS = 5_000
"""A page that was heard answers in milliseconds that it is being drawn anew."""
WATCHED = """() => {
    window.jieyiRuns = 0;
    new MutationObserver(() => { window.jieyiRuns += 1; }).observe(
        document.querySelector('[data-testid="stApp"]'), {attributeFilter: ["data-test-script-state"]});
}"""


@dataclass
class Staff:
    """A person with an account, and the page they have open; everything is done inside :attr:`part` of it."""

    story: Story
    name: str
    page: Page
    part: Locator = field(init=False)
    has_typed: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        """Nothing is unfolded yet."""
        self.page.set_default_timeout(60_000)  # a busy machine draws a page of Manage in ten seconds
        self.part = self.page.locator("body")

    def comes(self, *, to: str = "/manage", **params: str) -> Staff:
        """Sign in, as one has to after twelve hours, and go to a page; gives this person."""
        page, place = self.page, self.story.place.address
        page.goto(f"{place}{addresses.SIGN_IN}?lang={self.story.language}")
        page.locator("[name=name]").fill(self.name)
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("[name=password]").press("Enter")
        page.wait_for_url(lambda url: addresses.SIGN_IN not in url, wait_until="commit")
        return self.goes(to, **params)

    def goes(self, to: str, **params: str) -> Staff:
        """Go to a page."""
        asked = {"community": self.story.tell.here.id, "lang": self.story.language} | params
        query = "&".join(f"{name}={value}" for name, value in asked.items())
        self.page.goto(f"{self.story.place.address}{to}?{query}")
        expect(self.page.get_by_text(f"{self.name} · ")).to_be_visible()
        self._rests()
        self.part = self.page.locator("body")
        return self

    def opens(self, section: str) -> None:
        """Turn to a section of Manage."""
        self.part = self.page.locator("body")
        title = self.story.t(section)
        chosen = self.page.locator(".st-key-manage_section").get_by_role("radio", name=title, exact=True)
        if not chosen.is_checked():
            self._taps(chosen)
            expect(chosen).to_be_checked()
        settled(self.page)

    def unfolds(self, title: str, **said: Any) -> None:
        """Open what is folded under a title, if it is not open; what follows is done in it."""
        self.part = self.page.locator('[data-testid="stExpander"]').filter(
            has=self.page.locator("summary").filter(has_text=self.story.t(title, **said))
        )
        self._open(self.part)

    def unfolds_line(self, words: str) -> None:
        """The same for the line of a thing, which begins with words that somebody wrote."""
        summary = self.page.locator("summary p").filter(has_text=re.compile("^" + re.escape(words)))
        self.part = self.page.locator('[data-testid="stExpander"]').filter(has=summary)
        self._open(self.part)

    def leaves(self) -> None:
        """What follows is done anywhere on the page."""
        self.part = self.page.locator("body")

    def _open(self, folded: Locator) -> None:
        if folded.locator("details:not([open])").count():
            folded.locator("summary").first.click()
        expect(folded.locator("details[open]").first).to_be_visible()

    def fills(self, label: str, text: str) -> None:
        """Type into a field."""
        self.types(self.story.t(label), text)

    def fills_last(self, label: str, text: str) -> None:
        """The same for the last of several that are called so."""
        self._called(self.story.t(label)).last.fill(text)
        self.has_typed = True

    def types(self, label: str, text: str) -> None:
        """Type into a field by the very words that stand over it."""
        self._called(label).first.fill(text)
        self.has_typed = True

    def both(self, label: str, zh: str, en: str) -> None:
        """Type into a field in Chinese and its twin in English; ``label`` holds ``{language}``."""
        self.fills(label.format(language="Chinese"), zh)
        self.fills(label.format(language="English"), en)

    def picks(self, label: str, choice: str) -> None:
        """Choose from a list what is called so in the language of the story."""
        self._ends_typing()
        found, option = self._field(label), self.page.get_by_role("option", name=choice, exact=True)
        if found.input_value() == choice:
            return
        found.click()
        with suppress(AssertionError):
            expect(option).to_be_visible(timeout=4_000)
        if not option.is_visible():
            found.click()  # what came in meanwhile moved the page and closed the list: a person opens it again
        option.click()
        settled(self.page)  # fields may come and go with what was chosen

    def dates(self, label: str, day: date) -> None:
        """Type a date."""
        field_ = self.part.get_by_test_id("stDateInput").filter(has_text=self.story.t(label)).filter(visible=True)
        parts = field_.get_by_role("spinbutton")
        expect(parts).to_have_count(3)
        self.has_typed = True
        for one, said in zip(parts.all(), (day.year, day.month, day.day), strict=True):
            one.click()
            self.page.keyboard.type(f"{said:02d}")
        self._ends_typing()

    def sends(self, name: str, data: bytes) -> None:
        """Choose a file, and wait until the page has read it."""
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        self.part.locator("input[type=file]").first.set_input_files({"name": name, "mimeType": kind, "buffer": data})
        settled(self.page)

    def ticks(self, words: str) -> None:
        """Tick the box of what begins with these words; what comes of it is read next."""
        box = self.part.get_by_test_id("stCheckbox").filter(has_text=re.compile("^\\s*" + re.escape(words)))
        self._taps(box.filter(visible=True).locator("label").first)

    def presses(self, label: str, told: str = "", **said: Any) -> None:
        """Press a button, and read the sentence with which the page answers."""
        self.presses_seen(self.story.t(label))
        if told:
            self.reads(told, **said)
        else:
            settled(self.page)
        self.has_typed = False

    def finds(self, label: str) -> bool:
        """Whether a button is there."""
        return self.part.get_by_role("button", name=self.story.t(label), exact=True).filter(visible=True).count() > 0

    def presses_seen(self, words: str) -> None:
        """Press the button with these very words on it."""
        self._taps(self._button(words))

    def saves(self, label: str) -> str:
        """Press a button that gives a file; gives where it lies."""
        with self.page.expect_download() as given:
            self._button(self.story.t(label)).click()
        return str(given.value.path())

    def _button(self, words: str) -> Locator:
        return self.part.get_by_role("button", name=words, exact=True).filter(visible=True).first

    def turns_to(self, part: str) -> None:
        """Turn to a part of a section."""
        self.part = self.page.locator("body")
        self.page.get_by_test_id("stButtonGroup").last.get_by_text(self.story.t(part), exact=True).click()
        settled(self.page)

    def reads(self, sentence: str, **said: Any) -> None:
        """The sentence that the page says at its top after an act; then it rests."""
        expect(self.page.get_by_test_id("stAlert")).to_contain_text(self.story.t(sentence, **said))
        self._rests()

    def sees(self, words: str) -> None:
        """These words stand on the page."""
        expect(self.page.get_by_text(words).filter(visible=True).first).to_be_visible()

    def looks(self, name: str) -> None:
        """Leave a screenshot of what this person sees now."""
        look(self.page, f"staff-{name}-{self.story.language}")

    def _taps(self, there: Locator) -> None:
        """Tap what the page answers to; again, as a person would, if the page did nothing at all.

        A tap is lost where the page is drawn anew between finger down and finger up.
        """
        self._rests()
        self.page.evaluate(WATCHED)
        there.click()
        try:
            self.page.wait_for_function("window.jieyiRuns > 0", timeout=LOST_MS)
        except NothingCame:
            there.click()

    def _field(self, label: str) -> Locator:
        return self._called(self.story.t(label)).first

    def _called(self, label: str) -> Locator:
        return self.part.get_by_label(label, exact=True).filter(visible=True)

    def _ends_typing(self) -> None:
        """Leave the field that was typed into: the page is drawn anew for it, which closes a list that was opened meanwhile."""
        if self.has_typed:
            self.page.keyboard.press("Tab")
            settled(self.page)
        self.has_typed = False

    def _rests(self) -> None:
        self.page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()


def engaged(story: Story, name: str, page: Page, *roles: Role) -> Staff:
    """Give somebody an account with these roles in the community of the story."""
    tell, first = story.tell, roles[0]
    called = f"{name} {tell.here.id[:6]}"
    member = add_member(
        tell.database, SYSTEM, tell.now, name=called, password=PASSWORD, role=first, community_id=tell.here.id
    )
    for more in roles[1:]:
        tell.do_as(SYSTEM, give_role, member_id=member.id, role=more, community_id=tell.here.id)
    return Staff(story, called, page)


def team(story: Story, open_page: Callable[..., Page]) -> tuple[Staff, Staff]:
    """A professional planner, and somebody of the board who also moderates: each has a browser of their own."""
    story.on(0)
    return (
        engaged(story, "规划师", open_page("/sign-in", LAPTOP, story.language), Role.PLANNER),
        engaged(story, "居委会", open_page("/sign-in", LAPTOP, story.language), Role.BOARD, Role.MODERATOR),
    )
