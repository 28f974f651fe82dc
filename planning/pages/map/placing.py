"""A place was tapped: say something about it; planners put something there."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from planning.actions.facilities import add_facility
from planning.actions.structures import add_structure
from planning.actions.trees import add_planting_site, add_tree
from planning.i18n.names import name_of
from planning.pages import map_frame, state, style
from planning.pages.map import choice, said, tree_fields
from planning.pages.map.choice import Chosen
from planning.pages.visit import Visit
from planning.site import Pin
from planning.surveys.observation import FacilityKind, Kind, StructureKind
from planning.wording import Words

KINDS = (Kind.TREE, Kind.PLANTING_SITE, Kind.ROOFTOP_STRUCTURE, Kind.FACILITY)


def show(visit: Visit, chosen: Chosen) -> None:
    """Draw what can be done at a place."""
    pin = chosen.pin
    if pin is None:
        return
    if choice.task() == "pin":
        said.pin_form(visit, pin, None)
        return
    style.markup(f'<h2 class="jy-card-title">{style.escaped(visit.t("This place"))}</h2>')
    style.quiet(visit.t("Tap another place to move the pin."))
    st.button(visit.t("Pin what you see"), key="map_pin", type="primary", on_click=choice.start_task, args=("pin",))
    put(visit, pin)


def put(visit: Visit, pin: Pin) -> None:
    """What a planner may put at a place; nothing for anybody else."""
    if visit.may_somewhere("act.add_tree"):
        with st.expander(visit.t("Put something here (planners)")):
            _put(visit, pin)


def _put(visit: Visit, pin: Pin) -> None:
    t = visit.t
    kind = st.radio(
        t("What is it?"), KINDS, key="map_put_kind", format_func=lambda code: name_of(t, code), horizontal=True
    )
    fields: dict[Kind, Callable[[Visit], Callable[[str], str]]] = {
        Kind.TREE: lambda v: _tree(v, pin), Kind.PLANTING_SITE: lambda v: _site(v, pin),
        Kind.ROOFTOP_STRUCTURE: lambda v: _structure(v, pin), Kind.FACILITY: lambda v: _facility(v, pin),
    }  # fmt: skip
    with st.form(f"map_put_{kind}", border=False):
        do = fields[kind](visit)
        st.form_submit_button(
            t("Put it on the map"), on_click=state.acting(visit, f"map_put_{kind}", _added(visit, kind, pin, do))
        )


def _added(visit: Visit, kind: Kind, pin: Pin, do: Callable[[str], str]) -> Callable[[str], str]:
    def carry_out(act_id: str) -> str:
        id_ = do(act_id)
        map_frame.refresh()
        choice.choose(kind, id_, pin.lon, pin.lat)
        return visit.t("It is on the map now.")

    return carry_out


def _tree(visit: Visit, pin: Pin) -> Callable[[str], str]:
    tree_fields.draw(visit, "map_put_tree")
    return lambda act_id: visit.do(
        add_tree, act_id, community_id=visit.community.id, lon=pin.lon, lat=pin.lat, **tree_fields.read("map_put_tree")
    )


def _site(visit: Visit, pin: Pin) -> Callable[[str], str]:
    st.number_input(visit.t("Opening in the pavement, metres"), 0.0, 20.0, None, key="map_put_pit")
    return lambda act_id: visit.do(
        add_planting_site,
        act_id,
        community_id=visit.community.id,
        lon=pin.lon,
        lat=pin.lat,
        pit_m=state.get("map_put_pit"),
    )


def _structure(visit: Visit, pin: Pin) -> Callable[[str], str]:
    t = visit.t
    st.selectbox(t("Kind"), list(StructureKind), key="map_put_structure", format_func=lambda code: name_of(t, code))
    st.text_input(t("Building"), key="map_put_building")
    st.number_input(t("Area, m²"), 0.0, 20000.0, None, key="map_put_area")
    return lambda act_id: visit.do(
        add_structure, act_id, community_id=visit.community.id, lon=pin.lon, lat=pin.lat,
        structure=state.get("map_put_structure"), building=state.get("map_put_building", ""), area_m2=state.get("map_put_area"),
    )  # fmt: skip


def _facility(visit: Visit, pin: Pin) -> Callable[[str], str]:
    t = visit.t
    st.selectbox(t("Kind"), list(FacilityKind), key="map_put_facility", format_func=lambda code: name_of(t, code))
    st.text_input(t("Name in Chinese (may stay empty)"), key="map_put_name_zh")
    st.text_input(t("Name in English (may stay empty)"), key="map_put_name_en")
    return lambda act_id: visit.do(
        add_facility, act_id, community_id=visit.community.id, lon=pin.lon, lat=pin.lat,
        facility=state.get("map_put_facility"), name=Words(state.get("map_put_name_zh", ""), state.get("map_put_name_en", "")),
    )  # fmt: skip
