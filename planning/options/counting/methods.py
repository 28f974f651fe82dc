"""The methods, in one table by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from planning.errors import N_, Refusal
from planning.options.counting.borda import borda
from planning.options.counting.condorcet import condorcet
from planning.options.counting.copeland import copeland
from planning.options.counting.irv import irv
from planning.options.counting.plurality import plurality
from planning.options.counting.profile import Profile
from planning.options.counting.result import Result
from planning.options.counting.ties import STANDS, TieRule
from planning.wording import Words


@dataclass(frozen=True, slots=True)
class Method:
    """A way of counting: its name for scripts, its title for people, and the count itself."""

    name: str
    title: Words
    count: Callable[[Profile, TieRule], Result]


METHODS = {
    method.name: method
    for method in (
        Method("irv", Words("排序复选制", "instant runoff"), irv),
        Method("borda", Words("波达计数法", "the Borda count"), borda),
        Method("plurality", Words("简单多数制", "plurality"), plurality),
        Method("condorcet", Words("孔多塞法", "the Condorcet method"), condorcet),
        Method("copeland", Words("科普兰法", "Copeland's method"), copeland),
    )
}


def count(name: str, profile: Profile, tie: TieRule = STANDS) -> Result:
    """The result by a method; raises :class:`Refusal` (``unknown_method``, or what the method refuses)."""
    if name not in METHODS:
        raise Refusal(
            "unknown_method",
            N_("There is no method “{method}” here: choose one of {known}."),
            method=name[:40],
            known=", ".join(METHODS),
        )
    return METHODS[name].count(profile, tie)
