"""What a planner does to the object of a card: move, correct, replace, take off the map."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from planning.actions.facilities import change_facility, move_facility, retire_facility
from planning.actions.structures import change_structure, change_structure_state, move_structure, retire_structure
from planning.actions.trees import (
    add_tree,
    change_planting_site,
    change_tree,
    move_planting_site,
    move_tree,
    replace_tree,
    retire_planting_site,
    retire_tree,
)
from planning.i18n.names import name_of
from planning.pages import conflicts, map_frame, state, style
from planning.pages.map import choice, thing_fields, tree_fields
from planning.pages.visit import Visit
from planning.queries.observations import Card, object_card
from planning.surveys.observation import Kind, RooftopStructure, SurveyState, Tree

# Kind: how its id is called, and the acts that move it and take it off the map.
ACTS: dict[Kind, tuple[str, Callable[..., Any], Callable[..., Any]]] = {
    Kind.TREE: ("tree_id", move_tree, retire_tree),
    Kind.PLANTING_SITE: ("site_id", move_planting_site, retire_planting_site),
    Kind.ROOFTOP_STRUCTURE: ("structure_id", move_structure, retire_structure),
    Kind.FACILITY: ("facility_id", move_facility, retire_facility),
}


CORRECT: dict[Kind, Callable[..., Any]] = {
    Kind.PLANTING_SITE: change_planting_site, Kind.ROOFTOP_STRUCTURE: change_structure, Kind.FACILITY: change_facility,
}  # fmt: skip
_RULES = {
    (Kind.TREE, "move"): "act.move_tree", (Kind.TREE, "correct"): "act.change_tree",
    (Kind.TREE, "replace"): "act.replace_tree", (Kind.TREE, "retire"): "act.retire_tree",
    (Kind.PLANTING_SITE, "move"): "act.move_planting_site", (Kind.PLANTING_SITE, "correct"): "act.change_planting_site",
    (Kind.ROOFTOP_STRUCTURE, "correct"): "act.change_structure", (Kind.FACILITY, "correct"): "act.change_facility",
    (Kind.PLANTING_SITE, "plant"): "act.add_tree", (Kind.PLANTING_SITE, "retire"): "act.retire_planting_site",
    (Kind.ROOFTOP_STRUCTURE, "state"): "act.change_structure_state",
    (Kind.ROOFTOP_STRUCTURE, "move"): "act.move_structure", (Kind.ROOFTOP_STRUCTURE, "retire"): "act.retire_structure",
    (Kind.FACILITY, "move"): "act.move_facility", (Kind.FACILITY, "retire"): "act.retire_facility",
}  # fmt: skip


def show(visit: Visit, card: Card) -> None:
    """Draw the planner's part of a card; nothing for anybody else."""
    names = _tasks(visit, card) if card.kind in ACTS else {}
    if not names:
        return
    t, task = visit.t, choice.task()
    if task == "move":
        _moving(visit, card)
        return
    with st.expander(t("Change this on the map (planners)"), expanded=task is not None):
        picked = st.segmented_control(
            t("What has changed?"), list(names), key=choice.WANTED, format_func=lambda code: names[code], default=None
        )
        if picked == "move":
            st.button(t("Tap the new place"), key="map_move", on_click=choice.start_task, args=("move",))
        elif picked is not None:
            _form(visit, card, picked)


def _tasks(visit: Visit, card: Card) -> dict[str, str]:
    """What this member may do to this object, by task."""
    t = visit.t
    own: dict[Kind, dict[str, str]] = {
        Kind.TREE: {"move": t("It stands elsewhere"), "correct": t("Details"), "replace": t("Another tree was planted"), "retire": t("It is gone")},
        Kind.PLANTING_SITE: {"plant": t("A tree was planted"), "move": t("It is elsewhere"), "correct": t("Details"), "retire": t("The site is given up")},
        Kind.ROOFTOP_STRUCTURE: {"state": t("State"), "move": t("It stands elsewhere"), "correct": t("Details"), "retire": t("It is gone")},
        Kind.FACILITY: {"move": t("It stands elsewhere"), "correct": t("Details"), "retire": t("It is gone")},
    }  # fmt: skip
    if card.kind is Kind.PLANTING_SITE and card.standing is not None:
        return {}
    yard = card.courtyard.id if card.courtyard else None
    return {
        task: words for task, words in own[card.kind].items() if visit.may(_RULES[card.kind, task], courtyard_id=yard)
    }


def _arguments(visit: Visit, card: Card) -> dict[str, Any]:
    id_name = ACTS[card.kind][0]
    return {"community_id": visit.community.id, id_name: card.thing.id, "version": card.thing.version}  # type: ignore[union-attr]


