"""What every answer passes through: a browser id, the page's language, headers that keep a browser careful."""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from starlette.middleware import Middleware
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from planning import addresses
from planning.actions.accounts import is_empty
from planning.errors import N_, Refusals
from planning.i18n import translator
from planning.settings import LANGUAGES
from planning.web.door import BROWSER_COOKIE, LANGUAGE_COOKIE
from planning.web.hosts import is_allowed, is_of_this_site
from planning.web.house import House
from planning.web.widget_words import head_of

PAGE_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob: {tiles}; font-src 'self' data:; frame-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
"""What Streamlit's pages may load: from this server only. Their own scripts stand inside them, and the map's are made at
run time; the light pages have a policy without either (``light.py``)."""
POLICY_VIOLATION = 1008
OTHER_NAME = N_(
    "This server is not known under this name: open it under its own address, or name this one in JIEYI_ALLOWED_HOSTS."
)

LANG = {"zh": b"zh-CN", "en": b"en"}
"""What ``<html lang>`` says."""
Headers = list[tuple[bytes, bytes]]

CAREFUL = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"same-origin",
    b"x-frame-options": b"SAMEORIGIN",
    b"permissions-policy": b"camera=(), microphone=(), geolocation=(self), payment=(), usb=()",
    b"cross-origin-opener-policy": b"same-origin",
}
YEAR_S = 31_536_000
BLOCKED = ("/_stcore/metrics", "/_stcore/script-health-check", "/_stcore/agent", "/auth/", "/oauth2callback")
"""Streamlit's own paths that tell about the inside of the process, run pages for programs, or sign somebody in past our
accounts."""
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
        if scope["type"] == "websocket":
            await self._socket(scope, receive, send)
        elif scope["type"] != "http":
            await self.app(scope, receive, send)
        else:
            await self._http(scope, receive, Careful(send, self._careful_headers(scope)))

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A page's own connection. Another site's page is refused; a program that names no page is nobody."""
        headers = dict(scope["headers"])
        host, origin = (headers.get(name, b"").decode("latin-1") for name in (b"host", b"origin"))
        if not is_allowed(host, self.house.settings) or (origin and not is_of_this_site(origin, host)):
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
            return
        kept = [(n, v) for n, v in scope["headers"] if origin or n != b"cookie"]
        await self.app({**scope, "headers": kept}, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope["headers"])
        if not is_allowed(headers.get(b"host", b"").decode("latin-1"), self.house.settings):
            await _answer(send, 421, *self._other_name(headers))
        elif scope["path"].startswith(BLOCKED):
            await _answer(send, 404, (b"content-type", b"text/plain"))
        elif scope["path"] == "/" and not self._is_founded():
            await _answer(send, 303, (b"location", addresses.WELCOME.encode()))
        elif b"text/html" in dict(scope["headers"]).get(b"accept", b""):
            kept = [(n, v) for n, v in scope["headers"] if n not in _NOT_PASSED_ON]
            await self.app({**scope, "headers": kept}, receive, self._page(scope, send))
        else:
            await self.app(scope, receive, send)

    def _other_name(self, headers: dict[bytes, bytes]) -> tuple[tuple[bytes, bytes], bytes]:
        """The refusal of a name that is not ours: words for people, JSON for programs."""
        sentence = translator(self.house.settings.language)(OTHER_NAME)
        if b"text/html" in headers.get(b"accept", b""):
            return (b"content-type", b"text/plain; charset=utf-8"), sentence.encode()
        content = json.dumps({"error": "other_name", "message": sentence}, ensure_ascii=False)
        return (b"content-type", b"application/json"), content.encode()

    def _careful_headers(self, scope: Scope) -> Headers:
        policy = PAGE_POLICY.format(tiles=_origin(self.house.settings.tile_url))
        more = [(b"content-security-policy", policy.encode())]
        # Not with an authority of this machine: it would shut the plain page where phones install it, and a later
        # workshop by plain http, to every phone that was here once.
        if scope.get("scheme") == "https" and not self.house.settings.tls:
            more.append((b"strict-transport-security", f"max-age={YEAR_S}".encode()))
        return [*CAREFUL.items(), *more]

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
        return Page(send, new, "en" if language == "en" else "zh")


@dataclass
class Careful:
    """Adds the careful headers to an answer, where it has none of its own."""

    send: Send
    careful: Headers

    async def __call__(self, message: Message) -> None:
        """Pass a message on."""
        if message["type"] == "http.response.start":
            headers = message.get("headers", [])
            present = {name.lower() for name, _ in headers}
            message["headers"] = [*headers, *((n, v) for n, v in self.careful if n not in present)]
        await self.send(message)


@dataclass
class Page:
    """Adds cookies and the language to an HTML page; anything else passes as it is."""

    send: Send
    cookies: list[bytes]
    language: str
    start: Message | None = None
    body: bytearray = field(default_factory=bytearray)

    async def __call__(self, message: Message) -> None:
        """Hold a page back until it is whole."""
        if message["type"] == "http.response.start" and _is_page(message):
            self.start = message
            return
        if self.start is None:
            await self.send(message)
            return
        self.body += message.get("body", b"")
        if not message.get("more_body"):
            await self._finish(self.start)

    async def _finish(self, start: Message) -> None:
        body = re.sub(rb'<html lang="[^"]*"', b'<html lang="' + LANG[self.language] + b'"', bytes(self.body), count=1)
        if b'<div id="root">' in body:
            body = body.replace(b"<head>", _WHERE_THE_SERVER_IS + head_of(self.language), 1)
        headers = [(n, v) for n, v in start["headers"] if n.lower() not in _OF_THE_OLD_BODY]
        headers += [(b"set-cookie", cookie) for cookie in self.cookies]
        headers.append((b"content-length", str(len(body)).encode()))
        await self.send({**start, "headers": headers})
        await self.send({"type": "http.response.body", "body": body})


def _cookies(scope: Scope) -> dict[str, str]:
    # Not http.cookies: it raises an error for odd names, which other programs on this machine may have set.
    sent = [value.decode("latin-1") for name, value in scope["headers"] if name == b"cookie"]
    return cookie_parser("; ".join(sent))


def _cookie(name: str, value: str) -> bytes:
    return f"{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={YEAR_S}".encode()


def _is_page(start: Message) -> bool:
    return bool(dict(start.get("headers", [])).get(b"content-type", b"").startswith(b"text/html"))


def _origin(url: str) -> str:
    """Scheme and host of an address outside; empty for one of this server."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


async def _answer(send: Send, status: int, header: tuple[bytes, bytes], body: bytes = b"") -> None:
    await send({"type": "http.response.start", "status": status, "headers": [header]})
    await send({"type": "http.response.body", "body": body})


def middleware(house: House) -> list[Middleware]:
    """The doorkeeper, bound to a house."""
    return [Middleware(Doorkeeper, house=house)]
