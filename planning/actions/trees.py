"""Planting sites and the trees on them: a site stays with its history while trees come and go."""

from __future__ import annotations

from typing import Any

from planning import store
from planning.actions.act import Doing, act
from planning.actions.observations import Checks, permit_at, permit_for, placed, seen, write
from planning.errors import N_, Problem, Refusal
from planning.site import new_id
from planning.surveys.observation import Condition, PlantingSite, Species, Tree

LARGEST = {"dbh_cm": 500.0, "height_m": 120.0, "crown_m": 60.0, "pit_m": 20.0}
OLDEST_YEAR = 1000
LONGEST_NAME = 80


@act
def add_planting_site(
    doing: Doing, *, community_id: str, lon: float, lat: float, pit_m: float | None = None, street: str = ""
) -> str:
    """A place for a tree, still empty. Gives its id."""
    community = permit_at(doing, community_id, lon, lat)
    checks = Checks()
    pin = checks.pin(lon, lat, community)
    pit_m = checks.measure(pit_m, "pit_m", LARGEST["pit_m"])
    street = checks.text(street, "street", LONGEST_NAME)
    checks.done()
    site = PlantingSite(new_id(), community_id, street=street, pit_m=pit_m, **placed(doing, community, pin))
    store.add(doing.session, site)
    doing.log(f"planting_site:{site.id}", after={"pin": pin, "pit_m": pit_m, "street": street})
    return site.id


@act
def change_planting_site(
    doing: Doing, *, community_id: str, site_id: str, version: int, pit_m: float | None = None, street: str = ""
) -> None:
    """Correct what is known of a place for a tree."""
    permit_for(doing, community_id, PlantingSite, site_id)
    site = seen(doing, PlantingSite, site_id, version)
    checks = Checks()
    pit_m = checks.measure(pit_m, "pit_m", LARGEST["pit_m"])
    street = checks.text(street, "street", LONGEST_NAME)
    checks.done()
    write(doing, "planting_site", site, pit_m=pit_m, street=street)


@act
def move_planting_site(
    doing: Doing, *, community_id: str, site_id: str, version: int, lon: float, lat: float
) -> None:  # fmt: skip
    """Correct where an empty place is; one with a tree goes with its tree (see :func:`move_tree`)."""
    community = permit_for(doing, community_id, PlantingSite, site_id)
    site = seen(doing, PlantingSite, site_id, version)
    if _standing(doing, site_id) is not None:
        raise Refusal("tree_stands", N_("A tree stands on this site: retire or move the tree first."))
    permit_at(doing, community_id, lon, lat)
    checks = Checks()
    pin = checks.pin(lon, lat, community)
    checks.done()
    write(doing, "planting_site", site, **placed(doing, community, pin))


@act
def retire_planting_site(doing: Doing, *, community_id: str, site_id: str, version: int, reason: str) -> None:
    """Give up an empty place; its history stays."""
    permit_for(doing, community_id, PlantingSite, site_id)
    site = seen(doing, PlantingSite, site_id, version)
    if _standing(doing, site_id) is not None:
        raise Refusal("tree_stands", N_("A tree stands on this site: retire or move the tree first."))
    checks = Checks()
    reason = checks.text(reason, "reason", needed=True)
    checks.done()
    write(doing, "planting_site", site, reason, retired_at=doing.now)


@act
def add_tree(
    doing: Doing, *, community_id: str, species: Species, site_id: str | None = None, lon: float | None = None,
    lat: float | None = None, dbh_cm: float | None = None, height_m: float | None = None, crown_m: float | None = None,
    condition: Condition = Condition.GOOD, planted_year: int | None = None, note: str = "",
) -> str:  # fmt: skip
    """A tree on an empty site, or on a new site at a place. Gives the tree's id."""
    if site_id:
        community = permit_for(doing, community_id, PlantingSite, site_id)
    else:
        community = permit_at(doing, community_id, lon, lat)
    checks = Checks()
    sizes = {"dbh_cm": dbh_cm, "height_m": height_m, "crown_m": crown_m}
    traits = _traits(doing, checks, species, sizes, condition=condition, planted_year=planted_year, note=note)
    pin = None if site_id else checks.pin(lon, lat, community)
    checks.done()
    if pin is not None:
        site = PlantingSite(new_id(), community_id, **placed(doing, community, pin))
        store.add(doing.session, site)
        doing.log(f"planting_site:{site.id}", after={"pin": pin})
    else:
        site = _empty_site(doing, site_id or "")
    return _plant(doing, site, traits).id


