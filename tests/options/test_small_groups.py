"""Row 57: what a group did is told only where it tells on nobody, and what is hidden cannot be worked out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from planning.options.electorate import Turnout, turnout
from planning.options.small_groups import SMALL_GROUP, Head, to_hide

HEADS = st.integers(1, 40).flatmap(lambda enrolled: st.builds(Head, st.just(enrolled), st.integers(0, enrolled)))
ROLLS = st.dictionaries(st.sampled_from("abcdefghij"), HEADS, min_size=1, max_size=10)


def published(groups: dict[str, Head]) -> Turnout:
    """The turnout that the page gets for such a roll."""
    return turnout((name, i < head.voted) for name, head in groups.items() for i in range(head.enrolled))


@given(ROLLS)
def test_no_small_group_is_shown(groups: dict[str, Head]):
    """Whatever is shown of a group has at least five people on each side, or nobody on one of them."""
    for part in published(groups).groups:
        if part.enrolled is not None and part.voted is not None:
            assert not Head(part.enrolled, part.voted).is_small


@given(ROLLS)
def test_a_small_group_cannot_be_worked_out(groups: dict[str, Head]):
    """An attacker who knows all doors, all totals and every shown figure is left with a wide range of answers.

    The range is found by asking for each number of voters whether the other hidden groups could make up the rest.
    """
    told = published(groups)
    hidden = [part.group for part in told.groups if part.enrolled is None]
    if len(hidden) == len(groups):
        return  # nothing but the total is published
    rest = told.voted - sum(part.voted for part in told.groups if part.voted is not None)
    for group in hidden:
        if not groups[group].is_small:
            continue  # it is hidden as cover only and could have been shown
        others = sum(groups[name].enrolled for name in hidden if name != group)
        possible = [v for v in range(groups[group].enrolled + 1) if 0 <= rest - v <= others]
        assert groups[group].voted in possible
        assert len(possible) > min(SMALL_GROUP, groups[group].enrolled)


@given(ROLLS)
def test_totals_stay_true(groups: dict[str, Head]):
    """Hiding changes no overall figure and hides no group without need of one that is small."""
    told = published(groups)
    assert told.enrolled == sum(head.enrolled for head in groups.values())
    assert told.voted == sum(head.voted for head in groups.values())
    if not any(head.is_small for head in groups.values()):
        assert all(part.enrolled is not None for part in told.groups)


def test_three_voters_of_one_mind_hide_together_with_a_neighbour():
    """Three of three voted in the smallest courtyard: it and the next smallest are hidden, the others are told."""
    groups = {"1": Head(30, 20), "2": Head(3, 3), "3": Head(12, 6), "4": Head(40, 22)}
    assert to_hide(groups) == {"2", "3"}


def test_two_small_groups_alone_would_give_each_other_away():
    """Two tiny groups of whom all voted: their sum says so of both, so a third one joins them."""
    groups = {"1": Head(2, 2), "2": Head(3, 3), "3": Head(20, 10), "4": Head(30, 15)}
    assert to_hide(groups) == {"1", "2", "3"}
