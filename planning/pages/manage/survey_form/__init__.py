"""A questionnaire written in the browser: its questions in order, one of them opened, everything that is wrong told at once.

The rules stand in :mod:`planning.surveys.questionnaire`; each change is kept at once by :func:`keep_form`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from planning import addresses
from planning.actions.survey_drafts import drop_draft, issue_draft, start_survey
from planning.actions.surveys import LONGEST_TITLE
from planning.i18n.names import name_of
from planning.pages import state, style
from planning.pages.manage.survey_form import condition, group, keeping, question
from planning.pages.visit import Visit
from planning.queries.survey_drafts import DraftView, survey_draft
from planning.reports.conditions_in_words import Teller
from planning.surveys.questionnaire import editing
from planning.surveys.questionnaire.form_checks import HARD
from planning.surveys.questionnaire.question import Question, QuestionKind, Questionnaire
from planning.wording import Words


def start(visit: Visit, started: Callable[[str], None]) -> None:
    """The title of a new questionnaire, and the button that begins it.

    :param started: is told the id of the new one.
    """
    t = visit.t

    def do(act_id: str) -> str:
        title = Words(str(state.get("survey_new_zh") or ""), str(state.get("survey_new_en") or ""))
        made = visit.do(start_survey, act_id, community_id=visit.community.id, title=title)
        state.drop("survey_new_zh", "survey_new_en")
        started(made)
        return t("The questionnaire is begun: add its first question.")

    with st.form("survey_new", border=False):
        left, right = st.columns(2)
        left.text_input(t("Title in Chinese"), key="survey_new_zh", max_chars=LONGEST_TITLE)
        right.text_input(t("Title in English"), key="survey_new_en", max_chars=LONGEST_TITLE)
        st.form_submit_button(
            t("Write a questionnaire"), type="primary", on_click=state.acting(visit, "survey_new", do)
        )


def show(visit: Visit, survey_id: str) -> bool:
    """The questions, or the one that is open; gives whether it is the questions."""
    view = visit.ask(survey_draft, survey_id=survey_id)
    path = keeping.opened_group(view)
    is_list = not path and not question.is_open(view)
    if view.is_draft:
        _next_version(visit, view, is_list=is_list)
    elif view.survey.published_at is not None:
        style.quiet(visit.t("Version {number} is being asked and stays as it is: what you change here becomes a draft of the next version.", number=view.number))  # fmt: skip
    if path:
        group.show(visit, view, path)
    elif not is_list:
        question.show(visit, view)
    if not is_list:
        return False
    _problems(visit, view)
    if view.form.questions:
        _questions(visit, view)
    else:
        style.drawn_state("empty", visit.t("No question yet: choose a kind and add the first one."))
    _add(visit, view)
    return True


def _next_version(visit: Visit, view: DraftView, *, is_list: bool) -> None:
    t, id_ = visit.t, view.survey.id
    if view.overtaken:
        st.warning(style.literal(t("Version {number} was brought in as a file after this draft was begun: nothing more is kept in the draft. Take it along as a file if you need it, lay it aside, then change the new version.", number=view.number)))  # fmt: skip
    else:
        style.quiet(t("A draft of version {number}: version {now} is asked until you issue it. Answers that were given stay with the version that was read.", number=view.number + 1, now=view.number))  # fmt: skip
    style.link(
        addresses.to(addresses.ASK, survey=id_, lang=t.language, draft="1"),
        t("Look at the draft as residents will see it"),
    )
    style.link(addresses.to(addresses.FORM_FILE, survey=id_, draft="1"), t("The draft (XLSForm)"))

    if not is_list:
        return

    def issue(act_id: str) -> str:
        number = visit.do(issue_draft, act_id, survey_id=id_, base=view.base)
        return t("Version {number} is asked from now on.", number=number)

    def drop(act_id: str) -> str:
        visit.do(drop_draft, act_id, survey_id=id_, base=view.base)
        return t("The draft is laid aside: version {number} is asked as before.", number=view.number)

    with st.container(horizontal=True, gap="small"):
        if not view.overtaken:
            st.button(t("Issue it: ask this version from now on"), type="primary", key=f"survey_issue_{id_}", on_click=state.acting(visit, f"issue:{id_}", issue))  # fmt: skip
        with st.popover(t("Lay the draft aside")):
            style.quiet(t("What was changed since version {number} is gone then.", number=view.number))
            st.button(
                t("Yes, lay it aside"), key=f"survey_drop_{id_}", on_click=state.acting(visit, f"drop:{id_}", drop)
            )


def _problems(visit: Visit, view: DraftView) -> None:
    """All at once: first what keeps it from being asked."""
    told = [problem for problem in view.problems if problem.code != "no_question"]
    hard = [problem for problem in told if problem.code in HARD]
    soft = [problem for problem in told if problem.code not in HARD]
    for heading, found in (
        (visit.t("To be mended before it can be asked"), hard),
        (visit.t("It can be asked all the same, but look at this"), soft),
    ):
        if found:
            lines = "".join(f"\n- {style.literal(visit.t.problem(problem))}" for problem in found)
            st.warning(f"**{style.literal(heading)}**\n{lines}")


def _questions(visit: Visit, view: DraftView) -> None:
    """The list, and what can be done with the question that is chosen in it."""
    t, id_, names = visit.t, view.survey.id, [one.name for one in view.form.questions]
    chosen, key = keeping.chosen(view), f"survey_list_{id_}"
    state.put(key, chosen)
    numbers = {name: at for at, name in enumerate(names, 1)}
    by_name = {one.name: one for one in view.form.questions}
    teller = condition.teller(visit, view)
    left, right = st.columns([3, 2])
    left.radio(
        t("Questions"), names, key=key, label_visibility="collapsed", on_change=lambda: keeping.choose(view, state.get(key)),
        format_func=lambda name: f"{numbers[name]}\\. {style.literal(editing.said(by_name[name])[t.language])}",
        captions=[style.literal(_about(visit, view, teller, one)) for one in view.form.questions],
    )  # fmt: skip
    with right.container(key="survey_steps"):
        _steps(visit, view, chosen, numbers[chosen])
        group.steps(visit, view, by_name[chosen])


def _about(visit: Visit, view: DraftView, teller: Teller, one: Question) -> str:
    """Under a question: its group, its kind, whether it must be answered, and when it is asked."""
    t, when = visit.t, teller.condition(one.condition)
    said = [
        t("in “{group}”", group=group.titles(visit, view, one.group)) if one.group else "",
        name_of(t, one.kind),
        t("must be answered") if one.required else "",
        t("if {condition}", condition=when) if when else "",
    ]
    return " · ".join(part for part in said if part)


def _steps(visit: Visit, view: DraftView, name: str, number: int) -> None:
    t, id_ = visit.t, view.survey.id

    def button(words: str, what: str, change: Callable[[], Questionnaire], done: str, *, off: bool = False) -> None:
        st.button(
            words, key=f"survey_{what}_{id_}", disabled=off, on_click=keeping.keep(visit, view, what, change, done=done)
        )

    st.markdown(t("Question {number}", number=number))
    with st.container(horizontal=True, gap="small"):
        st.button(t("Edit"), key=f"survey_open_one_{id_}", on_click=partial(keeping.open_one, view, name))  # fmt: skip
        button(t("Up"), "up", lambda: editing.moved(view.form, name, -1), "", off=number == 1)
        button(t("Down"), "down", lambda: editing.moved(view.form, name, 1), "", off=number == len(view.form.questions))
        button(t("Copy"), "copy", lambda: editing.copied(view.form, name), t("The copy stands below it."))
        with st.popover(t("Remove")):
            style.quiet(t("Question {number} is gone then.", number=number))
            button(
                t("Yes, remove it"), "remove", lambda: editing.removed(view.form, name), t("The question is removed.")
            )


def _add(visit: Visit, view: DraftView) -> None:
    t, id_ = visit.t, view.survey.id
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        st.selectbox(t("Kind of the next question"), list(QuestionKind), format_func=lambda kind: name_of(t, kind), key=f"survey_kind_{id_}", width=420)  # fmt: skip
        st.button(t("Add a question"), key=f"survey_add_{id_}", on_click=lambda: keeping.open_new(view, state.get(f"survey_kind_{id_}") or QuestionKind.SINGLE))  # fmt: skip
