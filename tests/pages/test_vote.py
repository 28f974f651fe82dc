"""The vote page as a voter goes through it: code, options, ranking, review, cast, receipt; and its other states."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from streamlit.testing.v1 import AppTest

from planning.actions import options, rounds
from planning.options.ballot import Ballot, Channel
from planning.options.round import Access, BallotKind
from planning.options.score_ballot import scores_of
from planning.pages import state
from planning.pages import visit as visiting
from planning.pages.visit import Visit
from planning.settings import Settings
from planning.store import find
from planning.web import voter
from planning.web.door import BROWSER_COOKIE, VOTER_COOKIE
from planning.web.house import House, house_for
from tests import makers
from tests.actions.test_deciding import deciding_poll
from tests.rounds import Poll, opened, prepared

SCRIPT = """
from planning.pages import state, style, vote
from planning.pages.visit import arrive

said = state.said()
if said:
    style.quiet(said[1])
vote.show(arrive())
"""
"""The page alone: AppTest cannot turn to a page that is a function."""
Open = Callable[..., AppTest]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """The house that the page script opens by itself from the environment."""
    monkeypatch.setenv("JIEYI_DATA_DIR", str(tmp_path))
    return house_for(Settings(data_dir=tmp_path))


@pytest.fixture
def open_page(home: House, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open the page: ``open_page(voter=…, browser=…, round=…)``; words are query parameters."""

    def opened_page(cookie: str = "", browser: str = "browser-1", lang: str = "en", **params: str) -> AppTest:
        jar = {BROWSER_COOKIE: browser} | ({VOTER_COOKIE: cookie} if cookie else {})
        monkeypatch.setattr(visiting, "cookies", lambda: jar)
        page = AppTest.from_string(SCRIPT, default_timeout=20)
        for name, value in ({"lang": lang} | params).items():
            page.query_params[name] = value
        return page.run()

    return opened_page


def read(page: AppTest) -> str:
    """Everything that stands on the page."""
    assert not page.exception, page.exception
    parts = [*page.title, *page.subheader, *page.markdown, *page.get("html")]
    return "\n".join(str(getattr(part, "value", "") or getattr(part.proto, "body", "")) for part in parts)


def press(page: AppTest, key: str) -> AppTest:
    """Press a button by its key."""
    return page.button(key=key).click().run()


def entered(page: AppTest, code: str) -> AppTest:
    """Type a code and go on."""
    page.text_input(key="vote_typed").set_value(code)
    return press(page, "vote_continue")


def in_box(poll: Poll) -> list[Ballot]:
    """What lies in the box."""
    with poll.house.database.reading() as session:
        return find(session, Ballot, round_id=poll.round_id)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_from_code_to_receipt(home: House, open_page: Open, lang: str):
    """Code, two taps, one moved up, review, cast: the box holds the order, the page shows the receipt."""
    poll = opened(home)
    page = entered(open_page(lang=lang), poll.codes[0].lower())
    page = press(press(page, "vote_tap_off_c"), "vote_tap_off_a")
    page = press(page, "vote_up_a")
    page = press(press(page, "vote_review"), "vote_cast")
    (ballot,) = in_box(poll)
    assert (ballot.ranking, ballot.channel) == ((("a",), ("c",)), Channel.WEB)
    with home.database.reading() as session:
        receipt = session.connection().exec_driver_sql("SELECT receipt FROM receipts").scalar_one()
    assert receipt in read(page)
    assert receipt in read(page.run())


def test_the_voter_changes_their_mind_freely(home: House, open_page: Open):
    """Taken back, undone, begun again: only what is reviewed at the end is cast."""
    poll = opened(home)
    page = entered(open_page(), poll.codes[0])
    page = press(press(press(page, "vote_tap_off_a"), "vote_tap_off_b"), "vote_tap_on_a")
    page = press(page, "vote_undo")
    assert page.button(key="vote_tap_on_a").label.startswith("**1**")
    page = press(press(page, "vote_clear"), "vote_tap_off_b")
    page = press(press(press(page, "vote_review"), "vote_change"), "vote_tap_off_c")
    press(press(page, "vote_review"), "vote_cast")
    assert [ballot.ranking for ballot in in_box(poll)] == [(("b",), ("c",))]


def test_a_double_click_casts_once(home: House, open_page: Open, monkeypatch: pytest.MonkeyPatch):
    """Streamlit may run the callback of one button twice: one ballot, and no word of refusal."""
    poll = opened(home)
    page = press(press(entered(open_page(), poll.codes[0]), "vote_tap_off_a"), "vote_review")
    once = state.acting

    def twice(visit: Visit, form: str, function: Any) -> Callable[[], None]:
        callback = once(visit, form, function)
        return lambda: (callback(), callback())  # type: ignore[return-value]

    monkeypatch.setattr(state, "acting", twice)
    page = press(page.run(), "vote_cast")
    assert len(in_box(poll)) == 1
    assert "Your ballot was received" in read(page)
    assert "already" not in read(page)


