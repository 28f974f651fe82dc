"""What is known of a person, and forgetting it: words, names and photos go, references stay.

What the log says of a person goes too, words and salts; its entries and their chain stay. A comment keeps its row, its topic and its stance, without words, name, photos and browser, out of every list and count
and on a coarse place: the log may name it, and nothing that names it breaks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, update

from planning.cases.evaluation import Appraisal
from planning.cases.matter import Matter, MatterSupport
from planning.cases.meeting import SignIn
from planning.site import Grid
from planning.store import evidence, journal
from planning.store.database import Session
from planning.store.overwriting import overwrite_what_goes
from planning.store.photo_files import Place, drop
from planning.store.saving import change, find
from planning.store.tables.care import CommentCareRow
from planning.store.tables.dissent import ObjectionRow
from planning.store.tables.evaluation import AppraisalRow
from planning.store.tables.evidence import EvidencePhotoRow
from planning.store.tables.log import ActRow
from planning.store.tables.matters import MatterRow, MatterSupportRow
from planning.store.tables.meetings import SignInRow
from planning.store.tables.questionnaires import ResponseRow
from planning.store.tables.staff import IdentityRow, InvitationRow, PlannerRow, TrainingRow
from planning.store.tables.statements import StatementRow, VoteSheetRow
from planning.store.tables.surveys import CommentRow, SupportRow, WordingRow
from planning.store.tables.themes import GroupedRow, ThemeRow
from planning.store.tables.whole_house import GrantRow, MemberRow, SessionRow
from planning.surveys.care import CommentCare
from planning.surveys.comment import Comment, Support, Wording
from planning.surveys.photo import Owner, Photo
from planning.surveys.questionnaire.survey import Response
from planning.surveys.statements import Statement, StatementState, VoteSheet
from planning.wording import Words, is_named

COARSE_M = 100.0
"""What is left of the place of an erased comment."""


def of_browser(session: Session, browser: str) -> dict[str, list[dict[str, Any]]]:
    """Everything that stands beside the id of a browser, as plain columns."""
    comments = find(session, Comment, order=("at", "id"), browser=browser)
    ids = [comment.id for comment in comments]
    return {
        "answers": [_answered(session, one) for one in find(session, Response, order=("at", "id"), browser=browser)],
        "comments": [asdict(comment) for comment in comments],
        "earlier_wordings": [asdict(one) for one in find(session, Wording, order=("until", "id"), comment_id=ids)],
        "photos": [
            *(asdict(one) for one in find(session, Photo, owner=Owner.COMMENT, owner_id=ids)),
            *evidence.pictures_of_browser(session, browser),
        ],
        "done_about_comments": [asdict(one) for one in find(session, CommentCare, order="id", comment_id=ids)],
        "statements": [asdict(one) for one in find(session, Statement, order=("at", "id"), browser=browser)],
        "votes_on_statements": [asdict(one) for one in find(session, VoteSheet, order=("at", "id"), browser=browser)],
        "meetings": [asdict(one) for one in find(session, SignIn, order=("at", "id"), browser=browser)],
        "appraisals": [asdict(one) for one in find(session, Appraisal, order=("at", "id"), browser=browser)],
        "evidence_photos": evidence.of_browser(session, browser),
        "me_too": [asdict(one) for one in find(session, Support, order=("at", "id"), browser=browser)],
        "me_too_of_matters": [asdict(one) for one in find(session, MatterSupport, order=("at", "id"), browser=browser)],
    }


def _answered(session: Session, response: Response) -> dict[str, Any]:
    """A response without what is only there to know it again, and the themes under which staff put it."""
    named = select(ThemeRow.title).join(GroupedRow).where(GroupedRow.response_id == response.id).order_by(ThemeRow.id)
    said = {name: value for name, value in asdict(response).items() if name not in {"client_hash", "body_hash"}}
    return said | {"themes": [asdict(title) for title in session.scalars(named)]}


def erase_browser(session: Session, place: Place, browser: str, now: datetime) -> dict[str, int]:
    """Forget a browser's words, photos and "me too"s in all communities; how many of each there were."""
    comments = find(session, Comment, browser=browser)
    photos = erase_comments(session, place, comments, now)
    _erase_statements(session, browser)
    session.execute(delete(SignInRow).where(SignInRow.browser == browser))
    erase_appraisals(session, browser)
    rows = (SupportRow, MatterSupportRow)
    supports = [session.execute(delete(row).where(row.browser == browser)).rowcount for row in rows]  # type: ignore[attr-defined]
    responses = session.scalars(select(ResponseRow.id).where(ResponseRow.browser == browser)).all()
    photos += erase_responses(session, place, responses)
    photos += evidence.erase_browser(session, place, browser, now)
    return {"comments": len(comments), "photos": photos, "answers": len(responses), "me_too": sum(supports)}


