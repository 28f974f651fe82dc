"""A vote on a budget written as a Pabulib ``.pb`` file, one row per ballot and nobody's name on it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction

from planning.errors import N_, Problem, Refusal, Refusals
from planning.options.ballot_files.pabulib_sections import Row, Sections
from planning.options.ballot_files.reading import BallotFile
from planning.options.counting.exact import Exact, exact
from planning.options.counting.several.budget import BallotKind, BudgetVote

Said = tuple[tuple[str, ...], tuple[Exact, ...], Exact]
"""Options on equal ballots, their points where there are points, and how many ballots."""


def write_pabulib(
    ballots: BallotFile, *, funded: Collection[str] | None = None, meta: Mapping[str, str] | None = None
) -> str:
    """The text of the file; reading it gives the same ballots, as far as they count or are blank.

    Invalid ballots are left out, as the format wants it. Voters are numbered from 1 in the order of what they voted, so
    that no number tells who came when. Raises :class:`Refusals` (``no_budget``, ``whole_weights``, ``bad_project``).

    :param funded: options that were funded, for the column ``selected``; None leaves the column out.
    :param meta: further lines of META before those that come of the ballots (``description``, ``unit``, ``instance``).
    """
    vote = ballots.vote
    if vote is None:
        raise Refusal("no_budget", N_("These ballots know of no budget, and a Pabulib file is about one."))
    _check(vote, ballots)
    said = sorted(_said(ballots, vote))
    blank = int(ballots.counted.blank)
    return Sections(
        {**(meta or {}), **_meta(ballots, vote, said, blank)},
        [_project(option, vote, ballots, said, funded) for option in vote.options],
        [
            Row({"voter_id": str(number), **cells})
            for number, cells in enumerate(_votes(said, blank, points=ballots.scores is not None), start=1)
        ],
    ).text


def _check(vote: BudgetVote, ballots: BallotFile) -> None:
    """A row is one ballot, and options stand between commas."""
    if any(Fraction(weight).denominator != 1 for weight in (*vote.groups.values(), ballots.counted.blank)):
        raise Refusal(
            "whole_weights",
            N_("A Pabulib file holds one row for each ballot, and some of these ballots weigh a fraction."),
        )
    problems = [
        Problem(
            "bad_project",
            N_("“{key}” cannot be a project here: each needs a name of its own, without commas."),
            {"key": option[:40]},
        )
        for option in vote.options
        if not option or "," in option or option != option.strip()
    ]
    if problems:
        raise Refusals(problems)


def _said(ballots: BallotFile, vote: BudgetVote) -> Iterator[Said]:
    """What the ballots say, as they said it."""
    if ballots.scores is not None:
        for scoring, weight in ballots.scores.groups.items():
            yield tuple(option for option, _ in scoring), tuple(points for _, points in scoring), weight
        return
    for ranking, weight in ballots.profile.groups.items():
        named = tuple(option for rank in ranking for option in rank)
        yield (named if vote.kind is BallotKind.ORDINAL else tuple(sorted(named))), (), weight


def _meta(ballots: BallotFile, vote: BudgetVote, spoken: list[Said], blank: int) -> dict[str, str]:
    """The lines that come of the ballots."""
    said = {
        "num_projects": str(len(vote.options)),
        "num_votes": str(int(sum(weight for *_, weight in spoken)) + blank),
        "budget": written_number(vote.limit),
        "vote_type": vote.kind.value,
    }
    longest = ballots.longest or len(vote.options)
    named = max((len(options) for options, *_ in spoken), default=0)
    return said | ({"max_length": str(longest)} if named <= longest != len(vote.options) else {})


def _project(
    option: str, vote: BudgetVote, ballots: BallotFile, said: list[Said], funded: Collection[str] | None
) -> Row:
    cells = {
        "project_id": option,
        "cost": written_number(vote.costs[option]),
        "votes": str(sum(int(weight) for named, _, weight in said if option in named)),
        "name": ballots.titles.get(option, ""),
    }
    if vote.kind is not BallotKind.APPROVAL:
        cells["score"] = written_number(vote.support[option])
    return Row(cells if funded is None else cells | {"selected": str(int(option in funded))})


def _votes(said: list[Said], blank: int, *, points: bool) -> Iterator[dict[str, str]]:
    """Ballots one by one, blank ones last."""
    for named, given, weight in (*said, ((), (), blank)):
        cells = {"vote": ",".join(named)} | ({"points": ",".join(map(written_number, given))} if points else {})
        yield from [cells] * int(weight)


def written_number(number: Exact) -> str:
    """A whole number, a decimal where that is exact, or ``p/q``."""
    number = exact(number)
    if isinstance(number, int):
        return str(number)
    digits = next((d for d in range(1, 19) if 10**d % number.denominator == 0), None)
    if digits is None:
        return f"{number.numerator}/{number.denominator}"
    whole, rest = divmod(number.numerator * 10**digits // number.denominator, 10**digits)
    return f"{whole}.{rest:0{digits}}"
