"""A book adds up to the cent, whatever is entered and taken back."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from planning.cases.fund import Balance, Entry, EntryKind, balance
from planning.wording import Words
from tests.makers import NOON

DAY = date(2026, 11, 24)
entries = st.lists(st.tuples(st.sampled_from(list(EntryKind)), st.integers(1, 10**14)), max_size=30)


def book(lines: list[tuple[EntryKind, int]]) -> list[Entry]:
    """Entries of one fund."""
    return [
        Entry(str(n), "here", "fund", n, kind, cents, DAY, Words("为"), "王", named=False, at=NOON)
        for n, (kind, cents) in enumerate(lines, 1)
    ]


@given(entries)
def test_what_is_left_is_the_sum_of_all_effects(lines: list[tuple[EntryKind, int]]):
    """Exactly: whole hundredths, no rounding anywhere."""
    made = book(lines)
    assert balance(made).left == sum(entry.effect for entry in made)


@given(entries)
def test_a_book_whose_entries_are_all_taken_back_is_empty(lines: list[tuple[EntryKind, int]]):
    """A counter-entry takes away just what it takes back, and carries no name."""
    made = book(lines)
    backs = [entry.counter(f"c{entry.id}", 0, DAY, "wrong", NOON) for entry in made]
    assert balance([*made, *backs]) == Balance()
    assert {back.who for back in backs} <= {""}
    assert [back.corrects for back in backs] == [entry.id for entry in made]
