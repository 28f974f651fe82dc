"""At the door: who is let in, in which language, with which care; the same for every route and page."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from collections.abc import Iterator
from http.cookies import SimpleCookie
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from planning import access, addresses
from planning.access import anyone
from planning.errors import Refusal
from planning.settings import Settings
from planning.store import examining
from planning.store.faults import Fault, refusal_of
from planning.web import door
from planning.web.door import BROWSER_COOKIE, LANGUAGE_COOKIE, STATUS, Door, routes_of
from planning.web.house import House, open_house
from planning.web.middleware import CAREFUL, Doorkeeper, middleware
from tests import makers
from tests.makers import Clock

HTML = {"accept": "text/html,*/*"}
PAGE = '<!doctype html><html lang="en" class="x"><body>一 <i lang="en">y</i></body></html>'
HERE = "http://127.0.0.1:8501"
FORM = {"content-type": "application/x-www-form-urlencoded"}


def page(_request: Request) -> HTMLResponse:
    """A page like Streamlit's: always in English, with a mark of its contents."""
    return HTMLResponse(PAGE + " " * 2000, headers={"etag": '"1"', "last-modified": "Tue, 24 Nov 2026 04:00:00 GMT"})


@pytest.fixture
def front(house: House) -> Iterator[TestClient]:
    """A client at the doorkeeper, before a packed page and a plain file."""
    makers.community(house)
    inside = Starlette(routes=[Route("/{path:path}", page)])
    app: Any = GZipMiddleware(inside)

    async def served(scope: Scope, receive: Receive, send: Send) -> None:
        if scope.get("path") == "/file.js":
            await PlainTextResponse("x", media_type="text/javascript")(scope, receive, send)
        else:
            await app(scope, receive, send)

    with TestClient(Doorkeeper(served, house), HERE, follow_redirects=False) as found:
        yield found


@pytest.fixture
def echo(house: House, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A client at a route of its own that tells what it was sent, and at one that refuses."""
    monkeypatch.setattr(door, "ROUTES", [])
    monkeypatch.setattr(access, "RULES", access.RULES | {"route.told": anyone, "route.refusing": anyone})

    @door.route("POST", "/told", largest_body=1000)
    def told(asked: Door) -> PlainTextResponse:
        return PlainTextResponse(json.dumps([asked.form, len(asked.body), asked.address, asked.t.language]))

    @door.route("GET", "/refusing/{code}")
    def refusing(asked: Door) -> PlainTextResponse:
        raise Refusal(asked.path("code"), "Please write something first.", where="text")

    @door.route("GET", "/unruled")
    def unruled(asked: Door) -> PlainTextResponse:
        return PlainTextResponse("secret")

    with TestClient(
        Starlette(routes=routes_of(house), middleware=middleware(house)), HERE, follow_redirects=False
    ) as found:
        yield found


def cookies(response: Any) -> SimpleCookie:
    """The cookies that were set."""
    jar: SimpleCookie = SimpleCookie()
    for header in response.headers.get_list("set-cookie"):
        jar.load(header)
    return jar


@pytest.mark.parametrize(
    ("asked", "kept", "lang"),
    [("", "", "zh-CN"), ("en", "", "en"), ("", "en", "en"), ("zh", "en", "zh-CN"), ("fr", "", "zh-CN")],
)
def test_the_page_says_its_language(front: TestClient, asked: str, kept: str, lang: str):
    """`<html lang>` is the visitor's language, so that readers aloud speak it; nothing else of the page changes."""
    headers = HTML | ({"cookie": f"{LANGUAGE_COOKIE}={kept}"} if kept else {})
    answer = front.get("/map" + (f"?lang={asked}" if asked else ""), headers=headers)
    assert answer.text.strip() == PAGE.replace('<html lang="en"', f'<html lang="{lang}"')
    assert int(answer.headers["content-length"]) == len(answer.content)
    assert (LANGUAGE_COOKIE in cookies(answer)) == (asked in {"zh", "en"})


def test_a_packed_page_is_written_in_the_language_too(front: TestClient):
    """A browser that would take gzip, or has an older copy, gets the page as it should be now."""
    headers = HTML | {
        "accept-encoding": "gzip, br",
        "if-none-match": '"1"',
        "if-modified-since": "Tue, 24 Nov 2026 04:00:00 GMT",
    }
    answer = front.get("/map", headers=headers)
    assert answer.status_code == 200
    assert '<html lang="zh-CN"' in answer.text
    assert not {"content-encoding", "etag", "last-modified"} & set(answer.headers)


def test_other_files_stay_packed(front: TestClient):
    """Only pages are rewritten: whoever does not ask for HTML gets what lies there, as small as it is."""
    with front.stream("GET", "/data.json", headers={"accept": "*/*", "accept-encoding": "gzip"}) as answer:
        assert answer.headers["content-encoding"] == "gzip"
        assert b'lang="en"' in gzip.decompress(b"".join(answer.iter_raw()))


def test_a_new_browser_gets_a_random_name_of_its_own(front: TestClient):
    """Not readable by scripts, for this site only; an old browser keeps its own."""
    first, second = (front.get("/map", headers=HTML) for _ in range(2))
    morsel = cookies(first)[BROWSER_COOKIE]
    assert (morsel["httponly"], morsel["samesite"]) == (True, "Lax")
    assert len(morsel.value) >= 20
    assert BROWSER_COOKIE not in cookies(second)
    front.cookies.clear()
    assert cookies(front.get("/map", headers=HTML))[BROWSER_COOKIE].value != morsel.value


@pytest.mark.parametrize(
    "cookie", ["a/b=1", "=", ";;;", "x=\x7f", "n[]=1; jieyi_language=en", "é=1", "a" * 5000], ids=repr
)
def test_odd_cookies_of_other_programs_do_not_break_the_page(front: TestClient, cookie: str):
    """Cookies of one machine are shared by everything that serves on it."""
    answer = front.get("/map", headers={b"accept": b"text/html", b"cookie": cookie.encode()})
    assert answer.status_code == 200
    assert ('<html lang="en"' in answer.text) == ("language=en" in cookie)


@pytest.mark.parametrize("path", ["/map", "/file.js", "/_stcore/metrics"])
def test_every_answer_is_careful(front: TestClient, path: str):
    """No guessing of types, no frame of another site, no address told to other sites."""
    answer = front.get(path, headers=HTML)
    assert {name: answer.headers.get(name.decode()) for name in CAREFUL} == {n: v.decode() for n, v in CAREFUL.items()}


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/metrics/x",
        "/_stcore/script-health-check",
        "/_stcore/agent/interact",
        "/auth/login",
        "/oauth2callback",
    ],
)
def test_the_inside_of_the_process_is_not_told(front: TestClient, path: str):
    """Whoever asks."""
    answer = front.get(path, headers=HTML)
    assert (answer.status_code, answer.content) == (404, b"")


