"""Ballots that approve any number of options, all at one rank."""

from fractions import Fraction

from planning.options.record.retally.frame import Count, Scores, method

# --- what stands below is joined to the frame


@method
def approval(count: Count) -> tuple[list[str], Scores]:
    """Whom the most approve; nobody where nobody is approved."""
    scores = {o: sum((w for w, (approved,) in count.votes if o in approved), Fraction(0)) for o in count.options}
    most = max(scores.values())
    return count.best(o for o in count.options if most and scores[o] == most), scores
