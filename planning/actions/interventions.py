"""Interventions: an option of a case is applied at places, one by one or along a street, and taken back again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from geodata.clearance.finding import Answer
from planning import store
from planning.actions.act import Doing, act
from planning.actions.observations import is_gone
from planning.actions.words import text_checked
from planning.errors import N_, Problem, Refusal, Refusals
from planning.options.intervention import PLACE, TOUCHES, WITH_SPECIES, Intervention, Measure, is_settable
from planning.options.option import Option
from planning.options.round import Round
from planning.options.screening.standing import stand
from planning.site import Community, Courtyard, Pin, new_id
from planning.store import interventions as stored
from planning.store import planting
from planning.store.comments import KINDS
from planning.surveys.observation import Kind

LONGEST_NOTE = 400


@act
def apply_option(
    doing: Doing, *, option_id: str, measure: Measure, target: str, target_id: str = "", lon: object = None,
    lat: object = None, species: str = "", note: str = "",
) -> str:  # fmt: skip
    """Say what an option does at one place; gives the batch, by which it is taken back.

    :param target: kind of the object, or ``place`` with its ``lon`` and ``lat``.
    :param species: scientific name; empty: the option's own, where something is planted.

    Raises :class:`Refusals` (``bad_target``, ``not_found``, ``unknown_species``, ``applied_before``, ``long_text``, and of places
    what :meth:`Pin.parse` refuses).
    """
    option, case_id = _permitted(doing, option_id)
    measure = Measure(measure)
    if target not in TOUCHES[measure]:
        raise Refusal("bad_target", N_("This cannot be done to that: choose another place or another measure."), where="target")  # fmt: skip
    pin, target_id = _place(doing, target, target_id, lon, lat)
    problems: list[Problem] = []
    note = text_checked(problems, note, field="note", longest=LONGEST_NOTE, needed=False)
    if problems:
        raise Refusals(problems)
    species = _species(doing, option, species) if measure in WITH_SPECIES else ""
    if target_id and _touched(doing, option_id) & {target_id}:
        raise Refusal("applied_before", N_("This option touches this place already: take that back first."), where="target")  # fmt: skip
    made = Intervention(
        new_id(), option.community_id, case_id, option_id, measure, target, target_id, pin.lon, pin.lat, species, note, new_id(),
        doing.now,
    )  # fmt: skip
    store.add(doing.session, made)
    doing.log(f"option:{option_id}", after={"batch": made.batch, "measure": measure, "target": f"{target}:{target_id}", "species": species})  # fmt: skip
    return made.batch


@act
def replace_along(
    doing: Doing, *, option_id: str, street: str, replaced: str, species: str = "", note: str = ""
) -> dict[str, Any]:
    """Replace all trees of one species along a street, where the rules of distance are clear for the new one.

    :param replaced: any name of the species that stands there, as the inventory has it.
    :param species: scientific name of the new one; empty: the option's own.

    Gives ``{batch, applied, too_close, undecided, unknown, before}``: what is not clear is left as it is, and so is what the
    option touches ``before``. Raises :class:`Refusals` (``unknown_species``, ``nothing_there``, ``nothing_clear``, ``long_text``).
    """
    option, case_id = _permitted(doing, option_id)
    rows = [
        (tree, site, lon, lat)
        for tree, site, lon, lat, stands in stored.trees_along(doing.session, option.community_id, street)
        if replaced in _names(stands)
    ]
    if not rows:
        raise Refusal("nothing_there", N_("No tree of this species stands on this street: choose another one."), where="replaced")  # fmt: skip
    asked = _Bulk(option, case_id, Measure.REPLACE, species, note)
    return _set_where_clear(doing, asked, rows, {"street": street, "replaced": replaced})


@act
def plant_empty(
    doing: Doing, *, option_id: str, street: str = "", courtyard_id: str = "", species: str = "", note: str = ""
) -> dict[str, Any]:
    """Plant all empty planting sites of a street, or of a courtyard, where the rules of distance are clear for the species.

    :param species: scientific name; empty: the option's own.

    Gives and raises what :func:`replace_along` does; ``nothing_there`` where no site is empty.
    """
    option, case_id = _permitted(doing, option_id)
    found = (
        stored.empty_sites(doing.session, option.community_id, street, courtyard_id) if street or courtyard_id else ()
    )
    if not found:
        raise Refusal("nothing_there", N_("There is no empty planting site: choose another street or courtyard."), where="where")  # fmt: skip
    rows = [(site, site, lon, lat) for site, lon, lat in found]
    asked = _Bulk(option, case_id, Measure.PLANT, species, note)
    return _set_where_clear(doing, asked, rows, {"courtyard_id": courtyard_id} if courtyard_id else {"street": street})


@dataclass(frozen=True, slots=True)
class _Bulk:
    """One measure for many places of one kind."""

    option: Option
    case_id: str
    measure: Measure
    species: str
    note: str


def _set_where_clear(doing: Doing, asked: _Bulk, rows: Sequence[tuple[str, str, float, float]], where: dict[str, str]) -> dict[str, Any]:  # fmt: skip
    """Set it at all of the rows ``(object, planting site, lon, lat)`` where the rules are clear, as one batch."""
    here, option = doing.community, asked.option
    assert here is not None  # noqa: S101 - permitted in a community
    problems: list[Problem] = []
    note = text_checked(problems, asked.note, field="note", longest=LONGEST_NOTE, needed=False)
    if problems:
        raise Refusals(problems)
    species = _species(doing, option, asked.species)
    touched = _touched(doing, option.id)
    fresh = [row for row in rows if row[0] not in touched]
    answers = _answers(doing, here, species)
    by_answer = {answer: [row for row in fresh if answers.get(row[1], Answer.UNKNOWN) is answer] for answer in Answer}
    clear = by_answer[Answer.CLEAR]
    if not clear:
        raise Refusal("nothing_clear", N_("The rules of distance are clear at none of these places: nothing was set."))
    batch, (target,) = new_id(), TOUCHES[asked.measure]
    store.add_all(doing.session, [
        Intervention(
            new_id(), here.id, asked.case_id, option.id, asked.measure, target, object_id, lon, lat, species, note, batch, doing.now,
        )
        for object_id, _site, lon, lat in clear
    ])  # fmt: skip
    told = {
        "applied": len(clear), "too_close": len(by_answer[Answer.TOO_CLOSE]), "undecided": len(by_answer[Answer.UNDECIDED]),
        "unknown": len(by_answer[Answer.UNKNOWN]), "before": len(rows) - len(fresh),
    }  # fmt: skip
    doing.log(
        f"option:{option.id}", after={"batch": batch, "measure": asked.measure, **where, "species": species, **told}
    )
    return {"batch": batch, **told}


@act
def take_back_interventions(doing: Doing, *, option_id: str, batch: str) -> int:
    """Take back what was set in one go; gives how many places. Raises :class:`Refusal` (``not_found``)."""
    _permitted(doing, option_id, setting=False)
    found = store.find(doing.session, Intervention, option_id=option_id, batch=batch, withdrawn_at=None)
    if not found:
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    for one in found:
        store.change(doing.session, replace(one, withdrawn_at=doing.now, version=one.version + 1))
    doing.log(f"option:{option_id}", before={"batch": batch, "places": len(found)}, after={"withdrawn_at": doing.now})
    return len(found)


def _permitted(doing: Doing, option_id: str, *, setting: bool = True) -> tuple[Option, str]:
    """The option and its case. Of an option that was withdrawn things are taken back only.

    Raises :class:`Refusal`: ``not_found`` for setting something of an option that was withdrawn, ``already_sealed`` from the day its round is announced until that is closed, ``no_case`` for an
    option of a round about no case.
    """
    option = store.get(doing.session, Option, option_id)
    round_ = store.get(doing.session, Round, option.round_id)
    doing.permit_in(round_.community_id)
    if not is_settable(round_, doing.now):
        raise Refusal("already_sealed", N_("This round is already announced: what its options change where stays as it was announced until it is closed."))  # fmt: skip
    if setting and option.withdrawn_at is not None:
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    if round_.case_id is None:
        raise Refusal("no_case", N_("This round belongs to no case: what its options change has no page to stand on."))
    return option, round_.case_id


def _place(doing: Doing, target: str, target_id: str, lon: object, lat: object) -> tuple[Pin, str]:
    here = doing.community
    assert here is not None  # noqa: S101 - permitted in a community
    if target == PLACE:
        return Pin.parse(lon, lat, here), ""
    found = store.first(doing.session, KINDS[Kind(target)], id=target_id, community_id=here.id)
    if found is None or (not isinstance(found, Courtyard) and is_gone(found)):
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    if isinstance(found, Courtyard):
        spot = found.outline.representative_point() if found.outline is not None else None
        lon, lat = (spot.x, spot.y) if spot is not None else here.bounds.centre if here.bounds else (0.0, 0.0)
        return Pin(lon, lat), target_id
    pin: Pin = found.pin
    return pin, target_id


def _species(doing: Doing, option: Option, species: str) -> str:
    species = species or option.species
    if species not in planting.terms(doing.session, option.community_id).catalogue:
        raise Refusal(
            "unknown_species", N_("This species is not in the catalogue: choose one of the list."), where="species"
        )
    return species


def _touched(doing: Doing, option_id: str) -> set[str]:
    """Objects that the option touches."""
    return {one.target_id for one in store.find(doing.session, Intervention, option_id=option_id, withdrawn_at=None) if one.target_id}  # fmt: skip


def _names(species: Any) -> tuple[str, ...]:
    return tuple(name for name in (species.zh, species.scientific, species.en) if name)


def _answers(doing: Doing, here: Community, species: str) -> dict[str, Answer]:
    """By planting site, whether the species may stand there."""
    terms = planting.terms(doing.session, here.id)
    ground = planting.ground(doing.session, here)
    found = stand(terms.catalogue[species], ground, terms.rules).answers
    return {site: Answer(int(answer)) for site, answer in zip(ground.site_ids, np.asarray(found), strict=True)}
