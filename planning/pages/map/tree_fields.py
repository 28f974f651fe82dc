"""The fields of a tree, as drawn and as read: for adding, replacing and correcting."""

from __future__ import annotations

from typing import Any

import streamlit as st

from planning.i18n.names import name_of
from planning.pages import state
from planning.pages.visit import Visit
from planning.surveys.observation import Condition, Species, Tree

CONDITIONS = (Condition.GOOD, Condition.FAIR, Condition.POOR, Condition.DEAD, Condition.UNKNOWN)


def draw(visit: Visit, prefix: str, tree: Tree | None = None) -> None:
    """Draw them, filled with what is known of a tree."""
    t = visit.t
    species = tree.species if tree else Species()
    st.text_input(t("Species in Chinese"), species.zh, key=f"{prefix}_zh")
    st.text_input(t("Scientific name"), species.scientific, key=f"{prefix}_scientific")
    st.text_input(t("Species in English"), species.en, key=f"{prefix}_en")
    left, right = st.columns(2)
    left.number_input(t("Crown, metres"), 0.0, 60.0, tree.crown_m if tree else None, key=f"{prefix}_crown")
    right.number_input(t("Height, metres"), 0.0, 120.0, tree.height_m if tree else None, key=f"{prefix}_height")
    left.number_input(t("Trunk diameter, cm"), 0.0, 500.0, tree.dbh_cm if tree else None, key=f"{prefix}_dbh")
    right.number_input(t("Year planted"), 1000, 2200, tree.planted_year if tree else None, key=f"{prefix}_year")
    st.selectbox(
        t("Condition"), CONDITIONS, CONDITIONS.index(tree.condition) if tree else 0, key=f"{prefix}_condition",
        format_func=lambda code: name_of(t, code),
    )  # fmt: skip
    st.text_area(t("Note"), tree.note if tree else "", key=f"{prefix}_note", height=80)


def read(prefix: str) -> dict[str, Any]:
    """What was typed, as arguments of the acts."""
    names = (state.get(f"{prefix}_{part}") or "" for part in ("zh", "scientific", "en"))
    return {
        "species": Species(*names),
        "crown_m": state.get(f"{prefix}_crown"),
        "height_m": state.get(f"{prefix}_height"),
        "dbh_cm": state.get(f"{prefix}_dbh"),
        "planted_year": state.get(f"{prefix}_year"),
        "condition": state.get(f"{prefix}_condition", Condition.GOOD),
        "note": state.get(f"{prefix}_note") or "",
    }
