"""A community's own rules of distance and its own species: added and taken back, never overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from planning import store
from planning.actions.act import Doing, act
from planning.actions.planting.settling import said_by
from planning.actions.words import reason_checked, words_checked
from planning.errors import N_, Problem, Refusal, Refusals
from planning.options.screening.terms import OwnRule, rule_problems
from planning.options.species.own import OwnSpecies, checked_row
from planning.site import new_id
from planning.wording import Words

LONGEST_NAME = 120
MOST_RULES, MOST_SPECIES = 200, 500


@act
def add_own_rule(
    doing: Doing, *, community_id: str, thing: str, words: Words, tree_m: float, source: str,
    shrub_m: float | None = None, crown_from_m: float = 0.0, roots_from: int = 0,
) -> str:  # fmt: skip
    """Ask a distance by ourselves, of every tree or of wide crowns or strong roots only. Gives the rule's id.

    Raises :class:`Refusals` with everything that is wrong.
    """
    doing.permit_in(community_id)
    problems: list[Problem] = []
    words = words_checked(problems, words, field="name", longest=LONGEST_NAME)
    source = said_by(source, problems)
    rule = OwnRule(new_id(), community_id, thing, words, tree_m, shrub_m, crown_from_m, roots_from, source)
    problems += rule_problems(rule)
    if problems:
        raise Refusals(problems)
    if store.count(doing.session, OwnRule, community_id=community_id, retired_at=None) >= MOST_RULES:
        raise Refusal("many_rules", N_("A community has at most {most} rules of its own."), most=MOST_RULES)
    store.add(doing.session, rule)
    doing.log(f"own_rule:{rule.id}", after=rule, reason=source)
    return rule.id


@act
def retire_own_rule(doing: Doing, *, rule_id: str, reason: str) -> None:
    """Take a rule of ours back; what was screened by it stays as it was screened."""
    rule = store.get(doing.session, OwnRule, rule_id)
    doing.permit_in(rule.community_id)
    reason = reason_checked(reason)
    if rule.retired_at is None:
        store.change(doing.session, replace(rule, retired_at=doing.now, version=rule.version + 1))
        doing.log(f"own_rule:{rule_id}", after={"retired_at": doing.now}, reason=reason)


@act
def add_own_species(doing: Doing, *, community_id: str, row: Mapping[str, str]) -> str:
    """Add a species to the catalogue, or say better what is known of one; gives its id.

    :param row: in the columns of :data:`planning.options.species.own.COLUMNS`; empty where nothing is known.

    Raises :class:`Refusals` with everything that is wrong.
    """
    doing.permit_in(community_id)
    said = checked_row(row)
    older = store.find(doing.session, OwnSpecies, community_id=community_id, retired_at=None)
    if len(older) >= MOST_SPECIES:
        raise Refusal("many_species", N_("A community adds at most {most} species."), most=MOST_SPECIES)
    for one in older:
        if one.scientific == said["scientific_name"]:
            store.change(doing.session, replace(one, retired_at=doing.now, version=one.version + 1))
    added = OwnSpecies(new_id(), community_id, said["scientific_name"], said)
    store.add(doing.session, added)
    doing.log(f"own_species:{added.id}", after=added)
    return added.id


@act
def retire_own_species(doing: Doing, *, own_species_id: str, reason: str) -> None:
    """Take a species of ours out of the catalogue; one that comes with the tool shows as it came."""
    species = store.get(doing.session, OwnSpecies, own_species_id)
    doing.permit_in(species.community_id)
    reason = reason_checked(reason)
    if species.retired_at is None:
        store.change(doing.session, replace(species, retired_at=doing.now, version=species.version + 1))
        doing.log(f"own_species:{own_species_id}", after={"retired_at": doing.now}, reason=reason)
