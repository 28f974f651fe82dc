"""Answers and forms as files, for those who work on a questionnaire."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.responses import Response

from planning import addresses
from planning.errors import N_, Refusal
from planning.queries.survey_results import survey_answers
from planning.queries.surveys import survey_view
from planning.reports import kobo
from planning.surveys.questionnaire.theme import Theme
from planning.surveys.questionnaire.xlsform_out import xlsform
from planning.web.door import Door, route
from planning.wording import told_apart

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": WORKBOOK, "geojson": "application/geo+json"}


@route("GET", addresses.ANSWERS_FILE)
def answers_file(door: Door) -> Response:
    """All answers, as KoboToolbox would export them; places as GeoJSON."""
    ending = door.path("ending")
    if ending not in TYPES:
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    found = survey_answers(door.house.database, door.visitor, door.now, survey_id=door.path("survey"))
    base = door.house.settings.public_url or str(door.request.base_url).rstrip("/")
    table = kobo.Table(found.forms, base, _titles(found.themes, door.t.language))
    if ending == "geojson":
        return _file(kobo.as_geojson(table, found.filled), ending, "answers")
    lines = kobo.lines(table, found.filled)
    data = kobo.as_csv(lines) if ending == "csv" else kobo.as_workbook(lines, found.survey.title[door.t.language])
    return _file(data, ending, "answers")


def _titles(themes: Iterable[Theme], language: str) -> dict[str, dict[str, str]]:
    """Titles by ids, by questions; those of one question differ in this language, too."""
    found: dict[str, dict[str, str]] = {}
    for theme in themes:
        found.setdefault(theme.question, {})[theme.id] = theme.title[language]
    return {question: told_apart(titles) for question, titles in found.items()}


@route("GET", addresses.FORM_FILE)
def form_file(door: Door) -> Response:
    """The newest version of the form as XLSForm, for whoever may look at the questionnaire; the draft for those who write it."""
    view = survey_view(
        door.house.database, door.visitor, door.now, survey_id=door.path("survey"), draft=bool(door.asked("draft"))
    )
    return _file(xlsform(view.form), "xlsx", "form")


def _file(data: bytes, ending: str, name: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}.{ending}"', "cache-control": "no-store"}
    return Response(data, media_type=TYPES[ending], headers=headers)
