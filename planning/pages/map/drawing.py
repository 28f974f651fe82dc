"""Planners' layers beside the map: one is opened or chosen, drawn on, published to residents or taken inside again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from planning.actions.drawing import draw_feature
from planning.actions.layers import (
    LEAST_EXACT_M,
    LONGEST_NAME,
    add_layer,
    describe_layer,
    keep_layer_inside,
    publish_layer,
    rename_layer,
    restore_layer,
    retire_layer,
)
from planning.i18n.names import name_of
from planning.pages import conflicts, map_frame, state, style
from planning.pages.map import choice
from planning.pages.map_frame import Drawing
from planning.pages.visit import Visit
from planning.queries.communities import courtyards
from planning.queries.planner_layers import LayerLine, layers_at_work
from planning.surveys.planner_layer import Mark, PlannerLayer

OPEN = "map:drawing_on"
NEW = "map_new_layer"
DRAWS = "act.draw_feature"
CHANGES: dict[str, tuple[str, Callable[..., None]]] = {
    "publish": ("act.publish_layer", publish_layer),
    "inside": ("act.keep_layer_inside", keep_layer_inside),
    "away": ("act.retire_layer", retire_layer),
    "back": ("act.restore_layer", restore_layer),
}


def draws(visit: Visit) -> bool:
    """Whether the visitor may draw somewhere here."""
    return visit.may_somewhere(DRAWS)


def tools(visit: Visit) -> Drawing | None:
    """What the map shows of the drawing that is going on."""
    if choice.task() == "reshape" and choice.reshaping() is not None:
        return Drawing(edit=choice.reshaping())
    return Drawing(draft=choice.draft()) if draws(visit) and state.get(OPEN) else None


def going_on(visit: Visit) -> LayerLine | None:
    """The layer that is being drawn on; given up where it is not there any more."""
    if not state.get(OPEN) or not draws(visit):
        return None
    found = next((line for line in _lines(visit) if line.layer.id == state.get(OPEN)), None)
    if found is None or found.layer.retired_at is not None:
        _leave()
        return None
    return found


def choose(visit: Visit) -> None:
    """In the list beside the map: which layer to draw on, or a new one; nothing for those who do not draw."""
    if not draws(visit):
        return
    t = visit.t
    lines = [line for line in _lines(visit) if visit.may(DRAWS, courtyard_id=line.layer.courtyard_id)]
    open_lines = {line.layer.id: line for line in lines if line.layer.retired_at is None}
    with st.expander(t("Draw on the map (planners)")):
        if open_lines:
            picked = st.selectbox(
                t("Layer"), list(open_lines), key="map_layer", format_func=lambda id_: _named(visit, open_lines[id_])
            )
            st.button(
                t("Draw on this layer"), key="map_draw", type="primary", on_click=partial(state.put, OPEN, picked)
            )
        with st.popover(t("Open a new layer"), width="stretch"):
            _new(visit)
        away = [line for line in lines if line.layer.retired_at is not None and visit.may("act.restore_layer")]
        if away:
            with st.popover(t("Layers that were put away"), width="stretch"):
                for line in away:
                    _change(visit, line.layer, "back", _named(visit, line))


def show(visit: Visit, line: LayerLine) -> None:
    """While somebody draws: what was drawn last and is not kept yet, and what can be done with the layer."""
    t, layer = visit.t, line.layer
    style.markup(f'<p class="jy-card-kind">{style.escaped(t("Drawing on"))}</p>'
                 f'<h2 class="jy-card-title">{style.escaped(layer.name)}</h2>')  # fmt: skip
    style.quiet(_state(visit, layer) + " · " + t.n("{count} drawing", "{count} drawings", line.features))
    if choice.draft() is None:
        style.quiet(
            t(
                "Choose what to draw at the upper left of the map. Tap something that is drawn to change it or take it off."
            )
        )
    else:
        _keep(visit, layer)
    st.button(t("Stop drawing"), key="map_draw_stop", on_click=_leave)
    with st.expander(t("This layer: who sees it, where it comes from")):
        _rename(visit, layer)
        _describe(visit, layer)
        names = ("publish",) if layer.published_at is None else ("inside",)
        for name in (*names, "away"):
            _change(visit, layer, name)


def _lines(visit: Visit) -> list[LayerLine]:
    found: list[LayerLine] = visit.ask(layers_at_work, community_id=visit.community.id)
    return found


def _named(visit: Visit, line: LayerLine) -> str:
    return f"{line.layer.name} · {_state(visit, line.layer)}"


def _state(visit: Visit, layer: PlannerLayer) -> str:
    return visit.t("residents see it") if layer.published_at else visit.t("staff only")


def _leave() -> None:
    state.drop(OPEN)
    choice.drop_drawings()


def _new(visit: Visit) -> None:
    t = visit.t
    yards = {yard.id: yard for yard in visit.ask(courtyards, community_id=visit.community.id)}
    where = ["", *(id_ for id_ in yards)] if visit.may("act.add_layer") else []
    where = where or [id_ for id_ in yards if visit.may("act.add_layer", courtyard_id=id_)]
    with st.form(NEW, border=False):
        st.text_input(t("Name"), key=f"{NEW}_name", value=t("Drawing of {date}", date=visit.date(visit.now)))
        st.selectbox(
            t("About"), where, key=f"{NEW}_yard",
            format_func=lambda id_: (yards[id_].name[t.language] or yards[id_].code) if id_ else t("the whole community"),
        )  # fmt: skip
        _origin(visit, NEW)
        st.form_submit_button(t("Open it"), on_click=state.acting(visit, NEW, partial(_opened, visit)))


def _origin(visit: Visit, key: str, layer: PlannerLayer | None = None) -> None:
    t = visit.t
    st.text_input(
        t("Where it comes from (a walk, a survey, a file)"), key=f"{key}_source", value=layer.source if layer else ""
    )
    st.number_input(
        t("Exact to how many metres? (empty: not stated)"), 0.0, LEAST_EXACT_M, layer.accuracy_m if layer else None, 0.1, key=f"{key}_exact"
    )  # fmt: skip


def _opened(visit: Visit, act_id: str) -> str:
    made = visit.do(
        add_layer, act_id, community_id=visit.community.id, name=state.get(f"{NEW}_name") or "",
        source=state.get(f"{NEW}_source") or "", accuracy_m=state.get(f"{NEW}_exact"), courtyard_id=state.get(f"{NEW}_yard") or "",
    )  # fmt: skip
    state.put(OPEN, made)
    return visit.t("The layer is open: staff see it, residents do not.")


def _keep(visit: Visit, layer: PlannerLayer) -> None:
    t, draft = visit.t, choice.draft()
    assert draft is not None  # noqa: S101 - asked by the only caller
    key = f"map_keep_{choice.draft_name()}"
    with st.form(key, border=False):
        is_text = draft.mark == Mark.TEXT
        st.text_input(t("The text") if is_text else t("What stands beside it (may stay empty)"), key=f"{key}_name")
        st.text_area(t("Note (may stay empty)"), key=f"{key}_note", height=80)
        kind = name_of(t, Mark(draft.mark)) if draft.mark in set(Mark) else ""
        st.form_submit_button(
            t("Keep this {mark}", mark=kind), type="primary", on_click=state.acting(visit, key, partial(_kept, visit, layer, key))
        )  # fmt: skip
    st.button(t("Throw it away"), key="map_draft_drop", on_click=choice.drop_drawings)


def _kept(visit: Visit, layer: PlannerLayer, key: str, act_id: str) -> str | None:
    draft = choice.draft()
    if draft is None:  # a second tap on the same button
        return None
    visit.do(
        draw_feature, act_id, layer_id=layer.id, mark=draft.mark, shape=dict(draft.shape),
        name=str(state.get(f"{key}_name") or ""), note=str(state.get(f"{key}_note") or ""),
    )  # fmt: skip
    choice.drop_drawings()
    map_frame.refresh()
    return visit.t("It is kept on the layer.")


def _rename(visit: Visit, layer: PlannerLayer) -> None:
    t, key = visit.t, f"map_layer_name_{layer.id}_{layer.version}"
    if not visit.may("act.rename_layer", courtyard_id=layer.courtyard_id):
        return

    def do(act_id: str) -> str:
        visit.do(
            rename_layer, act_id, layer_id=layer.id, version=layer.version, name=str(state.get(f"{key}_new") or "")
        )
        map_frame.refresh()
        return t("The map is up to date.")

    with st.form(key, border=False):
        st.text_input(t("Name of the layer"), layer.name, key=f"{key}_new", max_chars=LONGEST_NAME)
        st.form_submit_button(t("Rename it"), on_click=state.acting(visit, key, do))


def _describe(visit: Visit, layer: PlannerLayer) -> None:
    key = f"map_layer_about_{layer.id}_{layer.version}"
    told = f"map_layer_about_{layer.id}"
    conflicts.draw(visit, told)

    def do(act_id: str) -> str:
        visit.do(
            describe_layer, act_id, layer_id=layer.id, version=layer.version,
            source=str(state.get(f"{key}_source") or ""), accuracy_m=state.get(f"{key}_exact"),
        )  # fmt: skip
        return visit.t("The map is up to date.")

    with st.form(key, border=False):
        _origin(visit, key, layer)
        guarded = conflicts.guarded(visit, told, layer, lambda: _again(visit, layer), do)
        st.form_submit_button(visit.t("Save"), on_click=state.acting(visit, key, guarded))


def _again(visit: Visit, layer: PlannerLayer) -> Any:
    return next((line.layer for line in _lines(visit) if line.layer.id == layer.id), layer)


def _change(visit: Visit, layer: PlannerLayer, name: str, title: str = "") -> None:
    """A reason and a button, for those who may."""
    t = visit.t
    rule, act = CHANGES[name]
    if not visit.may(rule, courtyard_id=layer.courtyard_id):
        return
    labels = {
        "publish": t("Publish it to residents"), "inside": t("Show it to staff only"), "away": t("Put it away"),
        "back": t("Bring it back"),
    }  # fmt: skip
    key = f"map_layer_{name}_{layer.id}_{layer.version}"
    with st.form(key, border=False):
        if title:
            style.quiet(title)
        st.text_input(t("Why? (kept in the log)"), key=f"{key}_why")

        def do(act_id: str) -> str:
            visit.do(act, act_id, layer_id=layer.id, version=layer.version, reason=str(state.get(f"{key}_why") or ""))
            map_frame.refresh()
            return t("The map is up to date.")

        st.form_submit_button(labels[name], on_click=state.acting(visit, key, do))
