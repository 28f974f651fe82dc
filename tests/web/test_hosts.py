"""Under which names the server answers, and to whose pages: routes and the pages' own connection."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from planning import addresses
from planning.settings import Settings
from planning.web import ROUTE_MODULES
from planning.web.door import OURS, ROUTES, routes_of
from planning.web.hosts import is_allowed, is_of_this_site
from planning.web.house import House
from planning.web.middleware import middleware
from tests import makers

HOME = "http://127.0.0.1:8501"
SOCKET = "ws://127.0.0.1:8501/_stcore/stream"
ALL = "0.0.0.0"  # noqa: S104 - a setting


@pytest.mark.parametrize(
    ("settings", "host", "allowed"),
    [
        ({}, "127.0.0.1:8501", True),
        ({}, "localhost", True),
        ({}, "LOCALHOST:1", True),
        ({}, "[::1]:8501", True),
        ({}, "192.168.1.7:8501", False),
        ({}, "evil.example", False),
        ({}, "127.0.0.1.evil.example", False),
        ({}, "localhost.evil.example", False),
        ({}, "evil.example@127.0.0.1", True),  # what stands before the @ is no host
        ({}, "127.0.0.1@evil.example", False),
        ({}, "", False),
        ({}, "[", False),
        ({"host": ALL}, "192.168.1.7:8501", True),
        ({"host": ALL}, "[fe80::1]:8501", True),
        ({"host": ALL}, "evil.example", False),
        ({"host": "street.local"}, "street.local:8501", True),
        ({"host": "street.local"}, "192.168.1.7", False),
        ({"public_url": "https://jieyi.example.org"}, "jieyi.example.org", True),
        ({"public_url": "https://jieyi.example.org"}, "Jieyi.Example.org.", True),
        ({"public_url": "https://jieyi.example.org"}, "x.jieyi.example.org", False),
        ({"allowed_hosts": "a.example,b.example", "host": ALL}, "b.example:443", True),
        ({"allowed_hosts": "a.example,b.example", "host": ALL}, "192.168.1.7", False),
        ({"allowed_hosts": "a.example"}, "127.0.0.1", True),  # the machine itself keeps its way in
    ],
)
def test_a_server_knows_its_own_names(settings: dict[str, str], host: str, *, allowed: bool):
    """Its own, the public one, those of the setting; every plain address where it listens on all."""
    assert is_allowed(host, Settings(**settings)) is allowed  # type: ignore[arg-type]


@given(st.text(max_size=60))
def test_no_host_header_breaks_it(host: str):
    """Whatever a program sends, it is answered with yes or no."""
    assert is_allowed(host, Settings()) in {True, False}


@given(st.text(max_size=30), st.text(max_size=30))
def test_an_origin_is_of_this_site_only_with_the_same_host(origin: str, host: str):
    """No prefix, no suffix, no other port; nothing that cannot be read."""
    assert is_of_this_site(f"http://{host}.evil.example", host) is False
    assert is_of_this_site(origin, "127.0.0.1:8501") in {True, False}


@pytest.fixture
def front(house: House) -> Iterator[TestClient]:
    """The doorkeeper before a page and a connection that tells which cookies it was handed."""
    makers.community(house)

    async def told(socket: WebSocket) -> None:
        await socket.accept()
        await socket.send_json(dict(socket.cookies))
        await socket.close()

    routes: list[Any] = [*routes_of(house), WebSocketRoute("/_stcore/stream", told)]
    with TestClient(Starlette(routes=routes, middleware=middleware(house)), HOME, follow_redirects=False) as found:
        yield found


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "http://127.0.0.1:8502"},
        {"origin": "null"},
        {"host": "evil.example", "origin": "http://evil.example"},
        {"host": "evil.example"},
    ],
    ids=str,
)
def test_another_site_s_page_opens_no_connection(front: TestClient, headers: dict[str, str]):
    """Row 16: closed for policy before anything is read; a name lent to this machine does not help."""
    with (
        pytest.raises(WebSocketDisconnect) as closed,
        front.websocket_connect(SOCKET, headers={"cookie": "jieyi_staff=x"} | headers),
    ):
        pass
    assert closed.value.code == 1008


@pytest.mark.parametrize(("origin", "cookies"), [(HOME, {"jieyi_staff": "x"}), (None, {})], ids=["page", "program"])
def test_a_connection_that_names_no_page_is_nobody_s(front: TestClient, origin: str | None, cookies: dict[str, str]):
    """Row 16: a program without Origin is served like a visitor: no account, no code, no browser's name."""
    headers = {"cookie": "jieyi_staff=x"} | ({"origin": origin} if origin else {})
    with front.websocket_connect(SOCKET, headers=headers) as socket:
        assert socket.receive_json() == cookies


def filled(address: str) -> str:
    """An address with something in its gaps."""
    for part in ("round", "client_id", "community", "photo", "name"):
        address = address.replace("{" + part + "}", "nothing-here")
    return address


WRITING = sorted({(route.method, route.address) for route in ROUTES if route.method != "GET"}) if ROUTE_MODULES else []


