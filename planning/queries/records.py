"""What a record is made of, for the board and its auditor or for everybody; and the list of receipts."""

from __future__ import annotations

from collections import Counter

from planning import store
from planning.errors import N_, Refusal
from planning.options.electorate import Voter
from planning.options.frozen_roll import roll_hash
from planning.options.option import Option
from planning.options.reading import ReceiptList, RecordMaterial
from planning.options.record.extract import OPENING, about, extract
from planning.options.round import Round, definition
from planning.options.small_groups import SMALL_GROUP
from planning.queries.query import Look, query
from planning.queries.results import read_results
from planning.site import Community
from planning.store import ballots, decisions, journal, settling
from planning.store.settling import Announced, Settled


@query
def full_record(look: Look, *, round_id: str) -> RecordMaterial:
    """Everything of a closed round but persons. Raises :class:`Refusal` (``not_closed``, ``few_ballots``, ``not_settled``)."""
    round_ = store.get(look.session, Round, round_id)
    community = look.permit_in(round_.community_id, round_.moment(look.now))
    if ballots.received(look.session, round_id) < SMALL_GROUP:
        raise Refusal(
            "few_ballots",
            N_("Fewer than five ballots were cast: nobody gets them, since they would tell who voted how."),
        )
    return _material(look, round_, community, public=False)


@query
def public_record(look: Look, *, round_id: str) -> RecordMaterial:
    """What may be published of a closed round. Raises :class:`Refusal` (``not_closed``, ``not_settled``)."""
    round_ = store.get(look.session, Round, round_id)
    community = look.permit_in(round_.community_id, round_.moment(look.now))
    return _material(look, round_, community, public=True)


@query
def receipt_list(look: Look, *, round_id: str) -> ReceiptList:
    """The receipts of a closed round. Raises :class:`Refusal` (``not_closed``, ``not_settled``)."""
    round_ = store.get(look.session, Round, round_id)
    look.permit_in(round_.community_id, round_.moment(look.now))
    done = _settled(look, round_id)
    return ReceiptList(round_, tuple(settling.commitments(look.session, round_id)), done.ballots)


def _settled(look: Look, round_id: str) -> Settled:
    done = settling.settled(look.session, round_id)
    if done is None:
        raise Refusal("not_settled", N_("The ballots are being shuffled after closing: please try again in a minute."))
    return done


def _material(look: Look, round_: Round, community: Community, *, public: bool) -> RecordMaterial:
    done, announced = _settled(look, round_.id), _announced(look, round_)
    voters = store.find(look.session, Voter, round_id=round_.id)
    subjects = _subjects(look, round_)
    first = journal.first_of(look.session, subjects) or done.seq
    links = journal.links(look.session, after=first - 1, until=done.seq)
    view = read_results(look, round_, community, everything=True)
    return RecordMaterial(
        view, public, announced.text, announced.hash,
        tuple(ballots.box(look.session, round_.id)), done.salt,
        tuple(settling.commitments(look.session, round_.id)), round_.roll_hash or roll_hash(voters),
        Counter(str(voter.kind) for voter in voters), extract(links, about(subjects, public=public)),
        any(link.content.act == OPENING and link.content.subject == subjects[0] for link in links),
        decisions.basis(look.session, round_) if round_.rule else None,
        view.participation.paper if view.participation else None,
    )  # fmt: skip


def _subjects(look: Look, round_: Round) -> list[str]:
    options = store.find(look.session, Option, order="position", round_id=round_.id)
    return [f"round:{round_.id}", *(f"option:{option.id}" for option in options)]


def _announced(look: Look, round_: Round) -> Announced:
    """What was announced; of a round that was announced before definitions were kept, what its rows say now."""
    found = settling.definition_of(look.session, round_.id)
    if found is not None:
        return found
    options = store.find(look.session, Option, order="position", round_id=round_.id)
    there = [o for o in options if o.withdrawn_at is None or not round_.sealed_at or o.withdrawn_at >= round_.sealed_at]
    return Announced(round_.definition_hash, definition(round_, there))
