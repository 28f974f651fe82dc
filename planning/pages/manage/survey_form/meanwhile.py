"""A question that somebody else changes while it is open here: what was shown is remembered, what they wrote is told beside."""

from __future__ import annotations

from dataclasses import fields

import streamlit as st

from planning.i18n import Translator
from planning.pages import state, style
from planning.pages.manage.survey_form import keeping
from planning.pages.visit import Visit
from planning.queries.survey_drafts import DraftView
from planning.surveys.questionnaire.bounds import TODAY, named
from planning.surveys.questionnaire.question import Question
from planning.surveys.questionnaire.typed import Typed, fields_changed


def prefix(view: DraftView) -> str:
    """What the keys of the fields of the open question begin with."""
    return f"survey_q_{view.survey.id}_{keeping.opened(view)}_"


def now(view: DraftView) -> Question | None:
    """The open question as the form has it now; None where it was removed, renamed, or replaced by one of another kind."""
    found = next((one for one in view.form.questions if one.name == keeping.opened(view)), None)
    before = _remembered(view)
    return None if found and before and found.kind is not before.kind else found


def opened(view: DraftView) -> Question | None:
    """The open question as it was when its fields were filled, whatever became of it since."""
    before = _remembered(view)
    if before is None:
        before = now(view)
        state.put(f"{prefix(view)}opened", before)
    return before


def typed(view: DraftView, shown: Typed) -> Typed:
    """What stands in the fields; what has no field here is as it was shown."""
    found: dict[str, str | bool] = {}
    for field in fields(Typed):
        value = state.get(f"{prefix(view)}{field.name}", getattr(shown, field.name))
        found[field.name] = value if isinstance(value, bool) else str(value or "")
        if field.name in {"least", "most"}:
            found[field.name] = named(str(found[field.name]))
    return Typed(**found)  # type: ignore[arg-type]


def forget(view: DraftView) -> None:
    """Let go of what was typed and not saved."""
    state.drop(*(f"{prefix(view)}{name}" for name in ("opened", *(field.name for field in fields(Typed)))))


def tell(visit: Visit, mine: Typed, shown: Typed, theirs: Typed) -> None:
    """What somebody else wrote since it was opened: what stays theirs, and what would be written over."""
    t = visit.t
    changed, own = fields_changed(shown, theirs), fields_changed(shown, mine)
    for heading, names in (
        (t("Somebody else changed this question after you opened it. What you leave as it was shown is kept as they wrote it:"), [one for one in changed if one not in own]),
        (t("Somebody else changed the same as you. If you save, yours stands in the place of theirs, which is now:"), [one for one in changed if one in own and getattr(mine, one) != getattr(theirs, one)]),
    ):  # fmt: skip
        if names:
            lines = "".join(f"\n- {style.literal(_line(t, name, getattr(theirs, name)))}" for name in names)
            st.warning(f"**{style.literal(heading)}**\n{lines}")


def _remembered(view: DraftView) -> Question | None:
    """Only as long as its fields are there: a question that is opened anew is shown as it is then."""
    before = state.get(f"{prefix(view)}opened")
    return before if isinstance(before, Question) and state.get(f"{prefix(view)}zh") is not None else None


def _line(t: Translator, name: str, value: str | bool) -> str:
    label = {
        "name": t("Short name"), "zh": t("Question in Chinese"), "en": t("Question in English"), "hint_zh": t("Hint in Chinese"),
        "hint_en": t("Hint in English"), "required": t("Must be answered"), "unsure": t("Offer “I don't know”"),
        "shuffled": t("Answers in random order"), "whole": t("Whole numbers only"), "choices": t("Answers to choose from"),
        "lines": t("Lines of the table"), "least": t("From"), "most": t("To"), "step": t("Step of the scale"),
        "least_zh": t("Words at the beginning, in Chinese"), "least_en": t("Words at the beginning, in English"),
        "most_zh": t("Words at the end, in Chinese"), "most_en": t("Words at the end, in English"), "refusal_zh": t("Said in Chinese where an answer does not fit"), "refusal_en": t("Said in English where an answer does not fit"),
    }[name]  # fmt: skip
    if isinstance(value, bool):
        return t("{field}: ticked", field=label) if value else t("{field}: not ticked", field=label)
    said = t("today") if value == TODAY else " · ".join(value.splitlines())
    return t("{field}: {text}", field=label, text=said) if said else t("{field}: nothing", field=label)
