"""The public-opinion channel at the plain routes: by a script's JSON, and by the forms of a browser without scripts."""

from __future__ import annotations

import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from planning.cases.matter import Deed
from planning.options.electorate import new_code
from planning.web.door import BROWSER_COOKIE
from planning.web.house import House
from tests.matters import FRUIT, Channel, channel

CLIENT = "c0ffee00c0ffee00c0ffee00c0ffee00"
PAGE = {"accept": "text/html"}
HOSTILE = "<img src=x onerror=alert(1)>${alert(1)}`</script>"


@pytest.fixture
def street(house: House) -> Channel:
    """An empty channel."""
    return channel(house)


@pytest.fixture
def phone(client: TestClient) -> TestClient:
    """A browser that has its cookie."""
    client.cookies.set(BROWSER_COOKIE, "browser-1")
    return client


def put(phone: TestClient, street: Channel, client_id: str = CLIENT, /, **other: Any) -> Any:
    """Send JSON as the script does."""
    body: dict[str, Any] = {"topic": "fruit", "text": FRUIT, "place": "", "courtyard": "", "hold": ""} | other
    return phone.put(f"/v/c/{street.here.id}/raise/{client_id}", params={"lang": "en"}, json=body)


def form(phone: TestClient, street: Channel, **other: str) -> Any:
    """Send the form as a browser without scripts does."""
    data = {"topic": "fruit", "text": FRUIT, "step": "send"} | other
    return phone.post(f"/v/c/{street.here.id}/raise?lang=en", data=data, headers=PAGE)


def test_a_lost_answer_is_given_again_with_the_same_receipt(street: Channel, phone: TestClient):
    """Row 11: 201 and the same receipt for the same word, from another browser, too; other contents are 409."""
    word = new_code()
    first = put(phone, street, word=word)
    assert first.status_code == 201, first.text
    phone.cookies.set(BROWSER_COOKIE, "browser-2")
    assert put(phone, street, word=word).json() == first.json()
    assert first.json()["page"].endswith(f"/my-matters#{word}")
    assert "<svg" in first.json()["qr"]
    assert put(phone, street, word=word, text="别的").status_code == 409
    assert street.list().total == 1


@pytest.mark.parametrize("body", [{"word": 3}, {"word": "short"}, {"word": None}, {"topic": ["fruit"]}, {"text": ""}])
def test_what_is_no_matter_is_refused_and_nothing_is_kept(street: Channel, phone: TestClient, body: dict[str, Any]):
    """422 with sentences; row 36 and 37: text is cleaned, a megabyte refused."""
    assert put(phone, street, **({"word": new_code()} | body)).status_code == 422
    assert put(phone, street, word=new_code(), text="x" * 1_000_000).status_code == 413
    assert street.list().total == 0


def test_without_a_script_the_page_gives_the_word_once(street: Channel, phone: TestClient):
    """The form brings its word; sent again (a reload) it shows the same one; the page for it shows the matter."""
    page = phone.get(f"/v/c/{street.here.id}/raise?lang=en")
    found = re.search(r'name="word" value="([^"]+)"', page.text)
    assert found
    word = found[1]
    for _ in range(2):
        answer = form(phone, street, word=word, step="own")
        assert (answer.status_code, word in answer.text, "<svg" in answer.text) == (200, True, True)
    assert street.list().total == 1
    held = phone.post(f"/v/c/{street.here.id}/my-matters?lang=en", data={"word": word.lower()}, headers=PAGE)
    assert FRUIT in held.text
    assert "came in" in held.text


def test_without_a_script_duplicates_are_offered_first(street: Channel, phone: TestClient):
    """Nothing is raised until it was said that none of these is meant."""
    street.raised()
    answer = form(phone, street, word=new_code())
    assert "Somebody has raised this already" in answer.text
    assert street.list().total == 1
    form(phone, street, word=new_code(), step="own")
    assert street.list().total == 2


def test_a_refused_form_keeps_what_was_typed(street: Channel, phone: TestClient):
    """All that is wrong at once, and the words are still there."""
    answer = form(phone, street, word=new_code(), topic="", text="", place=HOSTILE[:50])
    assert answer.status_code == 422
    assert "Please choose what it is about." in answer.text
    assert "Please write something first." in answer.text
    assert "&lt;img src=x" in answer.text


def test_a_shared_phone_tells_nothing_without_the_word(street: Channel, phone: TestClient):
    """The next person on the same phone, with the same cookie, reads only what everybody reads."""
    word = new_code()
    put(phone, street, word=word, hold="yes")
    mine = f"/v/c/{street.here.id}/my-matters?lang=en"
    assert FRUIT not in phone.get(mine).text + phone.get(f"/v/c/{street.here.id}/matters").text
    assert FRUIT in phone.post(mine, data={"word": word, "part": "yes"}).text
    wrong = phone.post(mine, data={"word": new_code()}, headers=PAGE)
    assert (wrong.status_code, "No matter here has this receipt word" in wrong.text) == (422, True)


def test_guessing_words_is_counted(street: Channel, phone: TestClient):
    """Row 5: after some wrong words nobody tries on from here, not even with the right one."""
    _, word = street.raised()
    mine = f"/v/c/{street.here.id}/my-matters"
    status = 0
    for _ in range(street.house.settings.tries_own + 1):
        status = phone.post(mine, data={"word": new_code(), "part": "yes"}).status_code
    assert status == 429
    assert phone.post(mine, data={"word": word, "part": "yes"}).status_code == 429


def test_the_list_shows_states_answers_and_never_markup(street: Channel, phone: TestClient):
    """Row 33 and 35: words are literal; the steps say what was answered; filters keep to what was asked."""
    id_, _ = street.raised(HOSTILE, place=HOSTILE[:40])
    street.step(id_, Deed.ANSWERED)
    listed = phone.get(f"/v/c/{street.here.id}/matters?lang=en").text
    assert "<img src=x" not in listed
    assert "&lt;img src=x" in listed
    assert "Cleaning is arranged" in phone.get(f"/v/c/{street.here.id}/matters/{id_}?lang=en").text
    assert id_ not in phone.get(f"/v/c/{street.here.id}/matters?lang=en&state=closed").text
    assert phone.get(f"/v/c/{street.here.id}/matters?state=no-such&page=x").status_code == 200


def test_me_too_from_the_list_and_back(street: Channel, phone: TestClient):
    """Once per browser; the form leads back to where it was; the page of one's own lists it."""
    id_, _ = street.raised()
    to = f"/v/c/{street.here.id}/matters/{id_}/me-too"
    for _ in range(2):
        assert phone.post(to).json() == {"supports": 1}
    assert "Every step" in phone.get(f"/v/c/{street.here.id}/my-matters?lang=en").text
    led = phone.post(to, data={"back": "yes"}, headers=PAGE, follow_redirects=False)
    assert (led.status_code, led.headers["location"].endswith(f"#m-{id_}")) == (303, True)
    assert street.read(id_).card.supports == 0


def test_taking_back_asks_whether_it_is_meant(street: Channel, phone: TestClient):
    """Without the tick nothing happens; with it the words are gone."""
    id_, word = street.raised()
    to = f"/v/c/{street.here.id}/my-matters/take-back?lang=en"
    assert FRUIT in phone.post(to, data={"word": word}, headers=PAGE).text
    gone = phone.post(to, data={"word": word, "sure": "yes"}, headers=PAGE)
    assert "Whoever raised it has taken it back." in gone.text
    assert street.kept(id_).text == ""
