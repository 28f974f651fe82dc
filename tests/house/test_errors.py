"""Refusals: a code for machines, a sentence for people, everything at once."""

from __future__ import annotations

import pytest

from planning.errors import Problem, Refusal, Refusals


def test_a_refusal_says_its_sentence():
    """Placeholders are filled; the key of the translation stays."""
    refused = Refusal("too_far", "That is {metres} m away.", where="pin", metres=12)
    (problem,) = refused.problems
    assert (str(refused), refused.code, problem.where) == ("That is 12 m away.", "too_far", "pin")
    assert problem.message == "That is {metres} m away."


def test_all_problems_come_at_once():
    """The first one gives the code."""
    refused = Refusals([Problem("a", "First."), Problem("b", "Second.", where=3)])
    assert (refused.code, str(refused)) == ("a", "First.; Second.")


def test_a_refusal_has_a_reason():
    """Refusing for nothing is a fault of the program."""
    with pytest.raises(ValueError, match="at least one"):
        Refusals([])
