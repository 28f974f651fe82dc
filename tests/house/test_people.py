"""Roles count in their own community, or everywhere when no community is named."""

from __future__ import annotations

from planning.people import SYSTEM, Grant, Member, Role, Visitor


def test_roles_are_those_of_the_place():
    """A planner here is nobody there; an administrator of the house is one everywhere."""
    member = Member("m", "M", frozenset({Grant(Role.PLANNER, "here"), Grant(Role.BOARD, None)}))
    assert member.roles_in("here") == {Role.PLANNER, Role.BOARD}
    assert member.roles_in("there") == {Role.BOARD}
    assert member.roles_in(None) == {Role.BOARD}


def test_whoever_has_no_account_has_no_role():
    """A browser's id is no role."""
    assert Visitor(None, "browser").roles_in("here") == frozenset()
    assert SYSTEM.roles_in("anywhere") == {Role.ADMINISTRATOR}
