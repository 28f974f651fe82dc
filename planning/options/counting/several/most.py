"""The highest scores: approvals, mentions, points, points by place."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from planning.errors import N_
from planning.options.counting.exact import Exact, exact
from planning.options.counting.profile import Profile
from planning.options.counting.result import Result, nothing, places
from planning.options.counting.scores import Scores
from planning.options.counting.several.seats import approvals_of, check_seats, in_order
from planning.options.counting.ties import STANDS, Tie, TieRule
from planning.wording import Sentence

SEATS_LEFT = Sentence(N_("Fewer options are supported by anybody than there are seats: the other seats stay empty."))


def approval(profile: Profile, tie: TieRule = STANDS, *, seats: int = 1) -> Result:
    """The options that most ballots approve; a ballot approves any number of them, all at one rank.

    Nobody is elected whom nobody approves. Raises :class:`Refusal` (``several_ranks``, ``bad_seats``). Source:
    S. J. Brams and P. C. Fishburn, *Approval voting*, American Political Science Review, 1978.
    """
    check_seats(seats, profile.options)
    return by_most("approval", support(profile), seats, tie)


def support(profile: Profile) -> dict[str, Exact]:
    """Weight of the ballots that approve each option."""
    tallies: dict[str, Exact] = dict.fromkeys(profile.options, 0)
    for approved, weight in approvals_of(profile):
        for option in approved:
            tallies[option] += weight
    return {option: exact(tally) for option, tally in tallies.items()}


def mention_count(profile: Profile, tie: TieRule = STANDS, *, seats: int = 1) -> Result:
    """The options that most ballots name, at whatever rank.

    Raises :class:`Refusal` (``bad_seats``). Source: the ``votes`` column of Pabulib (D. Stolicki, S. Szufa and
    N. Talmon, *Pabulib: a participatory budgeting library*, 2020).
    """
    check_seats(seats, profile.options)
    named: dict[str, Exact] = dict.fromkeys(profile.options, 0)
    for ranking, weight in profile.groups.items():
        for rank in ranking:
            for option in rank:
                named[option] += weight
    return by_most("mention_count", {option: exact(tally) for option, tally in named.items()}, seats, tie)


def positional(profile: Profile, tie: TieRule = STANDS, *, seats: int = 1, longest: int | None = None) -> Result:
    """As many points for the first rank as options may be ranked, one less for each rank below; the most points win.

    Options of one rank share the average of the places they take together; who is not ranked has no points. Raises
    :class:`Refusal` (``bad_seats``). Source: the ``Borda`` scoring of Pabulib (Stolicki, Szufa and Talmon, 2020), as
    Kraków counts its participatory budget.

    :param longest: how many options a ballot may rank, all of them unless it is said; ranks below have no points.
    """
    check_seats(seats, profile.options)
    points: dict[str, Exact] = dict.fromkeys(profile.options, 0)
    longest = longest or len(profile.options)
    for ranking, weight in profile.groups.items():
        for option, worth in by_place(ranking, longest).items():
            points[option] += weight * worth
    return by_most("positional", {option: exact(number) for option, number in points.items()}, seats, tie)


def by_place(ranking: tuple[tuple[str, ...], ...], longest: int) -> dict[str, Exact]:
    """Points of the options on one ballot."""
    points: dict[str, Exact] = {}
    above = 0
    for rank in ranking:
        shared = sum(max(longest - place, 0) for place in range(above, above + len(rank)))
        points |= dict.fromkeys(rank, exact(Fraction(shared, len(rank))))
        above += len(rank)
    return points


def cumulative_points(scores: Scores, tie: TieRule = STANDS, *, seats: int = 1) -> Result:
    """The options with the most points; each ballot spreads its points as it likes.

    Raises :class:`Refusal` (``bad_seats``). Source: J. G. Marshall, *Minorities and majorities*, 1853; as Katowice
    counts its participatory budget.
    """
    check_seats(seats, scores.options)
    return by_most("cumulative_points", scores.totals, seats, tie)


def by_most(method: str, scores: Mapping[str, Exact], seats: int, rule: TieRule) -> Result:
    """Fill the seats from the highest score down; a tie for the last seats goes to the tie rule.

    An option without any support is not elected.
    """
    groups = places({option: score for option, score in scores.items() if score > 0})
    if not groups:
        return nothing(method)
    elected: list[str] = []
    ranking: list[tuple[str, ...]] = []
    winners: set[str] = set()
    ties: list[Tie] = []
    for group in groups:
        vacant = seats - len(elected)
        if 0 < vacant < len(group):
            sure, open_ = _drawn(group, vacant, rule)
            ties.append(Tie(None, group, rule.text, () if open_ else sure, "winning"))
            rest = tuple(option for option in group if option not in sure and option not in open_)
            ranking += [(option,) for option in sure]
            ranking += [part for part in (open_, rest) if part]
            winners |= {*sure, *open_}
            elected += group[:vacant]
            continue
        ranking.append(group)
        if vacant:
            winners |= set(group)
            elected += group
    nobody = tuple(option for option, score in scores.items() if score <= 0)
    ranking += [nobody] if nobody else []
    note = SEATS_LEFT if len(elected) < seats else None
    return Result(method, in_order(scores, winners), tuple(ranking), scores, ties=tuple(ties), note=note)


def _drawn(tied: tuple[str, ...], vacant: int, rule: TieRule) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who of the tied options is elected for sure, and between whom the tie stands."""
    sure: list[str] = []
    left = tied
    while len(sure) < vacant:
        best = rule.best(left)
        if len(best) > 1:
            return tuple(sure), best
        sure += best
        left = tuple(option for option in left if option not in best)
    return tuple(sure), ()
