"""Forms for tests of the editor: made by its own operations, and all those that came from others."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import strategies as st

from planning.errors import Refusals
from planning.surveys.questionnaire import editing, picking
from planning.surveys.questionnaire.question import CHOOSING, Question, QuestionKind, Questionnaire
from planning.surveys.questionnaire.typed import BOUNDED, SHUFFLED, Typed, question_of
from planning.surveys.questionnaire.xlsform import ENDINGS, read_form
from planning.wording import Words
from tests.asked import every_kind

K = QuestionKind
WORDS = st.text(st.sampled_from("需要树荫长椅电梯 abcXYZ019-=+@'\"“”，。？!&<>*_|:;()[]/\\#%～＝＋"), min_size=1, max_size=12).filter(
    lambda text: any(one.isalnum() for one in text)
)  # fmt: skip

DAYS, LATER = st.sampled_from(["", "today", "2026-01-01"]), st.sampled_from(["", "today", "2026-12-31"])


@st.composite
def typed_questions(draw: st.DrawFn, kind: QuestionKind) -> Typed:
    """What somebody might type for a question of this kind."""
    answers = draw(st.integers(1, 4))
    lines = [f"v{number} = {draw(WORDS)} | {draw(WORDS)}" for number in range(answers)]
    has_answer = kind is not K.NOTE
    least = draw(st.integers(-3, 3))
    return Typed(
        zh=draw(WORDS), en=draw(st.one_of(st.just(""), WORDS)), hint_zh=draw(st.one_of(st.just(""), WORDS)),
        required=has_answer and draw(st.booleans()), unsure=has_answer and draw(st.booleans()),
        shuffled=kind in SHUFFLED and draw(st.booleans()), whole=kind is K.NUMBER and draw(st.booleans()),
        choices="\n".join(lines) if kind in CHOOSING else "",
        lines="\n".join(draw(st.lists(WORDS, min_size=2, max_size=3))) if kind is K.MATRIX else "",
        least=draw(DAYS) if kind is K.DATE else str(least) if kind in BOUNDED else "",
        most=draw(LATER) if kind is K.DATE else str(least + draw(st.integers(1, 9))) if kind in BOUNDED else "",
        step="1" if kind is K.SCALE else "",
        least_zh=draw(st.one_of(st.just(""), WORDS)) if kind is K.SCALE else "", most_en=draw(st.one_of(st.just(""), WORDS)) if kind is K.SCALE else "",
    )  # fmt: skip


@st.composite
def made_forms(draw: st.DrawFn) -> Questionnaire:
    """A form as the editor makes them: questions of every kind, some with conditions that were picked, some moved or copied."""
    form = editing.empty_form(Words("问卷", "Form"))
    for kind in draw(st.lists(st.sampled_from(list(K)), min_size=1, max_size=6)):
        typed = draw(typed_questions(kind))
        try:
            form = editing.added(form, question_of(form, kind, typed))
        except Refusals:  # such as a line that is nothing but a value: told to whoever types, and no form
            continue
        last = form.questions[-1]
        offered = picking.targets(form, last.name)
        for target in draw(st.lists(st.sampled_from(offered), max_size=3)) if offered else []:
            operator = draw(st.sampled_from(picking.operators(target)))
            value = {K.NUMBER: "-2.5", K.SCALE: "3", K.DATE: "2026-11-24", K.TEXT: "是"}.get(
                target.kind, target.choices[0].name if target.choices else ""
            )
            condition = picking.with_rule(form.questions[-1].condition, picking.rule_of(target, operator, value))
            form = editing.changed(form, last.name, _with(form, condition))
    copies = bool(draw(st.booleans()))
    if form.questions and copies:
        form = editing.copied(form, draw(st.sampled_from(form.questions)).name)
    if form.questions:
        form = editing.moved(form, draw(st.sampled_from(form.questions)).name, draw(st.integers(-2, 2)))
    return form


def _with(form: Questionnaire, condition: str) -> Question:
    return replace(form.questions[-1], condition=condition)


def forms_of_others(folder: Path) -> dict[str, Questionnaire]:
    """Every form of a folder that can be read at all, by its name; and one with every kind of question."""
    found = {"every_kind.xlsx": read_form("every_kind.xlsx", every_kind()).questionnaire}
    for file in sorted(folder.iterdir()):
        if file.suffix in ENDINGS:
            try:
                found[file.name] = read_form(file.name, file.read_bytes()).questionnaire
            except Refusals:
                continue
    return found
