"""The light page of a questionnaire: small, whole without a script, and what is sent comes in once."""

from __future__ import annotations

import gzip
import json
import re
from html import unescape
from typing import Any

import pytest
from starlette.testclient import TestClient

from planning.site import new_id
from planning.surveys.questionnaire.survey import Admission
from planning.web.assets import contents
from planning.web.door import BROWSER_COOKIE
from planning.web.house import House
from tests.asked import HEAD, SAID, Asked, published, workbook
from tests.rounds import opened

PAGE = {"accept": "text/html"}
LARGEST_BYTES = 60_000
"""Packed, as they travel."""


@pytest.fixture
def phone(client: TestClient) -> TestClient:
    """A browser that has its cookie."""
    client.cookies.set(BROWSER_COOKIE, "browser-1")
    return client


def put(phone: TestClient, asked: Asked, client_id: str, **body: Any) -> Any:
    """Send as the script does."""
    told = {"edition": asked.view.edition.id, "answers": SAID} | body
    return phone.put(f"/v/q/{asked.survey_id}/answers/{client_id}", json=told, params={"lang": "en"})


def form(asked: Asked, text: str, **fields: str) -> dict[str, tuple[None, str]]:
    """The form of a page, as a browser without scripts sends it."""
    hidden = {name: re.search(f'name="{name}" value="([^"]*)"', text)[1] for name in ("client_id", "edition", "shown")}  # type: ignore[index]
    return {
        name: (None, value) for name, value in (hidden | {n.replace("__", "."): v for n, v in fields.items()}).items()
    }


def test_the_page_is_small_and_chinese_first(phone: TestClient, house: House):
    """Every kind of question, with all that it runs, under 60 kB; an answer to a hidden question is not shown."""
    asked = published(house)
    answer = phone.get(f"/v/q/{asked.survey_id}", headers=PAGE)
    assert answer.status_code == 200
    assert "需要托管吗？" in answer.text
    assert 'lang="zh-CN"' in answer.text
    assert re.search(r'id="q-2"[^>]* hidden', answer.text), "children are asked for only where care is needed"
    loaded = set(re.findall(r'(?:src|href)="/web/([\w.]+)\?', answer.text))
    assert {"ask.js", "conditions.js", "ask.css"} <= loaded
    sent = [answer.content, *(contents(name).body for name in loaded)]
    assert sum(len(gzip.compress(one)) for one in sent) < LARGEST_BYTES


def test_what_the_script_sends_is_kept_once(phone: TestClient, house: House):
    """201, then 200 with the same receipt; 409 for other answers; 422 with a sentence for each question."""
    asked, id_ = published(house), new_id()
    first, again = put(phone, asked, id_), put(phone, asked, id_)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert put(phone, asked, id_, answers={"care": "no"}).status_code == 409
    refused = put(phone, asked, new_id(), answers={"fee": "x", "care": "perhaps"})
    assert refused.status_code == 422
    assert [one["where"] for one in refused.json()["problems"]] == ["care", "fee"]
    bodies: tuple[dict[str, Any], ...] = ({"answers": [1]}, {"edition": "gone"}, {"edition": 5}, {"courtyard": {}})
    for body in bodies:
        assert put(phone, asked, new_id(), **body).status_code in {409, 422}
    assert len(asked.kept) == 1


def test_without_a_script_questions_come_as_they_are_asked(phone: TestClient, house: House):
    """First the page with the next question, then what is wrong beside it, then the receipt; nothing typed is lost."""
    asked = published(house, data=workbook([HEAD, ["select_one yn", "care", "需要吗？", "Care?", "yes"], ["integer", "children", "几个？", "How many?", "yes", "${care} = 'yes'"]],
                                           [["list_name", "name", "label"], ["yn", "yes", "Yes"], ["yn", "no", "No"]]))  # fmt: skip
    here = f"/v/q/{asked.survey_id}?lang=en"
    text = phone.get(here, headers=PAGE).text
    more = phone.post(here, files=form(asked, text, a__care="yes"), headers=PAGE)
    assert not re.search(r'id="q-1"[^>]* hidden', more.text)
    wrong = phone.post(here, files=form(asked, more.text, a__care="yes", a__children="two"), headers=PAGE)
    assert wrong.status_code == 422
    assert "Write a number" in unescape(wrong.text)
    assert 'value="two"' in wrong.text
    sent = form(asked, wrong.text, a__care="yes", a__children="2")
    done = phone.post(here, files=sent, headers=PAGE, follow_redirects=False)
    assert done.status_code == 303
    assert (
        phone.post(here, files=sent, headers=PAGE, follow_redirects=False).headers["location"]
        == done.headers["location"]
    )
    (kept,) = asked.kept
    assert json.loads(kept.answers) == {"care": "yes", "children": "2"}
    assert kept.receipt in phone.get(done.headers["location"], headers=PAGE).text


