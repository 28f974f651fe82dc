"""What every act has in common: one transaction, one permission, one id, and a line in the log.

An act is written as ``@act def pin_comment(doing, *, community_id, …)`` and called as
``pin_comment(database, visitor, now, act_id, community_id=…)``. Asked again with the same act id and the same
arguments it changes nothing and gives the same result; with other arguments it is refused (``act_reused``).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, fields, is_dataclass
from datetime import date, datetime
from fractions import Fraction
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from shapely.geometry.base import BaseGeometry

from planning import access, store
from planning.access import Asking
from planning.errors import N_, Refusal
from planning.people import Role, Visitor
from planning.period import Moment
from planning.site import Community
from planning.store import Database, Session, journal
from planning.store.crowd import SEEN, Ahead

P = ParamSpec("P")
R = TypeVar("R")

ACTS: dict[str, Callable[..., Any]] = {}
"""All acts by name; the access table must have a rule for each."""


@dataclass(slots=True)
class Doing:
    """An act while it is being done."""

    session: Session
    visitor: Visitor
    now: datetime
    name: str
    community: Community | None = None
    permitted: bool = field(default=False)

    def permit(
        self, community_id: str | None, moment: Moment | None = None, courtyard_id: str | None = None
    ) -> Community | None:
        """Check the access table; every act calls this before it changes anything."""
        community = None
        if community_id is not None:
            community = self.once(("community", community_id), lambda: store.get(self.session, Community, community_id))
        access.require(f"act.{self.name}", Asking(self.visitor, community, moment, courtyard_id))
        self.community, self.permitted = community, True
        return community

    def permit_in(self, community_id: str, moment: Moment | None = None, courtyard_id: str | None = None) -> Community:
        """The same, for acts that always belong to a community."""
        community = self.permit(community_id, moment, courtyard_id)
        assert community is not None  # noqa: S101 - permit returns what it was asked for
        return community

    def once(self, what: tuple[str, ...], look: Callable[[], R]) -> R:
        """Read something, unless another part of the same transaction has read it and nobody can have changed it since.

        For what is locked as long as the transaction lasts, or of which one state is as good as the next.
        """
        seen = self.session.info.get(SEEN)
        if seen is None:
            return look()
        if what not in seen:
            seen[what] = look()
        found: R = seen[what]
        return found

    def tell_others(self, what: tuple[str, ...], found: Any) -> None:
        """Those who come after in the same transaction find this under a name of :meth:`once`: it is so by now."""
        seen = self.session.info.get(SEEN)
        if seen is not None:
            seen[what] = found

    @property
    def role(self) -> Role | None:
        """In which role this is done: for acts of which everybody reads by whom, without a name."""
        return access.role_for(f"act.{self.name}", Asking(self.visitor, self.community))

    def log(self, subject: str, *, before: Any = None, after: Any = None, reason: str = "") -> None:
        """Append to the log who did what; acts of visitors without an account are not staff's and leave no line."""
        if self.visitor.member is None:
            return
        journal.log(
            self.session, at=self.now, member_id=self.visitor.member.id, act=self.name, subject=subject, reason=reason,
            community_id=self.community.id if self.community else None, before=plain(before), after=plain(after),
        )  # fmt: skip

    def write_over(self, kind: str, before: Any, made: Any, reason: str = "") -> None:
        """Write a changed value of one ``kind`` over its row, and log the fields that differ."""
        store.change(self.session, made)
        names = (one.name for one in fields(made) if one.name != "version")
        moved = {name: (getattr(before, name), getattr(made, name)) for name in names}
        moved = {name: two for name, two in moved.items() if two[0] != two[1]}
        self.log(
            f"{kind}:{made.id}", before={name: old for name, (old, _) in moved.items()},
            after={name: new for name, (_, new) in moved.items()}, reason=reason,
        )  # fmt: skip


