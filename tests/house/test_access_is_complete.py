"""Deny by default: what the house can do and the table of rules name the same things."""

from __future__ import annotations

import importlib
import pkgutil

import planning.actions
import planning.queries
from planning import access
from planning.access import Asking
from planning.actions.act import ACTS
from planning.pages.directory import PAGES
from planning.people import Role, Visitor
from planning.queries.query import QUERIES
from planning.web import ROUTE_MODULES
from planning.web.door import ROUTES
from tests.makers import staff


def _everything() -> set[str]:
    for package in (planning.actions, planning.queries):
        for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            importlib.import_module(module.name)
    assert ROUTE_MODULES
    return (
        {f"page.{entry.name}" for entry in PAGES}
        | {f"act.{name}" for name in ACTS}
        | {f"query.{name}" for name in QUERIES}
        | {f"route.{named.name}" for named in ROUTES}
    )


def test_everything_has_a_rule():
    """A page, act, question or route without a rule may be used by nobody, and fails here."""
    assert sorted(_everything() - set(access.RULES)) == []


def test_no_rule_is_left_over():
    """A rule whose thing is gone would be read as a promise."""
    assert sorted(set(access.RULES) - _everything()) == []


def test_what_has_no_rule_is_refused_to_everybody():
    """Even an administrator cannot do what the table does not name."""
    for visitor in (Visitor(), *(staff(role) for role in Role)):
        assert not access.may("act.unheard_of", Asking(visitor))
