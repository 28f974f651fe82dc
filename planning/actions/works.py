"""Works of a case: planned, begun, done or stopped; their milestones and what they touch."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from planning import store
from planning.actions.act import Doing, act
from planning.actions.case_keeping import pin_of
from planning.actions.case_phases import refuse_closed
from planning.actions.dissent import day_checked
from planning.actions.in_case import permit_at_case
from planning.actions.words import LONGEST_LABEL, text_checked, words_checked
from planning.cases.case import Case
from planning.cases.works import NEXT, Fate, Milestone, Touched, Work, WorkState, wants_reason
from planning.errors import N_, Problem, Refusal, Refusals
from planning.site import Community, new_id
from planning.store import places, works
from planning.wording import Words

LONGEST_TITLE = 100
LONGEST_REASON = 400
MOST_THINGS = 100_000


@act
def plan_work(
    doing: Doing, *, case_id: str, title: Words, contractor: str, planned_start: date, planned_end: date,
    lon: object = None, lat: object = None,
) -> str:  # fmt: skip
    """Plan a work of a case; gives its id. Raises :class:`Refusals` (``closed``, ``empty_text``, ``ends_before``, of the place)."""
    case = store.get(doing.session, Case, case_id)
    here = permit_at_case(doing, case)
    refuse_closed(doing, case_id)
    problems: list[Problem] = []
    work = Work(new_id(), here.id, case_id, title, contractor, planned_start, planned_end, doing.now)
    work = replace(_checked(problems, work), pin=pin_of(problems, lon, lat, here))
    if problems:
        raise Refusals(problems)
    store.add(doing.session, work)
    doing.log(f"work:{work.id}", after=work)
    return work.id


@act
def change_work(
    doing: Doing, *, work_id: str, version: int, title: Words, contractor: str, planned_start: date, planned_end: date
) -> str:  # fmt: skip
    """Change what is planned of a work that was read at ``version``. Raises :class:`Refusals` (``closed``, as planning it)."""
    before, _ = going_on(doing, work_id)
    problems: list[Problem] = []
    made = replace(
        before, title=title, contractor=contractor, planned_start=planned_start, planned_end=planned_end,
        version=version + 1,
    )  # fmt: skip
    made = _checked(problems, made)
    if problems:
        raise Refusals(problems)
    store.change(doing.session, made)
    doing.log(f"work:{work_id}", before=before, after=made)
    return work_id


@act
def move_work_on(doing: Doing, *, work_id: str, version: int, state: WorkState, day: date, reason: str = "") -> str:
    """Say that a work has begun, is done, or has stopped, on which day; what stops or is taken up again says why.

    Raises :class:`Refusals` (``closed``, ``not_next``, ``not_yet``, ``began_later``, ``empty_text``).
    """
    before, here = going_on(doing, work_id)
    problems: list[Problem] = []
    if state not in NEXT[before.state]:
        raise Refusal("not_next", N_("This work cannot go on to that from where it stands: look at its new state."))
    day_checked(problems, day, doing, here)
    why = text_checked(
        problems, reason, field="reason", longest=LONGEST_REASON, needed=wants_reason(before.state, state)
    )
    made = replace(before, state=state, reason=why, version=version + 1)
    if state is WorkState.UNDER_WAY:
        made = replace(made, started=before.started or day, ended=None)
    if state is WorkState.DONE:
        made = replace(made, ended=day)
        if before.started is not None and day < before.started:
            problems.append(Problem(
                "began_later", N_("The work began after this day: choose the day on which it was done."), {}, "day"))  # fmt: skip
    if problems:
        raise Refusals(problems)
    store.change(doing.session, made)
    doing.log(f"work:{work_id}", before={"state": before.state}, after={"state": state, "day": day}, reason=why)
    return work_id


@act
def add_milestone(doing: Doing, *, work_id: str, title: Words, due: date) -> str:
    """Add a step to a work; gives its id. Raises :class:`Refusals` (``closed``, ``empty_text``)."""
    work, here = going_on(doing, work_id)
    problems: list[Problem] = []
    made = Milestone(
        new_id(), here.id, work.id, words_checked(problems, title, field="title", longest=LONGEST_TITLE), due
    )
    if problems:
        raise Refusals(problems)
    store.add(doing.session, made)
    doing.log(f"work:{work_id}", after=made)
    return made.id


@act
def reach_milestone(doing: Doing, *, milestone_id: str, version: int, day: date | None) -> str:
    """Say on which day a step was reached; None takes it back. Raises :class:`Refusals` (``closed``, ``not_yet``)."""
    before = store.get(doing.session, Milestone, milestone_id)
    _, here = going_on(doing, before.work_id)
    problems: list[Problem] = []
    if day is not None:
        day_checked(problems, day, doing, here)
    if problems:
        raise Refusals(problems)
    made = replace(before, reached=day, version=version + 1)
    store.change(doing.session, made)
    doing.log(f"work:{before.work_id}", before=before, after=made)
    return made.id


@act
def touch_object(doing: Doing, *, work_id: str, place: str, fate: Fate) -> str:
    """Say what becomes of an object of the map, named ``kind:id``; said again it is changed. Gives the entry's id.

    Raises :class:`Refusal` (``closed``, ``unknown_place``).
    """
    work, here = going_on(doing, work_id)
    places.require_pin(doing.session, here.id, place)
    kind, id_ = places.named(place)
    return _touched(doing, Touched(new_id(), here.id, work.id, kind, id_, fate))


@act
def count_touched(doing: Doing, *, work_id: str, label: Words, fate: Fate, number: int) -> str:
    """The same for so many things that are on no map, such as doors or metres of kerb; a number of 0 takes it back.

    Raises :class:`Refusals` (``closed``, ``empty_text``, ``bad_number``).
    """
    work, here = going_on(doing, work_id)
    problems: list[Problem] = []
    label = words_checked(problems, label, field="label", longest=LONGEST_LABEL)
    if not 0 <= number <= MOST_THINGS:
        problems.append(Problem(
            "bad_number", N_("Write how many things there are: a whole number up to {most}."), {"most": MOST_THINGS},
            "number"))  # fmt: skip
    if problems:
        raise Refusals(problems)
    return _touched(doing, Touched(new_id(), here.id, work.id, "", "", fate, number, label))


def going_on(doing: Doing, work_id: str) -> tuple[Work, Community]:
    """The same, of a case that is not closed. Raises :class:`Refusal` (``closed``)."""
    work, here = permitted(doing, work_id)
    refuse_closed(doing, work.case_id)
    return work, here


def permitted(doing: Doing, work_id: str) -> tuple[Work, Community]:
    """A work that the acting member works on, and its community, whether its case goes on or is closed."""
    work = store.get(doing.session, Work, work_id)
    return work, permit_at_case(doing, store.get(doing.session, Case, work.case_id))


def _touched(doing: Doing, made: Touched) -> str:
    before = store.first(
        doing.session, Touched, work_id=made.work_id, kind=made.kind, object_id=made.object_id, label=made.label
    )
    if before is not None:
        made = replace(made, id=before.id, version=before.version + 1)
        store.change(doing.session, made)
    else:
        store.add(doing.session, made)
    if not made.count:
        works.forget(doing.session, made)
    doing.log(f"work:{made.work_id}", before=before, after=made)
    return made.id


def _checked(problems: list[Problem], work: Work) -> Work:
    if work.planned_end < work.planned_start:
        problems.append(Problem(
            "ends_before", N_("The work would end before it begins: choose a later day."), {}, "planned_end"))  # fmt: skip
    return replace(
        work,
        title=words_checked(problems, work.title, field="title", longest=LONGEST_TITLE),
        contractor=text_checked(
            problems, work.contractor, field="contractor", longest=LONGEST_LABEL, needed=False
        ),
    )  # fmt: skip
