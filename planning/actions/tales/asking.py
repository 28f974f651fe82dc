"""Questionnaires of the stories, answered at doors and on phones, and the walks from door to door."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from planning.actions.answering import answer_survey, assist_survey
from planning.actions.stops import add_stops, mark_stop
from planning.actions.surveys import change_survey, close_survey, create_survey, publish_survey
from planning.actions.tales.forms import Row, form
from planning.actions.tales.teller import EVENING, Teller
from planning.actions.walks import close_walk, open_walk
from planning.site import new_id
from planning.surveys.questionnaire.survey import Admission, Edition, Survey
from planning.surveys.questionnaire.written import fingerprint
from planning.surveys.walk import Stop, StopState, Walk
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
    (edition,) = tell.all(Edition, survey_id=id_)
    tell.do(publish_survey, survey_id=id_, base=fingerprint(edition.form))
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


@dataclass(frozen=True, slots=True)
class Doors:
    """Doors of a courtyard, or along a street: so many were asked; at the others nobody was at home, or they declined."""

    yard: str
    labels: Sequence[str]
    asked: int
    otherwise: StopState = StopState.NOT_AT_HOME


def walk(tell: Teller, title: Words, doors: Sequence[Doors], days: tuple[int, int], *, case: str = "", survey: str = "") -> None:  # fmt: skip
    """From door to door on these days: the list of who was met, which never learns what they answered."""
    first, last = days
    tell.on(first)
    id_: str = tell.do(
        open_walk, community_id=tell.here.id, title=title, courtyard_id="", case_id=case, survey_id=survey
    )
    for some in doors:
        tell.do(add_stops, walk_id=id_, courtyard_id=some.yard, table="\n".join(some.labels))
    state = {
        label: StopState.DONE if n < some.asked else some.otherwise
        for some in doors
        for n, label in enumerate(some.labels)
    }
    stops = sorted(tell.all(Stop, walk_id=id_), key=lambda one: one.number)
    for n, stop in enumerate(stops):
        tell.on(first + 1 + n * (last - first - 1) // len(stops), EVENING)
        tell.do(
            mark_stop,
            stop_id=stop.id,
            version=stop.version,
            state=state[stop.door],
            back_on=None,
            back_time="",
            note="",
        )
    tell.on(last, EVENING)
    tell.do(close_walk, walk_id=id_, version=tell.version(Walk, id_))
