"""`jieyi serve`: the application in the foreground until it is told to end."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from functools import partial
from pathlib import Path
from typing import Any

import click
import uvicorn

from planning.cli.certificate import for_this_machine
from planning.cli.listening import Beside, Server, serve_both
from planning.errors import Refusals
from planning.i18n import translator
from planning.settings import Settings, settings_or_exit

END_WITHIN_S = 5
INSTALLING = "planning.web.installing:application"
"""Named, not imported: the plain routes stand on the same floor as the command line."""


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
    tls = _tls(settings)
    server = Server(
        _config("app:app", settings, settings.port, **tls), partial(for_this_machine, settings) if settings.tls else None
    )  # fmt: skip
    beside = listening = None
    if settings.tls:
        listening = _plain_socket(settings)
        beside = Beside(_config(INSTALLING, settings, settings.install_port, factory=True))
    with asyncio.Runner(loop_factory=server.config.get_loop_factory()) as runner:
        runner.run(serve_both(server, beside, listening))


def _config(app: str, settings: Settings, port: int, **more: Any) -> uvicorn.Config:
    return uvicorn.Config(
        app, host=settings.host, port=port, log_level="warning", timeout_graceful_shutdown=END_WITHIN_S, **more
    )


def _tls(settings: Settings) -> dict[str, str]:
    """What uvicorn needs to speak HTTPS; nothing for plain http."""
    if settings.tls_certificate:
        return {"ssl_certfile": settings.tls_certificate, "ssl_keyfile": settings.tls_key}
    if not settings.tls:
        return {}
    try:
        made = for_this_machine(settings)
    except Refusals as refused:
        say = translator(settings.language).problem
        sys.stderr.writelines(f"{problem.code}: {say(problem)}\n" for problem in refused.problems)
        raise SystemExit(2) from None
    return {"ssl_certfile": str(made.file)}


def _plain_socket(settings: Settings) -> socket.socket:
    """Where the page of the authority listens, or one sentence and exit code 2."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.install_port), family=family)
    except OSError as failed:
        sys.stderr.write(
            f"JIEYI_INSTALL_PORT: port {settings.install_port} cannot be used ({failed.strerror}): give another.\n"
        )
        raise SystemExit(2) from None
