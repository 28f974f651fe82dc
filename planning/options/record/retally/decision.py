"""Whether a yes or no was accepted: by the announced rule, the totals of the roll and the sums by choice."""

import json
import math
from fractions import Fraction
from pathlib import Path
from typing import Any

from planning.options.record.retally.firsts import first_places
from planning.options.record.retally.frame import FURTHER, Count

# --- what stands below is joined to the frame

Sum = dict[str, Fraction]  # heads, and area in hundredths of a square metre
BY = ("heads", "area")
NOTHING: Sum = dict.fromkeys(BY, Fraction(0))


def law(share: dict[str, str]) -> dict[str, Any]:
    """Art. 278 of the Civil Code: two thirds take part; of these so many consent; by heads and by area."""
    took = [{"by": by, "at_least": "2/3"} for by in BY]
    return {"participation": took, "consent": [{"by": by, "of": "taking_part", **share} for by in BY]}


MAJORITY = {"consent": [{"by": "heads", "more_than": "1/2", "of": "yes_and_no"}]}
PRESETS: dict[str, dict[str, Any]] = {
    "civil_code_278": law({"more_than": "1/2"}), "civil_code_278_grave": law({"at_least": "3/4"}),
    "simple_majority": MAJORITY, "double_majority": {**MAJORITY, "groups": {"more_than": "1/2"}},
}  # fmt: skip


def spelled(rule: dict[str, Any]) -> dict[str, Any]:
    """The rule with its preset written out; a matter of Art. 278 alone names its preset."""
    if "matter" in rule and not rule.get("preset") and not rule.get("consent"):
        rule = {**rule, "preset": "civil_code_278_grave" if rule["matter"] in (6, 7, 8) else "civil_code_278"}
    known = PRESETS.get(rule.get("preset", ""), {})
    groups = {**rule.get("groups", {}), **known.get("groups", {})} if "groups" in {*rule, *known} else None
    return {**rule, **known, "groups": groups}


def added(votes: dict[str, Sum], *choices: str) -> Sum:
    """What some choices have together."""
    return {by: sum((votes.get(c, NOTHING)[by] for c in choices), Fraction(0)) for by in BY}


def checked(threshold: dict[str, str], reached: Sum, whole: Sum) -> dict[str, Any]:
    """A threshold: more than, or at least, a fraction of a whole; of nothing nothing is enough."""
    by, strict = threshold["by"], "more_than" in threshold
    part, wanted = reached[by], Fraction(threshold["more_than" if strict else "at_least"]) * whole[by]
    needed = math.floor(wanted) + 1 if strict else math.ceil(wanted)
    met = whole[by] > 0 and (part > wanted if strict else part >= wanted)
    return {"by": by, "part": part, "whole": whole[by], "needed": needed, "met": met}


def body(rule: dict[str, Any], roll: Sum, votes: dict[str, Sum]) -> dict[str, Any]:
    """What everybody, or one group, decides: participation of the roll, consent as each threshold says."""
    took = added(votes, "yes", "no", "abstain")
    bases = {"all": roll, "taking_part": took, "yes_and_no": added(votes, "yes", "no")}
    participation = [checked(one, took, roll) for one in rule.get("participation", [])]
    consent = [checked(one, added(votes, "yes"), bases[one.get("of", "taking_part")]) for one in rule["consent"]]
    accepted = all(one["met"] for one in participation + consent)
    return {"votes": votes, "participation": participation, "consent": consent, "accepted": accepted}


def measured(said: dict[str, Any]) -> Sum:
    """Numbers of a file."""
    return {by: Fraction(said[by]) for by in BY}


def decided(folder: Path, count: Count) -> dict[str, Any]:
    """The decision; how many chose what is counted from the ballots, and must be what the sums have."""
    definition, said = (json.loads((folder / n).read_text("utf-8")) for n in ("definition.json", "decision.json"))
    rule = spelled(json.loads(definition["rule"], parse_float=str))
    sums: dict[str, dict[str, Sum]] = {"": {}}
    for one in said["sums"]:
        sums.setdefault(one["group"], {})[one["choice"]] = measured(one)
    for choice, heads in first_places(count).items():
        sums[""].setdefault(choice, dict(NOTHING))["heads"] = heads
    whole = body(rule, measured(said["roll"]), sums[""])
    asked = rule["groups"]
    if asked is None:
        return whole
    own = asked if asked.get("participation") or asked.get("consent") else rule
    groups = {name: body(own, measured(roll), sums.get(name, {})) for name, roll in said["groups"].items()}
    accepting = Fraction(sum(group["accepted"] for group in groups.values()))
    share = asked if {"at_least", "more_than"} & asked.keys() else {"at_least": "1"}
    enough = checked({**share, "by": "heads"}, {"heads": accepting}, {"heads": Fraction(len(groups))})
    return {**whole, "groups": groups, "groups_accept": enough, "accepted": whole["accepted"] and enough["met"]}


FURTHER["decision"] = decided
