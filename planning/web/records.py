"""Records of closed rounds, lists of receipts, and the log, as files."""

from __future__ import annotations

import json

from starlette.responses import Response

from planning import addresses
from planning.actions.closing import settle_closed
from planning.errors import N_, Refusal
from planning.options.record.tables import commitments_table
from planning.queries.integrity import log_export
from planning.queries.records import full_record, public_record, receipt_list
from planning.reports.log import log_csv
from planning.reports.record import record_zip as zip_of
from planning.web.door import Door, route

KINDS = {"full": full_record, "public": public_record}


@route("GET", addresses.RECORD)
def record_zip(door: Door) -> Response:
    """The full record for the board, or the public one for everybody."""
    kind, round_id = door.path("kind"), door.path("round")
    if kind not in KINDS:
        raise _not_here()
    settle_closed(door.house.database, door.now, round_id)
    material = KINDS[kind](door.house.database, door.visitor, door.now, round_id=round_id)
    return _file(zip_of(material), "application/zip", f"{kind}-record.zip")


@route("GET", addresses.RECEIPTS_CSV)
def receipts_csv(door: Door) -> Response:
    """The receipts of a closed round with their commitments, for everybody."""
    round_id = door.path("round")
    settle_closed(door.house.database, door.now, round_id)
    found = receipt_list(door.house.database, door.visitor, door.now, round_id=round_id)
    return _file(commitments_table(found.commitments).encode(), "text/csv; charset=utf-8", "receipts.csv")


@route("GET", addresses.LOG_FILE)
def log_file(door: Door) -> Response:
    """The log of a community for its board: ``csv`` to read, ``json`` with the whole chain to check."""
    ending = door.path("ending")
    if ending not in {"csv", "json"}:
        raise _not_here()
    found = log_export(door.house.database, door.visitor, door.now, community_id=door.path("community"))
    if ending == "csv":
        return _file(log_csv(found.entries, found.names).encode(), "text/csv; charset=utf-8", "log.csv")
    said = json.dumps(found.chain, ensure_ascii=False, indent=1, sort_keys=True)
    return _file(said.encode(), "application/json", "log.json")


def _not_here() -> Refusal:
    return Refusal("not_found", N_("This is not here (any more): go back and choose again."))


def _file(data: bytes, content_type: str, name: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
    return Response(data, media_type=content_type, headers=headers)
