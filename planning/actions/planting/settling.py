"""Planting terms: which tables of distances hold, how cold a winter to reckon with, what residents weigh."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from planning import store
from planning.actions.act import Doing, act
from planning.actions.words import reason_checked
from planning.errors import N_, Problem, Refusal, Refusals
from planning.options.screening.rule_sets import chosen
from planning.options.screening.terms import COLDEST_C, WARMEST_C, PlantingTerms
from planning.options.species.suitability import checked_weights
from planning.store import planting
from planning.wording import clean

LONGEST_SOURCE = 400


@act
def choose_tables(doing: Doing, *, community_id: str, tables: Sequence[str], reason: str) -> None:
    """Say which tables of distances hold. Raises :class:`Refusal` (``unknown_rule_set``, ``no_table``)."""
    doing.permit_in(community_id)
    reason = reason_checked(reason)
    if not tables:
        raise Refusal(
            "no_table", N_("Choose at least one table: without any, nothing would be checked."), where="tables"
        )
    chosen(tables)
    settle(doing, community_id, reason, tables=tuple(dict.fromkeys(tables)))


@act
def set_winter(doing: Doing, *, community_id: str, winter_c: float, source: str) -> None:
    """Say how cold a winter to reckon with, and who says so. Raises :class:`Refusals` (``bad_winter``, ``no_source``)."""
    doing.permit_in(community_id)
    problems: list[Problem] = []
    source = said_by(source, problems)
    if not COLDEST_C <= winter_c <= WARMEST_C:
        problems.append(Problem("bad_winter", N_("Give the lowest winter temperature in degrees from -60 to 25."), {}, "winter_c"))  # fmt: skip
    if problems:
        raise Refusals(problems)
    settle(doing, community_id, source, winter_c=float(winter_c), winter_source=source)


@act
def set_weights(doing: Doing, *, community_id: str, weights: Mapping[str, int], source: str) -> None:
    """What residents weigh, as a meeting settled it. Raises :class:`Refusals` (``bad_weights``, ``no_source``)."""
    doing.permit_in(community_id)
    problems: list[Problem] = []
    source = said_by(source, problems)
    if problems:
        raise Refusals(problems)
    checked = checked_weights(weights)
    settle(doing, community_id, source, weights=tuple((str(trait), weight) for trait, weight in checked.items()),
            weighed_by=source, weights_round=None)  # fmt: skip


def said_by(text: str, problems: list[Problem]) -> str:
    """Who settled something, cleaned; where nobody is named that is a problem more."""
    said = clean(text).strip()[:LONGEST_SOURCE]
    if not said:
        problems.append(Problem("no_source", N_("Say who settled this: which meeting, which document, which day."), {}, "source"))  # fmt: skip
    return said


def settle(doing: Doing, community_id: str, reason: str, **settled: Any) -> None:
    """Write down fields of a community's terms, and in the log what they were before."""
    before = planting.terms(doing.session, community_id).settled
    there = store.first(doing.session, PlantingTerms, id=community_id) is not None
    after = replace(before, **settled, version=before.version + 1 if there else 1)
    if there:
        store.change(doing.session, after)
    else:
        store.add(doing.session, after)
    doing.log(
        f"planting:{community_id}",
        before={name: getattr(before, name) for name in settled},
        after=settled,
        reason=reason,
    )
