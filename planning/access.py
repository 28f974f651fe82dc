"""Who may do what: one table of small named predicates. What has no rule here cannot be done by anybody.

Names are ``page.…``, ``act.…``, ``query.…`` and ``route.…``; a test finds every page, act, query and route of the
house and fails for one that is missing here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from planning.errors import N_, Refusal
from planning.people import Role, Visitor
from planning.period import Moment
from planning.site import Community


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks, in which community (None: the whole house), and where a period stands, if there is one."""

    visitor: Visitor
    community: Community | None = None
    moment: Moment | None = None

    @property
    def roles(self) -> frozenset[Role]:
        """Roles that count here."""
        return self.visitor.roles_in(self.community.id if self.community else None)


Rule = Callable[[Asking], bool]


def anyone(asking: Asking) -> bool:
    """Everybody, in a published community; its own staff before that."""
    return asking.community is None or asking.community.published or bool(asking.roles)


def while_open(asking: Asking) -> bool:
    """Everybody who may look, during the period only."""
    return anyone(asking) and asking.moment is Moment.DURING


def once_closed(asking: Asking) -> bool:
    """Everybody who may look, after the period only: staff included, nobody reads a tally before closing."""
    return anyone(asking) and asking.moment is Moment.AFTER


def signed_in(asking: Asking) -> bool:
    """Any member, about themselves."""
    return asking.visitor.member is not None


def role(*roles: Role) -> Rule:
    """Members with one of these roles here; an administrator is not meant unless named."""
    allowed = frozenset(roles)

    def has_role(asking: Asking) -> bool:
        return bool(asking.roles & allowed)

    has_role.__doc__ = "Members who are " + ", ".join(sorted(allowed)) + " here."
    return has_role


staff = role(*Role)
planner = role(Role.PLANNER, Role.ADMINISTRATOR)
moderator = role(Role.MODERATOR, Role.ADMINISTRATOR)
board = role(Role.BOARD, Role.ADMINISTRATOR)
administrator = role(Role.ADMINISTRATOR)


def board_once_closed(asking: Asking) -> bool:
    """The board and administrators, after the period."""
    return board(asking) and asking.moment is Moment.AFTER


RULES: dict[str, Rule] = {
    # pages
    "page.home": anyone,
    "page.map": anyone,
    "page.comments": anyone,
    "page.case": anyone,
    "page.vote": anyone,
    "page.results": anyone,
    "page.manage": staff,
    # questions
    "query.communities": anyone,
    "query.community": anyone,
    # acts
    # routes
}


def may(name: str, asking: Asking) -> bool:
    """Whether this may be done; no for every name without a rule."""
    rule = RULES.get(name)
    return rule is not None and rule(asking)


def require(name: str, asking: Asking) -> None:
    """Raise :class:`Refusal` (``not_allowed``, ``not_open``, ``not_closed``) unless it may be done."""
    if may(name, asking):
        return
    if asking.moment is not None and asking.moment is not Moment.DURING and RULES.get(name) is while_open:
        raise Refusal("not_open", N_("This is not open now: nothing was changed."))
    if asking.moment is not Moment.AFTER and RULES.get(name) in {once_closed, board_once_closed}:
        raise Refusal("not_closed", N_("Nobody can read a tally before the round has closed."))
    raise Refusal(
        "not_allowed", N_("You may not do this here: sign in with an account that may, or ask an administrator.")
    )
