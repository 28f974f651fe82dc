"""Who keeps a case: its owner, its courtyards, its place."""

from __future__ import annotations

import streamlit as st

from planning.actions.case_keeping import keep_case
from planning.pages import state
from planning.pages.visit import Visit
from planning.queries.cases import CaseView
from planning.queries.communities import courtyards


def show(visit: Visit, view: CaseView) -> None:
    """The form, folded."""
    t, name, keeping = visit.t, view.case.id, view.keeping
    with st.expander(t("Owner, courtyards and place")):
        staff = ["", *view.staff]
        at = staff.index(keeping.owner_id) if keeping.owner_id in staff else 0
        st.selectbox(t("Who is responsible for the case"), staff, at, key=f"keep_owner_{name}",
                     format_func=lambda id_: view.staff.get(id_) or t("nobody yet"))  # fmt: skip
        yards = {yard.id: yard.name[t.language] for yard in visit.ask(courtyards, community_id=visit.community.id)}
        st.multiselect(t("Courtyards that it concerns"), list(yards), [y.id for y in view.yards], key=f"keep_yards_{name}",
                       format_func=yards.__getitem__, placeholder=t("Choose courtyards"))  # fmt: skip
        pin = view.case.pin
        left, right = st.columns(2)
        left.text_input(
            t("Longitude of the place, if it has one"), f"{pin.lon:.6f}" if pin else "", key=f"keep_lon_{name}"
        )
        right.text_input(
            t("Latitude of the place, if it has one"), f"{pin.lat:.6f}" if pin else "", key=f"keep_lat_{name}"
        )
        st.button(t("Save owner and place"), key=f"keep_save_{name}",
                  on_click=state.acting(visit, f"keep_case:{name}", lambda a: _keep(visit, view, a)))  # fmt: skip


def _keep(visit: Visit, view: CaseView, act_id: str) -> str:
    name = view.case.id
    visit.do(
        keep_case, act_id, case_id=name, version=view.case.version, owner_id=str(state.get(f"keep_owner_{name}") or ""),
        courtyard_ids=list(state.get(f"keep_yards_{name}") or []), lon=state.get(f"keep_lon_{name}"),
        lat=state.get(f"keep_lat_{name}"),
    )  # fmt: skip
    return visit.t("Owner and place were saved.")
