"""Cases: opened by staff from what residents said, their words kept up to date, evidence added."""

from __future__ import annotations

from dataclasses import replace

from planning import store
from planning.actions.act import Doing, act
from planning.actions.case_keeping import pin_of
from planning.actions.case_phases import refuse_closed
from planning.actions.in_case import permit_at_case
from planning.actions.observations import courtyard_at, permit_at
from planning.actions.photos import take_up, too_many, waiting
from planning.actions.words import words_checked
from planning.cases.case import Case, Phase
from planning.cases.course import CasePhase
from planning.errors import N_, Problem, Refusal, Refusals
from planning.site import new_id
from planning.store.courses import today
from planning.surveys.photo import Owner, Photo
from planning.wording import Words

LONGEST_TITLE = 60
LONGEST_TEXT = 1000
MOST_PHOTOS = 12


@act
def open_case(
    doing: Doing, *, community_id: str, title: Words, question: Words, about: Words, next_step: Words,
    phase: Phase, lon: object = None, lat: object = None,
) -> str:  # fmt: skip
    """Open a case, at a place if one is given; gives its id. Raises :class:`Refusals` with all that is wrong."""
    community = permit_at(doing, community_id, lon, lat, Phase(phase).moment)
    problems: list[Problem] = []
    case = _checked(problems, Case(new_id(), community_id, title, question, about, phase, doing.now, next_step))
    pin = pin_of(problems, lon, lat, community)
    case = replace(case, pin=pin, courtyard_id=courtyard_at(doing.session, community_id, pin) if pin else None)
    if problems:
        raise Refusals(problems)
    store.add(doing.session, case)
    begun = CasePhase(new_id(), community_id, case.id, case.phase, today(community, doing.now), None, doing.now, 1)
    store.add(doing.session, begun)
    doing.log(f"case:{case.id}", after=case)
    return case.id


@act
def change_case(
    doing: Doing, *, case_id: str, version: int, title: Words, question: Words, about: Words, next_step: Words
) -> str:
    """Change the words of a case that was read at ``version``; raises ``edited_meanwhile`` otherwise, ``closed`` once it is closed.

    Its phase is changed by :mod:`planning.actions.case_phases`.
    """
    before = store.get(doing.session, Case, case_id)
    doing.permit_in(before.community_id)
    refuse_closed(doing, case_id)
    problems: list[Problem] = []
    changed = replace(before, title=title, question=question, about=about, next_step=next_step, version=version + 1)
    case = _checked(problems, changed)
    if problems:
        raise Refusals(problems)
    store.change(doing.session, case)
    doing.log(f"case:{case.id}", before=before, after=case)
    return case.id


@act
def add_evidence(doing: Doing, *, case_id: str, form: str) -> list[str]:
    """Add the photos that wait in a form to a case, after those that are there; gives their ids."""
    case = store.get(doing.session, Case, case_id)
    permit_at_case(doing, case)
    there = store.count(doing.session, Photo, owner=Owner.CASE, owner_id=case_id)
    sent = waiting(doing, form)
    if not sent:
        raise Refusal("no_photo", N_("Please choose a photo first."), where="photo")
    if there + len(sent) > MOST_PHOTOS:
        raise Refusals([too_many(MOST_PHOTOS)])
    kept = take_up(doing, sent, Owner.CASE, case_id, first=there)
    doing.log(f"case:{case_id}", after={"photos": [photo.sha256 for photo in kept]})
    return [photo.id for photo in kept]


def _checked(problems: list[Problem], case: Case) -> Case:
    return replace(
        case,
        title=words_checked(problems, case.title, field="title", longest=LONGEST_TITLE),
        question=words_checked(problems, case.question, field="question", longest=LONGEST_TEXT),
        about=words_checked(problems, case.about, field="about", longest=LONGEST_TEXT, needed=False),
        next_step=words_checked(problems, case.next_step, field="next_step", longest=LONGEST_TEXT, needed=False),
    )
