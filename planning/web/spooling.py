"""Large bodies: written to the disk as they come in, never held in memory, and worked on a few at a time."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, TypeVar

from anyio.to_thread import run_sync
from starlette.requests import ClientDisconnect, Request

from planning.errors import N_, Refusal
from planning.web.lanes import lane_of

T = TypeVar("T")

AT_ONCE = 2
"""Pictures that are decoded at the same time: each may need 150 MB for a moment, however many are sent."""


class Spooled:
    """A body on the disk. ``is_whole`` is False where the other side went away before the end."""

    def __init__(self, path: Path, *, is_whole: bool) -> None:
        self.path, self.is_whole = path, is_whole


@asynccontextmanager
async def spooled(request: Request, folder: Path, largest: int) -> AsyncIterator[Spooled]:
    """The body of a request as a file below ``folder``, gone afterwards; raises :class:`Refusal` (``too_large``).

    Where a connection breaks, what came before stands in the file: the sender may go on from there.
    """
    await run_sync(partial(folder.mkdir, parents=True, exist_ok=True))
    with TemporaryDirectory(dir=folder, prefix="body-") as inside:
        path = Path(inside) / "body"
        with path.open("wb") as file:
            is_whole = await _written(request, file, largest)
        yield Spooled(path, is_whole=is_whole)


async def _written(request: Request, file: BinaryIO, largest: int) -> bool:
    """Write what comes in; False where the other side went away before the end."""
    size = 0
    try:
        async for part in request.stream():
            size += len(part)
            if size > largest:
                break
            file.write(part)
    except ClientDisconnect:
        return False
    if size > largest:
        raise Refusal("too_large", N_("That is too large to be sent."))
    return True


async def in_turn(work: Callable[[], T]) -> T:
    """Do heavy work in a thread, :data:`AT_ONCE` at a time; the others wait without holding a thread of the routes."""
    return await run_sync(work, limiter=lane_of("pictures being decoded", AT_ONCE).limiter)
