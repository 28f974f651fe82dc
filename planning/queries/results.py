"""Results: what a closed round says. Before closing the answer is the same refusal for everybody."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from datetime import datetime
from threading import Lock

from planning import store
from planning.errors import N_, Refusal
from planning.options.by_place import PlaceResult, by_place
from planning.options.counting_rules import Counting, CountingRules
from planning.options.electorate import Code, Voter, group_of, turnout
from planning.options.option import Option
from planning.options.outcome import Outcome, explained, paragraph
from planning.options.reading import (
    BallotsOfRound,
    GroupPart,
    Participation,
    ResultLine,
    ResultsView,
    RoundChange,
)
from planning.options.record.paper import part_of
from planning.options.record.publication import is_only_result
from planning.options.round import Access, Round, State
from planning.options.small_groups import SMALL_GROUP
from planning.queries.decisions import with_decision
from planning.queries.query import Look, query
from planning.queries.rounds import PUBLIC_ACTS, round_heads
from planning.site import Community, Courtyard
from planning.store import ballots, journal, paper, settling
from planning.wording import Sentence, Words

Counted = tuple[Outcome, Participation, tuple[PlaceResult, ...]]


@query
def rounds_with_results(look: Look, *, community_id: str) -> list[ResultLine]:
    """Announced rounds: the closed ones first, the newest on top, then those that are open or open later."""
    look.permit_in(community_id)
    found = [r for r in store.find(look.session, Round, community_id=community_id) if r.period is not None]
    lines = [ResultLine(round_, round_.state(look.now)) for round_ in found]
    newest = sorted(lines, key=lambda line: (_closes(line.round), line.round.id), reverse=True)
    return sorted(newest, key=lambda line: line.state is not State.CLOSED)


@query
def results_view(look: Look, *, round_id: str) -> ResultsView:
    """What came out of a round. Raises :class:`Refusal` (``not_closed``), for staff as for everybody, before closing.

    With fewer than ten ballots only the outcome is told.
    """
    round_ = store.get(look.session, Round, round_id)
    community = look.permit_in(round_.community_id, round_.moment(look.now))
    return read_results(look, round_, community)


def read_results(look: Look, round_: Round, community: Community, *, everything: bool = False) -> ResultsView:
    """The results of a round that was permitted to be read.

    :param everything: all figures also where few ballots were cast: for a record, which decides by itself what it tells.
    """
    round_id = round_.id
    _refuse_waiting(look, round_)
    options = store.find(look.session, Option, order="position", round_id=round_id)
    standing = tuple(option for option in options if option.withdrawn_at is None)
    withdrawn = tuple(option for option in options if option.withdrawn_at is not None)
    outcome, participation, places = _counted(look, round_, standing, withdrawn)
    titles = {option.key: option.title for option in options}
    few = is_only_result(participation.received) and not everything
    view = ResultsView(
        community, round_, _closes(round_), standing, withdrawn, _changes(look, round_, withdrawn), outcome.winners,
        (_few_told(outcome, titles),) if few else paragraph(outcome, titles),
        None if few else outcome, None if few else participation, heads=round_heads(look.session, round_id),
        places=() if few else places, place_names=_names(look, round_) if round_.by_place else {},
    )  # fmt: skip
    return with_decision(look, view, outcome, everything=everything)


@query
def ballots_of_round(look: Look, *, round_id: str) -> BallotsOfRound:
    """The ballots of a closed round without persons, times and ids, for the board and administrators.

    Raises :class:`Refusal` (``not_closed``, ``few_ballots``).
    """
    round_ = store.get(look.session, Round, round_id)
    look.permit_in(round_.community_id, round_.moment(look.now))
    _refuse_waiting(look, round_)
    options = store.find(look.session, Option, order="position", round_id=round_id)
    gone = tuple(option for option in options if option.withdrawn_at is not None)
    standing = tuple(option for option in options if option.withdrawn_at is None)
    if ballots.received(look.session, round_id) < SMALL_GROUP:
        raise Refusal(
            "few_ballots",
            N_("Fewer than five ballots were cast: nobody gets them, since they would tell who voted how."),
        )
    return BallotsOfRound(round_, _counting(look, round_, standing, gone), {o.key: o.title for o in standing})


def _refuse_waiting(look: Look, round_: Round) -> None:
    if paper.waits(look.session, round_):
        raise Refusal("paper_waiting", N_("Voting has closed and the paper ballots are being entered: the result appears here as soon as all of them are counted."))  # fmt: skip


def _closes(round_: Round) -> datetime:
    assert round_.period is not None  # noqa: S101 - only announced rounds come here
    return min(round_.closed_at, round_.period.closes) if round_.closed_at else round_.period.closes


def _counting(look: Look, round_: Round, standing: tuple[Option, ...], gone: tuple[Option, ...]) -> Counting:
    """The ballots grouped by what they say; options that were withdrawn are struck from them."""
    box = ballots.box(look.session, round_.id)
    rules = CountingRules.of_round(round_, (*standing, *gone))
    return rules.counting([option.key for option in (*standing, *gone)], box, [option.key for option in gone])


# The box of a closed round never changes, so it is counted once, and how sure the outcome is stays with it. The number of ballots belongs to the key: a ballot
# that was accepted just before closing may be written down just after somebody looked.
_COUNTED: OrderedDict[Hashable, Counted] = OrderedDict()
_COUNTING = Lock()
MOST_KEPT = 32


def _counted(look: Look, round_: Round, standing: tuple[Option, ...], gone: tuple[Option, ...]) -> Counted:
    """The outcome and the participation, counted or kept; only ever reached behind the permission."""
    keys = tuple(option.key for option in standing)
    received = ballots.received(look.session, round_.id)
    name = (round_.id, _closes(round_), round_.method, round_.tie, round_.unranked, keys, received,
            not round_.by_place or settling.settled(look.session, round_.id) is not None)  # fmt: skip
    with _COUNTING:
        kept = _COUNTED.get(name)
    if kept is None:
        counting = _counting(look, round_, standing, gone)
        kept = explained(counting), _participation(look, round_, received), _places(look, round_, counting)
    with _COUNTING:
        _COUNTED[name] = kept
        _COUNTED.move_to_end(name)
        while len(_COUNTED) > MOST_KEPT:
            _COUNTED.popitem(last=False)
    return kept


def _places(look: Look, round_: Round, counting: Counting) -> tuple[PlaceResult, ...]:
    """What each place alone would have chosen; before the box is settled nobody is told, since small groups are in it."""
    if not round_.by_place or settling.settled(look.session, round_.id) is None:
        return ()
    gone = counting.sums.withdrawn
    box = ballots.box(look.session, round_.id)
    return by_place(counting.rules, (*counting.profile.options, *gone), box, gone)


def _names(look: Look, round_: Round) -> dict[str, Words]:
    """What courtyards are called, by their ids."""
    return {c.id: c.name for c in store.find(look.session, Courtyard, community_id=round_.community_id)}


def _participation(look: Look, round_: Round, received: int) -> Participation:
    """Turnout of the roll by courtyard and street front, without small groups."""
    voted = ballots.voted(look.session, round_.id)
    roll = store.find(look.session, Voter, round_id=round_.id)
    counted = turnout((group_of(voter), voter.id in voted) for voter in roll)
    names = _names(look, round_)
    groups = tuple(GroupPart(names.get(g.group) or Words(g.group), g.enrolled, g.voted) for g in counted.groups)
    nobodys = (
        store.find(look.session, Code, round_id=round_.id, voter_id=None, voided_at=None)
        if round_.access is Access.INVITED
        else []
    )
    return Participation(
        received, counted.enrolled, counted.voted,
        tuple(sorted(groups, key=lambda part: (part.name.zh or part.name.en))), len(nobodys),
        sum(code.spent_at is not None for code in nobodys),
        part_of(paper.figures(look.session, round_.id), ballots.box(look.session, round_.id)),
    )  # fmt: skip


def _changes(look: Look, round_: Round, withdrawn: tuple[Option, ...]) -> tuple[RoundChange, ...]:
    """What staff did to the round after it was announced, in order."""
    subjects = [f"round:{round_.id}", *(f"option:{option.id}" for option in withdrawn)]
    entries = [e for s in subjects for e in journal.entries(look.session, round_.community_id, subject=s)]
    return tuple(
        RoundChange(e.at, e.act, e.reason) for e in sorted(entries, key=lambda e: e.seq) if e.act in PUBLIC_ACTS
    )


def _few_told(outcome: Outcome, titles: dict[str, Words]) -> Sentence:
    """The outcome alone: with so few ballots every figure would tell who voted how."""
    winners = tuple(titles[key] for key in outcome.winners)
    if not winners:
        return Sentence(
            N_(
                "Nothing was chosen. Fewer than ten ballots were cast, so no figures are shown: they would tell who voted how."
            )
        )
    if outcome.is_several and all(tie.resolved for tie in outcome.result.ties):
        return Sentence(
            N_(
                "Chosen: {winners}. Fewer than ten ballots were cast, so no figures are shown: they would tell who voted how."
            ),
            {"winners": winners},
        )
    if len(winners) == 1:
        return Sentence(
            N_(
                "{winner} won. Fewer than ten ballots were cast, so no figures are shown: they would tell who voted how."
            ),
            {"winner": winners[0]},
        )
    return Sentence(
        N_(
            "It is a tie between {winners}. Fewer than ten ballots were cast, so no figures are shown: they would tell who voted how."
        ),
        {"winners": winners},
    )
