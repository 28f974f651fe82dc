"""What residents weigh, taken from a round in which they gave points to the qualities themselves."""

from __future__ import annotations

from collections.abc import Mapping

from planning import store
from planning.actions.act import Doing, act
from planning.actions.planting.settling import settle
from planning.errors import N_, Refusal
from planning.options.option import Option
from planning.options.record.publication import is_only_result
from planning.options.round import BallotKind, Round, State
from planning.options.species.suitability import Trait, checked_weights
from planning.options.species.weighing import weights_of
from planning.store import ballots, paper


@act
def weigh_by_round(doing: Doing, *, round_id: str, traits: Mapping[str, str]) -> dict[str, int]:
    """Set the weights from a closed score round; gives them by trait.

    :param traits: which quality an option stands for, by the option's id; options that stand for none are left out.

    Raises :class:`Refusal` (``not_scored``, ``not_closed``, ``paper_waiting``, ``few_ballots``, ``bad_traits``, ``bad_weights``).
    """
    round_ = store.get(doing.session, Round, round_id)
    doing.permit_in(round_.community_id)
    if round_.ballot is not BallotKind.SCORE:
        raise Refusal("not_scored", N_("Weights come from a round in which points were given: choose such a round."))
    if round_.state(doing.now) is not State.CLOSED:
        raise Refusal("not_closed", N_("Nobody can read a tally before the round has closed."))
    if paper.waits(doing.session, round_):
        raise Refusal("paper_waiting", N_("Voting has closed and the paper ballots are being entered: the result appears here as soon as all of them are counted."))  # fmt: skip
    box = ballots.box(doing.session, round_id)
    if is_only_result(len(box)):
        raise Refusal(
            "few_ballots", N_("Fewer than ten ballots were cast: weights would tell more than the result may.")
        )
    options = {one.id: one for one in store.find(doing.session, Option, round_id=round_id, withdrawn_at=None)}
    named = {options[id_].key: Trait(trait) for id_, trait in traits.items() if id_ in options and trait in set(Trait)}
    if not named or len(named) != len(traits) or len(set(named.values())) != len(named):
        raise Refusal("bad_traits", N_("Say of at least one option which quality it stands for, and of no two the same."), where="traits")  # fmt: skip
    weights = checked_weights(
        {str(trait): weight for trait, weight in weights_of(box, round_.most_points, named).items()}
    )
    source = " · ".join(dict.fromkeys((round_.title["zh"], round_.title["en"])))
    settle(doing, round_.community_id, source, weights=tuple((str(trait), weight) for trait, weight in weights.items()),
           weighed_by=source, weights_round=round_id)  # fmt: skip
    return {str(trait): weight for trait, weight in weights.items()}
