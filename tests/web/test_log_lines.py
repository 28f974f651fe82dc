"""What the server writes: a real process is used, provoked and read afterwards; nothing that anybody typed is in it."""

from __future__ import annotations

import json
import logging
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from planning.web import log_lines
from tests import openid
from tests.house.test_serving import free_port

JIEYI = Path(sys.executable).with_name("jieyi")
NAME, PASSWORD, WORDS = "林秘密管理员", "a password nobody may read", "写在意见里的悄悄话"


@dataclass
class Running:
    """A server process, and the files that its two outputs go to."""

    address: str
    folder: Path
    environment: dict[str, str]

    def jieyi(self, *words: str, stdin: str = "") -> str:
        """The command line on the same data."""
        done = subprocess.run(
            [JIEYI, *words], input=stdin, capture_output=True, text=True, env=self.environment, check=True
        )
        return done.stdout

    @property
    def written(self) -> str:
        """All that the server has written so far."""
        return "".join((self.folder / name).read_text(encoding="utf-8") for name in ("out", "err"))


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    """The illustrative community behind a real server whose staff may also sign in at a provider."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with openid.running() as issuer:
        environment = os.environ | {
            "JIEYI_PORT": str(port), "JIEYI_DATA_DIR": str(tmp_path / "data"), "JIEYI_PUBLIC_URL": address,
            "JIEYI_OIDC_ISSUER": issuer, "JIEYI_OIDC_CLIENT_ID": openid.CLIENT_ID,
            "JIEYI_OIDC_CLIENT_SECRET": openid.CLIENT_SECRET,
        }  # fmt: skip
        here = Running(address, tmp_path, environment)
        here.jieyi("demo", "--codes", str(tmp_path / "codes.csv"))
        with (
            (tmp_path / "out").open("w") as out,
            (tmp_path / "err").open("w") as err,
            subprocess.Popen([JIEYI, "serve"], env=environment, stdout=out, stderr=err, cwd=tmp_path) as server,
        ):
            try:
                for _ in range(600):
                    if "ready" in here.written:
                        break
                    assert server.poll() is None
                    with pytest.raises(subprocess.TimeoutExpired):
                        server.wait(0.1)
                yield here
            finally:
                server.terminate()
                server.wait(15)


def voted(client: httpx.Client, here: Running, code: str) -> tuple[str, list[list[str]], str]:
    """Enter a code and cast; gives the round, the ranking and the receipt."""
    entered = client.post("/v/session", json={"token": code})
    assert entered.status_code == 204, entered.text
    round_ = entered.headers["x-jieyi-round"]
    with closing(sqlite3.connect(here.folder / "data" / "jieyi.sqlite3")) as database:
        keys = [key for (key,) in database.execute("SELECT key FROM options WHERE round_id = ?", (round_,)).fetchall()]
        ((version,),) = database.execute("SELECT version FROM rounds WHERE id = ?", (round_,)).fetchall()
    ranking = [[key] for key in reversed(keys)]
    put = client.put(f"/v/rounds/{round_}/ballots/phone-secret-1", json={"version": version, "ranking": ranking})
    assert put.status_code == 201, put.text
    return round_, ranking, put.json()["receipt"]


def test_no_line_holds_what_was_typed(running: Running):
    """Row 58: codes, names, passwords, tokens, rankings, comments: through every door, rightly and wrongly, and with faults."""
    secrets = [NAME, PASSWORD, WORDS, openid.CLIENT_SECRET]
    codes = (running.folder / "codes.csv").read_text(encoding="utf-8").split()
    code = next(word for line in codes for word in line.split(",") if word.count("-") >= 4)
    running.jieyi("admin", "add", NAME, "--password-stdin", stdin=PASSWORD)
    invitation = running.jieyi("admin", "invite", "planner").strip().partition("#")[2]
    secrets += [code, code.replace("-", ""), invitation]
    with httpx.Client(base_url=running.address, headers={"accept": "text/html"}) as client:
        client.get("/map")
        round_, ranking, receipt = voted(client, running, code)
        secrets += [receipt, json.dumps(ranking), repr(ranking), "phone-secret-1"]
        for wrong in ({"token": code[:-1] + "?"}, {"token": None}, "{"):
            client.post("/v/session", content=wrong if isinstance(wrong, str) else json.dumps(wrong))
        client.put(f"/v/rounds/{round_}/ballots/phone-secret-1", json={"version": 1, "ranking": [["a", "a"]]})
        client.post("/sign-in", data={"name": NAME, "password": "wrong password words"})
        client.post("/invitation", data={"token": invitation, "name": WORDS, "password": PASSWORD})
        signed = client.post("/sign-in", data={"name": NAME, "password": PASSWORD})
        assert signed.status_code == 303
        secrets += ["wrong password words", *[cookie.value for cookie in client.cookies.jar if cookie.value]]
        sent = client.post("/sign-in/openid")
        state = sent.headers["refresh"].partition("state=")[2].partition("&")[0]
        back = client.get(f"/sign-in/openid/back?code=a-code-of-the-provider&state={state}")
        assert back.status_code == 502
        secrets += [state, "a-code-of-the-provider"]
        for odd in (f"/photos/{code}", f"/v/rounds/{code}", f"/nowhere?token={code}", f"/rounds/{code}/report.html"):
            client.get(odd)
        assert client.get("/_stcore/metrics").status_code == 404
    provoke(running, code)
    written = running.written
    for kind in ("signing in elsewhere failed", "OperationalError"):  # the log is read, and it is the right one
        assert kind in written
    assert [secret for secret in secrets if secret in written] == []


def socket_of(address: str) -> str:
    """Where the pages' own connection is."""
    return f"{address.replace('http', 'ws', 1)}/_stcore/stream"


