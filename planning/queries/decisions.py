"""What a closed yes or no decided, and how it goes together with the rounds before and after it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from planning import store
from planning.errors import N_
from planning.options.decision.deciding import Decision
from planning.options.decision.joining import Gate, Ratification
from planning.options.decision.on_roll import totals_of
from planning.options.decision.publishing import Published, published
from planning.options.decision.telling import COUNT_ONLY, verdict
from planning.options.kind_telling import kind_told
from planning.options.outcome import Outcome
from planning.options.paper.telling import paper_told
from planning.options.reading import ResultsView
from planning.options.round import CALLED, BallotKind, Round
from planning.options.telling import decimal
from planning.period import Moment
from planning.queries.query import Look
from planning.queries.rounds import RoundView
from planning.store import decisions, paper
from planning.wording import Sentence, Words

CONSULTATIVE = Sentence(
    N_("This round is open to all and consultative: one ballot for each browser and no roll behind it. It is never counted together with a vote by codes.")
)  # fmt: skip

EARLY = N_("This round was opened before its case came to its vote. Reason: {reason}")


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision with what everybody may read of it."""

    decision: Decision
    published: Published


def decided(look: Look, round_: Round) -> Decided | None:
    """What a closed round decided; None where no rule was announced, or the round has not closed."""
    if not round_.rule or round_.moment(look.now) is not Moment.AFTER or paper.waits(look.session, round_):
        return None
    decision, voters = decisions.decision(look.session, round_)
    return Decided(decision, published(decision, totals_of(voters, decision.rule).whole))


def with_decision(look: Look, view: ResultsView, outcome: Outcome, *, everything: bool = False) -> ResultsView:
    """The view of a result with what was decided by it, before it and after it.

    :param outcome: the count, also where it is too small to be shown.
    :param everything: all figures also where few ballots were cast.
    """
    view = replace(view, around=_around(look, view, outcome))
    if view.round.ballot is not BallotKind.YES_NO:
        return view
    found = decided(look, view.round)
    if found is None:
        return _counted_only(view, outcome)
    told = found.published
    sentences = (_verdict(view, told.accepted), *told.sentences[1:])
    shown = view.outcome if told.heads or everything else None
    return replace(
        view, decision=told, sentences=sentences, winners=("yes",) if told.accepted else (), outcome=shown,
        participation=view.participation if shown else None,
    )  # fmt: skip


def _verdict(view: ResultsView, accepted: bool) -> Sentence:
    """Accepted or not, and what: where the board has said what “yes” means."""
    title = view.titles["yes"]
    if title == CALLED["yes"]:
        return verdict(accepted)
    return Sentence(N_("Accepted: {choice}.") if accepted else N_("Not accepted: {choice}."), {"choice": title})


def told_before(view: RoundView) -> tuple[Sentence, ...]:
    """What a voter is told of the kind of round, and of the rounds before and after it."""
    told = [CONSULTATIVE] if view.round.is_consultative else []
    if view.gate:
        told.append(Sentence(N_("“{question}” was accepted before this round."), {"question": view.gate}))
    if view.ratifies:
        told.append(_ratifies(view.ratifies))
    if view.round.early_reason:
        told.append(Sentence(EARLY, {"reason": view.round.early_reason}))
    return (*told, *kind_told(view.round), *_paper(view.round))


def _paper(round_: Round) -> tuple[Sentence, ...]:
    return paper_told(round_.paper, open_to_all=round_.is_consultative)


def _ratifies(title: Words) -> Sentence:
    return Sentence(N_("This vote puts the winner of “{title}” to a yes or no."), {"title": title})


def _counted_only(view: ResultsView, outcome: Outcome) -> ResultsView:
    """A yes or no without a rule: more for or more against; those who abstained are for neither."""
    heads = {key: outcome.standing[key][0] for key in ("yes", "no", "abstain")}
    titles = view.titles
    said: dict[str, object] = {"yes": titles["yes"], "no": titles["no"], "abstain": titles["abstain"]}
    winners: tuple[str, ...] = ()
    if heads["yes"] == heads["no"]:
        first = Sentence(N_("As many chose “{yes}” as “{no}”."), said)
    else:
        winners = ("yes",) if heads["yes"] > heads["no"] else ("no",)
        more, less = (titles[key] for key in (winners[0], "no" if winners[0] == "yes" else "yes"))
        first = Sentence(N_("More chose “{more}” than “{less}”."), {"more": more, "less": less})
    figures = {f"{key}_heads": decimal(count) for key, count in heads.items()}
    told = Sentence(N_("{yes}: {yes_heads}; {no}: {no_heads}; {abstain}: {abstain_heads}."), said | figures)
    return replace(view, winners=winners, sentences=(first, *((told,) if view.outcome else ()), COUNT_ONLY))


def _around(look: Look, view: ResultsView, outcome: Outcome) -> tuple[Sentence, ...]:
    round_ = view.round
    said: list[Sentence] = []
    if round_.is_consultative:
        said.append(CONSULTATIVE)
    said += _paper(round_)
    if round_.gate_id:
        gate = store.get(look.session, Round, round_.gate_id)
        found = decided(look, gate)
        if found:
            said += Gate(gate.title, found.decision, outcome).told(view.titles)
    if round_.ratifies_id:
        said.append(_ratifies(store.get(look.session, Round, round_.ratifies_id).title))
    after = _ratifying(look, round_)
    if after is not None:
        found = decided(look, after)
        said += Ratification(outcome, found.decision if found else None).told(view.titles)
    return tuple(said)


def _ratifying(look: Look, round_: Round) -> Round | None:
    """The announced round that puts the winner of this one to a yes or no: the one that was announced last."""
    found = [r for r in store.find(look.session, Round, ratifies_id=round_.id) if r.sealed_at is not None]
    return max(found, key=lambda r: (r.sealed_at, r.id)) if found else None
