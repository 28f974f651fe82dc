"""Which question is chosen or open, and how a change of the form is kept."""

from __future__ import annotations

from collections.abc import Callable

from planning.actions.survey_drafts import keep_form
from planning.pages import state
from planning.pages.visit import Visit
from planning.queries.survey_drafts import DraftView
from planning.surveys.questionnaire.groups import Path
from planning.surveys.questionnaire.question import QuestionKind, Questionnaire

NEW = "new:"
GROUP = "group:"


def _key(view: DraftView, what: str) -> str:
    return f"survey_form_{what}_{view.survey.id}"


def chosen(view: DraftView) -> str:
    """Name of the question that is chosen in the list; the first where none is."""
    names = [question.name for question in view.form.questions]
    name = state.get(_key(view, "chosen"))
    return str(name) if name in names else names[0]


def choose(view: DraftView, name: str) -> None:
    """Choose a question in the list."""
    state.put(_key(view, "chosen"), name)


def opened(view: DraftView) -> str:
    """Name of the question that is open; ``new:`` and a kind for one that is not kept yet, ``group:`` and a path; empty for the list."""
    return str(state.get(_key(view, "open")) or "")


def open_one(view: DraftView, name: str) -> None:
    """Open a question, or with an empty name go back to the list."""
    state.put(_key(view, "open"), name)


def open_new(view: DraftView, kind: QuestionKind) -> None:
    """Open the fields of a new question."""
    open_one(view, f"{NEW}{QuestionKind(kind).value}")


def open_group(view: DraftView, path: Path) -> None:
    """Open a group."""
    open_one(view, f"{GROUP}{'/'.join(path)}")


def opened_group(view: DraftView) -> Path:
    """The group that is open; empty where none is."""
    name = opened(view)
    return tuple(name.removeprefix(GROUP).split("/")) if name.startswith(GROUP) else ()


def keep(
    visit: Visit, view: DraftView, what: str, change: Callable[[], Questionnaire], *, done: str, then: Callable[[Questionnaire], None] | None = None
) -> Callable[[], None]:  # fmt: skip
    """A callback for a button: changes the form that was shown and keeps it.

    :param change: gives the changed form, or refuses; ``then`` is told the form that was kept.
    """

    def do(act_id: str) -> str:
        form = change()
        if form != view.form:
            visit.do(keep_form, act_id, survey_id=view.survey.id, base=view.base, form=form)
        if then is not None:
            then(form)
        return done

    return state.acting(visit, f"survey_form:{what}:{view.survey.id}", do)
