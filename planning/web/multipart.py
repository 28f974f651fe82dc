"""The files and fields of a form, read from a body that already lies on the disk."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from pathlib import Path

from anyio import run
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from planning.errors import N_, Refusal

MOST_FILES = 12
MOST_FIELDS = 4_000
"""A long questionnaire has a field for each thing that can be ticked."""
LONGEST_FIELD = 100_000
CHUNK = 256_000
Form = tuple[dict[str, str], list[bytes]]
Parts = tuple[dict[str, str], list[tuple[str, bytes]]]


def files_of(request: Request, body: Path) -> list[bytes]:
    """Contents of the files that were chosen; raises :class:`Refusal` (``bad_form``) for what is no form."""
    return form_of(request, body)[1]


def form_of(request: Request, body: Path) -> Form:
    """Fields by name, and contents of the files that were chosen; raises :class:`Refusal` (``bad_form``)."""
    fields, files = parts_of(request, body)
    return fields, [data for _, data in files]


def parts_of(request: Request, body: Path) -> Parts:
    """The same, each file with the name of its field."""
    try:
        return run(_parsed, request, body)
    except (MultiPartException, KeyError, UnicodeDecodeError):
        raise Refusal("bad_form", N_("This was not readable: reload the page and try again.")) from None


async def _parsed(request: Request, body: Path) -> Parts:
    parser = MultiPartParser(
        request.headers, _chunks(body), max_files=MOST_FILES, max_fields=MOST_FIELDS, max_part_size=LONGEST_FIELD
    )
    form = await parser.parse()
    parts = form.multi_items()
    try:
        found = [(name, await value.read()) for name, value in parts if isinstance(value, UploadFile)]
    finally:
        await form.close()
    fields = {name: value for name, value in parts if isinstance(value, str)}
    return fields, [(name, data) for name, data in found if data]  # a field where no file was chosen is empty


async def _chunks(body: Path) -> AsyncGenerator[bytes, None]:
    with body.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk
