"""Cases: open one from what residents said, keep its words and its phase up to date, add evidence."""

from __future__ import annotations

from functools import partial

import streamlit as st

from planning.actions.cases import LONGEST_TEXT, LONGEST_TITLE, MOST_PHOTOS, add_evidence, change_case, open_case
from planning.cases.case import Case, Phase
from planning.i18n.names import name_of
from planning.pages import conflicts, state, style, uploading
from planning.pages.manage import case_keeping, case_phases, case_places
from planning.pages.manage.case_choice import case_titles
from planning.pages.visit import Visit
from planning.queries.cases import CaseView, case_view, cases
from planning.wording import Words

NEW = "new"
CHOSEN = "cases_chosen"
FIELDS = ("title", "question", "about", "next_step")


def show(visit: Visit) -> None:
    """Choose a case, or a new one; then its form."""
    t = visit.t
    found = {line.case.id: line.case for line in visit.ask(cases, community_id=visit.community.id)}
    titles = {**case_titles(visit, found.values()), NEW: t("+ Open a new case")}
    chosen = st.selectbox(t("Case"), list(titles), format_func=titles.__getitem__, key=CHOSEN)
    case = found.get(str(chosen))
    if case is not None and not visit.may("act.change_case"):
        style.lead(case.question[t.language])
        view = visit.ask(case_view, community_id=visit.community.id, case_id=case.id)
        case_places.handing(visit, view)
        _evidence(visit, view)
        return
    _words(visit, case)
    if case is None:
        _place(visit)
        st.button(
            t("Open the case"), type="primary", on_click=state.acting(visit, "open_case", lambda a: _open(visit, a))
        )
        return
    form = f"change_case:{case.id}"
    conflicts.draw(visit, form)
    now = partial(_again, visit, case)
    st.button(
        t("Save the case"), type="primary",
        on_click=state.acting(visit, form, conflicts.guarded(visit, form, case, now, lambda a: _change(visit, case, a))),
    )  # fmt: skip
    view = visit.ask(case_view, community_id=visit.community.id, case_id=case.id)
    case_phases.show(visit, view)
    case_keeping.show(visit, view)
    case_places.handing(visit, view)
    case_places.spreading(visit, view)
    _evidence(visit, view)


def _words(visit: Visit, case: Case | None) -> None:
    t, name = visit.t, case.id if case else NEW
    left, right = st.columns(2)
    labels = {
        "title": (t("Title in Chinese"), t("Title in English")),
        "question": (t("Question in Chinese"), t("Question in English")),
        "about": (t("What it is about, in Chinese"), t("What it is about, in English")),
        "next_step": (t("What happens next, in Chinese"), t("What happens next, in English")),
    }
    for field in FIELDS:
        words = getattr(case, field) if case else Words("")
        longest = LONGEST_TITLE if field == "title" else LONGEST_TEXT
        for column, label, language in ((left, labels[field][0], "zh"), (right, labels[field][1], "en")):
            draw = column.text_input if field == "title" else column.text_area
            draw(label, value=getattr(words, language), key=f"cases_{name}_{field}_{language}", max_chars=longest)
    if case is None:
        st.selectbox(t("Phase"), list(Phase), format_func=lambda p: name_of(t, p), key="cases_new_phase")


def _again(visit: Visit, case: Case) -> Case:
    return visit.ask(case_view, community_id=visit.community.id, case_id=case.id).case


def _place(visit: Visit) -> None:
    t = visit.t
    left, right = st.columns(2)
    left.text_input(t("Longitude of the place, if it has one"), key="cases_new_lon", placeholder="104.06")
    right.text_input(t("Latitude of the place, if it has one"), key="cases_new_lat", placeholder="30.63")


def _typed(name: str) -> dict[str, object]:
    return {
        field: Words(str(state.get(f"cases_{name}_{field}_zh") or ""), str(state.get(f"cases_{name}_{field}_en") or ""))
        for field in FIELDS
    }


def _open(visit: Visit, act_id: str) -> str:
    made = visit.do(
        open_case, act_id, community_id=visit.community.id, lon=state.get("cases_new_lon") or None,
        lat=state.get("cases_new_lat") or None, phase=Phase(state.get("cases_new_phase")), **_typed(NEW),
    )  # fmt: skip
    state.put(CHOSEN, made)
    state.drop(*(f"cases_{NEW}_{field}_{language}" for field in FIELDS for language in ("zh", "en")))
    return visit.t("The case is open: residents can read it now.")


def _change(visit: Visit, case: Case, act_id: str) -> str:
    visit.do(change_case, act_id, case_id=case.id, version=case.version, **_typed(case.id))
    return visit.t("The case was saved.")


def _evidence(visit: Visit, view: CaseView) -> None:
    t, case = visit.t, view.case
    moment = view.course.moment(visit.today)
    if not visit.may_in("act.add_evidence", view.keeping, moment):
        style.quiet(t("Photos are added before the vote of the case, and to cases of your own courtyards."))
        return
    st.subheader(t("Evidence photos"), anchor=False)
    words = t("Up to {most} photos; place, time and camera are taken out of each.", most=MOST_PHOTOS)
    uploading.draw(visit, f"cases_photos_{case.id}", words, MOST_PHOTOS)
    st.button(
        t("Add the photos"),
        on_click=state.acting(visit, f"add_evidence:{case.id}", lambda a: _add_evidence(visit, case, a)),
    )  # fmt: skip


def _add_evidence(visit: Visit, case: Case, act_id: str) -> str:
    form = f"cases_photos_{case.id}"
    kept = visit.do(add_evidence, act_id, case_id=case.id, form=uploading.name_of(form))
    uploading.used(form)
    return visit.t.n("{count} photo was added.", "{count} photos were added.", len(kept))
