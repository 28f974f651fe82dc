"""Walks from door to door: opened for a case or a questionnaire, closed, opened again."""

from __future__ import annotations

from dataclasses import replace

from planning import store
from planning.actions.act import Doing, act
from planning.actions.words import words_checked
from planning.cases.case import Case
from planning.errors import N_, Problem, Refusal, Refusals
from planning.site import Courtyard, new_id
from planning.surveys.questionnaire.survey import Survey
from planning.surveys.walk import Stop, Walk
from planning.wording import Words

LONGEST_TITLE = 80
_GONE = N_("This is not here (any more): go back and choose again.")


@act
def open_walk(
    doing: Doing, *, community_id: str, title: Words, courtyard_id: str, case_id: str, survey_id: str
) -> str:  # fmt: skip
    """Begin a list of doors, in one courtyard or (empty) in none; gives its id.

    :param survey_id: a published questionnaire that is answered at these doors; the list never learns by whom.

    Raises :class:`Refusals` (``empty_text``, ``long_text``, ``not_found``, ``not_open``).
    """
    here = doing.permit_in(community_id, courtyard_id=courtyard_id or None)
    problems: list[Problem] = []
    title = words_checked(problems, title, field="title", longest=LONGEST_TITLE)
    for kind, id_, field in ((Courtyard, courtyard_id, "courtyard_id"), (Case, case_id, "case_id")):
        if id_ and store.first(doing.session, kind, id=id_, community_id=here.id) is None:
            problems.append(Problem("not_found", _GONE, {}, field))
    if survey_id:
        survey = store.first(doing.session, Survey, id=survey_id, community_id=here.id)
        if survey is None:
            problems.append(Problem("not_found", _GONE, {}, "survey_id"))
        elif survey.published_at is None:
            problems.append(
                Problem("not_open", N_("Publish the questionnaire first, then walk with it."), {}, "survey_id")
            )
    if problems:
        raise Refusals(problems)
    made = Walk(new_id(), here.id, title, doing.now, courtyard_id or None, case_id or None, survey_id or None)
    store.add(doing.session, made)
    doing.log(
        f"walk:{made.id}", after={"title": title, "courtyard": courtyard_id, "case": case_id, "survey": survey_id}
    )
    return made.id


@act
def close_walk(doing: Doing, *, walk_id: str, version: int) -> None:
    """The walk is over; after the days of a setting its doors are forgotten, and counts are left.

    Raises :class:`Refusal` (``walk_closed``, ``edited_meanwhile``).
    """
    walk = _permitted(doing, walk_id)
    require_open(walk)
    store.change(doing.session, replace(walk, closed_at=doing.now, version=version + 1))
    doing.log(f"walk:{walk_id}", after={"closed": True})


@act
def reopen_walk(doing: Doing, *, walk_id: str, version: int) -> None:
    """Go on with a walk that was closed, as long as its doors are not forgotten.

    Raises :class:`Refusal` (``walk_open``, ``walk_forgotten``, ``edited_meanwhile``).
    """
    walk = _permitted(doing, walk_id)
    if walk.closed_at is None:
        raise Refusal("walk_open", N_("This walk is not closed: go on with it."))
    if walk.left and not store.count(doing.session, Stop, walk_id=walk_id):
        raise Refusal(
            "walk_forgotten", N_("The doors of this walk are forgotten, and only counts are left: begin a new one.")
        )
    store.change(doing.session, replace(walk, closed_at=None, version=version + 1))
    doing.log(f"walk:{walk_id}", after={"closed": False})


def require_open(walk: Walk) -> None:
    """Raise :class:`Refusal` (``walk_closed``) where nothing is noted any more."""
    if walk.closed_at is not None:
        raise Refusal("walk_closed", N_("This walk is closed: open it again to go on with it."))


def _permitted(doing: Doing, walk_id: str) -> Walk:
    walk = store.get(doing.session, Walk, walk_id)
    doing.permit_in(walk.community_id, courtyard_id=walk.courtyard_id)
    return walk
