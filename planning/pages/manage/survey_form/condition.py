"""When a question is asked: conditions picked one by one; others are shown in words and kept as they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from planning.i18n.names import name_of
from planning.pages import state, style
from planning.pages.manage.survey_form import keeping
from planning.pages.visit import Visit
from planning.queries.survey_drafts import DraftView
from planning.reports.conditions_in_words import Teller
from planning.surveys.questionnaire import editing, picking
from planning.surveys.questionnaire.question import Question, QuestionKind, Questionnaire


def show(visit: Visit, view: DraftView, question: Question) -> None:
    """The conditions of a question, and the fields to pick another."""
    t = visit.t
    st.markdown(f"**{style.literal(t('When it is asked'))}**")
    picked = picking.picked_of(question.condition)
    if not question.condition:
        style.quiet(t("Always. Pick a condition to ask it of some people only."))
    elif picked is None:
        _kept(visit, view, question)
        return
    else:
        _rules(visit, view, question, picked)
    offered = {target.name: target for target in picking.targets(view.form, question.name)}
    if offered:
        _pick(visit, view, question, offered)
    else:
        style.quiet(t("A condition asks for an earlier question: there is none before this one."))


def _with(view: DraftView, question: Question, condition: str) -> Questionnaire:
    return editing.changed(view.form, question.name, replace(question, condition=condition))


def _told(visit: Visit, view: DraftView, question: Question, condition: str) -> str:
    numbers = {one.name: at for at, one in enumerate(view.form.questions, 1)}
    return Teller(visit.t, view.form, numbers).when(replace(question, condition=condition)) or condition


def _kept(visit: Visit, view: DraftView, question: Question) -> None:
    """A condition of another shape: in words, and as it is written."""
    t = visit.t
    style.quiet(t("If {condition}", condition=_told(visit, view, question, question.condition)))
    st.code(question.condition, language=None, wrap_lines=True)
    style.quiet(t("This condition has brackets or sums that are not picked here: it is kept as it is."))
    with st.popover(t("Take the condition away")):
        _button(visit, view, question, t("Yes, ask it always"), what="none", condition="")


def _button(visit: Visit, view: DraftView, question: Question, words: str, *, what: str, condition: str) -> None:
    st.button(words, key=f"survey_c_{what}_{view.survey.id}", on_click=keeping.keep(
        visit, view, f"condition_{what}", lambda: _with(view, question, condition), done=visit.t("The condition is kept.")))  # fmt: skip


def _rules(visit: Visit, view: DraftView, question: Question, picked: picking.Picked) -> None:
    t = visit.t
    if len(picked.rules) > 1:
        key = f"survey_joiner_{view.survey.id}_{question.name}"
        state.put(key, picked.joiner)
        st.radio(t("It is asked if"), list(picking.Joiner), key=key, horizontal=True, format_func=lambda one: name_of(t, one), on_change=keeping.keep(
            visit, view, "joiner", lambda: _with(view, question, picking.joined_by(question.condition, state.get(key))), done=t("The condition is kept.")))  # fmt: skip
    for at, rule in enumerate(picked.rules):
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            said = _told(visit, view, question, picking.written_rule(rule))
            st.markdown(style.literal(t("If {condition}", condition=said)))
            _button(
                visit,
                view,
                question,
                t("Take it away"),
                what=f"rule_{at}",
                condition=picking.without_rule(question.condition, at),
            )


def _pick(visit: Visit, view: DraftView, question: Question, offered: dict[str, picking.Target]) -> None:
    """Earlier question, comparison, value: each offers what fits the one before."""
    t, key = visit.t, f"survey_pick_{view.survey.id}_{question.name}_"
    numbers = {one.name: at for at, one in enumerate(view.form.questions, 1)}

    def named(name: str) -> str:
        words = offered[name].label[t.language] or name
        return f"{numbers[name]}. {words}" if name in numbers else words

    name = st.selectbox(t("Earlier question"), list(offered), format_func=named, key=f"{key}of", index=len(offered) - 1)
    target = offered[name]
    left, right = st.columns(2)
    operator = left.selectbox(
        t("Its answer"), picking.operators(target), format_func=lambda one: name_of(t, one), key=f"{key}{name}_how"
    )
    value_key = f"{key}{name}_value"
    if operator not in picking.BARE:
        with right:
            _value(visit, target, value_key)

    def change() -> Questionnaire:
        said = state.get(value_key)
        value = said.isoformat() if isinstance(said, date) else str(said or "")
        return _with(view, question, picking.with_rule(question.condition, picking.rule_of(target, operator, value)))

    st.button(
        t("Add this condition"),
        key=f"{key}add",
        on_click=keeping.keep(visit, view, "pick", change, done=t("The condition is kept.")),
    )


def _value(visit: Visit, target: picking.Target, key: str) -> None:
    t = visit.t
    if target.choices:
        labels = {one.name: one.label[t.language] or one.name for one in target.choices}
        st.selectbox(t("Compared with"), list(labels), format_func=labels.__getitem__, key=key)
    elif target.kind is QuestionKind.DATE:
        st.date_input(t("Compared with"), value=None, key=key, format="YYYY-MM-DD")
    else:
        st.text_input(t("Compared with"), key=key)
