"""After closing: the box is shuffled, cut off from codes and phones, and its hashes go into the log."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from planning import store
from planning.actions.act import Doing, fleeting
from planning.chain import new_salt
from planning.errors import N_, Refusal
from planning.options.round import Round
from planning.people import SYSTEM
from planning.period import Moment
from planning.store import Database, journal, paper, rounds, settling
from planning.store.settling import Settled, fingerprints


@fleeting
def settle_round(doing: Doing, *, round_id: str) -> bool:
    """Settle the box of a closed round, once; False where it was settled before.

    Done by the house itself. Raises :class:`Refusal` (``not_closed``).
    """
    round_ = store.get(doing.session, Round, round_id)
    doing.permit_in(round_.community_id)
    if round_.moment(doing.now) is not Moment.AFTER:
        raise Refusal("not_closed", N_("Nobody can read a tally before the round has closed."))
    return settle(doing, round_)


def settle(doing: Doing, round_: Round) -> bool:
    """The same inside another act; the caller holds the round and knows that it has closed.

    False also where paper ballots wait to be counted: then nothing is shuffled, and nobody reads a tally.
    """
    period = round_.period
    assert period is not None  # noqa: S101 - a closed round was announced
    if round_.closed_at is None:  # by the clock: written down, so that a clock that is set back opens nothing again
        round_ = replace(round_, closed_at=period.closes)
        rounds.set_dates(doing.session, round_)
    if settling.settled(doing.session, round_.id) or paper.waits(doing.session, round_):
        return False
    closed_at = min(round_.closed_at or period.closes, period.closes)
    settling.shuffle_and_cut(doing.session, round_.id, closed_at)
    salt = new_salt()
    said = fingerprints(doing.session, round_.id, salt)
    assert SYSTEM.member is not None  # noqa: S101
    head = journal.log(
        doing.session, at=doing.now, member_id=SYSTEM.member.id, act="settle_round", subject=f"round:{round_.id}",
        community_id=round_.community_id, before=None, after=said, reason="",
    )  # fmt: skip
    settling.mark_settled(doing.session, Settled(round_.id, doing.now, said["ballots"], head.seq, salt))
    return True


def settle_closed(database: Database, now: datetime, round_id: str | None = None) -> list[str]:
    """Settle what has closed by the clock (of one round, if named); returns the ids of those that were settled now.

    Asked at every start, every half minute, and before a result is read: cheap where nothing is to be done.
    """
    with database.reading() as session:
        waiting = [round_ for round_ in settling.unsettled(session) if round_.moment(now) is Moment.AFTER]
    done = [
        round_.id
        for round_ in waiting
        if round_id in {None, round_.id} and settle_round(database, SYSTEM, now, round_id=round_.id)
    ]
    if done:
        settling.overwrite_what_was_cut(database)
    return done
