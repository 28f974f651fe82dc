"""What the options of a case change where, and what a planner may choose for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from planning import store
from planning.options.intervention import Change, Intervention, changes, is_settable
from planning.options.option import Option
from planning.options.round import Round
from planning.queries.cases import case_in
from planning.queries.query import Look, query
from planning.queries.rounds import may_see
from planning.site import Community, Courtyard
from planning.store import interventions as stored
from planning.store import planting
from planning.store import viewport as map_store
from planning.store.comments import KINDS
from planning.surveys.observation import Facility, Kind, PlantingSite, RooftopStructure, Species, Tree
from planning.wording import Words

MOST_LISTED = 3000
"""Objects of a kind to choose from by name: in a larger inventory one sets them along a street."""


@dataclass(frozen=True, slots=True)
class OptionChanges:
    """An option with what was set for it; ``is_settable``: its round was not announced yet, or is over."""

    option: Option
    round_title: Words
    changes: tuple[Change, ...]
    is_settable: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """What a planner chooses from.

    :param objects: by kind, id and what to call it (a number in the inventory, a street, a kind).
    :param species: what stands here, with how many; ``catalogue``: what may be planted, by scientific name.
    :param empty_streets: how many planting sites are empty, by street; ``empty_courtyards`` the same, by id.
    """

    streets: tuple[str, ...]
    species: tuple[tuple[Species, int], ...]
    catalogue: tuple[tuple[str, Words], ...]
    objects: dict[str, dict[str, str]]
    empty_streets: dict[str, int]
    empty_courtyards: dict[str, int]


@query
def interventions_of_case(look: Look, *, community_id: str, case_id: str) -> tuple[OptionChanges, ...]:
    """Options that stand of the case's rounds, the newest round first, with what was set for them; of a round in preparation to staff."""
    community = look.permit_in(community_id)
    case_in(look, community_id, case_id)
    by_option: dict[str, list[Intervention]] = {}
    for one in store.find(look.session, Intervention, case_id=case_id, withdrawn_at=None):
        by_option.setdefault(one.option_id, []).append(one)
    return tuple(
        OptionChanges(option, round_.title, changes(by_option.get(option.id, ())), is_settable(round_, look.now))
        for round_, option in shown_options(look, community, case_id)
    )


def shown_options(look: Look, community: Community, case_id: str) -> list[tuple[Round, Option]]:
    """Options of a case that the visitor knows of and that were not withdrawn, with their rounds, the newest round first."""
    rounds = store.find(look.session, Round, order="id", community_id=community.id, case_id=case_id)
    rounds.sort(key=lambda one: one.period.opens if one.period else look.now, reverse=True)
    return [
        (round_, option)
        for round_ in rounds
        if may_see(look, community, round_)
        for option in store.find(look.session, Option, order="position", round_id=round_.id, withdrawn_at=None)
    ]


@query
def intervention_choices(look: Look, *, community_id: str) -> Choices:
    """Streets, species and objects to choose from, without what was said at doors."""
    community = look.permit_in(community_id)
    catalogue = planting.terms(look.session, community_id).catalogue
    return Choices(
        tuple(stored.streets(look.session, community_id)), tuple(map_store.species(look.session, community_id)),
        tuple((name, one.name) for name, one in catalogue.items()), _objects(look, community.id),
        *stored.empty_by(look.session, community_id),
    )  # fmt: skip


STANDING = {
    Kind.PLANTING_SITE: "retired_at", Kind.TREE: "removed_at", Kind.ROOFTOP_STRUCTURE: "retired_at", Kind.FACILITY: "retired_at",
}  # fmt: skip
"""Kinds of objects that are chosen by name, and the field that is empty while one stands."""


def _objects(look: Look, community_id: str) -> dict[str, dict[str, str]]:
    named: dict[str, dict[str, str]] = {}
    for kind, standing in STANDING.items():
        row = KINDS[kind]
        stands: dict[str, Any] = {"community_id": community_id, standing: None}
        few = store.count(look.session, row, **stands) <= MOST_LISTED
        named[str(kind)] = {one.id: _called(one) for one in store.find(look.session, row, **stands)} if few else {}
    yards = store.find(look.session, Courtyard, order="code", community_id=community_id)
    named["courtyard"] = {yard.id: yard.name["zh"] for yard in yards}
    return named


def _called(one: PlantingSite | Tree | RooftopStructure | Facility) -> str:
    number = one.external_id or one.id[:6]
    if isinstance(one, Tree):
        return f"{number} {one.species['zh']}"
    if isinstance(one, PlantingSite):
        return f"{number} {one.street}".strip()
    return f"{number} {one.name['zh']}".strip() if isinstance(one, Facility) else number
