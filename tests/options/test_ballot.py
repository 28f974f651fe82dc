"""Rankings as phones send them, good and hostile (row 10 of the hostile inputs)."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planning.errors import Refusals
from planning.options.ballot import Ballot, Channel, fault_of, parse_ranking, without
from planning.options.round import Round
from planning.site import new_id
from planning.store import add, get
from planning.web.house import House
from planning.wording import Words
from tests.makers import community

ABC = ("a", "b", "c")


def codes(raw: object, **rules: Any) -> list[tuple[str, object]]:
    """Codes and places of all problems of a raw ranking."""
    with pytest.raises(Refusals) as refused:
        parse_ranking(raw, options=ABC, **rules)
    return [(problem.code, problem.where) for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("raw", "ranking"),
    [
        ([["a"], ["b", "c"]], (("a",), ("b", "c"))),
        ([["c"]], (("c",),)),
        ([["b"], ["a"], ["c"]], (("b",), ("a",), ("c",))),
        ([], ()),
    ],
)
def test_a_ranking_is_read_as_it_was_meant(raw: list[list[str]], ranking: object):
    """Full, partial and blank rankings are welcome, and equal ranks where they are allowed."""
    assert parse_ranking(raw, options=ABC) == ranking


@pytest.mark.parametrize("raw", [None, True, 0, -1, 1.5, "a>b", {"a": 1, "b": 1_000_000_000}, {"ranking": [["a"]]}])
def test_what_is_no_list_is_no_ranking(raw: object):
    """A missing ranking, a number, a text or a table of rank numbers up to a billion is refused whole."""
    assert codes(raw) == [("bad_ranking", None)]


@pytest.mark.parametrize(
    ("raw", "problems"),
    [
        ([["a"], ["a"]], [("duplicate_option", 2)]),
        ([["a", "a"]], [("duplicate_option", 1)]),
        ([["a"], []], [("empty_rank", 2)]),
        ([["a"], "b"], [("bad_rank", 2)]),
        ([["a"], 2], [("bad_rank", 2)]),
        ([["a"], None], [("bad_rank", 2)]),
        ([["a"], {"b": 1}], [("bad_rank", 2)]),
        ([["d"]], [("unknown_option", 1)]),
        ([["A"]], [("unknown_option", 1)]),
        ([[True]], [("unknown_option", 1)]),
        ([[-1]], [("unknown_option", 1)]),
        ([[10**5000]], [("unknown_option", 1)]),
        ([[None]], [("unknown_option", 1)]),
        ([[["a"]]], [("unknown_option", 1)]),
        ([["a\u202e"]], [("unknown_option", 1)]),
        ([["x" * 10_000_000]], [("unknown_option", 1)]),
        ([["a"], ["b"], ["c"], ["a"]], [("too_many_ranks", None)]),
        ([["a", "b", "c", "a"]], [("too_many_ranks", 1)]),
    ],
)
def test_a_hostile_ranking_is_refused(raw: object, problems: list[tuple[str, object]]):
    """Duplicates, strangers, empty and odd ranks: each is named with its place."""
    assert codes(raw) == problems


def test_all_faults_are_told_at_once():
    """One answer names everything that is wrong, so that nobody mends a ballot four times."""
    assert codes([["a", "z"], [], ["a"], ["b"]]) == [
        ("too_many_ranks", None),
        ("unknown_option", 1),
        ("empty_rank", 2),
        ("duplicate_option", 3),
    ]


def test_equal_ranks_are_refused_where_a_round_wants_none():
    """An instant-runoff round asks for one option at each rank and says which rank holds more."""
    assert codes([["a"], ["b", "c"]], allow_equal=False) == [("equal_ranks", 2)]


def test_a_billion_ranks_cost_nothing():
    """A list that claims 10^9 entries is refused by its length; its entries are never walked."""

    class Endless(list[Any]):
        def __len__(self) -> int:
            return 10**9

        def __getitem__(self, at: Any) -> Any:
            assert at < len(ABC), "walked beyond the number of options"
            return ["a"]

        def __iter__(self) -> Any:
            raise AssertionError("walked")

    assert ("too_many_ranks", None) in codes(Endless())
    assert ("too_many_ranks", 1) in codes([Endless()])


def test_a_fault_quotes_little_and_hides_nothing():
    """The sentence shows at most 40 characters of what was sent, without marks that turn the text around."""
    with pytest.raises(Refusals) as refused:
        parse_ranking([["\u202e" + "x" * 500]], options=ABC)
    sentence = str(refused.value)
    assert "\u202e" not in sentence
    assert "x" * 39 in sentence
    assert "x" * 41 not in sentence


@settings(deadline=None)  # a busy machine is no failure
@given(
    st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(ABC), st.lists)
)
def test_any_json_is_read_or_refused(raw: object):
    """Whatever JSON comes, the answer is a sound ranking or a refusal, never another error."""
    try:
        ranking = parse_ranking(raw, options=ABC)
    except Refusals:
        return  # any other error fails the test
    assert ranking == () or fault_of(ranking, frozenset(ABC)) is None
    assert json.loads(json.dumps(ranking)) == raw


def test_withdrawn_options_are_struck_and_ranks_close_up():
    """After a withdrawal the ballot says what it says about the others."""
    assert without((("a",), ("b", "c"), ("d",)), frozenset("ab")) == (("c",), ("d",))
    assert without((("a",),), frozenset("a")) == ()


@pytest.mark.parametrize("weight", [Fraction(1), Fraction(1, 3), Fraction(10**30, 7)])
def test_a_ballot_is_kept_as_it_is(house: House, weight: Fraction):
    """A ballot that is saved and loaded is equal, its weight exact and its ranking made of tuples again."""
    place = community(house)
    with house.database.writing() as session:
        round_ = add(session, Round(new_id(), place.id, Words("树种", "Species"), Words("")))
        ballot = Ballot(new_id(), place.id, round_.id, (("a",), ("b", "c")), weight, Channel.PAPER)
        add(session, ballot)
    with house.database.reading() as session:
        assert get(session, Ballot, ballot.id) == ballot
