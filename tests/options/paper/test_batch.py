"""Two people enter a batch: never the same one, and it is whole only where they agree on every sheet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.errors import Refusals
from planning.options.paper.batch import Batch, BatchState, Sheet, count_problems, differing, is_first
from planning.options.paper.sheet import Invalid, Reading

READINGS = [Reading((("a",),)), Reading((("b",),)), Reading(invalid=Invalid.BLANK), None]


def batch(state: BatchState, *, sheets: int = 2, confirmed_by: str = "") -> Batch:
    """A batch that Chen entered."""
    return Batch("batch", "c", "r", 1, sheets, state, "chen", confirmed_by)


@pytest.mark.parametrize(
    ("state", "confirmed_by", "who", "said"),
    [
        (BatchState.ENTERING, "", "chen", True), (BatchState.ENTERING, "", "wang", "not_your_turn"),
        (BatchState.CONFIRMING, "", "wang", False), (BatchState.CONFIRMING, "wang", "wang", False),
        (BatchState.CONFIRMING, "", "chen", "same_person"), (BatchState.CONFIRMING, "wang", "li", "batch_taken"),
        (BatchState.RETURNED, "wang", "chen", True), (BatchState.RETURNED, "wang", "wang", "not_your_turn"),
        (BatchState.ACCEPTED, "wang", "chen", "batch_accepted"), (BatchState.ACCEPTED, "wang", "wang", "batch_accepted"),
    ],
)  # fmt: skip
def test_whose_turn_it_is(state: BatchState, confirmed_by: str, who: str, said: bool | str):
    """The first, the other one, or nobody; whoever entered never confirms."""
    if isinstance(said, bool):
        assert is_first(batch(state, confirmed_by=confirmed_by), who) is said
        return
    with pytest.raises(Refusals) as refused:
        is_first(batch(state, confirmed_by=confirmed_by), who)
    assert refused.value.code == said


@given(st.lists(st.tuples(st.sampled_from(READINGS), st.sampled_from(READINGS)), max_size=12))
def test_the_two_differ_wherever_one_read_what_the_other_did_not(pairs: list[tuple[Reading | None, Reading | None]]):
    """Other contents, another reason, or a sheet that only one of them found."""
    sheets = [Sheet(str(i), "c", "r", "batch", i, one, other) for i, (one, other) in enumerate(pairs)]
    assert differing(sheets) == tuple(i for i, (one, other) in enumerate(pairs) if one != other)
    for first in (True, False):
        entered = sum((pair[0] if first else pair[1]) is not None for pair in pairs)
        assert bool(count_problems(batch(BatchState.ENTERING, sheets=7), sheets, first=first)) is (entered != 7)


def test_other_words_beside_the_same_reason_are_no_disagreement():
    """Two people never find the same words; that the sheet is invalid, and why, is what must agree."""
    one, other = (Reading(invalid=Invalid.OTHER, words=words) for words in ("torn", "in two pieces"))
    assert differing([Sheet("1", "c", "r", "batch", 1, one, other)]) == ()