def provoke(here: Running, secret: str) -> None:
    """Faults with a secret in their hands: frames that are no messages, a database that is not what it was."""
    origin = here.address
    for frame in (secret.encode() * 50, secret):
        with connect(socket_of(origin), origin=Origin(origin), subprotocols=[Subprotocol("streamlit")]) as socket:
            socket.send(frame)
    with closing(sqlite3.connect(here.folder / "data" / "jieyi.sqlite3")) as database:
        for table, column in (("codes", "hash"), ("members", "name")):  # now each question fails with its parameters
            database.execute(f"ALTER TABLE {table} RENAME COLUMN {column} TO gone")
    # A connection of its own each: the server closes one on which it failed.
    answer = httpx.post(f"{here.address}/v/session", json={"token": secret})
    signed = httpx.post(f"{here.address}/sign-in", data={"name": NAME, "password": PASSWORD})
    assert answer.status_code == 500, answer.text
    assert answer.json()["error"] == "fault"
    assert signed.status_code == 500
    assert "Traceback" not in signed.text


def test_a_record_of_an_error_tells_where_and_not_what():
    """The kind and the places of the whole chain; the words of every error in it are gone."""
    try:
        try:
            int("inner secret")
        except ValueError as inner:
            raise RuntimeError("outer secret") from inner
    except RuntimeError as error:
        record = log_lines.Record("x", logging.ERROR, "f", 1, "failed", (), (RuntimeError, error, error.__traceback__))
    told = logging.Formatter().format(record)
    assert "secret" not in told
    assert told.index("ValueError") < told.index("RuntimeError")
    assert f"{Path(__file__).name}" in told


@pytest.mark.parametrize("level", [logging.DEBUG, logging.CRITICAL])
def test_an_endless_chain_of_errors_ends(level: int):
    """Two errors that name each other are told once each."""
    first, second = ValueError("a"), TypeError("b")
    first.__cause__, second.__cause__ = second, first
    assert log_lines.told(first).split() == ["TypeError", "ValueError"]
    record: Any = log_lines.Record("x", level, "f", 1, "m", (), None)
    assert record.exc_text is None
