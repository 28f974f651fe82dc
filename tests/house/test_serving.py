"""`jieyi serve` as scripts use it: one ready line, plain health answers, a clean end."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx2 as httpx
import pytest

JIEYI = Path(sys.executable).with_name("jieyi")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_serve_says_ready_answers_and_ends(tmp_path: Path):
    """The ready line comes when the first page can be served; SIGTERM ends it within ten seconds with exit code 0."""
    port = free_port()
    environment = os.environ | {"JIEYI_PORT": str(port), "JIEYI_DATA_DIR": str(tmp_path)}
    with subprocess.Popen([JIEYI, "serve"], env=environment, stdout=subprocess.PIPE, text=True, cwd=tmp_path) as server:
        try:
            assert server.stdout is not None
            assert server.stdout.readline() == f"ready http://127.0.0.1:{port}\n"
            address = f"http://127.0.0.1:{port}"
            assert httpx.get(f"{address}/healthz").json() == {"status": "ok"}
            assert httpx.get(f"{address}/readyz").json() == {"status": "ready", "faults": []}
            assert httpx.get(address).headers["location"] == "/welcome"
            page = httpx.get(f"{address}/map?lang=en", headers={"accept": "text/html", "accept-encoding": "gzip"})
            assert '<html lang="en"' in page.text
            asked = time.monotonic()
            server.send_signal(signal.SIGTERM)
            assert server.wait(timeout=10) == 0
            assert time.monotonic() - asked < 10
        finally:
            if server.poll() is None:
                server.kill()
    assert (tmp_path / "jieyi.sqlite3").exists()


@pytest.mark.parametrize(("name", "value"), [("JIEYI_PORT", "eighty"), ("JIEYI_LANGUAGE", "fr"), ("JIEYI_SPEED", "9")])
def test_a_wrong_setting_is_one_sentence_and_exit_code_2(tmp_path: Path, name: str, value: str):
    """Whoever mistypes a setting reads which one and what to do, not a trace."""
    environment = os.environ | {"JIEYI_DATA_DIR": str(tmp_path), name: value}
    done = subprocess.run([JIEYI, "serve"], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith(f"{name}: ")
    assert len(done.stderr.splitlines()) == 1


def test_streamlit_run_finds_the_same_application(tmp_path: Path):
    """Where there is no make: `streamlit run app.py` serves the routes too, on this machine only."""
    port, root = free_port(), Path(__file__).parents[2]
    words = [str(JIEYI.with_name("streamlit")), "run", "app.py", "--server.port", str(port)]
    environment = os.environ | {"JIEYI_DATA_DIR": str(tmp_path)}
    with (tmp_path / "said").open("wb") as said:
        server = subprocess.Popen(words, env=environment, stdout=said, stderr=said, cwd=root)
    try:
        answer = _first_answer(f"http://127.0.0.1:{port}/readyz", server)
        assert answer.json() == {"status": "ready", "faults": []}
        assert httpx.get(f"http://127.0.0.1:{port}/", timeout=30).headers["location"] == "/welcome"
    finally:
        server.terminate()
        server.wait(timeout=10)


def _first_answer(address: str, server: subprocess.Popen[bytes]) -> httpx.Response:
    for _ in range(300):
        assert server.poll() is None, "the server ended before it was ready"
        try:
            return httpx.get(address, timeout=30)
        except httpx.ConnectError:
            time.sleep(0.1)
    raise AssertionError("the server was not ready within 30 s")


def refused(folder: Path, **more: str) -> tuple[int, list[str]]:
    """Exit code and standard error of a start that is refused; nothing is said to be ready."""
    environment = os.environ | {"JIEYI_PORT": str(free_port()), "JIEYI_DATA_DIR": str(folder)} | more
    done = subprocess.run([JIEYI, "serve"], env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert done.stdout == ""
    return done.returncode, done.stderr.splitlines()


def test_a_second_server_on_the_same_file_is_refused(tmp_path: Path):
    """With one sentence in the language of the installation; the command line works beside the first one."""
    environment = os.environ | {"JIEYI_PORT": str(free_port()), "JIEYI_DATA_DIR": str(tmp_path)}
    with subprocess.Popen([JIEYI, "serve"], env=environment, stdout=subprocess.PIPE, text=True, cwd=tmp_path) as server:
        try:
            assert server.stdout is not None
            assert server.stdout.readline().startswith("ready ")
            code, said = refused(tmp_path)
            assert (code, len(said)) == (2, 1)
            assert said[0].startswith("second_server: 已有另一个服务在使用")
            code, said = refused(tmp_path, JIEYI_LANGUAGE="en")
            assert said[0].startswith("second_server: Another server is running on")
            done = subprocess.run([JIEYI, "communities", "--json"], env=environment, capture_output=True, check=False)
            assert (done.returncode, done.stdout) == (0, b"[]\n")
        finally:
            server.kill()


def test_a_damaged_database_keeps_the_server_from_starting(tmp_path: Path):
    """One sentence, no trace, and the file stays as it was."""
    (tmp_path / "jieyi.sqlite3").write_bytes(b"")
    code, said = refused(tmp_path, JIEYI_LANGUAGE="en")
    assert (code, len(said)) == (2, 1)
    assert said[0].startswith("damaged: The database ")
    assert (tmp_path / "jieyi.sqlite3").read_bytes() == b""
