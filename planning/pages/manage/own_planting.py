"""Rules of distance and species that a community adds by itself."""

from __future__ import annotations

import streamlit as st

from geodata.clearance.rules import Rule
from planning.actions.planting.own import add_own_rule, add_own_species, retire_own_rule, retire_own_species
from planning.errors import N_
from planning.options.screening.terms import FARTHEST_M, Terms
from planning.options.screening.things import THINGS
from planning.options.species.own import COLUMNS
from planning.pages import state, style
from planning.pages.visit import Visit
from planning.wording import Words

LABELS = {
    "scientific_name": N_("Scientific name"), "name_zh": N_("Name in Chinese"), "name_en": N_("Name in English"),
    "habit": N_("Habit: tree or shrub"), "leaf_habit": N_("Leaves: evergreen, semi-evergreen or deciduous"),
    "height_m_min": N_("Height when grown, from (m)"), "height_m_max": N_("Height when grown, to (m)"),
    "crown_m_min": N_("Crown when grown, from (m)"), "crown_m_max": N_("Crown when grown, to (m)"),
    "spacing_m_min": N_("Spacing, from (m)"), "spacing_m_max": N_("Spacing, to (m)"),
    "flower_months": N_("Months in flower, such as 5-7"), "fruit_months": N_("Months with fruit"),
    "fruit_litter_0_3": N_("Litter, 0 to 3"), "root_aggressiveness_0_3": N_("Strong roots, 0 to 3"),
    "min_winter_temp_c": N_("Lowest winter that it bears (°C)"), "allergen_0_3": N_("Allergens, 0 to 3"),
    "drought_tol_0_3": N_("Bears drought, 0 to 3"), "flood_tol_0_3": N_("Bears standing water, 0 to 3"),
    "native_to_sichuan": N_("At home in the region: yes, adjacent or no"), "confidence": N_("How sure: H, M or L"),
    "verified_from_source": N_("What was read"),
}  # fmt: skip


def show(visit: Visit, settled: Terms) -> None:
    """Lists to take back from, and forms to add to."""
    t = visit.t
    if not visit.may("act.add_own_rule"):
        style.quiet(t("Planners add rules and species; here is what they added."))
    st.subheader(t("Own rules"), anchor=False)
    for one in settled.own_rules:
        _line(visit, one.id, rule_line(visit, one.rule), retire_own_rule, "rule_id")
    if visit.may("act.add_own_rule"):
        with st.expander(t("Add a rule")):
            _rule_form(visit)
    st.subheader(t("Own species"), anchor=False)
    for species in settled.own_species:
        name = species.species.name[t.language]
        _line(visit, species.id, f"{name} · {species.scientific}", retire_own_species, "own_species_id")
    if visit.may("act.add_own_species"):
        with st.expander(t("Add a species, or say better what is known of one")):
            _species_form(visit)


def rule_line(visit: Visit, rule: Rule) -> str:
    """One line of a table."""
    t = visit.t
    facility = (rule.facility_zh if t.language == "zh" else rule.facility_en) or next(
        (t(thing.title) for thing in THINGS if rule.facility in thing.facilities), rule.facility
    )
    asks = [t("tree {metres} m", metres=f"{rule.tree_m:g}")] if rule.tree_m is not None else []
    asks += [t("shrub {metres} m", metres=f"{rule.shrub_m:g}")] if rule.shrub_m is not None else []
    only = [t("crowns from {metres} m", metres=f"{rule.crown_from_m:g}")] if rule.crown_from_m else []
    only += [t("root class from {grade}", grade=rule.roots_from)] if rule.roots_from else []
    note = [t("check against the printed standard")] if rule.must_be_checked else []
    note += [t("only where the first distance cannot be kept")] if rule.is_fallback else []
    return " · ".join([facility, *asks, *only, *([rule.clause] if rule.clause else []), *note])


def _line(visit: Visit, id_: str, words: str, act: object, name: str) -> None:
    t = visit.t
    left, right = st.columns([4, 1])
    left.markdown(style.literal(words))
    if visit.may("act.retire_own_rule"):
        with right.popover(t("Take back")):
            st.text_input(t("Reason, which everybody can read"), key=f"own_reason_{id_}", max_chars=400)
            st.button(t("Take it back"), key=f"own_retire_{id_}", on_click=state.acting(
                visit, f"own_retire_{id_}", lambda a: _retire(visit, act, name, id_, a)))  # fmt: skip


def _retire(visit: Visit, act: object, name: str, id_: str, act_id: str) -> str:
    assert callable(act)  # noqa: S101 - one of the two acts above
    visit.do(act, act_id, **{name: id_, "reason": str(state.get(f"own_reason_{id_}") or "")})
    return visit.t("It was taken back.")


def _rule_form(visit: Visit) -> None:
    t = visit.t
    things = {thing.key: t(thing.title) for thing in THINGS}
    st.selectbox(t("What the tree must keep away from"), list(things), format_func=things.__getitem__, key="own_thing")
    left, right = st.columns(2)
    left.text_input(t("Name in Chinese"), key="own_rule_zh", max_chars=120)
    right.text_input(t("Name in English"), key="own_rule_en", max_chars=120)
    left.number_input(t("Metres for a tree"), 0.0, FARTHEST_M, 1.0, 0.1, key="own_tree_m")
    right.number_input(t("Metres for a shrub (nothing asks nothing)"), 0.0, FARTHEST_M, None, 0.1, key="own_shrub_m")
    left.number_input(t("Only for crowns from (m)"), 0.0, FARTHEST_M, 0.0, 0.5, key="own_crown")
    right.number_input(t("Only for root classes from"), 0, 3, 0, key="own_roots")
    st.text_input(t("Who says so"), key="own_source", max_chars=400)
    st.button(t("Add the rule"), type="primary", key="own_rule_add",
              on_click=state.acting(visit, "own_rule", lambda a: _add_rule(visit, a)))  # fmt: skip


def _add_rule(visit: Visit, act_id: str) -> str:
    said = {name: str(state.get(f"own_{name}") or "") for name in ("rule_zh", "rule_en", "source")}
    visit.do(
        add_own_rule, act_id, community_id=visit.community.id, thing=str(state.get("own_thing")),
        words=Words(said["rule_zh"], said["rule_en"]), tree_m=float(state.get("own_tree_m", 0.0)), source=said["source"],
        shrub_m=state.get("own_shrub_m"), crown_from_m=float(state.get("own_crown", 0.0)), roots_from=int(state.get("own_roots", 0)),
    )  # fmt: skip
    for name in said:
        state.put(f"own_{name}", "")
    return visit.t("The rule was added.")


def _species_form(visit: Visit) -> None:
    t, columns = visit.t, st.columns(2)
    for at, column in enumerate(LABELS):
        columns[at % 2].text_input(t(LABELS[column]), key=f"own_species_{column}", max_chars=200)
    st.button(t("Add the species"), type="primary", key="own_species_add",
              on_click=state.acting(visit, "own_species", lambda a: _add_species(visit, a)))  # fmt: skip


def _add_species(visit: Visit, act_id: str) -> str:
    row = {column: str(state.get(f"own_species_{column}") or "") for column in COLUMNS}
    visit.do(add_own_species, act_id, community_id=visit.community.id, row=row)
    for column in COLUMNS:
        state.put(f"own_species_{column}", "")
    return visit.t("The species was added.")
