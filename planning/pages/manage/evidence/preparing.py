"""Planning an evidence walk: what is looked for, when, who leads, who walks along, the route drawn on the map; closing it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import shapely
import streamlit as st

from planning import addresses
from planning.actions.evidence_walks import (
    LONGEST_QUESTION,
    LONGEST_TITLE,
    call_off_evidence_walk,
    change_evidence_walk,
    close_evidence_walk,
    plan_evidence_walk,
    reopen_evidence_walk,
)
from planning.pages import map_frame, state, style
from planning.pages.manage.case_choice import case_titles
from planning.pages.map_frame import Drawing, MapView, Sketch
from planning.pages.visit import Visit
from planning.queries.base_maps import base_maps
from planning.queries.cases import cases
from planning.queries.evidence import Person, WalkAtWork, walk_people
from planning.surveys.evidence import EvidenceWalk
from planning.surveys.planner_layer import Mark
from planning.surveys.route import length_m
from planning.wording import Words

ROUTE = "evidence:route"
"""The line that was drawn and is not kept yet, by the walk that it is for."""
NONE = ""


def new(visit: Visit, yards: Mapping[str, str]) -> None:
    """A new walk."""
    t = visit.t
    choices = ([NONE] if visit.may("act.plan_evidence_walk") else []) + list(yards)
    st.selectbox(t("Courtyard, if it stays in one"), choices, key="evidence_yard",
                 format_func=lambda id_: yards.get(id_) or t("of the whole community"))  # fmt: skip
    _form(visit, None, str(state.get("evidence_yard") or NONE))
    st.button(t("Plan the walk"), type="primary", key="evidence_plan",
              on_click=state.acting(visit, "evidence_plan", partial(_plan, visit)))  # fmt: skip


def show(visit: Visit, at_work: WalkAtWork) -> None:
    """What was planned, to be changed; and the end of the walk."""
    t, walk = visit.t, at_work.view.walk
    here = {"community": visit.community.id, "walk": walk.id, "lang": t.language}
    style.link(addresses.to(addresses.EVIDENCE_WALK, **here), t("What everybody sees of it"))
    if not at_work.may_judge:
        style.quiet(
            t("The leader of this walk sees to it and to its photos, or a professional planner: ask one of them.")
        )
        return
    if walk.closed_at is None:
        _form(visit, at_work, walk.courtyard_id or NONE)
        key = f"evidence_change_{walk.id}_{walk.version}"
        st.button(t("Save"), key=key, on_click=state.acting(visit, key, partial(_change, visit, walk)))
    key = f"evidence_close_{walk.id}_{walk.version}"
    if walk.closed_at is None:
        style.quiet(t("Closed, it takes no photo any more: what was kept and how many of each kind stays to be read."))
        st.button(t("Close the walk"), key=key, on_click=state.acting(visit, key, partial(_close, visit, walk)))
        if not at_work.spots:
            _calling_off(visit, walk)
    else:
        st.button(t("Open the walk again"), key=key, on_click=state.acting(visit, key, partial(_reopen, visit, walk)))


def _calling_off(visit: Visit, walk: EvidenceWalk) -> None:
    """Folded, so that nobody takes it for the end of a walk that was walked."""
    t, key = visit.t, f"evidence_off_{walk.id}_{walk.version}"
    with st.expander(t("The walk does not take place")):
        style.quiet(t("No photo has come in. Called off, it is closed and its code opens nothing; its page and its case say why. It can be opened again."))  # fmt: skip
        st.text_input(t("Why it does not take place; everybody reads it"), key=f"{key}_reason", max_chars=400)
        st.button(t("Call the walk off"), key=key, on_click=state.acting(visit, key, partial(_call_off, visit, walk)))


def _form(visit: Visit, at_work: WalkAtWork | None, yard: str) -> None:
    t = visit.t
    walk = at_work.view.walk if at_work else None
    name = _name(walk)
    left, right = st.columns(2)
    for column, language, title, question in (
        (left, "zh", t("Title in Chinese"), t("What is looked for, in Chinese")),
        (right, "en", t("Title in English"), t("What is looked for, in English")),
    ):
        column.text_input(
            title,
            getattr(walk.title, language) if walk else "",
            key=f"{name}_title_{language}",
            max_chars=LONGEST_TITLE,
        )
        column.text_input(
            question,
            getattr(walk.question, language) if walk else "",
            key=f"{name}_question_{language}",
            max_chars=LONGEST_QUESTION,
        )
    people = {one.id: one for one in visit.ask(walk_people, community_id=visit.community.id, courtyard_id=yard)}
    left.date_input(t("Day of the walk"), walk.day if walk else visit.today, key=f"{name}_day")
    _leader(visit, right, people, at_work, name)
    others = list(people) + [id_ for id_ in (walk.group_ids if walk else ()) if id_ not in people]
    left.multiselect(
        t("Accounts that walk along"), others, list(walk.group_ids) if walk else [], key=f"{name}_group",
        format_func=lambda id_: people[id_].name if id_ in people else _called(at_work, id_), placeholder=t("Choose accounts"),
    )  # fmt: skip
    found = case_titles(visit, (line.case for line in visit.ask(cases, community_id=visit.community.id)))
    chosen = [NONE, *found]
    right.selectbox(t("Case, if it is for one"), chosen, chosen.index(walk.case_id) if walk and walk.case_id in found else 0,
                    key=f"{name}_case", format_func=lambda id_: found.get(id_) or t("for none"))  # fmt: skip
    _route(visit, walk)


def _leader(visit: Visit, where: Any, people: Mapping[str, Person], at_work: WalkAtWork | None, name: str) -> None:
    t = visit.t
    may = [one.id for one in people.values() if one.may_lead]
    now = at_work.view.walk.leader_id if at_work else ""
    ids = may if not now or now in may else [now, *may]
    if not ids:
        where.info(t("No account here has the role of a resident planner: an administrator gives it under “Accounts”."))
        return

    def told(id_: str) -> str:
        trained = f" · {t('trained, valid today')}" if id_ in people and people[id_].is_trained else ""
        return (people[id_].name if id_ in people else _called(at_work, id_)) + trained

    where.selectbox(
        t("Leader: a resident planner"),
        ids,
        ids.index(now) if now in ids else 0,
        key=f"{name}_leader",
        format_func=told,
        disabled=at_work is not None and not at_work.view.walk.is_given_by(visit.visitor),
    )


def _called(at_work: WalkAtWork | None, id_: str) -> str:
    return at_work.members.get(id_, id_[:8]) if at_work else id_[:8]


def _route(visit: Visit, walk: EvidenceWalk | None) -> None:
    """The map with the tools of drawing: a line is the route; the one that was drawn last counts."""
    t, key = visit.t, _name(walk)
    click = map_frame.take_click()
    if click is not None and click.kind == "drawn" and click.shape is not None:
        state.put(ROUTE, (key, Sketch(click.mark, click.shape)))
    drawn = _drawn(walk)
    st.subheader(t("The route"), anchor=False)
    if drawn is not None and drawn.mark != Mark.LINE:
        style.quiet(
            t(
                "That is no line: choose the line at the upper left of the map, and draw the route from its beginning to its end."
            )
        )
    elif drawn is not None:
        style.quiet(
            t(
                "Drawn: {metres} m on the ground. Draw again to put another one in its place.",
                metres=_metres(drawn.shape),
            )
        )
    elif walk is not None:
        style.quiet(
            t(
                "The route is {metres} m long. Draw another line to put it in its place.",
                metres=round(length_m(walk.route)),
            )
        )
    else:
        style.quiet(
            t("Choose the line at the upper left of the map, tap the route corner by corner, then press Finish.")
        )
    shown = drawn or (Sketch(Mark.LINE, shapely.geometry.mapping(walk.route)) if walk else None)
    settings = visit.house.settings
    map_frame.draw(MapView(
        visit.community, t, settings.tile_url, settings.tile_attribution, settings.tile_datum,
        tuple(visit.ask(base_maps, community_id=visit.community.id)), draws=True, drawing=Drawing(draft=shown),
    ))  # fmt: skip


def _metres(shape: Mapping[str, Any]) -> str:
    """The length of what came from the browser, as far as it can be measured; the act looks at all of it."""
    try:
        return str(round(length_m(shapely.LineString([(float(x), float(y)) for x, y, *_ in shape["coordinates"]]))))
    except (KeyError, TypeError, ValueError, shapely.errors.GEOSException):
        return "—"


def _name(walk: EvidenceWalk | None) -> str:
    return f"evidence_{walk.id}_{walk.version}" if walk else "evidence_new"


def _drawn(walk: EvidenceWalk | None) -> Sketch | None:
    name, sketch = state.get(ROUTE, ("", None))
    return sketch if name == _name(walk) else None


def _typed(walk: EvidenceWalk | None) -> dict[str, Any]:
    name, sketch = _name(walk), _drawn(walk)

    def said(field: str) -> str:
        return str(state.get(f"{name}_{field}") or "")

    return {
        "title": Words(said("title_zh"), said("title_en")), "question": Words(said("question_zh"), said("question_en")),
        "day": state.get(f"{name}_day"), "leader_id": said("leader"), "group_ids": list(state.get(f"{name}_group") or []),
        "case_id": said("case"), "route": dict(sketch.shape) if sketch else None,
    }  # fmt: skip


def _plan(visit: Visit, act_id: str) -> str:
    made = visit.do(
        plan_evidence_walk, act_id, community_id=visit.community.id, courtyard_id=str(state.get("evidence_yard") or NONE), **_typed(None)
    )  # fmt: skip
    state.drop(ROUTE)
    state.put("evidence_walk", made)
    return visit.t("The walk is planned. Make its code, so that others can walk along.")


def _change(visit: Visit, walk: EvidenceWalk, act_id: str) -> str:
    visit.do(change_evidence_walk, act_id, evidence_walk_id=walk.id, version=walk.version, **_typed(walk))
    state.drop(ROUTE)
    return visit.t("The walk was changed.")


def _close(visit: Visit, walk: EvidenceWalk, act_id: str) -> str:
    visit.do(close_evidence_walk, act_id, evidence_walk_id=walk.id, version=walk.version)
    return visit.t("The walk is closed: everybody reads what was kept.")


def _call_off(visit: Visit, walk: EvidenceWalk, act_id: str) -> str:
    reason = str(state.get(f"evidence_off_{walk.id}_{walk.version}_reason") or "")
    visit.do(call_off_evidence_walk, act_id, evidence_walk_id=walk.id, version=walk.version, reason=reason)
    return visit.t("The walk is called off: everybody reads why.")


def _reopen(visit: Visit, walk: EvidenceWalk, act_id: str) -> str:
    visit.do(reopen_evidence_walk, act_id, evidence_walk_id=walk.id, version=walk.version)
    return visit.t("The walk is open again.")
