"""Rules of distance, as standards give them: which facility, how far for a tree and for a shrub, and who has read it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("clearances.csv")

_EDITION = re.compile(r"^(?P<name>(?:CJJ|GB|GB/T|CJJ/T) ?[\d/T]+)-(?P<year>\d{2}|\d{4})$")
_FALLBACK = "fallback"


class Habit(StrEnum):
    """What grows: standards ask other distances of shrubs."""

    TREE = "tree"
    SHRUB = "shrub"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a species is to a rule: its habit, its crown when grown (metres across), its root class (0 mild to 3 strong)."""

    habit: Habit
    crown_m: float = 0.0
    roots: int = 0


class Direction(StrEnum):
    """Which way a distance is measured."""

    HORIZONTAL = "horizontal"
    VERTICAL = "vertical"
    WIDTH = "width"
    RADIUS = "radius"


class Status(StrEnum):
    """How sure the figure is: read in the standard, read in a text that quotes it, or recalled from memory."""

    READ = "read"
    SECONDARY = "secondary"
    RECALLED = "recalled"


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of a table of distances.

    :param standard: its name, ``edition`` its year (empty where the source names none), ``clause`` the place in it.
    :param facility: code of what must be kept clear of, such as ``water`` or ``ohl_1_10kV``.
    :param from_what: between which two points the standard measures.
    :param tree_m: metres for a tree, None where the standard asks for nothing; ``shrub_m`` the same for a shrub.
    :param crown_from_m: the rule is for crowns of so many metres and more; ``roots_from`` for root classes from there.
    :param is_fallback: what a standard allows where its first distance cannot be kept; it decides nothing by itself.
    """

    id: str
    standard: str
    edition: str
    clause: str
    facility: str
    facility_zh: str
    facility_en: str
    from_what: str
    tree_m: float | None
    shrub_m: float | None
    direction: Direction
    status: Status
    confidence: str = ""
    note: str = ""
    is_fallback: bool = False
    crown_from_m: float = 0.0
    roots_from: int = 0

    def metres(self, subject: Subject) -> float | None:
        """The distance that a species must keep; None where nothing is asked of it."""
        if not self.is_about(subject):
            return None
        return self.tree_m if subject.habit is Habit.TREE else self.shrub_m

    def is_about(self, subject: Subject) -> bool:
        """Whether the rule is for crowns and roots such as these; it may still ask nothing of their habit."""
        return subject.crown_m >= self.crown_from_m and subject.roots >= self.roots_from

    @property
    def must_be_checked(self) -> bool:
        """Nobody has opened the standard for this figure: shown as "check against the printed standard"."""
        return self.status is Status.RECALLED

    @property
    def title(self) -> str:
        """Standard and edition as one name."""
        return f"{self.standard}-{self.edition}" if self.edition else self.standard


@dataclass(frozen=True, slots=True)
class Requirement:
    """What a set of rules asks together: the strictest of them wins, all are shown.

    :param metres: the largest distance of ``rules``; ``rules`` are ordered by it, the strictest first.
    """

    metres: float
    rules: tuple[Rule, ...]


def requirement(rules: Iterable[Rule], subject: Subject) -> Requirement | None:
    """The strictest of the rules that ask something of a species; None where none does. Fallbacks never count."""
    asking = [(metres, rule) for rule in rules
              if not rule.is_fallback and (metres := rule.metres(subject)) is not None]  # fmt: skip
    if not asking:
        return None
    asking.sort(key=lambda pair: (-pair[0], pair[1].id))
    return Requirement(asking[0][0], tuple(rule for _, rule in asking))


@cache
def seed() -> tuple[Rule, ...]:
    """The rules that come with the tool, by ``clearances.csv`` beside this module."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(_rule(row) for row in csv.DictReader(file))


def _rule(row: dict[str, str]) -> Rule:
    found = _EDITION.match(row["standard"])
    return Rule(
        id=row["id"],
        standard=found["name"] if found else row["standard"],
        edition=found["year"] if found else "",
        clause=row["clause"],
        facility=row["facility_code"],
        facility_zh=row["facility_zh"],
        facility_en=row["facility_en"],
        from_what=row["from_what"],
        tree_m=_metres(row["tree_m"]),
        shrub_m=_metres(row["shrub_m"]),
        direction=Direction(row["direction"]),
        status=Status(row["status"]),
        confidence=row["confidence"],
        note=row["note"],
        is_fallback=_FALLBACK in row["from_what"],
    )


def _metres(cell: str) -> float | None:
    return float(cell) if cell else None
