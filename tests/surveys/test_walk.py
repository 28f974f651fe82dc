"""The order in which doors are gone to, and what is kept of a note."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from planning.site import Pin
from planning.surveys.walk import Stop, StopNote, StopState, due, on_the_way

TODAY = date(2026, 11, 24)


def stop(number: int, state: StopState = StopState.TO_VISIT, **fields: Any) -> Stop:
    """A stop of a walk, by its number."""
    return Stop(f"s{number}", "here", "w", None, number, f"door {number}", state=state, **fields)


def numbers(stops: list[Stop]) -> list[int]:
    """Which they are."""
    return [one.number for one in stops]


def test_come_back_lists_start_with_the_earliest_hour_of_the_earliest_day():
    """A day that has passed comes first; a day without an hour after its hours; a later day not at all."""
    stops = [
        stop(1, StopState.COME_BACK, back_on=TODAY),
        stop(2, StopState.COME_BACK, back_on=TODAY, back_time="18:30"),
        stop(3, StopState.COME_BACK, back_on=TODAY, back_time="09:15"),
        stop(4, StopState.COME_BACK, back_on=TODAY - timedelta(days=1)),
        stop(5, StopState.COME_BACK, back_on=TODAY + timedelta(days=1)),
        stop(6, StopState.COME_BACK),
        stop(7),
    ]
    assert numbers(due(stops, TODAY)) == [4, 3, 2, 1]


def test_who_was_never_met_comes_before_who_was_out():
    """In the order of the walk; who is done, declined, or named a later day is not gone to."""
    stops = [
        stop(1, StopState.DONE), stop(2, StopState.NOT_AT_HOME), stop(3), stop(4, StopState.COME_BACK),
        stop(5, StopState.DECLINED), stop(6), stop(7, StopState.COME_BACK, back_on=TODAY + timedelta(days=2)),
        stop(8, StopState.COME_BACK, back_on=TODAY),
    ]  # fmt: skip
    assert numbers(on_the_way(stops, TODAY)) == [3, 6, 2, 4, 8]


def test_the_nearest_is_next_and_who_has_no_place_comes_behind():
    """Metres from the last door that was noted, inside the same group."""
    stops = [
        stop(1, pin=Pin(104.0620, 30.63)), stop(2, pin=Pin(104.0601, 30.63)), stop(3), stop(4, pin=Pin(104.0605, 30.63)),
        stop(5, StopState.NOT_AT_HOME, pin=Pin(104.06, 30.63)),
    ]  # fmt: skip
    assert numbers(on_the_way(stops, TODAY, Pin(104.06, 30.63))) == [2, 4, 1, 3, 5]


def test_every_note_is_kept_and_a_day_to_come_back_goes_with_its_state():
    """Who and which day, the newest last."""
    back, done = (StopNote(state, TODAY, "m") for state in (StopState.COME_BACK, StopState.DONE))
    once = stop(1).noted(back, back_on=TODAY, back_time="18:30", words="after work")
    assert (once.state, once.back_on, once.back_time, once.note) == (StopState.COME_BACK, TODAY, "18:30", "after work")
    twice = once.noted(done, back_on=TODAY, back_time="18:30", words="")
    assert (twice.state, twice.back_on, twice.back_time, twice.version) == (StopState.DONE, None, "", 3)
    assert twice.history == (back, done)
