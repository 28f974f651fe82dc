"""Row 48: the server's clock is set back or ahead while rounds are open, closed and counted."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

import pytest

from planning.actions import rounds
from planning.actions.closing import settle_closed
from planning.actions.comments import hide_comment
from planning.errors import Refusals
from planning.options.round import State
from planning.people import Role
from planning.queries.log import log_entries
from planning.queries.results import results_view
from planning.queries.rounds import round_view
from planning.store import ballots, examining, log_walk, settling
from planning.web import upkeep
from planning.web.house import House, open_house
from planning.web.upkeep import ClockWatch
from tests import makers
from tests.makers import NOON, Clock
from tests.rounds import BOARD, Poll, opened
from tests.speaking import spoken

HOUR = timedelta(hours=1)


def code_of(attempt: Any) -> str:
    """Code of the refusal."""
    with pytest.raises(Refusals) as refused:
        attempt()
    return refused.value.code


def box(poll: Poll) -> int:
    """How many ballots lie in it."""
    with poll.house.database.reading() as session:
        return len(ballots.box(session, poll.round_id))


def test_what_closed_by_the_clock_stays_closed_when_it_is_set_back(house: House, clock: Clock):
    """Row 48: settled a minute after closing; an hour earlier again nothing is received, the result stays, the box too."""
    poll = opened(house, count=8)
    for number in range(6):
        poll.cast(number)
    clock.forward(hours=24, minutes=1)
    assert settle_closed(house.database, clock()) == [poll.round_id]
    before = results_view(house.database, BOARD, clock(), round_id=poll.round_id)
    clock.forward(hours=-1)
    assert code_of(lambda: poll.cast(6)) == "not_open"
    assert code_of(lambda: poll.act(rounds.close_round, round_id=poll.round_id, reason="once more")) == "not_open"
    later: dict[str, Any] = {"closes": clock() + 3 * HOUR, "reason": "longer"}
    assert code_of(lambda: poll.act(rounds.extend_round, round_id=poll.round_id, **later)) == "not_open"
    view = round_view(house.database, makers.visitor(), clock(), round_id=poll.round_id)
    assert view.state is State.CLOSED
    after = results_view(house.database, makers.visitor(), clock(), round_id=poll.round_id)
    assert after.closed_at == before.closed_at == NOON + timedelta(hours=24)
    assert box(poll) == 6
    with house.database.reading() as session:
        done = settling.settled(session, poll.round_id)
        assert done is not None
        said = settling.fingerprints(session, poll.round_id, done.salt)
    assert (said["ballots"], done.ballots) == (6, 6)


def test_a_start_with_the_clock_set_back_opens_nothing(house: House, clock: Clock):
    """Row 48: the server was off, the battery of its clock was empty."""
    poll = opened(house)
    poll.cast(0)
    clock.forward(hours=25)
    settle_closed(house.database, clock())
    again = open_house(house.settings, Clock(NOON + HOUR))
    assert code_of(lambda: Poll(again, poll.community, poll.round_id, poll.codes).cast(1)) == "not_open"
    again.database.close()


def test_the_log_keeps_its_order_and_the_doctor_warns(house: House, clock: Clock):
    """Row 48: entries follow each other by number, whatever time each says; the chain holds; the clock is a finding."""
    here = makers.community(house)
    moderator = makers.staff(Role.MODERATOR)
    said = [spoken(house, here, f"话 {number}", f"browser-{number}") for number in range(3)]
    at: dict[str, Any] = {"community_id": here.id, "reason": "x", "version": 1}
    for number, comment in enumerate(said):
        hide_comment(house.database, moderator, clock(), f"act-{number}", comment_id=comment.id, **at)
        clock.forward(minutes=-20)
    entries = log_entries(house.database, BOARD, clock(), community_id=here.id).entries
    assert [one.subject for one in reversed(entries)] == [f"comment:{one.id}" for one in said]
    assert [one.seq for one in entries] == sorted((one.seq for one in entries), reverse=True)
    with house.database.reading() as session:
        assert log_walk.walk(session).problem is None
    finding = examining.clock(house.database, clock())
    assert (finding.state, finding.check) == (examining.State.FAILED, "clock")


@pytest.mark.parametrize(
    ("wall_s", "steady_s", "told"),
    [
        (30, 30, ""), (34, 30, ""), (26, 30, ""),  # a clock that is drawn along slowly is no jump
        (30 - 3600, 30, "back by 1:00:00"), (30 + 3600, 30, "ahead by 1:00:00"), (0, 30, "back by 0:00:30"),
    ],
)  # fmt: skip
def test_a_jump_of_the_clock_is_told_once(wall_s: int, steady_s: int, told: str, caplog: pytest.LogCaptureFixture):
    """Row 48: beside a clock that nobody can set a jump shows at the next look; the look after it is quiet."""
    watch = ClockWatch(NOON, 1000.0)
    with caplog.at_level(logging.WARNING):
        upkeep.look_at_clock(watch, NOON + timedelta(seconds=wall_s), 1000.0 + steady_s)
        upkeep.look_at_clock(watch, NOON + timedelta(seconds=wall_s + 30), 1030.0 + steady_s)
    assert len(caplog.messages) == (1 if told else 0)
    assert told in "".join(caplog.messages)
