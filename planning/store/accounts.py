"""Members, their passwords (as argon2 hashes) and their signed-in browsers."""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy import delete, insert, select

from planning.people import Grant, Member, Role
from planning.site import new_id
from planning.store.database import Session
from planning.store.tables.whole_house import GrantRow, MemberRow, SessionRow


def token_hash(token: str) -> str:
    """What is kept of a session's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def add_member(session: Session, member: Member, password_hash: str, at: datetime) -> None:
    """Keep a new member with the roles it has."""
    session.execute(
        insert(MemberRow).values(id=member.id, name=member.name, password_hash=password_hash, created_at=at)
    )
    for grant in member.grants:
        session.execute(
            insert(GrantRow).values(id=new_id(), member_id=member.id, role=grant.role, community_id=grant.community_id)
        )


def member_named(session: Session, name: str) -> tuple[Member, str] | None:
    """An enabled member and its password hash, or None."""
    row = session.scalar(select(MemberRow).where(MemberRow.name == name, MemberRow.disabled_at.is_(None)))
    return (_member(session, row), row.password_hash) if row else None


def members(session: Session) -> list[Member]:
    """All enabled members by name."""
    rows = session.scalars(select(MemberRow).where(MemberRow.disabled_at.is_(None)).order_by(MemberRow.name))
    return [_member(session, row) for row in rows]


def names(session: Session, ids: set[str]) -> dict[str, str]:
    """Names of members by id, disabled ones too: the log shows who it was."""
    return {row.id: row.name for row in session.scalars(select(MemberRow).where(MemberRow.id.in_(ids)))}


def start_session(session: Session, member_id: str, token: str, at: datetime, expires_at: datetime) -> None:
    """Remember that a browser is signed in."""
    session.execute(insert(SessionRow).values(
        token_hash=token_hash(token), member_id=member_id, created_at=at, expires_at=expires_at))  # fmt: skip


def end_session(session: Session, token: str) -> None:
    """Forget a signed-in browser."""
    session.execute(delete(SessionRow).where(SessionRow.token_hash == token_hash(token)))


def member_of_session(session: Session, token: str, now: datetime) -> Member | None:
    """Who is signed in with this token, unless it has expired or the account is disabled."""
    row = session.scalar(
        select(MemberRow).join(SessionRow, SessionRow.member_id == MemberRow.id)
        .where(SessionRow.token_hash == token_hash(token), SessionRow.expires_at > now, MemberRow.disabled_at.is_(None))
    )  # fmt: skip
    return _member(session, row) if row else None


def _member(session: Session, row: MemberRow) -> Member:
    grants = session.scalars(select(GrantRow).where(GrantRow.member_id == row.id))
    return Member(row.id, row.name, frozenset(Grant(Role(g.role), g.community_id) for g in grants))
