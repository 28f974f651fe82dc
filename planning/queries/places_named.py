"""Places that were named in a questionnaire: squares for everybody once it is closed, every shape for those who work on it."""

from __future__ import annotations

import json
from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from planning import access, store
from planning.access import Asking
from planning.options.small_groups import SMALL_GROUP
from planning.queries.kept import Kept
from planning.queries.query import Look, query
from planning.store import surveys as kept
from planning.surveys.questionnaire.form_fields import MAPPED
from planning.surveys.questionnaire.places_named import Squares, shape_of, squares
from planning.surveys.questionnaire.question import Question
from planning.surveys.questionnaire.survey import Edition, Response, Survey
from planning.surveys.questionnaire.written import read


@dataclass(frozen=True, slots=True)
class PlacesNamed:
    """Places that were named in answers to one question.

    :param people: how many named one.
    :param squares: what everybody sees; None where fewer answered than may be told apart.
    :param shapes: every place in degrees, without what else the person said; for those who work on it only.
    """

    question: Question
    people: int
    squares: Squares | None
    shapes: tuple[BaseGeometry, ...] = ()


@query
def places_named(look: Look, *, survey_id: str) -> tuple[PlacesNamed, ...]:
    """Of every question that is answered on the map. Raises :class:`Refusal` (``not_closed``) for residents before that."""
    survey = store.get(look.session, Survey, survey_id)
    community = look.permit_in(survey.community_id, survey.moment)
    standing = kept.standing(look.session, survey_id)
    works_on_it = access.may("query.survey_answers", Asking(look.visitor, community))
    found = []
    for question, shapes in _KEPT.of(look, survey_id, standing, lambda: _read(look, survey)):
        told = squares(shapes, SMALL_GROUP) if len(shapes) >= SMALL_GROUP else None
        found.append(PlacesNamed(question, len(shapes), told, shapes if works_on_it else ()))
    return tuple(found)


_Named = tuple[tuple[Question, tuple[BaseGeometry, ...]], ...]
_KEPT: Kept[_Named] = Kept(16)


def _read(look: Look, survey: Survey) -> _Named:
    """Each response is read by the form that it answers; shapes of one name stand together under the newest question."""
    newest: dict[str, Question] = {}
    kinds: dict[str, list[Question]] = {}
    for edition in store.find(look.session, Edition, order="-number", survey_id=survey.id):
        kinds[edition.id] = [one for one in read(edition.form).questions if one.kind in MAPPED]
        for question in kinds[edition.id]:
            newest.setdefault(question.name, question)
    shapes: dict[str, list[BaseGeometry]] = {name: [] for name in newest}
    for response in store.find(look.session, Response, order=("at", "id"), survey_id=survey.id):
        answers = json.loads(response.answers)
        for question in kinds[response.edition_id]:
            if answers.get(question.name):
                shapes[question.name].append(shape_of(question.kind, answers[question.name]))
    return tuple((newest[name], tuple(found)) for name, found in shapes.items() if found)
