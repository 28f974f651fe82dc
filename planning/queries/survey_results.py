"""What came out of a questionnaire: for staff while it runs, for everybody once it is closed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from planning import access, store
from planning.access import Asking
from planning.options.small_groups import SMALL_GROUP, Head, to_hide
from planning.period import Moment
from planning.queries.kept import Kept
from planning.queries.query import Look, query
from planning.reports.kobo import Filled
from planning.site import Community, Courtyard
from planning.store import surveys as kept
from planning.store import themes as kept_themes
from planning.store.surveys import Standing
from planning.surveys.questionnaire.question import Questionnaire
from planning.surveys.questionnaire.results import Given, Result, comparable, results
from planning.surveys.questionnaire.survey import Edition, Means, Need, Response, Survey
from planning.surveys.questionnaire.theme import Theme, ThemeCount
from planning.surveys.questionnaire.written import read


@dataclass(frozen=True, slots=True)
class Themes:
    """Themes of the open answers to one question with enough answers, the largest first; ``few``: how many have fewer."""

    shown: tuple[ThemeCount, ...]
    few: int


@dataclass(frozen=True, slots=True)
class SurveyResults:
    """The result of a questionnaire.

    :param results: None where fewer have answered than may be told apart (``SMALL_GROUP``).
    :param by_means: how many came by which way.
    :param is_staff: whether whoever asks works on it.
    :param before: the questionnaire that it is compared with, and what came out of it by the names of questions: those of
        the same name and kind. Nothing where it is not closed, or too few answered it.
    """

    survey: Survey
    received: int
    by_means: Mapping[Means, int]
    results: tuple[Result, ...] | None
    courtyards: Mapping[str, Courtyard]
    is_staff: bool
    before: tuple[Survey, Mapping[str, Result]] | None = None
    cases: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Cases that were opened from answers, by the names of question and choice."""
    themes: Mapping[str, Themes] = field(default_factory=dict)
    """Of open answers, by the names of questions."""


@query
def survey_results(look: Look, *, survey_id: str) -> SurveyResults:
    """The result of one questionnaire. Raises :class:`Refusal` (``not_closed``) for residents before it is closed."""
    survey = store.get(look.session, Survey, survey_id)
    community = look.permit_in(survey.community_id, survey.moment)
    standing = kept.standing(look.session, survey_id)
    counted = _counted(look, community, survey, standing) if standing.received >= SMALL_GROUP else None
    yards = {one.id: one for one in store.find(look.session, Courtyard, order="code", community_id=community.id)}
    staff = access.may("query.survey_desk", Asking(look.visitor, community))
    before = _before(look, community, survey, counted) if counted else None
    return SurveyResults(
        survey,
        standing.received,
        standing.by_means,
        counted,
        yards,
        staff,
        before,
        _cases(look, survey),
        _themes(look, survey, counted or ()),
    )


def _themes(look: Look, survey: Survey, results_: Sequence[Result]) -> dict[str, Themes]:
    """Names and counts only; nothing where so few answered a question that nothing of what they said is told."""
    told = {one.question.name for one in results_ if not one.is_small}
    counts = kept_themes.counts(look.session, survey.id)
    found: dict[str, list[ThemeCount]] = {}
    for theme in store.find(look.session, Theme, order=("made_at", "id"), survey_id=survey.id, dropped_at=None):
        if theme.question in told and counts.get(theme.id):
            found.setdefault(theme.question, []).append(ThemeCount(theme.title, counts[theme.id]))
    return {
        name: Themes(
            tuple(sorted((one for one in themes if one.count >= SMALL_GROUP), key=lambda one: -one.count)),
            sum(one.count < SMALL_GROUP for one in themes),
        )
        for name, themes in found.items()
    }


def _cases(look: Look, survey: Survey) -> dict[tuple[str, str], str]:
    return {(one.question, one.choice): one.case_id for one in store.find(look.session, Need, survey_id=survey.id)}


