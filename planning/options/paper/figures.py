"""The figures of a finished paper count: what the record tells, and whether they add up."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from planning.chain import canonical
from planning.options.small_groups import SMALL_GROUP


@dataclass(frozen=True, slots=True)
class PaperFigures:
    """How the sheets of a round came out.

    :param rule: which of two ballots of one voter counted.
    :param sheets: sheets of all batches; each of them was ``counted``, ``invalid`` for a reason, or put aside because
        the phone ballot of its voter counts (``sheets_aside``).
    :param handed_in: voters who handed in a sheet that was to count; None where nobody is registered.
    :param kept_at_table: sheets that were put aside when they were handed in, and lie in no batch.
    :param phones_aside: phone ballots that were put aside for a sheet.
    :param disputed: sheets that the two people read differently at first.
    :param reason: why sheets and hand-ins are not as many, in words of the board.
    """

    rule: str
    batches: int = 0
    sheets: int = 0
    counted: int = 0
    invalid: Mapping[str, int] = field(default_factory=dict)
    sheets_aside: int = 0
    handed_in: int | None = None
    kept_at_table: int = 0
    phones_aside: int = 0
    disputed: int = 0
    reason: str = ""
    numbers: tuple[int, ...] = ()

    @property
    def aside(self) -> int:
        """All ballots that were received and are not counted, since the other one of their voter is."""
        return self.sheets_aside + self.kept_at_table + self.phones_aside

    @property
    def adds_up(self) -> bool:
        """Whether every sheet is accounted for."""
        known = self.counted + sum(self.invalid.values()) + self.sheets_aside
        return known == self.sheets == len(self.numbers) == len(set(self.numbers))

    @property
    def text(self) -> str:
        """As JSON of one form."""
        return canonical({name: getattr(self, name) for name in self.__slots__})


def figures_of(text: str) -> PaperFigures:
    """The figures from their JSON."""
    said: dict[str, Any] = json.loads(text)
    return PaperFigures(**(said | {"numbers": tuple(said["numbers"])}))


def may_be_told(phone: int, paper: int) -> bool:
    """Whether ballots by channel may be published: neither channel has so few that they tell on their voters."""
    return not any(0 < number < SMALL_GROUP for number in (phone, paper))
