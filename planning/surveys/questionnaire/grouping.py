"""Groups made, named, entered, left and dissolved: each gives a new form in which every group stands in one piece.

Who enters a group comes behind its last question, who leaves it behind the whole of it; who stands right before it, or first
in it, stays in its place. What is asked under which conditions is told by :mod:`.groups`.
"""

from __future__ import annotations

from dataclasses import replace

from planning.errors import N_, Problem, Refusal, Refusals
from planning.surveys.questionnaire.choice_lines import digest, free, slug
from planning.surveys.questionnaire.editing import question_named, taken_names
from planning.surveys.questionnaire.groups import Path, group_at, paths, with_questions
from planning.surveys.questionnaire.picking import Joiner, Picked, picked_of, written_condition
from planning.surveys.questionnaire.question import Group, Question, Questionnaire
from planning.wording import Words, length

LONGEST_TITLE = 200


def group_named(form: Questionnaire, path: Path) -> Group:
    """The group; raises :class:`Refusal` (``no_such_group``) where no question lies in it any more."""
    if path not in paths(form):
        raise Refusal("no_such_group", N_("This group is not in the form any more: it was dissolved, or its last question left it."))  # fmt: skip
    return group_at(form, path)


def ends(form: Questionnaire, name: str) -> tuple[Question, ...]:
    """The questions with which a group that begins with this one can end: it takes whole groups or none, and leaves none."""
    first = question_named(form, name)
    found, depth = [], len(first.group)
    questions = form.questions[form.questions.index(first) :]
    for at, question in enumerate(questions):
        if question.group[:depth] != first.group:
            break
        behind = questions[at + 1].group if at + 1 < len(questions) else ()
        if len(question.group) == depth or behind[: depth + 1] != question.group[: depth + 1]:
            found.append(question)
    return tuple(found)


def grouped(form: Questionnaire, first: str, last: str, label: Words) -> Questionnaire:
    """With a new group around the questions from ``first`` to ``last``.

    Raises :class:`Refusals` (``empty_text``, ``long_text``, ``bad_end``).
    """
    problems = _title_problems(label)
    if last not in {question.name for question in ends(form, first)}:
        problems.append(Problem("bad_end", N_("The group cannot end there: choose a question that stands behind the first one and in the same group as it."), {}, "last"))  # fmt: skip
    if problems:
        raise Refusals(problems)
    outer = question_named(form, first).group
    names = [question.name for question in form.questions]
    inside = set(names[names.index(first) : names.index(last) + 1])
    path = (*outer, free(slug(label.en) or f"g_{digest(label.zh)}", taken_names(form)))
    path = path if path[-1][0].isalpha() else (*outer, free(f"g_{path[-1]}", taken_names(form)))
    deeper = {one: (*path, *one[len(outer) :]) for one in paths(form) if len(one) > len(outer)}
    questions = tuple(
        replace(one, group=(*path, *one.group[len(outer) :])) if one.name in inside else one for one in form.questions
    )
    moved = {question.group[:depth] for question in questions for depth in range(len(path), len(question.group) + 1)}
    groups = [replace(one, path=deeper[one.path]) if deeper.get(one.path) in moved else one for one in form.groups]
    return with_questions(form, questions, [*groups, Group(path, label)])


def _title_problems(label: Words) -> list[Problem]:
    if not label.zh and not label.en:
        return [Problem("empty_text", N_("Write what the group is called, in Chinese or English or both."), {}, "zh")]
    if max(length(label.zh), length(label.en)) > LONGEST_TITLE:
        return [Problem("long_text", N_("That is too long: please use at most {longest} characters."), {"longest": LONGEST_TITLE}, "zh")]  # fmt: skip
    return []


def regrouped(form: Questionnaire, name: str, path: Path) -> Questionnaire:
    """With a question in another group, or with an empty path in none. Raises :class:`Refusal` (``no_such_group``)."""
    question = question_named(form, name)
    if question.group == path:
        return form
    if path:
        group_named(form, path)
    is_leaving = question.group[: len(path)] == path
    others = tuple(one for one in form.questions if one.name != name)
    around = question.group[: len(path) + 1] if is_leaving else path
    inside = [at for at, one in enumerate(others) if one.group[: len(around)] == around]
    here = form.questions.index(question)
    stays = not inside or here == inside[0] or here == inside[-1] + 1
    at = here if stays else inside[-1] + 1
    return with_questions(form, (*others[:at], replace(question, group=path), *others[at:]))


def retitled(form: Questionnaire, path: Path, label: Words) -> Questionnaire:
    """With another title of a group. Raises :class:`Refusals` (``no_such_group``, ``empty_text``, ``long_text``)."""
    group = group_named(form, path)
    problems = _title_problems(label) if label != group.label else []
    if problems:
        raise Refusals(problems)
    return _said(form, replace(group, label=label))


def conditioned(form: Questionnaire, path: Path, condition: str) -> Questionnaire:
    """With another condition of a group. Raises :class:`Refusal` (``no_such_group``)."""
    return _said(form, replace(group_named(form, path), condition=condition))


def _said(form: Questionnaire, group: Group) -> Questionnaire:
    others = [one for one in form.groups if one.path != group.path]
    return with_questions(form, form.questions, [*others, group])


def dissolved(form: Questionnaire, path: Path) -> Questionnaire:
    """Without a group; its questions stay, asked of the same people: its condition goes to each of them.

    A group inside it that is called like one outside gets a name of its own. Raises :class:`Refusal` (``no_such_group``).
    """
    condition, depth = group_named(form, path).condition, len(path)
    taken = set(taken_names(form))
    heads: dict[str, str] = {}
    for inner in (one[depth] for one in paths(form) if len(one) == depth + 1 and one[:depth] == path):
        is_free = (*path[:-1], inner) not in paths(form) or inner == path[-1]
        heads[inner] = inner if is_free else free(inner, taken)

    def outside(one: Path) -> Path:
        return (*path[:-1], *(heads[one[depth]], *one[depth + 1 :])) if len(one) > depth else path[:-1]

    questions = tuple(
        one if one.group[:depth] != path else replace(
            one, group=outside(one.group), condition=one.condition if len(one.group) > depth else both(condition, one.condition)
        )
        for one in form.questions
    )  # fmt: skip
    groups = []
    for one in (group_at(form, known) for known in paths(form)):
        is_inside = one.path[:depth] == path and len(one.path) > depth
        handed = both(condition, one.condition) if len(one.path) == depth + 1 else one.condition
        if is_inside:
            groups.append(replace(one, path=outside(one.path), condition=handed))
        elif one.path != path:
            groups.append(one)
    return with_questions(form, questions, groups)


def both(outer: str, inner: str) -> str:
    """Two conditions as one: as if they had been picked one after the other where that is possible, else in brackets."""
    if not outer or not inner or outer == inner:
        return outer or inner
    parts = [picked_of(outer), picked_of(inner)]
    if all(one is not None and (one.joiner is Joiner.ALL or len(one.rules) == 1) for one in parts):
        return written_condition(Picked(tuple(rule for one in parts if one for rule in one.rules)))
    return f"({outer}) and ({inner})"
