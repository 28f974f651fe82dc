"""A yes or no is the ranking of exactly one of its three options; other rounds take what their method takes."""

from __future__ import annotations

from typing import Any

import pytest

from planning.errors import Refusals
from planning.options.ballot_kinds import parse_ballot
from planning.options.round import CHOICES, BallotKind, Round
from planning.wording import Words


def round_of(**fields: Any) -> Round:
    """A round with these rules."""
    return Round("r", "c", Words("题"), Words("问"), **fields)


@pytest.mark.parametrize("choice", CHOICES)
def test_one_choice_is_a_ballot(choice: str):
    """Yes, no, or abstain."""
    yes_no = round_of(ballot=BallotKind.YES_NO, method="plurality")
    assert parse_ballot([[choice]], yes_no, options=CHOICES) == ((choice,),)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ([], "one_choice"), ([["yes"], ["no"]], "one_choice"), ([["yes", "no"]], "equal_ranks"),
        ([["perhaps"]], "unknown_option"), ([["yes"], ["yes"]], "duplicate_option"), ("yes", "bad_ranking"),
        ([[]], "empty_rank"), (None, "bad_ranking"),
    ],
)  # fmt: skip
def test_everything_else_is_refused_and_never_an_abstention(raw: object, code: str):
    """Nothing sent is not abstaining, and two choices are none."""
    yes_no = round_of(ballot=BallotKind.YES_NO, method="plurality")
    with pytest.raises(Refusals) as refused:
        parse_ballot(raw, yes_no, options=CHOICES)
    assert refused.value.code == code


def test_rankings_stay_as_they_were():
    """Blank and partial ones, and equal ranks where the method takes them."""
    assert parse_ballot([], round_of(), options=["a", "b"]) == ()
    assert parse_ballot([["a", "b"]], round_of(method="borda"), options=["a", "b"]) == (("a", "b"),)
    with pytest.raises(Refusals) as refused:
        parse_ballot([["a", "b"]], round_of(method="irv"), options=["a", "b"])
    assert refused.value.code == "equal_ranks"


@pytest.mark.parametrize(
    ("raw", "kept"), [([["a", "c"]], (("a", "c"),)), ([["b"]], (("b",),)), ([], ())], ids=["two", "one", "blank"]
)
def test_an_approval_ballot_is_one_rank(raw: object, kept: object):
    """All that one could accept; nothing marked is a blank ballot."""
    approvals = round_of(ballot=BallotKind.APPROVAL, method="approval")
    assert parse_ballot(raw, approvals, options=["a", "b", "c"]) == kept


def test_an_approval_ballot_has_no_order():
    """An option above another one is not what was asked."""
    approvals = round_of(ballot=BallotKind.APPROVAL, method="approval")
    with pytest.raises(Refusals) as refused:
        parse_ballot([["a"], ["b"]], approvals, options=["a", "b", "c"])
    assert refused.value.code == "one_rank"
