"""Every method against other people's libraries, on elections that nobody thought of.

What the libraries do differently is stated in docs/counting.md, and left out here by the way elections are made: each
has a ballot that ranks all options (votelib does not know options that no ballot names), at transferable votes every
option has a first place, committees are no larger than the number of options that anybody approves, and on budgets there
are only options that somebody supports (pabutools and abcvoting would fund and elect the others too).
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from planning.options.ballot import Ranking
from planning.options.counting.methods import count
from planning.options.counting.profile import Profile
from planning.options.counting.result import Result
from planning.options.counting.scores import Scores
from planning.options.counting.several.budget import BallotKind, BudgetVote, Purse
from tests.oracles.conftest import Ask

settings.register_profile("oracles", deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
on_random_elections = settings(settings.get_profile("oracles"))

LETTERS = "abcdef"
weights = st.integers(1, 4)
Cast = list[tuple[Ranking, int]]


def agree(result: Result, answers: dict[str, tuple[str, list[str]]], least: int = 2) -> None:
    """Our winners against each answer, and that there are enough answers; a library may give none to a tie."""
    ours = set(result.winners)
    assert len(answers) >= least or result.ties
    for library, (meant, found) in answers.items():
        theirs = set(found)
        if meant == "all" or (meant == "one" and not result.ties) or (meant == "wide" and len(theirs) == 1):
            assert ours == theirs, library
        elif meant == "wide":
            assert ours <= theirs, library
        else:
            assert theirs <= ours, library


def strict(options: str, *, complete: bool = False) -> st.SearchStrategy[Ranking]:
    """One option at each rank."""
    shortest = len(options) if complete else 1
    lengths = st.integers(shortest, len(options))
    return st.tuples(st.permutations(options), lengths).map(lambda said: tuple((o,) for o in said[0][: said[1]]))


def weak(options: str) -> st.SearchStrategy[Ranking]:
    """Ranks that may hold several."""

    def joined(said: tuple[Ranking, list[bool]]) -> Ranking:
        ranks: list[tuple[str, ...]] = []
        for rank, joins in zip(*said, strict=False):
            if ranks and joins:
                ranks[-1] += rank
            else:
                ranks.append(rank)
        return tuple(ranks)

    return st.tuples(strict(options), st.lists(st.booleans(), min_size=6, max_size=6)).map(joined)


@st.composite
def elections(draw: st.DrawFn, kind: str) -> tuple[str, Cast]:
    """Two to six options and their ballots, one of which ranks all."""
    options = LETTERS[: draw(st.integers(2, 6))]
    rankings = {"weak": weak(options), "strict": strict(options), "complete": strict(options, complete=True)}[kind]
    cast = draw(st.lists(st.tuples(rankings, weights), min_size=1, max_size=9))
    return options, [*cast, (draw(strict(options, complete=True)), draw(weights))]


def asked(method: str, options: str, ballots: Any, **more: Any) -> dict[str, Any]:
    """What the libraries are asked."""
    return {"method": method, "options": list(options), "ballots": ballots, **more}


ONE_WINNER = {
    "plurality": "complete", "borda": "complete", "irv": "complete", "condorcet": "weak", "copeland": "weak",
    "schulze_winning": "weak", "schulze_margins": "complete", "ranked_pairs_winning": "weak",
    "ranked_pairs_margins": "weak",
    "two_round": "complete", "black": "complete", "bucklin": "strict", "borda_modified": "strict",
    "minimax_winning": "weak", "minimax_margins": "weak", "condorcet_loser": "weak", "smith": "weak",
}  # fmt: skip


SOMETIMES_ONE = frozenset({"bucklin", "ranked_pairs_winning", "ranked_pairs_margins"})
"""Where one library gives no answer now and then: votelib without a majority, pref_voting to more than four options."""


@pytest.mark.parametrize("method", ONE_WINNER)
def test_one_winner_from_rankings(ask: Ask, method: str):
    """Winners and ties as pref_voting and votelib or svvamp find them."""

    @on_random_elections
    @given(elections(ONE_WINNER[method]))
    def agrees(election: tuple[str, Cast]) -> None:
        options, cast = election
        result = count(method, Profile.grouped(options, cast))
        answers = ask(asked(method, options, cast))
        agree(result, answers, least=1 if method in SOMETIMES_ONE else 2)

    agrees()


@pytest.mark.parametrize("method", ["score", "star"])
def test_points(ask: Ask, method: str):
    """Points from 0 to 5, as pref_voting, votelib and starvote add them up."""
    ballots = st.fixed_dictionaries(dict.fromkeys("abcd", st.integers(0, 5)))

    @on_random_elections
    @given(st.lists(st.tuples(ballots, weights), min_size=1, max_size=8))
    def agrees(cast: list[tuple[dict[str, int], int]]) -> None:
        scores = Scores.grouped("abcd", [(tuple(points.items()), weight) for points, weight in cast])
        agree(count(method, scores), ask(asked(method, "abcd", cast)), least=1 if method == "star" else 2)

    agrees()


@st.composite
def transferable(draw: st.DrawFn) -> tuple[str, Cast, int]:
    """Three to six options, each with a first place, and seats."""
    options = LETTERS[: draw(st.integers(3, 6))]
    cast = draw(st.lists(st.tuples(strict(options), weights), min_size=2, max_size=9))
    firsts = [(((o,), *(rank for rank in draw(strict(options)) if rank != (o,))), draw(weights)) for o in options]
    return options, cast + firsts, draw(st.integers(1, len(options) - 1))


def comparable(result: Result) -> bool:
    """Whether no two surpluses wait at once, and nobody stands just at the exact quota.

    The libraries hand on two surpluses together; here the next option may reach the quota between them. To pref_voting
    the exact quota itself elects, and to votelib twice or three times the quota is not above it.
    """
    quota = result.quota
    assert quota
    alone = all(len(stage.elected) < 2 for stage in result.stages if stage.tied or stage.transfers)
    gone: set[str] = set()
    for stage in result.stages:
        if any(Fraction(n) / quota in {1, 2, 3, 4, 5, 6} for o, n in stage.tallies.items() if o not in gone):
            return alone and result.method == "stv_scottish"
        gone |= {*stage.elected, *stage.eliminated}
    return alone


@pytest.mark.parametrize("method", ["stv_scottish", "stv_wigm"])
def test_transferable_votes(ask: Ask, method: str):
    """As pref_voting and votelib count them, where no two surpluses wait at once."""

    @on_random_elections
    @given(transferable())
    def agrees(election: tuple[str, Cast, int]) -> None:
        options, cast, seats = election
        result = count(method, Profile.grouped(options, cast), seats=seats)
        assume(comparable(result))
        agree(result, ask(asked(method, options, cast, seats=seats)), least=1)

    agrees()


approvals = st.frozensets(st.sampled_from("abcde"), min_size=1).map(sorted)


@pytest.mark.parametrize("method", ["approval", "seq_pav", "phragmen", "mes"])
def test_committees_from_approvals(ask: Ask, method: str):
    """Every tie followed as abcvoting and pabutools follow it."""

    @on_random_elections
    @given(st.lists(st.tuples(approvals, weights), min_size=1, max_size=7), st.integers(1, 4))
    def agrees(cast: list[tuple[list[str], int]], seats: int) -> None:
        assume(len({option for approved, _ in cast for option in approved}) >= seats)
        profile = Profile.grouped("abcde", [((tuple(approved),), weight) for approved, weight in cast])
        result = count(method, profile, seats=seats)
        agree(result, ask(asked(method, "abcde", cast, seats=seats)), least=1 if method == "seq_pav" else 2)

    agrees()


def budget(cast: list[tuple[Any, int]], costs: dict[str, int], limit: int) -> BudgetVote:
    """Approvals, or points where ballots have some."""
    points = isinstance(cast[0][0], dict)
    purse = Purse(BallotKind.SCORING if points else BallotKind.APPROVAL, limit, costs, len(costs))
    if points:
        scores = Scores.grouped(costs, [(tuple(said.items()), weight) for said, weight in cast])
        return BudgetVote.of(purse, scores.rankings, scores)
    return BudgetVote.of(purse, Profile.grouped(costs, [((tuple(said),), weight) for said, weight in cast]), None)


@pytest.mark.parametrize("method", ["pb_greedy", "pb_mes"])
@pytest.mark.parametrize("unit", [False, True])
def test_budgets(ask: Ask, method: str, unit: bool):
    """Every tie followed as pabutools follows it; where all costs are one, equal shares as abcvoting counts them too."""
    costs = st.fixed_dictionaries(dict.fromkeys("abcde", st.just(1) if unit else st.integers(1, 9)))

    @on_random_elections
    @given(st.lists(st.tuples(approvals, weights), min_size=1, max_size=7), costs, st.integers(1, 3 if unit else 25))
    def agrees(cast: list[tuple[list[str], int]], prices: dict[str, int], limit: int) -> None:
        supported = sorted({option for approved, _ in cast for option in approved})
        assume(not unit or len(supported) >= limit)
        said = {option: prices[option] for option in supported}
        result = count(method, budget(cast, said, limit))
        answers = ask(asked(method, "".join(supported), cast, costs=said, limit=limit))
        agree(result, answers, least=2 if unit and method == "pb_mes" else 1)

    agrees()


def test_budgets_by_points(ask: Ask):
    """What equal shares buy before the completion, where ballots give points."""
    ballots = st.dictionaries(st.sampled_from("abcd"), st.integers(1, 5), min_size=1)

    @on_random_elections
    @given(
        st.lists(st.tuples(ballots, weights), min_size=1, max_size=7),
        st.fixed_dictionaries(dict.fromkeys("abcd", st.integers(1, 9))),
        st.integers(1, 25),
    )
    def agrees(cast: list[tuple[dict[str, int], int]], prices: dict[str, int], limit: int) -> None:
        said = {option: prices[option] for option in sorted({option for points, _ in cast for option in points})}
        result = count("pb_mes", budget(cast, said, limit))
        agree(result, ask(asked("pb_mes", "".join(said), cast, costs=said, limit=limit)), least=1)

    agrees()
