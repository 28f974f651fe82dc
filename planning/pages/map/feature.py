"""The card of something that was drawn on a planner's layer: what it says, where it is from, and changing it."""

from __future__ import annotations

from functools import partial

import shapely
import streamlit as st

from planning.actions.drawing import change_feature, reshape_feature, retire_feature, undo_drawing
from planning.actions.undoing import UNDOABLE
from planning.errors import Refusals
from planning.i18n.names import name_of
from planning.pages import conflicts, map_frame, state, style
from planning.pages.map import attached, choice, history
from planning.pages.map_frame import Sketch
from planning.pages.map_frame.legend import source_told
from planning.pages.visit import Visit
from planning.queries.planner_layers import FeatureCard, feature_card, feature_history
from planning.surveys.observation import LayerFeature
from planning.surveys.planner_layer import is_simple, mark_of


def show(visit: Visit, id_: str) -> None:
    """Draw it."""
    t = visit.t
    try:
        card = visit.ask(feature_card, community_id=visit.community.id, feature_id=id_)
    except Refusals as refused:
        choice.leave()
        st.warning(t.refusal(refused))
        return
    feature, layer = card.feature, card.layer
    kind = name_of(t, mark_of(feature.mark, feature.outline))
    style.markup(f'<p class="jy-card-kind">{style.escaped(kind)}</p>'
                 f'<h2 class="jy-card-title">{style.escaped(feature.name or kind)}</h2>')  # fmt: skip
    facts = [
        (t("Note"), feature.note), *feature.facts.items(), (t("Layer"), layer.name),
        (t("Source"), source_told(t, layer.source, layer.accuracy_m)),
        (t("Who sees it"), "" if layer.published_at else t("staff only")),
    ]  # fmt: skip
    lines = "".join(f"<dt>{style.escaped(name)}</dt><dd>{style.escaped(value)}</dd>" for name, value in facts if value)
    style.markup(f'<dl class="jy-facts">{lines}</dl>')
    if feature.retired_at is not None:
        style.quiet(t("This is not there any more."))
    elif _may(visit, card, "act.change_feature"):
        _editing(visit, card)
    yards = (layer.courtyard_id, card.courtyard_id)
    attached.show(visit, "layer_feature", feature.id, feature.name or kind, yards, gone=feature.retired_at is not None)
    _history(visit, card)


def _may(visit: Visit, card: FeatureCard, rule: str) -> bool:
    """On this layer and on this ground."""
    return all(visit.may(rule, courtyard_id=yard) for yard in (card.layer.courtyard_id, card.courtyard_id))


def _editing(visit: Visit, card: FeatureCard) -> None:
    t, feature, shape = visit.t, card.feature, choice.reshaped()
    if choice.task() == "reshape":
        if shape is None:
            style.quiet(t("Drag its corners on the map, then tap Done there."))
        else:
            _reshape(visit, feature, shape)
        st.button(t("Leave it as it was"), key="map_reshape_stop", on_click=choice.start_task, args=(None,))
        return
    if is_simple(feature.outline, mark_of(feature.mark, feature.outline)):
        st.button(t("Move it or its corners"), key="map_reshape", on_click=_begin, args=(feature,))
    with st.expander(t("Change its words")):
        _words(visit, feature)
    with st.expander(t("Take it off the map")):
        _retire(visit, feature)


def _begin(feature: LayerFeature) -> None:
    choice.start_task("reshape")
    shape = shapely.geometry.mapping(feature.outline)
    choice.reshape(Sketch(str(mark_of(feature.mark, feature.outline)), _listed(shape), feature.id, feature.version))


def _listed(shape: dict[str, object]) -> dict[str, object]:
    return {"type": shape["type"], "coordinates": shape["coordinates"]}


def _reshape(visit: Visit, feature: LayerFeature, shape: Sketch) -> None:
    t, told = visit.t, f"map_reshape_{feature.id}"
    conflicts.draw(visit, told)
    st.text_input(t("Why? (may stay empty)"), key=f"{told}_why")

    def do(act_id: str) -> str:
        visit.do(
            reshape_feature, act_id, community_id=visit.community.id, feature_id=feature.id, version=shape.version,
            shape=dict(shape.shape), reason=str(state.get(f"{told}_why") or ""),
        )  # fmt: skip
        return _done(visit)

    guarded = conflicts.guarded(visit, told, feature, partial(_again, visit, feature), do)
    form = f"{told}_{shape.version}_{hash(str(shape.shape))}"
    st.button(t("Keep it so"), key="map_reshape_keep", type="primary", on_click=state.acting(visit, form, guarded))


def _words(visit: Visit, feature: LayerFeature) -> None:
    t, told = visit.t, f"map_feature_words_{feature.id}"
    key = f"{told}_{feature.version}"
    conflicts.draw(visit, told)

    def do(act_id: str) -> str:
        visit.do(
            change_feature, act_id, community_id=visit.community.id, feature_id=feature.id, version=feature.version,
            name=str(state.get(f"{key}_name") or ""), note=str(state.get(f"{key}_note") or ""),
            reason=str(state.get(f"{key}_why") or ""),
        )  # fmt: skip
        return _done(visit)

    with st.form(key, border=False):
        st.text_input(t("What stands beside it"), feature.name, key=f"{key}_name")
        st.text_area(t("Note"), feature.note, key=f"{key}_note", height=80)
        st.text_input(t("Why? (may stay empty)"), key=f"{key}_why")
        guarded = conflicts.guarded(visit, told, feature, partial(_again, visit, feature), do)
        st.form_submit_button(t("Save"), on_click=state.acting(visit, key, guarded))


def _retire(visit: Visit, feature: LayerFeature) -> None:
    key = f"map_feature_off_{feature.id}_{feature.version}"

    def do(act_id: str) -> str:
        visit.do(
            retire_feature, act_id, community_id=visit.community.id, feature_id=feature.id, version=feature.version,
            reason=str(state.get(f"{key}_why") or ""),
        )  # fmt: skip
        return _done(visit)

    with st.form(key, border=False):
        st.text_input(visit.t("Why? (kept in its history)"), key=f"{key}_why")
        st.form_submit_button(visit.t("Take it off the map"), on_click=state.acting(visit, key, do))


def _again(visit: Visit, feature: LayerFeature) -> LayerFeature:
    found: FeatureCard = visit.ask(feature_card, community_id=visit.community.id, feature_id=feature.id)
    return found.feature


def _done(visit: Visit) -> str:
    choice.start_task(None)
    map_frame.refresh()
    return visit.t("The map is up to date.")


def _history(visit: Visit, card: FeatureCard) -> None:
    if not visit.may("query.feature_history"):
        return
    events = visit.ask(feature_history, community_id=visit.community.id, feature_id=card.feature.id)
    if not events:
        return
    t, newest = visit.t, events[0]
    with st.expander(t("What staff changed"), expanded=card.feature.retired_at is not None):
        history.lines(visit, events)
        if newest.act not in UNDOABLE or not newest.before or not _may(visit, card, "act.undo_drawing"):
            return
        key = f"map_undo_{newest.seq}"

        def do(act_id: str) -> str:
            visit.do(
                undo_drawing, act_id, community_id=visit.community.id, feature_id=card.feature.id, seq=newest.seq,
                version=card.feature.version, reason=str(state.get(f"{key}_reason") or ""),
            )  # fmt: skip
            map_frame.refresh()
            return t("The change is undone; the history keeps both.")

        st.text_input(t("Why is the last change undone? (kept in its history)"), key=f"{key}_reason")
        st.button(t("Undo the last change"), key=key, icon=":material/undo:", on_click=state.acting(visit, key, do))
