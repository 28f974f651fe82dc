"""Choices that are called the same are told apart."""

from __future__ import annotations

import pytest

from planning.wording import told_apart


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["a", "b"], ["a", "b"]),
        (["a", "a", "a"], ["a", "a (2)", "a (3)"]),
        (["a", "a (2)", "a"], ["a", "a (2)", "a (2) (2)"]),
        ([], []),
    ],
)
def test_equal_names_get_a_number(names: list[str], told: list[str]):
    """The first keeps its name; nobody's own number is taken."""
    assert list(told_apart({str(i): name for i, name in enumerate(names)}).values()) == told
