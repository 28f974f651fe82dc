"""Files that somebody brought, handed out again: saved rather than opened, so that nothing in them runs on our pages."""

from __future__ import annotations

from urllib.parse import quote

from starlette.responses import Response

HEADERS = {
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; sandbox",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "private, no-store",
}


def pdf_download(data: bytes, name: str) -> Response:
    """A PDF under a name of any letters; programs that know no others than ASCII call it ``document.pdf``."""
    called = f"attachment; filename=\"document.pdf\"; filename*=UTF-8''{quote(name or 'document.pdf', safe='')}"
    return Response(data, media_type="application/pdf", headers=HEADERS | {"content-disposition": called})
