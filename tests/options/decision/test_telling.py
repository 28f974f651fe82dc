"""Decisions in sentences, in both languages; and beside a ranked round."""

from __future__ import annotations

import json

import pytest

from planning.i18n import translator
from planning.options.counting.profile import Profile
from planning.options.decision.deciding import Decision
from planning.options.decision.joining import Gate, Ratification
from planning.options.decision.reading import parse_rule
from planning.options.decision.telling import ADVISORY, PRE_CHECK, reasons, rule_told
from planning.options.outcome import Outcome, explain
from planning.wording import Words
from tests.options.decision.rules import ROLL, decided

TITLES = {"a": Words("香樟", "Camphor"), "b": Words("银杏", "Ginkgo")}
REPLACE = Words("要不要换树？", "Replace at all?")


def said(decision: Decision, language: str) -> str:
    """The whole paragraph."""
    return translator(language).sentences(reasons(decision))


def ranked(*counts: int) -> Outcome:
    """A plurality of a against b."""
    return explain("plurality", "stands", Profile.grouped("ab", zip([(("a",),), (("b",),)], counts, strict=True)))


YES = decided({"preset": "simple_majority"}, ("yes", 2, 0), ("no", 1, 0))
NO = decided({"preset": "simple_majority"}, ("yes", 1, 0), ("no", 1, 0))


def test_a_decision_tells_every_figure():
    """What took part, what consented, what was asked, which matter it was set to be, and what it is not."""
    rule = {"preset": "civil_code_278", "matter": 9, "roll": ROLL}
    english = said(decided(rule, ("yes", 120, 9000), ("no", 79, 7000), ("abstain", 1, 0)), "en")
    assert english.startswith("Accepted. This is a check before an owners' vote.")
    assert "Participation by heads is enough: 200 of 300, where at least 2/3 is asked (200)." in english
    assert "Consent by area is enough: 9000 m² of 16000 m² (those taking part, abstentions among them)" in english
    assert "a lawyer should confirm it" in english
    chinese = said(decided(rule, ("yes", 120, 9000), ("no", 79, 7000)), "zh")
    assert chinese.startswith("未通过。")
    assert "按人数，参与不足：300 中的 199" in chinese


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_result_calls_itself_a_vote_under_the_law(language: str):
    """Advice says that it is advice, a check that it is a check, whatever came out."""
    t = translator(language)
    assert t.sentence(ADVISORY) in said(YES, language)
    assert t.sentence(PRE_CHECK) in said(decided({"preset": "civil_code_278", "roll": ROLL}), language)


def test_groups_that_do_not_accept_are_named():
    """So that everybody sees where consent is missing."""
    rule = {
        "consent": [{"by": "heads", "more_than": "1/2"}],
        "groups": {"level": "building", "rolls": {"1": {}, "2": {}}},
    }
    english = said(decided(rule, ("yes", 3, 0, "1"), ("no", 1, 0, "2")), "en")
    assert "Not enough of the buildings accept: 1 of 2, where at least 1 is asked." in english
    assert "Those that do not accept: 2." in english


def test_a_rule_is_told_before_anybody_votes():
    """With what an abstention is, and how owners of several units are counted."""
    told = translator("en").sentences(rule_told(decided({"preset": "civil_code_278", "roll": ROLL}).rule))
    assert "By area, at least 2/3 of the whole roll must take part." in told
    assert "An abstention is not consent." in told
    assert "counts once by head, with all areas" in told
    assert "may tell how somebody voted" not in told


@pytest.mark.parametrize(("level", "named"), [("unit", "units"), ("building", "buildings"), ("estate", "estates")])
def test_a_rule_by_groups_warns_of_small_ones(level: str, named: str):
    """A stairwell with one owner decides by that owner's vote: voters read it before they vote."""
    rule = {"preset": "civil_code_278", "groups": {"level": level}}
    told = translator("en").sentences(rule_told(parse_rule(json.dumps(rule))[0]))
    assert f"Each of the {named} must accept by itself." in told
    assert f"Where few vote in one of the {named}, its result may tell how somebody voted." in told


@pytest.mark.parametrize(
    ("decision", "outcome", "winners", "words"),
    [
        (YES, ranked(2, 1), ("a",), "was accepted, and Camphor was chosen."),
        (YES, ranked(1, 1), ("a", "b"), "a tie between Camphor and Ginkgo."),
        (YES, None, (), "nothing has been chosen after it yet."),
        (NO, ranked(2, 1), (), "was not accepted: what was ranked after it stays without effect."),
    ],
)
def test_a_gate_lets_a_ranked_round_count_or_not(
    decision: Decision, outcome: Outcome | None, winners: tuple[str, ...], words: str
):
    """Whatever was ranked, without consent to change anything nothing is chosen."""
    gate = Gate(REPLACE, decision, outcome)
    assert (gate.is_open, gate.winners) == (decision.accepted, winners)
    assert words in translator("en").sentences(gate.told(TITLES))


@pytest.mark.parametrize(
    ("outcome", "decision", "ratified", "words"),
    [
        (ranked(2, 1), YES, True, "Camphor won and was ratified."),
        (ranked(2, 1), NO, False, "Camphor won, and was not ratified."),
        (ranked(2, 1), None, False, "has not been put to a yes or no yet"),
        (ranked(1, 1), YES, False, "nothing to ratify yet"),
    ],
)
def test_a_winner_is_ratified_or_not(outcome: Outcome, decision: Decision | None, words: str, *, ratified: bool):
    """A tie is resolved first; then a yes or no decides whether it is done."""
    ratification = Ratification(outcome, decision)
    assert ratification.is_ratified is ratified
    assert words in translator("en").sentences(ratification.told(TITLES))
