"""Whether a public record tells more than the publication rule allows: asked of the record itself, whoever wrote it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planning.errors import N_, Problem
from planning.options.record.extract import PUBLIC_ACTS
from planning.options.record.publication import DEPTHS, OCCURS_AT_LEAST, is_only_result
from planning.options.small_groups import SMALL_GROUP, Head

if TYPE_CHECKING:
    from planning.options.record.verifying import Opened

OF_RESULT = frozenset({
    "method", "winners", "scores", "stages", "pairwise", "counted", "blank", "invalid", "ranking", "left_at", "ties", "quota",
    "budget", "cost", "ranks", "by_place",
})  # fmt: skip
OF_FEW = frozenset({"method", "winners"})
OF_ROLL = frozenset({"roll_hash", "enrolled", "kinds", "voted", "codes_of_nobody", "codes_of_nobody_used", "groups"})
OF_ROLL_OF_FEW = frozenset({"roll_hash", "enrolled", "kinds"})
OF_MANIFEST = frozenset({
    "format", "format_version", "kind", "round", "community", "title", "opened", "closed", "definition_hash", "withdrawn",
    "log_at_opening", "log_at_closing", "ballots_salt", "ballots", "ballots_cut_after", "provable", "checks",
})  # fmt: skip


def tells_too_much() -> Problem:
    """The fault of a record that says more than may be published."""
    return Problem("tells_too_much", N_("This public record tells more of the ballots than may be published."))


def publication(record: Opened) -> Problem | None:
    """Whether a public record keeps to the rule; a full one is for the board, and may tell everything."""
    if record.is_full:
        return None
    few = is_only_result(record.record["ballots"])
    too_much = (
        bool(record.record["ballots_salt"])  # with it the salted hash of few ballots could be tried out
        or not OF_MANIFEST.issuperset(record.record)
        or not (OF_FEW if few else OF_RESULT).issuperset(record.result)
        or not (OF_ROLL_OF_FEW if few else OF_ROLL).issuperset(record.roll)
        or _ballots_tell(record, few=few)
        or any("content" in link and link["content"]["act"] not in PUBLIC_ACTS for link in record.log["links"])
        or _groups_tell(record.roll)
        or _places_tell(record.result.get("by_place", []), record.roll)
    )
    return tells_too_much() if too_much else None


def _ballots_tell(record: Opened, *, few: bool) -> bool:
    """Ballots that are few, rare, weighed, cut too deep, or that say where they come from."""
    ballots = record.ballots
    if ballots is None:
        return False
    often: dict[Any, int] = {}
    for ballot in ballots:
        often[ballot.ranking] = often.get(ballot.ranking, 0) + 1
    deepest = max((len(ranking) for ranking in often), default=0)
    return (
        few
        or min(often.values(), default=0) < OCCURS_AT_LEAST
        or any(ballot.weight != 1 or ballot.place for ballot in ballots)
        or (record.rules.points is None and deepest > max(DEPTHS))
    )


def _groups_tell(roll: dict[str, Any]) -> bool:
    """A small group that is shown, or one that is hidden and follows from the sums of all.

    What is hidden cannot be looked at; but the sums of the hidden groups together are what is left of the whole, and
    must not be those of one group, nor of groups of which nobody voted or everybody.
    """
    groups = roll.get("groups", [])
    shown = [Head(group["enrolled"], group["voted"]) for group in groups if group["enrolled"] is not None]
    if any((group["enrolled"] is None) != (group["voted"] is None) for group in groups):
        return True
    if any(head.is_small for head in shown):
        return True
    hidden = len(groups) - len(shown)
    if not hidden or not shown:
        return False
    voted = roll["voted"] - sum(head.voted for head in shown)
    idle = roll["enrolled"] - sum(head.enrolled for head in shown) - voted
    return hidden == 1 or voted <= 0 or idle <= 0


def _places_tell(places: list[dict[str, Any]], roll: dict[str, Any]) -> bool:
    """A place of fewer than five ballots, one whose turnout is hidden, or more of it than its ballots and its winners."""
    shown = [group["name"] for group in roll.get("groups", []) if group["enrolled"] is not None]
    return any(
        set(one) != {"place", "name", "ballots", "winners"} or one["ballots"] < SMALL_GROUP or one["name"] not in shown
        for one in places
    )
