"""Open answers at work: what they speak of, similar ones side by side, and the themes under which they stand."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from planning import store
from planning.queries.query import Look, query
from planning.store import surveys as kept_surveys
from planning.store import themes as kept
from planning.store.surveys import Standing
from planning.surveys.questionnaire.open_words import Keyword, keywords, side_by_side, terms
from planning.surveys.questionnaire.question import Question, QuestionKind
from planning.surveys.questionnaire.survey import Edition, Response, Survey
from planning.surveys.questionnaire.theme import Theme
from planning.surveys.questionnaire.written import read
from planning.wording import clean

PAGE = 30
"""Answers on a page."""
LONGEST_SEARCH = 60
UNDER_NONE = "-"
"""Instead of a theme: answers that stand under none."""


@dataclass(frozen=True, slots=True)
class OpenAnswer:
    """What somebody wrote, and the themes under which it stands.

    :param alike: how many say much the same, itself counted.
    :param leads: whether it is the first of those that are shown here.
    """

    response_id: str
    text: str
    themes: frozenset[str]
    alike: int
    leads: bool


@dataclass(frozen=True, slots=True)
class AnswersDesk:
    """Open answers to one question.

    :param questions: all questions with open answers; ``question``: the one whose answers these are.
    :param themes: with the number of answers under each; ``aside``: those that were laid aside.
    :param answers: a page of those that were sought, similar ones side by side, the largest groups first.
    :param found: ids of all that were sought; ``under``: the themes under which answers stand, by their ids.
    """

    survey: Survey
    questions: tuple[Question, ...]
    question: Question | None = None
    answered: int = 0
    under_none: int = 0
    keywords: tuple[Keyword, ...] = ()
    themes: tuple[tuple[Theme, int], ...] = ()
    aside: tuple[Theme, ...] = ()
    answers: tuple[OpenAnswer, ...] = ()
    found: tuple[str, ...] = ()
    under: Mapping[str, Collection[str]] = field(default_factory=dict)
    pages: int = 0


@query
def open_answers(
    look: Look, *, survey_id: str, question_name: str = "", text: str = "", theme: str = "", page: int = 1
) -> AnswersDesk:
    """Open answers to the question that is named, or the first: those with ``text`` in them, under a theme or under none."""
    survey = store.get(look.session, Survey, survey_id)
    look.permit_in(survey.community_id)
    questions = _questions(look, survey)
    question = next((one for one in questions if one.name == question_name), next(iter(questions), None))
    if question is None:
        return AnswersDesk(survey, ())
    mine = store.find(look.session, Theme, order=("made_at", "id"), survey_id=survey_id, question=question.name)
    there = [one for one in mine if one.dropped_at is None]
    counts, under = kept.counts(look.session, survey_id), kept.standing_under(look.session, [one.id for one in there])
    heard = _heard(look, survey, question.name)
    sought = _sought(heard, clean(text[: LONGEST_SEARCH * 4]).casefold(), theme, under)
    begin = (max(page, 1) - 1) * PAGE
    return AnswersDesk(
        survey, questions, question, len(heard.texts), sum(one not in under for one, _ in heard.texts), heard.keywords,
        tuple((one, counts.get(one.id, 0)) for one in there), tuple(one for one in mine if one.dropped_at is not None),
        _laid_out(heard, sought[begin : begin + PAGE], under), tuple(heard.texts[at][0] for _, at in sought),
        under, -(-len(sought) // PAGE),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Heard:
    """Answers to one question as ``(response, words)``, the words that many speak of, and places of similar ones."""

    texts: tuple[tuple[str, str], ...]
    keywords: tuple[Keyword, ...]
    groups: tuple[tuple[int, ...], ...]


def _questions(look: Look, survey: Survey) -> tuple[Question, ...]:
    """Of all versions, the newest first, each name once."""
    found: dict[str, Question] = {}
    for edition in store.find(look.session, Edition, order="-number", survey_id=survey.id):
        for question in read(edition.form).questions:
            if question.kind is QuestionKind.TEXT:
                found.setdefault(question.name, question)
    return tuple(found.values())


_KEPT: dict[tuple[str, str], tuple[Standing, _Heard]] = {}
_MOST_KEPT = 8


def _heard(look: Look, survey: Survey, name: str) -> _Heard:
    """Read anew only when a response came in or went, as a page is drawn anew at every click."""
    standing = kept_surveys.standing(look.session, survey.id)
    there = _KEPT.get((survey.id, name))
    if there is None or there[0] != standing:
        if len(_KEPT) >= _MOST_KEPT:
            _KEPT.clear()
        _KEPT[survey.id, name] = there = (standing, _read(look, survey, name))
    return there[1]


def _read(look: Look, survey: Survey, name: str) -> _Heard:
    responses = store.find(look.session, Response, order=("at", "id"), survey_id=survey.id)
    said = [(one.id, json.loads(one.answers).get(name)) for one in responses]
    texts = tuple((id_, text) for id_, text in said if isinstance(text, str) and text)
    found = [terms(text) for _, text in texts]
    return _Heard(texts, keywords(found), side_by_side(found))


def _sought(heard: _Heard, text: str, theme: str, under: dict[str, set[str]]) -> list[tuple[int, int]]:
    """``(group, place)`` of answers that are sought, similar ones together."""

    def fits(at: int) -> bool:
        id_, words = heard.texts[at]
        standing = under.get(id_, set())
        return text in words.casefold() and (not theme or theme in standing or (theme == UNDER_NONE and not standing))

    return [(number, at) for number, group in enumerate(heard.groups) for at in group if fits(at)]


def _laid_out(heard: _Heard, some: Sequence[tuple[int, int]], under: dict[str, set[str]]) -> tuple[OpenAnswer, ...]:
    laid, last = [], -1
    for number, at in some:
        id_, words = heard.texts[at]
        laid.append(
            OpenAnswer(id_, words, frozenset(under.get(id_, ())), len(heard.groups[number]), leads=number != last)
        )
        last = number
    return tuple(laid)
