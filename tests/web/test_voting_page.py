"""The light page of a round, and its form for browsers without scripts."""

from __future__ import annotations

import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from planning import addresses
from planning.actions import options
from planning.options.ballot import Ballot
from planning.options.ballot_kinds import ONE_AT_EACH_RANK
from planning.options.round import Access, BallotKind
from planning.options.score_ballot import Unscored
from planning.site import new_id
from planning.store import find
from planning.web.door import BROWSER_COOKIE, VOTER_COOKIE
from planning.web.house import House
from tests import makers
from tests.makers import Clock
from tests.rounds import Poll, opened

PAGE = {"accept": "text/html"}
SCORE: dict[str, Any] = {"ballot": BallotKind.SCORE, "method": "score", "most_points": 5}
BUDGET: dict[str, Any] = {
    "ballot": BallotKind.BUDGET,
    "method": "pb_mes",
    "budget": "5000",
    "costs": ("2000", "1500.50", "4500"),
}


def enter(client: TestClient, code: str) -> None:
    """Exchange a code for a cookie by the form."""
    answer = client.post(addresses.VOTE_ENTER, data={"code": code}, headers=PAGE)
    assert answer.status_code == 303, answer.text


def seen(client: TestClient, poll: Poll, language: str = "en") -> str:
    """The page as it is now."""
    return client.get(addresses.to(addresses.VOTE_ROUND, round=poll.round_id, lang=language), headers=PAGE).text


def send(client: TestClient, poll: Poll, step: str, page: str = "", /, **fields: str) -> Any:
    """Send the form; its hidden fields are those of the page."""
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page or seen(client, poll)))
    address = addresses.to(addresses.VOTE_ROUND, round=poll.round_id, lang="en")
    named = {name.replace("_of_", "-"): value for name, value in fields.items()}
    return client.post(address, data=hidden | named | {"step": step}, headers=PAGE)


def box(poll: Poll) -> list[tuple[tuple[str, ...], ...]]:
    """What lies in the box."""
    with poll.house.database.reading() as session:
        return [ballot.ranking for ballot in find(session, Ballot, round_id=poll.round_id)]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_shows_the_round_to_everybody(house: House, client: TestClient, clock: Clock, language: str):
    """Title, options, rules and promises; while it is open the form for a code; after closing the way to the result."""
    poll = opened(house, hours=1)
    page = seen(client, poll, language)
    assert all(tree in page for tree in ("Crape myrtle", "Jacaranda", "Camphor"))
    assert ("树种" in page) == (language == "zh")
    assert 'id="code"' in page
    assert 'id="vote"' not in page
    clock.forward(hours=1)
    closed = seen(client, poll, language)
    assert f"/results?community={poll.community.id}&amp;round={poll.round_id}" in closed
    assert 'id="code"' not in closed


def test_rounds_in_preparation_are_hidden(client: TestClient):
    """What is not there, and what is not announced yet, is 404."""
    assert client.get(addresses.to(addresses.VOTE_ROUND, round=new_id())).status_code == 404


def test_without_a_script_from_the_code_to_the_receipt(house: House, client: TestClient):
    """The code is typed, the ranks chosen from lists, looked at, changed, cast; the receipt stands there from then on."""
    poll = opened(house)
    enter(client, poll.codes[0])
    looked = send(client, poll, "review", rank_of_a="3", rank_of_c="1")
    assert looked.status_code == 200
    assert re.findall(r"<li data-aloud><b>(\d)</b>.*?<span>([\w ]+)</span>", looked.text) == [
        ("1", "Camphor"),
        ("2", "Crape myrtle"),
    ]
    assert box(poll) == []
    changed = send(client, poll, "change", looked.text, rank_of_a="3", rank_of_c="1")
    assert re.findall(r"<option selected>(\d)", changed.text) == ["3", "1"] or re.findall(
        r"<option selected>(\d)", changed.text
    ) == ["1", "3"]
    cast = send(client, poll, "cast", looked.text, rank_of_a="3", rank_of_c="1")
    assert cast.status_code == 303
    again = send(client, poll, "cast", looked.text, rank_of_a="3", rank_of_c="1")
    assert again.status_code == 303  # a double click: the same ballot, the same answer
    assert box(poll) == [(("c",), ("a",))]
    assert re.search(r'<b id="number">[A-Z0-9-]{10,}</b>', seen(client, poll))


