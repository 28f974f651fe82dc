"""The planner team: its register, a line at a time."""

from __future__ import annotations

from datetime import date

import streamlit as st

from planning import addresses
from planning.actions.planners import LONGEST_NAME, LONGEST_TEXT, change_planner, enter_planner
from planning.pages import state, style
from planning.pages.manage import team_training
from planning.pages.visit import Visit
from planning.people import Planner, Training
from planning.queries.communities import courtyards
from planning.queries.staff import planner_team, trainings
from planning.site import TeamLine
from planning.wording import Words

NEW = "new"
CHOSEN = "team_chosen"


def show(visit: Visit) -> None:
    """The register as a table and as a file; for planners and administrators the form below."""
    t = visit.t
    style.lead(t("Who plans here: residents who were trained for it, and professionals who stand beside them."))
    lines = visit.ask(planner_team, community_id=visit.community.id)
    trained: dict[str, list[Training]] = {}
    for one in visit.ask(trainings, community_id=visit.community.id):
        trained.setdefault(one.planner_id, []).append(one)
    if lines:
        st.dataframe([_row(visit, line, trained.get(line.planner.id, [])) for line in lines], hide_index=True)
        style.link(
            addresses.to(addresses.PLANNERS_CSV, community=visit.community.id), t("Save the register as a table")
        )
    else:
        style.drawn_state("empty", t("Nobody stands in the register yet."))
    if visit.may("act.enter_planner"):
        _form(visit, {line.planner.id: line.planner for line in lines})
        chosen = next((line.planner for line in lines if line.planner.id == state.get(CHOSEN)), None)
        if chosen is not None:
            team_training.show(visit, chosen, trained.get(chosen.id, []))


def _row(visit: Visit, line: TeamLine, trained: list[Training]) -> dict[str, str]:
    t, one = visit.t, line.planner
    return {
        t("Name"): one.name,
        t("Kind"): t("Resident planner") if one.resident else t("Professional planner"),
        t("Profession"): one.profession,
        t("Training"): team_training.standing(visit, trained) or one.training,
        t("Courtyards"): str(t.words(tuple(yard.name for yard in line.courtyards))),
        t("Joined"): one.joined_on.isoformat(),
        t("Left"): one.left_on.isoformat() if one.left_on else "",
        t("Shown to everybody"): t("yes") if one.public else t("no"),
    }


def _form(visit: Visit, found: dict[str, Planner]) -> None:
    t = visit.t
    chosen = st.selectbox(
        t("Line of the register"), [NEW, *found], key=CHOSEN,
        format_func=lambda id_: found[id_].name if id_ in found else t("+ Somebody new"),
    )  # fmt: skip
    one = found.get(str(chosen))
    _fields(visit, one)
    form = f"team:{one.id}:{one.version}" if one else "team:new"
    st.button(
        t("Save"), key="team_save", type="primary", on_click=state.acting(visit, form, lambda a: _save(visit, one, a))
    )


def _key(one: Planner | None, field: str) -> str:
    return f"team_{one.id}_{one.version}_{field}" if one else f"team_{NEW}_{field}"


def _fields(visit: Visit, one: Planner | None) -> None:
    t = visit.t
    yards: dict[str, Words] = {yard.id: yard.name for yard in visit.ask(courtyards, community_id=visit.community.id)}
    left, right = st.columns(2)
    left.text_input(t("Name"), one.name if one else "", key=_key(one, "name"), max_chars=LONGEST_NAME)
    left.checkbox(t("Resident planner"), one.resident if one else True, key=_key(one, "resident"))
    right.text_input(
        t("Profession"), one.profession if one else "", key=_key(one, "profession"), max_chars=LONGEST_TEXT
    )
    right.text_input(t("Training"), one.training if one else "", key=_key(one, "training"), max_chars=LONGEST_TEXT)
    st.multiselect(
        t("Courtyards"), list(yards), [id_ for id_ in (one.courtyard_ids if one else ()) if id_ in yards],
        key=_key(one, "yards"), format_func=lambda id_: yards[id_][t.language],
    )  # fmt: skip
    left, right = st.columns(2)
    left.date_input(t("Joined"), one.joined_on if one else visit.now.date(), key=_key(one, "joined"))
    if one is not None:
        right.date_input(t("Left"), one.left_on, key=_key(one, "left"))
    st.checkbox(
        t("Everybody may read name, profession and courtyards; the person has agreed"), one.public if one else False,
        key=_key(one, "public"),
    )  # fmt: skip


def _save(visit: Visit, one: Planner | None, act_id: str) -> str:
    def typed(field: str) -> str:
        return str(state.get(_key(one, field)) or "")

    joined: date | None = state.get(_key(one, "joined"))
    fields = {
        "name": typed("name"), "resident": bool(state.get(_key(one, "resident"))), "profession": typed("profession"),
        "training": typed("training"), "courtyard_ids": list(state.get(_key(one, "yards")) or ()),
        "public": bool(state.get(_key(one, "public"))),
    }  # fmt: skip
    if one is None:
        made = visit.do(enter_planner, act_id, community_id=visit.community.id, joined_on=joined, **fields)
        state.drop(*(_key(None, field) for field in ("name", "profession", "training", "yards", "public")))
        state.put(CHOSEN, made)
    else:
        visit.do(
            change_planner, act_id, planner_id=one.id, version=one.version, member_id=one.member_id,
            joined_on=joined or one.joined_on, left_on=state.get(_key(one, "left")), **fields,
        )  # fmt: skip
    return visit.t("The register was saved.")
