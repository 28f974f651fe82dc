"""Limits: a sliding ten minutes, the narrowest first, bounded in memory."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.errors import Refusals
from planning.web import throttle as module
from planning.web.throttle import MINUTE_S, WINDOW_S, Steps, Throttle


class Now:
    """A clock of seconds."""

    def __init__(self) -> None:
        self.s = 0.0

    def __call__(self) -> float:
        """Seconds."""
        return self.s


def is_shut(throttle: Throttle, place: str) -> bool:
    """Whether a place has to wait."""
    try:
        throttle.check(place)
    except Refusals as refused:
        return refused.code == "too_many"
    return False


def test_it_forgets_after_ten_minutes_and_says_how_long_that_is():
    """Place by place; the wait it names is enough, and a second less is not."""
    now = Now()
    throttle = Throttle(2, now)
    throttle.count("a")
    now.s = 90.0
    throttle.count("a")
    assert (is_shut(throttle, "a"), is_shut(throttle, "b")) == (True, False)
    with pytest.raises(Refusals) as refused:
        throttle.check("a")
    wait_s = refused.value.problems[0].params["wait_s"]
    now.s = 90.0 + wait_s - 2
    assert is_shut(throttle, "a")
    now.s = 90.0 + wait_s
    assert not is_shut(throttle, "a")


@given(st.lists(st.floats(0, 90, allow_nan=False), max_size=60), st.integers(1, 20))
def test_never_more_than_most_in_any_nine_minutes(steps: list[float], most: int):
    """Row 5: counting by the minute may forget a minute late, never so early that more get through."""
    now = Now()
    throttle, let_in = Throttle(most, now), []
    for step in steps:
        now.s += step
        if not is_shut(throttle, "a"):
            throttle.count("a")
            let_in.append(now.s)
    for at in let_in:
        assert sum(at - (WINDOW_S - MINUTE_S) < other <= at for other in let_in) <= most


def test_a_flood_of_places_is_bounded(monkeypatch: pytest.MonkeyPatch):
    """Row 5: places that nobody has room to remember share one count instead of filling the memory."""
    monkeypatch.setattr(module, "MOST_PLACES", 50)
    throttle = Throttle(5, Now())
    for number in range(1000):
        throttle.count(str(number))
    assert len(throttle._minutes[-1][1]) <= 51
    throttle.count("0")
    assert not is_shut(throttle, "0")


def test_the_narrowest_limit_closes_first():
    """One phone that tries too often does not shut the hall; the hall does not shut the house."""
    steps = Steps(2, 5, 8, Now())

    def shut(own: str, address: str) -> bool:
        try:
            steps.take(own, address)
        except Refusals:
            return True
        return False

    assert [shut("phone", "hall") for _ in range(3)] == [False, False, True]
    assert [shut(f"phone {i}", "hall") for i in range(4)] == [False, False, False, True]
    assert [shut(f"phone {i}", f"home {i}") for i in range(4)] == [False, False, False, True]
