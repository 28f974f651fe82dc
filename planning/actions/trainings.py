"""The training register: who of the planner team was trained, when, by whom, and until when it is valid."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from planning import store
from planning.actions.act import Doing, act
from planning.actions.words import LONGEST_LABEL, text_checked
from planning.errors import N_, Problem, Refusals
from planning.people import Planner, Training
from planning.period import day_in
from planning.site import Community, new_id
from planning.store import accounts


@act
def enter_training(
    doing: Doing, *, planner_id: str, course: str, day: date, given_by: str, valid_until: date | None
) -> str:  # fmt: skip
    """Note a training of somebody in the register; gives its id.

    Raises :class:`Refusals` (``empty_text``, ``long_text``, ``not_yet``, ``bad_dates``).
    """
    planner = store.get(doing.session, Planner, planner_id)
    here = doing.permit_in(planner.community_id)
    made = _checked(doing, here, Training(new_id(), here.id, planner_id, course, day, given_by, valid_until))
    store.add(doing.session, made)
    doing.log(f"planner:{planner_id}", after={"trained": made.day, "valid_until": made.valid_until})
    return made.id


@act
def correct_training(
    doing: Doing, *, training_id: str, version: int, course: str, day: date, given_by: str, valid_until: date | None
) -> None:  # fmt: skip
    """Correct a training that was read at ``version``; the log keeps its days only."""
    before = store.get(doing.session, Training, training_id)
    here = doing.permit_in(before.community_id)
    made = replace(before, course=course, day=day, given_by=given_by, valid_until=valid_until, version=version + 1)
    made = _checked(doing, here, made)
    store.change(doing.session, made)
    doing.log(
        f"planner:{before.planner_id}", before={"trained": before.day, "valid_until": before.valid_until},
        after={"trained": made.day, "valid_until": made.valid_until},
    )  # fmt: skip


@act
def drop_training(doing: Doing, *, training_id: str) -> None:
    """Take a training that was entered by mistake out of the register."""
    before = store.get(doing.session, Training, training_id)
    doing.permit_in(before.community_id)
    accounts.drop_training(doing.session, training_id)
    doing.log(f"planner:{before.planner_id}", before={"trained": before.day})


def _checked(doing: Doing, here: Community, one: Training) -> Training:
    problems: list[Problem] = []
    made = replace(
        one, course=text_checked(problems, one.course, field="course", longest=LONGEST_LABEL),
        given_by=text_checked(problems, one.given_by, field="given_by", longest=LONGEST_LABEL),
    )  # fmt: skip
    if one.day > day_in(here.time_zone, doing.now):
        problems.append(Problem("not_yet", N_("This day is still to come: choose the day on which it was."), {}, "day"))
    if one.valid_until is not None and one.valid_until < one.day:
        problems.append(
            Problem(
                "bad_dates", N_("A training is valid from its day on: correct one of the two dates."), {}, "valid_until"
            )
        )
    if problems:
        raise Refusals(problems)
    return made
