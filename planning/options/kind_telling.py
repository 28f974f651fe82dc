"""What a voter is told of the kind of a round before voting, in plain sentences: points, seats, the budget, places."""

from __future__ import annotations

from planning.errors import N_
from planning.options.money import yuan
from planning.options.round import WITH_SEATS, BallotKind, Round
from planning.options.score_ballot import Unscored
from planning.wording import Sentence

UNSCORED_RULES = {
    Unscored.NOUGHT: N_("An option without points counts as 0 on that ballot."),
    Unscored.REFUSED: N_("Every option must be given points, 0 among them; or none at all, for a blank ballot."),
}
BY_PLACE = Sentence(N_("Each ballot says which courtyard or street front it comes from. After closing that is cut off wherever a group is small; of the others only who would have won there is told."))  # fmt: skip


def kind_told(round_: Round) -> tuple[Sentence, ...]:
    """The sentences; none for a round of rankings, approvals or yes and no that elects one."""
    told = []
    if round_.ballot is BallotKind.SCORE:
        told.append(Sentence(N_("Each option can be given 0 to {most} points."), {"most": round_.most_points}))
        told.append(Sentence(UNSCORED_RULES[round_.unscored]))
    if round_.ballot is BallotKind.BUDGET:
        told.append(Sentence(N_("There are {budget} yuan to spend. What is chosen must not cost more together."), {"budget": yuan(round_.budget or 0)}))  # fmt: skip
    if round_.method in WITH_SEATS and round_.seats > 1:
        told.append(Sentence(N_("{seats} options are chosen together."), {"seats": round_.seats}))
    if round_.by_place:
        told.append(BY_PLACE)
    return tuple(told)
