"""The publication rule: what is shown of ballots occurs often enough, whatever the ballots are."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from planning.options.ballot import Ballot
from planning.options.record.publication import shown

RANKINGS = st.lists(st.sampled_from("abcdef"), unique=True, max_size=6).map(lambda keys: tuple((key,) for key in keys))


def ballots(groups: list[tuple[tuple[tuple[str], ...], int]], weight: Fraction = Fraction(1)) -> list[Ballot]:
    """So many ballots of each ranking."""
    return [Ballot(f"{i}", "c", "r", ranking, weight) for ranking, n in groups for i in range(n)]


@given(st.lists(st.tuples(RANKINGS, st.integers(1, 12)), max_size=5))
def test_nothing_rare_is_ever_shown(groups: list[tuple[tuple[tuple[str], ...], int]]):
    """What is shown occurs five times at least, is the start of what was cast, and has no id of a ballot."""
    box = ballots(groups)
    found = shown(box)
    if found is None:
        cut = Counter(ballot.ranking[:3] for ballot in box)
        assert len(box) < 10 or min(cut.values()) < 5
        return
    assert len(found.ballots) == len(box) >= 10
    assert min(Counter(ballot.ranking for ballot in found.ballots).values()) >= 5
    assert found.depth in {3, 4}
    assert [b.ranking for b in found.ballots] == [b.ranking[: found.depth] for b in box]
    assert found.whole is all(len(b.ranking) <= found.depth for b in box)
    assert {ballot.id for ballot in found.ballots} == {""}


def test_the_deeper_cut_is_taken_where_it_may_be():
    """Four ranks before three; three where four would show somebody."""
    long = tuple((key,) for key in "abcde")
    other = (*long[:3], ("e",), ("d",))
    assert shown(ballots([(long, 10)])) is not None
    found = [shown(ballots([(long, 10), (other, n)])) for n in (5, 4)]
    assert [one.depth if one else None for one in found] == [4, 3]


def test_a_weight_shows_no_ballot():
    """A floor area is as good as a name, even where all are equal."""
    assert shown(ballots([((("a",),), 50)], Fraction(8753, 100))) is None
