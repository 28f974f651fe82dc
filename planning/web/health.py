"""Is it alive, and is it ready?"""

from __future__ import annotations

from starlette.responses import JSONResponse, Response

from planning import addresses
from planning.store.examining import State, disk, folder, writable
from planning.web.door import Door, route


@route("GET", addresses.HEALTH)
def healthz(door: Door) -> Response:  # noqa: ARG001
    """The process answers."""
    return JSONResponse({"status": "ok"})


@route("GET", addresses.READY)
def readyz(door: Door) -> Response:
    """The database and the data folder can be written and the disk has room; 503 with the reasons otherwise."""
    settings = door.house.settings
    findings = {"database": writable(door.house.database), "disk": disk(settings), "data_folder": folder(settings)}
    faults = [name for name, finding in findings.items() if finding.state is State.FAILED]
    return JSONResponse({"status": "ready" if not faults else "not ready", "faults": faults}, 503 if faults else 200)
