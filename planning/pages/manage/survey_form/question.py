"""One question opened: its fields in one form, so that typing costs nothing; then when it is asked."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from planning.i18n.names import name_of
from planning.pages import style
from planning.pages.manage.survey_form import condition, keeping, meanwhile
from planning.pages.visit import Visit
from planning.queries.survey_drafts import DraftView
from planning.surveys.questionnaire import editing
from planning.surveys.questionnaire.bounds import TODAY
from planning.surveys.questionnaire.question import CHOOSING, Question, QuestionKind, Questionnaire
from planning.surveys.questionnaire.typed import (
    BOUNDED,
    LONGEST_END,
    LONGEST_HINT,
    LONGEST_LABEL,
    LONGEST_NAME,
    SHUFFLED,
    Typed,
    has_own_rule,
    joined,
    new_typed,
    question_of,
    typed_of,
)

K = QuestionKind


def is_open(view: DraftView) -> bool:
    """Whether a question is open: a new one, one of the form, or one that somebody else took out while it was open here."""
    return keeping.opened(view).startswith(keeping.NEW) or meanwhile.opened(view) is not None


def show(visit: Visit, view: DraftView) -> None:
    """The fields of the open question."""
    t, name = visit.t, keeping.opened(view)
    st.button(t("Back to the questions"), icon=":material/arrow_back:", key=f"survey_back_{view.survey.id}", on_click=_leave, args=(view,))  # fmt: skip
    if name.startswith(keeping.NEW):
        kind = QuestionKind(name.removeprefix(keeping.NEW))
        style.lead(t("A new question: {kind}", kind=name_of(t, kind)))
        _fields(visit, view, kind, None, None)
        return
    start, question = meanwhile.opened(view), meanwhile.now(view)
    if start is None:
        return
    if question is None:
        st.warning(style.literal(t("This question is not in the form any more: somebody else removed or renamed it meanwhile. What you typed is still here: save it as a new question, or go back.")))  # fmt: skip
        _fields(visit, view, start.kind, start, None)
        return
    number = view.form.questions.index(question) + 1
    style.lead(t("Question {number}: {kind}", number=number, kind=name_of(t, question.kind)))
    shown = typed_of(start)
    meanwhile.tell(visit, meanwhile.typed(view, shown), shown, typed_of(question))
    _fields(visit, view, question.kind, start, question)
    condition.show(visit, view, condition.Subject(
        name, name, question.condition, lambda said: editing.changed(view.form, name, replace(question, condition=said))))  # fmt: skip


def _leave(view: DraftView) -> None:
    """Back to the list; what was typed and not saved is let go."""
    meanwhile.forget(view)
    keeping.open_one(view, "")


def _fields(visit: Visit, view: DraftView, kind: QuestionKind, start: Question | None, question: Question | None) -> None:  # fmt: skip
    """The fields in one form.

    :param start: the question that they were filled from; None for a new one.
    :param question: the same as the form has it now; None where it is to be added.
    """
    t, shown = visit.t, typed_of(start) if start else new_typed(kind)

    def change() -> Questionnaire:
        typed = meanwhile.typed(view, shown)
        if question is None:
            before = editing.as_new(view.form, start) if start else None
            return editing.added(view.form, question_of(view.form, kind, typed, before))
        made = question_of(view.form, kind, joined(shown, typed, typed_of(question)), question)
        return editing.changed(view.form, question.name, made)

    def then(form: Questionnaire) -> None:
        at = len(form.questions) - 1 if question is None else view.form.questions.index(question)
        _leave(view)
        keeping.choose(view, form.questions[at].name)

    with st.form(f"{meanwhile.prefix(view)}form", border=False, enter_to_submit=False):
        _words(visit, view, shown)
        if kind in CHOOSING:
            _lists(visit, view, kind, shown)
        if kind in BOUNDED and not (start and kind is not K.SCALE and has_own_rule(question or start)):
            _bounds(visit, view, kind, shown)
        _more(visit, view, kind, shown, question or start)
        words = t("Save as a new question") if start and question is None else t("Save the question")
        st.form_submit_button(words, type="primary", on_click=keeping.keep(visit, view, "question", change, done=t("The question is kept."), then=then))  # fmt: skip


def _words(visit: Visit, view: DraftView, shown: Typed) -> None:
    t, key = visit.t, meanwhile.prefix(view)
    left, right = st.columns(2)
    left.text_area(t("Question in Chinese"), shown.zh, key=f"{key}zh", max_chars=LONGEST_LABEL, height=80)
    right.text_area(t("Question in English"), shown.en, key=f"{key}en", max_chars=LONGEST_LABEL, height=80)
    left, right = st.columns(2)
    left.text_area(
        t("Hint in Chinese (may stay empty)"), shown.hint_zh, key=f"{key}hint_zh", max_chars=LONGEST_HINT, height=68
    )
    right.text_area(
        t("Hint in English (may stay empty)"), shown.hint_en, key=f"{key}hint_en", max_chars=LONGEST_HINT, height=68
    )


def _lists(visit: Visit, view: DraftView, kind: QuestionKind, shown: Typed) -> None:
    t, key = visit.t, meanwhile.prefix(view)
    style.quiet(
        t(
            "One line each: value = 中文 | English. The value, under which it is kept, may be left out, and so may one language."
        )
    )
    if kind is K.MATRIX:
        st.text_area(t("Lines of the table"), shown.lines, key=f"{key}lines", height=140, placeholder="路灯 | Lamps")
    st.text_area(t("Answers to choose from"), shown.choices, key=f"{key}choices", height=180, placeholder="需要 | Yes")


def _bounds(visit: Visit, view: DraftView, kind: QuestionKind, shown: Typed) -> None:
    t, key = visit.t, meanwhile.prefix(view)
    if kind is K.DATE:
        _days(visit, view, shown)
        return
    columns = st.columns(3, vertical_alignment="bottom")
    words = (t("From"), t("To")) if kind is K.SCALE else (t("Least (may stay empty)"), t("Most (may stay empty)"))
    columns[0].text_input(words[0], shown.least, key=f"{key}least")
    columns[1].text_input(words[1], shown.most, key=f"{key}most")
    if kind is K.SCALE:
        columns[2].text_input(t("Step of the scale"), shown.step, key=f"{key}step")
        _ends(visit, view, shown)
    else:
        columns[2].checkbox(t("Whole numbers only"), shown.whole, key=f"{key}whole")


def _days(visit: Visit, view: DraftView, shown: Typed) -> None:
    """Between which days an answer lies; today is the day of whoever answers."""
    t, key = visit.t, meanwhile.prefix(view)
    words = [t("today") if day == TODAY else day for day in (shown.least, shown.most)]
    style.quiet(t("A day such as 2026-11-24, or “today”: the day on which somebody answers. May stay empty."))
    left, right = st.columns(2)
    left.text_input(t("Not before"), words[0], key=f"{key}least")
    right.text_input(t("Not after"), words[1], key=f"{key}most")


def _ends(visit: Visit, view: DraftView, shown: Typed) -> None:
    """What the ends of a scale mean."""
    t, key = visit.t, meanwhile.prefix(view)
    style.quiet(t("What the ends mean, such as 1 = very dissatisfied, 5 = very satisfied (may stay empty):"))
    left, right = st.columns(2)
    left.text_input(t("Words at the beginning, in Chinese"), shown.least_zh, key=f"{key}least_zh", max_chars=LONGEST_END)  # fmt: skip
    right.text_input(t("Words at the end, in Chinese"), shown.most_zh, key=f"{key}most_zh", max_chars=LONGEST_END)
    left.text_input(t("Words at the beginning, in English"), shown.least_en, key=f"{key}least_en", max_chars=LONGEST_END)  # fmt: skip
    right.text_input(t("Words at the end, in English"), shown.most_en, key=f"{key}most_en", max_chars=LONGEST_END)


def _more(visit: Visit, view: DraftView, kind: QuestionKind, shown: Typed, question: Question | None) -> None:
    t, key = visit.t, meanwhile.prefix(view)
    if kind is not K.NOTE:
        with st.container(horizontal=True, gap="medium"):
            st.checkbox(t("Must be answered"), shown.required, key=f"{key}required")
            st.checkbox(t("Offer “I don't know”"), shown.unsure, key=f"{key}unsure")
            if kind in SHUFFLED:
                st.checkbox(t("Answers in random order"), shown.shuffled, key=f"{key}shuffled")
    if question and question.constraint:
        left, right = st.columns(2)
        left.text_input(t("Said in Chinese where an answer does not fit"), shown.refusal_zh, key=f"{key}refusal_zh", max_chars=LONGEST_HINT)  # fmt: skip
        right.text_input(t("Said in English where an answer does not fit"), shown.refusal_en, key=f"{key}refusal_en", max_chars=LONGEST_HINT)  # fmt: skip
    if question and has_own_rule(question):
        style.quiet(t("Answers must fit the rule {rule}; it came with the form and is kept as it is.", rule=question.constraint))  # fmt: skip
    st.text_input(t("Short name, for columns and conditions (made from the words if empty)"), shown.name, key=f"{key}name", max_chars=max(LONGEST_NAME, len(shown.name)))  # fmt: skip
