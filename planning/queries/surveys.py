"""Questionnaires: what is asked here, one of them as a phone shows it, and what those read who work on them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from planning import access, store
from planning.access import Asking
from planning.cases.case import Case
from planning.errors import N_, Refusal
from planning.options.casting import bad_code
from planning.options.electorate import Code, code_hash
from planning.options.round import Access, Round
from planning.queries.query import Look, query
from planning.site import Community, Courtyard
from planning.store import surveys as kept
from planning.surveys.questionnaire.question import Questionnaire
from planning.surveys.questionnaire.survey import Edition, Mac, Survey, UsedCode
from planning.surveys.questionnaire.written import fingerprint, read
from planning.wording import Words


@dataclass(frozen=True, slots=True)
class SurveyLine:
    """A questionnaire on a list, and how many have answered."""

    survey: Survey
    received: int


@dataclass(frozen=True, slots=True)
class SurveyView:
    """A questionnaire as it is asked: its newest version, and the courtyards to choose from where it asks for one.

    :param is_draft: the form is the draft of the next version, to look at only.
    """

    survey: Survey
    community: Community
    edition: Edition
    form: Questionnaire
    courtyards: tuple[Courtyard, ...] = ()
    is_draft: bool = False


@dataclass(frozen=True, slots=True)
class SurveyDesk:
    """The same for those who work on it: how many answered, and what it may be linked to; ``frozen``: no version is rewritten.

    :param base: fingerprint of the newest version, to be said when it is published or replaced.
    """

    view: SurveyView
    received: int
    frozen: bool
    rounds: dict[str, Words]
    cases: dict[str, Words]
    others: dict[str, Words]
    base: str


@query
def surveys(look: Look, *, community_id: str) -> list[SurveyLine]:
    """Questionnaires of a community, the newest first; those in preparation are for staff."""
    community = look.permit_in(community_id)
    found = store.find(look.session, Survey, order=("-created_at", "id"), community_id=community_id)
    found = [survey for survey in found if survey.published_at or _prepares(look, community)]
    received = kept.received(look.session, [survey.id for survey in found])
    return [SurveyLine(survey, received.get(survey.id, 0)) for survey in found]


def _prepares(look: Look, community: Community) -> bool:
    return access.may("query.survey_desk", Asking(look.visitor, community))


@query
def survey_view(look: Look, *, survey_id: str, edition_id: str = "", draft: bool = False) -> SurveyView:
    """One questionnaire, in the version that is named or the newest; in preparation for staff only, and so is a draft.

    Raises :class:`Refusal` (``not_found``).
    """
    survey = store.get(look.session, Survey, survey_id)
    community = look.permit_in(survey.community_id)
    if survey.published_at is None and not _prepares(look, community):
        raise _gone()
    view = _view(look, survey, community, edition_id)
    written = kept.draft_of(look.session, survey_id) if draft and _prepares(look, community) else None
    return replace(view, form=read(written.form), is_draft=True) if written else view


@query
def survey_desk(look: Look, *, survey_id: str) -> SurveyDesk:
    """What those see who work on it."""
    survey = store.get(look.session, Survey, survey_id)
    community = look.permit_in(survey.community_id)
    here = {"community_id": community.id}
    view = _view(look, survey, community)
    received = kept.received(look.session, [survey.id]).get(survey.id, 0)
    rounds = store.find(look.session, Round, access=Access.INVITED, **here)
    return SurveyDesk(
        view, received, survey.published_at is not None,
        {one.id: one.title for one in rounds}, {one.id: one.title for one in store.find(look.session, Case, **here)},
        {one.id: one.title for one in store.find(look.session, Survey, order="-created_at", **here) if one.id != survey.id},
        fingerprint(view.edition.form),
    )  # fmt: skip


@query
def survey_code(look: Look, *, survey_id: str, code_typed: str) -> str:
    """The id of the code that was typed, if it opens this questionnaire; a code that has cast a ballot does, too.

    Raises :class:`Refusal` (``bad_code``): one and the same for unknown, void and malformed ones.
    """
    survey = store.get(look.session, Survey, survey_id)
    look.permit_in(survey.community_id)
    hash_ = code_hash(code_typed)
    code = store.first(look.session, Code, hash=hash_) if hash_ else None
    if code is None or not _opens(code, survey):
        raise bad_code()
    return code.id


@query
def survey_standing(look: Look, *, survey_id: str, code_id: str, mac: Mac) -> str:
    """Where the bearer of a code stands: ``unknown``, ``fresh``, or ``used`` for this questionnaire already."""
    survey = store.get(look.session, Survey, survey_id)
    look.permit_in(survey.community_id)
    code = store.first(look.session, Code, id=code_id)
    if code is None or not _opens(code, survey):
        return "unknown"
    names = kept.names_of_bearer(look.session, survey.id, code, mac)
    return "used" if store.count(look.session, UsedCode, id=names) else "fresh"


def _opens(code: Code, survey: Survey) -> bool:
    return code.round_id == survey.round_id and code.voided_at is None


def _view(look: Look, survey: Survey, community: Community, edition_id: str = "") -> SurveyView:
    edition = kept.newest_edition(look.session, survey.id)
    if edition_id:
        edition = store.first(look.session, Edition, id=edition_id, survey_id=survey.id)
    if edition is None:
        raise _gone()
    yards = (
        store.find(look.session, Courtyard, order="code", community_id=community.id) if survey.asks_courtyard else ()
    )
    return SurveyView(survey, community, edition, read(edition.form), tuple(yards))


def _gone() -> Refusal:
    return Refusal("not_found", N_("This is not here (any more): go back and choose again."))
