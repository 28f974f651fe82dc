"""Words for the codes of questionnaires: kinds of questions, comparisons of conditions."""

from __future__ import annotations

from enum import Enum

from planning.errors import N_
from planning.surveys.questionnaire.picking import Joiner, Operator
from planning.surveys.questionnaire.question import QuestionKind

OF_QUESTIONS: tuple[tuple[Enum, str], ...] = (
    (QuestionKind.SINGLE, N_("one of several answers")),
    (QuestionKind.MULTIPLE, N_("several answers")),
    (QuestionKind.RANKING, N_("put in order")),
    (QuestionKind.SCALE, N_("scale")),
    (QuestionKind.NUMBER, N_("number")),
    (QuestionKind.TEXT, N_("text")),
    (QuestionKind.DATE, N_("day")),
    (QuestionKind.PHOTO, N_("photo")),
    (QuestionKind.POINT, N_("a point on the map")),
    (QuestionKind.LINE, N_("a line on the map")),
    (QuestionKind.AREA, N_("an area on the map")),
    (QuestionKind.MATRIX, N_("table: several lines, the same answers")),
    (QuestionKind.NOTE, N_("words only, no answer")),
    (Operator.IS, N_("is")),
    (Operator.IS_NOT, N_("is not")),
    (Operator.CHOSEN, N_("was chosen")),
    (Operator.NOT_CHOSEN, N_("was not chosen")),
    (Operator.LESS, N_("is less than, or before")),
    (Operator.AT_MOST, N_("is at most, or until")),
    (Operator.AT_LEAST, N_("is at least, or from")),
    (Operator.MORE, N_("is more than, or after")),
    (Operator.ANSWERED, N_("was answered")),
    (Operator.UNANSWERED, N_("was not answered")),
    (Joiner.ALL, N_("all of them hold")),
    (Joiner.ANY, N_("one of them holds")),
)
