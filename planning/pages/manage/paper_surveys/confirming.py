"""The second person holds the entries against the paper, sheet by sheet, then confirms the batch or gives it back."""

from __future__ import annotations

import json
from typing import Any

import streamlit as st

from planning.actions.survey_paper import LONGEST_NOTE, confirm_survey_batch, return_survey_batch
from planning.i18n.names import name_of
from planning.pages import state, style
from planning.pages.manage.paper_surveys import spots
from planning.pages.visit import Visit
from planning.queries.survey_paper import BatchAtWork, BatchLine, paper_batch
from planning.surveys.questionnaire.asking import as_text
from planning.surveys.questionnaire.paper import PaperSheet, on_paper
from planning.surveys.questionnaire.question import Question, QuestionKind


def show(visit: Visit, line: BatchLine) -> None:
    """All sheets with their answers in words; two ways on."""
    t = visit.t
    at_work = visit.ask(paper_batch, paper_batch_id=line.batch.id)
    style.lead(t("Hold each sheet of paper against what stands here."))
    names = spots.named(visit, at_work.forms.values())
    for sheet in at_work.sheets:
        title = t("Sheet {number}", number=sheet.number)
        with st.expander(title + (f" · {name_of(t, sheet.unread)}" if sheet.unread else "")):
            _sheet(visit, at_work, sheet, names)
    key = f"{line.batch.id}_{line.batch.version}"
    st.button(t("All is right: confirm the batch"), type="primary", key=f"survey_confirm_{key}", on_click=state.acting(
        visit, f"survey_confirm:{key}", lambda _a: _confirmed(visit, at_work)))  # fmt: skip
    with st.expander(t("Something is not right: give it back")):
        st.text_area(t("Which sheets, and what to look at"), key=f"survey_note_{key}", max_chars=LONGEST_NOTE)
        st.button(t("Give it back"), key=f"survey_return_{key}", on_click=state.acting(
            visit, f"survey_return:{key}", lambda a: _returned(visit, at_work, key, a)))  # fmt: skip


def _sheet(visit: Visit, at_work: BatchAtWork, sheet: PaperSheet, names: spots.Spots) -> None:
    t = visit.t
    if sheet.unread is not None:
        style.quiet(sheet.why or name_of(t, sheet.unread))
        return
    if sheet.used_id:
        style.quiet(t("Entered with a code."))
    yard = next((yard.name[t.language] for yard in at_work.courtyards if yard.id == sheet.courtyard_id), "")
    rows = [(t("Courtyard"), yard)] if yard else []
    said, number = json.loads(sheet.answers), 0
    for question in on_paper(at_work.forms[sheet.edition_id]):
        if question.kind is QuestionKind.NOTE:
            continue
        number += 1
        if question.name in said:
            rows.append((f"{number}. {question.label[t.language]}", told(visit, question, said[question.name], names)))
    cells = "".join(
        f'<tr><th scope="row" style="text-align:left">{style.escaped(label)}</th><td>{style.escaped(words)}</td></tr>'
        for label, words in rows
    )
    style.markup(f'<table style="width:100%"><tbody>{cells}</tbody></table>')


def told(visit: Visit, question: Question, said: Any, names: spots.Spots) -> str:
    """One answer in the words of the form."""
    t = visit.t
    labels = {one.name: one.label[t.language] or one.name for one in (*question.choices, *question.lines)}
    if said is None:
        return t("I do not know")
    if question.kind is QuestionKind.POINT:
        return spots.told(visit, names, said)
    if isinstance(said, dict):
        return "; ".join(f"{labels.get(line, line)}: {labels.get(choice, choice)}" for line, choice in said.items())
    if question.kind in {QuestionKind.MULTIPLE, QuestionKind.RANKING}:
        between = " → " if question.kind is QuestionKind.RANKING else ", "
        return between.join(labels.get(one, one) for one in said)
    return labels.get(said, said) if isinstance(said, str) else as_text(said)


def _confirmed(visit: Visit, at_work: BatchAtWork) -> str:
    batch = at_work.batch
    count = visit.do_fleeting(confirm_survey_batch, paper_batch_id=batch.id, version=batch.version, mac=visit.house.mac)
    return visit.t.n(
        "The batch is confirmed: {count} answer counts.", "The batch is confirmed: {count} answers count.", count
    )


def _returned(visit: Visit, at_work: BatchAtWork, key: str, act_id: str) -> str:
    visit.do(
        return_survey_batch, act_id, paper_batch_id=at_work.batch.id, version=at_work.batch.version,
        note=str(state.get(f"survey_note_{key}") or ""),
    )  # fmt: skip
    return visit.t("The batch is back with whoever entered it.")
