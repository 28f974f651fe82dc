"""A real server process and a real Chromium, both watched: no error in the console, no request to another site."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect, sync_playwright

JIEYI = Path(sys.executable).with_name("jieyi")
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP hall.test 127.0.0.1",
]
"""With the name of a hall, from which pages come by plain http as to a phone: to a loopback address browsers give more."""
expect.set_options(timeout=20_000)  # a page on a busy machine takes its time
LAPTOP, TABLET, PHONE = (1440, 900), (820, 1180), (390, 844)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder needs the browser; without one it is skipped."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not Path(CHROMIUM).exists():
                item.add_marker(pytest.mark.skip(reason="Chromium is not installed"))


@dataclass(frozen=True)
class Place:
    """A running installation."""

    address: str
    folder: Path

    def jieyi(self, *words: str, stdin: str = "") -> str:
        """Run the command line on the same data; gives its standard output."""
        environment = os.environ | {"JIEYI_DATA_DIR": str(self.folder)}
        done = subprocess.run(
            [JIEYI, *words], env=environment, input=stdin, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@dataclass
class Watch:
    """What a page said in its console, and whom it asked outside."""

    address: str
    errors: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    def on(self, page: Page) -> None:
        """Listen to a page."""
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", self._asked)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(message.text)

    def _asked(self, request: Request) -> None:
        host = self.address.removeprefix("http://")
        if not request.url.startswith((f"http://{host}", f"ws://{host}", "data:", "blob:", "about:")):
            self.outside.append(request.url)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve(folder: Path, *, log: str = "", module: str = "", **settings: str) -> tuple[subprocess.Popen[str], str]:
    """Start a server on a folder and wait until it is ready; gives its process and its address.

    :param log: path of a file for what it says.
    :param module: run this module of the tests instead of the command.
    """
    environment = os.environ | {"JIEYI_PORT": str(free_port()), "JIEYI_DATA_DIR": str(folder)} | settings
    with Path(log).open("w", encoding="utf-8") if log else nullcontext() as errors:
        command = [sys.executable, "-m", module] if module else [str(JIEYI), "serve"]
        server = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=errors, text=True)
    assert server.stdout is not None
    ready = server.stdout.readline().split()
    assert ready[:1] == ["ready"], "the server ended before it was ready"
    return server, ready[1]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A server on an empty folder, one for each module of tests."""
    folder = tmp_path_factory.mktemp("place")
    server, address = serve(folder)
    yield Place(address, folder)
    server.send_signal(signal.SIGTERM)
    with server:  # closes its pipe, too
        assert server.wait(timeout=10) == 0


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all tests of a worker."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


Open = Callable[..., Page]


@pytest.fixture
def open_page(chromium: Browser, place: Place) -> Iterator[Open]:
    """Open a page of the place at a size: ``open_page("/map", PHONE, "en", like=other_page)``.

    At the end the test fails for any console error and for any request to another site.
    """
    watch, contexts = Watch(place.address), []

    def opened(path: str, size: tuple[int, int] = LAPTOP, language: str = "zh", *, like: Page | None = None) -> Page:
        context: BrowserContext
        if like is None:
            # A worker would answer in place of the network that tests cut; tests/browser/test_offline.py has one.
            context = chromium.new_context(viewport={"width": size[0], "height": size[1]}, service_workers="block")
            contexts.append(context)
        else:
            context = like.context
        page = context.new_page()
        watch.on(page)
        page.set_default_timeout(20_000)
        page.goto(f"{place.address}{path}{'&' if '?' in path else '?'}lang={language}")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert watch.errors == []
    assert watch.outside == []
