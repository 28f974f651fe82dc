"""Programmes: opened, changed, cases taken in; a case's solution copied to another courtyard."""

from __future__ import annotations

from dataclasses import replace

from planning import store
from planning.actions.act import Doing, act
from planning.actions.case_keeping import keep
from planning.actions.words import words_checked
from planning.cases.case import Case, Phase
from planning.cases.course import CasePhase
from planning.cases.keeping import Keeping
from planning.cases.programme import Part, Programme
from planning.errors import N_, Problem, Refusal, Refusals
from planning.site import Courtyard, new_id
from planning.store import programmes
from planning.store.courses import today
from planning.wording import Words

LONGEST_TITLE, LONGEST_TEXT = 60, 1000


@act
def open_programme(doing: Doing, *, community_id: str, title: Words, about: Words) -> str:
    """Open a programme; gives its id. Raises :class:`Refusals` (``empty_text``, ``long_text``)."""
    doing.permit_in(community_id)
    made = _checked(Programme(new_id(), community_id, title, about, doing.now))
    store.add(doing.session, made)
    doing.log(f"programme:{made.id}", after=made)
    return made.id


@act
def change_programme(doing: Doing, *, programme_id: str, version: int, title: Words, about: Words) -> str:
    """Change the words of a programme that was read at ``version``."""
    before = store.get(doing.session, Programme, programme_id)
    doing.permit_in(before.community_id)
    made = _checked(replace(before, title=title, about=about, version=version + 1))
    store.change(doing.session, made)
    doing.log(f"programme:{made.id}", before=before, after=made)
    return made.id


@act
def join_programme(doing: Doing, *, programme_id: str, case_id: str) -> str:
    """Take a case into a programme, once; gives the id of its line. Raises :class:`Refusal` (``no_case``, ``in_already``)."""
    programme = store.get(doing.session, Programme, programme_id)
    doing.permit_in(programme.community_id)
    if store.first(doing.session, Case, id=case_id, community_id=programme.community_id) is None:
        raise Refusal("no_case", N_("Choose cases of this community."), where="case_id")
    if store.first(doing.session, Part, programme_id=programme_id, case_id=case_id) is not None:
        raise Refusal("in_already", N_("This case belongs to the programme already."))
    return _join(doing, programme, case_id, None)


@act
def leave_programme(doing: Doing, *, programme_id: str, case_id: str) -> None:
    """Take a case out of a programme again, unless its solution was copied there; the log keeps that it belonged to it.

    Raises :class:`Refusal` (``not_in``, ``copied``).
    """
    programme = store.get(doing.session, Programme, programme_id)
    doing.permit_in(programme.community_id)
    part = store.first(doing.session, Part, programme_id=programme_id, case_id=case_id)
    if part is None:
        raise Refusal("not_in", N_("This case does not belong to the programme (any more)."), where="case_id")
    if part.copied_from or store.count(doing.session, Part, programme_id=programme_id, copied_from=case_id):
        raise Refusal("copied", N_("Its solution was copied in this programme: the way back to the record stays."))
    programmes.forget(doing.session, part)
    doing.log(f"programme:{programme_id}", before=part)


@act
def copy_case(doing: Doing, *, case_id: str, courtyard_id: str, programme_id: str, title: Words) -> str:
    """Open a case in another courtyard that takes over what was tried in this one; gives the new case's id.

    Question and words are taken over; the new case begins anew, and leads to the record of the one that it came from.
    Both belong to the programme from then on.

    Raises :class:`Refusals` (``no_courtyard``, ``copied_before``, ``not_found``, ``empty_text``, ``long_text``).
    """
    pilot = store.get(doing.session, Case, case_id)
    here = doing.permit_in(pilot.community_id)
    programme = store.first(doing.session, Programme, id=programme_id, community_id=here.id)
    if programme is None:
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."), where="programme_id")
    problems: list[Problem] = []
    if store.first(doing.session, Courtyard, id=courtyard_id, community_id=here.id) is None:
        problems.append(Problem("no_courtyard", N_("Choose courtyards of this community."), {}, "courtyard_id"))
    elif _copied(doing, case_id, courtyard_id):
        problems.append(Problem(
            "copied_before", N_("This courtyard has a case that takes this one over already: go on with that one."), {},
            "courtyard_id"))  # fmt: skip
    titled = words_checked(problems, title, field="title", longest=LONGEST_TITLE)
    if problems:
        raise Refusals(problems)
    made = replace(
        pilot, id=new_id(), title=titled, phase=Phase.RAISE, opened_at=doing.now, next_step=Words(""), pin=None,
        courtyard_id=courtyard_id, version=1,
    )  # fmt: skip
    store.add(doing.session, made)
    store.add(
        doing.session, CasePhase(new_id(), here.id, made.id, Phase.RAISE, today(here, doing.now), None, doing.now, 1)
    )
    keep(doing, Keeping(made.id, here.id, courtyard_ids=(courtyard_id,)))
    if store.first(doing.session, Part, programme_id=programme_id, case_id=case_id) is None:
        _join(doing, programme, case_id, None)
    _join(doing, programme, made.id, case_id)
    doing.log(f"case:{made.id}", after={"copied_from": case_id, "programme_id": programme_id})
    return made.id


def _copied(doing: Doing, case_id: str, courtyard_id: str) -> bool:
    parts = store.find(doing.session, Part, copied_from=case_id)
    return store.count(doing.session, Case, id={one.case_id for one in parts}, courtyard_id=courtyard_id) > 0


def _join(doing: Doing, programme: Programme, case_id: str, copied_from: str | None) -> str:
    made = Part(new_id(), programme.community_id, programme.id, case_id, doing.now, copied_from)
    store.add(doing.session, made)
    doing.log(f"programme:{programme.id}", after=made)
    return made.id


def _checked(made: Programme) -> Programme:
    problems: list[Problem] = []
    made = replace(
        made,
        title=words_checked(problems, made.title, field="title", longest=LONGEST_TITLE),
        about=words_checked(problems, made.about, field="about", longest=LONGEST_TEXT, needed=False),
    )
    if problems:
        raise Refusals(problems)
    return made
