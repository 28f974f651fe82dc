"""Evidence walks for staff: choose one; look through its photos, hand out its code, change what was planned, or plan a new one."""

from __future__ import annotations

import streamlit as st

from planning.pages import state, style
from planning.pages.manage.evidence import entering, looking, preparing
from planning.pages.visit import Visit
from planning.queries.communities import courtyards
from planning.queries.evidence import evidence_at_work, evidence_walks
from planning.wording import told_apart

NEW = ""
CHOICE = "evidence_walk"
LOOKING, ENTERING, PREPARING = VIEWS = ("looking", "entering", "preparing")


def show(visit: Visit) -> None:
    """The photos first: that is what is left to do after a walk."""
    t = visit.t
    yards = {
        yard.id: yard.name[t.language]
        for yard in visit.ask(courtyards, community_id=visit.community.id)
        if visit.may("act.plan_evidence_walk", courtyard_id=yard.id)
    }
    if not yards and not visit.may("act.plan_evidence_walk"):
        style.drawn_state("locked", t("You lead no evidence walk here: ask an administrator."))
        return
    found = {line.walk.id: line.walk for line in visit.ask(evidence_walks, community_id=visit.community.id)
             if visit.may("query.evidence_at_work", courtyard_id=line.walk.courtyard_id)}  # fmt: skip
    titles = {
        **told_apart({id_: f"{visit.t.words(one.title)} · {one.day}" + (f" · {t('closed')}" if one.closed_at else "") for id_, one in found.items()}),
        NEW: t("Plan an evidence walk"),
    }  # fmt: skip
    if state.get(CHOICE, NEW) not in titles:
        state.drop(CHOICE)
    chosen = str(st.selectbox(t("Evidence walk"), list(titles), format_func=titles.__getitem__, key=CHOICE))
    if chosen == NEW:
        preparing.new(visit, yards)
        return
    at_work = visit.ask(evidence_at_work, community_id=visit.community.id, evidence_walk_id=chosen)
    words = {LOOKING: t("Photos"), ENTERING: t("Code for phones"), PREPARING: t("Plan and close")}
    view = st.segmented_control(
        t("View"), VIEWS, format_func=words.__getitem__, default=LOOKING if at_work.spots else ENTERING, required=True,
        key=f"evidence_view_{chosen}", label_visibility="collapsed",
    )  # fmt: skip
    {LOOKING: looking.show, ENTERING: entering.show, PREPARING: preparing.show}[view](visit, at_work)
