"""Paper ballots to print, as PDF."""

from __future__ import annotations

from starlette.responses import Response

from planning import addresses
from planning.errors import N_, Refusal
from planning.options.paper.printing import Paper
from planning.queries.paper import sheets_to_print
from planning.reports.paper_ballots import ballots_pdf
from planning.web.door import Door, route


@route("GET", addresses.PAPER_SHEETS)
def paper_sheets(door: Door) -> Response:
    """The sheets of a run (``?run=``), or one specimen, for those who sit at the table."""
    size = door.path("size")
    if size not in set(Paper):
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    asked = (door.house.database, door.visitor, door.now)
    sheets = sheets_to_print(*asked, round_id=door.path("round"), run_id=door.asked("run"))
    name = f"ballots-{sheets.run.first}-{sheets.run.last}-{size}.pdf" if sheets.run else f"specimen-{size}.pdf"
    headers = {"content-disposition": f'inline; filename="{name}"', "cache-control": "no-store"}
    return Response(ballots_pdf(sheets, Paper(size)), media_type="application/pdf", headers=headers)
