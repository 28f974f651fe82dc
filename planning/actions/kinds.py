"""What a kind of round asks of its rules and options: seats, points, costs and a budget, and where ballots come from."""

from __future__ import annotations

from dataclasses import replace

from planning import store
from planning.actions.act import Doing
from planning.errors import N_, Problem
from planning.options.electorate import Code, Voter, group_of
from planning.options.money import cents_of, yuan
from planning.options.option import SYMBOLS, Option
from planning.options.round import WITH_SEATS, Access, BallotKind, Round
from planning.options.score_ballot import FEWEST_POINTS, MOST_POINTS

MOST_SEATS = len(SYMBOLS) - 1
"""One option at least must be left over, or there is nothing to choose."""


def kind_checked(round_: Round, budget: str, problems: list[Problem]) -> Round:
    """The round with its budget; what does not go together goes to ``problems`` (``bad_seats``, ``bad_points``,
    ``bad_budget``, ``place_needs_roll``).

    :param budget: yuan, as they were typed.
    """
    most_seats = MOST_SEATS if round_.method in WITH_SEATS else 1
    if not 1 <= round_.seats <= most_seats:
        problems.append(Problem("bad_seats", N_("By this method, choose from 1 to {most} options."), {"most": most_seats}, "seats"))  # fmt: skip
    if not FEWEST_POINTS <= round_.most_points <= MOST_POINTS:
        problems.append(Problem("bad_points", N_("The most points must be a whole number from {fewest} to {most}."), {"fewest": FEWEST_POINTS, "most": MOST_POINTS}, "most_points"))  # fmt: skip
    if round_.by_place and (round_.access is Access.OPEN or round_.ballot is BallotKind.YES_NO):
        problems.append(Problem("place_needs_roll", N_("Only a round by code and with options of its own can be told by courtyard: a round open to all has no roll, and a yes or no is told by its rule."), {}, "by_place"))  # fmt: skip
    if round_.ballot is not BallotKind.BUDGET:
        return round_
    cents = cents_of(budget)
    if cents is None:
        problems.append(Problem("bad_budget", N_("Write the budget in yuan, such as 30000 or 30,000.50: two decimals at most, and more than nothing."), {}, "budget"))  # fmt: skip
    return replace(round_, budget=cents)


def cost_checked(option: Option, round_: Round, cost: str, problems: list[Problem]) -> Option:
    """The option with its cost, in a round about a budget; it may be left open until the round is announced.

    :param cost: yuan, as they were typed.
    """
    if round_.ballot is not BallotKind.BUDGET or not cost.strip():
        return replace(option, cost=None)
    cents = cents_of(cost)
    if cents is None:
        problems.append(Problem("bad_cost", N_("Write the cost in yuan, such as 8000 or 8,000.50: two decimals at most, and more than nothing."), {}, "cost"))  # fmt: skip
    return replace(option, cost=cents)


def opening_problems_of_kind(doing: Doing, round_: Round, options: list[Option]) -> list[Problem]:
    """What keeps a round of this kind from being announced (``few_for_seats``, ``no_cost``, ``over_budget``, ``no_roll``)."""
    problems: list[Problem] = []
    if len(options) <= round_.seats > 1:
        problems.append(Problem("few_for_seats", N_("{seats} are to be chosen, so there must be {needed} options at least: add some, or there is no choice."), {"seats": round_.seats, "needed": round_.seats + 1}))  # fmt: skip
    if round_.ballot is BallotKind.BUDGET:
        problems += _costs(round_, options)
    if round_.by_place and not any(group_of(v) for v in store.find(doing.session, Voter, round_id=round_.id)):
        problems.append(Problem("no_roll", N_("The result is to be told by courtyard and street front, and no line of the roll has one: enrol the voters with them.")))  # fmt: skip
    return problems


def _costs(round_: Round, options: list[Option]) -> list[Problem]:
    """An option that has no cost, or can never be paid for."""
    budget = round_.budget or 0
    free = [option.title for option in options if option.cost is None]
    dear = [option.title for option in options if option.cost is not None and option.cost > budget]
    problems: list[Problem] = []
    if free:
        problems.append(Problem("no_cost", N_("These options have no cost yet: {options}."), {"options": tuple(free)}))
    if dear:
        problems.append(Problem("over_budget", N_("These options cost more than the whole budget of {budget} yuan: {options}."), {"budget": yuan(budget), "options": tuple(dear)}))  # fmt: skip
    return problems


def place_of_ballot(doing: Doing, round_: Round, code: Code) -> str:
    """The courtyard or street front that a ballot says it comes from; empty unless the round was announced so."""
    voter = store.first(doing.session, Voter, id=code.voter_id) if round_.by_place and code.voter_id else None
    return group_of(voter) if voter else ""