def _erase_statements(session: Session, browser: str) -> None:
    """Votes on statements, and the words of statements that were added; others' votes on these say nothing any more."""
    session.execute(delete(VoteSheetRow).where(VoteSheetRow.browser == browser))
    ids = session.scalars(select(StatementRow.id).where(StatementRow.browser == browser)).all()
    session.execute(delete(ActRow).where(ActRow.name == "add_statement", ActRow.result.in_(ids)))
    session.execute(update(StatementRow).where(StatementRow.id.in_(ids)).values(
        text=Words("—"), browser="", reason="", state=StatementState.REFUSED, version=StatementRow.version + 1))  # fmt: skip


def erase_responses(session: Session, place: Place, ids: Sequence[str]) -> int:
    """Take answers to questionnaires out of every count and theme, their photos with them; how many photos went."""
    overwrite_what_goes(session)
    session.execute(delete(GroupedRow).where(GroupedRow.response_id.in_(ids)))
    session.execute(delete(ResponseRow).where(ResponseRow.id.in_(ids)))
    return drop(session, place, Owner.RESPONSE, list(ids))


def erase_appraisals(session: Session, browser: str) -> None:
    """Answers to evaluations stay counted: their words, and whose browser sent them, go."""
    overwrite_what_goes(session)
    mine = find(session, Appraisal, browser=browser)
    session.execute(update(AppraisalRow).where(AppraisalRow.browser == browser).values(
        browser="", words="", shown=False, version=AppraisalRow.version + 1))  # fmt: skip
    session.execute(delete(ActRow).where(ActRow.name == "appraise", ActRow.result.in_([one.id for one in mine])))


def erase_comments(session: Session, place: Place, comments: Sequence[Comment], now: datetime) -> int:
    """Empty comments of everything that tells of a person; how many photos went."""
    ids = [comment.id for comment in comments]
    for comment in comments:
        coarse = Grid.of(COARSE_M, round(comment.pin.lat)).snapped(comment.pin)
        change(session, replace(
            comment, pin=coarse, text="", author="", browser="", hidden_reason="", hidden_at=comment.hidden_at or now,
            seen_by=(), assisted=None, version=comment.version + 1))  # fmt: skip
    overwrite_what_goes(session)
    session.execute(delete(WordingRow).where(WordingRow.comment_id.in_(ids)))
    session.execute(update(CommentCareRow).where(CommentCareRow.comment_id.in_(ids)).values(
        masked_at=None, masked_reason="", masked_version=None, version=CommentCareRow.version + 1))  # fmt: skip
    # An objection that was made from it keeps its topic, its visits and its answer.
    session.execute(update(ObjectionRow).where(ObjectionRow.comment_id.in_(ids)).values(
        who="", text="", shown=False, version=ObjectionRow.version + 1))  # fmt: skip
    # Why it was hidden may quote it, or name who wrote it.
    journal.erase(session, journal.about(session, [f"comment:{id_}" for id_ in ids]), now)
    # What was sent is kept as a hash for a while; a hash of short words can be guessed.
    acts = ("pin_comment", "enter_comment", "change_comment")
    session.execute(delete(ActRow).where(ActRow.name.in_(acts), ActRow.result.in_(ids)))
    return drop(session, place, Owner.COMMENT, ids)


def erase_matters(session: Session, matters: Sequence[Matter], now: datetime) -> int:
    """Empty matters of what their raisers wrote, and of reasons that may quote it; their steps stay. How many there were."""
    for matter in matters:
        change(session, replace(matter, text="", place="", hidden_reason="", version=matter.version + 1))
    overwrite_what_goes(session)
    # Why it was hidden may quote it, or name who raised it.
    subjects = [f"matter:{matter.id}" for matter in matters]
    journal.erase(session, journal.about(session, subjects), now, parts=["reason"])
    return len(matters)


def matters_to_erase(session: Session, *, hidden_before: datetime) -> list[Matter]:
    """Matters with words that a moderator hid before this time."""
    where = (MatterRow.text != "", MatterRow.hidden_at < hidden_before)
    return find(session, Matter, id=list(session.scalars(select(MatterRow.id).where(*where)).all()))


def comments_to_erase(session: Session, *, withdrawn_before: datetime, hidden_before: datetime) -> list[Comment]:
    """Comments with words that were taken back, or hidden, before these times."""
    words = (CommentRow.text != "", CommentRow.hidden_at.is_not(None))
    withdrawn = CommentRow.withdrawn_at < withdrawn_before
    hidden = CommentRow.withdrawn_at.is_(None) & (CommentRow.seen_by == ()) & (CommentRow.hidden_at < hidden_before)
    ids = session.scalars(select(CommentRow.id).where(*words, withdrawn | hidden)).all()
    return find(session, Comment, id=list(ids))


