"""A budget, spent by votes or by equal shares."""

from fractions import Fraction

from planning.options.record.retally.frame import Count, Scores, method
from planning.options.record.retally.turns import Play, Turn, approvals_of, backing, best_of, in_turns, paid, payment

# --- what stands below is joined to the frame


def costs_of(count: Count) -> Scores:
    """What each option costs, in hundredths."""
    costs = {option["key"]: Fraction(option["cost_in_cents"]) for option in count.said["options"]}
    return {option: costs[option] for option in count.options}


def spent(count: Count, play: Play) -> tuple[list[str], Scores]:
    """What is paid for; the cost only where no tie leaves it open."""
    ends = in_turns(count, play)
    costs = costs_of(count)
    count.beside["budget"] = Fraction(count.said["budget_in_cents"])
    if len(ends) == 1:
        count.beside["cost"] = sum((costs[o] for end in ends for o in end), Fraction(0))
    return [o for o in count.options if any(o in end for end in ends)], approvals_of(count)


def by_votes(count: Count, order: list[str]) -> Turn:
    """The most votes first, of what the rest can still pay for. If it can pay for all that are tied, they are no tie."""
    costs, votes = costs_of(count), approvals_of(count)
    left = count.said["budget_in_cents"] - sum(costs[o] for o in order)
    figures = {o: votes[o] for o in count.options if votes[o] and o not in order and costs[o] <= left}
    tied = best_of(figures, fewest=False)
    return figures, False, tied[:1] if sum(costs[o] for o in tied) <= left else tied, ()


@method
def pb_greedy(count: Count) -> tuple[list[str], Scores]:
    """From the most votes down, each that what is left can pay for."""
    return spent(count, by_votes)


@method
def pb_mes(count: Count) -> tuple[list[str], Scores]:
    """Equal shares buy what costs its supporters the least for each unit of cost; what is left then goes by votes."""
    costs, votes = costs_of(count), approvals_of(count)
    budget = Fraction(count.said["budget_in_cents"])
    open_ = [o for o in count.options if votes[o] and costs[o] <= budget]

    def play(count: Count, order: list[str]) -> Turn:
        money = [budget / count.total] * len(count.votes)
        for i in range(len(order) + 1):
            pays: Scores = {}
            for option in open_:
                most = payment(backing(count, option, money), costs[option])
                if most is not None and option not in order[:i]:
                    pays[option] = most
            if not pays:
                figures, fewest, tied, _ = by_votes(count, order)
                return figures, fewest, tied, "votes"
            if i < len(order):
                money = paid(count, order[i], money, pays[order[i]])
        prices = {o: pays[o] / costs[o] for o in pays}
        return prices, True, best_of(prices, fewest=True), ("shares", tuple(money))

    return spent(count, play)
