"""The report and the ballots of a closed round, as documents."""

from __future__ import annotations

from starlette.responses import Response

from planning import addresses
from planning.actions.closing import settle_closed
from planning.queries.results import ballots_of_round, results_view
from planning.reports.ballots import ballots_csv as table_of
from planning.reports.budget_file import ballots_pb
from planning.reports.round_report import round_report as document_of
from planning.web.door import Door, route

NOTHING_FROM_OUTSIDE = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


@route("GET", addresses.REPORT)
def round_report(door: Door) -> Response:
    """The report in the visitor's language; ``?download=1`` saves it as a file."""
    settle_closed(door.house.database, door.now, door.path("round"))
    view = results_view(door.house.database, door.visitor, door.now, round_id=door.path("round"))
    headers = {"cache-control": "no-store", "content-security-policy": NOTHING_FROM_OUTSIDE}
    if door.asked("download"):
        headers["content-disposition"] = 'attachment; filename="report.html"'
    document = document_of(view, door.t, door.now)
    return Response(document.encode(), media_type="text/html; charset=utf-8", headers=headers)


@route("GET", addresses.BALLOTS_CSV)
def ballots_csv(door: Door) -> Response:
    """The ballots without persons, for the board and administrators; ``?form=pb`` as a Pabulib file, of a budget."""
    found = ballots_of_round(door.house.database, door.visitor, door.now, round_id=door.path("round"))
    form = "pb" if door.asked("form") == "pb" else "csv"
    headers = {"cache-control": "no-store", "content-disposition": f'attachment; filename="ballots.{form}"'}
    if form == "pb":
        return Response(ballots_pb(found).encode(), media_type="text/plain; charset=utf-8", headers=headers)
    return Response(table_of(found).encode(), media_type="text/csv; charset=utf-8", headers=headers)
