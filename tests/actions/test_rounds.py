"""What staff do to a round: prepared, sealed, extended, closed for good, with every step in the log."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from planning.actions import codes, options, rounds
from planning.errors import Refusals
from planning.options.option import SYMBOLS, Fact
from planning.options.round import State
from planning.people import Role
from planning.queries.rounds import round_view
from planning.site import new_id
from planning.store import journal
from planning.web.house import House
from planning.wording import Words
from tests.makers import Clock, community, staff, visitor
from tests.rounds import BOARD, Poll, opened, prepared


def codes_of(attempt: Callable[[], Any]) -> list[str]:
    """The codes of the refusals that an attempt meets."""
    with pytest.raises(Refusals) as refused:
        attempt()
    return [problem.code for problem in refused.value.problems]


def acts_logged(poll: Poll) -> list[tuple[str, str]]:
    """Acts of the log with their reasons, oldest first."""
    with poll.house.database.reading() as session:
        entries = journal.entries(session, poll.community.id)
    return [(entry.act, entry.reason) for entry in reversed(entries)]


def test_all_that_is_wrong_with_a_new_round_is_said_at_once(house: House):
    """No title, an unknown method and a rule for ties that is none."""
    here = community(house)
    attempt = lambda: rounds.create_round(  # noqa: E731
        house.database, BOARD, house.clock(), new_id(), community_id=here.id, title=Words(" "), question=Words(""),
        method="dice", tie="coin")  # fmt: skip
    assert codes_of(attempt) == ["empty_text", "unknown_method", "bad_tie"]


def test_a_round_needs_options_and_codes_before_it_opens(house: House, clock: Clock):
    """One option, nobody enrolled, and a closing time in the past are named together."""
    round_id = prepared(house, community(house), trees=["Camphor"], tie="order:a>z")
    attempt = lambda: rounds.open_round(  # noqa: E731
        house.database, BOARD, clock(), new_id(), round_id=round_id, opens=clock(), closes=clock() - timedelta(hours=1))  # fmt: skip
    assert codes_of(attempt) == ["few_options", "no_roll", "unknown_option", "period_reversed"]


def test_opening_seals_what_voters_rely_on(house: House, clock: Clock):
    """The definition is hashed, and from then on neither options nor dates are edited."""
    poll = opened(house)
    view = poll.view
    assert (view.state, len(view.round.definition_hash), view.round.sealed_at) == (State.OPEN, 64, clock())
    option = view.wares[0].option
    assert codes_of(lambda: poll.act(options.add_option, round_id=poll.round_id, title=Words("樟"))) == [
        "already_sealed"
    ]
    assert codes_of(lambda: poll.act(
        options.change_option, option_id=option.id, seen=option.mark, title=Words("别的"), summary=Words(""), professional_note=Words("")
    )) == ["already_sealed"]  # fmt: skip
    assert codes_of(lambda: poll.act(
        rounds.open_round, round_id=poll.round_id, opens=clock(), closes=clock() + timedelta(days=9)
    )) == ["already_sealed"]  # fmt: skip
    assert poll.view == view


def test_another_definition_has_another_hash(house: House):
    """Whoever compares the hashes sees whether the options are the same."""
    here = community(house)
    one, other = opened(house, here=here), opened(house, here=here, trees=("Crape myrtle", "Jacaranda", "Plane"))
    assert one.view.round.definition_hash != other.view.round.definition_hash


def test_an_extension_is_logged_with_its_reason_and_everybody_reads_it(house: House, clock: Clock):
    """Row 8: ballots in the making stay good, since what their voters read has not changed."""
    poll = opened(house, hours=2)
    version, closes = poll.version, clock() + timedelta(hours=5)
    poll.act(rounds.extend_round, round_id=poll.round_id, closes=closes, reason="It rained all day.")
    view = round_view(house.database, visitor(), clock(), round_id=poll.round_id)
    assert [(change.act, change.reason) for change in view.changes] == [("extend_round", "It rained all day.")]
    assert view.round.period is not None
    assert view.round.period.closes == closes
    clock.forward(hours=4)
    poll.cast(version=version)
    assert ("extend_round", "It rained all day.") in acts_logged(poll)


@pytest.mark.parametrize(
    ("before_closing", "to", "refused"),
    [
        (timedelta(minutes=2), timedelta(hours=1), []),
        (timedelta(minutes=1), timedelta(hours=1), ["not_open"]),
        (timedelta(seconds=-1), timedelta(hours=1), ["not_open"]),
        (timedelta(hours=1), timedelta(0), ["no_extension"]),
    ],
    ids=["in time", "last minute", "closed", "not later"],
)
def test_what_has_closed_cannot_be_extended(
    house: House, clock: Clock, before_closing: timedelta, to: timedelta, refused: list[str]
):
    """Row 8: the last minute is too late: the act could wait for the database until after closing."""
    poll = opened(house, hours=2)
    closes = clock() + timedelta(hours=2)
    clock.now = closes - before_closing
    attempt = partial(poll.act, rounds.extend_round, round_id=poll.round_id, closes=closes + to, reason="More time.")
    if refused:
        assert codes_of(attempt) == refused
    else:
        attempt()


def test_a_closed_round_never_reopens(house: House, clock: Clock):
    """Row 8: closed by staff for a reason: no act opens, extends or closes it again, and the tally can be read."""
    poll = opened(house)
    poll.cast()
    poll.act(rounds.close_round, round_id=poll.round_id, reason="Everybody has voted.")
    assert poll.view.state is State.CLOSED
    late = clock() + timedelta(days=30)
    for attempt in (
        lambda: poll.act(rounds.extend_round, round_id=poll.round_id, closes=late, reason="Again."),
        lambda: poll.act(rounds.close_round, round_id=poll.round_id, reason="Again."),
        lambda: poll.act(rounds.open_round, round_id=poll.round_id, opens=clock(), closes=late),
        lambda: poll.act(options.withdraw_option, option_id=poll.view.wares[0].option.id, reason="Again."),
        lambda: codes.issue_codes(house.database, BOARD, clock(), round_id=poll.round_id, count=1),
    ):
        (code,) = codes_of(attempt)
        assert code in {"not_open", "already_sealed"}
    assert acts_logged(poll)[-2:] == [("close_round", "Everybody has voted."), ("settle_round", "")]


@pytest.mark.parametrize("act", [rounds.extend_round, rounds.close_round, options.withdraw_option])
def test_no_reason_no_change(house: House, clock: Clock, act: Any):
    """Row 8: what was announced is changed only with a reason."""
    poll = opened(house)
    what: dict[str, Any] = (
        {"option_id": poll.view.wares[0].option.id} if act is options.withdraw_option else {"round_id": poll.round_id}
    )
    if act is rounds.extend_round:
        what["closes"] = clock() + timedelta(days=9)
    assert codes_of(lambda: poll.act(act, **what, reason="  ")) == ["empty_text"]
    assert poll.view.changes == ()


def test_two_options_stay(house: House):
    """Withdrawing down to one option would leave no choice; a second click on a withdrawn one changes nothing."""
    poll = opened(house)
    first, second = (ware.option.id for ware in poll.view.wares[:2])
    poll.act(options.withdraw_option, option_id=first, reason="None to be had.")
    version = poll.version
    poll.act(options.withdraw_option, option_id=first, reason="None to be had.")
    assert poll.version == version
    assert codes_of(lambda: poll.act(options.withdraw_option, option_id=second, reason="Nor this.")) == ["few_options"]


def test_an_option_is_written_in_full_and_edited_before_opening(house: House):
    """Every field comes back as it was written; each edit makes a new version of the round."""
    here = community(house)
    round_id = prepared(house, here, trees=())
    poll = Poll(house, here, round_id, ())
    said: dict[str, Any] = {
        "title": Words("大红紫薇", "Red crape myrtle"), "summary": Words("夏天开花", "Flowers in summer"),
        "professional_note": Words("根系温和", "Gentle roots"), "facts": (Fact(Words("高度", "Height"), Words("6 米", "6 m")),),
        "pros": (Words("花红", "Red"),), "cons": (Words("树荫小", "Little shade"),),
    }  # fmt: skip
    option_id = poll.act(options.add_option, round_id=round_id, **said)
    version = poll.version
    (ware,) = poll.view.wares
    mark, longer = ware.option.mark, {"pros": (Words("花期长", "Long in flower"),)}
    poll.act(options.change_option, option_id=option_id, seen=mark, **said | longer)
    with pytest.raises(Refusals) as late:  # somebody who looked at the option as it was before
        poll.act(options.change_option, option_id=option_id, seen=mark, **said)
    assert late.value.code == "edited_meanwhile"
    (ware,) = poll.view.wares
    option = ware.option
    assert (option.title, option.summary, option.facts, option.cons) == (
        said["title"], said["summary"], said["facts"], said["cons"])  # fmt: skip
    assert (option.pros, option.key, poll.version) == ((Words("花期长", "Long in flower"),), "a", version + 1)


def test_each_option_has_a_symbol_of_its_own(house: House):
    """One more than there are symbols is refused."""
    here = community(house)
    poll = Poll(house, here, prepared(house, here, trees=[f"Tree {i}" for i in range(len(SYMBOLS))]), ())
    assert codes_of(lambda: poll.act(options.add_option, round_id=poll.round_id, title=Words("", "One more"))) == [
        "many_options"
    ]


@pytest.mark.parametrize("by", [visitor(), staff(Role.PLANNER), staff(Role.MODERATOR), staff(Role.BOARD, "elsewhere")],
                         ids=["visitor", "planner", "moderator", "another community's board"])  # fmt: skip
def test_only_the_board_and_administrators_run_rounds(house: House, clock: Clock, by: Any):
    """Everybody else is refused, whatever they try."""
    poll = opened(house)
    option = poll.view.wares[0].option.id
    for attempt in (
        lambda: poll.act(rounds.create_round, by, community_id=poll.community.id, title=Words("x"), question=Words("")),
        lambda: poll.act(rounds.close_round, by, round_id=poll.round_id, reason="x"),
        lambda: poll.act(
            rounds.extend_round, by, round_id=poll.round_id, closes=clock() + timedelta(days=9), reason="x"
        ),
        lambda: poll.act(options.withdraw_option, by, option_id=option, reason="x"),
        lambda: codes.issue_codes(house.database, by, clock(), round_id=poll.round_id, count=1),
        lambda: codes.reissue_codes(house.database, by, clock(), round_id=poll.round_id, voter_ids=[]),
        lambda: poll.act(codes.enrol_voters, by, round_id=poll.round_id, table="kind,label\nshop,1"),
    ):
        assert codes_of(attempt) == ["not_allowed"]
