"""The servers of `jieyi serve`: the house itself, and beside HTTPS the small plain one where phones install."""

from __future__ import annotations

import asyncio
import signal
import socket
import ssl
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn

from planning.errors import Refusals
from planning.hall.authority import Ready

LOOKS_EVERY_S = 60.0
"""How often it is looked whether the machine's addresses have changed: a laptop that joins the hall's network."""


class Server(uvicorn.Server):
    """Says when it is ready, and ends with exit code 0 on SIGTERM and SIGINT.

    :param fresh: makes the certificate anew where the addresses have changed; None without a local authority.
    """

    def __init__(self, config: uvicorn.Config, fresh: Callable[[], Ready] | None = None) -> None:
        super().__init__(config)
        self.fresh, self.beside = fresh, list[uvicorn.Server]()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Uvicorn would raise the signal once more after its shutdown, which makes the exit code a failure."""
        before = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then print the one line that scripts wait for."""
        await super().startup(sockets)
        if self.started:
            host = f"[{self.config.host}]" if ":" in self.config.host else self.config.host
            scheme = "https" if self.config.is_ssl else "http"
            sys.stdout.write(f"ready {scheme}://{host}:{self.config.port}\n")
            sys.stdout.flush()

    async def keep_certificate(self) -> None:
        """Look now and then whether the certificate still fits; new connections get the new one, no restart needed."""
        while self.fresh is not None:
            await asyncio.sleep(LOOKS_EVERY_S)
            try:
                made = await asyncio.to_thread(self.fresh)
            except (Refusals, OSError) as failed:
                sys.stderr.write(f"certificate: {failed}\n")
                continue
            context = self.config.ssl
            if made.renewed and isinstance(context, ssl.SSLContext):
                context.load_cert_chain(made.file)


class Beside(uvicorn.Server):
    """A second server in the same process, which ends when the first one does."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are the first one's."""
        yield


async def serve_both(server: Server, beside: Beside | None, socket_beside: socket.socket | None) -> None:
    """Serve until a signal comes."""
    tasks = [asyncio.create_task(server.keep_certificate())]
    if beside is not None and socket_beside is not None:
        tasks.append(asyncio.create_task(beside.serve(sockets=[socket_beside])))
    await server.serve()
    if beside is not None:
        beside.should_exit = True
        await tasks.pop()
    tasks[0].cancel()