def test_a_spent_code_says_when_its_ballot_was_received(home: House, open_page: Open):
    """Typed again on another phone, the code is refused with the minute of its receipt."""
    poll = opened(home)
    at = poll.cast(0).received_at.astimezone(ZoneInfo(poll.community.time_zone))
    page = entered(open_page(), poll.codes[0])
    assert f"{at:%Y-%m-%d %H:%M}" in read(page)
    assert len(in_box(poll)) == 1


def test_wrong_codes_are_refused_alike_and_limited(home: House, open_page: Open):
    """Unknown and malformed codes get one sentence; after many the page says to wait."""
    opened(home)
    page = open_page()
    for wrong in ("nonsense", "AAAA-" * 6, "", *["nonsense"] * (home.settings.tries_own - 3)):
        page = entered(page, wrong)
        assert "This code is not valid here" in read(page)
    page = entered(page, "nonsense")
    assert "wait a few minutes" in read(page)


def test_a_scanned_card_needs_no_typing(home: House, open_page: Open):
    """The cookie of the enter page opens the ranking at once; leaving makes room for the next voter."""
    poll = opened(home)
    cookie = voter.sealed(home, poll.code_id(0))
    page = press(press(open_page(cookie, round=poll.round_id), "vote_review"), "vote_cast")
    assert [ballot.ranking for ballot in in_box(poll)] == [()]
    page = entered(press(page, "vote_leave"), poll.codes[1])
    press(press(press(page, "vote_tap_off_b"), "vote_review"), "vote_cast")
    assert sorted(ballot.ranking for ballot in in_box(poll)) == [(), (("b",),)]


def test_a_withdrawn_option_sends_the_voter_back_to_the_options(home: House, open_page: Open):
    """Withdrawn between review and cast: nothing is cast, the voter is asked to look again, then it is cast."""
    poll = opened(home)
    page = press(press(entered(open_page(), poll.codes[0]), "vote_tap_off_c"), "vote_tap_off_a")
    page = press(page, "vote_review")
    poll.act(options.withdraw_option, option_id=poll.view.wares[2].option.id, reason="The nursery has none.")
    page = press(page, "vote_cast")
    assert in_box(poll) == []
    assert "look at them again" in read(page)
    assert "The nursery has none." in read(page)
    press(press(page, "vote_review"), "vote_cast")
    assert [ballot.ranking for ballot in in_box(poll)] == [(("a",),)]


def test_closed_while_the_voter_reads(home: House, open_page: Open):
    """A ballot that comes after closing is refused with a sentence and not counted."""
    poll = opened(home)
    page = press(entered(open_page(), poll.codes[0]), "vote_review")
    poll.act(rounds.close_round, round_id=poll.round_id, reason="Everybody has voted.")
    page = press(page, "vote_cast")
    assert in_box(poll) == []
    assert "not counted" in read(page)
    assert "Everybody has voted." in read(page)


def test_an_open_round_asks_for_no_code(home: House, open_page: Open):
    """Everybody may vote, once from each browser."""
    poll = opened(home, count=0, access=Access.OPEN)
    page = press(press(press(open_page(), "vote_tap_off_a"), "vote_review"), "vote_cast")
    assert "Your ballot was received" in read(page)
    assert "Your ballot was received" in read(open_page())
    press(press(open_page(browser="browser-2"), "vote_review"), "vote_cast")
    assert len(in_box(poll)) == 2


def test_practice_codes_in_an_illustrative_community_only(home: House, open_page: Open):
    """A newcomer takes a code and votes; elsewhere there is no such button."""
    poll = opened(home, here=makers.community(home, illustrative=True))
    page = press(press(open_page(), "vote_practice"), "vote_continue")
    press(press(press(page, "vote_tap_off_a"), "vote_review"), "vote_cast")
    assert len(in_box(poll)) == 1
    real = opened(home)
    page = open_page(community=real.community.id)
    assert [button for button in page.button if button.key == "vote_practice"] == []


def test_nothing_open_and_not_yet_open_are_said(home: House, open_page: Open):
    """No round: one sentence. A planned one: its dates and its options, and no way to vote. A draft is not shown."""
    here = makers.community(home)
    assert "No vote is open now" in read(open_page())
    prepared(home, here)
    assert "No vote is open now" in read(open_page())
    poll = opened(home, here=here, opens=home.clock() + timedelta(days=1))
    assert "opens next" in read(open_page())
    page = open_page(round=poll.round_id)
    assert "Voting has not begun" in read(page)
    assert "Jacaranda" in read(page)
    assert [button.key for button in page.button] == []


