"""Photos of a work: taken before, during and after from the same spot, so that everybody can compare."""

from __future__ import annotations

from datetime import date

from planning import store
from planning.actions.act import Doing, act
from planning.actions.dissent import day_checked
from planning.actions.photos import take_up, too_many, waiting
from planning.actions.words import LONGEST_LABEL, text_checked
from planning.actions.works import going_on, permitted
from planning.cases.works import Shot, Stage
from planning.errors import N_, Problem, Refusals
from planning.site import new_id
from planning.store import photo_files, works
from planning.surveys.photo import Owner

MOST_SHOTS = 60


@act
def add_shots(doing: Doing, *, work_id: str, spot: str, stage: Stage, day: date, form: str) -> list[str]:
    """Keep the photos that wait in a form as photos of a work from one spot; gives the ids of the entries.

    Raises :class:`Refusals` (``closed``, ``no_photo``, ``empty_text``, ``not_yet``, ``too_many_photos``).
    """
    work, here = going_on(doing, work_id)
    problems: list[Problem] = []
    spot = text_checked(problems, spot, field="spot", longest=LONGEST_LABEL)
    day_checked(problems, day, doing, here)
    sent = waiting(doing, form)
    there = store.count(doing.session, Shot, work_id=work.id)
    if not sent:
        problems.append(Problem("no_photo", N_("Please choose a photo first."), {}, "photo"))
    if there + len(sent) > MOST_SHOTS:
        problems.append(too_many(MOST_SHOTS))
    if problems:
        raise Refusals(problems)
    kept = take_up(doing, sent, Owner.WORK, work.id, first=there)
    shots = [Shot(new_id(), here.id, work.id, photo.id, spot, stage, day) for photo in kept]
    store.add_all(doing.session, shots)
    doing.log(f"work:{work.id}", after={"stage": stage, "day": day, "photos": [photo.sha256 for photo in kept]})
    return [shot.id for shot in shots]


@act
def drop_shot(doing: Doing, *, shot_id: str, photo_place: str) -> None:
    """Take a photo of a work away, entry and file: it showed somebody, or was taken elsewhere.

    Of a closed case, too: whoever stands on a photo does not have to wait until it is reopened.
    """
    shot = store.get(doing.session, Shot, shot_id)
    permitted(doing, shot.work_id)
    works.forget(doing.session, shot)
    photo_files.drop_one(doing.session, photo_place, shot.photo_id)
    doing.log(f"work:{shot.work_id}", before={"stage": shot.stage, "day": shot.day})
