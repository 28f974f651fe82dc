"""Is it alive, and is it ready?"""

from __future__ import annotations

import shutil

from starlette.responses import JSONResponse, Response

from planning import addresses
from planning.web.door import Door, route

LEAST_FREE_BYTES = 200_000_000


@route("GET", addresses.HEALTH)
def healthz(door: Door) -> Response:  # noqa: ARG001
    """The process answers."""
    return JSONResponse({"status": "ok"})


@route("GET", addresses.READY)
def readyz(door: Door) -> Response:
    """The database can be written and the disk has room; 503 with the reason otherwise."""
    faults = []
    if not door.house.database.is_writable():
        faults.append("database")
    if shutil.disk_usage(door.house.settings.data_dir).free < LEAST_FREE_BYTES:
        faults.append("disk")
    return JSONResponse({"status": "ready" if not faults else "not ready", "faults": faults}, 503 if faults else 200)
