"""Answering a questionnaire: one transaction, checked again against the version that was read, kept once."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from planning import store
from planning.actions.act import Doing, fleeting
from planning.actions.photos import all_there, take_up, waiting
from planning.actions.pinning import no_consent
from planning.actions.survey_whose import courtyard_said, use_code
from planning.errors import N_, Refusal, Refusals
from planning.options.casting import Mac
from planning.options.electorate import ALPHABET, Code, spelled
from planning.period import Moment, day_in
from planning.site import new_id
from planning.surveys.comment import Assisted, Consent
from planning.surveys.photo import Owner
from planning.surveys.questionnaire.answering import checked
from planning.surveys.questionnaire.question import QuestionKind, Questionnaire
from planning.surveys.questionnaire.survey import Admission, Edition, Means, Response, Survey
from planning.surveys.questionnaire.written import read

_CLIENT_ID = re.compile(r"[A-Za-z0-9]{16,40}", re.ASCII)
_SIGNS = 12
_RELOAD = N_("This was not readable: reload the page and try again.")


@dataclass(frozen=True, slots=True)
class Answered:
    """What the phone is told: its receipt, when it was received, and whether it was told before."""

    receipt: str
    received_at: datetime
    again: bool


@fleeting
def answer_survey(
    doing: Doing, *, survey_id: str, client_id: str, edition_id: str, answers: Any, courtyard_id: str, code_id: str | None,
    mac: Mac, clock: Callable[[], datetime],
) -> Answered:  # fmt: skip
    """Keep what somebody answered, once, and give its receipt; the same again gives the same receipt.

    :param client_id: random id that the phone made before it sent; photos wait under it, too.
    :param answers: what was sent, unchecked, by the names of questions.
    :param courtyard_id: what the person said of their courtyard; with a code the roll says it.
    :param code_id: the code that was entered, where codes are used.

    Raises :class:`Refusals` (``body_differs``, ``not_open``, ``bad_code``, ``code_spent``, and all faults of the answers).
    """
    sent = _Sent(survey_id, client_id, edition_id, answers, courtyard_id, "")
    return _kept(doing, sent, code_id, mac, clock)


@fleeting
def assist_survey(
    doing: Doing, *, survey_id: str, client_id: str, edition_id: str, answers: Any, courtyard_id: str, code_id: str | None,
    mac: Mac, clock: Callable[[], datetime], consent: str,
) -> Answered:  # fmt: skip
    """The same, written down by staff for a person who is present and has agreed; who wrote it and how they agreed is kept.

    Raises :class:`Refusals` (also ``no_consent``).
    """
    sent = _Sent(survey_id, client_id, edition_id, answers, courtyard_id, consent)
    return _kept(doing, sent, code_id, mac, clock)


@dataclass(frozen=True, slots=True)
class _Sent:
    survey_id: str
    client_id: str
    edition_id: str
    answers: Any
    courtyard_id: str
    consent: str

    def said(self) -> str:
        """All of it as one text, the same for the same."""
        parts = [self.client_id, self.survey_id, self.edition_id, self.answers, self.courtyard_id, self.consent]
        return json.dumps(parts, sort_keys=True, default=str)


def _kept(doing: Doing, sent: _Sent, code_id: str | None, mac: Mac, clock: Callable[[], datetime]) -> Answered:
    survey = store.get(doing.session, Survey, sent.survey_id)  # locked until this is kept: closing waits for it
    at = clock()
    client, body = mac("response", sent.client_id), mac("answers", sent.said())
    before = store.first(doing.session, Response, client_hash=client)
    moment = Moment.DURING if before else survey.moment
    community = doing.permit_in(survey.community_id, moment, _helped_in(doing, survey, sent.courtyard_id))
    if before is not None:
        if before.survey_id != survey.id or before.body_hash != body:
            raise Refusal("body_differs", N_("Other answers were already received from this page, and the first ones count: nothing is lost."))  # fmt: skip
        return Answered(before.receipt, before.at, again=True)
    if survey.moment is not Moment.DURING:
        raise Refusal("not_open", N_("This questionnaire is not open: nothing was sent."))
    if not isinstance(sent.client_id, str) or not _CLIENT_ID.fullmatch(sent.client_id):
        raise Refusal("bad_id", _RELOAD, where="client_id")
    edition = store.first(doing.session, Edition, id=str(sent.edition_id), survey_id=survey.id)
    if edition is None or not isinstance(sent.answers, Mapping):
        raise Refusal(
            "options_changed", N_("The questions have changed since you read them: please look at them again.")
        )
    form = read(edition.form)
    answers = checked(form, sent.answers, community, day_in(community.time_zone, at))
    assisted = _assisted(doing, sent.consent) if doing.name == "assist_survey" else None
    by_code = survey.entry is Admission.CODES
    yard = (
        _by_code(doing, survey, code_id, mac)
        if by_code
        else courtyard_said(doing, survey, str(sent.courtyard_id or ""))
    )
    anonymous = by_code or assisted is not None
    made = Response(
        new_id(), community.id, survey.id, edition.id, json.dumps(answers, ensure_ascii=False), at,
        Means.ASSISTED if assisted else Means.PHONE, new_receipt(), client, body, yard,
        "" if anonymous else doing.visitor.browser, assisted,
    )  # fmt: skip
    store.add(doing.session, made)
    ids = photos_in(form, answers)
    if ids:
        take_up(doing, all_there(waiting(doing, sent.client_id), ids), Owner.RESPONSE, made.id)
    if assisted is not None:  # who answers on their own is nobody whom the log names
        doing.log(f"survey:{survey.id}", after={"response": made.id, "consent": assisted.consent})
    return Answered(made.receipt, made.at, again=False)


def new_receipt() -> str:
    """A number to write down; it tells nothing of what was answered."""
    return spelled("".join(secrets.choice(ALPHABET) for _ in range(_SIGNS)))


def photos_in(form: Questionnaire, answers: Mapping[str, Any]) -> list[str]:
    """Ids of the photos among the answers."""
    names = [question.name for question in form.questions if question.kind is QuestionKind.PHOTO]
    return [str(answers[name]) for name in names if answers.get(name)]


def _helped_in(doing: Doing, survey: Survey, courtyard_id: str) -> str | None:
    """The courtyard in which staff help somebody: the one that is said where it is asked for, else one of their own.

    Who helps at the doors of one courtyard only may write down answers there.
    """
    me = doing.visitor.member
    if me is None or doing.name != "assist_survey":
        return None
    if survey.asks_courtyard and courtyard_id:
        return courtyard_id
    return next((yard for yard in sorted(me.courtyards) if me.roles_in(survey.community_id, yard)), None)


def _assisted(doing: Doing, consent: str) -> Assisted:
    me = doing.visitor.member
    if me is None or consent not in set(Consent):
        raise Refusals([no_consent()])
    return Assisted(me.id, Consent(consent))


def _by_code(doing: Doing, survey: Survey, code_id: str | None, mac: Mac) -> str | None:
    """Use a code; gives the courtyard that the roll says."""
    code = store.first(doing.session, Code, id=code_id) if code_id else None
    return use_code(doing, survey, code, mac)[1]
