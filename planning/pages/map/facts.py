"""What a card tells of an object, as words."""

from __future__ import annotations

from planning.errors import N_
from planning.i18n import Translator
from planning.i18n.names import name_of
from planning.pages.map_frame.legend import source_told
from planning.pages.visit import Visit
from planning.queries.observations import Card
from planning.site import Courtyard
from planning.surveys.observation import Facility, PlantingSite, RooftopStructure, Species, Tree

HISTORY = {
    "add_planting_site": N_("planting site added"),
    "attach_photos": N_("photos attached"),
    "attach_document": N_("document attached"),
    "take_photo_away": N_("photo taken away"),
    "take_document_away": N_("document taken away"),
    "change_planting_site": N_("details corrected"),
    "move_planting_site": N_("moved on the map"),
    "change_structure": N_("details corrected"),
    "change_facility": N_("details corrected"),
    "retire_planting_site": N_("planting site given up"),
    "add_tree": N_("tree added"),
    "change_tree": N_("details of the tree corrected"),
    "move_tree": N_("tree moved on the map"),
    "replace_tree": N_("tree replaced"),
    "retire_tree": N_("tree taken off the map"),
    "add_structure": N_("rooftop structure added"),
    "move_structure": N_("rooftop structure moved on the map"),
    "change_structure_state": N_("state of the talk changed"),
    "retire_structure": N_("rooftop structure taken off the map"),
    "add_facility": N_("facility added"),
    "move_facility": N_("facility moved on the map"),
    "retire_facility": N_("facility taken off the map"),
    "undo_change": N_("a change undone"),
    "undo_drawing": N_("a change undone"),
    "draw_feature": N_("drawn"),
    "reshape_feature": N_("moved, or its corners moved"),
    "change_feature": N_("given other words"),
    "retire_feature": N_("taken off the map"),
}
"""Acts of staff as a line of an object's history."""

Fact = tuple[str, str]


def title_of(t: Translator, card: Card) -> str:
    """The best name of an object."""
    thing = card.thing
    if isinstance(thing, Tree):
        return thing.species[t.language]
    if isinstance(thing, PlantingSite):
        return t("Empty planting site") if card.standing is None else t("Planting site with a tree")
    if isinstance(thing, RooftopStructure):
        return name_of(t, thing.structure)
    if isinstance(thing, Facility):
        return thing.name[t.language] or name_of(t, thing.facility)
    return thing.name[t.language] or thing.code


def facts_of(visit: Visit, card: Card) -> list[Fact]:
    """Lines of the card; empty values are left out when it is drawn."""
    thing, t = card.thing, visit.t
    if isinstance(thing, Tree):
        lines = _tree(visit, thing)
    elif isinstance(thing, PlantingSite):
        lines = [(t("Opening in the pavement"), _metres(thing.pit_m)), (t("Street"), thing.street)]
    elif isinstance(thing, RooftopStructure):
        lines = [
            (t("State"), name_of(t, thing.state)), (t("Building"), thing.building),
            (t("Area"), f"{thing.area_m2:.0f} m²" if thing.area_m2 is not None else ""), (t("Note"), thing.note),
        ]  # fmt: skip
    elif isinstance(thing, Facility):
        lines = [
            (t("Kind"), name_of(t, thing.facility)), (t("Condition"), name_of(t, thing.condition)), (t("Note"), thing.note),
        ]  # fmt: skip
    else:
        lines = [(t("Courtyard number"), thing.code)]
    around = [] if isinstance(thing, Courtyard) or card.courtyard is None else [
        (t("Courtyard"), card.courtyard.name[t.language] or card.courtyard.code)
    ]  # fmt: skip
    came = card.brought
    source = source_told(t, came.name, came.stated_m) if came else ""
    number = (
        []
        if isinstance(thing, Courtyard)
        else [(t("Number in the inventory"), thing.external_id), (t("Source"), source)]
    )
    return [*lines, *around, *number]


def _tree(visit: Visit, tree: Tree) -> list[Fact]:
    t = visit.t
    return [
        (t("Scientific name"), _beside(tree.species, t.language)),
        (t("Condition"), name_of(t, tree.condition)),
        (t("Crown"), _metres(tree.crown_m)),
        (t("Height"), _metres(tree.height_m)),
        (t("Trunk diameter"), f"{tree.dbh_cm:g} cm" if tree.dbh_cm is not None else ""),
        (t("Planted"), str(tree.planted_year or "")),
        (t("Surveyed"), f"{tree.surveyed_on:%Y-%m-%d}" if tree.surveyed_on else ""),
        (t("Note"), tree.note),
        (t("Why it went"), tree.removal_reason),
    ]


def _beside(species: Species, language: str) -> str:
    return "" if species.scientific == species[language] else species.scientific


def _metres(value: float | None) -> str:
    return "" if value is None else f"{value:g} m"
