"""Who asks for what, and the small named predicates of which the table of rules is made.

A predicate sees the visitor's roles, the community, the courtyard and the moment of a period; nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from planning.people import Role, Visitor
from planning.period import Moment
from planning.site import Community


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks, in which community (None: the whole house), and where a period stands, if there is one.

    :param moment: before, during or after: of a round its period, of a case its vote.
    :param courtyard_id: the courtyard in which the thing stands that it is about.
    """

    visitor: Visitor
    community: Community | None = None
    moment: Moment | None = None
    courtyard_id: str | None = None

    @property
    def roles(self) -> frozenset[Role]:
        """Roles that count here."""
        return self.visitor.roles_in(self.community.id if self.community else None, self.courtyard_id)

    @property
    def roles_somewhere(self) -> frozenset[Role]:
        """Roles that count here, or in some courtyard of this community."""
        return self.visitor.roles_somewhere(self.community.id if self.community else None)


Rule = Callable[[Asking], bool]


def anyone(asking: Asking) -> bool:
    """Everybody, in a published community; its own staff before that."""
    return asking.community is None or asking.community.published or bool(asking.roles_somewhere)


def while_open(asking: Asking) -> bool:
    """Everybody who may look, during the period only."""
    return anyone(asking) and asking.moment is Moment.DURING


def resident_while_open(asking: Asking) -> bool:
    """Residents with a code of the round (in a round open to all: any browser), during the period only; the act itself
    looks at the code.
    """
    return while_open(asking)


def once_closed(asking: Asking) -> bool:
    """Everybody who may look, after the period only: staff included, nobody reads a tally before closing."""
    return anyone(asking) and asking.moment is Moment.AFTER


def staff_or_once_closed(asking: Asking) -> bool:
    """Members with any role here at any time; everybody who may look, after the period."""
    return staff(asking) or once_closed(asking)


def signed_in(asking: Asking) -> bool:
    """Any member, about themselves."""
    return asking.visitor.member is not None


def role(*roles: Role) -> Rule:
    """Members with one of these roles here; an administrator is not meant unless named."""
    allowed = frozenset(roles)

    def has_role(asking: Asking) -> bool:
        return bool(asking.roles & allowed)

    has_role.__doc__ = f"Members who are {_list(roles)} here."
    return has_role


def _list(roles: tuple[Role, ...]) -> str:
    return ", ".join(sorted(role.replace("_", " ") for role in roles))


def staff(asking: Asking) -> bool:
    """Members with any role here, or in a courtyard of this community."""
    return bool(asking.roles_somewhere)


TEAM = (Role.PLANNER, Role.RESIDENT_PLANNER, Role.ADMINISTRATOR)
planner = role(Role.PLANNER, Role.ADMINISTRATOR)
surveyor = role(*TEAM)
door_knocker = role(*TEAM, Role.SOCIAL_WORKER)
moderator = role(Role.MODERATOR, Role.ADMINISTRATOR)
board = role(Role.BOARD, Role.ADMINISTRATOR)
teller = role(Role.BOARD, Role.SOCIAL_WORKER, Role.ADMINISTRATOR)
administrator = role(Role.ADMINISTRATOR)
case_keeper = role(Role.PLANNER, Role.BOARD, Role.ADMINISTRATOR)
comment_keeper = role(Role.MODERATOR, Role.PLANNER, Role.BOARD, Role.ADMINISTRATOR)
case_worker = role(*TEAM, Role.SOCIAL_WORKER, Role.BOARD)
_collector = role(Role.RESIDENT_PLANNER, Role.SOCIAL_WORKER)


def case_helper(asking: Asking) -> bool:
    """Planner, board, administrator at any time; resident planner and social worker before the vote of the case only:
    whoever lives with the outcome adds nothing to the matter once voting has begun.
    """
    return case_keeper(asking) or (_collector(asking) and asking.moment is Moment.BEFORE)


def administrator_of_all(asking: Asking) -> bool:
    """Administrators of the whole house, wherever they stand."""
    return Role.ADMINISTRATOR in asking.visitor.roles_in(None)


def board_once_closed(asking: Asking) -> bool:
    """The board and administrators, after the period."""
    return board(asking) and asking.moment is Moment.AFTER
