"""Questionnaires to print, as PDF."""

from __future__ import annotations

from starlette.responses import Response

from planning import addresses
from planning.queries.survey_paper import paper_form
from planning.reports.paper_form import form_pdf
from planning.web.door import Door, route


@route("GET", addresses.SURVEY_SHEETS)
def survey_sheets(door: Door) -> Response:
    """The sheets of a run (``?run=``), or one specimen, for those who hand them out and enter them."""
    asked = (door.house.database, door.visitor, door.now)
    printed = paper_form(*asked, survey_id=door.path("survey"), paper_run_id=door.asked("run"))
    name = f"questionnaire-{printed.run.first}-{printed.run.last}.pdf" if printed.run else "specimen.pdf"
    headers = {"content-disposition": f'inline; filename="{name}"', "cache-control": "no-store"}
    return Response(form_pdf(printed), media_type="application/pdf", headers=headers)
