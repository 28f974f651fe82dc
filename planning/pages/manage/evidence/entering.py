"""The code of a walk: shown as a code to scan and as signs, made anew, taken away."""

from __future__ import annotations

from functools import partial

import streamlit as st

from planning import addresses
from planning.actions.evidence_walks import renew_walk_code
from planning.options.electorate import spelled
from planning.pages import state, style
from planning.pages.dissent import day_of
from planning.pages.visit import Visit
from planning.queries.evidence import WalkAtWork
from planning.reports import qr
from planning.surveys.evidence import EvidenceWalk


def show(visit: Visit, at_work: WalkAtWork) -> None:
    """Who walks along without an account scans it: their phone adds photos on the day of the walk."""
    t, walk = visit.t, at_work.view.walk
    if walk.closed_at is not None:
        style.drawn_state("later", t("This evidence walk is closed: open it again to go on with it."))
        return
    path = addresses.to(addresses.EVIDENCE_ADD, community=visit.community.id, walk=walk.id)
    style.link(f"{path}?lang={t.language}", t("The page for phones"))
    if walk.code:
        style.lead(t("Good on {day} only", day=day_of(visit, walk.day)))
        base = visit.phone_base()
        style.code_to_scan(qr.drawn(f"{base}{path}#{walk.code}", t("Code to scan for this walk")), f"{base}{path}")
        style.markup(f'<p class="jy-lead"><code>{style.escaped(spelled(walk.code))}</code></p>')
        style.quiet(
            t(
                "Whoever scans it, or types these signs on the page for phones, adds photos without an account and without a name."
            )
        )
    else:
        style.quiet(t("This walk has no code: only the leader and the accounts of its group add photos."))
    if not at_work.may_judge:
        return
    with st.container(horizontal=True, gap="small"):
        _button(
            visit,
            walk,
            t("Make a new code: the old one opens nothing any more") if walk.code else t("Make a code"),
            wanted=True,
        )
        if walk.code:
            _button(visit, walk, t("Take the code away"), wanted=False)


def _button(visit: Visit, walk: EvidenceWalk, words: str, *, wanted: bool) -> None:
    form = f"evidence_code_{walk.id}_{walk.version}_{wanted}"
    st.button(words, key=form, on_click=state.acting(visit, form, partial(_renew, visit, walk, wanted)))


def _renew(visit: Visit, walk: EvidenceWalk, wanted: bool, act_id: str) -> str:
    visit.do(renew_walk_code, act_id, evidence_walk_id=walk.id, version=walk.version, with_code=wanted)
    return visit.t("There is a new code.") if wanted else visit.t("The code was taken away.")
