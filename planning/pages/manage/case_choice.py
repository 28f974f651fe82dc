"""The first field of every section that works on a case: which one."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from planning.cases.case import Case
from planning.pages import style
from planning.pages.visit import Visit
from planning.queries.cases import CaseLine, cases
from planning.wording import told_apart


def chosen_case(visit: Visit, *, key: str, act: str = "") -> Case | None:
    """The case that is chosen; None, said in a sentence, where there is none.

    :param act: only cases on which the visitor may do this.
    """
    line = chosen_line(visit, key=key, act=act)
    return line.case if line else None


def chosen_line(visit: Visit, *, key: str, act: str = "") -> CaseLine | None:
    """The same with who keeps it."""
    t = visit.t
    found = {
        line.case.id: line
        for line in visit.ask(cases, community_id=visit.community.id)
        if not act or visit.may_in(act, line.keeping)
    }
    if not found:
        no_case(visit)
        return None
    titles = case_titles(visit, (line.case for line in found.values()))
    id_ = st.selectbox(t("Case"), list(titles), format_func=titles.__getitem__, key=key)
    return found[str(id_)]


def case_titles(visit: Visit, found: Iterable[Case]) -> dict[str, str]:
    """Titles of cases by their ids, as a list shows them: what was tried in one courtyard is called the same in the next."""
    return told_apart({case.id: case.title[visit.t.language] for case in found})


def no_case(visit: Visit) -> None:
    """There is nothing to work on."""
    style.drawn_state("talk", visit.t("There is no case here that you work on."))
