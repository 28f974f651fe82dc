"""An outcome told in one plain paragraph: who won, how, by how much of how many, and whether other methods agree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from planning.errors import N_
from planning.options.counting.exact import exact
from planning.options.counting.methods import METHODS
from planning.options.counting.profile import Profile
from planning.options.counting.result import Result
from planning.options.counting.scores import Scores
from planning.options.telling.finals import bucklin, by_method, two_round
from planning.options.telling.scores import approval, borda, condorcet, copeland, plurality, score, star
from planning.options.telling.several import budget, seats
from planning.options.telling.stages import instant_runoff
from planning.options.telling.teller import Teller, decimal, say
from planning.wording import Sentence, Words

if TYPE_CHECKING:
    from planning.options.outcome import Outcome

__all__ = ["decimal", "paragraph"]

_TELLING: dict[str, Callable[[Teller, Result], Iterator[Sentence]]] = {
    "irv": instant_runoff,
    "plurality": plurality,
    "approval": approval,
    "borda": borda,
    "copeland": copeland,
    "condorcet": condorcet,
    "two_round": two_round,
    "bucklin": bucklin,
    "score": score,
    "star": star,
    "pb_greedy": budget,
    "pb_mes": budget,
    "stv_scottish": seats,
    "stv_wigm": seats,
    "seq_pav": seats,
    "phragmen": seats,
    "mes": seats,
}


def paragraph(outcome: Outcome, titles: Mapping[str, Words]) -> tuple[Sentence, ...]:
    """The sentences of the paragraph, to be translated and joined by the edge.

    :param titles: option key -> what people call it; a key without a title stands for itself.
    """
    return tuple(_sentences(Teller(outcome, titles)))


def _sentences(teller: Teller) -> Iterator[Sentence]:
    profile = teller.outcome.counting.sums
    if profile.groups:
        for_seats = teller.outcome.method == "approval" and teller.outcome.is_several
        tell = seats if for_seats else _TELLING.get(teller.outcome.method, by_method)
        yield from tell(teller, teller.outcome.result)
        yield from left_out(profile)
        yield from agreement(teller)
    else:
        yield nothing_chosen(profile)
        yield from left_out(profile)


def nothing_chosen(profile: Profile | Scores) -> Sentence:
    """Why nothing was chosen."""
    if not profile.total:
        return say(N_("No ballot was received, so nothing was chosen."))
    if profile.total == profile.blank:
        return say(N_("Every ballot is blank ({blank} in all), so nothing was chosen."), blank=profile.blank)
    return say(N_("No ballot could be counted, so nothing was chosen."))


def left_out(profile: Profile | Scores) -> Iterator[Sentence]:
    """Ballots that do not count, where some do not."""
    invalid = exact(sum(profile.invalid.values()))
    if profile.blank and profile.blank != profile.total:
        yield say(N_("Blank ballots: {blank} of {total}."), blank=profile.blank, total=profile.total)
    if invalid:
        yield say(N_("Invalid ballots, not counted: {invalid} of {total}."), invalid=invalid, total=profile.total)


def agreement(teller: Teller) -> Iterator[Sentence]:
    """What the other methods say."""
    outcome = teller.outcome
    same = [METHODS[n].title for n, r in outcome.others.items() if r.winners and n not in outcome.differing]
    if outcome.agrees and same and outcome.winners:
        yield say(N_("All methods that choose anybody agree: {methods} come to the same result."), methods=tuple(same))
    elif same:
        yield say(N_("The methods do not all agree. The same result comes from: {methods}."), methods=tuple(same))
    elif outcome.differing:
        yield say(N_("No other method comes to the same result."))
    for name, result in outcome.differing.items():
        said = {"method": METHODS[name].title, "winners": teller.named(*result.winners)}
        if outcome.is_several:
            yield say(N_("By {method}, these would have been chosen: {winners}."), **said)
        elif len(result.winners) == 1:
            yield say(N_("By {method}, {winners} would have won."), **said)
        else:
            yield say(N_("By {method}, {winners} would have been tied."), **said)
    if "condorcet" in outcome.others and outcome.condorcet_winner is None:
        yield say(N_("In one-to-one comparisons, no option is preferred to every other one."))
