"""What is there after a run: read from the tables and from the count, as the checker of histories wants it."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import text

from planning import store
from planning.actions.rounds import close_round
from planning.options.ballot import Ballot
from planning.options.electorate import Code
from planning.queries.results import results_view
from tests.history import Fault, Found, Try, faults
from tests.rounds import BOARD, Poll


def found(poll: Poll, clients: Iterable[str]) -> Found:
    """Receipts by the ids that phones made, codes that are used, ballots in the box; nothing is counted while it is open.

    A receipt that belongs to none of these ids has the hash of its phone's id for a key.
    """
    keys = {poll.house.mac("client", client): client for client in clients}
    with poll.house.database.reading() as session:
        receipts = session.execute(
            text("SELECT client_hash, receipt FROM receipts WHERE round_id = :round"), {"round": poll.round_id}
        ).all()
        spent = [one.id for one in store.find(session, Code, round_id=poll.round_id) if one.spent_at]
        in_box = store.count(session, Ballot, round_id=poll.round_id)
    return Found([(keys.get(hash_, hash_), receipt) for hash_, receipt in receipts], spent, in_box)


def counted(poll: Poll) -> int:
    """Close the round and count it: the total of the count, blank ballots among it."""
    poll.act(close_round, round_id=poll.round_id, reason="the run is over")
    view = results_view(poll.house.database, BOARD, poll.house.clock(), round_id=poll.round_id)
    assert view.outcome is not None, "fewer ballots than are counted openly"
    return int(view.outcome.profile.total)


def checked(poll: Poll, tries: list[Try], *, closing: bool = True) -> Found:
    """Raise ``AssertionError`` with what is wrong with a run; gives what was found.

    :param closing: close the round, and compare the count as well.
    """
    there = found(poll, {one.key for one in tries})
    if closing:
        there = Found(there.kept, there.spent, there.ballots, counted(poll))
    wrong: list[Fault] = faults(tries, there)
    if wrong:
        raise AssertionError("\n".join(f"{one.kind} {one.about}: {one.what}" for one in wrong[:20]))
    return there
