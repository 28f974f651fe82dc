"""A questionnaire as PDF: numbered sheets, large type, Chinese and English, conditions in words, by typst.

Words of people reach the document as data and never as markup. A sheet bears its number and never a code.
"""

from __future__ import annotations

from typing import Any

from planning.errors import N_
from planning.i18n.translator import translator
from planning.reports.conditions_in_words import Teller
from planning.reports.setting_type import both, breakable, numbered, pdf, said
from planning.surveys.questionnaire.answering import steps
from planning.surveys.questionnaire.groups import conditions, titles
from planning.surveys.questionnaire.paper import FormToPrint, on_paper
from planning.surveys.questionnaire.question import Question, QuestionKind
from planning.surveys.questionnaire.survey import Admission
from planning.surveys.questionnaire.ticks import ends_of, only_ends, told
from planning.wording import Sentence

TEMPLATE = "paper_form.typ"
K = QuestionKind
_HOW = {
    K.SINGLE: N_("Tick one."), K.MULTIPLE: N_("Tick all that apply."), K.MATRIX: N_("Tick one in each line."),
    K.RANKING: N_("Write 1 beside what comes first, 2 beside the next, and so on."), K.NUMBER: N_("Write a number."),
    K.DATE: N_("Write year, month and day."), K.POINT: N_("Name the place: street and number, or courtyard."),
}  # fmt: skip


def form_pdf(printed: FormToPrint) -> bytes:
    """The sheets of a run, or one specimen; the same run always gives the same bytes."""
    return pdf(TEMPLATE, document(printed))


def document(printed: FormToPrint) -> dict[str, Any]:
    """All that the template asks for, in plain words."""
    survey, run = printed.survey, printed.run
    return {
        "community": both(printed.community.name), "title": both(survey.title),
        "about": both(survey.about) if survey.about.zh or survey.about.en else None,
        "kind": said(Sentence(N_("Questionnaire on paper"))), "number_word": said(Sentence(N_("No. of the sheet"))),
        "version": said(Sentence(N_("Version {number} of the form"), {"number": printed.edition})),
        "specimen": None if run else said(Sentence(N_("Specimen: not to be handed in"))),
        "steps": [said(Sentence(step)) for step in _steps(survey.entry)],
        "courtyard": said(Sentence(N_("Your courtyard, if you like to say it"))) if survey.asks_courtyard else None,
        "unsure": said(Sentence(N_("I do not know"))),
        "items": _items(printed),
        "sheets": numbered(range(run.first, run.last + 1) if run else None),
    }  # fmt: skip


def _steps(entry: Admission) -> list[str]:
    steps = [N_("Answer on this sheet. Leave empty what you do not want to answer, and do not write your name.")]
    if entry is Admission.CODES:
        steps.append(N_("Hand it in together with your card: its code answers once, on paper or by phone."))
    return steps


def _items(printed: FormToPrint) -> list[dict[str, Any]]:
    """Questions with their numbers; where a condition begins, who answers and where everybody else goes on."""
    questions = on_paper(printed.form)
    numbers: dict[str, int] = {}
    for question in questions:
        if question.kind is not K.NOTE:
            numbers[question.name] = len(numbers) + 1
    tellers = [Teller(translator(language), printed.form, numbers) for language in ("zh", "en")]
    items: list[dict[str, Any]] = []
    before: tuple[str, ...] = ()
    heads = titles(printed.form, questions)
    wanted = {question.name: parts for question, parts in conditions(printed.form)}
    for at, question in enumerate(questions):
        when = [breakable(told) if told else "" for told in (teller.when(question) for teller in tellers)]
        begins = bool(when[0]) and wanted[question.name] != before
        behind = (
            numbers[q.name]
            for q in questions[at + 1 :]
            if wanted[q.name] != wanted[question.name] and q.name in numbers
        )
        jump = _jump(tellers, when, next(behind, None)) if begins else None
        opens = [both(group.label) for group in heads[at][0]]
        items.append(_item(question, numbers.get(question.name), jump) | {"opens": opens})
        before = wanted[question.name]
    return items


def _jump(tellers: list[Teller], when: list[str], onwards: int | None) -> list[str]:
    """If …, answer this; if not, go to question ``onwards`` (or: you are done)."""
    words = N_("If {when}: go on here. If not: go to question {number}.") if onwards else N_("If {when}: go on here. If not: you are done.")  # fmt: skip
    return [teller.t(words, when=told, number=onwards) for teller, told in zip(tellers, when, strict=True)]


def _ticks(question: Question) -> dict[str, Any]:
    """Words at steps: below the first and the last of the row where that is all, else a line of their own."""
    if question.kind is not K.SCALE or not question.ticks:
        return {"ends": None, "ticks": None}
    if steps(question) and only_ends(question):
        return {"ends": [both(words) for words in ends_of(question)], "ticks": None}
    return {"ends": None, "ticks": [told(question, "zh"), told(question, "en")]}


def _item(question: Question, number: int | None, jump: list[str] | None) -> dict[str, Any]:
    how = _HOW.get(question.kind)
    return {
        "number": str(number or ""), "kind": str(question.kind), "label": both(question.label),
        "hint": both(question.hint) if question.hint.zh or question.hint.en else None, "jump": jump,
        "how": said(Sentence(how)) if how else None, "required": question.required,
        "choices": [both(choice.label) for choice in question.choices],
        "lines": [both(line.label) for line in question.lines],
        "steps": steps(question) if question.kind is K.SCALE else [],
        "unsure": question.unsure, **_ticks(question),
    }  # fmt: skip
