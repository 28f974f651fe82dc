"""Ballots as a file: it counts to the same, and tells nothing of persons."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from planning.options.ballot import Ranking
from planning.options.ballot_files import read
from planning.options.counting.profile import Profile
from planning.options.counting_rules import Counting
from planning.options.reading import BallotsOfRound
from planning.options.round import Round
from planning.reports.ballots import ballots_csv
from planning.wording import Words

ROUND = Round("r", "c", Words("树种"), Words("树种"))


def written(profile: Profile) -> str:
    """The file of such ballots."""
    return ballots_csv(BallotsOfRound(ROUND, Counting.of_rankings("irv", "stands", profile)))


RANKINGS = st.permutations("abcd").flatmap(
    lambda order: st.integers(0, 4).map(lambda n: tuple((o,) for o in order[:n]))
)


@given(st.lists(st.tuples(RANKINGS, st.integers(1, 30)), min_size=1))
def test_the_file_counts_to_the_same(rankings: list[tuple[Ranking, int]]):
    """Read back as `jieyi count` reads it, the file is the very profile that was counted."""
    profile = Profile.grouped("abcd", rankings)
    again = read("ballots.csv", written(profile).encode(), list("abcd")).profile
    assert again.groups == profile.groups
    assert again.blank == profile.blank


def test_the_order_of_rows_tells_nothing():
    """Equal ballots share a row, and rows stand by weight and by what they say, however the ballots came."""
    one = Profile.grouped("ab", [((("b",), ("a",)), 1), ((("a",),), 2), ((), 1)])
    other = Profile.grouped("ab", [((), 1), ((("a",),), 1), ((("b",), ("a",)), 1), ((("a",),), 1)])
    assert written(one) == written(other) == "weight,ranking\r\n2,a\r\n1,\r\n1,b>a\r\n"


def test_ballots_that_named_only_withdrawn_options_stay_as_blank_ones():
    """The weights of the file add up to the ballots that were cast."""
    profile = Profile.grouped("ab", [((("a",),), 3), ((("b",),), 2)]).without(["b"])
    assert written(profile) == "weight,ranking\r\n3,a\r\n2,\r\n"


def test_no_cell_is_a_formula():
    """Row 32: a key that a spreadsheet would run is disarmed."""
    profile = Profile.grouped(["=1+1", "@b"], [((("=1+1",), ("@b",)), 1), ((("@b",),), 1)])
    cells = [row[1] for row in csv.reader(io.StringIO(written(profile)))][1:]
    assert cells == ["'=1+1>@b", "'@b"]
