"""As little HTTP/1.1 as a phone needs: one connection, one request after the other, nothing that costs the server its CPU.

The generator shares two cores with the server that it measures; a full client library takes more of them than the server.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers by their names in small letters, body."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(slots=True)
class Line:
    """A connection to a server, opened when it is needed and again after it broke; keeps cookies as a browser does."""

    address: str
    cookies: dict[str, str] = field(default_factory=dict)
    timeout_s: float = 20.0
    _streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def __aenter__(self) -> Self:
        """Nothing is opened yet."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Hang up."""
        await self.hang_up()

    async def hang_up(self) -> None:
        """Close the connection without a word, as a phone does that loses the signal."""
        if self._streams is not None:
            writer, self._streams = self._streams[1], None
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()

    async def open(self) -> None:
        """Connect, if it is not."""
        if self._streams is None:
            parts = urlsplit(self.address)
            self._streams = await asyncio.open_connection(parts.hostname, parts.port)

    async def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> Answer:
        """Send a request and read its answer; raises ``OSError`` (``TimeoutError`` too) where none comes."""
        try:
            return await asyncio.wait_for(self._ask(method, path, body, headers), self.timeout_s)
        except (OSError, asyncio.IncompleteReadError, ValueError) as error:
            await self.hang_up()
            raise ConnectionError(str(error)) from error

    async def _ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        await self.open()
        assert self._streams is not None
        reader, writer = self._streams
        told = {"host": urlsplit(self.address).netloc, **headers}
        if self.cookies:
            told["cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if method != "GET":
            told |= {"content-length": str(len(body)), "content-type": "application/json"}
        head = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in told.items())
        writer.write(f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + body)
        return await self._read(reader)

    async def _read(self, reader: asyncio.StreamReader) -> Answer:
        lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        status, headers = int(lines[0].split(" ", 2)[1]), {}
        for line in filter(None, lines[1:]):
            name, _, value = line.partition(":")
            name, value = name.lower(), value.strip()
            if name == "set-cookie":
                cookie, _, kept = value.split(";", 1)[0].partition("=")
                self.cookies[cookie] = kept
            headers[name] = value
        body = await self._body(reader, status, headers)
        if headers.get("connection", "").lower() == "close":
            await self.hang_up()
        return Answer(status, headers, body)

    async def _body(self, reader: asyncio.StreamReader, status: int, headers: dict[str, str]) -> bytes:
        if status in {204, 304}:
            return b""
        if "content-length" in headers:
            return await reader.readexactly(int(headers["content-length"]))
        if headers.get("transfer-encoding", "").lower() != "chunked":
            return await reader.read()
        parts = []
        while size := int(await reader.readline(), 16):
            parts.append(await reader.readexactly(size + 2))
        await reader.readline()
        return b"".join(part[:-2] for part in parts)