def test_a_title_stands_over_its_group_where_it_is_asked(phone: TestClient, house: House):
    """A heading over what belongs to it, in the visitor's language; hidden as long as nothing in it is asked."""
    asked = published(house, data=workbook([HEAD, ["select_one yn", "care", "需要吗？", "Care?", "yes"],
        ["begin_group", "g", "托管<b>", "Child <b>care", "", "${care} = 'yes'"], ["integer", "children", "几个？", "How many?"], ["end_group"], ["text", "words", "话", "Words"]],
        [["list_name", "name", "label"], ["yn", "yes", "Yes"], ["yn", "no", "No"]]))  # fmt: skip
    here = f"/v/q/{asked.survey_id}?lang=en"
    text = phone.get(here, headers=PAGE).text
    assert re.search(r'<section class="together"[^>]* hidden><h2 [^>]*>Child &lt;b&gt;care</h2>', text)
    assert text.index('id="q-0"') < text.index('class="together"') < text.index('id="q-1"')
    assert text.index('id="q-1"') < text.index("</section>", text.index('class="together"')) < text.index('id="q-2"')
    more = phone.post(here, files=form(asked, text, a__care="yes"), headers=PAGE).text
    assert re.search(r'<section class="together" aria-labelledby="[\w-]+"><h2 ', more)


def test_a_code_opens_it_once(phone: TestClient, house: House):
    """Wrong codes get one sentence; the right one its cookie; after it was used the page says so."""
    poll = opened(house, count=2)
    asked = published(house, poll.community, entry=Admission.CODES, round_id=poll.round_id)
    here = f"/v/q/{asked.survey_id}"
    assert 'id="ask"' not in phone.get(here, headers=PAGE).text
    assert put(phone, asked, new_id()).status_code == 403
    wrong = phone.post(f"{here}/code", data={"code": "ABCD"}, headers=PAGE)
    assert wrong.status_code == 403
    right = phone.post(f"{here}/code", data={"code": poll.codes[0]}, headers=PAGE, follow_redirects=False)
    assert right.status_code == 303
    assert 'id="ask"' in phone.get(here, headers=PAGE).text
    assert put(phone, asked, new_id()).status_code == 201
    assert put(phone, asked, new_id()).status_code == 409
    assert 'id="ask"' not in phone.get(here, headers=PAGE).text


def test_words_of_a_form_are_only_words(phone: TestClient, house: House):
    """Row 35: a label, a choice and a title that are markup stay text."""
    evil = "<img src=x onerror=alert(1)></script><script>alert(1)</script>"
    data = workbook(
        [HEAD, ["select_one yn", "care", evil, evil, "", "", "", "", ""]],
        [["list_name", "name", "label"], ["yn", "a", evil]],
        [["form_title"], [evil]],
    )
    asked = published(house, data=data)
    text = phone.get(f"/v/q/{asked.survey_id}", headers=PAGE).text
    assert "<img src=x" not in text
    assert "<script>alert" not in text


def test_the_ends_of_a_scale_have_words(phone: TestClient, house: House):
    """Below the first and the last step, and read with them; words in between stand in a line above."""
    lists = [
        ["list_name", "name", "label"],
        ["ends", "1", "not <b>"],
        ["ends", "5", "very"],
        ["all", "1", "bad"],
        ["all", "2", "so so"],
        ["many", "0", "never"],
    ]
    asked = published(house, data=workbook([HEAD,
        ["range", "a", "甲", "A", "", "", "", "", "start=1 end=5 step=1 tick_labelset=ends"],
        ["range", "b", "乙", "B", "", "", "", "", "start=1 end=3 step=1 tick_labelset=all"],
        ["range", "c", "丙", "C", "", "", "", "", "start=0 end=100 step=1 tick_labelset=many"]], lists))  # fmt: skip
    text = phone.get(f"/v/q/{asked.survey_id}?lang=en", headers=PAGE).text
    assert '<div class="ends" aria-hidden="true"><span>1 = not &lt;b&gt;</span><span>5 = very</span></div>' in text
    assert 'aria-label="1 not &lt;b&gt;"' in text
    assert '<p class="quiet">1 = bad · 2 = so so</p>' in text
    assert '<p class="quiet">0 = never</p>' in text
    assert put(phone, asked, new_id(), answers={"a": "5", "b": "2", "c": "40"}).status_code == 201


def test_the_phone_is_told_between_which_days_an_answer_lies(phone: TestClient, house: House):
    """Its picker has the bounds, its script the rule with the sentence; sent all the same, the server says the same."""
    asked = published(
        house,
        data=workbook([HEAD, ["date", "day", "哪天", "Which day", "", "", ". >= date('2026-01-01') and . <= today()"]]),
    )
    text = phone.get(f"/v/q/{asked.survey_id}?lang=en", headers=PAGE).text
    today = asked.house.clock().date().isoformat()
    assert re.search(
        rf'type="date" name="a.day" value="" min="2026-01-01" max="{today[:4]}-[-\d]+" data-max-today', text
    )
    sentence = "Choose a day from 1 Jan 2026 to today: Which day"
    assert sentence in text
    refused = put(phone, asked, new_id(), answers={"day": "2025-12-31"})
    assert [one["message"] for one in refused.json()["problems"]] == [sentence]


def test_a_pattern_is_held_by_the_server_alone(phone: TestClient, house: House):
    """Its letters are ASCII in a browser: phones are sent no rule with a pattern, and the server takes 张三 and no dash."""
    rule = "regex(., '^\\w+$') and string-length(.) < 9"
    asked = published(house, data=workbook([HEAD, ["text", "name", "怎么称呼", "Your name", "", "", rule]]))
    text = phone.get(f"/v/q/{asked.survey_id}?lang=en", headers=PAGE).text
    assert '"rule": null' in text or '"rule":null' in text
    assert put(phone, asked, new_id(), answers={"name": "张三 "}).status_code == 201
    assert put(phone, asked, new_id(), answers={"name": "-"}).status_code == 422
