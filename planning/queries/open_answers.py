"""Open answers at work: what they speak of, similar ones side by side, and the themes under which they stand."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from planning import store
from planning.queries.kept import Kept
from planning.queries.query import Look, query
from planning.store import surveys as kept_surveys
from planning.store import themes as kept
from planning.surveys.questionnaire.open_words import Keyword, keywords, side_by_side, terms
from planning.surveys.questionnaire.question import Question, QuestionKind
from planning.surveys.questionnaire.survey import Edition, Survey
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
    :param page: the page that is shown: the last one where there is none of the number that was asked for.
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
    page: int = 1


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
    standing = kept_surveys.standing(look.session, survey_id)
    texts = _texts(look, survey, question.name)
    heard = _KEPT.of(look, survey_id, standing, lambda: _listened(texts), part=question.name)
    sought = _sought(heard, texts, clean(text[: LONGEST_SEARCH * 4]).casefold(), theme, under)
    pages = -(-len(sought) // PAGE)
    page = max(1, min(page, pages))
    return AnswersDesk(
        survey, questions, question, len(texts), sum(one not in under for one in texts), heard.keywords,
        tuple((one, counts.get(one.id, 0)) for one in there), tuple(one for one in mine if one.dropped_at is not None),
        _laid_out(heard, texts, sought[(page - 1) * PAGE : page * PAGE], under), tuple(id_ for _, id_ in sought),
        under, pages, page,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Heard:
    """Of answers to one question the words that many speak of, and the responses that say much the same, by their ids.

    It is kept, as a page is drawn anew at every click; what somebody wrote is not: it is read where it lies, and once it is erased
    there it is nowhere.
    """

    keywords: tuple[Keyword, ...]
    groups: tuple[tuple[str, ...], ...]


def _questions(look: Look, survey: Survey) -> tuple[Question, ...]:
    """Of all versions, the newest first, each name once."""
    found: dict[str, Question] = {}
    for edition in store.find(look.session, Edition, order="-number", survey_id=survey.id):
        for question in read(edition.form).questions:
            if question.kind is QuestionKind.TEXT:
                found.setdefault(question.name, question)
    return tuple(found.values())


_KEPT: Kept[_Heard] = Kept(8)


def _texts(look: Look, survey: Survey, name: str) -> dict[str, str]:
    """What each response says to a question, by its id, the oldest first."""
    said = ((id_, json.loads(answers).get(name)) for id_, answers in kept_surveys.said(look.session, survey.id))
    return {id_: text for id_, text in said if isinstance(text, str) and text}


def _listened(texts: Mapping[str, str]) -> _Heard:
    ids, found = list(texts), [terms(text) for text in texts.values()]
    return _Heard(keywords(found), tuple(tuple(ids[at] for at in group) for group in side_by_side(found)))


def _sought(
    heard: _Heard, texts: Mapping[str, str], text: str, theme: str, under: Mapping[str, Collection[str]]
) -> list[tuple[int, str]]:
    """``(group, response)`` of answers that are sought, similar ones together."""

    def fits(id_: str) -> bool:
        standing = under.get(id_, ())
        words = texts.get(id_)  # none where it was erased this very moment
        sought = not theme or theme in standing or (theme == UNDER_NONE and not standing)
        return words is not None and text in words.casefold() and sought

    return [(number, id_) for number, group in enumerate(heard.groups) for id_ in group if fits(id_)]


def _laid_out(
    heard: _Heard, texts: Mapping[str, str], some: Sequence[tuple[int, str]], under: Mapping[str, Collection[str]]
) -> tuple[OpenAnswer, ...]:
    laid, last = [], -1
    for number, id_ in some:
        laid.append(
            OpenAnswer(id_, texts[id_], frozenset(under.get(id_, ())), len(heard.groups[number]), leads=number != last)
        )
        last = number
    return tuple(laid)
