"""What staff do to a round: prepare, open, extend, close. What has closed never opens again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from planning import store
from planning.actions import deciding
from planning.actions.act import Doing, act
from planning.actions.case_phases import LONGEST_REASON, refuse_closed
from planning.actions.closing import settle
from planning.actions.kinds import kind_checked, opening_problems_of_kind
from planning.actions.planting import screening
from planning.actions.words import reason_checked, text_checked, words_checked
from planning.cases.case import Case
from planning.chain import digest
from planning.errors import N_, Problem, Refusal, Refusals
from planning.options.counting.ties import TieRule
from planning.options.counting.unranked import Unranked
from planning.options.electorate import Voter
from planning.options.option import Option
from planning.options.paper.precedence import PaperRule
from planning.options.round import Access, BallotKind, Round, State, definition
from planning.options.score_ballot import Unscored
from planning.period import Moment, Period
from planning.site import Community, Courtyard, new_id
from planning.store import ballots, rounds, settling
from planning.store.courses import courses, today
from planning.wording import Words

LONGEST_TITLE, LONGEST_TEXT = 120, 2_000

LAST_EXTENSION = timedelta(minutes=1)
"""A round is extended at least this long before it closes. An act may wait for the database for some seconds: without
this margin a round could be closed, and read by somebody, before its extension is written."""


@act
def create_round(
    doing: Doing, *, community_id: str, title: Words, question: Words, method: str = "irv",
    access: Access = Access.INVITED, tie: str = "stands", case_id: str | None = None, courtyard_id: str | None = None,
    unranked: Unranked = Unranked.TIED_LAST, ballot: BallotKind = BallotKind.RANKING, rule: str = "",
    gate_id: str | None = None, ratifies_id: str | None = None, seats: int = 1, most_points: int = 5,
    unscored: Unscored = Unscored.NOUGHT, budget: str = "", by_place: bool = False,
) -> str:  # fmt: skip
    """Begin to prepare a round; returns its id. Raises :class:`Refusals` with all that is wrong.

    :param rule: decision rule of a yes or no as JSON, as ``jieyi decide`` reads it but without totals.
    :param gate_id: the yes or no that must have been accepted before this round can be announced.
    :param ratifies_id: the round whose winner this yes or no puts to the vote.
    :param budget: what there is to spend in yuan as it was typed, in a round about a budget.
    """
    doing.permit_in(community_id)
    problems: list[Problem] = []
    title = words_checked(problems, title, field="title", longest=LONGEST_TITLE)
    question = words_checked(problems, question, field="question", longest=LONGEST_TEXT, needed=False)
    made = Round(
        new_id(), community_id, title, question, method, access, tie, case_id, courtyard_id, unranked=unranked,
        ballot=ballot, rule=rule, gate_id=gate_id, ratifies_id=ratifies_id, seats=seats, most_points=most_points,
        unscored=unscored, by_place=by_place,
    )  # fmt: skip
    made = kind_checked(made, budget, problems)
    made = deciding.rules_checked(doing, made, problems)
    problems += _tie_problems(tie, None)
    if problems:
        raise Refusals(problems)
    _belongs(doing, Case, case_id)
    _belongs(doing, Courtyard, courtyard_id)
    store.add(doing.session, made)
    if made.ballot is BallotKind.YES_NO:
        store.add_all(doing.session, deciding.yes_no_options(made))
    doing.log(f"round:{made.id}", after=made)
    return made.id


def _tie_problems(tie: str, options: list[Option] | None) -> list[Problem]:
    """What is wrong with a rule for ties; the options it names are looked at once they are there."""
    keys = tie.removeprefix("order:").split(">") if options is None else [option.key for option in options]
    try:
        TieRule.parse(tie, keys)
    except Refusals as refused:
        return [replace(problem, where="tie") for problem in refused.problems]
    return []


def _belongs(doing: Doing, kind: type[Any], id_: str | None) -> None:
    """Refuse what lies in another community as if it were not there."""
    if id_ is not None and store.get(doing.session, kind, id_).community_id != doing.community.id:  # type: ignore[union-attr]
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))


@act
def open_round(doing: Doing, *, round_id: str, opens: datetime, closes: datetime, reason: str = "") -> str:
    """Seal the question, the options and the rules, and say from when to when ballots are received.

    An opening time that has passed means now.

    :param reason: why it opens before its case comes to its vote; needed then, and kept with the round.

    Raises :class:`Refusals` (``already_sealed``, ``few_options``, ``no_codes``, ``period_reversed``, ``period_past``,
    ``needs_reason``, ``long_text``).
    """
    round_ = store.get(doing.session, Round, round_id)
    doing.permit_in(round_.community_id)
    if round_.state(doing.now) is not State.DRAFT:
        raise Refusal("already_sealed", N_("This round is already announced: its dates can only be extended now."))
    if round_.case_id:
        refuse_closed(doing, round_.case_id)
    options = standing(doing, round_id)
    problems = _opening_problems(doing, round_, options) + _tie_problems(round_.tie, options)
    problems += deciding.opening_problems(doing, round_) + screening.opening_problems(doing, round_)
    problems += opening_problems_of_kind(doing, round_, options)
    early = _early(problems, doing, round_, max(opens, doing.now), reason)
    try:
        period = Period.between(max(opens, doing.now), closes)
    except Refusals as refused:
        problems += refused.problems
    if problems:
        raise Refusals(problems)
    frozen = deciding.frozen(doing, round_)
    announced = definition(frozen, options)
    sealed = replace(
        frozen, period=period, sealed_at=doing.now, definition_hash=digest(announced), version=round_.version + 1,
        early_reason=early,
    )  # fmt: skip
    store.change(doing.session, sealed)
    settling.keep_definition(doing.session, round_id, settling.Announced(sealed.definition_hash, announced))
    doing.log(f"round:{round_id}", after={
        "period": period, "definition_hash": sealed.definition_hash, "roll_hash": sealed.roll_hash}, reason=early)  # fmt: skip
    return round_id


def _early(problems: list[Problem], doing: Doing, round_: Round, opens: datetime, reason: str) -> str:
    """Why it opens before its case comes to its vote; "" where on the day of its opening the case has come to it."""
    case = store.get(doing.session, Case, round_.case_id) if round_.case_id else None
    if case is None:
        return ""
    day = today(store.get(doing.session, Community, round_.community_id), opens)
    if courses(doing.session, [case])[case.id].phase(day).moment is not Moment.BEFORE:
        return ""
    heard = len(problems)
    why = text_checked(problems, reason, field="reason", longest=LONGEST_REASON, needed=False)
    if not why and len(problems) == heard:
        problems.append(Problem(
            "needs_reason", N_("On the day on which this round opens, its case has not come to its vote: let the case enter that phase first, or say why the round opens earlier. Everybody can read it."),
            {}, "reason"))  # fmt: skip
    return why


def _opening_problems(doing: Doing, round_: Round, options: list[Option]) -> list[Problem]:
    problems = []
    if len(options) < 2:
        problems.append(Problem("few_options", N_("A round needs at least two options: add them first.")))
    if round_.access is Access.INVITED and not ballots.unspent(doing.session, round_.id):
        on_roll = store.count(doing.session, Voter, round_id=round_.id)
        if not on_roll:
            problems.append(Problem("no_roll", N_("Nobody can vote yet: enrol the voters and issue their codes first.")))  # fmt: skip
        elif round_.paper is PaperRule.NONE:  # at the table the roll is enough
            problems.append(Problem("no_codes", N_("Nobody on the roll has a code yet: issue the codes first.")))
    return problems


def standing(doing: Doing, round_id: str) -> list[Option]:
    """Options of a round that were not withdrawn, in their order."""
    return store.find(doing.session, Option, order="position", round_id=round_id, withdrawn_at=None)


@act
def extend_round(doing: Doing, *, round_id: str, closes: datetime, reason: str) -> str:
    """Let a round close later than was announced, for a reason that everybody can read.

    Raises :class:`Refusal` (``not_open``, ``no_extension``).
    """
    round_ = store.get(doing.session, Round, round_id)
    doing.permit_in(round_.community_id)
    reason = reason_checked(reason)
    period = round_.period
    if period is None or round_.closed_at or doing.now >= period.closes - LAST_EXTENSION:
        raise Refusal("not_open", N_("A round can be extended until one minute before it closes; what has closed never opens again."))  # fmt: skip
    if closes <= period.closes:
        raise Refusal("no_extension", N_("Choose a closing time after the announced one."), where="closes")
    longer = Period.between(period.opens, closes)
    rounds.set_dates(doing.session, replace(round_, period=longer))
    doing.log(f"round:{round_id}", before={"closes": period.closes}, after={"closes": longer.closes}, reason=reason)
    return round_id


@act
def close_round(doing: Doing, *, round_id: str, reason: str) -> str:
    """Close an open round before its time, for a reason that everybody can read. It never opens again.

    Raises :class:`Refusal` (``not_open``).
    """
    round_ = store.get(doing.session, Round, round_id)
    doing.permit_in(round_.community_id)
    reason = reason_checked(reason)
    if round_.closed_at or round_.moment(doing.now) is not Moment.DURING:
        raise Refusal("not_open", N_("Only an open round can be closed."))
    # This act may have waited for ballots that were received after it was asked for: they were accepted, so they
    # came before the closing.
    last = ballots.last_received_at(doing.session, round_id)
    closed_at = max(doing.now, last) if last else doing.now
    closed = replace(round_, closed_at=closed_at, closed_reason=reason)
    rounds.set_dates(doing.session, closed)
    doing.log(f"round:{round_id}", after={"closed_at": closed_at}, reason=reason)
    settle(doing, closed)
    return round_id
