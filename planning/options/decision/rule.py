"""A decision rule: thresholds of participation and consent, and whether groups decide, too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from planning.options.counting.exact import Exact, exact
from planning.wording import Words


class By(StrEnum):
    """What is added up: people, or the floor area that is theirs."""

    HEADS = "heads"
    AREA = "area"

    @property
    def words(self) -> Words:
        """As people say it."""
        return Words("人数", "heads") if self is By.HEADS else Words("面积", "area")


class Of(StrEnum):
    """What a part is compared with: all on the roll, those taking part (abstentions among them), or yes and no."""

    ALL = "all"
    TAKING_PART = "taking_part"
    YES_AND_NO = "yes_and_no"


class Level(StrEnum):
    """What the groups of a rule are."""

    UNIT = "unit"
    BUILDING = "building"
    ESTATE = "estate"
    CANTON = "canton"

    @property
    def words(self) -> Words:
        """As people say it, many of them."""
        return _LEVELS[self]


_LEVELS = {
    Level.UNIT: Words("单元", "units"),
    Level.BUILDING: Words("楼栋", "buildings"),
    Level.ESTATE: Words("小区", "estates"),
    Level.CANTON: Words("州", "cantons"),
}


class Unsold(StrEnum):
    """What becomes of units that are not sold yet."""

    ONCE_FOR_DEVELOPER = "once_for_developer"
    LEFT_OUT = "left_out"


class Purpose(StrEnum):
    """What a result is: advice, or a check before the owners' own vote. Never a statutory electronic vote."""

    ADVISORY = "advisory"
    PRE_CHECK = "pre_check"


@dataclass(frozen=True, slots=True)
class Share:
    """More than, or at least, an exact fraction."""

    fraction: Fraction
    strict: bool

    def is_reached(self, part: Exact, whole: Exact) -> bool:
        """Whether a part is enough of a whole; nothing is never enough of nothing."""
        wanted = self.fraction * whole
        return whole > 0 and (part > wanted if self.strict else part >= wanted)

    def least(self, whole: Exact, step: Fraction) -> Exact:
        """The smallest multiple of a step that is enough of a whole."""
        steps = self.fraction * whole / step
        return exact((steps.__floor__() + 1 if self.strict else steps.__ceil__()) * step)

    @property
    def words(self) -> Words:
        """As people say it. ``以上`` would include the number itself by Art. 1259 of the Civil Code; this says so."""
        if self.strict:
            return Words(f"超过 {self.fraction}", f"more than {self.fraction}")
        return Words(f"不少于 {self.fraction}", f"at least {self.fraction}")


@dataclass(frozen=True, slots=True)
class Threshold:
    """One thing that must be reached."""

    by: By
    share: Share
    of: Of = Of.ALL


@dataclass(frozen=True, slots=True)
class Conditions:
    """What must be reached, all of it: participation is measured on the roll, consent as each threshold says."""

    participation: tuple[Threshold, ...] = ()
    consent: tuple[Threshold, ...] = ()


@dataclass(frozen=True, slots=True)
class Groups:
    """Each group decides by these conditions; the groups that accept must weigh so much of all groups."""

    level: Level
    share: Share
    conditions: Conditions


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as it is announced.

    :param name: the preset's name, or ``own``.
    :param matter: item of Art. 278 of the Civil Code that the question falls under, 1 to 9; None where it is no matter
        of that article. It is a setting, and a lawyer should confirm it.
    """

    name: str
    title: Words
    conditions: Conditions
    groups: Groups | None = None
    purpose: Purpose = Purpose.ADVISORY
    matter: int | None = None
    unsold: Unsold = Unsold.ONCE_FOR_DEVELOPER


@dataclass(frozen=True, slots=True)
class Measure:
    """So many people with so much floor area."""

    heads: Exact = 0
    area: Exact = 0

    def __add__(self, other: Measure) -> Measure:
        """Both together."""
        return Measure(exact(self.heads + other.heads), exact(self.area + other.area))

    def by(self, by: By) -> Exact:
        """One of the two."""
        return self.heads if by is By.HEADS else self.area


@dataclass(frozen=True, slots=True)
class GroupRoll:
    """A group on the roll, and how much it weighs beside the others."""

    measure: Measure = Measure()
    weight: Exact = 1


@dataclass(frozen=True, slots=True)
class Totals:
    """The roll: everybody who may decide, and the groups they belong to."""

    whole: Measure = Measure()
    groups: Mapping[str, GroupRoll] = field(default_factory=dict)
