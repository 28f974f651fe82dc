"""A log that was kept before there was a chain is chained as it stands, and can be taken apart again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import text

from planning.store import Database, journal, open_database
from planning.store.log_walk import walk
from planning.store.migrating import configuration, migrate

BEFORE = "staff_register"
ROWS = [
    (1, "create_round", None, '{"title": "\u6811"}', ""),
    (2, "hide_comment", '{"hidden_at": null}', '{"hidden_at": "x"}', 'Names "a" neighbour.'),
    (5, "close_round", None, None, "All have voted."),
]


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Database]:
    """A database of the revision before, with a log that has a gap in its numbers."""
    database = open_database(f"sqlite:///{tmp_path / 'old.sqlite3'}")
    with database.writer.begin() as connection:
        command.upgrade(configuration(connection), BEFORE)
        for seq, act, before, after, reason in ROWS:
            connection.execute(
                text(
                    "INSERT INTO log (seq, at, member_id, act, community_id, subject, before, after, reason)"
                    " VALUES (:seq, '2026-11-24 04:00:00.000000', 'm', :act, 'c', 's', :before, :after, :reason)"
                ),
                {"seq": seq, "act": act, "before": before, "after": after, "reason": reason},
            )
    yield database
    database.close()


def test_what_was_logged_before_is_chained(old: Database):
    """Every entry is there with its words, numbered without a gap, and the chain holds from the first one on."""
    migrate(old)
    with old.writing() as session:
        found = list(reversed(journal.entries(session, "c")))
        assert [(e.seq, e.act, e.before, e.after, e.reason) for e in found] == [
            (1, "create_round", None, {"title": "树"}, ""),
            (2, "hide_comment", {"hidden_at": None}, {"hidden_at": "x"}, 'Names "a" neighbour.'),
            (3, "close_round", None, None, "All have voted."),
        ]
        journal.log(
            session, at=found[0].at, member_id="m", act="a", community_id="c", subject="s", before=None, after=None,
            reason="",
        )  # fmt: skip
        walked = walk(session)
    assert (walked.entries, walked.problem) == (4, None)


def test_the_chain_can_be_taken_apart_again(old: Database):
    """Down to the revision before and up again: the words are the same, and the log still only grows."""
    migrate(old)
    with old.writer.begin() as connection:
        command.downgrade(configuration(connection), BEFORE)
        kept = connection.execute(text("SELECT act, reason FROM log ORDER BY seq")).all()
    assert [tuple(row) for row in kept] == [(act, reason) for _, act, _, _, reason in ROWS]
    migrate(old)
    with old.reading() as session:
        assert walk(session).problem is None
