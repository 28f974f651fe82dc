"""What every answer passes through: a browser id, the page's language, headers that keep a browser careful."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, field
from urllib.parse import parse_qs

from starlette.middleware import Middleware
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from planning import addresses
from planning.actions.accounts import is_empty
from planning.errors import Refusals
from planning.settings import LANGUAGES
from planning.web.door import BROWSER_COOKIE, LANGUAGE_COOKIE
from planning.web.house import House

Headers = list[tuple[bytes, bytes]]

CAREFUL = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"same-origin",
    b"x-frame-options": b"SAMEORIGIN",
    b"permissions-policy": b"camera=(), microphone=(), geolocation=(self)",
}
YEAR_S = 31_536_000
BLOCKED = ("/_stcore/metrics", "/_stcore/script-health-check")
"""Streamlit's own paths that tell about the inside of the process."""
# A page is written anew for each language: it must come unpacked, and a copy that the browser kept is not asked for.
_NOT_PASSED_ON = {b"accept-encoding", b"if-none-match", b"if-modified-since"}
# Streamlit's front end asks each folder of the address for its server; told where it is, it makes no request that fails.
_WHERE_THE_SERVER_IS = (
    b"<head><script>window.__streamlit = {BACKEND_BASE_URL: location.origin + '/', "
    b"MAIN_PAGE_BASE_URL: location.origin + '/'};</script>"
)
_OF_THE_OLD_BODY = {b"content-length", b"etag", b"last-modified"}


class Doorkeeper:
    """Stands between the network and everything else.

    A new browser gets its random id; the first visitor of an empty house is sent to the welcome page; blocked paths
    stay shut; the visitor's language is written into ``<html lang>`` and remembered.
    """

    def __init__(self, app: ASGIApp, house: House) -> None:
        self.app, self.house, self.founded = app, house, False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif scope["path"].startswith(BLOCKED):
            await _answer(send, 404, (b"content-type", b"text/plain"))
        elif scope["path"] == "/" and not self._is_founded():
            await _answer(send, 303, (b"location", addresses.WELCOME.encode()))
        elif b"text/html" in dict(scope["headers"]).get(b"accept", b""):
            kept = [(n, v) for n, v in scope["headers"] if n not in _NOT_PASSED_ON]
            await self.app({**scope, "headers": kept}, receive, self._page(scope, send))
        else:
            await self.app(scope, receive, Careful(send))

    def _is_founded(self) -> bool:
        try:
            self.founded = self.founded or not is_empty(self.house.database)
        except Refusals:
            return True  # the database is away: the page says so
        return self.founded

    def _page(self, scope: Scope, send: Send) -> Page:
        cookies, new = _cookies(scope), []
        if BROWSER_COOKIE not in cookies:
            new.append(_cookie(BROWSER_COOKIE, secrets.token_urlsafe(16)))
        asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", [""])[0]
        if asked in LANGUAGES:
            new.append(_cookie(LANGUAGE_COOKIE, asked))
        language = asked or cookies.get(LANGUAGE_COOKIE) or self.house.settings.language
        return Page(send, new, b"en" if language == "en" else b"zh-CN")


@dataclass
class Careful:
    """Adds the careful headers to an answer."""

    send: Send

    async def __call__(self, message: Message) -> None:
        """Pass a message on."""
        if message["type"] == "http.response.start":
            message["headers"] = _careful(message.get("headers", []))
        await self.send(message)


@dataclass
class Page:
    """Adds cookies and the language to an HTML page; anything else passes with the careful headers."""

    send: Send
    cookies: list[bytes]
    language: bytes
    start: Message | None = None
    body: bytearray = field(default_factory=bytearray)

    async def __call__(self, message: Message) -> None:
        """Hold a page back until it is whole."""
        if message["type"] == "http.response.start":
            message["headers"] = _careful(message.get("headers", []))
            if dict(message["headers"]).get(b"content-type", b"").startswith(b"text/html"):
                self.start = message
                return
        if self.start is None:
            await self.send(message)
            return
        self.body += message.get("body", b"")
        if not message.get("more_body"):
            await self._finish(self.start)

    async def _finish(self, start: Message) -> None:
        body = re.sub(rb'<html lang="[^"]*"', b'<html lang="' + self.language + b'"', bytes(self.body), count=1)
        if b'<div id="root">' in body:
            body = body.replace(b"<head>", _WHERE_THE_SERVER_IS, 1)
        headers = [(n, v) for n, v in start["headers"] if n.lower() not in _OF_THE_OLD_BODY]
        headers += [(b"set-cookie", cookie) for cookie in self.cookies]
        headers.append((b"content-length", str(len(body)).encode()))
        await self.send({**start, "headers": headers})
        await self.send({"type": "http.response.body", "body": body})


def _careful(headers: Headers) -> Headers:
    present = {name.lower() for name, _ in headers}
    return [*headers, *((n, v) for n, v in CAREFUL.items() if n not in present)]


def _cookies(scope: Scope) -> dict[str, str]:
    # Not http.cookies: it raises an error for odd names, which other programs on this machine may have set.
    sent = [value.decode("latin-1") for name, value in scope["headers"] if name == b"cookie"]
    return cookie_parser("; ".join(sent))


def _cookie(name: str, value: str) -> bytes:
    return f"{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={YEAR_S}".encode()


async def _answer(send: Send, status: int, header: tuple[bytes, bytes]) -> None:
    await Careful(send)({"type": "http.response.start", "status": status, "headers": [header]})
    await send({"type": "http.response.body", "body": b""})


def middleware(house: House) -> list[Middleware]:
    """The doorkeeper, bound to a house."""
    return [Middleware(Doorkeeper, house=house)]
