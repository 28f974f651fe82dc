"""The log as a chain: whatever is changed, taken out or cut off is found, and what is erased breaks nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from planning.chain import START, Head
from planning.store import journal
from planning.store.log_walk import Walked, walk
from planning.web.house import House
from tests.makers import NOON

TRIGGERS = (
    "log_is_never_changed", "log_is_never_deleted", "log_is_never_replaced",
    "log_texts_are_only_erased", "log_texts_are_never_deleted", "log_texts_are_never_replaced",
)  # fmt: skip


@pytest.fixture
def heads(house: House) -> list[Head]:
    """Five entries, with all kinds of words."""
    found = []
    for number in range(1, 6):
        said: dict[str, Any] = {"before": {"n": number}, "after": [number, "街"], "reason": f"because {number}"}
        with house.database.writing() as session:
            found.append(
                journal.log(
                    session, at=NOON, member_id="m", act="a", community_id="c", subject=f"s:{number}",
                    **(said if number % 2 else said | {"before": None, "reason": ""}),
                )
            )  # fmt: skip
    return found


def walked(house: House, *known: str) -> Walked:
    """The chain walked."""
    with house.database.reading() as session:
        return walk(session, known)


def by_hand(house: House, *statements: str) -> None:
    """What somebody with the file in their hands does: the triggers are no hindrance to them."""
    with closing(sqlite3.connect(str(house.database.writer.url.database))) as file:
        for trigger in TRIGGERS:
            file.execute(f"DROP TRIGGER {trigger}")
        for statement in statements:
            file.execute(statement)
        file.commit()


def test_a_new_house_has_an_empty_chain(house: House):
    """Nothing was done, nothing is wrong."""
    assert walked(house) == Walked(0, Head(0, START))


def test_a_chain_that_nobody_touched_holds(house: House, heads: list[Head]):
    """Every entry follows the one before, and the newest is the head."""
    assert walked(house, *(head.hash for head in heads)) == Walked(5, heads[-1])
    assert [head.seq for head in heads] == [1, 2, 3, 4, 5]
    with house.database.reading() as session:
        newest, *_, oldest = journal.entries(session, "c")
        assert (oldest.previous, newest.hash) == (START, heads[-1].hash)
        said: tuple[Any, ...] = (newest.before, newest.after, newest.reason)
        assert said == ({"n": 5}, [5, "街"], "because 5")


@pytest.mark.parametrize(
    ("statements", "code", "entry"),
    [
        (("UPDATE log SET member_id = 'x' WHERE seq = 3",), "log_changed", 3),
        (("UPDATE log SET act = 'b' WHERE seq = 1",), "log_changed", 1),
        (("UPDATE log SET at = '2026-11-24 04:00:00.000001' WHERE seq = 5",), "log_changed", 5),
        (("UPDATE log SET reason_hash = '' WHERE seq = 3",), "log_changed", 3),
        (("UPDATE log SET hash = replace(hash, substr(hash, 1, 1), 'f') || 'x' WHERE seq = 3",), "log_changed", 3),
        (("UPDATE log SET previous = '00' WHERE seq = 2",), "log_unlinked", 2),
        (("DELETE FROM log_texts WHERE seq = 3", "DELETE FROM log WHERE seq = 3"), "log_gap", 3),
        (("DELETE FROM log_texts WHERE seq = 5", "DELETE FROM log WHERE seq = 5"), "log_cut", 5),
        (("UPDATE log_texts SET text = '\"other\"' WHERE seq = 3 AND part = 'reason'",), "log_text_changed", 3),
        (("UPDATE log_texts SET salt = 'other' WHERE seq = 4",), "log_text_changed", 4),
        (("DELETE FROM log_texts WHERE seq = 1 AND part = 'reason'",), "log_text_changed", 1),
        (("INSERT INTO log_texts (seq, part, salt, text) VALUES (2, 'reason', 's', '\"new\"')",), "log_text_changed", 2),
    ],
)  # fmt: skip
@pytest.mark.sqlite
def test_the_first_broken_entry_is_named(
    house: House, heads: list[Head], statements: tuple[str, ...], code: str, entry: int
):
    """Row 53: each way of changing the log by hand, triggers out of the way."""
    by_hand(house, *statements)
    found = walked(house)
    assert found.problem is not None
    assert (found.problem.code, found.problem.where) == (code, entry)
    assert found.entries == entry - 1


@pytest.mark.sqlite
def test_a_chain_cut_with_its_head_is_found_by_the_printed_head_only(house: House, heads: list[Head]):
    """Row 54: who cuts the newest entries and sets the head back leaves a chain that holds: a printed head tells."""
    by_hand(
        house, "DELETE FROM log_texts WHERE seq > 3", "DELETE FROM log WHERE seq > 3",
        f"UPDATE log_head SET seq = 3, hash = '{heads[2].hash}'",  # noqa: S608 - our own hash
    )  # fmt: skip
    assert walked(house).problem is None
    found = walked(house, heads[1].hash, heads[4].hash).problem
    assert found is not None
    assert (found.code, found.params["hash"]) == ("log_head_unknown", heads[4].hash)


def test_erased_words_are_gone_and_the_chain_holds(house: House, heads: list[Head]):
    """Words and salt go for good; which entry had some stays known."""
    with house.database.writing() as session:
        assert journal.erase(session, [1, 3], NOON, parts=("reason",)) == 2
        assert journal.erase(session, [3], NOON) == 2
        assert journal.erase(session, [3], NOON) == 0
    assert walked(house) == Walked(5, heads[-1], erased=4)
    with house.database.reading() as session:
        third = next(entry for entry in journal.entries(session, "c") if entry.seq == 3)
        assert (third.before, third.after, third.reason) == (None, None, "")
        assert third.erased == {"before", "after", "reason"}
        everything = str(session.execute(text("SELECT * FROM log_texts")).all())
    assert "because 5" in everything
    assert "because 3" not in everything


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE log_texts SET text = 'other'",
        "UPDATE log_texts SET text = NULL",
        "UPDATE log_texts SET seq = 2, salt = NULL, text = NULL, erased_at = '2026-11-24' WHERE seq = 1",
        "DELETE FROM log_texts",
        "REPLACE INTO log_texts (seq, part, salt, text) VALUES (1, 'reason', 's', 't')",
    ],
)
@pytest.mark.sqlite
def test_words_of_the_log_are_only_erased(house: House, heads: list[Head], statement: str):
    """The database itself lets nothing else be done to them."""
    with pytest.raises(DBAPIError, match="only erased"), house.database.writing() as session:
        session.execute(text(statement))
    assert walked(house) == Walked(5, heads[-1])


def test_two_communities_share_one_chain(house: House, heads: list[Head]):
    """An entry of one follows the entry of the other, so that neither can be written anew alone."""
    with house.database.writing() as session:
        other = journal.log(
            session, at=NOON, member_id="m", act="a", community_id="d", subject="s", before=None, after=None, reason=""
        )
    with house.database.reading() as session:
        (entry,) = journal.entries(session, "d")
    assert (entry.seq, entry.previous, entry.hash) == (6, heads[-1].hash, other.hash)
