"""The Condorcet winner 孔多塞胜者."""

from __future__ import annotations

from planning.errors import N_
from planning.options.counting.pairwise import Pairwise, pairwise
from planning.options.counting.profile import Profile
from planning.options.counting.result import Result, nothing
from planning.options.counting.ties import STANDS, TieRule
from planning.wording import Sentence

NO_WINNER = Sentence(N_("No option is preferred to every other one, so this method elects none."))
NO_LOSER = Sentence(N_("No option loses to every other one."))
LOSER = Sentence(N_("This option is no choice: every other one is preferred to it."))


def condorcet(profile: Profile, tie: TieRule = STANDS) -> Result:  # noqa: ARG001 - a criterion breaks no tie
    """The option that more ballots prefer than not, against every other one; none if there is no such option.

    Source: Marquis de Condorcet, *Essai sur l'application de l'analyse à la probabilité des décisions rendues à la
    pluralité des voix*, 1785.
    """
    if not profile.groups:
        return nothing("condorcet")
    winner = condorcet_winner(pairwise(profile))
    if winner is None:
        return Result("condorcet", (), note=NO_WINNER)
    rest = tuple(option for option in profile.options if option != winner)
    return Result("condorcet", (winner,), ((winner,), rest) if rest else ((winner,),))


def condorcet_loser(profile: Profile, tie: TieRule = STANDS) -> Result:  # noqa: ARG001 - a criterion breaks no tie
    """The option that loses to every other one; ``winners`` holds the option found, though it is the last to choose.

    Source: P. C. Fishburn, *Condorcet social choice functions*, SIAM Journal on Applied Mathematics 33, 1977.
    """
    if not profile.groups:
        return nothing("condorcet_loser")
    table = pairwise(profile)
    rivals = len(profile.options) - 1
    loser = next((option for option in profile.options if rivals and table.record(option)[1] == rivals), None)
    if loser is None:
        return Result("condorcet_loser", (), note=NO_LOSER)
    rest = tuple(option for option in profile.options if option != loser)
    return Result("condorcet_loser", (loser,), (rest, (loser,)), note=LOSER)


def condorcet_winner(table: Pairwise) -> str | None:
    """The option that wins all its comparisons, if there is one."""
    return next((o for o in table.options if table.record(o)[0] == len(table.options) - 1), None)
