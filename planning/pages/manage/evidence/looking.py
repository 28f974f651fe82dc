"""Looking through the photos of a walk: keep, merge, lay aside with a reason, put back. Nothing is public before it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st

from planning import addresses
from planning.actions.evidence_photos import LONGEST_NOTE, LONGEST_REASON, correct_evidence_photo, judge_evidence_photo
from planning.i18n.names import name_of
from planning.pages import state, style
from planning.pages.case_map import backdrop, show_picture
from planning.pages.dissent import day_of
from planning.pages.visit import Visit
from planning.queries.evidence import WalkAtWork
from planning.reports.evidence import marks, ordered, sheet_of, summary
from planning.surveys.evidence import EvidenceKind, EvidenceState, Spot, by_kind

MOST_AT_ONCE = 12
ORDER = (EvidenceState.WAITING, EvidenceState.KEPT, EvidenceState.MERGED, EvidenceState.ASIDE)


def show(visit: Visit, at_work: WalkAtWork) -> None:
    """What waits first; then what was kept, merged and laid aside."""
    t, view = visit.t, at_work.view
    _leader(visit, at_work)
    if not at_work.spots:
        style.drawn_state("later", t("No photo has come in yet."))
        return
    style.lead(summary(t, len(view.spots), len(at_work.spots)))
    style.quiet(
        t(
            "Nothing is public before you keep it. Faces and number plates are your duty: lay a photo aside on which a person or a plate can be told."
        )
    )
    counts = {one: view.states.get(one, 0) for one in ORDER}
    chosen = st.segmented_control(
        t("Which photos"), ORDER, format_func=lambda one: f"{name_of(t, one)} · {counts[one]}", required=True,
        default=EvidenceState.WAITING if counts[EvidenceState.WAITING] else EvidenceState.KEPT, key=f"evidence_state_{view.walk.id}",
        label_visibility="collapsed",
    )  # fmt: skip
    spots = [one for one in ordered(view.walk.route, at_work.spots) if one.photo.state is chosen]
    left, right = st.columns([3, 2], gap="large")
    with right:
        _map(visit, at_work, spots)
    kept = {
        one.photo.id: f"{number} · {name_of(t, one.photo.kind)}"
        for number, one in enumerate(ordered(view.walk.route, view.spots), 1)
    }
    with left:
        for number, one in enumerate(spots[:MOST_AT_ONCE], 1):
            _one(visit, at_work, number, one, kept)
        if len(spots) > MOST_AT_ONCE:
            more = len(spots) - MOST_AT_ONCE
            style.quiet(
                t.n(
                    "{count} more photo follows when these are done.",
                    "{count} more photos follow when these are done.",
                    more,
                )
            )


def _map(visit: Visit, at_work: WalkAtWork, spots: list[Spot]) -> None:
    """Where the shown photos were taken, and how many of each kind they are."""
    t, route = visit.t, at_work.view.walk.route
    sheet = sheet_of(route, [one.photo.pin for one in spots])
    show_picture(
        backdrop(visit, sheet, marks(sheet, route, spots)), t("Map: the route, and where the photos were taken")
    )
    style.quiet(t("The route from the ring to the square; ▲ what is wrong, ● a good example."))
    if spots:
        lines = [(name_of(t, kind), str(count)) for kind, count in by_kind(one.photo for one in spots)]
        style.table([t("What it shows"), t("Photos")], lines)


def _leader(visit: Visit, at_work: WalkAtWork) -> None:
    t, walk = visit.t, at_work.view.walk
    name = at_work.members.get(walk.leader_id, walk.leader_id[:8])
    trained = t("the register knows of no training that is valid on this day")
    if at_work.is_trained:
        until = at_work.trained_until
        trained = (
            t("training valid until {day}", day=day_of(visit, until)) if until else t("training valid without an end")
        )
    style.quiet(t("{day} · led by {name} ({trained}) · route of {metres} m", day=day_of(visit, walk.day), name=name, trained=trained,
                  metres=round(at_work.view.length_m)))  # fmt: skip


def _one(visit: Visit, at_work: WalkAtWork, number: int, spot: Spot, kept: Mapping[str, str]) -> None:
    t, one, zone = visit.t, spot.photo, visit.community.time_zone
    key = f"evidence_photo_{one.id}_{one.version}"
    with st.container(key=f"box_{key}", border=True):
        left, right = st.columns(2)
        with left:
            style.photo(addresses.to(addresses.PHOTO, photo=one.id, w="480"), name_of(t, one.kind), one.note)
        with right:
            far = f" ▲ {t('far from the route')}" if spot.is_far else ""
            style.lead(f"{number} · {name_of(t, one.kind)}")
            style.quiet(
                f"{t.time(one.taken_at, zone)} · {name_of(t, one.timed)} · {name_of(t, one.placed)} · "
                f"{t('{metres} m from the route', metres=round(spot.distance_m))}{far}"
            )
            by = at_work.members.get(one.member_id) or (
                t("an account of the group") if one.member_id else t("a phone with the code")
            )
            style.quiet(t("Sent by {who}", who=by) + (f" · {one.reason}" if one.reason else ""))
            if at_work.may_judge and at_work.view.walk.closed_at is None:
                _judge(visit, spot, key, kept)


def _judge(visit: Visit, spot: Spot, key: str, kept: Mapping[str, str]) -> None:
    t, one = visit.t, spot.photo
    if one.state is not EvidenceState.WAITING:
        _button(visit, spot, EvidenceState.WAITING, t("Put it back: look again"), key)
        return
    _button(visit, spot, EvidenceState.KEPT, t("Keep it: everybody sees it"), key, main=True)
    with st.expander(t("Lay it aside, merge it, mend it")):
        st.text_input(
            t("Why it is laid aside"),
            key=f"{key}_reason",
            max_chars=LONGEST_REASON,
            placeholder=t("Such as: a face can be told"),
        )
        _button(visit, spot, EvidenceState.ASIDE, t("Lay it aside"), key)
        if kept:
            st.selectbox(
                t("Shows the same as this kept photo"), list(kept), format_func=kept.__getitem__, key=f"{key}_same"
            )
            _button(visit, spot, EvidenceState.MERGED, t("Merge the two"), key)
        kinds = list(EvidenceKind)
        st.selectbox(
            t("What it shows"),
            kinds,
            kinds.index(one.kind),
            format_func=lambda kind: name_of(t, kind),
            key=f"{key}_kind",
        )
        st.text_input(t("Note"), one.note, key=f"{key}_note", max_chars=LONGEST_NOTE)
        st.button(
            t("Mend kind and note"),
            key=f"{key}_mend",
            on_click=state.acting(visit, f"{key}_mend", partial(_mend, visit, spot, key)),
        )


def _button(visit: Visit, spot: Spot, wanted: EvidenceState, words: str, key: str, *, main: bool = False) -> None:
    form = f"{key}_{wanted}"
    st.button(words, key=form, type="primary" if main else "secondary",
              on_click=state.acting(visit, form, partial(_judged, visit, spot, wanted, key)))  # fmt: skip


def _judged(visit: Visit, spot: Spot, wanted: EvidenceState, key: str, act_id: str) -> str:
    t, one = visit.t, spot.photo
    visit.do(
        judge_evidence_photo, act_id, evidence_photo_id=one.id, version=one.version, verdict=wanted,
        reason=str(state.get(f"{key}_reason") or ""), same_as_id=str(state.get(f"{key}_same") or ""),
    )  # fmt: skip
    return {
        EvidenceState.KEPT: t("The photo is kept: everybody sees it now."), EvidenceState.ASIDE: t("The photo is laid aside: nobody else sees it."),
        EvidenceState.MERGED: t("The photo was merged: the kept one stands for both."), EvidenceState.WAITING: t("The photo waits again."),
    }[wanted]  # fmt: skip


def _mend(visit: Visit, spot: Spot, key: str, act_id: str) -> str:
    one = spot.photo
    visit.do(
        correct_evidence_photo, act_id, evidence_photo_id=one.id, version=one.version,
        evidence_kind=str(state.get(f"{key}_kind") or ""), note=str(state.get(f"{key}_note") or ""),
    )  # fmt: skip
    return visit.t("Kind and note are mended.")
