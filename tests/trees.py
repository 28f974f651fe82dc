"""Readable things on a map: each maker gives something valid at Chengdu, and takes what the test is about."""

from __future__ import annotations

from typing import Any

from planning import store
from planning.site import Community, Courtyard, Pin, new_id
from planning.surveys.comment import Comment, Stance, Topic
from planning.surveys.observation import (
    Condition,
    Facility,
    FacilityKind,
    PlantingSite,
    RooftopStructure,
    Species,
    StructureKind,
    SurveyState,
    Tree,
)
from planning.web.house import House
from planning.wording import Words
from tests.makers import NOON

HERE = Pin(104.06, 30.63)
PRIVET = Species("女贞", "Ligustrum lucidum", "glossy privet")


def keep(house: House, *values: Any) -> None:
    """Put values into the house."""
    with house.database.writing() as session:
        for value in values:
            store.add(session, value)


def site(here: Community, **fields: Any) -> PlantingSite:
    """A planting site."""
    given: dict[str, Any] = {"id": new_id(), "community_id": here.id, "pin": HERE}
    return PlantingSite(**(given | fields))


def tree(here: Community, stands_on: PlantingSite, **fields: Any) -> Tree:
    """A tree on a site."""
    given: dict[str, Any] = {
        "id": new_id(), "community_id": here.id, "site_id": stands_on.id, "pin": stands_on.pin, "species": PRIVET,
        "crown_m": 6.0, "condition": Condition.GOOD,
    }  # fmt: skip
    return Tree(**(given | fields))


def structure(here: Community, **fields: Any) -> RooftopStructure:
    """A shed on a roof."""
    given: dict[str, Any] = {
        "id": new_id(), "community_id": here.id, "pin": HERE, "structure": StructureKind.SHED, "state": SurveyState.AGREED,
    }  # fmt: skip
    return RooftopStructure(**(given | fields))


def facility(here: Community, **fields: Any) -> Facility:
    """A bench."""
    given: dict[str, Any] = {
        "id": new_id(), "community_id": here.id, "pin": HERE, "facility": FacilityKind.BENCH, "name": Words("长椅", "Bench"),
        "condition": Condition.GOOD,
    }  # fmt: skip
    return Facility(**(given | fields))


def comment(here: Community, **fields: Any) -> Comment:
    """A worry about fruit."""
    given: dict[str, Any] = {
        "id": new_id(), "community_id": here.id, "pin": HERE, "topic": Topic.FRUIT, "stance": Stance.WORRY,
        "text": "果子落了一地", "at": NOON,
    }  # fmt: skip
    return Comment(**(given | fields))


def courtyard(here: Community, outline: Any, **fields: Any) -> Courtyard:
    """A courtyard with an outline."""
    given: dict[str, Any] = {
        "id": new_id(),
        "community_id": here.id,
        "code": "1",
        "name": Words("一号院", "Courtyard 1"),
        "outline": outline,
    }
    return Courtyard(**(given | fields))
