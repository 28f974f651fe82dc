"""The editing of a form: questions added, changed, moved, copied, removed; each gives a new form and loses nothing.

A name is what answers are kept under and what conditions ask for: it is given once, conditions follow when it changes,
and a question that another one asks for stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from planning.errors import N_, Problem, Refusal, Refusals
from planning.surveys.questionnaire.asking import names_in_form, parsed
from planning.surveys.questionnaire.choice_lines import digest, free, slug
from planning.surveys.questionnaire.conditions import names_of
from planning.surveys.questionnaire.expressions import names_in
from planning.surveys.questionnaire.following import in_itself, renamed_in, with_values
from planning.surveys.questionnaire.groups import as_question, with_questions
from planning.surveys.questionnaire.question import Choice, Group, Question, Questionnaire
from planning.surveys.questionnaire.xlsform import MOST_QUESTIONS
from planning.surveys.questionnaire.xlsform_out import EN, ZH
from planning.wording import Words


def empty_form(title: Words) -> Questionnaire:
    """A form without a question."""
    words = title.zh or title.en
    return Questionnaire("form", Words(words, words), (), (ZH, EN))


def question_named(form: Questionnaire, name: str) -> Question:
    """The question; raises :class:`Refusal` (``no_such_question``) where somebody took it out meanwhile."""
    found = next((question for question in form.questions if question.name == name), None)
    if found is None:
        raise Refusal("no_such_question", N_("This question is not in the form any more: it was removed or renamed meanwhile."))  # fmt: skip
    return found


def said(question: Question) -> Words:
    """What a question is called where it is spoken of: its words, or its name."""
    return question.label if question.label.zh or question.label.en else Words(question.name)


def taken_names(form: Questionnaire, but: str = "") -> frozenset[str]:
    """Names that a new question, line or group cannot have: of questions, lines and groups."""
    others = [question for question in form.questions if question.name != but]
    names = {question.name for question in others} | {line.name for question in others for line in question.lines}
    groups = {group for question in form.questions for group in question.group}
    return frozenset(names | groups | {"meta"})


def name_for(form: Questionnaire, label: Words) -> str:
    """A name for a new question: its English words, or a digest of the Chinese ones, so that the same words have the same name."""
    made = slug(label.en) or f"q_{digest(label.zh)}"
    return free(made if made[0].isalpha() else f"q_{made}", taken_names(form))


def added(form: Questionnaire, question: Question, after: str = "") -> Questionnaire:
    """With one more question: after another one, or at the end. Raises :class:`Refusal` (``too_many_questions``)."""
    if len(form.questions) >= MOST_QUESTIONS:
        raise Refusal("too_many_questions", N_("A form has at most {most} questions."), most=MOST_QUESTIONS)
    at = _place(form, after) + 1 if after else len(form.questions)
    return _put(form.questions, at, question, form)


def copied(form: Questionnaire, name: str) -> Questionnaire:
    """With the same question once more, right after it; the copy and its lines have names of their own."""
    original = question_named(form, name)
    copy = replace(original, name=free(name, taken_names(form)))
    taken = set(taken_names(form)) | {copy.name}
    lines = []
    for line in original.lines:
        lines.append(replace(line, name=free(line.name, taken)))
        taken.add(lines[-1].name)
    return added(form, replace(copy, lines=tuple(lines)), name)


def as_new(form: Questionnaire, question: Question) -> Question:
    """A question that is not in the form any more, to be added once more: without a name, and without what nobody answers now."""
    known = names_in_form(form)
    without = replace(question, name="", group=())
    return without if asked_by(without) <= known else replace(without, condition="")


def moved(form: Questionnaire, name: str, by: int) -> Questionnaire:
    """With a question further up (``by`` below 0) or down; as it was where there is no room."""
    at = _place(form, name)
    to = max(0, min(len(form.questions) - 1, at + by))
    if to == at:
        return form
    others = (*form.questions[:at], *form.questions[at + 1 :])
    return _put(others, to, form.questions[at], form)


def same_words(before: Sequence[Choice], after: Sequence[Choice]) -> dict[str, str]:
    """Old and new name of what stands under the same words with another name; words that stand there twice say nothing."""
    old, new = (
        {one.label: one.name for one in side if sum(one.label == other.label for other in side) == 1}
        for side in (before, after)
    )
    return {name: new[label] for label, name in old.items() if label in new and new[label] != name}


def changed(form: Questionnaire, name: str, question: Question) -> Questionnaire:
    """With a question as it is now; what asks for it under its old name, for a line of it, or for one of its answers, asks for the new one.

    Lines and answers are the same where their words are: what asks for one that is gone is left as it is, and refused.
    """
    at = _place(form, name)
    before = form.questions[at]
    renamed = ({name: question.name} if name != question.name else {}) | same_words(before.lines, question.lines)
    answers = frozenset({name} if not before.lines else {line.name for line in before.lines})
    values = same_words(before.choices, question.choices)
    question = in_itself(question, before, values)
    questions = tuple(
        _following(with_values(one, answers, values), renamed) for one in (*form.questions[:at], question, *form.questions[at + 1 :])
    )  # fmt: skip
    groups = (_group_following(one, answers, values, renamed) for one in form.groups)
    return with_questions(form, questions, groups)


def removed(form: Questionnaire, name: str) -> Questionnaire:
    """Without a question; raises :class:`Refusals` (``still_asked_for``) with every question or group that asks for its answer."""
    question = question_named(form, name)
    mine = {name} | {line.name for line in question.lines}
    without = with_questions(form, (one for one in form.questions if one.name != name))
    stays = N_("“{question}” cannot be removed: “{other}” asks for its answer. Change the condition or the words of that one first.")  # fmt: skip
    problems = [
        Problem("still_asked_for", stays, {"question": said(question), "other": said(other)}, other.name)
        for other in (*map(as_question, without.groups), *without.questions)
        if mine & asked_by(other)
    ]
    if problems:
        raise Refusals(problems)
    return without


def asked_by(question: Question) -> frozenset[str]:
    """Names of the answers that a question asks for: in its condition, its rule for answers, its words or its beginning."""
    found: set[str] = set()
    for expression in (question.condition, question.constraint):
        found |= set(names_in(expression))
        read = parsed(expression) if expression else None
        found |= names_of(read) if read else set(re.findall(r"\.\./([A-Za-z_][\w.-]*)", expression))
    return frozenset(found | {name for text in _quoting(question) for name in names_in(text)})


def _quoting(question: Question) -> Iterator[str]:
    yield question.default
    for words in (question.label, question.hint, question.refusal, *(one.label for one in question.choices + question.lines + question.ticks)):  # fmt: skip
        yield words.zh
        yield words.en


def _place(form: Questionnaire, name: str) -> int:
    return form.questions.index(question_named(form, name))


def _put(questions: tuple[Question, ...], at: int, question: Question, form: Questionnaire) -> Questionnaire:
    """At a place among others. A group stays in one piece: who comes between its questions belongs to it, who leaves it does not."""
    before = questions[at - 1].group if at else ()
    behind = questions[at].group if at < len(questions) else ()
    common = _common(before, behind)
    elsewhere = {one.group[:length] for one in questions for length in range(1, len(one.group) + 1)}
    inner = [question.group[:length] for length in range(len(common) + 1, len(question.group) + 1)]
    fits = question.group[: len(common)] == common and all(
        part in (before[: len(part)], behind[: len(part)]) or part not in elsewhere for part in inner
    )
    placed = question if fits else replace(question, group=common)
    return with_questions(form, (*questions[:at], placed, *questions[at:]))


def _common(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[:at]


def _group_following(group: Group, answers: frozenset[str], values: dict[str, str], renamed: dict[str, str]) -> Group:
    """A group whose condition and title ask for answers as they are now."""
    asking = replace(as_question(group), label=group.label)
    asking = _following(with_values(asking, answers, values), renamed)
    return replace(group, label=asking.label, condition=asking.condition)


def _following(question: Question, renamed: dict[str, str]) -> Question:
    """A question that asks for answers under their new names."""
    if not renamed:
        return question

    def words(text: Words) -> Words:
        return Words(renamed_in(text.zh, renamed), renamed_in(text.en, renamed))

    return replace(
        question, condition=renamed_in(question.condition, renamed, paths=True), constraint=renamed_in(question.constraint, renamed, paths=True),
        default=renamed_in(question.default, renamed), label=words(question.label), hint=words(question.hint), refusal=words(question.refusal),
        choices=tuple(replace(one, label=words(one.label)) for one in question.choices),
        lines=tuple(replace(one, label=words(one.label)) for one in question.lines),
        ticks=tuple(replace(one, label=words(one.label)) for one in question.ticks),
    )  # fmt: skip
