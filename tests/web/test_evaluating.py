"""The light page of an evaluation: a form that needs no script, sent once, and the result beside the promise."""

from __future__ import annotations

from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from planning import addresses, store
from planning.actions.evaluation import ask_about_case, issue_evaluation_codes
from planning.cases.case import Case, Phase
from planning.cases.evaluation import Appraisal
from planning.people import Role
from planning.site import new_id
from planning.web.house import House
from planning.wording import Words
from tests import makers
from tests.makers import NOON, Clock
from tests.speaking import HOSTILE


@pytest.fixture
def by_code(house: House, clock: Clock) -> tuple[str, str]:
    """An evaluation by codes, and one of its codes."""
    here = makers.community(house)
    case = Case(new_id(), here.id, Words("树"), Words("换吗", "Replace?"), Words(""), Phase.EVALUATE, NOON)
    with house.database.writing() as session:
        store.add(session, case)
    board = makers.staff(Role.BOARD, here.id)
    id_ = ask_about_case(
        house.database, board, clock(), "ask-1", case_id=case.id, promise=Words("种四十棵树", HOSTILE), opens=clock(),
        closes=clock() + timedelta(days=7), by_code=True,
    )  # fmt: skip
    (code,) = issue_evaluation_codes(house.database, board, clock(), evaluation_id=id_, count=1)
    return id_, code


def form(code: str, **more: str) -> dict[str, str]:
    """What a browser without scripts sends."""
    return {"client_id": "A" * 22, "code": code, "done": "done_yes", "good": "good_fair", "words": "谢谢"} | more


def test_a_form_is_sent_once_and_read_by_everybody_later(
    client: TestClient, house: House, clock: Clock, by_code: tuple[str, str]
):
    """Rows 1, 2 and 35: again is the same; another answer is 409; words stay words; afterwards the page tells what came out."""
    id_, code = by_code
    page = addresses.to(addresses.EVALUATION, evaluation=id_)
    asked = client.get(page, params={"lang": "en"}).text
    assert "&lt;img src=x" in asked
    assert "<img src=x" not in asked
    html = {"accept": "text/html"}
    for _ in range(3):
        answer = client.post(page, data=form(code), headers=html, follow_redirects=False)
        assert answer.status_code == 303, answer.text
    assert "received=yes" in answer.headers["location"]
    assert client.post(page, data=form(code, done="done_no", client_id="B" * 22), headers=html).status_code == 409
    wrong = client.post(page, data=form("AAAA-BBBB"), headers=html)
    assert wrong.status_code == 403
    assert "AAAA-BBBB" in wrong.text
    with house.database.reading() as session:
        assert [one.words for one in store.find(session, Appraisal, evaluation_id=id_)] == ["谢谢"]
    clock.forward(days=8)
    assert client.post(page, data=form(code), headers=html, follow_redirects=False).status_code in {303, 410}
    told = client.get(page, params={"lang": "en"}).text
    assert "Too few answered" in told
    assert "谢谢" not in told


def test_codes_are_not_guessed(client: TestClient, by_code: tuple[str, str]):
    """Row 5: after some wrong codes even the right one waits."""
    id_, code = by_code
    page = addresses.to(addresses.EVALUATION, evaluation=id_)
    for n in range(40):
        client.post(page, data=form(f"{n:026}", client_id=f"{n:022}"), headers={"accept": "text/html"})
    assert client.post(page, data=form(code), headers={"accept": "text/html"}).status_code == 429
