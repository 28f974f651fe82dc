"""What every question has in common: one view of the database, and one permission.

A question is written as ``@query def comments_near(look, *, community_id, …)`` and called as
``comments_near(database, visitor, now, community_id=…)``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from planning import access, store
from planning.access import Asking
from planning.errors import Refusal
from planning.people import Visitor
from planning.period import Moment
from planning.site import Community
from planning.store import Database, Session

P = ParamSpec("P")
R = TypeVar("R")
Rows = TypeVar("Rows", bound=Sequence[Any])

QUERIES: dict[str, Callable[..., Any]] = {}
"""All questions by name; the access table must have a rule for each."""


@dataclass(slots=True)
class Look:
    """A question while it is being answered."""

    session: Session
    visitor: Visitor
    now: datetime
    name: str
    permitted: bool = field(default=False)

    def permit(
        self, community_id: str | None, moment: Moment | None = None, courtyard_id: str | None = None
    ) -> Community | None:
        """Check the access table; every question calls this before it answers."""
        community = store.get(self.session, Community, community_id) if community_id is not None else None
        self.permit_with(community, moment, courtyard_id)
        return community

    def permit_with(
        self, community: Community | None, moment: Moment | None = None, courtyard_id: str | None = None
    ) -> None:
        """The same with a community that was read already, as it is now."""
        access.require(f"query.{self.name}", Asking(self.visitor, community, moment, courtyard_id))
        self.permitted = True

    def permit_in(self, community_id: str, moment: Moment | None = None, courtyard_id: str | None = None) -> Community:
        """The same, for questions that always belong to a community."""
        community = self.permit(community_id, moment, courtyard_id)
        assert community is not None  # noqa: S101 - permit returns what it was asked for
        return community


def few(rows: Rows, most: int, said: str) -> Rows:
    """Rows of which one more was asked for than is taken. Raises :class:`Refusal` (``too_many``) with what to do (``{most}``)."""
    if len(rows) > most:
        raise Refusal("too_many", said, most=most)
    return rows


def query(function: Callable[Concatenate[Look, P], R]) -> Callable[Concatenate[Database, Visitor, datetime, P], R]:
    """Make a question of a function: all of its statements see one state of the database."""

    @wraps(function)
    def answered(database: Database, visitor: Visitor, now: datetime, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with database.reading() as session:
            return _answer(function, session, visitor, now, *args, **kwargs)

    QUERIES[function.__name__] = answered
    return answered


def glance(function: Callable[Concatenate[Look, P], R]) -> Callable[Concatenate[Database, Visitor, datetime, P], R]:
    """Make a question of a function that is asked very often: each of its statements sees one state, perhaps a newer one
    than the statement before it, and the function may be called again (:meth:`planning.store.Database.glance`).
    """

    @wraps(function)
    def answered(database: Database, visitor: Visitor, now: datetime, /, *args: P.args, **kwargs: P.kwargs) -> R:
        return database.glance(lambda session: _answer(function, session, visitor, now, *args, **kwargs))

    QUERIES[function.__name__] = answered
    return answered


def _answer(
    function: Callable[Concatenate[Look, P], R], session: Session, visitor: Visitor, now: datetime, /,
    *args: P.args, **kwargs: P.kwargs,
) -> R:  # fmt: skip
    look = Look(session, visitor, now, function.__name__)
    answer = function(look, *args, **kwargs)
    if not look.permitted:
        raise RuntimeError(f"query {look.name} asked for no permission")  # deny by default
    return answer