@pytest.mark.parametrize(
    ("rules", "fields", "ranking"),
    [
        ({"method": "borda"}, {"rank_of_a": "1", "rank_of_b": "1", "rank_of_c": "2"}, (("a", "b"), ("c",))),
        ({"method": "borda"}, {}, ()),
        ({"ballot": BallotKind.YES_NO, "method": "plurality"}, {"choice": "no"}, (("no",),)),
        ({"ballot": BallotKind.APPROVAL, "method": "approval"}, {"accept_of_a": "yes", "accept_of_c": "yes"}, (("a", "c"),)),
        ({"ballot": BallotKind.APPROVAL, "method": "approval"}, {}, ()),
        (SCORE, {"points_of_a": "5", "points_of_b": "0", "points_of_c": ""}, (("a",), (), (), (), (), ("b",))),
        (SCORE, {"points_of_a": ""}, ()),
        (BUDGET, {"accept_of_b": "yes", "accept_of_c": "yes"}, (("b", "c"),)),
    ],
    ids=["equal ranks", "blank", "no", "approval", "none acceptable", "points", "no points", "budget"],
)  # fmt: skip
def test_every_kind_of_ballot_has_its_plain_form(
    house: House, client: TestClient, rules: dict[str, Any], fields: dict[str, str], ranking: Any
):
    """Selects, boxes or three buttons: what was chosen lies in the box."""
    poll = opened(house, **rules)
    enter(client, poll.codes[0])
    looked = send(client, poll, "review", **fields)
    assert looked.status_code == 200, looked.text
    assert send(client, poll, "cast", looked.text, **fields).status_code == 303
    assert box(poll) == [ranking]


@pytest.mark.parametrize(
    ("rules", "fields", "sentence"),
    [
        ({}, {"rank_of_a": "1", "rank_of_b": "1"}, "one option at each rank"),
        ({}, {"rank_of_a": "first"}, "A rank is a number"),
        ({}, {"rank_of_a": "-1"}, "A rank is a number"),
        ({"ballot": BallotKind.YES_NO, "method": "plurality"}, {}, "Choose one"),
        ({"ballot": BallotKind.YES_NO, "method": "plurality"}, {"choice": "maybe"}, "is not an option of this round"),
        (SCORE, {"points_of_a": "6"}, "give whole points from 0 to 5"),
        (SCORE, {"points_of_a": "４"}, "Points are a number from the row"),
        (SCORE | {"unscored": Unscored.REFUSED}, {"points_of_a": "4"}, "has no points yet"),
    ],
    ids=[
        "equal where it may not be",
        "no number",
        "negative",
        "nothing chosen",
        "no choice of ours",
        "too many points",
        "no points of ours",
        "not all have points",
    ],
)
def test_row_10_a_faulty_form_is_told_and_nothing_is_stored(
    house: House, client: TestClient, rules: dict[str, Any], fields: dict[str, str], sentence: str
):
    """Row 10, without a script: 422, one sentence, what was chosen still stands there."""
    poll = opened(house, **rules)
    enter(client, poll.codes[0])
    for step in ("review", "cast"):
        refused = send(client, poll, step, **fields)
        assert (refused.status_code, sentence in refused.text) == (422, True)
    assert ("<option selected>1" in refused.text) == (fields.get("rank_of_b") == "1")
    assert box(poll) == []


def test_row_9_options_that_changed_are_told_and_the_order_is_kept(house: House, client: TestClient):
    """Row 9, without a script: 409, the ranks still stand in the lists, and the next try goes through."""
    poll = opened(house)
    enter(client, poll.codes[0])
    before = seen(client, poll)
    poll.act(options.withdraw_option, option_id=poll.view.wares[2].option.id, reason="The nursery has none.")
    refused = send(client, poll, "cast", before, rank_of_a="1", rank_of_c="2")
    assert (refused.status_code, "options have changed" in refused.text) == (409, True)
    assert "<option selected>1" in refused.text
    assert "Camphor" not in refused.text
    assert send(client, poll, "cast", refused.text, rank_of_a="1").status_code == 303
    assert box(poll) == [(("a",),)]


def test_row_4_a_spent_code_says_its_minute_on_the_page_too(house: House, client: TestClient):
    """Row 4, by the form: the minute for a spent code, one identical page for all others."""
    poll = opened(house)
    poll.cast(0)
    spent = client.post(addresses.VOTE_ENTER, data={"code": poll.codes[0]}, params={"lang": "en"}, headers=PAGE)
    assert (spent.status_code, "2026-11-24 12:00" in spent.text) == (409, True)
    wrong = [
        client.post(addresses.VOTE_ENTER, data={"code": code}, params={"lang": "en"}, headers=PAGE)
        for code in ("", "ABCD", "A" * 26)
    ]
    assert [answer.status_code for answer in wrong] == [403] * 3
    assert len({re.sub(r'value="[^"]*"', "", answer.text) for answer in wrong}) == 1


