"""Two rule books of the single transferable vote."""

from __future__ import annotations

from fractions import Fraction
from operator import ge, gt

from planning.errors import N_, Refusal
from planning.options.counting.exact import Exact, exact
from planning.options.counting.profile import Profile
from planning.options.counting.result import Result
from planning.options.counting.several.stv import StvRules, count_stv
from planning.options.counting.ties import STANDS, TieRule

FIVE_PLACES = 100_000


def stv_scottish(profile: Profile, tie: TieRule = STANDS, *, seats: int = 1) -> Result:
    """The single transferable vote of Scottish councils: whole quota, values to five decimal places.

    Quota: all votes by seats and one, whole part, and one more (rule 46). Whoever has it is elected (47). The highest
    surplus goes first; every paper of its pile goes on at surplus times its value by votes, cut off after five places
    (48, 49). Else the lowest leaves, papers at the value they came with (50). No transfer once the continuing options
    fill the seats (52). Among equals the most recent stage at which they differed decides, then the lot (49, 51): the
    announced tie rule stands for the lot. Raises :class:`Refusal` (``whole_weights``, ``equal_ranks``, ``bad_seats``).
    Source: The Scottish Local Government Elections Order 2007 (S.S.I. 2007/42), schedule 1, rules 45 to 52.
    """
    if any(Fraction(weight).denominator != 1 for weight in profile.groups.values()):
        raise Refusal(
            "whole_weights",
            N_("The Scottish rules count whole ballots, and some here weigh a fraction: count by stv_wigm."),
        )
    return count_stv(SCOTTISH, profile, tie, seats)


def stv_wigm(profile: Profile, tie: TieRule = STANDS, *, seats: int = 1) -> Result:
    """The single transferable vote by the Weighted Inclusive Gregory Method, in exact fractions.

    The Droop quota is exact: an option is elected once it has more than all votes by seats and one, and keeps just
    that. The highest surplus goes first, every paper of the pile at its value times surplus by votes; else the lowest
    leaves. Nothing is rounded, so that all weights may be multiplied by any number. Raises :class:`Refusal`
    (``equal_ranks``, ``bad_seats``). Source: D. M. Farrell and I. McAllister, *The 1983 change in surplus vote transfer
    procedures for the Australian Senate*, 2003, who name the method; exact quota as in N. Tideman, *The single
    transferable vote*, 1995.
    """
    return count_stv(WIGM, profile, tie, seats)


def _whole_quota(votes: Exact, seats: int) -> Exact:
    return votes // (seats + 1) + 1


def _cut_off(value: Exact, surplus: Exact, votes: Exact) -> Exact:
    return exact(Fraction(FIVE_PLACES * Fraction(surplus) * value // votes, FIVE_PLACES))


def _exact_quota(votes: Exact, seats: int) -> Exact:
    return exact(Fraction(votes) / (seats + 1))


def _exact_value(value: Exact, surplus: Exact, votes: Exact) -> Exact:
    return exact(Fraction(value) * surplus / votes)


SCOTTISH = StvRules("stv_scottish", _whole_quota, ge, _cut_off, looks_back=True)
WIGM = StvRules("stv_wigm", _exact_quota, gt, _exact_value, looks_back=False)
