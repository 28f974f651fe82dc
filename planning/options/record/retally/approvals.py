"""Ballots that approve any number of options, all at one rank."""

from fractions import Fraction

from planning.options.record.retally.frame import Count, Scores, method

# --- what stands below is joined to the frame


@method
def approval(count: Count) -> tuple[list[str], Scores]:
    """Whom the most approve, for one seat or several; nobody where nobody is approved."""
    scores = {o: sum((w for w, (approved,) in count.votes if o in approved), Fraction(0)) for o in count.options}
    left: int = count.said.get("seats", 1)
    found: list[str] = []
    for most in sorted({score for score in scores.values() if score}, reverse=True):
        tied = [o for o in count.options if scores[o] == most]
        if len(tied) > left:
            drawn: list[str] = []
            while len(drawn) < left:
                best = count.best(o for o in tied if o not in drawn)
                drawn += best
            found, left = found + drawn, 0
        if not left:
            break
        found, left = found + tied, left - len(tied)
    return [o for o in count.options if o in found], scores