def test_the_first_visitor_is_sent_to_the_welcome_page(house: House):
    """As long as the house is empty, and not a moment longer."""
    app = Starlette(routes=[Route("/", page)], middleware=middleware(house))
    with TestClient(app, HERE, follow_redirects=False) as found:
        assert found.get("/").headers["location"] == addresses.WELCOME
        makers.community(house)
        assert found.get("/").status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"origin": HERE}, 200),
        ({"sec-fetch-site": "same-origin"}, 200),
        ({"sec-fetch-site": "none"}, 200),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "http://127.0.0.1.evil.example:8501"}, 403),
        ({"origin": "http://127.0.0.1:81"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": ""}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
    ],
    ids=str,
)
def test_another_site_s_page_writes_nothing(echo: TestClient, headers: dict[str, str], status: int):
    """Row 16: a browser names the page that writes; programs name none."""
    answer = echo.post("/told", content=b"a=1", headers=FORM | headers)
    assert answer.status_code == status
    if status == 403:
        assert answer.json()["error"] == "bad_origin"


@pytest.mark.parametrize("chunked", [False, True], ids=["whole", "in pieces"])
def test_a_body_that_is_too_large_is_refused_unread(echo: TestClient, chunked: bool):
    """Row 37: 413 at the byte after the last; what comes after it is not kept in memory."""
    taken = 0

    def pieces(size: int) -> Iterator[bytes]:
        nonlocal taken
        for _ in range(0, size, 100):
            taken += 1
            yield b"x" * 100

    assert echo.post("/told", content=b"x" * 1000).json()[1] == 1000
    answer = echo.post("/told", content=pieces(100_000) if chunked else b"x" * 1001)
    assert (answer.status_code, answer.json()["error"]) == (413, "too_large")


@pytest.mark.parametrize(
    ("body", "form"),
    [
        (b"a=1&b=%E6%9E%9C", {"a": "1", "b": "果"}),
        (b"a=\xff%FF&a=2", {"a": "2"}),
        (b"&&=&==", {"": "="}),
        (b"", {}),
    ],
)
def test_forms_are_read_whatever_is_in_them(echo: TestClient, body: bytes, form: dict[str, str]):
    """Wrong bytes become replacement signs."""
    assert echo.post("/told", content=body, headers=FORM).json()[0] == form


def test_a_form_of_a_thousand_fields_is_refused(echo: TestClient):
    """With a sentence, not with an error page."""
    answer = echo.post("/told", content=b"&".join([b"a=1"] * 100), headers=FORM)
    assert (answer.status_code, answer.json()["error"]) == (422, "bad_form")


def test_the_address_is_that_of_the_connection(echo: TestClient):
    """Row 17: no header moves it."""
    headers = {"x-forwarded-for": "10.0.0.1", "forwarded": "for=10.0.0.1", "x-real-ip": "10.0.0.1"}
    assert echo.post("/told", content=b"", headers=headers).json()[2] == "testclient"


