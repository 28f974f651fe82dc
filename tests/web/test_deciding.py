"""A yes or no by the same plain routes as every ballot, and what the light page says of the rule."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from starlette.testclient import TestClient

from planning import addresses
from planning.actions.rounds import close_round
from planning.i18n import translator
from planning.store import decisions
from planning.web.house import House
from tests.actions.test_deciding import deciding_poll
from tests.rounds import Poll
from tests.web.test_voting import enter, in_box, put


def sums(poll: Poll) -> dict[str, tuple[int, int]]:
    """Heads and hundredths of a square metre by choice, in the whole."""
    with poll.house.database.reading() as session:
        return {str(s.choice): (s.heads, s.area) for s in decisions.sums(session, poll.round_id) if not s.group}


def test_a_yes_is_put_like_any_ballot(house: House, client: TestClient):
    """201, the same receipt for the same request, and the sum has grown once."""
    poll = deciding_poll(house, "80.05", "90")
    enter(client, poll.codes[0])
    first, again = put(client, poll, [["yes"]]), put(client, poll, [["yes"]])
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert sums(poll) == {"yes": (1, 8005), "no": (0, 0), "abstain": (0, 0)}


@pytest.mark.parametrize("ranking", [[], [["yes"], ["no"]], [["yes", "no"]], [["maybe"]], "yes", [["yes"], ["yes"]]])
def test_what_is_no_choice_is_422_and_grows_nothing(house: House, client: TestClient, ranking: Any):
    """Nothing sent is not an abstention."""
    poll = deciding_poll(house, "80")
    enter(client, poll.codes[0])
    assert put(client, poll, ranking).status_code == 422
    assert (in_box(poll), sum(heads for heads, _ in sums(poll).values())) == (0, 0)


def test_forty_voters_at_once_are_all_in_the_sums(house: House):
    """In parallel, from forty phones: no head and no hundredth of a square metre is lost."""
    poll = deciding_poll(house, *[f"{60 + i}.{i:02}" for i in range(40)])
    code_ids = [poll.code_id(i) for i in range(40)]
    version = poll.version

    def cast(number: int) -> None:
        choice = ("yes", "no", "abstain")[number % 3]
        poll.cast(code_id=code_ids[number], version=version, ranking=((choice,),))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(cast, range(40)))
    assert in_box(poll) == sum(heads for heads, _ in sums(poll).values()) == 40
    assert sum(area for _, area in sums(poll).values()) == sum((60 + i) * 100 + i for i in range(40))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_light_page_says_how_it_is_decided(house: House, client: TestClient, language: str):
    """The rule, the note on the lawyer, the label, and the hash of the roll, before anybody votes."""
    poll = deciding_poll(house, "80")
    page = client.get(addresses.to(addresses.VOTE_ROUND, round=poll.round_id), params={"lang": language}).text
    for word in (
        ("律师", "业主表决之前的预检")
        if language == "zh"
        else ("a lawyer should confirm it", "a check before an owners")
    ):
        assert word in page
    assert poll.view.round.roll_hash in page


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_report_shows_the_decision(house: House, client: TestClient, language: str):
    """Verdict, label, heads by choice, each threshold with its figures, and the rule as it was announced."""
    poll = deciding_poll(house, *["80"] * 12)
    for number in range(12):
        poll.cast(number, ranking=(("yes",),) if number < 11 else (("no",),))
    poll.act(close_round, round_id=poll.round_id, reason="Done.")
    page = client.get(addresses.to(addresses.REPORT, round=poll.round_id), params={"lang": language}).text
    t = translator(language)
    for sentence in (
        t("Accepted."), t("The decision in figures"), t("What the rule asks for, and what was reached"), t("At least needed"),
        t("Sums of areas that few votes make up are not shown, only whether they suffice: they would tell who voted how."),
    ):  # fmt: skip
        assert sentence.replace("'", "&#39;") in page
    assert poll.view.round.roll_hash in page
    # One no among twelve: the area of yes would give that owner away.
    assert "880" not in re.sub("[0-9a-f]{64}", "", page)  # a fingerprint may hold any figures
