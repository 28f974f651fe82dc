"""Yes, no and abstentions: added up, and read from a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from planning.errors import N_, Problem, Refusals
from planning.options.counting.exact import Exact, parse_weight
from planning.options.decision.rule import By, Measure, Of


class Choice(StrEnum):
    """What a vote says. An invalid one takes no part: it is neither consent nor an abstention."""

    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class Vote:
    """One line: what was chosen, by how many people with how much area, of which group."""

    choice: Choice
    measure: Measure
    group: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """Votes added up by what they say."""

    sums: Mapping[Choice, Measure] = field(default_factory=dict)

    @classmethod
    def of(cls, votes: Iterable[tuple[Choice, Measure]]) -> Tally:
        """Add them up."""
        sums: dict[Choice, Measure] = {}
        for choice, measure in votes:
            sums[choice] = sums.get(choice, Measure()) + measure
        return cls(sums)

    def __getitem__(self, choice: Choice) -> Measure:
        """Those who chose this."""
        return self.sums.get(choice, Measure())

    @property
    def taking_part(self) -> Measure:
        """Yes, no and abstentions."""
        return self[Choice.YES] + self[Choice.NO] + self[Choice.ABSTAIN]

    def base(self, of: Of, by: By, roll: Measure) -> Exact:
        """What consent is compared with."""
        if of is Of.ALL:
            return roll.by(by)
        return (self.taking_part if of is Of.TAKING_PART else self[Choice.YES] + self[Choice.NO]).by(by)


@dataclass(frozen=True, slots=True)
class Tallies:
    """The tally of everybody, and of each group."""

    whole: Tally
    groups: Mapping[str, Tally] = field(default_factory=dict)

    @classmethod
    def of(cls, votes: Iterable[Vote]) -> Tallies:
        """Add votes up, as a whole and by group."""
        said = list(votes)
        names = dict.fromkeys(vote.group for vote in said if vote.group)
        groups = {name: Tally.of((v.choice, v.measure) for v in said if v.group == name) for name in names}
        return cls(Tally.of((vote.choice, vote.measure) for vote in said), groups)


COLUMNS = ["choice", "heads", "area"]
CHOICES = {
    **{str(choice): choice for choice in Choice},
    "同意": Choice.YES, "反对": Choice.NO, "弃权": Choice.ABSTAIN, "废票": Choice.INVALID,
}  # fmt: skip


def parse_votes(text: str) -> list[Vote]:
    """Votes from a table ``choice,heads,area[,group]``; raises :class:`Refusals` with all faults by line.

    Heads are a whole number. The area is exact: whole, a decimal such as 87.35, or a fraction such as 263/3.
    """
    problems: list[Problem] = []
    lines = _lines(text, problems)
    at, header = next(lines, (1, []))
    names = [name.strip().lower() for name in header]
    if not problems and (names[:3] != COLUMNS or names[3:] not in ([], ["group"])):
        problems.append(
            Problem("bad_header", N_("The first line must name the columns: choice,heads,area or choice,heads,area,group."), {}, at)
        )  # fmt: skip
    votes = [_vote(record, line, len(names), problems) for line, record in lines] if not problems else []
    if problems:
        raise Refusals(problems)
    return [vote for vote in votes if vote]


def _lines(text: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """Records that are not empty, with the line each begins at."""
    table = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = table.line_num + 1
        try:
            record = next(table)
        except StopIteration:
            return
        except csv.Error as error:
            problems.append(Problem("bad_csv", N_("This line is no CSV ({reason}): correct its quotes."), {"reason": str(error)}, line))  # fmt: skip
            continue
        if record:
            yield line, record


def _vote(record: list[str], line: int, columns: int, problems: list[Problem]) -> Vote | None:
    if len(record) != columns:
        said = {"found": len(record), "wanted": columns}
        problems.append(Problem("bad_columns", N_("This line has {found} fields instead of {wanted}: correct it or put quotes around commas."), said, line))  # fmt: skip
        return None
    choice = CHOICES.get(record[0].strip().lower())
    if choice is None:
        problems.append(Problem("unknown_choice", N_("“{choice}” is no choice: write yes, no, abstain or invalid."), {"choice": record[0][:40]}, line))  # fmt: skip
    heads, area = (_number(parse_heads, record[1], line, problems), _number(parse_area, record[2], line, problems))
    if choice is None or heads is None or area is None:
        return None
    return Vote(choice, Measure(heads, area), record[3].strip() if columns == 4 else "")


def _number(parse: Callable[[str], Exact], text: str, line: int, problems: list[Problem]) -> Exact | None:
    try:
        return parse(text)
    except Refusals as refused:
        problems += [Problem(p.code, p.message, p.params, line) for p in refused.problems]
        return None


def parse_heads(text: str) -> int:
    """A whole number of people; raises :class:`Refusals` (``bad_heads``)."""
    text = text.strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise _bad("bad_heads", N_("“{number}” is no number of people: write a whole number."), text)
    return int(text)


def parse_area(text: str) -> Exact:
    """An area, exact; raises :class:`Refusals` (``bad_area``)."""
    try:
        return parse_weight(text)
    except Refusals:
        raise _bad("bad_area", N_("“{number}” is no area: write square metres such as 87.35."), text.strip()) from None


def _bad(code: str, message: str, number: str, where: Any = None) -> Refusals:
    return Refusals([Problem(code, message, {"number": number[:40]}, where)])