def test_a_receipt_is_told_again_to_a_phone_that_lost_its_cookie(house: House, client: TestClient):
    """Row 11: the answer was lost and the browser was closed; the same id and body gets the receipt, another body nothing."""
    poll = opened(house)
    enter(client, poll.codes[0])
    address = addresses.to(addresses.VOTE_BALLOT, round=poll.round_id, client_id="c0ffee00c0ffee00")
    body = {"version": poll.version, "ranking": [["a"], ["b"]]}
    first = client.put(address, json=body)
    client.cookies.delete(VOTER_COOKIE)
    again = client.put(address, json=body)
    assert (first.status_code, again.status_code, again.json()) == (201, 200, first.json())
    assert client.put(address, json=body | {"ranking": [["b"]]}).status_code == 409
    enter(client, poll.codes[1])
    assert client.put(address, json=body).status_code == 409  # another voter's is another body


def test_somebody_else_votes_on_the_same_phone(house: House, client: TestClient):
    """Leaving takes the cookie along; drafts of the two lie apart, and what tells them apart names neither code."""
    poll = opened(house)
    tags = []
    for code in poll.codes[:2]:
        enter(client, code)
        page = seen(client, poll)
        tags += re.findall(r'"voter": "(\w+)"', page)
        assert code not in page
        assert poll.code_id(poll.codes.index(code)) not in page
        assert client.post(f"{addresses.VOTE_LEAVE}?lang=en").headers["location"] == f"{addresses.VOTE_ENTER}?lang=en"
        assert VOTER_COOKIE not in client.cookies
    assert len(set(tags)) == 2


def test_an_open_round_asks_for_no_code(house: House, client: TestClient):
    """One ballot for each browser: the form is there at once, and then the receipt."""
    poll = opened(house, count=0, access=Access.OPEN)
    client.cookies.set(BROWSER_COOKIE, "phone-1")
    assert 'id="vote"' in seen(client, poll)
    assert send(client, poll, "cast", rank_of_b="1").status_code == 303
    assert 'id="number"' in seen(client, poll)
    client.cookies.set(BROWSER_COOKIE, "phone-2")
    assert 'id="vote"' in seen(client, poll)
    assert box(poll) == [(("b",),)]


def test_a_practice_code_where_everything_is_made_up(house: House, client: TestClient):
    """In an illustrative community a button gives a code and goes on; elsewhere it is not there, and refused."""
    real, made_up = opened(house), opened(house, here=makers.community(house, illustrative=True))
    practice = addresses.to(addresses.VOTE_PRACTICE, round=made_up.round_id)
    assert practice in seen(client, made_up)
    assert client.post(practice, headers=PAGE).status_code == 303
    assert 'id="vote"' in seen(client, made_up)
    refused = addresses.to(addresses.VOTE_PRACTICE, round=real.round_id)
    assert refused not in seen(client, real)
    assert client.post(refused, headers=PAGE).status_code == 403


def test_after_closing_the_receipt_and_the_result_are_there(house: House, client: TestClient, clock: Clock):
    """After closing the voter who cast still finds the receipt, and the way to the result."""
    poll = opened(house, hours=1)
    enter(client, poll.codes[0])
    send(client, poll, "cast", rank_of_b="1")
    clock.forward(hours=2)
    page = seen(client, poll)
    assert 'id="number"' in page
    assert "/results?" in page


@pytest.mark.parametrize("method", ["irv", "borda", "plurality", "schulze_winning"])
def test_equal_ranks_are_offered_where_the_round_takes_them(house: House, client: TestClient, method: str):
    """The page, its script and the box agree on whether two options may share a rank."""
    poll = opened(house, method=method)
    enter(client, poll.codes[0])
    page = seen(client, poll)
    assert ('"equal": true' in page, "may share a rank" in page) == (method not in ONE_AT_EACH_RANK,) * 2


def test_the_worker_names_the_outbox_by_its_contents(client: TestClient):
    """Served from the folder that is its scope, asked for anew each time, with the script that it builds on."""
    answer = client.get(addresses.WORKER)
    assert answer.headers["content-type"].startswith("text/javascript")
    assert "no-cache" in answer.headers["cache-control"]
    (outbox,) = re.findall(r'^importScripts\("([^"]+)"\);\n', answer.text)
    assert client.get(outbox).status_code == 200
    assert addresses.WORKER.rpartition("/")[0] + "/" == addresses.VOTE_ENTER


@pytest.mark.parametrize("rules", [SCORE, BUDGET], ids=["points", "budget"])
def test_points_and_budgets_are_drawn_with_what_they_mean(house: House, client: TestClient, rules: dict[str, Any]):
    """Each option has its row of numbers from nought to the most, or its cost; the rule stands above."""
    poll = opened(house, **rules)
    enter(client, poll.codes[0])
    page = seen(client, poll)
    if rules is SCORE:
        assert [page.count(f'name="points-{key}" value="') for key in "abc"] == [7, 7, 7]  # 0 to 5, and none
        assert "An option without points counts as 0 on that ballot." in page
    else:
        assert "1,500.50 yuan" in page
        assert "There are 5,000 yuan to spend." in page
