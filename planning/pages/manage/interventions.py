"""What an option changes where: set along a street or place by place, and taken back."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from planning.actions.interventions import (
    LONGEST_NOTE,
    apply_option,
    plant_empty,
    replace_along,
    take_back_interventions,
)
from planning.i18n.names import name_of
from planning.options.intervention import PLACE, TOUCHES, WITH_SPECIES, Measure
from planning.pages import changes_where, state, style
from planning.pages.manage.case_choice import chosen_case
from planning.pages.visit import Visit
from planning.queries.interventions import Choices, OptionChanges, intervention_choices, interventions_of_case
from planning.surveys.observation import Kind

OWN = ""
"""The option's own species."""


def show(visit: Visit) -> None:
    """Choose a case and one of its options; what is set stands first."""
    t = visit.t
    case = chosen_case(visit, key="interventions_case")
    if case is None:
        return
    seen = visit.ask(interventions_of_case, community_id=visit.community.id, case_id=case.id)
    options = {one.option.id: one for one in seen}
    if not options:
        style.drawn_state("later", t("No round of this case has options yet: prepare one first."))
        return
    option = st.selectbox(
        t("Option"), list(options), key="interventions_option",
        format_func=lambda id_: f"{options[id_].option.title[t.language]} · {options[id_].round_title[t.language]}",
    )  # fmt: skip
    one = options[str(option)]
    _set(visit, one)
    if not one.is_settable:
        style.quiet(t("This round is already announced: what its options change where stays as it was announced until it is closed."))  # fmt: skip
        return
    choices = visit.ask(intervention_choices, community_id=visit.community.id)
    left, right = st.columns(2, gap="large")
    with left:
        _along(visit, one, choices)
        _empty(visit, one, choices)
    with right:
        _single(visit, one, choices)


def _set(visit: Visit, one: OptionChanges) -> None:
    t = visit.t
    if not one.changes:
        style.quiet(t("Nothing is set for this option yet: residents do not see what it would change."))
    for change in one.changes:
        left, right = st.columns([4, 1])
        with left:
            style.lead(changes_where.told(visit, change))
            if change.note:
                style.quiet(change.note)
        if one.is_settable:
            right.button(
                t("Take back"), key=f"interventions_back_{change.batch}",
                on_click=state.acting(visit, f"take_back:{change.batch}", partial(_back, visit, one, change.batch)),
            )  # fmt: skip


def _back(visit: Visit, one: OptionChanges, batch: str, act_id: str) -> str:
    count = visit.do(take_back_interventions, act_id, option_id=one.option.id, batch=batch)
    return visit.t.n("Taken back at {count} place.", "Taken back at {count} places.", count)


def _species(visit: Visit, choices: Choices, key: str) -> None:
    names = dict(choices.catalogue)
    st.selectbox(
        visit.t("Species to plant"), [OWN, *names], key=key,
        format_func=lambda name: names[name][visit.t.language] if name else visit.t("the species that the option names"),
    )  # fmt: skip


def _along(visit: Visit, one: OptionChanges, choices: Choices) -> None:
    t = visit.t
    st.subheader(t("Along a street"), anchor=False)
    style.quiet(
        t("All trees of a species are replaced where the rules of distance are clear for the new one; the others stay.")
    )
    if not choices.streets:
        style.quiet(t("No planting site here names its street."))
        return
    st.selectbox(t("Street"), choices.streets, key="along_street")
    kinds = {kind.zh or kind.scientific or kind.en: f"{kind[t.language]} ({count})" for kind, count in choices.species}
    st.selectbox(t("Species that stands there"), list(kinds), key="along_replaced", format_func=kinds.__getitem__)
    _species(visit, choices, "along_species")
    st.text_area(t("Note that everybody reads"), key="along_note", max_chars=LONGEST_NOTE)
    st.button(
        t("Replace them"), type="primary", disabled=not kinds,
        on_click=state.acting(visit, f"replace_along:{one.option.id}", lambda a: _replace(visit, one, a)),
    )  # fmt: skip


