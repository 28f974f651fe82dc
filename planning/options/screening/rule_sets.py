"""Rule sets: which tables of distances hold in a community. Each community chooses; foreign tables are off until then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from geodata.clearance.rules import Direction, Requirement, Rule, Subject, requirement, seed
from planning.errors import N_, Refusal
from planning.options.screening.things import THINGS, Thing

_FOREIGN = ("NYC", "AS ")
_OF_THE_TREE = frozenset({"clear_stem"})
"""What a table asks of the tree itself, and of nothing beside it."""


@dataclass(frozen=True, slots=True)
class RuleSet:
    """One table of distances: a standard in one edition, or a community's own (``is_own``)."""

    key: str
    rules: tuple[Rule, ...]
    is_foreign: bool = False
    is_own: bool = False

    @property
    def recalled(self) -> int:
        """How many of its figures nobody has looked up in the standard."""
        return sum(rule.must_be_checked for rule in self.rules)


def rule_sets(own: Sequence[Rule] = ()) -> tuple[RuleSet, ...]:
    """All tables, those of the seed first, in the order of the file; then the community's own rules as one."""
    titles = dict.fromkeys(rule.title for rule in seed())
    known = [
        RuleSet(title, tuple(r for r in seed() if r.title == title), title.startswith(_FOREIGN)) for title in titles
    ]
    return (*known, *([RuleSet("own", tuple(own), is_own=True)] if own else []))


def usual() -> tuple[str, ...]:
    """The tables that hold where a community has chosen none: all but the foreign ones."""
    return tuple(one.key for one in rule_sets() if not one.is_foreign)


def chosen(keys: Iterable[str], own: Sequence[Rule] = ()) -> tuple[Rule, ...]:
    """The rules of the tables named. Raises :class:`Refusal` (``unknown_rule_set``)."""
    by_key = {one.key: one for one in rule_sets(own)}
    wanted = tuple(dict.fromkeys(keys))
    if missing := [key for key in wanted if key not in by_key]:
        raise Refusal(
            "unknown_rule_set",
            N_("There is no table of distances called {name}: choose one of the list."),
            name=missing[0],
        )
    return tuple(rule for key in wanted for rule in by_key[key].rules)


def asked(thing: Thing, rules: Iterable[Rule], subject: Subject) -> Requirement | None:
    """What the rules ask of a species beside a thing; None where they ask nothing."""
    return requirement(in_force(thing, rules, subject), subject)


def in_force(thing: Thing, rules: Iterable[Rule], subject: Subject) -> tuple[Rule, ...]:
    """The rules about a thing; where none asks anything those of what it is most alike (of reclaimed water: of water)."""
    rules = tuple(rules)
    own = tuple(rule for rule in rules if rule.facility in thing.facilities)
    if not thing.instead or requirement(own, subject) is not None:
        return own
    return tuple(rule for rule in rules if rule.facility in thing.instead)


def is_spoken_of(thing: Thing, rules: Iterable[Rule], subject: Subject) -> bool:
    """Whether some rule is about a thing and such a species, even if it asks nothing of it (a shrub beside a kerb)."""
    return any(rule.is_about(subject) and not rule.is_fallback for rule in in_force(thing, rules, subject))


def allowed_instead(thing: Thing, rules: Iterable[Rule], subject: Subject) -> tuple[Rule, ...]:
    """What a standard allows where its first distance cannot be kept: told beside the answer, never assumed."""
    return tuple(rule for rule in in_force(thing, rules, subject) if rule.is_fallback and rule.metres(subject) is not None)  # fmt: skip


def never_asked(rules: Iterable[Rule], subject: Subject) -> tuple[str, ...]:
    """Facilities that the rules ask a species to keep away from and that are no layer of the map: benchmarks, trenches."""
    known = {code for thing in THINGS for code in thing.facilities}
    return tuple(dict.fromkeys(
        rule.facility for rule in rules
        if rule.facility not in known | _OF_THE_TREE and rule.metres(subject) is not None
        and rule.direction in {Direction.HORIZONTAL, Direction.VERTICAL}
    ))  # fmt: skip
