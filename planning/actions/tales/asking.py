"""Questionnaires of the stories: made, published, answered at doors and on phones, closed with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from planning.actions.answering import answer_survey, assist_survey
from planning.actions.surveys import change_survey, close_survey, create_survey, publish_survey
from planning.actions.tales.forms import Row, form
from planning.actions.tales.teller import EVENING, Teller
from planning.site import new_id
from planning.surveys.questionnaire.survey import Admission, Edition, Survey
from planning.wording import Words


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked, of which case if it is of one, and from which day to which."""

    title: Words
    about: Words
    survey: Sequence[Row]
    choices: Sequence[Row]
    days: tuple[int, int]
    closed: str
    case_id: str = ""
    before_id: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """Answers of one household or shop.

    :param at_door: somebody of the team asked, and wrote it down with their spoken consent.
    """

    answers: dict[str, Any]
    yard: str = ""
    at_door: bool = False


def ask(tell: Teller, asking: Asking, said: Sequence[Said]) -> str:
    """The whole questionnaire, with answers spread over its days; gives its id."""
    first, last = asking.days
    tell.on(first)
    data = form(asking.title.zh, asking.survey, asking.choices)
    id_: str = tell.do(create_survey, community_id=tell.here.id, file="needs.xlsx", data=data)
    tell.do(
        change_survey, survey_id=id_, version=tell.version(Survey, id_), title=asking.title, about=asking.about,
        entry=Admission.OPEN, round_id="", case_id=asking.case_id, asks_courtyard=True, before_id=asking.before_id,
    )  # fmt: skip
    tell.do(publish_survey, survey_id=id_)
    (edition,) = tell.all(Edition, survey_id=id_)
    for number, one in enumerate(said):
        tell.on(first + 1 + number * (last - first - 1) // len(said), EVENING)
        given: dict[str, Any] = {
            "survey_id": id_, "client_id": new_id(), "edition_id": edition.id, "answers": one.answers, "courtyard_id": one.yard,
            "code_id": None, "mac": tell.mac, "clock": tell.clock,
        }  # fmt: skip
        if one.at_door:
            tell.do(assist_survey, **given, consent="spoken")
        else:
            answer_survey(tell.database, tell.resident(200 + number), tell.now, **given)
    tell.on(last, EVENING)
    tell.do(close_survey, survey_id=id_, reason=asking.closed)
    return id_
