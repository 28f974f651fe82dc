"""The pages' own connection, at a real server: many that break at once, a session of somebody else, frames that are none."""

from __future__ import annotations

import os
import secrets
import socket as sockets
import struct
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.util import calc_hash
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from planning.web.door import BROWSER_COOKIE, STAFF_COOKIE
from tests.house.test_serving import free_port
from tests.web.test_log_lines import JIEYI, Running, socket_of, voted

TOO_LARGE = 25_000_000
NAME, PASSWORD = "林管理员", "a password for the tests"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The illustrative community behind a real server, and an administrator."""
    folder, port = tmp_path_factory.mktemp("sockets"), free_port()
    environment = os.environ | {"JIEYI_PORT": str(port), "JIEYI_DATA_DIR": str(folder / "data")}
    environment.pop("JIEYI_DATABASE_URL", None)
    here = Running(f"http://127.0.0.1:{port}", folder, environment)
    here.jieyi("demo", "--codes", str(folder / "codes.csv"))
    here.jieyi("admin", "add", NAME, "--password-stdin", stdin=PASSWORD)
    with (
        (folder / "out").open("w") as out,
        (folder / "err").open("w") as err,
        subprocess.Popen([JIEYI, "serve"], env=environment, stdout=out, stderr=err, cwd=folder) as process,
    ):
        try:
            for _ in range(900):
                if "ready" in here.written:
                    break
                assert process.poll() is None
                with pytest.raises(subprocess.TimeoutExpired):
                    process.wait(0.1)
            yield here
        finally:
            process.terminate()
            process.wait(30)


def opened(here: Running, cookies: dict[str, str] | None = None, session: str = "") -> ClientConnection:
    """A page's connection; with ``session`` it asks for one that broke, as Streamlit's own front end does."""
    said = "; ".join(f"{name}={value}" for name, value in (cookies or {}).items())
    words = ["streamlit", "PLACEHOLDER_AUTH_TOKEN", *([session] if session else [])]
    return connect(
        socket_of(here.address), origin=Origin(here.address), additional_headers={"cookie": said} if said else {},
        subprotocols=[Subprotocol(word) for word in words], max_size=None, compression=None, open_timeout=60,
    )  # fmt: skip


def run(socket: ClientConnection, page: str, text: str = "") -> tuple[str, bytes]:
    """One run of a page; gives the name of the session and all that came."""
    message = BackMsg()
    message.rerun_script.page_name, message.rerun_script.page_script_hash = page, calc_hash(page)
    message.rerun_script.query_string = text
    socket.send(message.SerializeToString())
    name, told = "", b""
    while True:
        data = socket.recv(timeout=120)
        assert isinstance(data, bytes)
        told += data
        came = ForwardMsg.FromString(data)
        if came.WhichOneof("type") == "new_session":
            name = came.new_session.initialize.session_id
        if came.WhichOneof("type") == "script_finished":
            return name, told


def broken(socket: ClientConnection) -> None:
    """The radio is gone: no word of parting."""
    socket.socket.shutdown(sockets.SHUT_RDWR)
    socket.socket.close()


def is_alive(here: Running) -> bool:
    """Whether it answers, and can write."""
    return httpx.get(f"{here.address}/readyz", timeout=60).status_code == 200


def test_two_hundred_connections_that_break_together(server: Running):
    """Row 14: what was acknowledged is there, once, and told again; the server answers, and so do its pages."""
    lines = (server.folder / "codes.csv").read_text(encoding="utf-8").split()
    code = next(word for line in lines for word in line.split(",") if word.count("-") >= 4)
    with httpx.Client(base_url=server.address, timeout=60) as phone:
        phone.get("/map", headers={"accept": "text/html"})
        round_, ranking, receipt = voted(phone, server, code)
        with ThreadPoolExecutor(20) as pool:
            pages = list(pool.map(lambda n: opened(server, {BROWSER_COOKIE: f"browser-{n}"}), range(200)))
        name, _ = run(pages[0], "vote")
        for page in pages[1:40]:  # some in the middle of their first run
            page.send(_asking("vote"))
        for page in pages:
            broken(page)
        assert is_alive(server)
        again = phone.put(f"/v/rounds/{round_}/ballots/phone-secret-1", json=_body(phone, server, round_, ranking))
        assert (again.status_code, again.json()["receipt"]) == (200, receipt)
    with opened(server, {BROWSER_COOKIE: "browser-0"}, name) as back:
        told = run(back, "vote")[1]
    assert b"Exception" not in told
    assert told  # Streamlit keeps 128 broken sessions; whichever it forgot, the page comes


def _asking(page: str) -> bytes:
    message = BackMsg()
    message.rerun_script.page_name, message.rerun_script.page_script_hash = page, calc_hash(page)
    return bytes(message.SerializeToString())


def _body(phone: httpx.Client, here: Running, round_: str, ranking: Any) -> dict[str, Any]:
    import sqlite3
    from contextlib import closing

    assert phone
    with closing(sqlite3.connect(Path(here.folder, "data", "jieyi.sqlite3"))) as database:
        ((version,),) = database.execute("SELECT version FROM rounds WHERE id = ?", (round_,)).fetchall()
    return {"version": version, "ranking": ranking}


def test_a_session_of_somebody_else_tells_nothing(server: Running):
    """Row 15: the name of an administrator's broken session, presented by another browser, shows a visitor's page."""
    with httpx.Client(base_url=server.address, headers={"accept": "text/html"}, timeout=60) as office:
        office.get("/map")
        assert office.post("/sign-in", data={"name": NAME, "password": PASSWORD}).status_code == 303
        mine = {name: office.cookies[name] for name in (BROWSER_COOKIE, STAFF_COOKIE)}
    first = opened(server, mine)
    name, told = run(first, "manage")
    assert NAME.encode() in told
    broken(first)
    for stranger in ({BROWSER_COOKIE: secrets.token_urlsafe(16)}, {}):
        with opened(server, stranger, name) as other:
            _, seen = run(other, "manage")
            assert NAME.encode() not in seen
            assert mine[BROWSER_COOKIE].encode() not in seen
            assert mine[STAFF_COOKIE].encode() not in seen
    with opened(server, mine) as own:
        assert NAME.encode() in run(own, "manage")[1]


@pytest.mark.parametrize("frame", ["some words", b"\xff" * 5000, b""], ids=["text", "no message", "empty"])
def test_frames_that_are_no_messages_hurt_nobody(server: Running, frame: bytes | str):
    """Row 37: text and noise change nothing; the server lives."""
    with opened(server) as socket:
        try:
            socket.send(frame)
            while True:
                socket.recv(timeout=3)
        except (ConnectionClosed, TimeoutError, OSError):
            pass  # it may close or keep silent: what counts is what the others see
    still_serves(server)


def test_a_frame_of_25_mb_closes_its_connection(server: Running):
    """Row 37: its head alone is refused with 1009; sent whole, its connection ends too; the server lives."""
    with opened(server) as socket:
        # FIN and binary, masked, a length of eight bytes: nothing of the load follows, so no reset overtakes the answer.
        socket.socket.sendall(b"\x82\xff" + struct.pack("!Q", TOO_LARGE) + b"mask")
        with pytest.raises(ConnectionClosed) as refused:
            to_the_end(socket)
    assert refused.value.rcvd is not None
    assert refused.value.rcvd.code == 1009
    with opened(server) as socket, pytest.raises((ConnectionClosed, OSError)):  # the reset may overtake the 1009 here
        to_the_end(socket, b"x" * TOO_LARGE)
    still_serves(server)


def to_the_end(socket: ClientConnection, frame: bytes | None = None) -> None:
    """Sends the frame, if there is one, and hears the connection out."""
    if frame is not None:
        socket.send(frame)
    while True:
        socket.recv(timeout=60)


def still_serves(here: Running) -> None:
    """It is ready, and the next one gets a page."""
    assert is_alive(here)
    with opened(here) as next_one:
        assert run(next_one, "vote")[1]
