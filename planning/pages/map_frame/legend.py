"""The words inside the map's frame: layers, filters, names of codes, in the visitor's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any

from planning.i18n import Translator
from planning.i18n.names import name_of
from planning.surveys.comment import Stance, Topic
from planning.surveys.evidence import EvidenceKind
from planning.surveys.observation import SHOWN_AS, Condition, FacilityKind, Kind, PipeKind, StructureKind, SurveyState
from planning.surveys.planner_layer import LayerSource, Mark, PlannerLayer
from planning.wording import clean

NO_SOURCES: Mapping[str, Sequence[LayerSource]] = {}
MOST_SOURCES = 2
LONGEST_SOURCE = 40


def layers(
    t: Translator, off: frozenset[str], sources: Mapping[str, Sequence[LayerSource]] = NO_SOURCES
) -> list[dict[str, Any]]:
    """Layers from the top down, as they lie on one another; those in ``off`` begin unticked. Whence each came, if from files."""
    named = {
        "comments": t("Comments"),
        "evidence": t("Observations by walk"),
        "facilities": t("Facilities"),
        "structures": t("Rooftop structures"),
        "sites": t("Empty planting sites"),
        "trees": t("Trees that stand"),
        "pipes": t("Pipes and cables (when near)"),
        "courtyards": t("Courtyards"),
    }
    return [
        {"name": name, "label": label, "on": name not in off, "about": _sources(t, sources.get(name, ()))}
        for name, label in named.items()
    ]


def _sources(t: Translator, found: Sequence[LayerSource]) -> list[str]:
    """The newest sources of a layer, a line each."""
    lines = [
        " · ".join(filter(None, (
            _shortened(clean(one.name)), f"{one.surveyed_on:%Y-%m-%d}" if one.surveyed_on else "",
            t("within {metres} m", metres=f"{one.stated_m:g}") if one.stated_m is not None else t("accuracy not stated"),
        )))
        for one in found[:MOST_SOURCES]
    ]  # fmt: skip
    more = len(found) - MOST_SOURCES
    return [*lines, t("and {count} more sources", count=more)] if more > 0 else lines


def _shortened(words: str) -> str:
    return words if len(words) <= LONGEST_SOURCE else words[: LONGEST_SOURCE - 1] + "…"


def drawn_on(t: Translator, found: Sequence[PlannerLayer]) -> list[dict[str, Any]]:
    """Layers of planners as the legend lists them: whether residents see them, whence they come, how exact they are."""
    return [
        {"name": f"layer:{one.id}", "label": clean(one.name), "on": True, "about": " · ".join(filter(None, (
            t("staff only") if one.published_at is None else "", source_told(t, one.source, one.accuracy_m))))}
        for one in found
    ]  # fmt: skip


def source_told(t: Translator, source: str, accuracy_m: float | None) -> str:
    """Whence something comes and how exact its places are, as far as that was stated."""
    exact = t("within {metres} m", metres=f"{accuracy_m:g}") if accuracy_m is not None else ""
    return " · ".join(filter(None, (clean(source), exact)))


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
        {"name": "walk", "label": t("Observations of one walk"), "options": []},
    ]


def _choices(t: Translator, codes: type[Enum]) -> list[list[str]]:
    return [[str(code.value), name_of(t, code)] for code in codes]


def words(t: Translator, *, hears: bool = False) -> dict[str, dict[str, str]]:
    """Names of codes by group, and the few sentences that the frame says by itself.

    :param hears: whether the visitor talks with households here; nobody else is shown what they said.
    """
    groups: dict[str, type[Enum]] = {
        "kind": Kind, "condition": Condition, "structure": StructureKind, "state": SurveyState,
        "facility": FacilityKind, "stance": Stance, "topic": Topic, "carries": PipeKind, "mark": Mark,
        "shows": EvidenceKind,
    }  # fmt: skip
    named = {group: {str(code.value): name_of(t, code) for code in codes} for group, codes in groups.items()}
    for code in () if hears else SHOWN_AS:
        del named["state"][code]
    named["kind"] |= {"comment": t("comment"), "evidence_photo": t("observation by walk")}
    named["word"] = {
        "map": t("Map of the community"),
        "map_help": t("Map of the community: arrow keys move it, plus and minus zoom, Enter chooses its middle"),
        "legend": t("What is shown"), "base_map": t("Base map"),
        "measure": t("Measure"), "measure_help": t("Tap places one after the other: the length and the area stand here."),
        "length": t("Length on the ground"), "area": t("Area"), "print": t("Print this part"), "undo_place": t("Take back the last place"), "clear": t("Begin again"), "filter": t("Show only some"), "meaning": t("What the marks mean"),
        "all": t("all"), "crown": t("crown"), "empty_site": t("empty planting site"),
        "amiss": t("what is wrong"), "good_example": name_of(t, EvidenceKind.GOOD),
        "zoom_in": t("Zoom in"), "zoom_out": t("Zoom out"), "loading": t("Fetching what is here …"),
        "draw": t("Draw"), "draw_finish": t("Finish"), "draw_done": t("Done"),
        "draw_help_point": t("Tap the place of the point."), "draw_help_text": t("Tap the place of the text."),
        "draw_help_line": t("Tap its corners one after the other, then Finish."),
        "draw_help_area": t("Tap its corners one after the other, then Finish."),
        "draw_help_arrow": t("Tap where it begins and where it points, then Finish."),
        "draw_edit": t("Drag the corners or the whole, then Done. A small dot between two corners makes a new one."),
        "layer_how": t("Order and opacity"), "opacity": t("Opacity"), "layer_up": t("Further up"), "layer_down": t("Further down"),
        "more_drawn": t("Not all that is drawn here is shown: come nearer."),
        "failed": t("The map does not answer: it tries again by itself."), "pick": t("Tap the place you mean"),
    }  # fmt: skip
    named["word"] |= {f"draw_{mark}": _capital(name_of(t, mark)) for mark in Mark}
    return named


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
