"""Groups in the editor: in which one a question stands, a new one around several, and one of them opened."""

from __future__ import annotations

from functools import partial

import streamlit as st

from planning.pages import state, style
from planning.pages.manage.survey_form import condition, keeping
from planning.pages.visit import Visit
from planning.queries.survey_drafts import DraftView
from planning.surveys.questionnaire import editing, grouping
from planning.surveys.questionnaire.choice_lines import shown_words, words_of
from planning.surveys.questionnaire.groups import Path, group_at, members, paths, titled
from planning.surveys.questionnaire.question import Question, Questionnaire
from planning.wording import told_apart


def titles(visit: Visit, view: DraftView, path: Path) -> str:
    """The titles of a group and of those around it, the outer first."""
    return " › ".join(titled(group_at(view.form, path[:depth]))[visit.t.language] for depth in range(1, len(path) + 1))


def steps(visit: Visit, view: DraftView, question: Question) -> None:
    """Beside the list: the group of the chosen question, and what can be done with it."""
    t, id_ = visit.t, view.survey.id
    known = paths(view.form)
    with st.container(horizontal=True, gap="small"):
        for depth in range(len(question.group), 0, -1):
            path = question.group[:depth]
            name = titled(group_at(view.form, path))[t.language]
            st.button(style.literal(t("Group “{title}”", title=name)), key=f"survey_group_open_{depth}_{id_}", icon=":material/folder_open:", on_click=partial(keeping.open_group, view, path))  # fmt: skip
        with st.popover(t("Group together")):
            _make(visit, view, question)
    if known:
        _stand(visit, view, question, known)


def _stand(visit: Visit, view: DraftView, question: Question, known: tuple[Path, ...]) -> None:
    """In which group the chosen question stands; another one is chosen to move it there."""
    t, key = visit.t, f"survey_group_of_{view.survey.id}"
    by_key = {"": (), **{"/".join(path): path for path in known}}
    words = told_apart({name: titles(visit, view, path) if path else t("in no group") for name, path in by_key.items()})
    state.put(key, "/".join(question.group))

    def change() -> Questionnaire:
        return grouping.regrouped(view.form, question.name, by_key[str(state.get(key) or "")])

    st.selectbox(
        t("Stands in the group"), list(by_key), key=key, format_func=words.__getitem__, on_change=keeping.keep(visit, view, "regroup", change, done=t("The question stands where you chose.")),
    )  # fmt: skip


def _make(visit: Visit, view: DraftView, question: Question) -> None:
    """Title and last question of a new group that begins with the chosen one."""
    t, key = visit.t, f"survey_group_new_{view.survey.id}_"
    numbers = {one.name: at for at, one in enumerate(view.form.questions, 1)}
    ends = {one.name: one for one in grouping.ends(view.form, question.name)}

    def change() -> Questionnaire:
        label = words_of(str(state.get(f"{key}zh") or ""), str(state.get(f"{key}en") or ""))
        return grouping.grouped(view.form, question.name, str(state.get(f"{key}last_{question.name}")), label)

    def then(_form: Questionnaire) -> None:
        state.drop(f"{key}zh", f"{key}en")

    with st.form(f"{key}form", border=False, enter_to_submit=False):
        style.quiet(t("From question {number} to the one that you choose, under one title.", number=numbers[question.name]))  # fmt: skip
        st.text_input(t("Title in Chinese"), key=f"{key}zh", max_chars=grouping.LONGEST_TITLE)
        st.text_input(t("Title in English"), key=f"{key}en", max_chars=grouping.LONGEST_TITLE)
        st.selectbox(t("Its last question"), list(ends), key=f"{key}last_{question.name}", format_func=lambda name: f"{numbers[name]}. {editing.said(ends[name])[t.language]}")  # fmt: skip
        st.form_submit_button(t("Make the group"), type="primary", on_click=keeping.keep(visit, view, "group", change, done=t("The group is made."), then=then))  # fmt: skip


def show(visit: Visit, view: DraftView, path: Path) -> None:
    """One group opened: its title, when it is asked, and its end."""
    t, id_ = visit.t, view.survey.id
    st.button(t("Back to the questions"), icon=":material/arrow_back:", key=f"survey_back_{id_}", on_click=partial(keeping.open_one, view, ""))  # fmt: skip
    inside = members(view.form, path)
    if not inside:
        st.warning(style.literal(t("This group is not in the form any more: it was dissolved, or its last question left it.")))  # fmt: skip
        return
    group = group_at(view.form, path)
    numbers = {one.name: at for at, one in enumerate(view.form.questions, 1)}
    style.lead(t("Group “{title}”", title=titles(visit, view, path)))
    style.quiet(t("Questions {first} to {last}. On phones and on paper they stand under this title.", first=numbers[inside[0].name], last=numbers[inside[-1].name]))  # fmt: skip
    key = f"survey_g_{id_}_{'/'.join(path)}_"
    zh, en = shown_words(group.label)

    def retitle() -> Questionnaire:
        said = words_of(str(state.get(f"{key}zh") or ""), str(state.get(f"{key}en") or ""), group.label)
        return grouping.retitled(view.form, path, said)

    with st.form(f"{key}form", border=False):
        left, right = st.columns(2)
        left.text_input(t("Title in Chinese"), zh, key=f"{key}zh", max_chars=grouping.LONGEST_TITLE)
        right.text_input(t("Title in English"), en, key=f"{key}en", max_chars=grouping.LONGEST_TITLE)
        st.form_submit_button(t("Save the title"), type="primary", on_click=keeping.keep(visit, view, "retitle", retitle, done=t("The title is kept.")))  # fmt: skip
    condition.show(visit, view, condition.Subject(
        f"group_{'/'.join(path)}", inside[0].name, group.condition, lambda said: grouping.conditioned(view.form, path, said)))  # fmt: skip
    with st.popover(t("Dissolve the group")):
        style.quiet(t("Its questions stay, and are asked of the same people: its condition becomes theirs."))
        st.button(t("Yes, dissolve it"), key=f"survey_dissolve_{id_}", on_click=keeping.keep(
            visit, view, "dissolve", lambda: grouping.dissolved(view.form, path), done=t("The group is dissolved."), then=lambda _form: keeping.open_one(view, "")))  # fmt: skip
