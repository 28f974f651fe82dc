"""Counting in stages."""

from fractions import Fraction

from planning.options.record.retally.frame import Count, Scores, method


# --- what stands below is joined to the frame
@method
def irv(count: Count) -> tuple[list[str], Scores]:
    """Stage by stage from the ballots anew: each counts for its first option that is left."""
    left = list(count.options)
    history: list[Scores] = []
    while True:
        tallies, exhausted = held(count, left)
        count.stage(tallies, exhausted)
        winner, leaving = end_of_stage(count, tallies, history)
        if winner or not leaving:
            return ([winner] if winner else [o for o in left if o in possible(count, left, history)]), {}
        history.append(tallies)
        left = [option for option in left if option not in leaving]


def held(count: Count, left: list[str]) -> tuple[Scores, Fraction]:
    """What each option that is left holds, and what names none of them."""
    tallies, exhausted = dict.fromkeys(left, Fraction(0)), Fraction(0)
    for weight, ranking in count.votes:
        option = next((rank[0] for rank in ranking if rank[0] in tallies), None)
        if option is None:
            exhausted += weight
        else:
            tallies[option] += weight
    return tallies, exhausted


def end_of_stage(count: Count, tallies: Scores, history: list[Scores]) -> tuple[str, list[str]]:
    """Who has won, or else who leaves; neither where a tie stands or no ballot is left."""
    leader = max(tallies, key=lambda o: tallies[o])
    if 2 * tallies[leader] > sum(tallies.values()):
        return leader, []
    if not any(tallies.values()):
        return "", []
    last = [o for o in tallies if tallies[o] == min(tallies.values())]
    picked = worst(count, last, history)
    rest = [tallies[o] for o in tallies if o not in last]
    if len(picked) > 1 and rest and sum(tallies[o] for o in last) < min(rest):
        return "", last  # in whatever order they go, all of them go before any other
    return "", picked if len(picked) == 1 else []


def possible(count: Count, left: list[str], history: list[Scores]) -> set[str]:
    """Everybody who could win once a standing tie is broken, in one way or another."""
    found: set[str] = set()
    seen: set[object] = set()
    waiting = [(left, history)]
    while waiting:
        left, history = waiting.pop()
        tallies = held(count, left)[0]
        winner, leaving = end_of_stage(count, tallies, history)
        found |= {winner} - {""}
        if winner or not any(tallies.values()):
            continue
        last = [o for o in left if tallies[o] == min(tallies.values())]
        for gone in [leaving] if leaving else [[o] for o in worst(count, last, history)]:
            after = [o for o in left if o not in gone]
            key = (tuple(after), tuple(map(tuple, history)) if count.tie == "earlier" else ())
            if key not in seen:
                seen.add(key)
                waiting.append((after, [*history, tallies]))
    return found


def worst(count: Count, tied: list[str], history: list[Scores]) -> list[str]:
    """Who of the last ones leaves by the announced rule; several where it does not say."""
    if count.tie == "earlier":
        for tallies in reversed(history):
            tied = [o for o in tied if tallies[o] == min(tallies[t] for t in tied)]
        return tied
    unnamed = [o for o in tied if o not in count.preferred]
    return unnamed or [max(tied, key=count.preferred.index)]
