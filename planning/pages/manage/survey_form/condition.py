"""When a question or a group is asked: conditions picked one by one; others are shown in words and kept as they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import streamlit as st

from planning.i18n.names import name_of
from planning.pages import state, style
from planning.pages.manage.survey_form import keeping
from planning.pages.visit import Visit
from planning.queries.survey_drafts import DraftView
from planning.reports.conditions_in_words import Teller
from planning.surveys.questionnaire import picking
from planning.surveys.questionnaire.question import QuestionKind, Questionnaire
from planning.wording import told_apart


@dataclass(frozen=True, slots=True)
class Subject:
    """What has the condition.

    :param key: tells it apart in the keys of fields.
    :param first: name of the question before which the answers are given that can be asked for.
    :param put: gives the form with another condition of it.
    """

    key: str
    first: str
    condition: str
    put: Callable[[str], Questionnaire]


def show(visit: Visit, view: DraftView, subject: Subject) -> None:
    """The conditions, and the fields to pick another."""
    t = visit.t
    st.markdown(f"**{style.literal(t('When it is asked'))}**")
    picked = picking.picked_of(subject.condition)
    if not subject.condition:
        style.quiet(t("Always. Pick a condition to ask it of some people only."))
    elif picked is None:
        _kept(visit, view, subject)
        return
    else:
        _rules(visit, view, subject, picked)
    offered = {target.name: target for target in picking.targets(view.form, subject.first)}
    if offered:
        _pick(visit, view, subject, offered)
    else:
        style.quiet(t("A condition asks for an earlier question: there is none before this one."))


def teller(visit: Visit, view: DraftView) -> Teller:
    """Says conditions in words, with the numbers that questions have in the list."""
    return Teller(visit.t, view.form, {one.name: at for at, one in enumerate(view.form.questions, 1)})


def _told(visit: Visit, view: DraftView, condition: str) -> str:
    return teller(visit, view).condition(condition) or condition


def _kept(visit: Visit, view: DraftView, subject: Subject) -> None:
    """A condition of another shape: in words, and as it is written."""
    t = visit.t
    style.quiet(t("If {condition}", condition=_told(visit, view, subject.condition)))
    st.code(subject.condition, language=None, wrap_lines=True)
    style.quiet(t("This condition has brackets or sums that are not picked here: it is kept as it is."))
    with st.popover(t("Take the condition away")):
        _button(visit, view, subject, t("Yes, ask it always"), what="none", condition="")


def _button(visit: Visit, view: DraftView, subject: Subject, words: str, *, what: str, condition: str) -> None:
    st.button(words, key=f"survey_c_{what}_{view.survey.id}", on_click=keeping.keep(
        visit, view, f"condition_{what}", lambda: subject.put(condition), done=visit.t("The condition is kept.")))  # fmt: skip


def _rules(visit: Visit, view: DraftView, subject: Subject, picked: picking.Picked) -> None:
    t = visit.t
    if len(picked.rules) > 1:
        key = f"survey_joiner_{view.survey.id}_{subject.key}"
        state.put(key, picked.joiner)
        st.radio(t("It is asked if"), list(picking.Joiner), key=key, horizontal=True, format_func=lambda one: name_of(t, one), on_change=keeping.keep(
            visit, view, "joiner", lambda: subject.put(picking.joined_by(subject.condition, state.get(key))), done=t("The condition is kept.")))  # fmt: skip
    for at, rule in enumerate(picked.rules):
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            said = _told(visit, view, picking.written_rule(rule))
            st.markdown(style.literal(t("If {condition}", condition=said)))
            without = picking.without_rule(subject.condition, at)
            _button(visit, view, subject, t("Take it away"), what=f"rule_{at}", condition=without)


def _pick(visit: Visit, view: DraftView, subject: Subject, offered: dict[str, picking.Target]) -> None:
    """Earlier question, comparison, value: each offers what fits the one before."""
    t, key = visit.t, f"survey_pick_{view.survey.id}_{subject.key}_"
    numbers = {one.name: at for at, one in enumerate(view.form.questions, 1)}

    words = {name: one.label[t.language] or name for name, one in offered.items()}
    named = told_apart({name: f"{numbers[name]}. {said}" if name in numbers else said for name, said in words.items()})
    name = st.selectbox(
        t("Earlier question"), list(offered), format_func=named.__getitem__, key=f"{key}of", index=len(offered) - 1
    )
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
        return subject.put(picking.with_rule(subject.condition, picking.rule_of(target, operator, value)))

    st.button(
        t("Add this condition"),
        key=f"{key}add",
        on_click=keeping.keep(visit, view, "pick", change, done=t("The condition is kept.")),
    )


def _value(visit: Visit, target: picking.Target, key: str) -> None:
    t = visit.t
    if target.choices:
        labels = told_apart({one.name: one.label[t.language] or one.name for one in target.choices})
        st.selectbox(t("Compared with"), list(labels), format_func=labels.__getitem__, key=key)
    elif target.kind is QuestionKind.DATE:
        st.date_input(t("Compared with"), value=None, key=key, format="YYYY-MM-DD")
    else:
        st.text_input(t("Compared with"), key=key)
