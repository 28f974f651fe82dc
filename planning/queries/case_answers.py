"""What a board is asked at the end of a case and no other question answers: who raised it, who was not reached, who put an
option out and why, and by which channel people voted. Counts only, small ones hidden; no name.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from planning import access, store
from planning.access import Asking
from planning.cases.matter import Matter
from planning.options.ballot import Ballot, Channel
from planning.options.electorate import Contact, Voter
from planning.options.option import Option
from planning.options.paper.figures import may_be_told
from planning.options.record.publication import is_only_result
from planning.options.round import Round
from planning.options.small_groups import SMALL_GROUP
from planning.people import Member, Role, Visitor
from planning.period import Moment
from planning.queries.cases import case_in
from planning.queries.matters import MatterCard, cards
from planning.queries.query import Look, query
from planning.site import Community
from planning.store import accounts, journal, paper
from planning.surveys.questionnaire.survey import Need, Response, Survey
from planning.surveys.reading import told_inside
from planning.wording import Words


@dataclass(frozen=True, slots=True)
class AskedBy:
    """A questionnaire of the case: how many answered it; ``found``: the case was opened from what it found."""

    survey: Survey
    answered: int
    found: bool


@dataclass(frozen=True, slots=True)
class PutOut:
    """An option that does not stand to the vote: since when, why, and in which role somebody put it out.

    :param screened: the screening did, by its tables.
    :param role: None where neither the log nor the account says it (any more).
    :param is_gone: the account of who did it is gone.
    """

    title: Words
    at: datetime
    reason: str
    screened: bool
    role: Role | None
    is_gone: bool


@dataclass(frozen=True, slots=True)
class Channels:
    """Ballots of a box that came on ``paper``, and all others, as the record tells them."""

    phone: int
    paper: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.phone + self.paper


@dataclass(frozen=True, slots=True)
class RoundAnswers:
    """Of an announced round: how many of the roll were reached, what was put out, and ballots by channel.

    :param on_roll: None where so few are on it that nothing is told of them.
    :param contacts: how many of the roll stand where; small counts are None, all of a small roll.
    :param channels: None before closing, and where so few voted, or by one of the two ways, that figures would tell on people.
    """

    on_roll: int | None
    contacts: Mapping[Contact, int | None]
    out: tuple[PutOut, ...]
    channels: Channels | None


@dataclass(frozen=True, slots=True)
class CaseAnswers:
    """Everything of this for one case; rounds by their ids."""

    raised: tuple[MatterCard, ...]
    surveys: tuple[AskedBy, ...]
    rounds: Mapping[str, RoundAnswers]


@query
def case_answers(look: Look, *, community_id: str, case_id: str) -> CaseAnswers:
    """What everybody may read of it. Raises :class:`Refusal` (``not_found``), also for a case of another community."""
    here = look.permit_in(community_id)
    case_in(look, community_id, case_id)
    raised = store.find(look.session, Matter, order=("at", "id"), case_id=case_id, withdrawn_at=None)
    found = [one for one in store.find(look.session, Round, case_id=case_id, community_id=community_id) if one.period]
    out = _put_out(look, here, [one.id for one in found])
    return CaseAnswers(
        tuple(cards(look, community_id, raised)), _surveys(look, community_id, case_id),
        {one.id: _round(look, one, tuple(out[one.id])) for one in found},
    )  # fmt: skip


def _surveys(look: Look, community_id: str, case_id: str) -> tuple[AskedBy, ...]:
    named = {one.survey_id for one in store.find(look.session, Need, case_id=case_id, community_id=community_id)}
    mine = [*store.find(look.session, Survey, case_id=case_id), *store.find(look.session, Survey, id=sorted(named))]
    asked = {one.id: one for one in mine if one.published_at and one.community_id == community_id}
    return tuple(
        AskedBy(one, store.count(look.session, Response, survey_id=one.id), one.id in named)
        for one in sorted(asked.values(), key=lambda one: (one.created_at, one.id))
    )


def _round(look: Look, round_: Round, out: tuple[PutOut, ...]) -> RoundAnswers:
    roll = Counter(one.contact for one in store.find(look.session, Voter, round_id=round_.id))
    contacts = told_inside([(str(one), roll[one]) for one in Contact], SMALL_GROUP)
    return RoundAnswers(
        None if 0 < roll.total() < SMALL_GROUP else roll.total(),
        {one: contacts[str(one)] for one in Contact},
        out,
        _channels(look, round_),
    )


def _put_out(look: Look, here: Community, round_ids: Sequence[str]) -> Mapping[str, list[PutOut]]:
    """Options that do not stand, by round, in the order in which they were put out; those that the log knows nothing of last."""
    out: defaultdict[str, list[PutOut]] = defaultdict(list)
    options = store.find(look.session, Option, order="position", round_id=list(round_ids))
    gone = {f"option:{one.id}": one for one in options if one.withdrawn_at}
    if not gone:
        return out
    members = {member.id: member for member in accounts.members(look.session)}
    last: dict[str, journal.Entry | None] = {
        entry.subject: entry for entry in journal.entries_about(look.session, list(gone))
        if (entry.after or {}).get("withdrawn_at")
    }  # fmt: skip
    for subject, entry in (last | {unknown: None for unknown in gone if unknown not in last}).items():
        option = gone[subject]
        if entry is None:
            assert option.withdrawn_at is not None  # noqa: S101 - only such are here
            out[option.round_id].append(
                PutOut(option.title, option.withdrawn_at, "", screened=False, role=None, is_gone=False)
            )
            continue
        member = members.get(entry.member_id)
        out[option.round_id].append(PutOut(
            option.title, entry.at, entry.reason, screened=entry.act == "screen_round",
            role=_role(entry, member, here), is_gone=member is None,
        ))  # fmt: skip
    return out


def _role(entry: journal.Entry, member: Member | None, here: Community) -> Role | None:
    """In which role it was done, as the log has it; of an entry that is older than that, in which role it could be done today."""
    kept = (entry.after or {}).get("role")
    return Role(kept) if kept else access.role_for(f"act.{entry.act}", Asking(Visitor(member), here))


def _channels(look: Look, round_: Round) -> Channels | None:
    """Ballots by the way they came, once the round has closed and all of them are counted: by the rule of the record.

    Told in another way than there, a channel could be worked out from both.
    """
    if round_.moment(look.now) is not Moment.AFTER or paper.waits(look.session, round_):
        return None
    on_paper = store.count(look.session, Ballot, round_id=round_.id, channel=Channel.PAPER)
    box = Channels(store.count(look.session, Ballot, round_id=round_.id) - on_paper, on_paper)
    return None if is_only_result(box.total) or not may_be_told(box.phone, box.paper) else box
