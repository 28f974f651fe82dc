"""What a phone sends, read as the kind of ballot that its round announced. Every kind is kept as a ranking.

A yes or no is the ranking of one of the options ``yes``, ``no`` and ``abstain``; an approval ballot and one on a budget
is one rank that holds all options that are marked; a score ballot is graded (:mod:`planning.options.score_ballot`). So one
route, one box and one form of file serve all kinds.
"""

from __future__ import annotations

from collections.abc import Sequence

from planning.errors import N_, Refusal
from planning.options.ballot import Ranking, parse_ranking
from planning.options.round import ONE_RANK, BallotKind, Round
from planning.options.score_ballot import parse_scores

ONE_AT_EACH_RANK = frozenset({"irv", "plurality", "stv_scottish", "stv_wigm"})
"""Methods that take no options of equal rank."""


def parse_ballot(raw: object, round_: Round, *, options: Sequence[str]) -> Ranking:
    """A checked ballot; raises :class:`Refusals` with everything that is wrong, as :func:`parse_ranking` does.

    A score ballot comes as ``{"a": 5, "b": 0}`` (:func:`parse_scores`), all others as ``[["a"], ["b", "c"]]``. A yes or no chooses exactly one (``one_choice``): who wants neither abstains, and nothing sent is no abstention. An
    approval ballot has one rank at most (``one_rank``); without any it is blank.
    """
    if round_.ballot is BallotKind.SCORE:
        return parse_scores(raw, options=options, most=round_.most_points, unscored=round_.unscored)
    ranking = parse_ranking(raw, options=options, allow_equal=round_.method not in ONE_AT_EACH_RANK)
    if round_.ballot in ONE_RANK and len(ranking) > 1:
        raise Refusal("one_rank", N_("Mark every option that you could accept: this round has no order among them."), where="ranking")  # fmt: skip
    if round_.ballot is BallotKind.YES_NO and len(ranking) != 1:
        raise Refusal("one_choice", N_("Choose one: yes, no, or abstain."), where="ranking")
    return ranking
