"""Who would have won in each courtyard and at each street front, where ballots say where they come from.

Only in a round that was announced so. At closing the place is cut off wherever a group is small, and wherever the figures of
others would give a small one away (:mod:`planning.options.small_groups`); of the rest only the winners are told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from planning.errors import N_, Refusals
from planning.options.ballot import Ballot
from planning.options.counting_rules import CountingRules
from planning.options.small_groups import Head, to_hide
from planning.wording import Sentence, Words


@dataclass(frozen=True, slots=True)
class PlaceResult:
    """What the ballots of one place alone would have chosen, by the announced rules.

    :param is_tie: whether a tie stands among the winners.
    """

    place: str
    ballots: int
    winners: tuple[str, ...]
    is_tie: bool


def to_cut(enrolled: Mapping[str, int], voted: Mapping[str, int], cast: Mapping[str, int]) -> frozenset[str]:
    """Places whose ballots must not be told apart.

    :param enrolled: lines of the roll by place, and of them ``voted`` on any way.
    :param cast: ballots that say where they come from; fewer than ``voted`` where some were on paper.
    """
    by_turnout = to_hide({place: Head(all_, voted.get(place, 0)) for place, all_ in enrolled.items()})
    left = {place: all_ for place, all_ in enrolled.items() if place not in by_turnout}
    by_ballots = to_hide({place: Head(all_, cast.get(place, 0)) for place, all_ in left.items()})
    unknown = frozenset(cast) - frozenset(enrolled)
    return by_turnout | by_ballots | unknown


def by_place(
    rules: CountingRules, options: Sequence[str], ballots: Iterable[Ballot], gone: Sequence[str] = ()
) -> tuple[PlaceResult, ...]:
    """The result of each place, in the order of their keys; a place whose ties cannot be followed is left out."""
    boxes: dict[str, list[Ballot]] = {}
    for ballot in ballots:
        if ballot.place:
            boxes.setdefault(ballot.place, []).append(ballot)
    return tuple(_of_places(rules, options, boxes, gone))


def _of_places(
    rules: CountingRules, options: Sequence[str], boxes: Mapping[str, Sequence[Ballot]], gone: Sequence[str]
) -> Iterator[PlaceResult]:
    for place in sorted(boxes):
        counting = rules.counting(options, boxes[place], gone)
        try:
            result = counting.counted()
        except Refusals:
            continue  # the whole was counted; that so few ballots tie beyond measure says nothing of it
        stands = any(not tie.resolved for tie in result.ties)
        is_tie = stands if counting.is_several else len(result.winners) > 1
        yield PlaceResult(place, len(boxes[place]), result.winners, is_tie)


def places_told(
    results: Sequence[PlaceResult], winners: Sequence[str], names: Mapping[str, Words], titles: Mapping[str, Words], *,
    is_several: bool, some_hidden: bool,
) -> tuple[Sentence, ...]:  # fmt: skip
    """One sentence for each place, after one for all of them.

    :param winners: of all ballots together.
    """
    if not results:
        return (Sentence(N_("No courtyard or street front has so many ballots that it can be told what would have been chosen there.")),)  # fmt: skip
    same = sum(set(one.winners) == set(winners) for one in results)
    told = [Sentence(N_("Counted by courtyard and street front alone, {same} of {total} come to the same result as all together."), {"same": same, "total": len(results)})]  # fmt: skip
    for one in results:
        said = {"place": names.get(one.place) or Words(one.place), "count": one.ballots, "winners": tuple(titles[key] for key in one.winners)}  # fmt: skip
        told.append(Sentence(_sentence(one, is_several=is_several), said))
    if some_hidden:
        told.append(Sentence(N_("Ballots of small groups, and of those that would give a small one away, say no longer where they come from.")))  # fmt: skip
    return tuple(told)


def _sentence(one: PlaceResult, *, is_several: bool) -> str:
    if not one.winners:
        return N_("{place}, {count} ballots: nothing would have been chosen.")
    if one.is_tie:
        return N_("{place}, {count} ballots: it would have been a tie between {winners}.")
    if is_several:
        return N_("{place}, {count} ballots: these would have been chosen: {winners}.")
    return N_("{place}, {count} ballots: {winners} would have won.")
