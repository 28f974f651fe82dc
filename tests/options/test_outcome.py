"""An outcome explained: everything beside the announced count, and one paragraph in two languages."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from planning.errors import Refusals
from planning.i18n import translator
from planning.options.counting.methods import RANKED
from planning.options.counting.profile import Profile
from planning.options.outcome import BESIDE, Outcome, explain, paragraph
from planning.options.telling import decimal
from planning.wording import Words
from tests.options.profiles import profile

TITLES = {
    "a": Words("大红紫薇", "Red crape myrtle"),
    "b": Words("蓝花楹", "Jacaranda"),
    "c": Words("女贞", "Privet"),
    "d": Words("香樟", "Camphor"),
}
SPOILED = profile("abcd", "42 a", "26 b>c>d", "15 c>d>b", "17 d>c>b", "3", "2 a>a")


def told(outcome: Outcome, language: str = "en") -> str:
    """The paragraph as a reader gets it."""
    return translator(language).sentences(paragraph(outcome, TITLES))


def test_an_outcome_holds_what_a_board_asks():
    """The announced result, the other methods beside it, comparisons, ranks, and whether the methods agree."""
    outcome = explain("irv", "stands", SPOILED)
    assert outcome.winners == ("d",)
    assert list(outcome.results) == list(BESIDE)
    assert outcome.condorcet_winner == "c"
    assert outcome.results["borda"].scores["c"] == 42 * 1 + 26 * 2 + 15 * 3 + 17 * 2
    assert outcome.pairwise.prefer("d", "a") == 58
    assert outcome.standing["c"] == (15, 43, 0, 0, 42)
    assert set(outcome.differing) == {"borda", "plurality", "condorcet", "copeland"}
    assert not outcome.agrees


def test_the_paragraph_says_who_won_how_and_what_others_say():
    """One paragraph: winner, stage, margin, of how many; who led at first; who left; blank, invalid; the other methods."""
    assert told(explain("irv", "stands", SPOILED)) == (
        "Camphor wins at stage 3 of the instant runoff: it holds 58 of the 100 ballots still counting, more than half "
        "and 16 ahead of Red crape myrtle. At the first stage Red crape myrtle led with 42 of 100; Camphor had 17. "
        "Left out on the way, each time the option with the fewest ballots: Privet and Jacaranda. "
        "Blank ballots: 3 of 105. Invalid ballots, not counted: 2 of 105. "
        "No other method comes to the same result. By the Borda count, Privet would have won. "
        "By plurality, Red crape myrtle would have won. By the Condorcet method, Privet would have won. "
        "By Copeland's method, Privet would have won."
    )


def test_the_paragraph_is_chinese_for_chinese_readers():
    """The same in Chinese, without a word of English and without spaces between the sentences."""
    said = told(explain("irv", "stands", SPOILED), "zh")
    assert said.startswith(
        "香樟在排序复选的第 3 阶段胜出：仍计入的 100 张选票中，它得到 58 张，超过半数，比大红紫薇多 16 张。"
        "第一阶段领先的是大红紫薇，100 张选票中有 42 张；当时香樟有 17 张。"
    )
    assert "女贞和蓝花楹" in said
    assert not re.search(r"[A-Za-z]|\{|。 ", said)


def test_a_majority_at_the_first_stage_is_said_plainly():
    """No stages to tell: who, how many of how many, how far ahead, and that the methods agree."""
    assert told(explain("irv", "stands", profile("abc", "7 a>b", "2 b", "2 c>b"))) == (
        "Red crape myrtle wins at the first stage: 7 of 11 ballots put it first, more than half and 5 ahead of "
        "Jacaranda and Privet. All methods that choose anybody agree: the Borda count, plurality, the Condorcet method "
        "and Copeland's method come to the same result."
    )


def test_exhausted_ballots_are_told():
    """Ballots that ran out are named with their number of how many."""
    said = told(explain("irv", "stands", profile("abc", "5 a", "4 b", "2 c", "1 c>a")))
    assert "wins at stage 2 of the instant runoff: it holds 6 of the 10 ballots still counting" in said
    assert "Ballots that named none of the options left at the end (exhausted): 2 of 12." in said


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (
            "stands",
            "It is a tie: at stage 1, Jacaranda and Privet have the fewest ballots, equally many, and the announced rule",
        ),
        ("earlier", "Depending on who leaves, Red crape myrtle and Jacaranda can win."),
        ("order:a>b>c", "Jacaranda and Privet were tied with the fewest ballots; Privet left by the order announced"),
        ("seed:yulan", "Jacaranda and Privet were tied with the fewest ballots; Jacaranda left by the draw announced"),
    ],
)
def test_a_tie_is_told_as_a_tie(rule: str, sentence: str):
    """Whether it stands or was broken, and by which announced rule."""
    assert sentence in told(explain("irv", rule, profile("abc", "4 a", "3 b>a", "3 c>b")))


def test_an_earlier_stage_is_named_as_the_reason():
    """Who leaves by the rule "earlier" had fewer before."""
    said = told(explain("irv", "earlier", profile("abcd", "6 a", "5 b", "4 c>a", "1 d>c")))
    assert "Privet left, having had fewer at an earlier stage." in said


def test_a_tie_that_changes_nothing_has_a_winner():
    """A tie on the way does not make the result one."""
    said = told(explain("irv", "stands", profile("abc", "4 a>b", "2 b>a", "2 c>a")))
    assert said.startswith(
        "Red crape myrtle wins. At stage 1, Jacaranda and Privet are tied with the fewest ballots, and Red crape myrtle "
        "wins whichever of them leaves."
    )
    together = told(explain("irv", "stands", profile("abcd", "9 a", "8 b", "1 c>b", "1 d>b")))
    assert "Privet and Camphor were tied with the fewest ballots and left together" in together


@pytest.mark.parametrize(
    ("ballots", "sentence"),
    [
        ((), "No ballot was received, so nothing was chosen."),
        (("4",), "Every ballot is blank (4 in all), so nothing was chosen."),
        (("2 a>a",), "No ballot could be counted, so nothing was chosen. Invalid ballots, not counted: 2 of 2."),
    ],
)
@pytest.mark.parametrize("method", RANKED)
def test_nothing_chosen_is_said(method: str, ballots: tuple[str, ...], sentence: str):
    """No ballots, all blank, none valid: the paragraph says so and nothing else."""
    outcome = explain(method, "stands", profile("ab", *ballots))
    assert outcome.winners == ()
    assert told(outcome) == sentence


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("method", RANKED)
@pytest.mark.parametrize("rule", ["stands", "earlier", "order:a", "seed:x"])
@pytest.mark.parametrize(
    "made",
    [
        profile("ab", "1 b"),
        profile("a", "1 a"),
        profile("ab", "1 a", "1 b"),
        profile("abc", "1 a>b>c", "1 b>c>a", "1 c>a>b"),
        profile("abcd", "1/3 a", "0.5 b>a", "2"),
        SPOILED,
    ],
)
def test_every_outcome_can_be_told(language: str, method: str, rule: str, made: Profile):
    """One ballot, one option, ties, cycles, fractions: by every method and rule there is a paragraph without gaps."""
    outcome = explain(method, rule, made)
    said = told(outcome, language)
    assert all(TITLES[winner][language] in said for winner in outcome.winners)
    assert "{" not in said
    assert ("tie" in said or "平局" in said) or len(outcome.winners) < 2


def test_an_announced_order_may_name_what_was_withdrawn_since():
    """A rule announced before a withdrawal stays valid; the struck option is passed over."""
    made = profile("abc", "1 c>a", "1 b").without("c")
    assert explain("irv", "order:c>b>a", made).winners == ("b",)


def test_scores_are_told_with_their_margin():
    """Each method of scores says how much of how many, and how far ahead."""
    made = profile("abc", "4 a>b>c", "3 b>c", "2 c>b")
    assert told(explain("plurality", "stands", made)).startswith(
        "Red crape myrtle wins with 4 of 9 first places, 1 ahead of Jacaranda."
    )
    assert told(explain("borda", "stands", made)).startswith(
        "Jacaranda wins the Borda count with 12 of at most 18 points, 4 ahead of Red crape myrtle."
    )
    assert told(explain("copeland", "stands", made)).startswith(
        "Jacaranda wins: of 2 comparisons with another option it wins 2 and loses 0."
    )
    assert "Closest was Red crape myrtle, with 5 against 4." in told(explain("condorcet", "stands", made))
    ordered = told(explain("plurality", "order:b>a", profile("ab", "1 a", "1 b")))
    assert "Red crape myrtle and Jacaranda were tied for the first place; Jacaranda wins by the order" in ordered


def test_equal_ranks_leave_runoff_out_and_stop_an_announced_one():
    """Beside another method the runoff is skipped with its reason; as the announced one it is refused."""
    made = profile("abc", "3 a=b", "1 c")
    assert "irv" not in explain("borda", "stands", made).results
    assert "equally" in str(explain("borda", "stands", made).skipped["irv"])
    with pytest.raises(Refusals):
        explain("irv", "stands", made)


@pytest.mark.parametrize(
    ("number", "text"),
    [(3, "3"), (Fraction(5, 2), "2.5"), (Fraction(-1, 8), "-0.125"), (Fraction(1, 3), "1/3"), (Fraction(4, 2), "2")],
)
def test_a_number_is_written_as_people_read_it(number: Fraction, text: str):
    """Short decimals where they are exact, else the fraction: never a rounded one."""
    assert decimal(number) == text
