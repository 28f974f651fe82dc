"""Evaluations: residents are asked, answer once, and the board closes a case with what they said, or reopens it."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta

from planning import store
from planning.actions.act import Doing, act, fleeting
from planning.actions.case_phases import drop_planned, enter_phase
from planning.actions.words import reason_checked, text_checked, words_checked
from planning.cases.case import Case, Phase
from planning.cases.evaluation import (
    About,
    Appraisal,
    CaseEnding,
    Done,
    Evaluation,
    EvaluationCode,
    Good,
    Verdict,
    appraised,
)
from planning.cases.works import Work, WorkState
from planning.errors import N_, Problem, Refusal, Refusals
from planning.options.casting import bad_code
from planning.options.electorate import code_hash, new_code
from planning.period import Moment, Period
from planning.site import Courtyard, new_id
from planning.store.courses import ending
from planning.wording import Words

LONGEST_WORDS = 500
LONGEST_PROMISE = 1000
MOST_CODES = 5000
LONGEST_AHEAD = timedelta(days=366)
"""Residents answer within a year from the day on which it is settled."""


@act
def ask_about_case(
    doing: Doing, *, case_id: str, promise: Words, opens: datetime, closes: datetime, by_code: bool
) -> str:
    """Ask residents whether what a case promised was done, and done well; gives the evaluation's id.

    Raises :class:`Refusals` (``works_go_on``, ``asked_now``, ``empty_text``, ``period_reversed``, ``too_far``).
    """
    case = store.get(doing.session, Case, case_id)
    here = doing.permit_in(case.community_id)
    problems: list[Problem] = []
    _works_are_done(problems, doing, case_id)
    _is_not_asked(problems, doing, case_id)
    made = Evaluation(new_id(), here.id, About.CASE, promise, opens, closes, by_code, doing.now, case_id=case_id)
    return _asked(doing, problems, made)


@act
def ask_about_group(
    doing: Doing, *, courtyard_id: str, year: int, promise: Words, opens: datetime, closes: datetime, by_code: bool
) -> str:  # fmt: skip
    """Ask the residents of a courtyard about its self-management group, once for each year; gives the evaluation's id.

    Raises :class:`Refusals` (``asked_this_year``, ``bad_year``, ``empty_text``, ``period_reversed``, ``too_far``).
    """
    yard = store.get(doing.session, Courtyard, courtyard_id)
    here = doing.permit_in(yard.community_id)
    problems: list[Problem] = []
    if not doing.now.year - 1 <= year <= doing.now.year + 1:
        problems.append(Problem("bad_year", N_("Choose last year, this year or the next."), {}, "year"))
    if store.count(doing.session, Evaluation, courtyard_id=courtyard_id, year=year, called_off_at=None):
        problems.append(
            Problem("asked_this_year", N_("This group has its evaluation of that year already."), {}, "year")
        )
    made = Evaluation(
        new_id(), here.id, About.GROUP, promise, opens, closes, by_code, doing.now, courtyard_id=courtyard_id, year=year
    )
    return _asked(doing, problems, made)


def checked(doing: Doing, problems: list[Problem], made: Evaluation) -> Evaluation:
    """Its promise and its days, or :class:`Refusals` with all that is wrong, ``problems`` included."""
    promise = words_checked(problems, made.promise, field="promise", longest=LONGEST_PROMISE)
    try:
        period = Period.between(made.opens, made.closes)
    except Refusals as refused:
        problems += refused.problems
    else:
        if period.closes > doing.now + LONGEST_AHEAD:
            problems.append(Problem("too_far", N_("This day is too far away: choose a nearer one."), {}, "closes"))
    if problems:
        raise Refusals(problems)
    return replace(made, promise=promise, opens=period.opens, closes=period.closes)


def _asked(doing: Doing, problems: list[Problem], made: Evaluation) -> str:
    made = checked(doing, problems, made)
    store.add(doing.session, made)
    doing.log(f"evaluation:{made.id}", after=made)
    return made.id


@fleeting
def issue_evaluation_codes(doing: Doing, *, evaluation_id: str, count: int) -> list[str]:
    """So many codes of nobody, to be handed out: shown once, kept as hashes only. Raises ``no_codes``, ``bad_number``."""
    found = store.get(doing.session, Evaluation, evaluation_id)
    doing.permit_in(found.community_id)
    if not found.by_code:
        raise Refusal("no_codes", N_("Everybody may answer here with their browser: it needs no codes."))
    if not 1 <= count <= MOST_CODES:
        raise Refusal("bad_number", N_("Ask for 1 to {most} codes at a time."), where="count", most=MOST_CODES)
    plain = [new_code() for _ in range(count)]
    store.add_all(
        doing.session, [EvaluationCode(new_id(), found.community_id, evaluation_id, _hash(code)) for code in plain]
    )
    doing.log(f"evaluation:{evaluation_id}", after={"codes": count})
    return plain


@act
def appraise(
    doing: Doing, *, evaluation_id: str, typed: str, done: str, good: str, words: str, courtyard_id: str = ""
) -> str:  # fmt: skip
    """Answer once: by a code, or by the browser where everybody may answer; gives the answer's id.

    The same answer again, whatever brought it twice, is the first one. Raises :class:`Refusals` (``bad_code``,
    ``no_browser``, ``no_answer``, ``long_text``, ``answered_before``, ``not_open``).
    """
    found = store.get(doing.session, Evaluation, evaluation_id)
    doing.permit_in(found.community_id, found.moment(doing.now))
    problems: list[Problem] = []
    for name, value, codes in (("done", done, set(Done)), ("good", good, set(Good))):
        if value not in codes:
            problems.append(
                Problem("no_answer", N_("Please answer both questions: “I do not know” is an answer."), {}, name)
            )
    text = text_checked(problems, words, field="words", longest=LONGEST_WORDS, needed=False)
    if courtyard_id and store.first(doing.session, Courtyard, id=courtyard_id, community_id=found.community_id) is None:
        problems.append(Problem(
            "unknown_place", N_("This place is not on the list (any more): choose it again."), {}, "courtyard_id"))  # fmt: skip
    if problems:
        raise Refusals(problems[:1] if {one.code for one in problems} == {"no_answer"} else problems)
    made = Appraisal(
        new_id(), found.community_id, evaluation_id, _once(doing, found, typed), doing.visitor.browser, Done(done), Good(good),
        text, doing.now, found.courtyard_id or courtyard_id or None,
    )  # fmt: skip
    before = store.first(doing.session, Appraisal, evaluation_id=evaluation_id, once=made.once)
    if before is None:
        store.add(doing.session, made)
        return made.id
    if (before.done, before.good, before.words, before.courtyard_id) != (made.done, made.good, text, made.courtyard_id):
        raise Refusal("answered_before", N_("There is an answer from here already, and the first one counts."))
    return before.id


@act
def show_words(doing: Doing, *, appraisal_id: str, version: int, shown: bool) -> str:
    """Show the words of an answer to everybody, or hide them again: a moderator has read them."""
    before = store.get(doing.session, Appraisal, appraisal_id)
    doing.permit_in(before.community_id)
    store.change(doing.session, replace(before, shown=shown, version=version + 1))
    doing.log(f"evaluation:{before.evaluation_id}", after={"appraisal": appraisal_id, "shown": shown})
    return appraisal_id


@act
def close_case(doing: Doing, *, case_id: str, reason: str = "") -> str:
    """Close a case with its latest evaluation, and take off its plan what has not begun.

    Raises :class:`Refusals` (``not_evaluated``, ``works_go_on``, ``asked_now``, ``answer_no``, ``closed_before``); where too few
    answered a reason is needed.
    """
    case = store.get(doing.session, Case, case_id)
    here = doing.permit_in(case.community_id)
    latest, ended = _latest(doing, case)
    if ended is not None and ended.closed:
        raise Refusal("closed_before", N_("This case is closed already."))
    problems: list[Problem] = []
    _works_are_done(problems, doing, case_id)
    _is_not_asked(problems, doing, case_id)
    if problems:
        raise Refusals(problems)
    if latest is None or (ended is not None and ended.evaluation_id == latest.id):
        raise Refusal(
            "not_evaluated",
            N_("A case closes only with its evaluation: ask residents, and wait until that has closed."),
        )
    said = verdict_of(doing, latest)
    if said is Verdict.NO:
        raise Refusal("answer_no", N_("Residents say that it was not done: reopen the case."))
    why = reason_checked(reason) if said is Verdict.FEW or reason else ""
    drop_planned(doing, case, here, why)
    return _end(doing, case, latest, closed=True, reason=why)


@act
def reopen_case(doing: Doing, *, case_id: str, reason: str) -> str:
    """Take a case up again after its evaluation, with a reason that everybody reads: its works go on.

    Raises :class:`Refusals` (``not_evaluated``, ``answer_yes``, ``empty_text``).
    """
    case = store.get(doing.session, Case, case_id)
    here = doing.permit_in(case.community_id)
    why = reason_checked(reason)
    latest, ended = _latest(doing, case)
    if latest is None or (ended is not None and not ended.closed and ended.evaluation_id == latest.id):
        raise Refusal(
            "not_evaluated",
            N_("A case closes only with its evaluation: ask residents, and wait until that has closed."),
        )
    if verdict_of(doing, latest) is Verdict.YES:
        raise Refusal("answer_yes", N_("Residents say that it was done: ask them again before it is reopened."))
    enter_phase(doing, case, here, Phase.CARRY_OUT, why)
    return _end(doing, case, latest, closed=False, reason=why)


def verdict_of(doing: Doing, evaluation: Evaluation) -> Verdict:
    """What an evaluation says."""
    return appraised(store.find(doing.session, Appraisal, evaluation_id=evaluation.id), {}).verdict


def _latest(doing: Doing, case: Case) -> tuple[Evaluation | None, CaseEnding | None]:
    """The latest evaluation that has closed, and how the case ended last."""
    asked = store.find(doing.session, Evaluation, order=("-closes", "-at", "id"), case_id=case.id, called_off_at=None)
    closed = [one for one in asked if one.moment(doing.now) is Moment.AFTER]
    return next(iter(closed), None), ending(doing.session, case.id)


def _works_are_done(problems: list[Problem], doing: Doing, case_id: str) -> None:
    works = store.find(doing.session, Work, case_id=case_id)
    if any(work.state in {WorkState.PLANNED, WorkState.UNDER_WAY} for work in works):
        problems.append(Problem(
            "works_go_on", N_("Works of this case are not done yet: residents are asked when they are."), {}))  # fmt: skip


def _is_not_asked(problems: list[Problem], doing: Doing, case_id: str) -> None:
    asked = store.find(doing.session, Evaluation, case_id=case_id)
    if any(one.moment(doing.now) is not Moment.AFTER for one in asked):
        problems.append(
            Problem("asked_now", N_("Residents are being asked about this already: wait until that has closed."))
        )


def _end(doing: Doing, case: Case, evaluation: Evaluation, *, closed: bool, reason: str) -> str:
    made = CaseEnding(new_id(), case.community_id, case.id, evaluation.id, closed, reason, doing.now)
    store.add(doing.session, made)
    doing.log(f"case:{case.id}", after=made, reason=reason)
    return made.id


def _once(doing: Doing, found: Evaluation, typed: str) -> str:
    if found.by_code:
        code = store.first(doing.session, EvaluationCode, hash=_hash(typed), evaluation_id=found.id)
        if code is None:
            raise bad_code()
        return code.id
    if not doing.visitor.browser:
        raise Refusal("no_browser", N_("Your browser sends no cookie, so it could answer twice: allow cookies."))
    return hashlib.sha256(f"{found.id}\0{doing.visitor.browser}".encode()).hexdigest()


def _hash(typed: str) -> str:
    return code_hash(typed) or "-"
