"""How sure a result is: other methods, spoilers, the rule for unranked options, and one sentence for each."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planning.i18n import translator
from planning.options.counting.irv import irv
from planning.options.counting.methods import METHODS, RANKED, count
from planning.options.counting.profile import Profile, Unranked
from planning.options.counting.ties import STANDS
from planning.options.outcome import Outcome, explain
from planning.options.sensitivity.spoilers import winners_without, without_option
from planning.options.sensitivity.telling import how_sure
from planning.wording import Words
from tests.options.profiles import profile

TITLES = {
    "a": Words("大红紫薇", "Red crape myrtle"),
    "b": Words("蓝花楹", "Jacaranda"),
    "c": Words("女贞", "Privet"),
    "d": Words("香樟", "Camphor"),
}
SPOILED = profile("abcd", "42 a", "26 b>c>d", "15 c>d>b", "17 d>c>b")


def told(outcome: Outcome, language: str = "en") -> str:
    """The sentences as a reader gets them."""
    return translator(language).sentences(how_sure(outcome, TITLES))


rows = st.lists(
    st.tuples(st.permutations("abcd"), st.integers(1, 4)).map(lambda drawn: drawn[0][: drawn[1]]),
    min_size=1,
    max_size=8,
)


@settings(deadline=None)
@given(rows, st.sampled_from("abcd"), st.sampled_from(sorted(RANKED)), st.booleans())
def test_without_an_option_is_as_if_it_was_never_there(cast: list[list[str]], option: str, method: str, columns: bool):
    """Made from steps, the profile without an option counts as the one whose ballots had it struck."""
    grouped = Profile.grouped("abcd", [(tuple((o,) for o in row), 1) for row in cast])
    made = Profile.from_rows("abcd", cast) if columns else grouped
    struck, expected = without_option(made, option), grouped.without([option])
    assert count(method, struck) == count(method, expected)
    assert (struck.groups, struck.steps, struck.weight) == (expected.groups, expected.steps, expected.weight)
    assert struck.without("b").groups == expected.without("b").groups


def test_several_may_leave_a_struck_profile_at_once():
    """Their transfers are asked of the struck ballots."""
    made = profile("abcde", "9 a", "8 e>b", "1 e>c>d>b", "1 d>c>a")
    assert irv(without_option(made, "e")) == irv(made.without("e"))
    assert irv(without_option(made, "e")).stages[0].transfers == {"c": {"b": 1}, "d": {"a": 1}}


def test_a_spoiler_is_named():
    """Without Jacaranda, Privet would beat the red crape myrtle; without Privet nothing would change."""
    assert winners_without("irv", STANDS, SPOILED, ("d",)) == {"a": ("d",), "b": ("c",), "c": ("d",)}
    assert "Without Jacaranda, Privet would have won." in told(explain("irv", "stands", SPOILED))


def test_every_question_has_its_sentence():
    """The margin, the other methods and who wins by which, the spoilers; nothing of unranked options for a runoff."""
    said = told(explain("irv", "stands", SPOILED))
    assert said.startswith(
        "If ballots of a weight of 1, of 100 in all, had said something else, the result could have been another; with less it could not. "
        "Of 14 other methods that choose anybody, 0 come to the same result. "
    )
    assert "Privet would have won by: the Borda count, the Condorcet method, Copeland's method" in said
    assert "does not rank" not in said


def test_a_clear_result_is_said_to_be_clear():
    """Nothing changes it: few could, all methods agree, nobody spoils."""
    made = Profile.grouped("ab", [((("a",), ("b",)), 1)] * 30 + [((("b",), ("a",)), 1)] * 10)
    assert told(explain("copeland", "stands", made)) == (
        "If 10 of the 40 ballots had said something else, the result could have been another; with fewer it could not. "
        "All 14 other methods that choose anybody come to the same result. "
        "Without any one of the options that lost, the result would be the same."
    )


def test_the_rule_for_unranked_options_is_told_where_it_decides():
    """Copeland's method with short ballots: left out instead of tied last, another option wins, and the other way round."""
    made = profile("abc", "3 a", "2 c>b>a")
    left_out = replace(made, unranked=Unranked.LEFT_OUT)
    assert explain("copeland", "stands", made).sureness.by_other_rule == ("c",)
    assert "left out of the comparison instead, Privet would have won." in told(explain("copeland", "stands", made))
    assert explain("copeland", "stands", left_out).sureness.by_other_rule == ("a",)
    assert "tied last instead, Red crape myrtle would have won." in told(explain("copeland", "stands", left_out))
    whole = profile("abc", "3 a>b>c", "2 c>b>a")
    assert explain("copeland", "stands", whole).sureness.by_other_rule is None


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("method", RANKED)
@pytest.mark.parametrize(
    "made",
    [
        profile("ab", "1 b"), profile("a", "1 a"), profile("ab", "1 a", "1 b"), profile("abc", "1 a>b>c", "1 b>c>a", "1 c>a>b"),
        profile("abcd", "1/3 a", "0.5 b>a", "2"), profile("abcd", "2 b>a", "3 a"), SPOILED, profile("ab", "2"),
    ],
)  # fmt: skip
def test_every_result_can_be_told(language: str, method: str, made: Profile):
    """Ties, cycles, fractions, one option, no ballot: sentences without gaps, in Chinese without English words."""
    outcome = explain(method, "stands", made)
    said = told(outcome, language)
    assert said
    assert "{" not in said
    if language == "zh":
        assert not re.search(r"[A-Za-z]", said.replace("STAR", ""))
    assert set(outcome.sureness.by_method) <= {name for name in METHODS if METHODS[name].elects}


def test_nothing_is_worked_out_before_somebody_asks():
    """An outcome that is only read pays nothing; asked twice, it is worked out once."""
    outcome = explain("irv", "stands", SPOILED)
    assert "sureness" not in vars(outcome)
    assert outcome.sureness is outcome.sureness
