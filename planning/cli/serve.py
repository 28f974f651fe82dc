"""`jieyi serve`: the application in the foreground until it is told to end."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import uvicorn

from planning.settings import settings_or_exit

END_WITHIN_S = 5


class Server(uvicorn.Server):
    """Says when it is ready, and ends with exit code 0 on SIGTERM and SIGINT."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Uvicorn would raise the signal once more after its shutdown, which makes the exit code a failure."""
        before = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        """Start, then print the one line that scripts wait for."""
        await super().startup(sockets)  # type: ignore[arg-type]
        if self.started:
            host = f"[{self.config.host}]" if ":" in self.config.host else self.config.host
            sys.stdout.write(f"ready http://{host}:{self.config.port}\n")
            sys.stdout.flush()


@click.command()
def serve() -> None:
    """Serve pages and routes; prints `ready http://HOST:PORT` when the first page can be served."""
    settings = settings_or_exit(os.environ)
    # The data folder of the settings is absolute, so it stays where it is; Streamlit looks for its own settings here.
    os.environ["JIEYI_DATA_DIR"] = str(settings.data_dir)
    root = Path(__file__).parents[2]
    os.chdir(root)
    # Named, not imported: the front door lies above this room.
    sys.path.insert(0, str(root))
    config = uvicorn.Config(
        "app:app", host=settings.host, port=settings.port, log_level="warning",
        timeout_graceful_shutdown=END_WITHIN_S,
    )  # fmt: skip
    asyncio.run(Server(config).serve())
