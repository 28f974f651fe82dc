"""Readable decisions for tests: a rule as JSON, votes as figures."""

from __future__ import annotations

import json
from typing import Any

from planning.options.counting.exact import Exact
from planning.options.decision.deciding import Decision, decide
from planning.options.decision.reading import parse_rule
from planning.options.decision.rule import Measure
from planning.options.decision.votes import Choice, Tallies, Vote


def decided(rule: dict[str, Any], *votes: tuple[str, Exact, Exact] | tuple[str, Exact, Exact, str]) -> Decision:
    """The decision by a rule, of votes as ``(choice, heads, area[, group])``."""
    found, totals = parse_rule(json.dumps(rule))
    cast = [Vote(Choice(v[0]), Measure(v[1], v[2]), v[3] if len(v) == 4 else "") for v in votes]
    return decide(found, totals, Tallies.of(cast))


ROLL = {"heads": 300, "area": "24000.00"}
