"""Rounds that decide: the rule that is fixed with them, the roll that is frozen, and the rounds before and after them."""

from __future__ import annotations

from dataclasses import replace

from planning import store
from planning.actions.act import Doing
from planning.errors import N_, Problem, Refusals
from planning.options.counting_rules import CountingRules
from planning.options.decision.announcing import announced, rule_of
from planning.options.decision.on_roll import deciding, roll_problems
from planning.options.electorate import Voter
from planning.options.frozen_roll import roll_hash
from planning.options.option import Option
from planning.options.round import CALLED, CHOICES, METHODS_OF_BALLOTS, Access, BallotKind, Round
from planning.period import Moment
from planning.site import new_id
from planning.store import ballots, decisions, paper


def rules_checked(doing: Doing, round_: Round, problems: list[Problem]) -> Round:
    """The round with its rule in canonical writing; what is wrong with what it announces goes to ``problems``."""
    if round_.method not in METHODS_OF_BALLOTS[round_.ballot]:
        problems.append(Problem("unknown_method", N_("Choose one of the methods of the list."), {}, "method"))
    gate, ratified = (_of_here(doing, round_, id_, problems) for id_ in (round_.gate_id, round_.ratifies_id))
    if round_.gate_id and gate and not gate.rule:
        problems.append(Problem("bad_gate", N_("Only a yes or no with a decision rule can stand before a round."), {}, "gate"))  # fmt: skip
    if ratified and (round_.ballot is not BallotKind.YES_NO or ratified.ballot is BallotKind.YES_NO):
        problems.append(Problem("bad_ratification", N_("A yes or no ratifies the winner of a round of another kind: choose such a round."), {}, "ratifies"))  # fmt: skip
    if ratified and not round_.rule:
        problems.append(Problem("no_rule", N_("Give the yes or no that ratifies a winner its decision rule."), {}, "rule"))  # fmt: skip
    return replace(round_, rule=_rule_checked(round_, problems)) if round_.rule else round_


def _rule_checked(round_: Round, problems: list[Problem]) -> str:
    if round_.ballot is not BallotKind.YES_NO:
        problems.append(Problem("rule_needs_yes_no", N_("A decision rule needs votes of yes, no and abstain: put it on a round before or after this one."), {}, "rule"))  # fmt: skip
    if round_.access is Access.OPEN:
        problems.append(Problem("rule_needs_roll", N_("A round that is open to all is a consultation and decides nothing: leave out the decision rule, or invite by codes."), {}, "rule"))  # fmt: skip
    try:
        return announced(round_.rule)[0]
    except Refusals as refused:
        problems += [replace(problem, where="rule") for problem in refused.problems]
        return ""


def _of_here(doing: Doing, round_: Round, id_: str | None, problems: list[Problem]) -> Round | None:
    """Another round of the same community; one of elsewhere is as if it were not there."""
    found = store.first(doing.session, Round, id=id_) if id_ else None
    if id_ and (found is None or found.community_id != round_.community_id):
        problems.append(Problem("not_found", N_("This is not here (any more): go back and choose again.")))
        return None
    return found


def yes_no_options(round_: Round) -> list[Option]:
    """The three options of a yes or no. What they are called, and what speaks for them, may be edited before opening."""
    return [
        Option(new_id(), round_.community_id, round_.id, key, position, CALLED[key])
        for position, key in enumerate(CHOICES)
    ]


def opening_problems(doing: Doing, round_: Round) -> list[Problem]:
    """What keeps a round that decides, or that another one decides about, from being announced."""
    problems: list[Problem] = []
    if round_.rule:
        problems += roll_problems(rule_of(round_.rule), _roll(doing, round_))
    if round_.gate_id and not _is_accepted(doing, store.get(doing.session, Round, round_.gate_id)):
        problems.append(Problem("gate_shut", N_("The round before this one was not accepted, or has not closed yet: this one cannot be announced.")))  # fmt: skip
    if round_.ratifies_id and len(_winners(doing, store.get(doing.session, Round, round_.ratifies_id))) != 1:
        problems.append(Problem("nothing_to_ratify", N_("The round that this one ratifies has not closed yet, or has not one winner: nothing can be put to a yes or no.")))  # fmt: skip
    return problems


def frozen(doing: Doing, round_: Round) -> Round:
    """The round with the hash of its roll; the sums that its votes will grow are laid out."""
    voters = _roll(doing, round_)
    if round_.rule:
        rule = rule_of(round_.rule)
        decisions.begin(doing.session, round_.id, rule, deciding(voters, rule))
    return replace(round_, roll_hash=roll_hash(voters))


def _roll(doing: Doing, round_: Round) -> list[Voter]:
    return store.find(doing.session, Voter, round_id=round_.id)


def _is_accepted(doing: Doing, gate: Round) -> bool:
    is_counted = gate.moment(doing.now) is Moment.AFTER and not paper.waits(doing.session, gate)
    return is_counted and decisions.decision(doing.session, gate)[0].accepted


def _winners(doing: Doing, round_: Round) -> tuple[str, ...]:
    """The winners by the announced method; nobody before closing."""
    if round_.moment(doing.now) is not Moment.AFTER or paper.waits(doing.session, round_):
        return ()
    options = store.find(doing.session, Option, order="position", round_id=round_.id)
    counting = CountingRules.of_round(round_, options).counting(
        [option.key for option in options], ballots.box(doing.session, round_.id),
        [option.key for option in options if option.withdrawn_at],
    )  # fmt: skip
    return counting.counted().winners
