"""The files of a form, read from a body that already lies on the disk."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from pathlib import Path

from anyio import run
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from planning.errors import N_, Refusal

MOST_FILES = 12
CHUNK = 256_000


def files_of(request: Request, body: Path) -> list[bytes]:
    """Contents of the files that were chosen; raises :class:`Refusal` (``bad_form``) for what is no form."""
    try:
        return run(_parsed, request, body)
    except (MultiPartException, KeyError, UnicodeDecodeError):
        raise Refusal("bad_form", N_("This was not readable: reload the page and try again.")) from None


async def _parsed(request: Request, body: Path) -> list[bytes]:
    form = await MultiPartParser(request.headers, _chunks(body), max_files=MOST_FILES, max_fields=MOST_FILES).parse()
    files = [value for _, value in form.multi_items() if isinstance(value, UploadFile)]
    try:
        found = [await file.read() for file in files]
    finally:
        await form.close()
    return [data for data in found if data]  # a field where no file was chosen is empty


async def _chunks(body: Path) -> AsyncGenerator[bytes, None]:
    with body.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk
