"""The community in which the three stories are told: its ground is the sample block, everything else comes by acts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from planning import store
from planning.actions.accounts import new_member
from planning.actions.act import Doing, fleeting
from planning.actions.illustrative.ground import ground
from planning.actions.illustrative.naming import Calendar, Naming
from planning.actions.illustrative.planting import terms
from planning.cases.evaluation import CaseEnding
from planning.errors import N_, Refusal
from planning.people import Grant, Member, Role
from planning.site import Community
from planning.wording import Words

NAME = Words("双井街社区", "Twin Wells Community")
ANOTHER = 2**32
"""Seeds of its ground begin here, so that it never meets the illustrative community of the same seed."""


CLOSED = 3
"""Cases that are closed once all is told; the last of them is the last thing but one that is told."""


@dataclass(frozen=True, slots=True)
class Founded:
    """Where the stories are told, and who is staff there."""

    here: Community
    team: Member
    planner: Member
    walker: Member


@fleeting
def found_stories(doing: Doing, *, seed: int, at: datetime) -> Founded:
    """A community, marked as illustrative, with its courtyards, buildings, streets, lines, trees and roofs, and whoever works there.

    :param at: the day on which the oldest of the stories begins.

    Raises :class:`Refusal` (``already_loaded``; ``half_told`` where an earlier telling broke off before its end).
    """
    doing.permit(None)
    name = Naming(seed + ANOTHER)
    if store.first(doing.session, Community, id=name.community):
        if store.count(doing.session, CaseEnding, community_id=name.community) < CLOSED:
            raise Refusal(
                "half_told",
                N_("These stories were begun here and broke off before their end: load them with another seed."),
            )
        raise Refusal("already_loaded", N_("These stories are here already: open them, or choose another seed."))
    here = ground(name.seed, Calendar(at))
    store.add(doing.session, replace(here.community, name=NAME))
    for things in (here.courtyards, here.buildings, here.streets, here.pipes, here.sites, here.trees, here.structures, here.facilities):  # fmt: skip
        store.add_all(doing.session, things)
    store.add(doing.session, terms(name))
    # Nobody can sign in as these members: they have no password and no identity elsewhere.
    team, planner, walker = (
        new_member(
            doing,
            name=f"{called}（示例 {seed}）",
            password=None,
            grants=frozenset(Grant(role, name.community) for role in roles),
        )
        for called, *roles in (
            ("社区工作组", Role.BOARD, Role.ADMINISTRATOR),
            ("社区规划师", Role.PLANNER),
            ("居民规划师", Role.RESIDENT_PLANNER),
        )
    )
    doing.community = replace(here.community, name=NAME)
    doing.log(f"community:{name.community}", after={"illustrative": True, "seed": seed})
    return Founded(doing.community, team, planner, walker)
