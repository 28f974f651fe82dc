"""First places, which several families ask for."""

from fractions import Fraction

from planning.options.record.retally.frame import Count, Scores, method, most

# --- what stands below is joined to the frame


def first_places(count: Count) -> Scores:
    """Options that share a first rank share the ballot."""
    return {
        o: sum((w / len(ranking[0]) for w, ranking in count.votes if o in ranking[0]), Fraction(0))
        for o in count.options
    }


@method
def plurality(count: Count) -> tuple[list[str], Scores]:
    """The most first places."""
    return most(count, first_places(count))
