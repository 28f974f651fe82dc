"""The roll and its codes: enrolled at once or not at all, issued once, replaced when lost, never when spent."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from planning.actions import codes
from planning.errors import Refusals
from planning.options.electorate import normalised
from planning.options.round import Access
from planning.queries.results import results_view
from planning.queries.rounds import codes_view
from planning.queries.voting import entered_code
from planning.web.house import House
from tests.makers import Clock, community, visitor
from tests.rounds import BOARD, Poll, courtyard, opened, prepared

TABLE = "kind,label,courtyard,street_front\nhousehold,1-101,C1,\nhousehold,1-102,C1,\nshop,12,,North side\n"


def enrolled(house: House) -> Poll:
    """A round in preparation with two households and a shop on its roll."""
    here = community(house)
    courtyard(house, here)
    poll = Poll(house, here, prepared(house, here), ())
    assert poll.act(codes.enrol_voters, round_id=poll.round_id, table=TABLE) == 3
    return poll


def issue(poll: Poll, **how: Any) -> list[codes.Issued]:
    """Issue codes."""
    return codes.issue_codes(poll.house.database, BOARD, poll.house.clock(), round_id=poll.round_id, **how)


def code_of(attempt: Callable[[], Any]) -> str:
    """The code of the refusal that an attempt meets."""
    with pytest.raises(Refusals) as refused:
        attempt()
    return refused.value.code


def test_every_voter_gets_one_code_and_asked_twice_nobody_gets_another(house: House):
    """Codes go to those who have none; each is 26 signs long and unlike the others."""
    poll = enrolled(house)
    issued = issue(poll)
    assert sorted(one.voter.label for one in issued if one.voter) == ["1-101", "1-102", "12"]
    assert len({normalised(one.code) for one in issued} - {None}) == 3
    assert issue(poll) == []
    view = codes_view(house.database, BOARD, house.clock(), round_id=poll.round_id)
    assert [(line.courtyard, line.issued, line.spent) for line in view.lines].count(("C1", True, False)) == 2


def test_a_lost_code_is_replaced_and_the_old_one_is_void(house: House):
    """The new code works, the old one is no code any more, and the other voters keep theirs."""
    poll = enrolled(house)
    first, second, _ = issue(poll)
    assert first.voter is not None
    (new,) = codes.reissue_codes(
        house.database, BOARD, house.clock(), round_id=poll.round_id, voter_ids=[first.voter.id]
    )
    ask = partial(entered_code, house.database, visitor(), house.clock())
    assert ask(typed=new.code).voter_id == first.voter.id
    assert code_of(partial(ask, typed=first.code)) == "bad_code"
    assert ask(typed=second.code)


def test_a_spent_code_is_not_replaced(house: House, clock: Clock):
    """Who has voted gets no second code."""
    poll = opened(house, count=0, roll="kind,label\nhousehold,1-101\n")
    poll.cast()
    (line,) = codes_view(house.database, BOARD, clock(), round_id=poll.round_id).lines
    reissue = partial(
        codes.reissue_codes, house.database, BOARD, clock(), round_id=poll.round_id, voter_ids=[line.voter.id]
    )
    assert code_of(reissue) == "code_spent"


def test_a_roll_goes_in_whole_or_not_at_all(house: House):
    """One bad line among good ones: none is enrolled."""
    poll = enrolled(house)
    table = "kind,label,courtyard\nhousehold,9-901,C1\ncastle,1,C9\n"
    assert code_of(lambda: poll.act(codes.enrol_voters, round_id=poll.round_id, table=table)) == "unknown_kind"
    view = codes_view(house.database, BOARD, house.clock(), round_id=poll.round_id)
    assert len(view.lines) == 3


@pytest.mark.parametrize("count", [0, -1, codes.MOST_CODES + 1])
def test_a_silly_number_of_codes_is_refused(house: House, count: int):
    """Between one and twenty thousand."""
    poll = enrolled(house)
    assert code_of(lambda: issue(poll, count=count)) == "bad_count"


def test_an_open_round_has_no_codes(house: House):
    """Everybody may vote: there is nothing to issue."""
    poll = opened(house, count=0, access=Access.OPEN)
    assert code_of(lambda: issue(poll, count=5)) == "no_codes_needed"


def test_practice_codes_only_where_nothing_is_real_and_only_while_open(house: House, clock: Clock):
    """An illustrative community gives them to anybody, a real one to nobody; after closing nobody gets one."""

    def take(poll: Poll) -> str:
        return codes.take_practice_code(house.database, visitor(), clock(), round_id=poll.round_id)

    real, illustrative = opened(house), opened(house, here=community(house, illustrative=True), hours=1)
    assert code_of(partial(take, real)) == "not_allowed"
    code = take(illustrative)
    Poll(house, illustrative.community, illustrative.round_id, (code,)).cast()
    clock.forward(hours=1)
    assert code_of(partial(take, illustrative)) == "not_open"


def test_turnout_by_courtyard_is_for_after_closing_and_hides_small_groups(house: House, clock: Clock):
    """Before closing nobody is told; afterwards three voters of one courtyard stay hidden."""
    lines = [f"household,{number},{'North' if number < 10 else 'South'}" for number in range(13)]
    poll = opened(house, count=1, hours=1, roll="\n".join(["kind,label,street_front", *lines]))
    for number in range(10):
        poll.cast(number)

    def ask() -> Any:
        return results_view(house.database, BOARD, clock(), round_id=poll.round_id)

    assert code_of(ask) == "not_closed"
    clock.forward(hours=1)
    found = ask().participation
    assert found
    assert (found.enrolled, found.voted) == (13, 10)
    assert all(group.enrolled is None for group in found.groups if group.name.zh == "South")


def test_a_roll_in_preparation_is_begun_anew(house: House):
    """Everybody is taken off with their codes, which are no codes any more; codes of nobody stay; then the corrected table."""
    poll = enrolled(house)
    issued, nobodys = issue(poll), issue(poll, count=1)
    assert poll.act(codes.clear_roll, round_id=poll.round_id) == 3
    ask = partial(entered_code, house.database, visitor(), house.clock())
    assert [code_of(partial(ask, typed=one.code)) for one in issued] == ["bad_code"] * 3
    assert ask(typed=nobodys[0].code)
    assert poll.act(codes.enrol_voters, round_id=poll.round_id, table=TABLE) == 3


def test_a_frozen_roll_is_not_begun_anew(house: House):
    """Once the round is announced nobody is taken off."""
    poll = opened(house, roll="kind,label\nhousehold,1\n")
    assert code_of(lambda: poll.act(codes.clear_roll, round_id=poll.round_id)) == "roll_frozen"