def test_there_are_routes_that_write():
    """The list below comes from the code: an empty one would prove nothing."""
    assert {address for _, address in WRITING} >= {
        addresses.SIGN_IN, addresses.SIGN_OUT, addresses.WELCOME, addresses.VOTE_SESSION, addresses.VOTE_BALLOT,
        addresses.INVITATION, addresses.SIGN_IN_ELSEWHERE,
    }  # fmt: skip


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "https://127.0.0.1"},
        {"sec-fetch-site": "cross-site"},
    ],
    ids=str,
)
@pytest.mark.parametrize(("method", "address"), WRITING)
def test_no_route_that_writes_hears_another_site_s_page(
    front: TestClient, method: str, address: str, headers: dict[str, str]
):
    """Row 16: every writing route that is registered, whichever part it belongs to: 403 before anything happens."""
    answer = front.request(method, filled(address), headers=headers, content=b"")
    assert (answer.status_code, answer.json()["error"]) == (403, "bad_origin")
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(("method", "address"), WRITING)
def test_every_route_that_writes_has_a_largest_body(front: TestClient, method: str, address: str):
    """Row 37: a megabyte where a form is expected is refused, unread."""
    named = next(route for route in ROUTES if (route.method, route.address) == (method, address))
    answer = front.request(method, filled(address), content=b"x" * (named.largest_body + 1))
    assert (answer.status_code, answer.json()["error"]) == (413, "too_large")
    # More than a form is taken only where it goes to the disk as it comes in.
    assert named.largest_body <= 64_000 or named.spooled


def readable() -> list[str]:
    """Addresses that are read."""
    return sorted({route.address for route in ROUTES if route.method == "GET"})


@pytest.mark.parametrize("address", readable() if ROUTE_MODULES else [])
@pytest.mark.parametrize("accept", ["text/html", "*/*"])
def test_every_answer_is_careful(front: TestClient, address: str, accept: str):
    """Whatever it is, whatever comes of it: no sniffing, no foreign frame, no address told, nothing from elsewhere."""
    answer = front.get(filled(address), headers={"accept": accept})
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["x-frame-options"] == "SAMEORIGIN"
    assert "camera=()" in answer.headers["permissions-policy"]
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert "default-src 'none'" in answer.headers["content-security-policy"] or (
        "default-src 'self'" in answer.headers["content-security-policy"]
        and "frame-ancestors 'self'" in answer.headers["content-security-policy"]
    )
    assert (
        "unsafe" not in answer.headers["content-security-policy"]
        or answer.status_code in {303, 403, 404, 422}
        or not (answer.headers["content-type"].startswith("text/html"))
    )


def test_the_light_pages_run_no_script_of_anybody_else(front: TestClient):
    """Their policy names no exception, and no other site may frame them."""
    for address in (addresses.SIGN_IN, addresses.INVITATION, addresses.VOTE_ENTER, "/v/nowhere"):
        policy = front.get(address, headers={"accept": "text/html"}).headers["content-security-policy"]
        assert "unsafe" not in policy
        assert "frame-ancestors 'self'" in policy


def test_whatever_we_serve_lies_in_a_folder_of_ours():
    """A new route in a new folder brings its 404 along; health checks and the like stand alone."""
    folders = {"/" + route.address.split("/")[1] for route in ROUTES}
    assert folders - set(OURS) == {addresses.HEALTH, addresses.READY}
    assert set(OURS) <= folders


def test_over_https_it_stays_there(front: TestClient):
    """A browser that came by HTTPS does not come back by HTTP."""
    assert "strict-transport-security" not in front.get(f"{HOME}{addresses.SIGN_IN}").headers
    assert "max-age" in front.get(f"https://127.0.0.1{addresses.SIGN_IN}").headers["strict-transport-security"]


@pytest.mark.parametrize(
    "place", [place for place in OURS if place != addresses.UPLOADS]
)  # any photo's name is one there
@pytest.mark.parametrize("rest", ["nothing", "a/b/c", "%00", "..%2f..%2fetc", "<script>alert(1)</script>"])
def test_an_unknown_address_of_ours_is_said_so(front: TestClient, place: str, rest: str):
    """404 in the visitor's language for people and programs; what was typed is not repeated."""
    for accept, kind in (("text/html", "text/html"), ("*/*", "application/json")):
        answer = front.get(f"{place}/{rest}?lang=en", headers={"accept": accept})
        assert answer.status_code in {403, 404}, (place, rest)
        assert answer.headers["content-type"].startswith(kind)
        assert "go back and choose again" in answer.text or answer.status_code == 403
        assert "alert(1)" not in answer.text


def test_a_fault_of_ours_shows_nothing_of_itself(house: House, monkeypatch: pytest.MonkeyPatch):
    """500 with one sentence, for people and for programs; no trace, no kind, no words of the error."""
    from planning.web import door as doors
    from planning.web import health

    def broken(_database: Any) -> bool:
        raise RuntimeError("secret words of the fault")

    makers.community(house)
    monkeypatch.setattr(type(house.database), "is_writable", broken)
    assert health
    app = Starlette(
        routes=routes_of(house), middleware=middleware(house),
        exception_handlers={Exception: doors.fault_handler(house)},
    )  # fmt: skip
    with TestClient(app, HOME, raise_server_exceptions=False) as client:
        for accept in ("text/html", "*/*"):
            answer = client.get(f"{addresses.READY}?lang=en", headers={"accept": accept})
            assert answer.status_code == 500
            assert "Something went wrong on our side" in answer.text
            assert not {"secret words", "RuntimeError", "Traceback", "planning/"} & set(answer.text.split())
            assert "secret" not in answer.text
            assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_tiles_of_a_setting_may_be_shown_and_nothing_else(tmp_path: Path):
    """A base map from outside is named in the policy; without one there is no outside at all."""
    from planning.web.house import open_house

    for url, named in (("https://tiles.example/{z}/{x}/{y}.png", "https://tiles.example"), ("", "")):
        house = open_house(Settings(data_dir=tmp_path, tile_url=url))
        app = Starlette(routes=[Route("/", lambda _: None)], middleware=middleware(house))
        with TestClient(app, HOME, follow_redirects=False) as client:
            policy = client.get("/").headers["content-security-policy"]
        assert (f"img-src 'self' data: blob: {named};" in policy) is True
        assert policy.count("http") == (1 if named else 0)
        house.database.close()
