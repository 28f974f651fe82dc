"""The walk from door to door: choose one; go there, look at list and map, or prepare it."""

from __future__ import annotations

import streamlit as st

from planning.pages import state, style
from planning.pages.manage.walks import going, listing, preparing
from planning.pages.visit import Visit
from planning.queries.communities import courtyards
from planning.queries.walks import walk_at_work, walks
from planning.wording import told_apart

NEW = ""
CHOICE = "walk"
GOING, LISTING, PREPARING = VIEWS = ("going", "listing", "preparing")


def show(visit: Visit) -> None:
    """At the doors first, since that is read on a phone in the street."""
    t = visit.t
    yards = {
        yard.id: yard.name[t.language]
        for yard in visit.ask(courtyards, community_id=visit.community.id)
        if visit.may("act.mark_stop", courtyard_id=yard.id)
    }
    if not yards and not visit.may("act.mark_stop"):
        style.drawn_state("locked", t("You go to no door here: ask an administrator."))
        return
    found = {walk.id: walk for walk in visit.ask(walks, community_id=visit.community.id)}
    titles = {
        **told_apart({id_: walk.title[t.language] + (f" · {t('closed')}" if walk.closed_at else "") for id_, walk in found.items()}),
        NEW: t("A new walk"),
    }  # fmt: skip
    named = visit.params.get("walk", "")
    if named in found and state.get(CHOICE) is None:
        state.put(CHOICE, named)
    if state.get(CHOICE, NEW) not in titles:
        state.drop(CHOICE)
    chosen = str(st.selectbox(t("Walk"), list(titles), format_func=titles.__getitem__, key=CHOICE))
    if chosen == NEW:
        preparing.new(visit, yards)
        return
    yard = _yard(visit, yards)
    at_work = visit.ask(walk_at_work, community_id=visit.community.id, walk_id=chosen, courtyard_id=yard)
    words = {GOING: t("At the doors"), LISTING: t("List and map"), PREPARING: t("Prepare")}
    first = GOING if at_work.stops and at_work.walk.closed_at is None else PREPARING
    view = st.segmented_control(
        t("View"), VIEWS, format_func=words.__getitem__, default=first, required=True, key=f"walk_view_{chosen}",
        label_visibility="collapsed",
    )  # fmt: skip
    {GOING: going.show, LISTING: listing.show, PREPARING: preparing.show}[view](visit, at_work, yard)


def _yard(visit: Visit, yards: dict[str, str]) -> str:
    """The courtyard that is worked in; empty for the whole walk, for who may."""
    choices = ([""] if visit.may("act.mark_stop") else []) + list(yards)
    if len(choices) == 1:
        return choices[0]
    return str(st.selectbox(
        visit.t("Courtyard"), choices, format_func=lambda key: yards.get(key) or visit.t("all"), key="walk_yard"))  # fmt: skip
