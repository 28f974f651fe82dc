"""Checking what a record says of a decision: against closing, against the ballots, and by deciding again."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from planning.chain import salted
from planning.errors import N_, Problem
from planning.options.decision.announcing import rule_of
from planning.options.decision.publishing import LEAST_VOTES
from planning.options.record.decisions import basis_of, full

if TYPE_CHECKING:
    from planning.options.record.verifying import Opened


def at_closing(record: Opened, after: Mapping[str, Any]) -> Problem | None:
    """Whether the totals and the sums of a full record are those that the log has the hash of.

    :param after: what the entry of closing says.
    """
    if bool(record.rule) != ("decision.json" in record.files) or bool(record.rule) != ("decision_hash" in after):
        return _differs()
    if not record.rule or not record.is_full:
        return None
    text = basis_of(_said(record)).text
    return None if salted(record.record["ballots_salt"], text) == after["decision_hash"] else _differs()


def decision(record: Opened) -> Problem | None:
    """Whether the decision follows from the announced rule and from what the record holds beside it."""
    if not record.rule:
        return None
    said = _said(record)
    if said["rule"] != record.rule:
        return Problem("rule_differs", N_("The decision was not made by the rule that was announced."))
    return _full(record, said) if record.is_full else _public(record, said)


def _full(record: Opened, said: Mapping[str, Any]) -> Problem | None:
    basis = basis_of(said)
    chosen = Counter(ballot.ranking[0][0] for ballot in record.ballots or () if ballot.ranking)
    if any(heads != chosen[choice] for choice, heads in basis.heads.items()) or len(chosen) > len(basis.heads):
        return Problem("heads_differ", N_("The sums by choice are not of as many heads as there are ballots."))
    return None if full(basis) == said else _follows_not()


def _public(record: Opened, said: Mapping[str, Any]) -> Problem | None:
    shown = [said["heads"], said["thresholds"], said["groups"]]
    if record.record["ballots"] < LEAST_VOTES:
        told_too_much = Problem("tells_too_much", N_("This public record tells more of the ballots than may be published."))  # fmt: skip
        return told_too_much if any(shown) else None
    rule = rule_of(record.rule)
    asked = [*rule.conditions.participation, *rule.conditions.consent]
    if len(asked) != len(said["thresholds"]) or sum(said["heads"].values()) != record.record["ballots"]:
        return _follows_not()
    for threshold, told in zip(asked, said["thresholds"], strict=True):
        if told["by"] != threshold.by:
            return _follows_not()
        if told["part"] is not None and told["met"] != threshold.share.is_reached(told["part"], told["whole"]):
            return _follows_not()
    met = all(told["met"] for told in said["thresholds"])
    agrees = said["accepted"] == met if not rule.groups else met or not said["accepted"]
    return None if agrees else _follows_not()


def _said(record: Opened) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(record.text("decision.json"))
    return found


def _differs() -> Problem:
    return Problem("decision_differs", N_("The totals of the roll or the sums by choice are not those of closing."))


def _follows_not() -> Problem:
    return Problem(
        "decision_follows_not", N_("The decision does not follow from the rule and the figures of the record.")
    )
