"""The words inside the map's frame: layers, filters, names of codes, in the visitor's language."""

from __future__ import annotations

from enum import Enum
from typing import Any

from planning.i18n import Translator
from planning.i18n.names import name_of
from planning.surveys.comment import Stance, Topic
from planning.surveys.observation import SHOWN_AS, Condition, FacilityKind, Kind, PipeKind, StructureKind, SurveyState


def layers(t: Translator, off: frozenset[str]) -> list[dict[str, Any]]:
    """Layers in the order of the legend; those in ``off`` begin unticked."""
    named = {
        "trees": t("Trees that stand"),
        "sites": t("Empty planting sites"),
        "structures": t("Rooftop structures"),
        "facilities": t("Facilities"),
        "comments": t("Comments"),
        "courtyards": t("Courtyards"),
        "pipes": t("Pipes and cables (when near)"),
    }
    return [{"name": name, "label": label, "on": name not in off} for name, label in named.items()]


def filters(t: Translator, *, hears: bool = False) -> list[dict[str, Any]]:
    """Filters of the legend; those without choices here are told later. ``hears``: see :func:`words`."""
    states = [[code, word] for code, word in _choices(t, SurveyState) if hears or code not in SHOWN_AS]
    return [
        {"name": "species", "label": t("Species of trees"), "options": []},
        {"name": "condition", "label": t("Condition of trees"), "options": _choices(t, Condition)},
        {"name": "state", "label": t("State of rooftop structures"), "options": states},
        {"name": "facility", "label": t("Kind of facility"), "options": _choices(t, FacilityKind)},
        {"name": "stance", "label": t("Stance of comments"), "options": _choices(t, Stance)},
        {"name": "topic", "label": t("Topic of comments"), "options": _choices(t, Topic)},
    ]


def _choices(t: Translator, codes: type[Enum]) -> list[list[str]]:
    return [[str(code.value), name_of(t, code)] for code in codes]


def words(t: Translator, *, hears: bool = False) -> dict[str, dict[str, str]]:
    """Names of codes by group, and the few sentences that the frame says by itself.

    :param hears: whether the visitor talks with households here; nobody else is shown what they said.
    """
    groups: dict[str, type[Enum]] = {
        "kind": Kind, "condition": Condition, "structure": StructureKind, "state": SurveyState,
        "facility": FacilityKind, "stance": Stance, "topic": Topic, "carries": PipeKind,
    }  # fmt: skip
    named = {group: {str(code.value): name_of(t, code) for code in codes} for group, codes in groups.items()}
    for code in () if hears else SHOWN_AS:
        del named["state"][code]
    named["kind"]["comment"] = t("comment")
    named["word"] = {
        "map": t("Map of the community"),
        "map_help": t("Map of the community: arrow keys move it, plus and minus zoom, Enter chooses its middle"),
        "legend": t("What is shown"), "base_map": t("Base map"),
        "measure": t("Measure"), "measure_help": t("Tap places one after the other: the length and the area stand here."),
        "length": t("Length on the ground"), "area": t("Area"), "print": t("Print this part"), "undo_place": t("Take back the last place"), "clear": t("Begin again"), "filter": t("Show only some"), "meaning": t("What the marks mean"),
        "all": t("all"), "crown": t("crown"), "empty_site": t("empty planting site"),
        "zoom_in": t("Zoom in"), "zoom_out": t("Zoom out"), "loading": t("Fetching what is here …"),
        "failed": t("The map does not answer: it tries again by itself."), "pick": t("Tap the place you mean"),
    }  # fmt: skip
    return named
