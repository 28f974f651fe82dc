"""Votes on statements 表态: who agreed, disagreed or passed on which statement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray


class Vote(IntEnum):
    """What somebody said to a statement."""

    DISAGREE = -1
    PASS = 0
    AGREE = 1


@dataclass(frozen=True, eq=False)
class Votes:
    """Everybody's votes.

    :param participants: ``n`` names; ``statements`` the ``m`` names of the statements.
    :param table: ``(n, m)`` of 1 agree, -1 disagree, 0 pass, NaN not seen.
    """

    participants: tuple[str, ...]
    statements: tuple[str, ...]
    table: NDArray[np.float64]

    @cached_property
    def cast(self) -> NDArray[np.intp]:
        """``(n,)`` how many statements each participant voted on."""
        return np.asarray((~np.isnan(self.table)).sum(axis=1), dtype=np.intp)

    def of(self, rows: NDArray[np.intp]) -> Votes:
        """The votes of some participants, by their places."""
        return Votes(tuple(self.participants[row] for row in rows), self.statements, self.table[rows])

    @classmethod
    def gathered(cls, votes: Iterable[tuple[str, str, Vote]]) -> Votes:
        """From single votes, in the order of first appearance; a later vote on the same statement replaces the earlier."""
        said: dict[tuple[str, str], Vote] = {}
        participants: dict[str, int] = {}
        statements: dict[str, int] = {}
        for who, what, vote in votes:
            participants.setdefault(who, len(participants))
            statements.setdefault(what, len(statements))
            said[who, what] = vote
        table = np.full((len(participants), len(statements)), np.nan)
        for (who, what), vote in said.items():
            table[participants[who], statements[what]] = float(vote)
        return cls(tuple(participants), tuple(statements), table)


@dataclass(frozen=True, slots=True)
class Counts:
    """Votes on one statement among some people."""

    agree: int
    disagree: int
    passed: int

    @property
    def seen(self) -> int:
        """All who said something, passing included."""
        return self.agree + self.disagree + self.passed


def counted(table: NDArray[np.float64]) -> Sequence[Counts]:
    """The votes on every statement, by statement."""
    sums = [(table == int(vote)).sum(axis=0) for vote in (Vote.AGREE, Vote.DISAGREE, Vote.PASS)]
    return [Counts(int(agree), int(disagree), int(passed)) for agree, disagree, passed in zip(*sums, strict=True)]
