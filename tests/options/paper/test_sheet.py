"""A typed line is one sheet: read as it is marked, or invalid with its reason, or refused as a slip of the keyboard."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.errors import Refusals
from planning.options.ballot import parse_ranking
from planning.options.paper.sheet import Invalid, Reading, built, read_line, read_marks
from planning.options.round import CHOICES, BallotKind, Round
from planning.wording import Words

KEYS = ["a", "b", "c"]
RANKED = Round("r", "c", Words("", "Which?"), Words(""), method="irv")
EQUAL = replace(RANKED, method="schulze_winning")
YES_NO = replace(RANKED, ballot=BallotKind.YES_NO, method="plurality")
APPROVED = replace(RANKED, ballot=BallotKind.APPROVAL, method="approval")


@pytest.mark.parametrize(
    ("round_", "marks", "ranking"),
    [
        (RANKED, "213", (("b",), ("a",), ("c",))),
        (RANKED, "2-1", (("c",), ("a",))),
        (RANKED, "--1", (("c",),)),
        (RANKED, "1 3 -", (("a",), ("b",))),  # the gap closes up: the order is clear
        (RANKED, "10,2、1", (("c",), ("b",), ("a",))),
        (EQUAL, "112", (("a", "b"), ("c",))),
        (APPROVED, "x-1", (("a", "c"),)),
        (APPROVED, "-V-", (("b",),)),
    ],
)
def test_what_is_in_the_boxes_is_the_ballot(round_: Round, marks: str, ranking: tuple[tuple[str, ...], ...]):
    """Box by box from top to bottom, with or without commas."""
    assert read_marks(marks, round_, KEYS) == Reading(ranking)


@pytest.mark.parametrize(
    ("marks", "answer"), [("y", "yes"), ("N", "no"), ("a", "abstain"), ("1", "yes"), ("3", "abstain")]
)
def test_a_yes_or_no_is_one_key(marks: str, answer: str):
    """By its letter or by the place of its box."""
    assert read_marks(marks, YES_NO, CHOICES) == Reading(((answer,),))


@pytest.mark.parametrize("round_", [RANKED, EQUAL, YES_NO, APPROVED], ids=["ranking", "equal", "yes or no", "approval"])
@pytest.mark.parametrize(
    ("marks", "reason"),
    [
        ("b", Invalid.BLANK), ("---", Invalid.BLANK), ("u", Invalid.UNREADABLE), ("?", Invalid.UNREADABLE),
        ("w", Invalid.WRONG_FORM), ("o torn in two", Invalid.OTHER),
    ],
)  # fmt: skip
def test_an_invalid_sheet_has_its_reason_and_says_nothing(round_: Round, marks: str, reason: Invalid):
    """Of every kind of ballot; none of them is an abstention or a blank ballot in the box."""
    reading = read_marks(marks, round_, CHOICES if round_ is YES_NO else KEYS)
    assert (reading.invalid, reading.ranking) == (reason, ())
    assert reading.words == ("torn in two" if reason is Invalid.OTHER else "")


@pytest.mark.parametrize(("round_", "marks"), [(RANKED, "112"), (RANKED, "2 2 2"), (YES_NO, "yn"), (YES_NO, "12")])
def test_a_rank_or_mark_given_twice_is_found_by_itself(round_: Round, marks: str):
    """The person who types need not judge: what is on the paper is typed, and the rule says that it is invalid."""
    assert read_marks(marks, round_, KEYS).invalid is Invalid.REPEATED


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("", "bad_line"), ("17", "bad_line"), ("17 o", "bad_line"), ("x 213", "bad_number"), ("0 213", "bad_number"),
        ("-3 213", "bad_number"), ("99999999 213", "bad_number"), ("17 21", "bad_boxes"), ("17 2131", "bad_boxes"),
        ("17 2z3", "bad_box"), ("17 1,2,4444", "bad_box"), ("17 <b>", "bad_box"),
    ],
)  # fmt: skip
def test_a_slip_of_the_keyboard_is_no_fault_of_the_ballot(line: str, code: str):
    """Nothing is taken for invalid because somebody mistyped: the line is refused and typed again."""
    with pytest.raises(Refusals) as refused:
        read_line(line, RANKED, KEYS)
    assert refused.value.code == code


def test_a_chinese_keyboard_types_the_same():
    """Full-width figures and spaces, as an input method leaves them, are read as their plain ones."""
    assert read_line("００１７　２１３", RANKED, KEYS) == (17, Reading((("b",), ("a",), ("c",))))


@given(st.permutations(range(1, 13)), st.sets(st.integers(0, 11)), st.integers(1, 9_999_999))
def test_every_order_that_can_be_written_is_read_as_it_is_meant(ranks: list[int], empty: set[int], number: int):
    """Of twelve options, any of them left empty: best first, as the phone would have sent it."""
    keys = [f"option-{i}" for i in range(12)]
    boxes = ["-" if i in empty else str(rank) for i, rank in enumerate(ranks)]
    meant = [keys[i] for i in sorted(range(12), key=ranks.__getitem__) if i not in empty]
    found, reading = read_line(f"{number} {','.join(boxes)}", RANKED, keys)
    assert found == number
    if not meant:
        assert reading.invalid is Invalid.BLANK
    else:
        assert reading.ranking == parse_ranking([[key] for key in meant], options=keys)


@given(st.text(max_size=40))
def test_whatever_is_typed_is_read_or_refused(typed: str):
    """Nothing that a keyboard can make ends otherwise, and what is read is a ballot of the round or has a reason."""
    try:
        _, reading = read_line(f"1 {typed}", RANKED, KEYS)
    except Refusals:
        return
    assert (reading.invalid is None) == bool(reading.ranking)
    assert set(itertools.chain(*reading.ranking)) <= set(KEYS)


@pytest.mark.parametrize("reading", [Reading((("a", "b"), ("c",))), Reading(invalid=Invalid.OTHER, words="torn")])
def test_a_reading_comes_back_from_its_json(reading: Reading):
    """As the store keeps it."""
    decoded = {"ranking": [list(r) for r in reading.ranking], "invalid": reading.invalid, "words": reading.words}
    assert built(decoded) == reading
