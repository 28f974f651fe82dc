"""Questionnaires on paper, for those who print, enter and confirm them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planning import store
from planning.errors import N_, Refusal
from planning.queries.query import Look, query
from planning.site import Courtyard
from planning.store import accounts, surveys
from planning.store import survey_paper as kept
from planning.surveys.questionnaire.paper import FormToPrint, PaperBatch, PaperRun, PaperSheet
from planning.surveys.questionnaire.question import Questionnaire
from planning.surveys.questionnaire.survey import Edition, Survey
from planning.surveys.questionnaire.written import read


@dataclass(frozen=True, slots=True)
class BatchLine:
    """A batch, how many of its sheets are entered with answers, and how many could not be read."""

    batch: PaperBatch
    entered: int
    unread: int


@dataclass(frozen=True, slots=True)
class PaperDesk:
    """What is printed of a questionnaire, and how far its batches have come; ``members``: names by ids."""

    survey: Survey
    runs: tuple[PaperRun, ...]
    batches: tuple[BatchLine, ...]
    members: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class BatchAtWork:
    """A batch with its sheets, and what it is entered by: runs, and forms by the ids of their versions."""

    batch: PaperBatch
    survey: Survey
    sheets: tuple[PaperSheet, ...]
    runs: tuple[PaperRun, ...]
    forms: Mapping[str, Questionnaire]
    courtyards: tuple[Courtyard, ...]


@query
def paper_desk(look: Look, *, survey_id: str) -> PaperDesk:
    """Runs and batches of a questionnaire, the newest first."""
    survey = store.get(look.session, Survey, survey_id)
    look.permit_in(survey.community_id)
    batches = store.find(look.session, PaperBatch, order="-number", survey_id=survey_id)
    counts = kept.counts(look.session, survey_id)
    lines = [BatchLine(batch, *counts.get(batch.id, (0, 0))) for batch in batches]
    members = accounts.names(look.session, {id_ for batch in batches for id_ in (batch.entered_by, batch.confirmed_by)})
    runs = store.find(look.session, PaperRun, order="-first", survey_id=survey_id)
    return PaperDesk(survey, tuple(runs), tuple(lines), members)


@query
def paper_batch(look: Look, *, paper_batch_id: str) -> BatchAtWork:
    """A batch with what is entered of it; once it is confirmed only numbers and kinds of reasons are left."""
    batch = store.get(look.session, PaperBatch, paper_batch_id)
    look.permit_in(batch.community_id)
    survey = store.get(look.session, Survey, batch.survey_id)
    sheets = store.find(look.session, PaperSheet, order="number", batch_id=batch.id)
    runs = store.find(look.session, PaperRun, order="first", survey_id=survey.id)
    editions = store.find(look.session, Edition, id=sorted({run.edition_id for run in runs}), survey_id=survey.id)
    yards = store.find(look.session, Courtyard, order="code", community_id=survey.community_id)
    forms = {edition.id: read(edition.form) for edition in editions}
    return BatchAtWork(batch, survey, tuple(sheets), tuple(runs), forms, tuple(yards) if survey.asks_courtyard else ())


@query
def paper_form(look: Look, *, survey_id: str, paper_run_id: str = "") -> FormToPrint:
    """A questionnaire to print: a run in its own version, or a specimen of the newest. Raises :class:`Refusal` (``not_found``)."""
    survey = store.get(look.session, Survey, survey_id)
    community = look.permit_in(survey.community_id)
    run = store.first(look.session, PaperRun, id=paper_run_id, survey_id=survey_id) if paper_run_id else None
    edition = (
        store.first(look.session, Edition, id=run.edition_id) if run else surveys.newest_edition(look.session, survey_id)
    )  # fmt: skip
    if edition is None or (paper_run_id and run is None):
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    return FormToPrint(community, survey, read(edition.form), edition.number, run)
