"""Row 59: the whole network outside is shut, for the server and for the browser: a workshop loses nothing."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from playwright.sync_api import Browser, expect

from planning.settings import Settings
from planning.web.house import open_house
from tests.browser.conftest import PHONE, Watch, free_port, serve
from tests.rounds import opened

SHUT = '''
"""Whatever the server asks outside of this machine fails, and is written down."""
import ipaddress, os, sys

def shut(event, told):
    if event in {"socket.connect", "socket.sendto"} and isinstance(told[1], tuple):
        host = str(told[1][0])
    elif event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        host = str(told[0])
    else:
        return
    try:
        inside = ipaddress.ip_address(host).is_loopback or ipaddress.ip_address(host).is_unspecified
    except ValueError:
        inside = host in {"localhost", "None", ""}
    if not inside:
        with open(os.environ["SHUT_LOG"], "a", encoding="utf-8") as log:
            log.write(f"{event} {host}\\n")
        raise OSError(101, "Network is unreachable")

sys.addaudithook(shut)
'''


def test_map_fonts_codes_and_vote_work_with_the_internet_shut(chromium: Browser, tmp_path: Path):
    """A server that can reach nobody, a phone that asks nobody else: map, type, code, comment page, wall and a ballot."""
    hook, data, asked = tmp_path / "hook", tmp_path / "data", tmp_path / "asked.txt"
    hook.mkdir()
    (hook / "sitecustomize.py").write_text(SHUT, encoding="utf-8")
    house = open_house(Settings(data_dir=data))
    poll = opened(house, count=2)
    port = str(free_port())
    server, address = serve(
        data, JIEYI_PORT=port, JIEYI_PUBLIC_URL="http://192.168.8.20:8501", SHUT_LOG=str(asked),
        PYTHONPATH=os.pathsep.join([str(hook), os.environ.get("PYTHONPATH", "")]),
    )  # fmt: skip
    watch, context = Watch(address), chromium.new_context(viewport={"width": PHONE[0], "height": PHONE[1]})
    try:
        page = context.new_page()
        watch.on(page)
        page.goto(f"{address}/map?lang=zh")
        page.frame_locator("iframe").locator("#map_div").wait_for()
        page.goto(f"{address}/v/c/{poll.community.id}?lang=zh")
        expect(page.locator("textarea[name=text]")).to_be_visible()
        page.goto(f"{address}/wall/rounds/{poll.round_id}?lang=zh")
        expect(page.locator(".way > .code svg")).to_be_visible()
        assert page.evaluate("document.fonts.size") == 0  # the phone's own type: none is fetched
        page.goto(f"{address}/v/?lang=zh")
        body = {"version": poll.version, "ranking": [["a"], ["b"]]}
        assert context.request.post(f"{address}/v/session", data={"token": poll.codes[0]}).status == 204
        cast = context.request.put(f"{address}/v/rounds/{poll.round_id}/ballots/phone-0001-row-59", data=body)
        assert (cast.status, bool(cast.json()["receipt"])) == (201, True)
        page.goto(f"{address}/wall/rounds/{poll.round_id}?lang=zh")
        expect(page.locator("#received")).to_have_text("1")
    finally:
        context.close()
        server.send_signal(signal.SIGTERM)
        with server:
            server.wait(timeout=10)
        house.database.close()
    assert watch.outside == []
    assert watch.errors == []
    assert (asked.read_text(encoding="utf-8") if asked.exists() else "") == ""
