"""Files that are served: what is kept in memory of each, and how long a browser may keep it."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import Response

YEAR_S = 31_536_000
TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
    "woff2": "font/woff2",
}


@dataclass(frozen=True, slots=True)
class Served:
    """A body with its type; ``mark`` is a short hash of it."""

    body: bytes
    media_type: str

    @property
    def mark(self) -> str:
        """Sixteen signs that change with the contents."""
        return sha256(self.body).hexdigest()[:16]


SMALLEST_PACKED = 1000
"""Bytes below which packing saves nothing worth its time."""


def packed(request: Request, body: bytes, media_type: str, headers: dict[str, str]) -> Response:
    """A body, compressed for browsers that take it: a hall full of phones shares one access point."""
    headers = headers | {"Vary": "Accept-Encoding"}
    if len(body) >= SMALLEST_PACKED and "gzip" in request.headers.get("accept-encoding", ""):
        # Level 1 packs GeoJSON to a fifth in a millisecond or two; mtime 0 keeps equal contents equal.
        body, headers = gzip.compress(body, 1, mtime=0), headers | {"Content-Encoding": "gzip"}
    return Response(body, media_type=media_type, headers=headers)


def response(request: Request, served: Served, *, forever: bool) -> Response:
    """The body, or 304 where the browser has it already.

    :param forever: the address names these very contents, so a browser never needs to ask again; otherwise it asks
        each time and is answered in a few bytes.
    """
    etag = f'"{served.mark}"'
    headers = {
        "ETag": etag,
        "Cache-Control": f"public, max-age={YEAR_S}, immutable" if forever else "private, no-cache",
    }
    if etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return packed(request, served.body, served.media_type, headers)
