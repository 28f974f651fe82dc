"""What must be true after kills: all that was acknowledged is there once, and nothing is there by half."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from sqlalchemy import text

from planning import period, store
from planning.actions.voting import cast_ballot
from planning.options.ballot import Ballot
from planning.options.electorate import Code
from planning.people import Visitor
from planning.settings import Settings
from planning.store import Database, ballots, journal, log_walk, open_database
from planning.store.archive.restoring import restore
from planning.store.starting import damage, database_file
from planning.surveys.comment import Comment
from tests.rounds import Poll
from tests.soak.killing import Acknowledged
from tests.soak.voting import THREADS, ranking_of


def check(poll: Poll, told: Acknowledged, kills: int) -> dict[str, int]:
    """Raise ``AssertionError`` for anything lost, doubled or half done; gives what was counted."""
    counted = _agree(poll.house.database, poll.round_id)
    lost = {code for code, *_ in told.ballots} - counted["spent"]
    assert not lost, f"acknowledged ballots without a spent code: {len(lost)}"
    assert len(told.ballots) == len({receipt for _, _, receipt, _ in told.ballots})
    in_doubt = len(counted["spent"]) - len(told.ballots)
    assert 0 <= in_doubt <= kills * THREADS, "more ballots than could have been under way"
    for code, client, receipt, first in told.ballots:
        assert _asked_again(poll, code, client, first) == receipt
    with poll.house.database.reading() as session:
        texts = Counter(one.text for one in store.find(session, Comment))
        entries = journal.entries(session, poll.community.id, most=10**9)
    assert all(texts[said] == 1 for _, said in told.comments)
    logged = Counter(one.subject for one in entries)
    assert all(logged[f"comment:{id_}"] == 1 for id_, _ in told.comments)
    assert sum(texts.values()) == sum(1 for subject in logged if subject.startswith("comment:"))
    numbers = [one.seq for one in entries]
    assert numbers == sorted(set(numbers), reverse=True)
    chain_holds(poll.house.database)
    _is_sound(poll.house.database, poll.house.settings)
    return {
        "ballots": len(told.ballots), "comments": len(told.comments), "in_doubt": in_doubt, "entries": len(numbers)
    }  # fmt: skip


def _agree(database: Database, round_id: str) -> dict[str, set[str]]:
    """As many ballots as receipts and as spent codes; gives the spent codes."""
    with database.reading() as session:
        spent = {one.id for one in store.find(session, Code, round_id=round_id) if one.spent_at}
        in_box = store.count(session, Ballot, round_id=round_id)
        receipts = session.execute(text("SELECT COUNT(*) FROM receipts")).scalar()
    assert in_box == receipts == len(spent), f"{in_box} ballots, {receipts} receipts, {len(spent)} spent codes"
    return {"spent": spent}


def _asked_again(poll: Poll, code: str, client: str, first: str) -> str:
    """The receipt that the phone is told when it asks once more."""
    answer = cast_ballot(
        poll.house.database, Visitor(None, "soak"), period.now(), round_id=poll.round_id, code_id=code,
        client_id=client, version=poll.version, ranking=ranking_of(first), clock=period.now, mac=poll.house.mac,
    )  # fmt: skip
    assert answer.again
    return answer.receipt


def chain_holds(database: Database) -> None:
    """Walk the log as `jieyi verify --log` does; raise ``AssertionError`` with the first thing that is wrong."""
    with database.reading() as session:
        walked = log_walk.walk(session)
    assert walked.problem is None, walked.problem


def _is_sound(database: Database, settings: Settings) -> None:
    file = database_file(settings)
    if file is not None:
        assert damage(file, thoroughly=True) is None
        with database.reading() as session:
            assert session.execute(text("PRAGMA integrity_check")).scalars().all() == ["ok"]
            assert session.execute(text("PRAGMA foreign_key_check")).all() == []
        return
    with database.writing() as session:
        session.execute(text("CREATE EXTENSION IF NOT EXISTS amcheck"))
        session.execute(text(
            "SELECT bt_index_check(c.oid, true) FROM pg_class c JOIN pg_am a ON a.oid = c.relam"
            " WHERE a.amname = 'btree' AND c.relkind = 'i' AND c.relnamespace = current_schema()::regnamespace"
        ))  # fmt: skip
        session.execute(text("DROP EXTENSION amcheck"))


def restored_is_a_part(poll: Poll, archive: Path, into: Settings) -> int:
    """Restore a backup that was made during the vote; its box agrees, and is a part of today's. Gives its ballots."""
    database = open_database(into.database)
    try:
        restore(database, into, archive)
        _agree(database, poll.round_id)
        chain_holds(database)
        _is_sound(database, into)
        with database.reading() as session:
            then = {one.id: one.ranking for one in ballots.box(session, poll.round_id)}
        with poll.house.database.reading() as session:
            now = {one.id: one.ranking for one in ballots.box(session, poll.round_id)}
        assert {id_: now.get(id_) for id_ in then} == then
        return len(then)
    finally:
        database.close()
