"""Members, their passwords (as argon2 hashes), their identities elsewhere and their signed-in browsers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from planning.errors import N_, Refusal
from planning.people import Grant, Identity, Member, Role
from planning.site import new_id
from planning.store.database import Session
from planning.store.overwriting import overwrite_what_goes
from planning.store.tables.staff import IdentityRow, InvitationRow, TrainingRow
from planning.store.tables.whole_house import GrantRow, MemberRow, SessionRow


def token_hash(token: str) -> str:
    """What is kept of a session's or an invitation's token."""
    return hashlib.sha256(token.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Account:
    """A member as administrators see them: how they come in, and whether they still may."""

    member: Member
    has_password: bool
    has_identity: bool
    disabled_at: datetime | None


def add_member(session: Session, member: Member, password_hash: str, at: datetime) -> None:
    """Keep a new member with the roles it has; an empty hash is no password at all."""
    session.execute(
        insert(MemberRow).values(id=member.id, name=member.name, password_hash=password_hash, created_at=at)
    )
    for grant in member.grants:
        give(session, member.id, grant)


def give(session: Session, member_id: str, grant: Grant) -> None:
    """One role more."""
    session.execute(insert(GrantRow).values(
        id=new_id(), member_id=member_id, role=grant.role, community_id=grant.community_id,
        courtyard_id=grant.courtyard_id))  # fmt: skip


def take(session: Session, member_id: str, grant: Grant) -> None:
    """One role less."""
    session.execute(delete(GrantRow).where(
        GrantRow.member_id == member_id, GrantRow.role == grant.role,
        GrantRow.community_id.is_not_distinct_from(grant.community_id),
        GrantRow.courtyard_id.is_not_distinct_from(grant.courtyard_id)))  # fmt: skip


def member_named(session: Session, name: str) -> tuple[Member, str] | None:
    """An enabled member and its password hash, or None."""
    row = session.scalar(select(MemberRow).where(MemberRow.name == name, MemberRow.disabled_at.is_(None)))
    return (_member(session, row), row.password_hash) if row else None


def is_name_taken(session: Session, name: str) -> bool:
    """Whether any account has this name, a disabled one too: the log knows it."""
    return session.scalar(select(MemberRow.id).where(MemberRow.name == name)) is not None


def account(session: Session, member_id: str) -> Account:
    """One account; raises :class:`Refusal` (``not_found``)."""
    row = session.scalar(select(MemberRow).where(MemberRow.id == member_id))
    if row is None:
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    return _accounts(session, [row])[0]


def accounts(session: Session) -> list[Account]:
    """All accounts by name, disabled ones too."""
    return _accounts(session, session.scalars(select(MemberRow).order_by(MemberRow.name)).all())


def members(session: Session) -> list[Member]:
    """All enabled members by name."""
    return [one.member for one in accounts(session) if one.disabled_at is None]


def staff(session: Session, community_id: str) -> dict[str, str]:
    """Names of the members who have a role in a community or in one of its courtyards, by their ids."""
    return {member.id: member.name for member in members(session) if member.roles_somewhere(community_id)}


def names(session: Session, ids: set[str]) -> dict[str, str]:
    """Names of members by id, disabled ones too: the log shows who it was."""
    return {row.id: row.name for row in session.scalars(select(MemberRow).where(MemberRow.id.in_(ids)))}


def password_hash(session: Session, member_id: str) -> str:
    """The hash of a member's password; empty where there is none, or no such member."""
    return session.scalar(select(MemberRow.password_hash).where(MemberRow.id == member_id)) or ""


def set_password(session: Session, member_id: str, hash_: str) -> None:
    """Keep another password. Signed-in browsers are forgotten: whoever knew the old one is out."""
    session.execute(update(MemberRow).where(MemberRow.id == member_id).values(password_hash=hash_))
    session.execute(delete(SessionRow).where(SessionRow.member_id == member_id))


def set_disabled(session: Session, member_id: str, at: datetime | None) -> None:
    """Shut an account, or (None) open it again. Its signed-in browsers are forgotten either way."""
    session.execute(update(MemberRow).where(MemberRow.id == member_id).values(disabled_at=at))
    session.execute(delete(SessionRow).where(SessionRow.member_id == member_id))


def add_identity(session: Session, member_id: str, identity: Identity, at: datetime) -> None:
    """Let an identity at another provider open an account."""
    session.execute(insert(IdentityRow).values(
        id=new_id(), member_id=member_id, issuer=identity.issuer, subject=identity.subject, created_at=at))  # fmt: skip


def member_of_identity(session: Session, identity: Identity) -> tuple[Member, datetime | None] | None:
    """Whose identity this is, and since when that account is disabled; None for an unknown one."""
    row = session.scalar(
        select(MemberRow).join(IdentityRow, IdentityRow.member_id == MemberRow.id)
        .where(IdentityRow.issuer == identity.issuer, IdentityRow.subject == identity.subject)
    )  # fmt: skip
    return (_member(session, row), row.disabled_at) if row else None


def use_invitation(session: Session, invitation_id: str, at: datetime) -> bool:
    """Use an invitation up; False where somebody else was faster, or it was withdrawn."""
    statement = update(InvitationRow).where(
        InvitationRow.id == invitation_id, InvitationRow.used_at.is_(None), InvitationRow.withdrawn_at.is_(None)
    )
    return bool(session.execute(statement.values(used_at=at)).rowcount)  # type: ignore[attr-defined]


def start_session(session: Session, member_id: str, token: str, at: datetime, expires_at: datetime) -> None:
    """Remember that a browser is signed in."""
    session.execute(delete(SessionRow).where(SessionRow.expires_at <= at))
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
    return _members(session, [row])[row.id]


def _members(session: Session, rows: Iterable[MemberRow]) -> dict[str, Member]:
    names_ = {row.id: row.name for row in rows}
    grants: dict[str, set[Grant]] = {id_: set() for id_ in names_}
    for g in session.scalars(select(GrantRow).where(GrantRow.member_id.in_(names_))):
        grants[g.member_id].add(Grant(Role(g.role), g.community_id, g.courtyard_id))
    return {id_: Member(id_, name, frozenset(grants[id_])) for id_, name in names_.items()}


def _accounts(session: Session, rows: Iterable[MemberRow]) -> list[Account]:
    rows = list(rows)
    found = _members(session, rows)
    known = set(session.scalars(select(IdentityRow.member_id).where(IdentityRow.member_id.in_(found))))
    return [Account(found[row.id], bool(row.password_hash), row.id in known, row.disabled_at) for row in rows]


def drop_training(session: Session, training_id: str) -> None:
    """Take a training out of the register for good."""
    overwrite_what_goes(session)
    session.execute(delete(TrainingRow).where(TrainingRow.id == training_id))
