"""Objections to a case and its decision: enter, visit, answer; record what was decided. Names are seen here only."""

from __future__ import annotations

import streamlit as st

from planning.actions.dissent import LONGEST_TEXT, answer_objection, change_objection, record_objection, record_visit
from planning.actions.words import LONGEST_LABEL
from planning.cases.case import Case
from planning.cases.dissent import Outcome
from planning.i18n.names import name_of
from planning.pages import state, style
from planning.pages.dissent import day_of
from planning.pages.manage import case_decision, objection_mending
from planning.pages.manage.case_choice import chosen_case
from planning.pages.visit import Visit
from planning.queries.communities import courtyards
from planning.queries.dissent import ObjectionLine, Worklist, objections_at_work
from planning.surveys.comment import Stance, Topic
from planning.wording import Words, told_apart

NEW = "new"


def show(visit: Visit) -> None:
    """Choose a case; its objections, then its decision."""
    t = visit.t
    case = chosen_case(visit, key="objections_case", act="act.record_objection")
    if case is None:
        return
    work = visit.ask(objections_at_work, community_id=visit.community.id, case_id=case.id)
    style.quiet(t("Labels, names and visits are read here only, by those who work on the case."))
    for line in work.lines:
        _line(visit, line, work)
    with st.expander(t("Enter an objection"), expanded=not work.lines):
        _form(visit, case, work)
    case_decision.show(visit, case, work)


def _line(visit: Visit, line: ObjectionLine, work: Worklist) -> None:
    t, one = visit.t, line.objection
    outcome = name_of(t, line.outcome) if line.outcome else t("not visited yet")
    outcome = t("taken out: made by mistake") if one.mistaken_at is not None else outcome
    with st.expander(style.literal(f"{one.who or name_of(t, Topic(one.topic))} · {outcome}")):
        st.markdown(style.literal(one.text))
        shown = t("Everybody may read these words.") if one.shown else t("These words are not shown to everybody.")
        style.quiet(f"{name_of(t, Topic(one.topic))} · {t('Responsible: {name}', name=line.owner or '—')} · {shown}")
        for call in line.calls:
            style.quiet(f"{day_of(visit, call.day)} · {call.went} · {name_of(t, call.outcome)}")
            st.markdown(style.literal(call.explained))
            objection_mending.visited(visit, call)
        if one.mistaken_at is None:
            _call(visit, one.id)
            if visit.may("act.answer_objection"):
                _answer(visit, line)
        _fields(visit, one.id, work, line)
        st.button(t("Save the entry"), key=f"objection_save_{one.id}", on_click=state.acting(
            visit, f"change_objection:{one.id}", lambda a: _change(visit, line, a)))  # fmt: skip
        objection_mending.taken_out(visit, one)


def _call(visit: Visit, id_: str) -> None:
    t = visit.t
    left, right = st.columns(2)
    left.date_input(t("Day of the visit"), key=f"call_day_{id_}", value=visit.today)
    right.text_input(t("Who went"), key=f"call_went_{id_}", max_chars=LONGEST_LABEL)
    st.text_area(t("What was explained"), key=f"call_explained_{id_}", max_chars=LONGEST_TEXT)
    st.selectbox(t("What came of it"), list(Outcome), format_func=lambda o: name_of(t, o), key=f"call_outcome_{id_}")
    st.button(t("Note the visit"), type="primary", key=f"call_save_{id_}",
              on_click=state.acting(visit, f"record_visit:{id_}", lambda a: _visited(visit, id_, a)))  # fmt: skip


def _visited(visit: Visit, id_: str, act_id: str) -> str:
    visit.do(
        record_visit, act_id, objection_id=id_, day=state.get(f"call_day_{id_}"), went=str(state.get(f"call_went_{id_}") or ""),
        explained=str(state.get(f"call_explained_{id_}") or ""), outcome=Outcome(state.get(f"call_outcome_{id_}")),
    )  # fmt: skip
    for name in ("went", "explained"):
        state.put(f"call_{name}_{id_}", "")
    return visit.t("The visit was noted.")


