"""A score ballot 评分选票: points from nought to an announced most for each option, kept as a graded ranking.

The first rank holds what was given the most points, the last what was given nought; ranks may be empty. So one box, one
commitment and one form of paper serve all kinds of ballots. A ballot without any points is blank: no rank at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from planning.errors import N_, Problem, Refusals
from planning.options.ballot import Ranking, quoted

FEWEST_POINTS, MOST_POINTS = 1, 10
"""Bounds of the most points that a round may announce for an option."""


class Unscored(StrEnum):
    """What a round announces for options that a ballot gives no points: they have nought, or the ballot is refused."""

    NOUGHT = "nought"
    REFUSED = "refused"


def parse_scores(raw: object, *, options: Sequence[str], most: int, unscored: Unscored = Unscored.NOUGHT) -> Ranking:
    """A checked score ballot from raw input such as ``{"a": 5, "b": 0}``; an empty object is a blank ballot.

    Raises :class:`Refusals` with everything that is wrong: ``bad_scores``, ``too_many_scores``, ``unknown_option``,
    ``bad_score``, ``unscored_option``. The work is bounded by the number of options, however much was sent.

    :param most: the most points that an option may be given; the fewest are 0.
    """
    if not isinstance(raw, Mapping):
        raise Refusals([Problem("bad_scores", N_("The ballot holds no points: load the page again and give points to the options."), {}, "scores")])  # fmt: skip
    if len(raw) > len(options):
        raise Refusals([Problem("too_many_scores", N_("There are only {most} options: give points to each of them once."), {"most": len(options)}, "scores")])  # fmt: skip
    problems: list[Problem] = []
    for option, points in raw.items():
        if not isinstance(option, str) or option not in options:
            problems.append(Problem("unknown_option", N_("“{option}” is not an option of this round: load the page again and choose from its options."), {"option": quoted(option)}, "scores"))  # fmt: skip
        elif isinstance(points, bool) or not isinstance(points, int) or not 0 <= points <= most:
            problems.append(Problem("bad_score", N_("“{points}” cannot be given to “{option}”: give whole points from 0 to {most}."), {"points": quoted(points), "option": option, "most": most}, "scores"))  # fmt: skip
    if raw and unscored is Unscored.REFUSED:
        said = N_("“{option}” has no points yet: give it some, 0 among them, or give none to any option for a blank ballot.")  # fmt: skip
        missing = (option for option in options if option not in raw)
        problems += [Problem("unscored_option", said, {"option": option}, "scores") for option in missing]
    if problems:
        raise Refusals(problems)
    return graded({str(option): points for option, points in raw.items()}, most)


def graded(scores: Mapping[str, int], most: int) -> Ranking:
    """Points as a graded ranking; options of equal points in the order of their keys."""
    if not scores:
        return ()
    return tuple(tuple(sorted(o for o, given in scores.items() if given == points)) for points in range(most, -1, -1))


def scores_of(ranking: Ranking, most: int) -> dict[str, int]:
    """The points that a graded ranking holds, by option in the order of their keys."""
    return dict(sorted((option, most - place) for place, rank in enumerate(ranking) for option in rank))


def written_scores(ranking: Ranking, most: int) -> str:
    """The points as ``jieyi count`` reads them: ``a=5;b=0``, nothing for a blank ballot."""
    return ";".join(f"{option}={points}" for option, points in scores_of(ranking, most).items())


def read_scores(text: str, most: int) -> Ranking:
    """A graded ranking from that text; raises ``ValueError`` for what is none."""
    found = {option: int(points) for option, _, points in (part.partition("=") for part in text.split(";") if part)}
    ranking = graded(found, most)
    if written_scores(ranking, most) != text:
        raise ValueError(text[:40])
    return ranking
