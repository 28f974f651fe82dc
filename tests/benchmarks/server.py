"""A server process of its own: started, watched from outside by the system's own accounting, ended."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2 as httpx

BIN = Path(sys.executable).parent
TICKS = os.sysconf("SC_CLK_TCK")
BARE_PAGE = 'import streamlit as st\nst.write("x")\n'
PATIENCE_S = 180


@dataclass(frozen=True)
class Server:
    """A running server."""

    process: subprocess.Popen[str]
    port: int
    started_in_s: float

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def cpu_ms(self) -> float:
        """CPU time that the process has used so far, in user and system mode, with all its threads."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS * 1000

    def memory_mb(self) -> float:
        """Resident memory."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    def peak_mb(self) -> float:
        """The largest resident memory that it ever had."""
        lines = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) * 1024 / 1e6


def environment(folder: Path, **more: str) -> Mapping[str, str]:
    """Of a child: the caller's, without its settings of Jieyi, with a data folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("JIEYI_")}
    return {**kept, "JIEYI_DATA_DIR": str(folder), **more}


def jieyi(folder: Path, *words: str, stdin: str = "") -> str:
    """Run the command line on a data folder; gives its standard output."""
    done = subprocess.run(
        [BIN / "jieyi", *words], env=environment(folder), input=stdin, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise RuntimeError(f"jieyi {words[0]}: {done.stderr}")
    return done.stdout


@contextmanager
def serving(folder: Path, **more: str) -> Iterator[Server]:
    """`jieyi serve` on a data folder; ``more``: of its environment."""
    port = free_port()
    yield from _running([str(BIN / "jieyi"), "serve"], environment(folder, JIEYI_PORT=str(port), **more), folder, port)


@contextmanager
def bare(folder: Path) -> Iterator[Server]:
    """Streamlit with one line on its page: what can hardly be less."""
    port, script = free_port(), folder / "bare.py"
    script.write_text(BARE_PAGE, encoding="utf-8")
    options = {"port": str(port), "address": "127.0.0.1", "headless": "true", "fileWatcherType": "none"}
    words = [f"--server.{name}={value}" for name, value in options.items()]
    command = [sys.executable, "-m", "streamlit", "run", str(script), *words, "--browser.gatherUsageStats=false"]
    yield from _running(command, environment(folder), folder, port)


def _running(command: Sequence[str], variables: Mapping[str, str], folder: Path, port: int) -> Iterator[Server]:
    begun, told = time.monotonic(), folder / f"server-{port}.log"
    with told.open("w", encoding="utf-8") as log:
        process = subprocess.Popen(command, env=variables, cwd=folder, stdout=log, stderr=log, text=True)
    try:
        wait_for(process, port, begun, told)
        yield Server(process, port, time.monotonic() - begun)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()


def wait_for(
    process: subprocess.Popen[Any], port: int, begun: float, told: Path, path: str = "/_stcore/health"
) -> None:
    """Wait until the first page can be served; raises ``RuntimeError`` with the end of its log."""
    while time.monotonic() - begun < PATIENCE_S and process.poll() is None:
        try:
            if httpx.get(f"http://127.0.0.1:{port}{path}", timeout=2).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.02)
    raise RuntimeError(f"the server did not become ready: {told.read_text(encoding='utf-8')[-2000:]}")


def free_port() -> int:
    """A port of this machine that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
