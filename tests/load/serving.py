"""The plain routes of a house behind a real socket, in a thread of the test."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette

from planning.web import ROUTE_MODULES
from planning.web.door import routes_of
from planning.web.house import House
from planning.web.middleware import middleware


@contextmanager
def served(house: House) -> Iterator[str]:
    """Its address while it is served."""
    assert ROUTE_MODULES
    app = Starlette(routes=routes_of(house), middleware=middleware(house))
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error", lifespan="off"))
    running = threading.Thread(target=server.run)
    running.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        running.join()
