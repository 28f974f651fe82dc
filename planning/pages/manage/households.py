"""The register of households of a case, and the shares of a lift's cost: doors and names are seen here only."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

import streamlit as st

from planning.actions.dissent import LONGEST_TEXT
from planning.actions.households import enter_households, forget_household, note_household
from planning.actions.lift import share_lift_cost
from planning.actions.words import LONGEST_LABEL
from planning.cases.case import Case
from planning.cases.household import Household, HouseholdState
from planning.i18n.names import name_of
from planning.options.money import book_yuan, yuan
from planning.pages import state, style
from planning.pages.manage.case_choice import chosen_line, no_case
from planning.pages.visit import Visit
from planning.queries.communities import courtyards
from planning.queries.households import households_at_work, lift_at_work
from planning.wording import for_cell, told_apart


def show(visit: Visit) -> None:
    """Choose a case and a courtyard; the register, then the lift."""
    t = visit.t
    line = chosen_line(visit, key="households_case")
    if line is None:
        return
    case = line.case
    yards = {
        yard.id: yard.name[t.language]
        for yard in visit.ask(courtyards, community_id=visit.community.id)
        if visit.may("act.note_household", courtyard_id=yard.id)
    }
    whole = visit.may("act.note_household")
    choices = ([""] if whole else []) + list(yards)
    if not choices:
        no_case(visit)
        return
    yard = str(st.selectbox(
        t("Courtyard"), choices, format_func=lambda key: yards.get(key) or t("all"), key="households_yard"))  # fmt: skip
    lines = visit.ask(households_at_work, community_id=visit.community.id, case_id=case.id, courtyard_id=yard)
    style.quiet(t("Doors, names and notes are read here only, by those who work on the case."))
    if lines:
        _one(visit, lines, yard, yards)
        _table(visit, lines)
    with st.expander(t("Enter households"), expanded=not lines):
        st.text_area(
            t("One household on each line: door, name"), key="households_table", placeholder="3-2-501,\n3-2-502,"
        )
        st.button(t("Enter them"), on_click=state.acting(
            visit, f"enter_households:{case.id}", lambda a: _entered(visit, case.id, yard, a)))  # fmt: skip
    if visit.may("act.share_lift_cost", courtyard_id=line.keeping.seat(case)):
        with st.expander(t("Share the cost of a lift")):
            _lift(visit, case)


def _one(visit: Visit, lines: list[Household], yard: str, yards: Mapping[str, str]) -> None:
    t = visit.t
    by_id = {one.id: one for one in lines}
    # Doors of two courtyards may be called the same: what is noted must reach the one that was chosen.
    doors = told_apart({
        one.id: one.door if yard else " · ".join(part for part in (one.door, yards.get(one.courtyard_id or "")) if part)
        for one in lines
    })  # fmt: skip
    chosen = str(st.selectbox(t("Household"), list(doors), format_func=doors.__getitem__, key="household"))
    one = by_id[chosen]
    states = list(HouseholdState)
    left, middle, right = st.columns(3)
    left.selectbox(
        t("How far it has come"),
        states,
        states.index(one.state),
        format_func=lambda s: name_of(t, s),
        key=f"household_state_{one.id}",
    )
    middle.date_input(t("Day"), visit.today, key=f"household_day_{one.id}")
    right.text_input(t("Name, if it is needed"), one.name, key=f"household_name_{one.id}", max_chars=LONGEST_LABEL)
    st.text_area(t("Note"), one.note, key=f"household_note_{one.id}", max_chars=LONGEST_TEXT)
    with st.container(horizontal=True):
        st.button(t("Save it"), type="primary", key=f"household_save_{one.id}", on_click=state.acting(
            visit, f"note_household:{one.id}", lambda a: _noted(visit, one, a)))  # fmt: skip
        with st.popover(t("Forget this household")):
            style.quiet(t("Door, name and note are gone for good."))
            st.button(t("Forget it"), key=f"household_forget_{one.id}", on_click=state.acting(
                visit, f"forget_household:{one.id}", lambda a: _forgotten(visit, one, a)))  # fmt: skip


def _noted(visit: Visit, one: Household, act_id: str) -> str:
    visit.do(
        note_household, act_id, household_id=one.id, version=one.version, name=str(state.get(f"household_name_{one.id}") or ""),
        state=HouseholdState(state.get(f"household_state_{one.id}")), day=state.get(f"household_day_{one.id}"),
        note=str(state.get(f"household_note_{one.id}") or ""),
    )  # fmt: skip
    return visit.t("It was noted.")


def _forgotten(visit: Visit, one: Household, act_id: str) -> str:
    visit.do(forget_household, act_id, household_id=one.id)
    state.drop("household")
    return visit.t("The household was forgotten.")


def _table(visit: Visit, lines: list[Household]) -> None:
    t = visit.t
    with st.expander(t("All of them ({count})", count=len(lines))):
        style.table((), [(one.door, name_of(t, one.state), one.day.isoformat() if one.day else "") for one in lines])


def _entered(visit: Visit, id_: str, yard: str, act_id: str) -> str:
    table = str(state.get("households_table") or "")
    count = visit.do(enter_households, act_id, case_id=id_, courtyard_id=yard, table=table)
    state.drop("households_table")
    return visit.t.n("{count} household was entered.", "{count} households were entered.", count)


def _lift(visit: Visit, case: Case) -> None:
    t = visit.t
    found = visit.ask(lift_at_work, community_id=visit.community.id, case_id=case.id)
    plan = found[0] if found else None
    key = f"{case.id}_{plan.version if plan else 0}"
    st.text_input(
        t("Amount in yuan"), yuan(plan.cents) if plan else "", key=f"lift_amount_{key}", placeholder="420,000"
    )
    st.checkbox(
        t("By floor and area; otherwise by floor alone"), plan.by_area if plan else True, key=f"lift_by_area_{key}"
    )
    style.quiet(
        t(
            "No coefficient is built in: enter those that your meeting or the rule of your city settles, and where they stand."
        )
    )
    left, right = st.columns(2)
    left.text_area(
        t("Coefficients, a line each: floor, coefficient"), "\n".join(f"{floor},{text}" for floor, text in plan.coefficients) if plan else "",
        key=f"lift_coefficients_{key}", placeholder="2,0.5\n3,1",
    )  # fmt: skip
    right.text_area(
        t("Flats, a line each: door, floor, area in m²"),
        "\n".join(f"{one.door},{one.floor},{one.area}" for one in plan.flats) if plan else "",
        key=f"lift_flats_{key}", placeholder="3-2-201,2,87.35",
    )  # fmt: skip
    st.text_input(
        t("Where the coefficients come from, which everybody reads"), plan.source if plan else "", key=f"lift_source_{key}",
        max_chars=LONGEST_TEXT,
    )  # fmt: skip
    st.button(t("Share the cost"), type="primary", on_click=state.acting(
        visit, f"lift:{case.id}", lambda a: _share(visit, case, key, plan.version if plan else 0, a)))  # fmt: skip
    if found:
        out = io.StringIO()
        table = csv.writer(out)
        for flat, cents in found[1]:
            style.quiet(f"{flat.door}: {book_yuan(cents)}")
            table.writerow([for_cell(flat.door), flat.floor, flat.area, f"{cents // 100}.{cents % 100:02}"])
        st.download_button(
            t("Table (CSV)"),
            out.getvalue().encode("utf-8-sig"),
            "lift-shares.csv",
            "text/csv",
            key="lift_csv",
            on_click="ignore",
        )


def _share(visit: Visit, case: Case, key: str, version: int, act_id: str) -> str:
    visit.do(
        share_lift_cost, act_id, case_id=case.id, version=version, by_area=bool(state.get(f"lift_by_area_{key}")),
        **{name: str(state.get(f"lift_{name}_{key}") or "") for name in ("amount", "coefficients", "source", "flats")},
    )  # fmt: skip
    return visit.t("The shares were worked out: together they are exactly the cost.")