def _moving(visit: Visit, card: Card) -> None:
    t, spot = visit.t, choice.picked()
    style.quiet(t("Tap the new place on the map.") if spot is None else t("Here? Tap again to correct it."))
    move = ACTS[card.kind][1]
    if spot is not None:

        def do(act_id: str) -> str:
            visit.do(move, act_id, **_arguments(visit, card), lon=spot.lon, lat=spot.lat)
            return _done(visit, card, (spot.lon, spot.lat))

        form = f"map_move_{card.thing.id}_{spot.lon}_{spot.lat}"
        told = f"map_move_{card.thing.id}"
        conflicts.draw(visit, told)
        guarded = conflicts.guarded(visit, told, card.thing, _again(visit, card), do)
        st.button(t("Move it here"), key="map_move_do", type="primary", on_click=state.acting(visit, form, guarded))
    st.button(t("Leave it where it is"), key="map_move_stop", on_click=choice.start_task, args=(None,))


def _done(visit: Visit, card: Card, spot: tuple[float, float] | None = None, new_id: str | None = None) -> str:
    map_frame.refresh()
    chosen = choice.current()
    lon, lat = spot or ((chosen.lon, chosen.lat) if chosen else (None, None))
    choice.choose(Kind.TREE if new_id else card.kind, new_id or card.thing.id, lon, lat)
    return visit.t("The map is up to date.")


def _form(visit: Visit, card: Card, task: str) -> None:
    t, prefix = visit.t, f"map_{task}_{card.thing.id}"
    forms: dict[str, tuple[str, Callable[[], Callable[[str], str | None]]]] = {
        "correct": (t("Save the details"), lambda: _correct(visit, card, prefix)),
        "replace": (t("Plant it in the old one's place"), lambda: _replace(visit, card, prefix)),
        "plant": (t("Plant it here"), lambda: _plant(visit, card, prefix)),
        "state": (t("Save the state"), lambda: _state(visit, card, prefix)),
        "retire": (t("Take it off the map"), lambda: _retire(visit, card, prefix)),
    }
    label, fields = forms[task]
    conflicts.draw(visit, prefix)
    with st.form(prefix, border=False):
        do = fields()
        # One act id for each version seen: after a change the form is another act.
        form = f"{prefix}_{card.thing.version}"  # type: ignore[union-attr]
        st.form_submit_button(
            label,
            on_click=state.acting(visit, form, conflicts.guarded(visit, prefix, card.thing, _again(visit, card), do)),
        )


def _again(visit: Visit, card: Card) -> Callable[[], Any]:
    """The object as it is now, for telling what somebody else changed."""
    return lambda: (
        visit.ask(object_card, community_id=visit.community.id, kind=card.kind, object_id=card.thing.id).thing
    )


def _correct(visit: Visit, card: Card, prefix: str) -> Callable[[str], str]:
    if isinstance(card.thing, Tree):
        tree_fields.draw(visit, prefix, card.thing)
    else:
        thing_fields.draw(visit, prefix, card.thing)

    def do(act_id: str) -> str:
        if isinstance(card.thing, Tree):
            visit.do(change_tree, act_id, **_arguments(visit, card), **tree_fields.read(prefix))
        else:
            visit.do(CORRECT[card.kind], act_id, **_arguments(visit, card), **thing_fields.read(prefix, card.thing))
        return _done(visit, card)

    return do


def _replace(visit: Visit, card: Card, prefix: str) -> Callable[[str], str]:
    _reason(prefix, visit.t("Why did the old tree go?"))
    tree_fields.draw(visit, prefix)

    def do(act_id: str) -> str:
        new = visit.do(
            replace_tree,
            act_id,
            **_arguments(visit, card),
            reason=state.get(f"{prefix}_reason", ""),
            **tree_fields.read(prefix),
        )
        return _done(visit, card, new_id=new)

    return do


def _plant(visit: Visit, card: Card, prefix: str) -> Callable[[str], str]:
    tree_fields.draw(visit, prefix)

    def do(act_id: str) -> str:
        new = visit.do(
            add_tree, act_id, community_id=visit.community.id, site_id=card.thing.id, **tree_fields.read(prefix)
        )
        return _done(visit, card, new_id=new)

    return do


def _state(visit: Visit, card: Card, prefix: str) -> Callable[[str], str]:
    t, now = visit.t, card.thing.state if isinstance(card.thing, RooftopStructure) else SurveyState.UNSURVEYED
    codes = list(SurveyState)
    st.selectbox(t("State"), codes, codes.index(now), key=f"{prefix}_state", format_func=lambda code: name_of(t, code))
    st.text_area(t("Note"), "", key=f"{prefix}_note", height=80)

    def do(act_id: str) -> str:
        visit.do(
            change_structure_state, act_id, **_arguments(visit, card), state=state.get(f"{prefix}_state"),
            note=state.get(f"{prefix}_note", ""),
        )  # fmt: skip
        return _done(visit, card)

    return do


def _retire(visit: Visit, card: Card, prefix: str) -> Callable[[str], str]:
    _reason(prefix, visit.t("Why does it go? (kept in its history)"))

    def do(act_id: str) -> str:
        visit.do(ACTS[card.kind][2], act_id, **_arguments(visit, card), reason=state.get(f"{prefix}_reason", ""))
        # The card stays, so that a slip can be undone at once.
        _done(visit, card)
        return visit.t("It is off the map; its history is kept.")

    return do


def _reason(prefix: str, label: str) -> None:
    st.text_input(label, key=f"{prefix}_reason")
