"""The light page of a questionnaire: every question, with a script or without; answers come by form or by ``PUT``.

Both ways end in :func:`planning.actions.answering.answer_survey`, which checks everything again. Without a script a
question whose condition begins to hold is shown after the form was sent once; what was typed stays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from starlette.responses import JSONResponse, Response

from planning import access, addresses
from planning.access import Asking
from planning.actions.answering import Answered, answer_survey, assist_survey
from planning.errors import N_, Refusal, Refusals
from planning.i18n.names import name_of
from planning.options.casting import place_of
from planning.period import Moment, day_in
from planning.queries.places import places
from planning.queries.surveys import SurveyView, survey_code, survey_standing, survey_view
from planning.site import new_id
from planning.surveys.comment import Consent
from planning.surveys.observation import Kind
from planning.surveys.places import STREET
from planning.surveys.questionnaire.answering import LONGEST_TEXT, may_be_unknown, plain, steps, unfit
from planning.surveys.questionnaire.asking import asked, names_in_form, tree, when_asked
from planning.surveys.questionnaire.bounds import days_of
from planning.surveys.questionnaire.form_fields import MAPPED, defaults, from_fields
from planning.surveys.questionnaire.groups import members, titles
from planning.surveys.questionnaire.question import Choice, Question, QuestionKind, Questionnaire
from planning.surveys.questionnaire.survey import Admission
from planning.surveys.questionnaire.ticks import ends_of, only_ends, words_at
from planning.web import light, uploads, voter, voting
from planning.web.ask_words import WORDS
from planning.web.assets import address_of
from planning.web.bodies import json_of
from planning.web.door import VOTER_COOKIE, Door, route
from planning.web.multipart import parts_of
from planning.web.sent import CLIENT_ID
from planning.wording import Words

PAGE = "ask.html"
SCRIPTS = ("light.js", "outbox.js", "offline.js", "conditions.js", "ask.js")
PHOTO_SCRIPTS = ("uploads.js", "say_photos.js")
MAP = ("leaflet.js", "map_marks.js", "map_ground.js", "ask_map.js")
LARGEST_BODY = 64_000
RULED = frozenset(QuestionKind) - MAPPED - {QuestionKind.MATRIX, QuestionKind.PHOTO, QuestionKind.NOTE}
"""Kinds whose rule for answers the script works out, too, before anything is sent."""


@route("GET", addresses.ASK_SHORT)
def ask_short(door: Door) -> Response:
    """What a printed code leads to; raises :class:`Refusal` where there is no such questionnaire."""
    _view(door)
    return light.gone(addresses.to(addresses.ASK, survey=door.path("survey"), lang=door.t.language))


@route("GET", addresses.ASK)
def ask_page(door: Door) -> Response:
    """The questions; or the field for a code; or why nobody can answer now."""
    return _page(door, _view(door), {})


def _view(door: Door, edition_id: str = "") -> SurveyView:
    return survey_view(
        door.house.database, door.visitor, door.now, survey_id=door.path("survey"), edition_id=edition_id,
        draft=door.request.method == "GET" and bool(door.asked("draft")),
    )  # fmt: skip


def _here(door: Door, address: str, **parts: str) -> str:
    return addresses.to(address, survey=door.path("survey"), lang=door.t.language, **parts)


def _code_id(door: Door) -> str | None:
    return voter.code_id_of(door.house, door.request.cookies.get(VOTER_COOKIE))


def _step(door: Door, view: SurveyView) -> str:
    """What can be done here now: ``ask``, ``enter`` a code, ``used``, or ``look`` only."""
    if view.survey.moment is not Moment.DURING or view.is_draft:
        return "look"
    if view.survey.entry is Admission.OPEN:
        return "ask"
    standing = door.ask(survey_standing, survey_id=view.survey.id, code_id=_code_id(door) or "", mac=door.house.mac)
    return {"fresh": "ask", "used": "used"}.get(standing, "enter")


def _page(door: Door, view: SurveyView, fields: Mapping[str, str], refused: Refusals | None = None) -> Response:
    t, survey, form = door.t, view.survey, view.form
    step = "done" if door.asked("done") else _step(door, view)
    typed = dict(fields) or defaults(form)
    shown = {question.name for question in asked(form, _answers(view, typed), _today(door, view))}
    client_id = typed.get("client_id") if CLIENT_ID.fullmatch(typed.get("client_id", "")) else new_id()
    who = _voter(door, view)
    order = door.visitor.browser or who  # of choices that stand at random
    problems = {} if refused is None else _by_question(door, view, refused)
    asks = [q.kind for q in form.questions] if step in {"ask", "look"} else []
    values: dict[str, Any] = voting.entering(door) | {
        "view": view, "step": step, "form": form, "fields": defaultdict(str, typed), "client_id": client_id,
        "days": {q.name: days_of(q.constraint) for q in form.questions if q.kind is QuestionKind.DATE}, "today": _today(door, view).isoformat(),
        "items": _items(form, shown, order, problems) if asks else [],
        "shown": " ".join(str(at) for at, q in enumerate(form.questions) if q.name in shown),
        "here": _here(door, addresses.ASK), "action": _here(door, addresses.ASK_CODE), "longest": LONGEST_TEXT, "receipt": door.asked("done")[:40],
        "places": _places(door, view) if QuestionKind.POINT in asks else [], "has_photos": QuestionKind.PHOTO in asks,
        "may_assist": step == "ask" and _may_assist(door, view), "consents": list(Consent), "name": lambda code: name_of(t, code),
        "plain": plain, "zone": view.community.time_zone, "ask_sheet": address_of("ask.css"),
        "home": f"/surveys?community={view.community.id}&survey={survey.id}&lang={t.language}",
        "scripts": (*SCRIPTS[:3], *(PHOTO_SCRIPTS if QuestionKind.PHOTO in asks else ()), *SCRIPTS[3:]) if step == "ask" else SCRIPTS if asks else SCRIPTS[:3],
    }  # fmt: skip
    values["facts"] |= _facts(door, view, step, who)
    return light.page(door, PAGE, **values) if refused is None else light.refused(door, PAGE, refused, **values)


def _answers(view: SurveyView, fields: Mapping[str, str]) -> dict[str, Any]:
    try:
        return from_fields(view.form, fields)
    except Refusals:
        return {}


def _voter(door: Door, view: SurveyView) -> str:
    """Tells drafts of two people apart who share a phone, and names neither."""
    mine = _code_id(door) if view.survey.entry is Admission.CODES else "open to all"
    return str(door.house.mac("draft of a survey", f"{view.survey.id}\0{mine or ''}"))[:16]


def _today(door: Door, view: SurveyView) -> Any:
    return day_in(view.community.time_zone, door.now)


def _by_question(door: Door, view: SurveyView, refused: Refusals) -> dict[str, str]:
    names = {question.name for question in view.form.questions}
    return {str(p.where): door.t.problem(p) for p in refused.problems if p.where in names}


def _items(form: Questionnaire, shown: set[str], who: str, problems: Mapping[str, str]) -> list[dict[str, Any]]:
    """Questions with the groups that begin before and end behind each; a group is seen where one of its questions is."""
    items = [_item(at, question, shown, who, problems) for at, question in enumerate(form.questions)]
    for item, (opens, closes) in zip(items, titles(form, form.questions), strict=True):
        item["opens"] = [
            (group, any(one.name in shown for one in members(form, group.path)), min(len(group.path), 2) + 1) for group in opens
        ]  # fmt: skip
        item["closes"] = closes
    return items


def _item(at: int, question: Question, shown: set[str], who: str, problems: Mapping[str, str]) -> dict[str, Any]:
    """A question as the template draws it."""
    return {
        "at": at, "q": question, "kind": question.kind.value, "is_shown": question.name in shown, "problem": problems.get(question.name, ""),
        "choices": ordered(question, who), "steps": steps(question) if question.kind is QuestionKind.SCALE else [], "ticks": words_at(question) if question.kind is QuestionKind.SCALE else {}, "ends": _ends(question), "unsure": may_be_unknown(question), "mapped": question.kind in MAPPED,
    }  # fmt: skip


def _ends(question: Question) -> tuple[Words, Words] | None:
    """Words to be written below the first and the last step; None where there are none, or others as well."""
    if question.kind is not QuestionKind.SCALE or not question.ticks or not steps(question) or not only_ends(question):
        return None
    return ends_of(question)


def ordered(question: Question, who: str) -> Sequence[Choice]:
    """Choices as they stand in the form, or at random from person to person."""
    if not question.shuffled:
        return question.choices
    return sorted(question.choices, key=lambda choice: place_of(f"{question.name}\0{choice.name}", who))


def _places(door: Door, view: SurveyView) -> list[tuple[str, str]]:
    """Streets and courtyards to choose from, each with its point."""
    found = places(door.house.database, door.visitor, door.now, community_id=view.community.id)
    return [
        (f"{one.pin.lon:.7f} {one.pin.lat:.7f}", str(door.t.words(one.name)))
        for one in found if one.kind in {STREET, Kind.COURTYARD.value}
    ]  # fmt: skip


def _may_assist(door: Door, view: SurveyView) -> bool:
    yards = door.visitor.member.courtyards if door.visitor.member else ()
    return any(
        access.may("act.assist_survey", Asking(door.visitor, view.community, Moment.DURING, yard))
        for yard in (None, *yards)
    )


def _worked_out_there(rule: Any) -> Any:
    """A rule that phones work out as the server does; none that asks for a pattern: letters of a pattern are ASCII in a browser."""
    return None if _has_pattern(rule) else rule


def _has_pattern(part: Any) -> bool:
    return isinstance(part, list) and (part[:2] == ["call", "regex"] or any(map(_has_pattern, part)))


def _facts(door: Door, view: SurveyView, step: str, who: str) -> dict[str, Any]:
    """What the script is told: the questions with their conditions as trees, which it works out as the server does."""
    t, here, names = door.t, view.community, names_in_form(view.form)
    bounds = here.bounds
    return {
        "words": {name: t(sentence) for name, sentence in WORDS.items()} | {"locale": "zh-CN" if t.language == "zh" else "en-GB"},
        "step": step, "survey": view.survey.id, "edition": view.edition.id, "voter": who, "zone": here.time_zone, "worker": addresses.WORKER,
        "keep": step == "ask", "put": _here(door, addresses.ASK_ANSWERS, client_id="CLIENT"),
        "photos": uploads.address_for(here.id, "FORM", t.language),
        "questions": [
            {
                "name": q.name, "kind": q.kind.value, "condition": when, "rule": rule, "unfit": t.problem(unfit(q)) if rule else "", "required": q.required,
                "choices": [c.name for c in q.choices], "lines": [c.name for c in q.lines], "label": q.label[t.language],
            }
            for q, when in when_asked(view.form, names)
            for rule in (_worked_out_there(tree(q.constraint, names)) if q.kind in RULED else None,)
        ] if step in {"ask", "look"} else [],
        "bounds": [bounds.west, bounds.south, bounds.east, bounds.north] if bounds else None,
        "map": {
            "scripts": [address_of(name) for name in MAP], "sheet": address_of("leaflet.css"),
            "base": addresses.to(addresses.MAP_BASE, community=here.id, lang=t.language),
        },
    }  # fmt: skip


@route("POST", addresses.ASK_CODE)
def ask_with_code(door: Door) -> Response:
    """A code becomes a cookie, and leads to the questions."""
    view, typed = _view(door), door.form.get("code", "")
    limits = door.house.limits.codes
    try:
        limits.check(door.visitor.browser, door.address)
        code_id = door.ask(survey_code, survey_id=view.survey.id, code_typed=typed)
    except Refusals as refused:
        if refused.code == "bad_code":
            limits.count(door.visitor.browser, door.address)
        return _page(door, view, {}, refused)
    return voting.seated(door, _here(door, addresses.ASK), code_id)


@route("POST", addresses.ASK, largest_body=uploads.LARGEST_FORM, spooled=True)
def ask_by_form(door: Door) -> Response:
    """The form of a browser without scripts."""
    assert door.spooled is not None  # noqa: S101 - the route asked for it
    if not door.is_whole:
        raise Refusal("bad_form", N_("This was not readable: reload the page and try again."))
    fields, files = parts_of(door.request, door.spooled)
    view = _view(door, fields.get("edition", ""))
    fields["client_id"] = fields["client_id"] if CLIENT_ID.fullmatch(fields.get("client_id", "")) else new_id()
    try:
        for name, data in files:  # a field f.NAME of the question NAME
            fields[f"a.{name[2:]}"] = uploads.keep(door, new_id(), data, view.community.id, fields["client_id"]).id
        answers = from_fields(view.form, fields)
        if _more_to_ask(door, view, answers, fields.get("shown", "")):
            return _page(door, view, fields)
        answer = _answer(door, fields["client_id"], {**fields, "answers": answers})
    except Refusals as refused:
        return _page(door, view, fields, refused)
    return light.gone(_here(door, addresses.ASK, done=answer.receipt))


def _more_to_ask(door: Door, view: SurveyView, answers: Mapping[str, Any], shown: str) -> bool:
    """Whether a question is asked now that was not on the page."""
    before = set(shown.split())
    now = {question.name for question in asked(view.form, answers, _today(door, view))}
    return any(q.name in now and str(at) not in before for at, q in enumerate(view.form.questions))


@route("PUT", addresses.ASK_ANSWERS, largest_body=LARGEST_BODY)
def put_answers(door: Door) -> Response:
    """Keep answers once: 201, the same again 200 with the same receipt; 409 for other answers under the same id."""
    answer = _answer(door, door.path("client_id"), json_of(door))
    told = {"receipt": answer.receipt, "received_at": answer.received_at.isoformat()}
    return JSONResponse(told, 200 if answer.again else 201, headers={"cache-control": "no-store"})


def _answer(door: Door, client_id: str, body: Mapping[str, Any]) -> Answered:
    code_id = _code_id(door)
    door.house.limits.writes.take(code_id or door.visitor.browser, door.address)
    said = {name: body.get(name, "") for name in ("edition", "courtyard", "consent")}
    if not all(isinstance(one, str) for one in said.values()):
        raise Refusal("bad_field", N_("This was not readable: reload the page and try again."))
    given: dict[str, Any] = {
        "survey_id": door.path("survey"), "client_id": client_id, "edition_id": said["edition"], "answers": body.get("answers"),
        "courtyard_id": said["courtyard"], "code_id": code_id, "mac": door.house.mac, "clock": door.house.clock,
    }  # fmt: skip
    asked_by = (door.house.database, door.visitor, door.now)
    if body.get("assisted") in (True, "yes"):
        return assist_survey(*asked_by, **given, consent=said["consent"])
    return answer_survey(*asked_by, **given)
