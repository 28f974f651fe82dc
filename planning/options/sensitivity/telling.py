"""How sure a result is, in one sentence for each question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from planning.errors import N_
from planning.options.counting.methods import METHODS
from planning.options.counting.profile import Unranked
from planning.options.sensitivity.margin import Margin
from planning.options.sensitivity.sureness import Sureness
from planning.options.telling.teller import Teller, say
from planning.wording import Sentence, Words

if TYPE_CHECKING:
    from planning.options.outcome import Outcome

_MARGINS = {
    ("exact", False): N_(
        "If {most} of the {total} ballots had said something else, the result could have been another; with fewer it could not."
    ),
    ("between", False): N_(
        "The result could have been another if {most} of the {total} ballots had said something else; with fewer than "
        "{least} it could not. The exact number lies between."
    ),
    ("at_least", False): N_(
        "At least {least} of the {total} ballots must have said something else for another result."
    ),
    ("exact", True): N_(
        "If ballots of a weight of {most}, of {total} in all, had said something else, the result could have been "
        "another; with less it could not."
    ),
    ("between", True): N_(
        "The result could have been another if ballots of a weight of {most}, of {total} in all, had said something "
        "else; with less than {least} it could not. The exact weight lies between."
    ),
    ("at_least", True): N_(
        "Ballots of a weight of at least {least}, of {total} in all, must have said something else for another result."
    ),
}
_RULES = {
    Unranked.TIED_LAST: (
        N_(
            "An option that a ballot does not rank counted as tied last on it. If it had been left out of the comparison instead, the result would be the same."
        ),
        N_(
            "An option that a ballot does not rank counted as tied last on it. If it had been left out of the comparison instead, {winners} would have won."
        ),
        N_(
            "An option that a ballot does not rank counted as tied last on it. If it had been left out of the comparison instead, {winners} would have been tied."
        ),
        N_(
            "An option that a ballot does not rank counted as tied last on it. If it had been left out of the comparison instead, nobody would have won."
        ),
    ),
    Unranked.LEFT_OUT: (
        N_(
            "An option that a ballot does not rank was left out of the comparison. If it had counted as tied last instead, the result would be the same."
        ),
        N_(
            "An option that a ballot does not rank was left out of the comparison. If it had counted as tied last instead, {winners} would have won."
        ),
        N_(
            "An option that a ballot does not rank was left out of the comparison. If it had counted as tied last instead, {winners} would have been tied."
        ),
        N_(
            "An option that a ballot does not rank was left out of the comparison. If it had counted as tied last instead, nobody would have won."
        ),
    ),
}


def how_sure(outcome: Outcome, titles: Mapping[str, Words]) -> tuple[Sentence, ...]:
    """The sentences, the margin first.

    :param titles: option key -> what people call it; a key without a title stands for itself.
    """
    return tuple(_sentences(Teller(outcome, titles), outcome.sureness))


def _sentences(teller: Teller, sure: Sureness) -> Iterator[Sentence]:
    if sure.margin:
        yield of_margin(sure.margin)
    else:
        yield say(N_("For this method, how many ballots could have changed the result is not worked out."))
    yield from of_methods(teller, sure)
    yield from of_spoilers(teller, sure)
    if sure.by_other_rule is not None:
        yield of_rule(teller, sure, sure.by_other_rule)


def of_margin(margin: Margin) -> Sentence:
    """How many ballots could have changed the result."""
    if margin.at_most == 0:
        return say(N_("The ballots alone leave a tie: they do not carry this result by a single one of them."))
    said: dict[str, Any] = {"least": margin.at_least, "total": margin.total}
    if margin.at_most is not None:
        said["most"] = margin.at_most
    return say(_MARGINS[margin.kind, margin.by_weight], **said)


def of_methods(teller: Teller, sure: Sureness) -> Iterator[Sentence]:
    """Whether the other methods choose the same, and who else would win by which."""
    total, differing = len(sure.by_method), sure.differing
    if not total:
        return
    if not differing:
        yield say(N_("All {total} other methods that choose anybody come to the same result."), total=total)
        return
    yield say(
        N_("Of {total} other methods that choose anybody, {same} come to the same result."),
        total=total,
        same=total - len(differing),
    )
    for winners in dict.fromkeys(differing.values()):
        methods = tuple(METHODS[name].title for name, found in differing.items() if found == winners)
        said = {"winners": teller.named(*winners), "methods": methods}
        if teller.outcome.is_several:
            yield say(N_("{winners} would have been chosen by: {methods}."), **said)
        else:
            yield say(
                N_("{winners} would have won by: {methods}.")
                if len(winners) == 1
                else N_("{winners} would have been tied by: {methods}."),
                **said,
            )


def of_spoilers(teller: Teller, sure: Sureness) -> Iterator[Sentence]:
    """Whether an option that lost decided who won."""
    if not sure.without:
        return
    if not sure.spoilers:
        yield say(N_("Without any one of the options that lost, the result would be the same."))
    for winners in dict.fromkeys(sure.spoilers.values()):
        options = tuple(option for option, found in sure.spoilers.items() if found == winners)
        said = {"winners": teller.named(*winners), "options": teller.named(*options)}
        if winners and teller.outcome.is_several:
            yield say(N_("Without {options}, these would have been chosen: {winners}."), **said)
        else:
            yield say(_without(len(winners), len(options)), **said)


def _without(winners: int, options: int) -> str:
    if not winners:
        return N_("Without {options}, nobody would have won.")
    if winners > 1:
        return N_("Without {options}, {winners} would have been tied.")
    if options > 1:
        return N_("Without any one of {options}, {winners} would have won.")
    return N_("Without {options}, {winners} would have won.")


def of_rule(teller: Teller, sure: Sureness, winners: tuple[str, ...]) -> Sentence:
    """What the rule for unranked options did."""
    same, won, tied, nobody = _RULES[teller.outcome.profile.unranked]
    if set(winners) == set(sure.winners):
        return say(same)
    if not winners:
        return say(nobody)
    return say(won if len(winners) == 1 else tied, winners=teller.named(*winners))