@query
def surveys_of_case(look: Look, *, community_id: str, case_id: str) -> list[Survey]:
    """Published questionnaires that a case was opened from, or that belong to it."""
    look.permit_in(community_id)
    named = {one.survey_id for one in store.find(look.session, Need, case_id=case_id, community_id=community_id)}
    found = store.find(look.session, Survey, order=("-created_at", "id"), community_id=community_id)
    return [one for one in found if one.published_at and (one.case_id == case_id or one.id in named)]


def _before(
    look: Look, community: Community, survey: Survey, now: Sequence[Result]
) -> tuple[Survey, Mapping[str, Result]] | None:
    """What came out of the earlier questionnaire, where the same was asked; everybody may read that, since it is closed."""
    earlier = (
        store.first(look.session, Survey, id=survey.before_id, community_id=community.id) if survey.before_id else None
    )
    if earlier is None or earlier.moment is not Moment.AFTER:
        return None
    standing = kept.standing(look.session, earlier.id)
    if standing.received < SMALL_GROUP:
        return None
    return earlier, comparable(now, _counted(look, community, earlier, standing))


@dataclass(frozen=True, slots=True)
class SurveyAnswers:
    """All responses as they leave the house, the forms that they answer by the numbers of their versions, and standing themes."""

    survey: Survey
    forms: Mapping[int, Questionnaire]
    filled: tuple[Filled, ...]
    themes: tuple[Theme, ...] = ()


@query
def survey_answers(look: Look, *, survey_id: str) -> SurveyAnswers:
    """Every response with every word, without browser, code or member: for those who work on the questionnaire."""
    survey = store.get(look.session, Survey, survey_id)
    community = look.permit_in(survey.community_id)
    editions = store.find(look.session, Edition, order="number", survey_id=survey.id)
    yards = {one.id: one.code for one in store.find(look.session, Courtyard, community_id=community.id)}
    number_of = {one.id: one.number for one in editions}
    themes = store.find(look.session, Theme, order=("made_at", "id"), survey_id=survey.id, dropped_at=None)
    under = kept_themes.standing_under(look.session, [one.id for one in themes])
    filled = tuple(
        Filled(
            at, one.receipt, one.at, one.means, yards.get(one.courtyard_id or "", ""), number_of[one.edition_id], json.loads(one.answers),
            frozenset(under.get(one.id, ())),
        )
        for at, one in enumerate(responses_of(look, survey), 1)
    )  # fmt: skip
    return SurveyAnswers(survey, {one.number: read(one.form) for one in editions}, filled, tuple(themes))


def responses_of(look: Look, survey: Survey) -> list[Response]:
    """All responses, oldest first."""
    return store.find(look.session, Response, order=("at", "id"), survey_id=survey.id)


def _counted(look: Look, community: Community, survey: Survey, standing: Standing) -> tuple[Result, ...]:
    """Counted anew, from responses loaded anew, only when one came in or went: none is ever changed."""

    def count() -> tuple[Result, ...]:
        editions = store.find(look.session, Edition, order="number", survey_id=survey.id)
        forms = {one.id: read(one.form) for one in editions}
        found = given(forms, responses_of(look, survey), community)
        return results(list(forms.values()), found, hidden, SMALL_GROUP)

    return _KEPT.of(look, survey.id, standing, count)


_KEPT: Kept[tuple[Result, ...]] = Kept(50)


def given(forms: Mapping[str, Questionnaire], found: Sequence[Response], community: Community) -> list[Given]:
    """Responses as they are counted."""
    zone = ZoneInfo(community.time_zone)
    return [
        Given(forms[one.edition_id], json.loads(one.answers), one.at.astimezone(zone).date(), one.courtyard_id or "")
        for one in found
    ]


def hidden(groups: Mapping[str, tuple[int, int]]) -> frozenset[str]:
    """The groups that must not be told apart (:func:`planning.options.small_groups.to_hide`)."""
    return to_hide({name: Head(answered, chose) for name, (answered, chose) in groups.items()})
