"""The first field of every section that works on a case: which one."""

from __future__ import annotations

import streamlit as st

from planning.cases.case import Case
from planning.pages import style
from planning.pages.visit import Visit
from planning.queries.cases import cases


def chosen_case(visit: Visit, *, key: str, act: str = "") -> Case | None:
    """The case that is chosen; None, said in a sentence, where there is none.

    :param act: only cases on which the visitor may do this.
    """
    t = visit.t
    found = {
        line.case.id: line.case
        for line in visit.ask(cases, community_id=visit.community.id)
        if not act or visit.may(act, courtyard_id=line.case.courtyard_id)
    }
    if not found:
        no_case(visit)
        return None
    id_ = st.selectbox(t("Case"), list(found), format_func=lambda id_: found[id_].title[t.language], key=key)
    return found[str(id_)]


def no_case(visit: Visit) -> None:
    """There is nothing to work on."""
    style.drawn_state("talk", visit.t("There is no case here that you work on."))
