"""Statements on light pages: three buttons without a script, findings in plain sentences, votes as a file for staff."""

from __future__ import annotations

import re

import numpy as np
import pytest
from starlette.testclient import TestClient

from planning.surveys.opinions.reading import read_votes
from planning.web.door import BROWSER_COOKIE
from planning.web.house import House
from tests.makers import staff_cookie
from tests.talks import Talk, camps, conversation
from tests.web.test_addresses import signed_in

PAGE = {"accept": "text/html"}
HOSTILE = "<img src=x onerror=alert(1)>=1+1"


@pytest.fixture
def talk(house: House) -> Talk:
    """Ten statements in a case that has not come to its vote."""
    return conversation(house)


@pytest.fixture
def phone(client: TestClient) -> TestClient:
    """A browser that has its cookie."""
    client.cookies.set(BROWSER_COOKIE, "browser-1")
    return client


def test_one_statement_at_a_time_with_three_buttons(talk: Talk, phone: TestClient):
    """A plain form: voted, the next one comes; sent again it is the same vote; at the end it leads to what came out."""
    to = f"/v/c/{talk.here.id}/opinions/{talk.id}"
    for turn in range(10):
        page = phone.get(f"{to}?lang=en").text
        assert re.findall(r'name="vote" value="(-?\d)"', page) == ["1", "-1", "0"]
        assert f"{turn} of 10" in page
        id_ = re.search(r'name="statement" value="([^"]+)"', page)
        assert id_
        for _ in range(2):
            answer = phone.post(to, data={"statement": id_[1], "vote": "1"}, headers=PAGE, follow_redirects=False)
            assert answer.status_code == 303
    assert "You have voted on every statement" in phone.get(f"{to}?lang=en").text
    assert talk.found.people == 1


def test_what_is_no_vote_comes_back_with_a_sentence(talk: Talk, phone: TestClient):
    """422, nothing kept, the buttons still there."""
    to = f"/v/c/{talk.here.id}/opinions/{talk.id}?lang=en"
    id_ = talk.statement(1).id
    for vote in ("", "2", "1e9", "agree"):
        answer = phone.post(to, data={"statement": id_, "vote": vote}, headers=PAGE)
        assert (answer.status_code, "Choose whether you agree" in answer.text) == (422, True)
    assert talk.found.people == 0


def test_a_resident_adds_a_statement_once_and_reads_where_it_stands(talk: Talk, phone: TestClient):
    """Row 35: its words are literal on every page; the same form again adds nothing."""
    to = f"/v/c/{talk.here.id}/opinions/{talk.id}"
    for _ in range(2):
        phone.post(f"{to}/add?lang=en", data={"text": HOSTILE, "form": "f" * 22}, headers=PAGE)
    page = phone.get(f"{to}?lang=en").text
    assert page.count("&lt;img src=x") == 1
    assert "<img src=x" not in page
    assert "waits until staff have looked at it" in page
    assert "Please write something first." in phone.post(f"{to}/add?lang=en", data={"text": ""}, headers=PAGE).text


def test_findings_say_what_unites_and_whether_there_are_groups(talk: Talk, phone: TestClient):
    """One sentence, groups with what they share in numbers of how many, every statement in numbers; no person."""
    to = f"/v/c/{talk.here.id}/opinions/{talk.id}/findings?lang=en"
    assert "Nobody has said anything yet." in phone.get(to).text
    talk.crowd(camps(60, 10))
    page = phone.get(to).text
    assert "60 people have said something. Groups of opinion: 2; statements that unite all of them: 1." in page
    assert "Group A: 30 people" in page
    assert "60 of 60 agree" in page
    assert "b59" not in page


def test_votes_as_a_file_are_for_those_who_lead_cases_and_read_again_they_are_the_same(talk: Talk, phone: TestClient):
    """Row 32 and 55: people are numbers, words are text cells; `jieyi opinions` reads it; a visitor gets nothing."""
    cast = camps(8, 10, share=0.7)
    talk.crowd(cast)
    to = f"/communities/{talk.here.id}/opinions/{talk.id}.csv"
    assert phone.get(to).status_code == 403
    phone.cookies.update(staff_cookie(talk.house, signed_in(talk.house)))
    answer = phone.get(to)
    assert "browser" not in answer.text
    votes = read_votes(answer.content)
    assert (len(votes.participants), int(votes.cast.sum())) == (8, int((~np.isnan(cast)).sum()))
