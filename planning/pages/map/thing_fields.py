"""The fields of a planting site, a rooftop structure or a facility, as drawn and as read: for correcting them."""

from __future__ import annotations

from typing import Any

import streamlit as st

from planning.i18n.names import name_of
from planning.pages import state
from planning.pages.map.tree_fields import CONDITIONS
from planning.pages.visit import Visit
from planning.surveys.observation import Facility, FacilityKind, PlantingSite, RooftopStructure, StructureKind
from planning.wording import Words


def draw(visit: Visit, prefix: str, thing: Any) -> None:
    """Draw them, filled with what is known."""
    t = visit.t
    if isinstance(thing, PlantingSite):
        st.number_input(t("Opening in the pavement, metres"), 0.0, 20.0, thing.pit_m, key=f"{prefix}_pit")
        st.text_input(t("Street"), thing.street, key=f"{prefix}_street")
    elif isinstance(thing, RooftopStructure):
        kinds = list(StructureKind)
        st.selectbox(t("Kind"), kinds, kinds.index(thing.structure), key=f"{prefix}_structure", format_func=lambda code: name_of(t, code))  # fmt: skip
        st.text_input(t("Building"), thing.building, key=f"{prefix}_building")
        st.number_input(t("Area, m²"), 0.0, 20000.0, thing.area_m2, key=f"{prefix}_area")
    elif isinstance(thing, Facility):
        services = list(FacilityKind)
        st.selectbox(t("Kind"), services, services.index(thing.facility), key=f"{prefix}_facility", format_func=lambda code: name_of(t, code))  # fmt: skip
        st.text_input(t("Name in Chinese (may stay empty)"), thing.name.zh, key=f"{prefix}_zh")
        st.text_input(t("Name in English (may stay empty)"), thing.name.en, key=f"{prefix}_en")
        st.selectbox(t("Condition"), CONDITIONS, CONDITIONS.index(thing.condition), key=f"{prefix}_condition", format_func=lambda code: name_of(t, code))  # fmt: skip
        st.text_area(t("Note"), thing.note, key=f"{prefix}_note", height=80)


def read(prefix: str, thing: Any) -> dict[str, Any]:
    """What was typed, as arguments of the acts."""

    def typed(name: str) -> str:
        return str(state.get(f"{prefix}_{name}") or "")

    if isinstance(thing, PlantingSite):
        return {"pit_m": state.get(f"{prefix}_pit"), "street": typed("street")}
    if isinstance(thing, RooftopStructure):
        return {
            "structure": state.get(f"{prefix}_structure"), "building": typed("building"), "area_m2": state.get(f"{prefix}_area"),
        }  # fmt: skip
    return {
        "facility": state.get(f"{prefix}_facility"), "name": Words(typed("zh"), typed("en")),
        "condition": state.get(f"{prefix}_condition"), "note": typed("note"),
    }  # fmt: skip