def _answer(visit: Visit, line: ObjectionLine) -> None:
    t, one = visit.t, line.objection
    left, right = st.columns(2)
    left.text_area(t("Answer in Chinese"), one.answer.zh, key=f"answer_zh_{one.id}", max_chars=LONGEST_TEXT)
    right.text_area(t("Answer in English"), one.answer.en, key=f"answer_en_{one.id}", max_chars=LONGEST_TEXT)
    st.button(t("Give the answer, which everybody can read"), key=f"answer_save_{one.id}",
              on_click=state.acting(visit, f"answer_objection:{one.id}", lambda a: _answered(visit, line, a)))  # fmt: skip


def _answered(visit: Visit, line: ObjectionLine, act_id: str) -> str:
    one = line.objection
    answer = Words(str(state.get(f"answer_zh_{one.id}") or ""), str(state.get(f"answer_en_{one.id}") or ""))
    visit.do(answer_objection, act_id, objection_id=one.id, version=one.version, answer=answer)
    return visit.t("The answer was saved.")


def _fields(visit: Visit, name: str, work: Worklist, line: ObjectionLine | None = None) -> None:
    t, one = visit.t, line.objection if line else None
    topics, names = list(Topic), told_apart(work.staff)
    staff = list(names)
    left, right = st.columns(2)
    left.text_input(
        t("Who objects: a door, or “a shop”"),
        one.who if one else "",
        key=f"objection_who_{name}",
        max_chars=LONGEST_LABEL,
    )
    right.selectbox(
        t("Topic"),
        topics,
        topics.index(Topic(one.topic)) if one else 0,
        format_func=lambda o: name_of(t, o),
        key=f"objection_topic_{name}",
    )
    st.text_area(t("In their own words"), one.text if one else "", key=f"objection_text_{name}", max_chars=LONGEST_TEXT)
    mine = one.owner_id if one else visit.visitor.member.id if visit.visitor.member else ""
    st.selectbox(t("Who of the staff is responsible"), staff, staff.index(mine) if mine in staff else 0,
                 format_func=names.__getitem__, key=f"objection_owner_{name}")  # fmt: skip
    st.checkbox(
        t("The objector allows that everybody reads the words"),
        one.shown if one else False,
        key=f"objection_shown_{name}",
    )


def _typed(name: str) -> dict[str, object]:
    return {
        "topic": Topic(state.get(f"objection_topic_{name}")), "who": str(state.get(f"objection_who_{name}") or ""),
        "text": str(state.get(f"objection_text_{name}") or ""), "shown": bool(state.get(f"objection_shown_{name}")),
        "owner_id": str(state.get(f"objection_owner_{name}") or ""),
    }  # fmt: skip


def _change(visit: Visit, line: ObjectionLine, act_id: str) -> str:
    one = line.objection
    visit.do(change_objection, act_id, objection_id=one.id, version=one.version, **_typed(one.id))
    return visit.t("The entry was saved.")


def _form(visit: Visit, case: Case, work: Worklist) -> None:
    t = visit.t
    against = told_apart({c.id: c.text[:60] for c in work.comments if c.stance in {Stance.OBJECTION, Stance.WORRY}})
    st.selectbox(t("Made from a comment"), ["", *against], key="objection_comment",
                 format_func=lambda id_: style.literal(against[id_]) if id_ else t("none: said in another way"))  # fmt: skip
    if work.doors:
        yards = {yard.id: yard.name[t.language] for yard in visit.ask(courtyards, community_id=visit.community.id)}
        doors = told_apart(
            {one.id: " · ".join(filter(None, (one.door, yards.get(one.courtyard_id or "")))) for one in work.doors}
        )
        st.selectbox(t("Made from a household that objects"), ["", *doors], key="objection_door",
                     format_func=lambda id_: style.literal(doors[id_]) if id_ else t("none: said in another way"))  # fmt: skip
    _fields(visit, NEW, work)
    st.button(t("Enter the objection"), type="primary",
              on_click=state.acting(visit, f"record_objection:{case.id}", lambda a: _enter(visit, case, a)))  # fmt: skip


def _enter(visit: Visit, case: Case, act_id: str) -> str:
    comment = str(state.get("objection_comment") or "")
    door = str(state.get("objection_door") or "")
    visit.do(record_objection, act_id, case_id=case.id, comment_id=comment, household_id=door, **_typed(NEW))
    state.put("objection_comment", "")
    state.drop("objection_door")
    for name in ("who", "text"):
        state.put(f"objection_{name}_{NEW}", "")
    state.put(f"objection_shown_{NEW}", False)  # the next one is asked anew
    return visit.t("The objection was entered: somebody goes there next.")
