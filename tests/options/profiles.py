"""Readable profiles for tests: ``profile("abc", "3 a>b", "1/2 b=c", "2")``."""

from __future__ import annotations

from planning.options.ballot import Ranking
from planning.options.ballot_files.table import parse_written
from planning.options.counting.exact import Exact, parse_weight
from planning.options.counting.profile import Profile


def line(text: str) -> tuple[Ranking, Exact]:
    """A weight and a ranking, or a weight alone for blank ballots."""
    weight, _, ranking = text.partition(" ")
    return parse_written(ranking), parse_weight(weight)


def profile(options: str, *lines: str) -> Profile:
    """A profile of options with one letter each."""
    return Profile.grouped(options, [line(text) for text in lines])
