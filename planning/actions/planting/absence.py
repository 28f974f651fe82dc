"""What does not exist in a community: stated by staff with who says so, since a missing layer alone says nothing."""

from __future__ import annotations

from collections.abc import Sequence

from planning.actions.act import Doing, act
from planning.actions.planting.settling import said_by, settle
from planning.actions.words import reason_checked
from planning.errors import N_, Problem, Refusal, Refusals
from planning.options.screening.things import CAN_BE_ABSENT
from planning.store import planting


@act
def state_absent(doing: Doing, *, community_id: str, things: Sequence[str], source: str) -> None:
    """State that there is none of these things here (no district heating, say), and who says so and why.

    :param things: keys of :data:`~planning.options.screening.things.CAN_BE_ABSENT`.

    Raises :class:`Refusals` with everything that is wrong (``no_thing``, ``unknown_thing``, ``is_here``, ``no_source``).
    """
    community = doing.permit_in(community_id)
    problems: list[Problem] = []
    source = said_by(source, problems)
    if not things:
        problems.append(Problem("no_thing", N_("Choose what does not exist here."), {}, "things"))
    if set(things) - set(CAN_BE_ABSENT):
        problems.append(Problem("unknown_thing", N_("Choose what the tree must keep away from."), {}, "things"))
    layers = planting.ground(doing.session, community).layers
    if set(things) & set(layers):
        problems.append(
            Problem("is_here", N_("The map shows some of this here: take it off the map first if that is wrong, or leave it out."),
                    {}, "things"))  # fmt: skip
    if problems:
        raise Refusals(problems)
    stated = dict(planting.terms(doing.session, community_id).settled.absent) | dict.fromkeys(things, source)
    settle(doing, community_id, source, absent=_in_order(stated))


@act
def take_back_absent(doing: Doing, *, community_id: str, thing: str, reason: str) -> None:
    """Take such a statement back: the thing is unknown again until somebody surveys it."""
    doing.permit_in(community_id)
    reason = reason_checked(reason)
    stated = dict(planting.terms(doing.session, community_id).settled.absent)
    if thing not in stated:
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    del stated[thing]
    settle(doing, community_id, reason, absent=_in_order(stated))


def _in_order(stated: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((key, stated[key]) for key in CAN_BE_ABSENT if key in stated)
