"""Trees and distances: tables that hold, winter, what residents weigh, rules and species of one's own."""

from __future__ import annotations

import streamlit as st

from planning.actions.planting.settling import choose_tables, set_weights, set_winter
from planning.errors import N_
from planning.options.screening.rule_sets import RuleSet
from planning.options.screening.terms import COLDEST_C, WARMEST_C, Terms
from planning.options.species.counterpoints import counterpoints
from planning.options.species.suitability import LARGEST_WEIGHT, Trait
from planning.pages import state, style
from planning.pages.manage import own_planting, planting_absent, weighing
from planning.pages.visit import Visit
from planning.queries.planting import planting_terms, ranked_species
from planning.reports.species import TRAITS, score, terms

SHOWN = 12
PARTS = {
    "tables": N_("Tables of distances"),
    "weights": N_("What residents weigh"),
    "own": N_("Own rules and species"),
}


def show(visit: Visit) -> None:
    """One part at a time."""
    t = visit.t
    part = st.segmented_control(
        t("Part"), list(PARTS), format_func=lambda name: t(PARTS[name]), default="tables", required=True,
        key="planting_part", label_visibility="collapsed",
    )  # fmt: skip
    settled = visit.ask(planting_terms, community_id=visit.community.id)
    {"tables": _tables, "weights": _weights, "own": own_planting.show}[part](visit, settled)


def _tables(visit: Visit, settled: Terms) -> None:
    t = visit.t
    style.lead(t("Where several tables ask something, the strictest decides and all are shown."))
    tables = [one for one in settled.sets if not one.is_own]
    names = {one.key: _named(visit, one) for one in tables}
    st.multiselect(
        t("Tables that hold here"), list(names), [key for key in settled.tables if key in names],
        format_func=names.__getitem__, key="planting_tables",
    )  # fmt: skip
    st.text_input(t("Reason, which everybody can read"), key="planting_tables_reason", max_chars=400)
    st.button(t("These tables hold"), type="primary", key="planting_tables_save",
              on_click=state.acting(visit, "planting_tables", lambda a: _chose(visit, a)))  # fmt: skip
    own = t("the community's own rules")
    with st.expander(t("What each table asks")):
        for one in settled.sets:
            st.markdown(f"**{style.literal(names.get(one.key, own))}**")
            lines = [own_planting.rule_line(visit, rule) for rule in one.rules]
            st.markdown("\n".join(f"- {style.literal(line)}" for line in lines))
    planting_absent.show(visit, settled)
    st.subheader(t("The coldest winter"), anchor=False)
    if settled.winter_c is not None:
        style.quiet(
            t(
                "Reckoned with: {winter} °C ({source}).",
                winter=f"{settled.winter_c:g}",
                source=settled.settled.winter_source,
            )
        )
    left, right = st.columns([1, 3])
    left.number_input(
        t("Degrees Celsius"),
        COLDEST_C,
        WARMEST_C,
        settled.winter_c if settled.winter_c is not None else -5.0,
        0.5,
        key="planting_winter",
    )
    right.text_input(t("Who says so"), key="planting_winter_source", max_chars=400)
    st.button(t("Reckon with it"), key="planting_winter_save",
              on_click=state.acting(visit, "planting_winter", lambda a: _winter(visit, a)))  # fmt: skip


def _named(visit: Visit, one: RuleSet) -> str:
    notes = [visit.t("foreign")] if one.is_foreign else []
    if one.recalled:
        notes.append(visit.t.n("{count} figure to check", "{count} figures to check", one.recalled))
    return f"{one.key} ({visit.t(', ').join(notes)})" if notes else one.key


def _chose(visit: Visit, act_id: str) -> str:
    visit.do(choose_tables, act_id, community_id=visit.community.id, tables=list(state.get("planting_tables") or ()),
             reason=str(state.get("planting_tables_reason") or ""))  # fmt: skip
    state.put("planting_tables_reason", "")
    return visit.t("These tables hold from now on; rounds that are announced stay as they were.")


def _winter(visit: Visit, act_id: str) -> str:
    visit.do(set_winter, act_id, community_id=visit.community.id, winter_c=float(state.get("planting_winter", 0.0)),
             source=str(state.get("planting_winter_source") or ""))  # fmt: skip
    state.put("planting_winter_source", "")
    return visit.t("The winter was set.")


def _weights(visit: Visit, settled: Terms) -> None:
    t = visit.t
    style.lead(
        t(
            "The score of a species is the sum of weight times quality over the sum of the weights. What is not known counts as 0 and as 100: the score is then a span."
        )
    )
    if settled.is_weighed:
        style.quiet(t("Settled by: {source}", source=settled.settled.weighed_by))
    else:
        style.quiet(t("Residents have set no weights yet: every quality counts once."))
    columns = st.columns(2)
    for at, trait in enumerate(Trait):
        columns[at % 2].number_input(
            t(TRAITS[trait]), 0, LARGEST_WEIGHT, settled.weights[trait], key=f"planting_weight_{trait}"
        )
    st.text_input(t("Which meeting settled it, and when"), key="planting_weights_source", max_chars=400)
    st.button(t("These weights hold"), type="primary", key="planting_weights_save",
              on_click=state.acting(visit, "planting_weights", lambda a: _weighed(visit, a)))  # fmt: skip
    weighing.show(visit)
    st.subheader(t("Species by these weights"), anchor=False)
    _ranking(visit, settled)


def _weighed(visit: Visit, act_id: str) -> str:
    visit.do(set_weights, act_id, community_id=visit.community.id, source=str(state.get("planting_weights_source") or ""),
             weights={str(trait): int(state.get(f"planting_weight_{trait}", 0)) for trait in Trait})  # fmt: skip
    state.put("planting_weights_source", "")
    return visit.t("The weights were set.")


def _ranking(visit: Visit, settled: Terms) -> None:
    t = visit.t
    ranked = visit.ask(ranked_species, community_id=visit.community.id)
    shown = len(ranked) if state.get("planting_all") else SHOWN
    for place, one in enumerate(ranked[:shown], start=1):
        species = one.species
        with st.expander(f"{place} · {style.literal(species.name[t.language])} · {score(t, one)}"):
            style.quiet(species.scientific)
            _lines(t("Score, term by term"), terms(t, one))
            _lines(t("What speaks against it"), [t.sentence(s) for s in counterpoints(species, settled.winter_c)])
    if len(ranked) > SHOWN:
        st.checkbox(t("Show all {count} species", count=len(ranked)), key="planting_all")


def _lines(title: str, lines: list[str]) -> None:
    if lines:
        st.markdown(f"**{title}**\n" + "\n".join(f"- {style.literal(line)}" for line in lines))