def act(function: Callable[Concatenate[Doing, P], R]) -> Callable[Concatenate[Database, Visitor, datetime, str, P], R]:
    """Make an act of a function whose result is JSON (text, a list, a dictionary or None)."""
    name = function.__name__

    @wraps(function)
    def carried_out(
        database: Database, visitor: Visitor, now: datetime, act_id: str, /, *args: P.args, **kwargs: P.kwargs
    ) -> R:
        asked = request_hash(name, visitor, kwargs)

        def work(session: Session) -> R:
            before = journal.done(session, act_id)
            if before is not None:
                again: R = _again(before, name, asked)
                return again
            result = _once(function, Doing(session, visitor, now, name), *args, **kwargs)
            journal.remember(session, act_id, journal.Done(name, asked, plain(result)), now)
            return result

        return database.write(work)

    ACTS[name] = carried_out
    return carried_out


def fleeting(function: Callable[Concatenate[Doing, P], R]) -> Callable[Concatenate[Database, Visitor, datetime, P], R]:
    """Make an act that leaves no trace in the table of acts, because it keeps its own or its result is a secret."""
    name = function.__name__

    @wraps(function)
    def carried_out(database: Database, visitor: Visitor, now: datetime, /, *args: P.args, **kwargs: P.kwargs) -> R:
        return database.write(
            lambda session: _once(function, Doing(session, visitor, now, name), *args, **kwargs), repeatable=False
        )

    ACTS[name] = carried_out
    return carried_out


def crowded(
    ahead: Ahead,
) -> Callable[
    [Callable[Concatenate[Doing, P], R]], Callable[Concatenate[Database, Visitor, datetime, P], R]
]:  # fmt: skip
    """Make a fleeting act that a whole hall does at the same moment, in a round (``round_id``).

    Those who wait share one transaction, each behind a savepoint. On PostgreSQL it does not queue with all other writers:
    it must lock what it reads before it writes (a round that is read is locked), and, done again, it must find what it
    did before.

    :param ahead: reads for all of them at once what each will look for, given the arguments of each (:meth:`Doing.once`).
    """

    def made(
        function: Callable[Concatenate[Doing, P], R],
    ) -> Callable[Concatenate[Database, Visitor, datetime, P], R]:
        name = function.__name__

        @wraps(function)
        def carried_out(database: Database, visitor: Visitor, now: datetime, /, *args: P.args, **kwargs: P.kwargs) -> R:
            return database.write_together(
                lambda session: _once(function, Doing(session, visitor, now, name), *args, **kwargs),
                place=str(kwargs["round_id"]), ahead=ahead, asked=kwargs,
            )  # fmt: skip

        ACTS[name] = carried_out
        return carried_out

    return made


def _once(function: Callable[Concatenate[Doing, P], R], doing: Doing, *args: P.args, **kwargs: P.kwargs) -> R:
    result = function(doing, *args, **kwargs)
    if not doing.permitted:
        raise RuntimeError(f"act {doing.name} asked for no permission")  # rolls back: deny by default
    return result


def _again(before: journal.Done, name: str, asked: str) -> Any:
    if before.name != name or before.request_hash != asked:
        raise Refusal(
            "act_reused", N_("This form was already sent with other contents: reload the page and try again.")
        )
    return before.result


def request_hash(name: str, visitor: Visitor, arguments: dict[str, Any]) -> str:
    """SHA-256 over who asked for what."""
    who = visitor.member.id if visitor.member else visitor.browser
    # In ASCII: what people type is cleaned inside the act, and may hold half a character (a lone surrogate) until then.
    said = json.dumps([name, who, plain(arguments)], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def plain(value: Any) -> Any:
    """A value as JSON can hold it: for the log and for hashes."""
    if is_dataclass(value) and not isinstance(value, type):
        value = asdict(value)
    for kinds, told in _TOLD:
        if isinstance(value, kinds):
            return told(value)
    return value


# How each kind of value is told in JSON; what stands in no row is told as it is.
_TOLD: tuple[tuple[type | tuple[type, ...], Callable[[Any], Any]], ...] = (
    (dict, lambda value: {str(key): plain(inner) for key, inner in value.items()}),
    ((list, tuple), lambda value: [plain(inner) for inner in value]),
    ((set, frozenset), lambda value: sorted(plain(inner) for inner in value)),
    (Fraction, str),  # exact, as p/q
    (date, lambda value: value.isoformat()),  # a moment is a date too, and tells its hour
    (BaseGeometry, lambda value: value.wkt),
    (bytes, lambda value: hashlib.sha256(value).hexdigest()),
)
