"""Other people's libraries, asked for the winners of an election; runs in an environment of its own.

One JSON object per line comes in: method, options, ballots, seats, and for budgets costs and limit. One goes out for each:
library -> the winners it finds, and how they are meant:

- ``all``: every option that some way of breaking ties elects, by the conventions of this project
- ``one``: one outcome, ties broken in a way of its own
- ``part``: options that are elected in some way, whoever else is
- ``wide``: no fewer than can be elected; where the library knows no further rule for a tie, some more

A library that gives no answer to a tie is left out of that line.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import abcvoting.abcrules as abc
import pabutools.election as pabu
import pabutools.rules as pabu_rules
import pref_voting.combined_methods as pv_combined
import pref_voting.grade_methods as pv_grades
import pref_voting.iterative_methods as pv_iterative
import pref_voting.margin_based_methods as pv_margins
import pref_voting.other_methods as pv_other
import pref_voting.proportional_methods as pv_seats
import pref_voting.scoring_methods as pv_scoring
import pyrankvote
import starvote
import svvamp
import votelib.component.rankscore as vl_points
import votelib.convert as vl_convert
import votelib.evaluate.approval as vl_approval
import votelib.evaluate.cardinal as vl_cardinal
import votelib.evaluate.condorcet as vl_condorcet
import votelib.evaluate.core as vl_core
import votelib.evaluate.sequential as vl_sequential
from abcvoting.preferences import Profile as AbcProfile
from abcvoting.preferences import Voter
from pref_voting.c1_methods import copeland as pv_copeland
from pref_voting.c1_methods import top_cycle
from pref_voting.grade_profiles import GradeProfile
from pref_voting.profiles import Profile
from pref_voting.profiles_with_ties import ProfileWithTies

LOWEST_LEAVES = vl_core.Plurality()
"""Said to votelib, since by itself it counts the exhausted ballots among the options that may stay."""

Asked = dict[str, Any]
Answer = tuple[str, str, Iterable[Any]]
"""Library, how the winners are meant, and who they are."""


# Ballots as each library wants them.


def pv_weak(asked: Asked) -> ProfileWithTies:
    """Rankings with equal ranks, unranked options below all ranked ones."""
    rankings = [{o: place for place, rank in enumerate(ranking) for o in rank} for ranking, _ in asked["ballots"]]
    made = ProfileWithTies(rankings, [weight for _, weight in asked["ballots"]], candidates=asked["options"])
    made.use_extended_strict_preference()
    return made


def pv_complete(asked: Asked) -> Profile:
    """Complete strict rankings of numbers."""
    at = {option: i for i, option in enumerate(asked["options"])}
    return Profile(
        [[at[rank[0]] for rank in ranking] for ranking, _ in asked["ballots"]],
        [weight for _, weight in asked["ballots"]],
    )


def sv_complete(asked: Asked) -> svvamp.Profile:
    """The same, one row for each voter."""
    at = {option: i for i, option in enumerate(asked["options"])}
    rows = [[at[rank[0]] for rank in ranking] for ranking, weight in asked["ballots"] for _ in range(weight)]
    return svvamp.Profile(preferences_rk=rows)


def vl_strict(asked: Asked) -> dict[tuple[str, ...], int]:
    """Strict rankings with their weights."""
    votes: dict[tuple[str, ...], int] = {}
    for ranking, weight in asked["ballots"]:
        key = tuple(rank[0] for rank in ranking)
        votes[key] = votes.get(key, 0) + weight
    return votes


def vl_pairs(asked: Asked) -> dict[tuple[str, str], int]:
    """Comparisons of all pairs. The library forgets those that no ballot makes, so they are filled in with nought."""
    votes: dict[Any, int] = {}
    for ranking, weight in asked["ballots"]:
        key = tuple(rank[0] if len(rank) == 1 else frozenset(rank) for rank in ranking)
        votes[key] = votes.get(key, 0) + weight
    pairs = {(one, other): 0 for one in asked["options"] for other in asked["options"] if one != other}
    pairs.update(vl_convert.RankedToCondorcetVotes().convert(votes))
    return pairs


def vl_scores(asked: Asked) -> dict[frozenset[tuple[str, int]], int]:
    """Points with their weights."""
    votes: dict[frozenset[tuple[str, int]], int] = {}
    for points, weight in asked["ballots"]:
        key = frozenset(points.items())
        votes[key] = votes.get(key, 0) + weight
    return votes


def grades(asked: Asked) -> GradeProfile:
    """Points from 0 to 5."""
    return GradeProfile(
        [points for points, _ in asked["ballots"]], list(range(6)), gcounts=[weight for _, weight in asked["ballots"]],
        candidates=asked["options"],
    )  # fmt: skip


def vl_approvals(asked: Asked) -> dict[frozenset[str], int]:
    """Sets of approved options with their weights."""
    votes: dict[frozenset[str], int] = {}
    for approved, weight in asked["ballots"]:
        votes[frozenset(approved)] = votes.get(frozenset(approved), 0) + weight
    return votes


def abc_approvals(asked: Asked) -> AbcProfile:
    """The same, of numbers."""
    at = {option: i for i, option in enumerate(asked["options"])}
    made = AbcProfile(len(at), cand_names=asked["options"])
    made.add_voters([Voter([at[o] for o in approved], weight=weight) for approved, weight in asked["ballots"]])
    return made


def pabu_vote(asked: Asked) -> tuple[Any, Any]:
    """An instance and its ballots: approvals, or points where they have any; every option costs one unless it is said."""
    costs = asked.get("costs") or dict.fromkeys(asked["options"], 1)
    projects = {option: pabu.Project(option, costs[option]) for option in asked["options"]}
    instance = pabu.Instance(projects.values(), budget_limit=asked.get("limit", asked.get("seats")))
    said = [one for one, weight in asked["ballots"] for _ in range(weight)]
    if asked["ballots"] and isinstance(asked["ballots"][0][0], dict):
        points = [pabu.CardinalBallot({projects[o]: n for o, n in one.items()}) for one in said]
        return instance, pabu.CardinalProfile(points, instance=instance)
    approvals = [pabu.ApprovalBallot([projects[o] for o in one]) for one in said]
    return instance, pabu.ApprovalProfile(approvals, instance=instance)


# Winners as each library tells them.


def flat(elected: Iterable[Any]) -> set[str]:
    """Options of a result, those of a tie too."""
    return {o for one in elected for o in (one if isinstance(one, vl_core.Tie) else (one,))}


def named(asked: Asked, numbers: Iterable[int]) -> set[str]:
    """Options by their numbers."""
    return {asked["options"][i] for i in numbers}


def committees(asked: Asked, found: Iterable[Iterable[Any]]) -> set[str]:
    """Everybody in some committee of abcvoting."""
    return named(asked, {int(i) for committee in found for i in committee})


def funded(outcomes: Iterable[Iterable[Any]]) -> set[str]:
    """Every project of some outcome of pabutools."""
    return {project.name for outcome in outcomes for project in outcome}


# The methods.


def plurality(asked: Asked) -> Iterator[Answer]:
    """The most first places."""
    yield "pref_voting", "all", named(asked, pv_scoring.plurality(pv_complete(asked)))
    yield "svvamp", "one", named(asked, [svvamp.RulePlurality()(sv_complete(asked)).w_])


def borda(asked: Asked) -> Iterator[Answer]:
    """Points by place."""
    yield "pref_voting", "all", named(asked, pv_scoring.borda(pv_complete(asked)))
    points = vl_convert.RankedToPositionalVotes(vl_points.Borda()).convert(vl_strict(asked))
    yield "votelib", "all", flat(vl_core.Plurality().evaluate(points, 1))


def irv(asked: Asked) -> Iterator[Answer]:
    """The lowest leaves; every tie followed, or one way of breaking it."""
    yield "pref_voting", "all", named(asked, pv_iterative.instant_runoff_put(pv_complete(asked)))
    people = {option: pyrankvote.Candidate(option) for option in asked["options"]}
    ballots = [
        pyrankvote.Ballot([people[rank[0]] for rank in ranking])
        for ranking, weight in asked["ballots"]
        for _ in range(weight)
    ]
    found = pyrankvote.instant_runoff_voting(list(people.values()), ballots).get_winners()
    yield "pyrankvote", "one", [person.name for person in found]


def condorcet(asked: Asked) -> Iterator[Answer]:
    """The option that wins all comparisons."""
    found = pv_weak(asked).condorcet_winner()
    yield "pref_voting", "all", [] if found is None else [found]
    yield "votelib", "all", vl_condorcet.CondorcetWinner().evaluate(vl_pairs(asked))


def copeland(asked: Asked) -> Iterator[Answer]:
    """Comparisons won less comparisons lost."""
    yield "pref_voting", "all", pv_copeland(pv_weak(asked))
    found = vl_condorcet.Copeland(second_order=False).evaluate(vl_pairs(asked), 1)
    yield "votelib", "part", flat(found)  # it forgets options that only tie


def schulze(asked: Asked, scoring: str) -> Iterator[Answer]:
    """The strongest paths."""
    made = pv_weak(asked)
    strength = made.margin if scoring == "margins" else winning_votes(made)
    yield "pref_voting", "all", pv_margins.beat_path(made, strength_function=strength)
    if (
        scoring == "winning_votes"
    ):  # it knows no other, and of several unbeaten options it takes those that beat the most
        yield "votelib", "part", flat(vl_condorcet.Schulze().evaluate(vl_pairs(asked), 1))
    elif all(len(rank) == 1 for ranking, _ in asked["ballots"] for rank in ranking):
        complete = all(len(ranking) == len(asked["options"]) for ranking, _ in asked["ballots"])
        if complete:
            yield "svvamp", "one", named(asked, [svvamp.RuleSchulze()(sv_complete(asked)).w_])


def ranked_pairs(asked: Asked, scoring: str) -> Iterator[Answer]:
    """Comparisons locked from the strongest down, in every order of equally strong ones or in one."""
    made = pv_weak(asked)
    strength = made.margin if scoring == "margins" else winning_votes(made)
    if len(asked["options"]) <= 4:  # it walks through every order of ten comparisons, which takes hours
        yield "pref_voting", "all", pv_margins.ranked_pairs(made, strength_function=strength)
    try:
        yield "votelib", "one", vl_condorcet.RankedPairs(scoring).evaluate(vl_pairs(asked), 1)
    except vl_core.VotingSystemError:  # its answer to some ties
        return


def two_round(asked: Asked) -> Iterator[Answer]:
    """All finals that could take place; one of them."""
    yield "pref_voting", "all", named(asked, pv_iterative.plurality_with_runoff_put(pv_complete(asked)))
    yield "svvamp", "one", named(asked, [svvamp.RulePluralityWithRunoff()(sv_complete(asked)).w_])


def black(asked: Asked) -> Iterator[Answer]:
    """The Condorcet winner, else the Borda count."""
    yield "pref_voting", "all", named(asked, pv_combined.blacks(pv_complete(asked)))
    yield "svvamp", "one", named(asked, [svvamp.RuleBlack()(sv_complete(asked)).w_])
    found = vl_condorcet.CondorcetWinner().evaluate(vl_pairs(asked))
    points = vl_convert.RankedToPositionalVotes(vl_points.Borda()).convert(vl_strict(asked))
    yield "votelib", "all", flat(found or vl_core.Plurality().evaluate(points, 1))


def bucklin(asked: Asked) -> Iterator[Answer]:
    """First places, then further ones, until there is a majority."""
    yield "pref_voting", "all", pv_other.bucklin_for_truncated_linear_orders(pv_weak(asked))
    found = vl_sequential.PreferenceAddition().evaluate(vl_strict(asked))
    if found:  # where nobody ever reaches a majority, votelib elects nobody
        yield "votelib", "all", flat(found)


def borda_modified(asked: Asked) -> Iterator[Answer]:
    """As many points for the first as the ballot ranks options."""
    points = vl_convert.RankedToPositionalVotes(vl_points.ModifiedBorda()).convert(vl_strict(asked))
    yield "votelib", "all", flat(vl_core.Plurality().evaluate(points, 1))
    sums = dict.fromkeys(asked["options"], 0)
    for ranking, weight in vl_strict(
        asked
    ).items():  # each ballot is a Borda count of what it ranks, and one point more
        scores = ProfileWithTies([{o: i for i, o in enumerate(ranking)}], candidates=list(ranking)).borda_scores(
            borda_score_fnc=pv_scoring.domination_borda_scores
        )
        for option, score in scores.items():
            sums[option] += (score + 1) * weight
    yield "pref_voting", "all", [option for option, total in sums.items() if total == max(sums.values())]


def winning_votes(made: ProfileWithTies) -> Callable[[str, str], int]:
    """A comparison is as strong as its winning side has votes; one that is not won has no strength."""
    return lambda one, other: made.support(one, other) if made.margin(one, other) > 0 else 0


def minimax(asked: Asked, scoring: str) -> Iterator[Answer]:
    """The lightest heaviest defeat."""
    made = pv_weak(asked)
    strength = made.margin if scoring == "margins" else winning_votes(made)
    yield "pref_voting", "all", pv_margins.minimax(made, strength_function=strength)
    yield "votelib", "all", flat(vl_condorcet.MinimaxCondorcet(scoring).evaluate(vl_pairs(asked), 1))


def condorcet_loser(asked: Asked) -> Iterator[Answer]:
    """The option that loses all comparisons; the winner of the table turned round."""
    found = pv_weak(asked).condorcet_loser()
    yield "pref_voting", "all", [] if found is None else [found]
    turned = {(other, one): count for (one, other), count in vl_pairs(asked).items()}
    yield "votelib", "all", vl_condorcet.CondorcetWinner().evaluate(turned)


def smith(asked: Asked) -> Iterator[Answer]:
    """The smallest set that beats all others."""
    yield "pref_voting", "all", top_cycle(pv_weak(asked))
    yield "votelib", "all", vl_condorcet.SmithSet().evaluate(vl_pairs(asked))


def score(asked: Asked) -> Iterator[Answer]:
    """The most points."""
    yield "pref_voting", "all", pv_grades.score_voting(grades(asked), ungraded_score=0)
    found = vl_cardinal.ScoreVoting("sum", unscored_value=0).evaluate(vl_scores(asked), 1)
    yield "votelib", "all", flat(found)


def star(asked: Asked) -> Iterator[Answer]:
    """The two with the most points, then more ballots."""
    yield "pref_voting", "wide", pv_grades.star(grades(asked))  # a final that as many prefer either way stays open
    found = vl_cardinal.STAR(unscored_value=0).evaluate(vl_scores(asked), 1)
    if len(found) == 1:
        yield "votelib", "wide", flat(found)
    ballots = [points for points, weight in asked["ballots"] for _ in range(weight)]
    try:
        yield "starvote", "one", starvote.star_voting(ballots, maximum_score=5)
    except starvote.UnbreakableTieError:
        return


def stv_scottish(asked: Asked) -> Iterator[Answer]:
    """By the Scottish rules with five places; by the whole quota in fractions."""
    yield "pref_voting", "one", pv_seats.stv_scottish(pv_weak(asked), num_seats=asked["seats"])
    count = vl_sequential.TransferableVoteSelector(retainer=LOWEST_LEAVES, quota_function="droop")
    yield from vl_stv(asked, count)


def stv_wigm(asked: Asked) -> Iterator[Answer]:
    """By the exact quota, which must be passed."""
    yield "pref_voting", "one", pv_seats.stv_wig(pv_weak(asked), num_seats=asked["seats"])
    count = vl_sequential.TransferableVoteSelector(
        retainer=LOWEST_LEAVES, quota_function="hagenbach_bischoff", accept_quota_equal=False
    )
    yield from vl_stv(asked, count)


def vl_stv(asked: Asked, count: Any) -> Iterator[Answer]:
    """A count by votelib, in fractions."""
    try:
        yield "votelib", "one", flat(count.evaluate(vl_strict(asked), asked["seats"]))
    except (NotImplementedError, vl_core.VotingSystemError):  # its answer to some ties
        return


def approval(asked: Asked) -> Iterator[Answer]:
    """The most approvals."""
    yield "abcvoting", "all", committees(asked, abc.compute_av(abc_approvals(asked), asked["seats"], resolute=False))
    counts = vl_convert.ApprovalToSimpleVotes().convert(vl_approvals(asked))
    yield "votelib", "all", flat(vl_core.Plurality().evaluate(counts, asked["seats"]))


def by_fractions(rule: Callable[..., Any], asked: Asked, **said: Any) -> set[str]:
    """An irresolute rule of abcvoting, counted in fractions."""
    found = rule(
        abc_approvals(asked), asked["seats"], algorithm="standard-fractions", resolute=False, max_num_of_committees=None,
        **said,
    )  # fmt: skip
    return committees(asked, found)


def seq_pav(asked: Asked) -> Iterator[Answer]:
    """Harmonic weights, one seat after another."""
    found = abc.compute_seqpav(abc_approvals(asked), asked["seats"], resolute=False, max_num_of_committees=None)
    yield "abcvoting", "all", committees(asked, found)
    try:
        found = vl_approval.SequentialProportionalApproval().evaluate(vl_approvals(asked), asked["seats"])
    except NotImplementedError:  # its answer to a tie
        return
    yield "votelib", "one", flat(found)


def phragmen(asked: Asked) -> Iterator[Answer]:
    """Loads, one seat after another."""
    yield "abcvoting", "all", by_fractions(abc.compute_seqphragmen, asked)
    instance, profile = pabu_vote(asked)
    yield "pabutools", "all", funded(pabu_rules.sequential_phragmen(instance, profile, resoluteness=False))


def mes(asked: Asked) -> Iterator[Answer]:
    """Equal shares of the seats, completed by loads."""
    yield "abcvoting", "all", by_fractions(abc.compute_equal_shares, asked)
    instance, profile = pabu_vote(asked)
    found = pabu_rules.method_of_equal_shares(
        instance, profile, sat_class=pabu.Cardinality_Sat, resoluteness=False
    )  # it does not know the completion by Phragmén's method from what is left
    full = all(len(outcome) == asked["seats"] for outcome in found)
    yield "pabutools", "all" if full else "part", funded(found)


def pb_greedy(asked: Asked) -> Iterator[Answer]:
    """By votes, as far as the budget reaches."""
    instance, profile = pabu_vote(asked)
    found = pabu_rules.greedy_utilitarian_welfare(
        instance, profile, sat_class=pabu.Cost_Sat, resoluteness=False
    )  # it divides by the cost: cost for each vote by cost is votes
    yield "pabutools", "all", funded(found)


def pb_mes(asked: Asked) -> Iterator[Answer]:
    """Equal shares of the budget, completed by votes."""
    instance, profile = pabu_vote(asked)
    points = isinstance(profile, pabu.CardinalProfile)
    sat = {"sat_class": pabu.Additive_Cardinal_Sat if points else pabu.Cost_Sat}
    if points:  # its greedy rule would divide points by cost
        yield "pabutools", "part", funded([pabu_rules.method_of_equal_shares(instance, profile, **sat)])
        return
    rules = [pabu_rules.method_of_equal_shares, pabu_rules.greedy_utilitarian_welfare]
    found = pabu_rules.completion_by_rule_combination(instance, profile, rules, [sat, sat], resoluteness=False)
    yield "pabutools", "all", funded(found)
    if set(asked["costs"].values()) == {1} and asked["limit"] <= len(asked["options"]):
        unit = asked | {"seats": asked["limit"]}
        yield "abcvoting", "all", by_fractions(abc.compute_equal_shares, unit, completion="av")


METHODS: dict[str, Callable[[Asked], Iterator[Answer]]] = {
    "plurality": plurality, "borda": borda, "irv": irv, "condorcet": condorcet, "copeland": copeland,
    "schulze_winning": lambda asked: schulze(asked, "winning_votes"),
    "schulze_margins": lambda asked: schulze(asked, "margins"),
    "ranked_pairs_winning": lambda asked: ranked_pairs(asked, "winning_votes"),
    "ranked_pairs_margins": lambda asked: ranked_pairs(asked, "margins"),
    "two_round": two_round, "black": black, "bucklin": bucklin, "borda_modified": borda_modified,
    "minimax_winning": lambda asked: minimax(asked, "winning_votes"),
    "minimax_margins": lambda asked: minimax(asked, "margins"),
    "condorcet_loser": condorcet_loser, "smith": smith, "score": score, "star": star, "stv_scottish": stv_scottish,
    "stv_wigm": stv_wigm, "approval": approval, "seq_pav": seq_pav, "phragmen": phragmen, "mes": mes,
    "pb_greedy": pb_greedy, "pb_mes": pb_mes,
}  # fmt: skip


def main() -> None:
    """Answer line by line until there are no more."""
    for line in sys.stdin:
        asked = json.loads(line)
        found = {library: [meant, sorted(map(str, who))] for library, meant, who in METHODS[asked["method"]](asked)}
        sys.stdout.write(json.dumps(found) + "\n")
        sys.stdout.flush()


main()
