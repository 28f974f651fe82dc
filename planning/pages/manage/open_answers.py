"""Open answers by theme: what many speak of, similar answers side by side, and the themes that a person names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from planning.actions.themes import group_answers, keep_theme, name_theme, rename_theme, ungroup_answers
from planning.pages import state, style
from planning.pages.visit import Visit
from planning.queries.open_answers import LONGEST_SEARCH, UNDER_NONE, AnswersDesk, OpenAnswer, open_answers
from planning.surveys.questionnaire.theme import LONGEST_THEME, Theme
from planning.wording import Words, told_apart

NEW = ""
LONGEST_SHOWN = 300
"""Characters of an answer on its line; the whole of a longer one folds out."""


def show(visit: Visit, survey_id: str) -> None:
    """The themes so far, then the answers that are sought, and what is done with those that are chosen."""
    t = visit.t
    desk = visit.ask(
        open_answers, survey_id=survey_id, question_name=str(state.get(f"open_question_{survey_id}") or ""),
        text=_searched(survey_id), theme=str(state.get(f"open_theme_{survey_id}") or ""),
        page=int(state.get(f"open_page_{survey_id}") or 1),
    )  # fmt: skip
    if desk.question is None:
        style.quiet(t("This questionnaire asks for nothing in people's own words."))
        return
    _question(visit, desk)
    if not desk.answered:
        style.drawn_state("talk", t("Nobody has answered in their own words yet."))
        return
    _themes(visit, desk)
    _search(visit, desk)
    for one in desk.answers:
        _answer(visit, desk, one)
    if desk.pages > 1:
        state.put(f"open_page_{survey_id}", desk.page)  # a page that was the last before answers were put elsewhere
        st.pagination(desk.pages, key=f"open_page_{survey_id}", max_visible_pages=5)
    if desk.found:
        _putting(visit, desk)
    else:
        style.quiet(t("No answer is found this way: choose another word or another theme."))


def _searched(survey_id: str) -> str:
    return str(state.get(f"open_text_{survey_id}") or state.get(f"open_word_{survey_id}") or "")


def _question(visit: Visit, desk: AnswersDesk) -> None:
    t, id_ = visit.t, desk.survey.id
    titles = told_apart({one.name: one.label[t.language] or one.name for one in desk.questions})
    if len(titles) > 1:
        st.selectbox(
            t("Question"), list(titles), format_func=titles.__getitem__, key=f"open_question_{id_}",
            on_change=lambda: state.drop(*(f"open_{name}_{id_}" for name in ("theme", "page", "word", "text"))),
        )  # fmt: skip
    style.quiet(t(
        "{answered} answers, {none} of them under no theme. Everybody reads the themes with five answers and more once the questionnaire is closed, and no answer.",
        answered=desk.answered, none=desk.under_none,
    ))  # fmt: skip


def _themes(visit: Visit, desk: AnswersDesk) -> None:
    """Each theme with its number; folded, what changes it."""
    t = visit.t
    if not desk.themes and not desk.aside:
        return
    with st.expander(t.n("{count} theme", "{count} themes", len(desk.themes))):
        for theme, count in desk.themes:
            _theme(visit, theme, count)
        for theme in desk.aside:
            left, right = st.columns([5, 4], vertical_alignment="center")
            left.markdown(style.literal(theme.title[t.language]))
            key = _key(theme, "back")
            right.button(
                t("Take it up again"), key=key,
                on_click=state.acting(visit, key, partial(_keep, visit, theme, stands=True)),
            )  # fmt: skip


def _theme(visit: Visit, theme: Theme, count: int) -> None:
    t = visit.t
    left, right, last = st.columns([5, 2, 2], vertical_alignment="bottom")
    zh, en = left.columns(2)
    zh.text_input(t("Theme in Chinese"), theme.title.zh, key=_key(theme, "zh"), max_chars=LONGEST_THEME)
    en.text_input(t("Theme in English"), theme.title.en, key=_key(theme, "en"), max_chars=LONGEST_THEME)
    key = _key(theme, "rename")
    right.button(t("Rename"), key=key, on_click=state.acting(visit, key, partial(_rename, visit, theme)))
    key = _key(theme, "aside")
    last.button(
        t("Lay aside ({count})", count=count), key=key,
        on_click=state.acting(visit, key, partial(_keep, visit, theme, stands=False)),
    )  # fmt: skip


def _key(theme: Theme, name: str) -> str:
    return f"theme_{name}_{theme.id}_{theme.version}"


def _search(visit: Visit, desk: AnswersDesk) -> None:
    t, id_ = visit.t, desk.survey.id
    fresh = [f"open_page_{id_}"]
    counts = {one.word: one.count for one in desk.keywords}
    st.pills(
        t("Words that many use"), list(counts), format_func=lambda word: f"{style.literal(word)} {counts[word]}",
        key=f"open_word_{id_}", on_change=lambda: state.drop(*fresh, f"open_text_{id_}"),
    )  # fmt: skip
    left, right = st.columns(2)
    left.text_input(
        t("Search the answers"), key=f"open_text_{id_}", max_chars=LONGEST_SEARCH, on_change=lambda: state.drop(*fresh)
    )  # fmt: skip
    names = {"": t("all answers"), UNDER_NONE: t("under no theme")} | _choices(visit, desk)
    right.selectbox(
        t("Which answers"), list(names), format_func=lambda one: names.get(one, ""), key=f"open_theme_{id_}",
        on_change=lambda: state.drop(*fresh),
    )  # fmt: skip


def _choices(visit: Visit, desk: AnswersDesk) -> dict[str, str]:
    counts = {theme.id: count for theme, count in desk.themes}
    titles = told_apart({theme.id: theme.title[visit.t.language] for theme, _ in desk.themes})
    return {id_: f"{title} ({counts[id_]})" for id_, title in titles.items()}


def _answer(visit: Visit, desk: AnswersDesk, one: OpenAnswer) -> None:
    """A line to choose; before the first of several that are alike a line that says so."""
    t = visit.t
    if one.leads and one.alike > 1:
        style.quiet(t("{count} that say much the same:", count=one.alike))
    short = one.text if len(one.text) <= LONGEST_SHOWN else one.text[:LONGEST_SHOWN] + "…"
    st.checkbox(style.literal(short), key=f"open_answer_{one.response_id}")
    titles = [theme.title[visit.t.language] for theme, _ in desk.themes if theme.id in one.themes]
    if titles:
        style.badges(*titles)
    if short != one.text:
        with st.expander(t("The whole answer")):
            st.markdown(style.literal(one.text))


def _putting(visit: Visit, desk: AnswersDesk) -> None:
    """Under which theme, and whether those that are chosen or all that were found."""
    t, id_ = visit.t, desk.survey.id
    names = {NEW: t("A new theme"), **_choices(visit, desk)}
    target = st.selectbox(
        t("Put them under"), list(names), format_func=lambda one: names.get(one, ""), key=f"open_target_{id_}"
    )  # fmt: skip
    if target == NEW:
        left, right = st.columns(2)
        left.text_input(t("Theme in Chinese"), key=f"open_zh_{id_}", max_chars=LONGEST_THEME)
        right.text_input(t("Theme in English"), key=f"open_en_{id_}", max_chars=LONGEST_THEME)
    shown = [one.response_id for one in desk.answers]
    left, middle, right = st.columns(3)
    left.button(
        t("Put the chosen ones there"), type="primary", key=f"open_put_{id_}",
        on_click=state.acting(visit, f"open_put:{id_}", lambda a: _put(visit, desk, _chosen(shown), a)),
    )  # fmt: skip
    middle.button(
        t("Put all {count} found there", count=len(desk.found)), key=f"open_all_{id_}",
        on_click=state.acting(visit, f"open_all:{id_}", lambda a: _put(visit, desk, desk.found, a)),
    )  # fmt: skip
    if target != NEW:
        right.button(
            t("Take the chosen ones out"), key=f"open_out_{id_}",
            on_click=state.acting(visit, f"open_out:{id_}", lambda a: _out(visit, desk, _chosen(shown), a)),
        )  # fmt: skip
    done = state.get(f"open_done_{id_}")
    if done:
        st.button(
            t("Undo the last step"), type="tertiary", key=f"open_undo_{id_}",
            on_click=state.acting(visit, f"open_undo:{id_}", lambda a: _undo(visit, desk, a)),
        )  # fmt: skip


def _chosen(shown: Sequence[str]) -> list[str]:
    return [one for one in shown if state.get(f"open_answer_{one}")]


def _put(visit: Visit, desk: AnswersDesk, ids: Sequence[str], act_id: str) -> str:
    id_ = desk.survey.id
    target = str(state.get(f"open_target_{id_}") or NEW)
    if target == NEW:
        assert desk.question is not None  # noqa: S101 - nothing is put anywhere without a question
        title = Words(str(state.get(f"open_zh_{id_}") or ""), str(state.get(f"open_en_{id_}") or ""))
        target = visit.do(
            name_theme, act_id, survey_id=id_, question_name=desk.question.name, title=title, response_ids=list(ids)
        )
        state.put(f"open_target_{id_}", target)
        state.put(f"open_zh_{id_}", "")
        state.put(f"open_en_{id_}", "")
        count = len(ids)
        state.put(f"open_done_{id_}", ("named", target, []))
    else:
        count = visit.do(group_answers, act_id, theme_id=target, response_ids=list(ids))
        fresh = [one for one in ids if target not in desk.under.get(one, ())]
        state.put(f"open_done_{id_}", ("put", target, fresh))
    _moved(id_, ids)
    return visit.t.n("{count} answer stands there now.", "{count} answers stand there now.", count)


def _out(visit: Visit, desk: AnswersDesk, ids: Sequence[str], act_id: str) -> str:
    id_ = desk.survey.id
    target = str(state.get(f"open_target_{id_}"))
    count = visit.do(ungroup_answers, act_id, theme_id=target, response_ids=list(ids))
    state.put(f"open_done_{id_}", ("out", target, [one for one in ids if target in desk.under.get(one, ())]))
    _moved(id_, ids)
    return visit.t.n("{count} answer was taken out.", "{count} answers were taken out.", count)


def _moved(survey_id: str, ids: Sequence[str]) -> None:
    """They are chosen no more; where only those under a theme or under none are shown, others follow on the first page."""
    state.drop(*(f"open_answer_{one}" for one in ids))
    if state.get(f"open_theme_{survey_id}"):
        state.drop(f"open_page_{survey_id}")


def _undo(visit: Visit, desk: AnswersDesk, act_id: str) -> str | None:
    """A theme that was named in the last step is laid aside again, with what was put under it."""
    survey_id = desk.survey.id
    done = state.get(f"open_done_{survey_id}")
    if done is None:
        return None  # a second tap
    how, theme_id, ids = done
    named = next((theme for theme, _ in desk.themes if theme.id == theme_id), None)
    if how == "named" and named is not None:
        visit.do(keep_theme, act_id, theme_id=theme_id, version=named.version, stands=False)
        state.drop(f"open_target_{survey_id}", f"open_theme_{survey_id}")
    elif ids:
        visit.do(ungroup_answers if how == "put" else group_answers, act_id, theme_id=theme_id, response_ids=ids)
    state.drop(f"open_done_{survey_id}")
    return visit.t("The last step is undone.")


def _rename(visit: Visit, theme: Theme, act_id: str) -> str:
    title = Words(str(state.get(_key(theme, "zh")) or ""), str(state.get(_key(theme, "en")) or ""))
    visit.do(rename_theme, act_id, theme_id=theme.id, version=theme.version, title=title)
    return visit.t("The theme has its new name.")


def _keep(visit: Visit, theme: Theme, act_id: str, *, stands: bool) -> str:
    visit.do(keep_theme, act_id, theme_id=theme.id, version=theme.version, stands=stands)
    if stands:
        return visit.t("The theme is back, with its answers.")
    return visit.t("The theme is laid aside: it can be taken up again.")
