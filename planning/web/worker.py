"""The worker of the light pages: over HTTPS it keeps them open without a signal, and sends what waits when it returns.

Its scope is the folder that it is served from, ``/v/``; over a hall's plain http a phone refuses it, and is never asked.
"""

from __future__ import annotations

from functools import cache

from starlette.responses import Response

from planning import addresses
from planning.web.assets import address_of, contents
from planning.web.door import Door, route
from planning.web.serving import TYPES, Served, response


@route("GET", addresses.WORKER)
def worker(door: Door) -> Response:
    """The script: asked for anew each time, so that a new version of the house replaces it at once."""
    return response(door.request, _script(), forever=False)


@cache
def _script() -> Served:
    # Named by its contents: when the outbox changes the worker changes, and a phone takes both.
    first = f'importScripts("{address_of("outbox.js")}");\n'
    return Served(first.encode() + contents("sw.js").body, TYPES["js"])
