"""A field for each question that a sheet holds and that is asked of whoever answered this so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from planning.pages import state, style
from planning.pages.manage.paper_surveys import spots
from planning.pages.visit import Visit
from planning.surveys.questionnaire.answering import LONGEST_TEXT
from planning.surveys.questionnaire.asking import asked
from planning.surveys.questionnaire.groups import titled_around
from planning.surveys.questionnaire.paper import on_paper
from planning.surveys.questionnaire.question import Choice, Group, Question, QuestionKind, Questionnaire
from planning.surveys.questionnaire.ticks import told
from planning.wording import told_apart

K = QuestionKind
Draw = Callable[[Visit, str, Question, Any, str], None]


def show(visit: Visit, form: Questionnaire, before: Mapping[str, Any], key: str) -> None:
    """Draw the fields, filled with what was entered before."""
    names = spots.named(visit, [form])
    said: dict[str, Any] = {}
    number = 0
    around: tuple[Group, ...] = ()
    for question in on_paper(form):
        if question.kind is K.NOTE:
            continue
        number += 1
        if question not in asked(form, said, visit.today):
            continue
        around, before_it = titled_around(form, question), around
        for group in around:
            if group not in before_it:
                st.markdown(f"**{style.literal(group.label[visit.t.language])}**")
        name = f"{key}_{question.name}"
        label = f"{number}. {question.label[visit.t.language] or question.name}"
        known = question.name in before and before[question.name] is None
        unsure = question.unsure and st.checkbox(f"{label} — {visit.t('I do not know')}", known, key=f"{name}_unsure")
        if not unsure and question.kind is K.POINT:
            spots.field(visit, label, before.get(question.name), name, names)
        elif not unsure:
            _DRAWN[question.kind](visit, label, question, before.get(question.name), name)
        _take(said, question, name)


def typed(visit: Visit, form: Questionnaire, key: str) -> dict[str, Any]:
    """What stands in the fields at this moment, by the names of questions, as a phone sends it.

    Read when a button is pressed: what was typed last may not have been drawn yet.
    """
    said: dict[str, Any] = {}
    for question in on_paper(form):
        if question.kind is not K.NOTE and question in asked(form, said, visit.today):
            _take(said, question, f"{key}_{question.name}")
    for question in form.questions:  # no line and no area stands on paper: where one must be, it is not known
        if question.required and question.kind in {K.LINE, K.AREA} and question in asked(form, said, visit.today):
            said[question.name] = None
    return said


def _take(said: dict[str, Any], question: Question, name: str) -> None:
    """Add the answer of a field, if there is one; None for "I don't know"."""
    if question.unsure and state.get(f"{name}_unsure"):
        said[question.name] = None
        return
    found = _value(question, name)
    if found:
        said[question.name] = found


def _value(question: Question, name: str) -> Any:
    if question.kind is K.MATRIX:
        chosen = {line.name: state.get(f"{name}_{line.name}") for line in question.lines}
        return {line: choice for line, choice in chosen.items() if choice}
    found = state.get(name)
    if question.kind is K.POINT:
        return spots.point_of(str(found or ""))
    return list(found) if isinstance(found, (list, tuple)) else str(found or "").strip()


def _words(visit: Visit, choices: tuple[Choice, ...]) -> dict[str, str]:
    """What is chosen from, told apart: of two that are called the same Streamlit gives the last."""
    return told_apart({choice.name: choice.label[visit.t.language] or choice.name for choice in choices})


def _single(visit: Visit, label: str, question: Question, before: Any, key: str) -> None:
    names = {"": "—", **_words(visit, question.choices)}
    st.selectbox(label, list(names), list(names).index(before or ""), format_func=names.__getitem__, key=key)


def _several(visit: Visit, label: str, question: Question, before: Any, key: str) -> None:
    t, names = visit.t, _words(visit, question.choices)
    if question.kind is K.RANKING:
        label = f"{label} ({t('in the order of their numbers')})"
    st.multiselect(label, list(names), before or [], format_func=names.__getitem__, key=key, placeholder=t("Choose"))


def _text(visit: Visit, label: str, question: Question, before: Any, key: str) -> None:
    if question.kind is K.TEXT:
        st.text_area(label, before or "", key=key, max_chars=LONGEST_TEXT, height=90)
    else:
        shown = {K.DATE: "2026-11-24", K.SCALE: told(question, visit.t.language)}.get(question.kind, "")
        st.text_input(label, before or "", key=key, placeholder=shown)


def _matrix(visit: Visit, label: str, question: Question, before: Any, key: str) -> None:
    names = {"": "—", **_words(visit, question.choices)}
    for line in question.lines:
        at = list(names).index((before or {}).get(line.name, ""))
        words = f"{label} · {line.label[visit.t.language] or line.name}"
        st.selectbox(words, list(names), at, format_func=names.__getitem__, key=f"{key}_{line.name}")


_DRAWN: dict[QuestionKind, Draw] = {
    K.SINGLE: _single, K.MULTIPLE: _several, K.RANKING: _several, K.MATRIX: _matrix, K.SCALE: _text, K.NUMBER: _text,
    K.TEXT: _text, K.DATE: _text,
}  # fmt: skip
