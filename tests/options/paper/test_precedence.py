"""Two ballots of one voter: the whole table, for every rule and every order in which they can come."""

from __future__ import annotations

import pytest

from planning.options.paper.precedence import HandedIn, PaperRule, at_the_table, needs_number, phone_may_follow
from planning.options.paper.telling import paper_told


@pytest.mark.parametrize(
    ("rule", "nothing_before", "phone_before", "phone_after"),
    [
        (PaperRule.FIRST_RECEIVED, HandedIn.COUNTS, HandedIn.ASIDE, False),
        (PaperRule.PHONE_FIRST, HandedIn.COUNTS, HandedIn.ASIDE, True),
        (PaperRule.PAPER_FIRST, HandedIn.COUNTS, HandedIn.REPLACES, False),
    ],
)
def test_what_becomes_of_a_sheet_and_of_a_phone_ballot_after_it(
    rule: PaperRule, nothing_before: HandedIn, phone_before: HandedIn, *, phone_after: bool
):
    """A sheet counts, is kept aside or replaces; a phone ballot after it is received under one rule only."""
    assert at_the_table(rule, phone_before=False) is nothing_before
    assert at_the_table(rule, phone_before=True) is phone_before
    assert phone_may_follow(rule) is phone_after


@pytest.mark.parametrize("rule", PaperRule)
def test_a_number_is_noted_only_where_the_sheet_must_be_found_again(rule: PaperRule):
    """A later phone ballot may put it aside, or a floor area goes with it; else nothing leads to a sheet."""
    assert needs_number(rule, decides=False) is (rule is PaperRule.PHONE_FIRST)
    assert needs_number(rule, decides=True) is (rule is not PaperRule.NONE)


@pytest.mark.parametrize("rule", PaperRule)
def test_voters_are_told_the_rule(rule: PaperRule):
    """One sentence of its own for each rule, none where no paper is taken."""
    told = {one: paper_told(one, open_to_all=False) for one in PaperRule}
    assert len(told[rule]) == (rule is not PaperRule.NONE)
    assert sum(said == told[rule] for said in told.values()) == 1
