"""The wall on a real screen: everything on one screen, the number alive, a restart of the server outlived."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from planning.settings import Settings
from planning.web.house import open_house
from planning.wording import Words
from tests.browser.conftest import free_port, serve
from tests.browser.steps import SCREENS
from tests.rounds import opened

LONG = "您希望玉兰巷沿街的行道树换成哪一种？请按自己的喜好排序，可以只排一部分；落花落果、遮阴、虫害和养护费用见各方案说明。"


@pytest.mark.parametrize("size", [(1440, 900), (1920, 1080)], ids=["1440", "1920"])
def test_the_wall_counts_on_over_a_restart(chromium: Browser, tmp_path: Path, size: tuple[int, int]):
    """Row 44 at the wall: three ballots come, the server ends and starts again, a fourth comes: 3, a sentence, then 4."""
    port = str(free_port())
    settings = {"JIEYI_PORT": port, "JIEYI_PUBLIC_URL": f"http://127.0.0.1:{port}"}
    house = open_house(Settings(data_dir=tmp_path))
    poll = opened(house, count=5)
    server, address = serve(tmp_path, **settings)
    context = chromium.new_context(viewport={"width": size[0], "height": size[1]})
    try:
        page = context.new_page()
        page.goto(f"{address}/wall/rounds/{poll.round_id}?lang=zh")
        number, lost = page.locator("#received"), page.locator("#lost")
        expect(number).to_have_text("0")
        for voter in range(3):
            poll.cast(voter)
        expect(number).to_have_text("3")
        assert page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]") == list(
            size
        )
        code = page.locator(".way > .code svg").bounding_box()
        assert code
        assert code["width"] > size[0] / 4  # read from the last row
        SCREENS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SCREENS / f"7-wall-{size[0]}-zh.png")
        server.send_signal(signal.SIGTERM)
        with server:
            assert server.wait(timeout=10) == 0
        expect(lost).to_be_visible()
        expect(number).to_have_text("3")
        poll.cast(3)
        server, _ = serve(tmp_path, **settings)
        expect(number).to_have_text("4")
        expect(lost).to_be_hidden()
    finally:
        context.close()
        if server.poll() is None:
            server.send_signal(signal.SIGTERM)
            with server:
                server.wait(timeout=10)
        house.database.close()


def test_a_long_question_stays_on_one_screen(chromium: Browser, tmp_path: Path):
    """With 60 Chinese signs, in both languages, at 1280 by 720 as old projectors have it."""
    house = open_house(Settings(data_dir=tmp_path))
    poll = opened(house, count=1, question=Words(LONG, "Which trees shall be planted? Rank them as you like. " * 3))
    server, address = serve(tmp_path, JIEYI_PUBLIC_URL="http://192.168.8.20:8501")
    context = chromium.new_context(viewport={"width": 1280, "height": 720})
    try:
        page = context.new_page()
        for language in ("zh", "en"):
            page.goto(f"{address}/wall/rounds/{poll.round_id}?lang={language}")
            expect(page.locator("#received")).to_have_text("0")
            assert page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]") == [
                1280,
                720,
            ]
    finally:
        context.close()
        server.send_signal(signal.SIGTERM)
        with server:
            server.wait(timeout=10)
        house.database.close()
