"""Themes of open answers: a person names them and says which answers stand under each; an answer may stand under several.

Every act is logged and has its way back: put under and taken out, laid aside and taken up again. The log names themes and
how many answers, never an answer.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from planning import store
from planning.actions.act import Doing, act
from planning.actions.words import words_checked
from planning.errors import N_, Problem, Refusal, Refusals
from planning.site import new_id
from planning.store import themes as kept
from planning.surveys.questionnaire.question import QuestionKind
from planning.surveys.questionnaire.survey import Edition, Response, Survey
from planning.surveys.questionnaire.theme import LONGEST_THEME, MOST_THEMES, Theme
from planning.surveys.questionnaire.written import read
from planning.wording import Words


@act
def name_theme(
    doing: Doing, *, survey_id: str, question_name: str, title: Words, response_ids: Sequence[str] = ()
) -> str:
    """Name a theme of the open answers to a question, with answers that stand under it at once; gives its id.

    Raises :class:`Refusals` (``not_found`` for no question with open answers, ``empty_text``, ``long_text``,
    ``same_theme``, ``many_themes``).
    """
    survey = store.get(doing.session, Survey, survey_id)
    doing.permit_in(survey.community_id)
    if question_name not in _open_questions(doing, survey):
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."), where="question")
    title = _titled(title, _with_room(_standing(doing, survey_id, question_name)))
    theme = Theme(new_id(), survey.community_id, survey_id, question_name, title, doing.now)
    store.add(doing.session, theme)
    count = kept.put_under(doing.session, theme, _answering(doing, theme, response_ids))
    doing.log(f"survey:{survey_id}", after={"theme": theme.id, "question": question_name, "title": title, "put": count})
    return theme.id


@act
def rename_theme(doing: Doing, *, theme_id: str, version: int, title: Words) -> int:
    """Give a theme that was read at ``version`` another name; gives the new version."""
    before = _permitted(doing, theme_id)
    others = [one for one in _standing(doing, before.survey_id, before.question) if one.id != before.id]
    after = replace(before, title=_titled(title, others), version=version + 1)
    store.change(doing.session, after)
    doing.log(
        f"survey:{before.survey_id}", before={"theme": theme_id, "title": before.title}, after={"title": after.title}
    )
    return after.version


@act
def keep_theme(doing: Doing, *, theme_id: str, version: int, stands: bool) -> int:
    """Lay a theme aside, or take it up again with the answers that stood under it; gives the new version.

    Raises :class:`Refusals` (``same_theme``, ``many_themes``, ``edited_meanwhile``).
    """
    before = _permitted(doing, theme_id)
    if stands:
        others = [one for one in _standing(doing, before.survey_id, before.question) if one.id != before.id]
        _titled(before.title, _with_room(others))
    after = replace(before, dropped_at=None if stands else before.dropped_at or doing.now, version=version + 1)
    store.change(doing.session, after)
    doing.log(f"survey:{before.survey_id}", before={"theme": theme_id, "title": before.title}, after={"stands": stands})
    return after.version


@act
def group_answers(doing: Doing, *, theme_id: str, response_ids: Sequence[str]) -> int:
    """Put answers under a theme; gives how many came to it. Those that were erased meanwhile are left out.

    Raises :class:`Refusal` (``nothing_chosen``, ``laid_aside``).
    """
    theme = _permitted(doing, theme_id)
    if theme.dropped_at is not None:
        raise Refusal("laid_aside", N_("This theme was laid aside: take it up again first."))
    count = kept.put_under(doing.session, theme, _answering(doing, theme, _chosen(response_ids)))
    doing.log(f"survey:{theme.survey_id}", after={"theme": theme_id, "title": theme.title, "put": count})
    return count


@act
def ungroup_answers(doing: Doing, *, theme_id: str, response_ids: Sequence[str]) -> int:
    """Take answers from under a theme; gives how many stood there. Raises :class:`Refusal` (``nothing_chosen``)."""
    theme = _permitted(doing, theme_id)
    count = kept.take_out(doing.session, theme, _chosen(response_ids))
    doing.log(f"survey:{theme.survey_id}", after={"theme": theme_id, "title": theme.title, "taken": count})
    return count


def _permitted(doing: Doing, theme_id: str) -> Theme:
    theme = store.get(doing.session, Theme, theme_id)
    doing.permit_in(theme.community_id)
    return theme


def _standing(doing: Doing, survey_id: str, question: str) -> list[Theme]:
    return store.find(doing.session, Theme, survey_id=survey_id, question=question, dropped_at=None)


def _titled(title: Words, others: Sequence[Theme]) -> Words:
    problems: list[Problem] = []
    title = words_checked(problems, title, field="title", longest=LONGEST_THEME)
    if any(title == one.title for one in others):
        problems.append(Problem("same_theme", N_("A theme of this name is there already: put the answers under it."), {}, "title"))  # fmt: skip
    if problems:
        raise Refusals(problems)
    return title


def _with_room(others: list[Theme]) -> list[Theme]:
    """The other themes of a question, where one more may stand beside them."""
    if len(others) >= MOST_THEMES:
        raise Refusal(
            "many_themes", N_("{most} themes are enough for one question: lay one aside first."), most=MOST_THEMES
        )
    return others


def _chosen(response_ids: Sequence[str]) -> Sequence[str]:
    if not response_ids:
        raise Refusal("nothing_chosen", N_("Choose the answers first."))
    return response_ids


def _open_questions(doing: Doing, survey: Survey) -> set[str]:
    editions = store.find(doing.session, Edition, survey_id=survey.id)
    return {q.name for one in editions for q in read(one.form).questions if q.kind is QuestionKind.TEXT}


def _answering(doing: Doing, theme: Theme, response_ids: Sequence[str]) -> set[str]:
    """Of these responses those of this questionnaire that have answered the theme's question."""
    wanted = sorted(set(response_ids))
    parts = (wanted[at : at + kept.AT_ONCE] for at in range(0, len(wanted), kept.AT_ONCE))
    found = (one for part in parts for one in store.find(doing.session, Response, id=part, survey_id=theme.survey_id))
    return {one.id for one in found if json.loads(one.answers).get(theme.question)}
