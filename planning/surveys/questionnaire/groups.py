"""Groups of questions 题组: which there are, what lies in them, and under which conditions a question stands because of them.

A question names the groups around it (``Question.group``); :class:`Group` keeps what is said of one. A group of which nothing
is said has no row in the form, and one without questions is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from planning.surveys.questionnaire.question import Group, Question, QuestionKind, Questionnaire
from planning.wording import Words

Path = tuple[str, ...]
"""Names of groups, the outer first."""


def paths(form: Questionnaire) -> tuple[Path, ...]:
    """All groups that questions lie in, in the order in which they begin, the outer before the inner."""
    return tuple(dict.fromkeys(path for question in form.questions for path in _around(question)))


def group_at(form: Questionnaire, path: Path) -> Group:
    """What is said of a group; nothing, where the form says nothing."""
    return next((group for group in form.groups if group.path == path), Group(path))


def members(form: Questionnaire, path: Path) -> tuple[Question, ...]:
    """Questions of a group and of the groups inside it, in order."""
    return tuple(question for question in form.questions if question.group[: len(path)] == path)


def titled(group: Group) -> Words:
    """What a group is called: its words, or its name."""
    return group.label if group.label.zh or group.label.en else Words(group.path[-1], group.path[-1])


def conditions(form: Questionnaire) -> Iterator[tuple[Question, tuple[str, ...]]]:
    """Each question with all that must hold for it to be asked: the conditions of the groups around it, the outer first, then its own."""
    said = {group.path: group.condition for group in form.groups if group.condition}
    for question in form.questions:
        around = [said[path] for path in _around(question) if path in said] if said else []
        yield question, tuple([*around, question.condition] if question.condition else around)


def _around(question: Question) -> list[Path]:
    return [question.group[:depth] for depth in range(1, len(question.group) + 1)]


def titled_around(form: Questionnaire, question: Question) -> tuple[Group, ...]:
    """The groups with a title around a question, the outer first."""
    around = set(_around(question))
    return tuple(group for group in form.groups if group.path in around and (group.label.zh or group.label.en))


def titles(form: Questionnaire, questions: Sequence[Question]) -> list[tuple[tuple[Group, ...], int]]:
    """For each of these questions (all of the form, or some, in order) the groups with a title that begin with it, and how many end."""
    around = [titled_around(form, question) for question in questions]
    before, behind = [(), *around[:-1]], [*around[1:], ()]
    return [
        (tuple(group for group in here if group not in earlier), sum(group not in later for group in here))
        for earlier, here, later in zip(before, around, behind, strict=True)
    ]


def as_question(group: Group) -> Question:
    """A group as what asks for answers: with its title for words."""
    return Question(group.path[-1], QuestionKind.NOTE, titled(group), condition=group.condition)


def with_questions(form: Questionnaire, questions: Iterable[Question], groups: Iterable[Group] | None = None) -> Questionnaire:  # fmt: skip
    """The form with these questions, and with what is said of the groups that they lie in, in their order."""
    made = replace(form, questions=tuple(questions))
    known = {group.path: group for group in (form.groups if groups is None else groups)}
    kept = (known[path] for path in paths(made) if path in known)
    return replace(made, groups=tuple(one for one in kept if one.label.zh or one.label.en or one.condition))