def _replace(visit: Visit, one: OptionChanges, act_id: str) -> str:
    found = visit.do(
        replace_along, act_id, option_id=one.option.id, street=str(state.get("along_street")),
        replaced=str(state.get("along_replaced")), species=str(state.get("along_species") or ""), note=str(state.get("along_note") or ""),
    )  # fmt: skip
    state.put("along_note", "")
    return _bulk_told(visit, found)


def _empty(visit: Visit, one: OptionChanges, choices: Choices) -> None:
    """All empty planting sites of a street or a courtyard."""
    t = visit.t
    st.subheader(t("Empty planting sites"), anchor=False)
    places = {("street", name): f"{name} ({count})" for name, count in choices.empty_streets.items()} | {
        ("courtyard_id", id_): f"{choices.objects['courtyard'].get(id_, id_)} ({count})"
        for id_, count in choices.empty_courtyards.items()
    }
    if not places:
        style.quiet(t("No planting site of a street or a courtyard is empty here."))
        return
    style.quiet(t("All empty sites are planted where the rules of distance are clear; the others stay empty."))
    st.selectbox(t("Street or courtyard"), list(places), key="empty_where", format_func=places.__getitem__)
    _species(visit, choices, "empty_species")
    st.text_area(t("Note that everybody reads"), key="empty_note", max_chars=LONGEST_NOTE)
    st.button(
        t("Plant them"), on_click=state.acting(visit, f"plant_empty:{one.option.id}", lambda a: _plant(visit, one, a))
    )


def _plant(visit: Visit, one: OptionChanges, act_id: str) -> str:
    kind, id_ = state.get("empty_where") or ("street", "")
    found = visit.do(
        plant_empty, act_id, option_id=one.option.id, species=str(state.get("empty_species") or ""),
        note=str(state.get("empty_note") or ""), **{kind: id_},
    )  # fmt: skip
    state.put("empty_note", "")
    return _bulk_told(visit, found)


def _bulk_told(visit: Visit, found: dict[str, Any]) -> str:
    return visit.t(
        "Set at {applied} places. Left as they are: too close {too_close}, undecided {undecided}, not known {unknown}, set before {before}.",
        **{name: found[name] for name in ("applied", "too_close", "undecided", "unknown", "before")},
    )


def _single(visit: Visit, one: OptionChanges, choices: Choices) -> None:
    t = visit.t
    st.subheader(t("At one place"), anchor=False)
    chosen = st.selectbox(t("What is done"), list(Measure), format_func=lambda m: name_of(t, m), key="single_measure")
    measure = Measure(chosen or Measure.PLANT)
    target = str(st.selectbox(
        t("To what"), TOUCHES[measure], key=f"single_target_{measure}",
        format_func=lambda kind: t("a place on the ground") if kind == PLACE else name_of(t, Kind(kind)),
    ))  # fmt: skip
    if target == PLACE:
        left, right = st.columns(2)
        left.text_input(t("Longitude"), key="single_lon", placeholder="104.06")
        right.text_input(t("Latitude"), key="single_lat", placeholder="30.63")
    else:
        named = choices.objects.get(target, {})
        if not named:
            style.quiet(t("There is nothing of this kind to choose by name here."))
        st.selectbox(t("Which one"), list(named), format_func=named.__getitem__, key=f"single_object_{target}")
    if measure in WITH_SPECIES:
        _species(visit, choices, "single_species")
    st.text_area(t("Note that everybody reads"), key="single_note", max_chars=LONGEST_NOTE)
    st.button(
        t("Set it"),
        on_click=state.acting(visit, f"apply_option:{one.option.id}", lambda a: _apply(visit, one, measure, target, a)),
    )


def _apply(visit: Visit, one: OptionChanges, measure: Measure, target: str, act_id: str) -> str:
    typed: dict[str, Any] = {"lon": state.get("single_lon"), "lat": state.get("single_lat")} if target == PLACE else {
        "target_id": str(state.get(f"single_object_{target}") or "")
    }  # fmt: skip
    visit.do(
        apply_option, act_id, option_id=one.option.id, measure=measure, target=target, note=str(state.get("single_note") or ""),
        species=str(state.get("single_species") or "") if measure in WITH_SPECIES else "", **typed,
    )  # fmt: skip
    state.put("single_note", "")
    return visit.t("Set: it stands on the page of the case.")
