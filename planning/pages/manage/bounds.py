"""Where the community ends: what a file has outside is refused, until somebody sets the bounds wider."""

from __future__ import annotations

import streamlit as st

from planning.actions.bounds import set_bounds
from planning.errors import N_
from planning.pages import state, style
from planning.pages.visit import Visit

EDGES = {"west": N_("West edge (°)"), "south": N_("South edge (°)"), "east": N_("East edge (°)"), "north": N_("North edge (°)")}  # fmt: skip
LEAST = {"west": -180.0, "south": -90.0, "east": -180.0, "north": -90.0}


def show(visit: Visit) -> None:
    """Four edges in degrees and a reason, folded."""
    t, bounds = visit.t, visit.community.bounds
    if not visit.may("act.set_bounds"):
        return
    with st.expander(t("Bounds of the community")):
        style.quiet(t("Rows of a file that lie outside are refused. The first import gives the bounds; set them wider where more belongs to the community."))  # fmt: skip
        for pair in (("west", "east"), ("south", "north")):
            for place, edge in zip(st.columns(2), pair, strict=True):
                place.number_input(
                    t(EDGES[edge]), LEAST[edge], -LEAST[edge], getattr(bounds, edge) if bounds else None, step=0.001, format="%.6f",
                    key=f"bounds_{edge}",
                )  # fmt: skip
        reason = st.text_input(t("Why"), key="bounds_reason", max_chars=500)
        ready = bool(str(reason or "").strip()) and all(state.get(f"bounds_{edge}") is not None for edge in EDGES)
        st.button(
            t("Set the bounds"), key="bounds_go", disabled=not ready,
            on_click=state.acting(visit, "set_bounds", lambda act_id: _set(visit, act_id)),
        )  # fmt: skip


def _set(visit: Visit, act_id: str) -> str:
    edges = {edge: float(state.get(f"bounds_{edge}") or 0.0) for edge in EDGES}
    visit.do(set_bounds, act_id, community_id=visit.community.id, **edges, reason=str(state.get("bounds_reason") or ""))
    state.put("imports_preview", None)
    return visit.t("The bounds were set.")
