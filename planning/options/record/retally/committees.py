"""Several seats from ballots that approve any number of options."""

from fractions import Fraction

from planning.options.record.retally.frame import Count, Scores, method
from planning.options.record.retally.turns import Turn, any_of, approvals_of, backing, best_of, paid, payment

# --- what stands below is joined to the frame


@method
def seq_pav(count: Count) -> tuple[list[str], Scores]:
    """A ballot that got n options already counts one (n+1)th for the next."""

    def play(count: Count, order: list[str]) -> Turn:
        figures = {o: Fraction(0) for o in count.options if o not in order}
        for weight, (marked,) in count.votes:
            for option in figures.keys() & set(marked):
                figures[option] += weight / (1 + len(set(marked) & set(order)))
        open_ = {o: n for o, n in figures.items() if n > 0 and len(order) < count.said["seats"]}
        return figures, False, best_of(open_, fewest=False), ()

    return any_of(count, play)


def loaded(count: Count, order: list[str], loads: list[Fraction], gone: list[str]) -> Turn:
    """Phragmén: the supporters of an option share its load of one, so that all of them carry as much; least is best."""

    def would_carry(option: str) -> Fraction:
        found = backing(count, option, loads)
        return sum((w * load for w, load in found), Fraction(1)) / sum((w for w, _ in found), Fraction(0))

    for option in order:
        load = would_carry(option)
        loads = [load if option in marked else old for (_, (marked,)), old in zip(count.votes, loads, strict=True)]
    approvals = approvals_of(count)
    figures = {o: would_carry(o) for o in count.options if approvals[o] and o not in {*order, *gone}}
    is_full = len(order) + len(gone) == count.said["seats"]
    return figures, True, [] if is_full else best_of(figures, fewest=True), ("loads", tuple(loads))


@method
def phragmen(count: Count) -> tuple[list[str], Scores]:
    """Every elected option is a load of one on those who approve it."""
    return any_of(count, lambda count, order: loaded(count, order, [Fraction(0)] * len(count.votes), []))


@method
def mes(count: Count) -> tuple[list[str], Scores]:
    """Equal shares of the seats buy options at a price of one; seats that nobody can pay for any more go by loads."""

    def play(count: Count, order: list[str]) -> Turn:
        money = [Fraction(count.said["seats"]) / count.total] * len(count.votes)
        for i in range(len(order) + 1):
            prices: Scores = {}
            for option in count.options:
                price = payment(backing(count, option, money), Fraction(1))
                if price is not None and option not in order[:i]:
                    prices[option] = price
            if not prices or i == count.said["seats"]:
                return loaded(count, order[i:], [-left for left in money], order[:i])
            if i < len(order):
                money = paid(count, order[i], money, prices[order[i]])
        return prices, True, best_of(prices, fewest=True), ("shares", tuple(money))

    return any_of(count, play)