def test_options_come_in_a_random_order_that_stays(home: House, open_page: Open):
    """The order differs between voters and stays for one of them."""
    poll = opened(home)

    def order(browser: str) -> list[str]:
        page = entered(open_page(browser=browser), poll.codes[0])
        return [str(button.key) for button in page.button if str(button.key).startswith("vote_tap_")]

    orders = {browser: order(browser) for browser in map(str, range(8))}
    assert len({tuple(keys) for keys in orders.values()}) > 1
    assert order("3") == orders["3"]


def test_what_people_wrote_stays_literal(home: House, open_page: Open):
    """HTML, Markdown and formulas in a title are shown as they were typed."""
    nasty = "<img src=x onerror=alert(1)> [a](javascript:b) $x$"
    poll = opened(home, trees=(nasty, "Jacaranda"))
    page = entered(open_page(), poll.codes[0])
    html = read(page)
    assert "<img src=x" not in html
    assert "&lt;img src=x" in html
    label = page.button(key="vote_tap_off_a").label
    assert "[a](javascript" not in label
    assert "$x$" not in label


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_yes_or_no_is_one_tap(home: House, open_page: Open, lang: str):
    """Three buttons in a fixed order; the second tap takes the place of the first; the rule is read before."""
    poll = deciding_poll(home, "80", "90")
    page = entered(open_page(lang=lang), poll.codes[0])
    assert [b.key for b in page.button if str(b.key).startswith("vote_choose_")] == [
        "vote_choose_yes", "vote_choose_no", "vote_choose_abstain",
    ]  # fmt: skip
    assert page.button(key="vote_review").disabled
    assert ("请由律师确认" if lang == "zh" else "a lawyer should confirm it") in read(page)
    assert poll.view.round.roll_hash in read(page)
    page = press(press(page, "vote_choose_no"), "vote_choose_yes")
    page = press(press(page, "vote_review"), "vote_cast")
    (ballot,) = in_box(poll)
    assert ballot.ranking == (("yes",),)
    assert ("已收到您的选票" if lang == "zh" else "Your ballot was received") in read(page)


def test_a_consultation_says_so(home: House, open_page: Open):
    """An open round, before anybody votes in it."""
    opened(home, count=0, access=Access.OPEN)
    assert "is open to all and consultative" in read(open_page())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_approving_is_marking(home: House, open_page: Open, lang: str):
    """Two marked, one taken back, another one marked: one rank in the box; the review shows ticks, no numbers."""
    poll = opened(home, ballot=BallotKind.APPROVAL, method="approval")
    page = entered(open_page(lang=lang), poll.codes[0])
    page = press(press(page, "vote_mark_off_a"), "vote_mark_off_c")
    page = press(press(page, "vote_mark_on_a"), "vote_mark_off_b")
    page = press(page, "vote_review")
    assert "<b>✓</b>" in read(page)
    press(page, "vote_cast")
    (ballot,) = in_box(poll)
    assert ballot.ranking == (("c", "b"),)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_points_are_given_by_taps(home: House, open_page: Open, lang: str):
    """Given, given anew, taken back: the box holds the last of each; the review shows points of how many."""
    poll = opened(home, ballot=BallotKind.SCORE, method="star")
    page = entered(open_page(lang=lang), poll.codes[0])
    page = press(press(page, "vote_give_off_a_5"), "vote_give_off_c_1")
    page = press(press(page, "vote_give_off_a_3"), "vote_give_off_b_0")
    page = press(page, "vote_give_on_c_1")
    page = press(page, "vote_review")
    assert "<b>3/5</b>" in read(page)
    press(page, "vote_cast")
    (ballot,) = in_box(poll)
    assert scores_of(ballot.ranking, 5) == {"a": 3, "b": 0}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_budget_is_marked_with_its_costs_in_sight(home: House, open_page: Open, lang: str):
    """The budget and each cost stand on the page; what is marked is one rank in the box."""
    poll = opened(home, costs=("8000", "6,000.50", "12000"), ballot=BallotKind.BUDGET, method="pb_mes", budget="20000")
    page = entered(open_page(lang=lang), poll.codes[0])
    assert "20,000" in read(page)
    assert "6,000.50" in read(page)
    press(press(press(page, "vote_mark_off_b"), "vote_review"), "vote_cast")
    (ballot,) = in_box(poll)
    assert ballot.ranking == (("b",),)