@pytest.mark.parametrize(
    ("query", "cookie", "language"),
    [("", "", "zh"), ("?lang=en", "", "en"), ("", "en", "en"), ("?lang=zh", "en", "zh"), ("?lang=xx", "", "zh")],
)
def test_a_route_speaks_the_visitor_s_language(echo: TestClient, query: str, cookie: str, language: str):
    """Asked for, else remembered, else the house's own."""
    headers = {"cookie": f"{LANGUAGE_COOKIE}={cookie}"} if cookie else {}
    assert echo.post(f"/told{query}", content=b"", headers=headers).json()[3] == language


def test_the_house_s_own_language_is_a_setting(tmp_path: Any, clock: Clock):
    """JIEYI_LANGUAGE=en greets in English."""
    house = open_house(Settings(data_dir=tmp_path, language="en"), clock)
    with TestClient(Starlette(routes=routes_of(house), middleware=middleware(house)), HERE) as found:
        assert '<html lang="en"' in found.get(addresses.SIGN_IN, headers=HTML).text
        assert "Staff sign in" in found.get(addresses.SIGN_IN).text
    house.database.close()


@pytest.mark.parametrize("code", [*sorted(STATUS), "anything_else"])
def test_a_refusal_has_a_code_a_sentence_and_a_fitting_status(echo: TestClient, code: str):
    """For scripts and for people; where it is worth trying again, it says when."""
    answer = echo.get(f"/refusing/{code}?lang=en")
    assert answer.status_code == STATUS.get(code, 422)
    problem = {"error": code, "message": "Please write something first.", "where": "text"}
    assert answer.json() == {"error": code, "message": problem["message"], "problems": [problem]}
    assert ("retry-after" in answer.headers) == (answer.status_code in {429, 503})
    assert re.search(r"[\u4e00-\u9fff]", echo.get(f"/refusing/{code}?lang=zh").json()["message"])


def test_a_route_without_a_rule_is_shut(echo: TestClient):
    """Deny by default."""
    assert echo.get("/unruled").status_code == 403


def test_health_and_readiness(client: TestClient, house: House, monkeypatch: pytest.MonkeyPatch):
    """Alive is one thing, ready another: a full disk and a locked database are named."""
    assert client.get(addresses.HEALTH).json() == {"status": "ok"}
    assert client.get(addresses.READY).json() == {"status": "ready", "faults": []}
    monkeypatch.setattr(examining, "LEAST_FREE_BYTES", shutil.disk_usage(house.settings.data_dir).total * 2)
    full = client.get(addresses.READY)
    assert (full.status_code, full.json()["faults"]) == (503, ["disk"])
    house.database.writer.dispose()
    monkeypatch.setattr(type(house.database), "is_writable", lambda _: False)
    assert client.get(addresses.READY).json()["faults"] == ["database", "disk"]
    monkeypatch.setattr(house.settings.__class__, "data_dir", house.settings.data_dir / "gone")
    assert client.get(addresses.READY).json()["faults"] == ["database", "disk", "data_folder"]
    assert client.get(addresses.HEALTH).status_code == 200


def test_a_database_that_is_away_is_503_and_the_first_page_still_comes(
    client: TestClient, house: House, monkeypatch: pytest.MonkeyPatch
):
    """Routes say when to come again; the page is sent, and says the same in its own place."""

    def away(_: object) -> None:
        raise refusal_of(Fault.AWAY)

    monkeypatch.setattr(type(house.database), "reading", away)
    page = client.get(addresses.WELCOME, headers=HTML | {"accept-language": "zh"})
    assert (page.status_code, page.headers["retry-after"]) == (503, "2")
    answer = client.get(addresses.WELCOME)
    assert (answer.status_code, answer.json()["error"], answer.headers["retry-after"]) == (503, "database_away", "2")
    assert answer.json()["message"] in page.text
    assert client.get("/").status_code != 303


def test_the_secret_key_is_made_once_and_shown_to_nobody(house: House):
    """Readable by its owner only, the same at the next start, and not in a trace."""
    path = house.settings.data_dir / "secret.key"
    assert path.stat().st_mode & 0o077 == 0
    assert len(house.secret) == 32
    again = open_house(house.settings)
    assert again.secret == house.secret == path.read_bytes()
    assert again.mac("a", "x") != again.mac("b", "x")
    assert repr(house.secret) not in repr(house)
    again.database.close()


def test_pages_ask_no_other_site_for_anything(client: TestClient):
    """The light pages name no address outside, and their policy forbids one."""
    for address in (addresses.WELCOME, addresses.SIGN_IN, addresses.SIGN_OUT, addresses.VOTE_ENTER):
        answer = client.get(address, headers=HTML)
        assert not re.findall(r"""(?:src|href|action)=["'](?:https?:)?//""", answer.text), address
        assert "default-src 'none'" in answer.headers["content-security-policy"]