@act
def replace_tree(
    doing: Doing, *, community_id: str, tree_id: str, version: int, reason: str, species: Species,
    dbh_cm: float | None = None, height_m: float | None = None, crown_m: float | None = None,
    condition: Condition = Condition.GOOD, planted_year: int | None = None, note: str = "",
) -> str:  # fmt: skip
    """Another tree on the same site: the old one and its history stay with the site. Gives the new tree's id."""
    permit_for(doing, community_id, Tree, tree_id)
    old = seen(doing, Tree, tree_id, version)
    checks = Checks()
    reason = checks.text(reason, "reason", needed=True)
    sizes = {"dbh_cm": dbh_cm, "height_m": height_m, "crown_m": crown_m}
    traits = _traits(doing, checks, species, sizes, condition=condition, planted_year=planted_year, note=note)
    checks.done()
    write(doing, "tree", old, reason, removed_at=doing.now, removal_reason=reason)
    return _plant(doing, store.get(doing.session, PlantingSite, old.site_id), traits).id


@act
def change_tree(
    doing: Doing, *, community_id: str, tree_id: str, version: int, species: Species, dbh_cm: float | None = None,
    height_m: float | None = None, crown_m: float | None = None, condition: Condition = Condition.GOOD,
    planted_year: int | None = None, note: str = "",
) -> None:  # fmt: skip
    """Correct what is known of a tree."""
    permit_for(doing, community_id, Tree, tree_id)
    tree = seen(doing, Tree, tree_id, version)
    checks = Checks()
    sizes = {"dbh_cm": dbh_cm, "height_m": height_m, "crown_m": crown_m}
    traits = _traits(doing, checks, species, sizes, condition=condition, planted_year=planted_year, note=note)
    checks.done()
    write(doing, "tree", tree, **traits)


@act
def move_tree(doing: Doing, *, community_id: str, tree_id: str, version: int, lon: float, lat: float) -> None:
    """Correct where a tree stands; its site comes along, trees that stood there before keep their old place."""
    community = permit_for(doing, community_id, Tree, tree_id)
    tree = seen(doing, Tree, tree_id, version)
    permit_at(doing, community_id, lon, lat)
    checks = Checks()
    pin = checks.pin(lon, lat, community)
    checks.done()
    place = placed(doing, community, pin)
    write(doing, "planting_site", store.get(doing.session, PlantingSite, tree.site_id), **place)
    write(doing, "tree", tree, **place)


@act
def retire_tree(doing: Doing, *, community_id: str, tree_id: str, version: int, reason: str) -> None:
    """A tree is gone; its site stays and is empty."""
    permit_for(doing, community_id, Tree, tree_id)
    tree = seen(doing, Tree, tree_id, version)
    checks = Checks()
    reason = checks.text(reason, "reason", needed=True)
    checks.done()
    write(doing, "tree", tree, reason, removed_at=doing.now, removal_reason=reason)


def _traits(
    doing: Doing, checks: Checks, species: Species, sizes: dict[str, float | None], *, condition: Condition,
    planted_year: int | None, note: str,
) -> dict[str, Any]:  # fmt: skip
    names = Species(*(checks.text(n, "species", LONGEST_NAME) for n in (species.zh, species.scientific, species.en)))
    if not (names.zh or names.scientific or names.en) and not checks.problems:
        checks.problems.append(
            Problem("no_species", N_("Please say which species it is, or write that it is not known."), {}, "species")
        )
    this_year = doing.now.year
    if planted_year is not None and not OLDEST_YEAR <= planted_year <= this_year + 1:
        checks.problems.append(Problem(
            "bad_year", N_("The year of planting must lie between {first} and {last}."),
            {"first": OLDEST_YEAR, "last": this_year + 1}, "planted_year"))  # fmt: skip
    measured = {name: checks.measure(value, name, LARGEST[name]) for name, value in sizes.items()}
    return {
        "species": names, "condition": Condition(condition), "planted_year": planted_year,
        "note": checks.text(note, "note"), "surveyed_on": doing.now.date(), **measured,
    }  # fmt: skip


def _standing(doing: Doing, site_id: str) -> Tree | None:
    return store.first(doing.session, Tree, site_id=site_id, removed_at=None)


def _empty_site(doing: Doing, site_id: str) -> PlantingSite:
    site = store.get(doing.session, PlantingSite, site_id)
    site = seen(doing, PlantingSite, site_id, site.version)
    if _standing(doing, site_id) is not None:
        raise Refusal("tree_stands", N_("A tree already stands on this site: replace it instead."))
    return site


def _plant(doing: Doing, site: PlantingSite, traits: dict[str, Any]) -> Tree:
    tree = Tree(new_id(), site.community_id, site.id, site.pin, courtyard_id=site.courtyard_id, **traits)
    store.add(doing.session, tree)
    doing.log(f"tree:{tree.id}", after={"site_id": site.id, "pin": site.pin, **traits})
    return tree