def forget_before(
    session: Session, *, wordings: datetime, browsers: datetime, forms: datetime, sessions: datetime
) -> dict[str, int]:
    """Delete what has had its time: earlier wordings, ids of browsers, sent forms, expired invitations, sessions."""
    done = {
        "earlier_wordings": delete(WordingRow).where(WordingRow.until < wordings),
        "browsers_of_comments": update(CommentRow).where(CommentRow.at < browsers, CommentRow.browser != "").values(browser=""),
        "browsers_of_answers": update(ResponseRow).where(ResponseRow.at < browsers, ResponseRow.browser != "").values(browser=""),
        # The constraint counts one "me too" for each browser: its own id takes the place of the browser's.
        "browsers_of_me_too": update(SupportRow).where(SupportRow.at < browsers, SupportRow.browser != SupportRow.id).values(browser=SupportRow.id),
        "browsers_of_me_too_for_matters": update(MatterSupportRow).where(MatterSupportRow.at < browsers, MatterSupportRow.browser != MatterSupportRow.id).values(browser=MatterSupportRow.id),
        "browsers_of_votes": update(VoteSheetRow).where(VoteSheetRow.at < browsers, VoteSheetRow.browser != VoteSheetRow.id).values(browser=VoteSheetRow.id),
        "browsers_of_statements": update(StatementRow).where(StatementRow.at < browsers, StatementRow.browser != "").values(browser=""),
        "browsers_of_meetings": update(SignInRow).where(SignInRow.at < browsers, SignInRow.browser != SignInRow.id).values(browser=SignInRow.id),
        "browsers_of_appraisals": update(AppraisalRow).where(AppraisalRow.at < browsers, AppraisalRow.browser != "").values(browser=""),
        "browsers_of_evidence": update(EvidencePhotoRow).where(EvidencePhotoRow.at < browsers, EvidencePhotoRow.browser != "").values(browser=""),
        "sent_forms": delete(ActRow).where(ActRow.at < forms),
        "invitations": delete(InvitationRow).where(InvitationRow.expires_at < forms),
        "sessions": delete(SessionRow).where(SessionRow.expires_at < sessions),
    }  # fmt: skip
    return {name: session.execute(statement).rowcount for name, statement in done.items()}  # type: ignore[attr-defined]


def of_member(session: Session, member_id: str) -> dict[str, Any]:
    """Everything that is kept of a member; of the password only that there is one."""
    member = session.get_one(MemberRow, member_id)
    grants = session.scalars(select(GrantRow).where(GrantRow.member_id == member_id))
    lines = journal.entries_of(session, member_id)
    signed_in = select(func.count()).select_from(SessionRow).where(SessionRow.member_id == member_id)
    return {
        "name": member.name, "created_at": member.created_at, "disabled_at": member.disabled_at,
        "has_password": bool(member.password_hash), "signed_in_browsers": session.scalar(signed_in) or 0,
        "roles": [{"role": g.role, "community": g.community_id} for g in grants],
        "log": [{"number": e.seq, "at": e.at, "act": e.act, "subject": e.subject, "reason": e.reason} for e in lines],
        **evidence.of_member(session, member_id),
    }  # fmt: skip


def erase_member(session: Session, member_id: str, now: datetime) -> None:
    """Forget a member: name, password, identities, invitation, line in the planner team's register; end sessions, roles.

    The log keeps who did what, and which roles this account had, under a number. Erased there are the reasons written
    about it, the identity that was linked to it, and every text, whoever wrote it, that names the member.
    """
    overwrite_what_goes(session)
    name = session.get_one(MemberRow, member_id).name
    places = select(GrantRow.community_id).where(GrantRow.member_id == member_id)
    everywhere = None in session.scalars(places).all()
    unlinked = PlannerRow.member_id.is_(None) & (PlannerRow.name == name)
    here = unlinked if everywhere else unlinked & PlannerRow.community_id.in_(places)
    lines = select(PlannerRow.id).where((PlannerRow.member_id == member_id) | here)
    session.execute(delete(TrainingRow).where(TrainingRow.planner_id.in_(lines)))
    session.execute(delete(PlannerRow).where((PlannerRow.member_id == member_id) | here))
    session.execute(delete(InvitationRow).where(InvitationRow.id.in_(_invitations_of(session, member_id, name))))
    for row in (SessionRow, GrantRow, IdentityRow):
        session.execute(delete(row).where(row.member_id == member_id))
    evidence.erase_member(session, member_id)
    account = [f"member:{member_id}"]
    journal.erase(session, journal.about(session, account), now, parts=["reason"])
    journal.erase(session, journal.about(session, account, act="link_identity"), now)
    journal.erase_naming(session, name, now)
    session.execute(
        update(MemberRow)
        .where(MemberRow.id == member_id)
        .values(name=f"— {member_id[:8]}", password_hash="", disabled_at=func.coalesce(MemberRow.disabled_at, now))
    )


def _invitations_of(session: Session, member_id: str, name: str) -> list[str]:
    """The invitation that made the account, and those whose note names the member."""
    used = [e.subject.partition(":")[2] for e in journal.entries_of(session, member_id) if e.act == "accept_invitation"]
    noted = session.execute(select(InvitationRow.id, InvitationRow.note).where(InvitationRow.note != ""))
    return used + [id_ for id_, note in noted if is_named(name, note)]
