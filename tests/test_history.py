"""The checker of histories finds what is wrong: it is fed faulty ones, and sound ones that look odd."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.history import Found, Told, Try, faults, summary

ACK, NO, LOST = Told.ACKNOWLEDGED, Told.REFUSED, Told.UNKNOWN


def ack(key: str, holder: str = "", *, body: str = "ab", receipt: str = "") -> Try:
    """An acknowledged try."""
    return Try(key, ACK, holder or f"code of {key}", body, receipt or f"receipt of {key}")


def box(*keys: str, **other: object) -> Found:
    """A sound box with the ballots of these keys."""
    kept = [(key, f"receipt of {key}") for key in keys]
    sound = Found(kept, [f"code of {key}" for key in keys], len(keys), len(keys))
    return replace(sound, **other)  # type: ignore[arg-type]


def kinds(tries: list[Try], found: Found) -> set[str]:
    """The kinds of faults that are found."""
    return {fault.kind for fault in faults(tries, found)}


def test_a_sound_history_has_no_faults():
    """One acknowledged at once, one after an answer that was lost, one refused, one in doubt that came, one that did not."""
    tries = [
        ack("1"), Try("2", LOST, "code of 2", "ab"), ack("2"), ack("2"), Try("3", NO, "code of 3", "ab"),
        Try("4", LOST, "code of 4", "ab"), Try("5", LOST, "code of 5", "ab"),
    ]  # fmt: skip
    assert faults(tries, box("1", "2", "4")) == []
    assert summary(tries) == {"acknowledged": 2, "unknown": 2, "refused": 1}


def test_the_first_body_stays_and_another_one_under_its_key_is_refused():
    """Refusing another body is no fault; refusing the same body after it was acknowledged is one."""
    assert faults([ack("1"), Try("1", NO, "code of 1", "ba")], box("1")) == []
    assert kinds([ack("1"), Try("1", NO, "code of 1", "ab")], box("1")) == {"taken_back"}
    assert faults([Try("1", NO, "code of 1", "ab"), ack("1")], box("1")) == [], "refused while it was busy, then taken"


@pytest.mark.parametrize(
    ("kind", "tries", "found"),
    [
        ("lost", [ack("1"), ack("2")], box("1")),
        ("doubled", [ack("1")], box("1", kept=[("1", "receipt of 1")] * 2)),
        ("doubled", [Try("1", LOST, "code of 1")], box("1", kept=[("1", "x"), ("1", "y")])),
        ("refused_and_kept", [Try("1", NO, "code of 1")], box("1")),
        ("other_receipt", [ack("1")], box("1", kept=[("1", "another")])),
        ("two_receipts", [ack("1"), ack("1", receipt="second")], box("1")),
        ("two_bodies", [ack("1"), ack("1", body="ba")], box("1")),
        ("nobodys", [ack("1")], box("1", "2")),
        ("two_of_one", [ack("1", "one"), ack("2", "one")], box("1", "2", spent=["one"])),
        ("unspent", [ack("1")], box("1", spent=["another"])),
        ("spent_for_nothing", [ack("1"), Try("2", NO, "code of 2")], box("1", spent=["code of 1", "code of 2"])),
        ("spent_twice", [ack("1")], box("1", spent=["code of 1"] * 2)),
        ("totals", [ack("1"), ack("2")], box("1", "2", ballots=1)),
        ("totals", [ack("1"), ack("2")], box("1", "2", counted=3)),
        ("totals", [ack("1")], box("1", ballots=2, counted=2)),
    ],
)
def test_faulty_histories_are_found(kind: str, tries: list[Try], found: Found):
    """Each way in which a vote can go wrong, one by one."""
    assert kind in kinds(tries, found)


def test_comments_have_no_codes_and_no_box():
    """The same rules without holders: one person may send many."""
    tries = [Try("1", ACK, receipt="a"), Try("2", ACK, receipt="b"), Try("3", LOST)]
    assert faults(tries, Found([("1", "a"), ("2", "b")])) == []
    assert kinds(tries, Found([("1", "a"), ("3", "c"), ("3", "c")])) == {"lost", "doubled"}


@given(st.lists(st.sampled_from([ACK, NO, LOST]), min_size=1, max_size=30), st.data())
def test_any_ballot_taken_away_or_doubled_is_found(outcomes: list[Told], data: st.DataObject):
    """However the rest of the history looks: a box without one acknowledged ballot, or with one twice, is faulty."""
    tries = [replace(ack(str(n)), told=told) for n, told in enumerate(outcomes)]
    there = [one.key for one in tries if one.told is ACK or (one.told is LOST and data.draw(st.booleans()))]
    assert faults(tries, box(*there)) == []
    if there:
        chosen = data.draw(st.sampled_from(there))
        without = [key for key in there if key != chosen]
        missed = kinds(tries, box(*without))
        assert ("lost" in missed) == (tries[int(chosen)].told is ACK)
        assert {"doubled", "spent_twice"} <= kinds(tries, box(*there, chosen))
