"""Ties are values: each is reported where it arises, with the rule announced for it and what the rule made of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from planning.errors import N_, Problem, Refusals
from planning.options.counting.exact import Exact


@dataclass(frozen=True, slots=True)
class Tie:
    """Options that nothing in the ballots tells apart.

    :param stage: stage of the count, from 1; None for methods without stages.
    :param rule: the announced rule, as it was written.
    :param resolved: the options that the rule chose: to leave (``elimination``), to win (``winning``), to be in
        the final (``final``) or to hand on first (``surplus``). Empty where the tie stands. All of them where they leave together, since no order among them could matter.
    """

    stage: int | None
    options: tuple[str, ...]
    rule: str
    resolved: tuple[str, ...]
    about: Literal["elimination", "winning", "final", "surplus"]


class TieKind(StrEnum):
    """Rules that a round may announce."""

    STANDS = "stands"
    EARLIER = "earlier"
    ORDER = "order"
    SEED = "seed"


@dataclass(frozen=True, slots=True)
class TieRule:
    """What is done with a tie.

    ``stands``: nothing, it is reported. ``earlier``: who had fewer ballots at the last earlier stage where they
    differ leaves; where there is none, the tie stands. ``order:a>b>c``: the option named first is best; options that
    are not named come after those that are, and stay tied among themselves. ``seed:TEXT``: a draw that anybody can
    repeat: options in the order of SHA-256 of ``TEXT``, a colon and the option, the smallest is best.
    """

    kind: TieKind = TieKind.STANDS
    text: str = "stands"
    order: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str, options: Sequence[str]) -> TieRule:
        """A rule from its text; raises :class:`Refusals` (``bad_tie``, ``unknown_option``, ``duplicate_option``)."""
        word, colon, rest = text.strip().partition(":")
        if word in {TieKind.STANDS, TieKind.EARLIER} and not colon:
            return cls(TieKind(word), word)
        if word == TieKind.SEED and rest:
            return cls(TieKind.SEED, text.strip(), tuple(sorted(options, key=lambda option: _drawn(rest, option))))
        if word == TieKind.ORDER and rest:
            return cls(TieKind.ORDER, text.strip(), _order(rest, options))
        raise Refusals(
            [
                Problem(
                    "bad_tie",
                    N_("“{rule}” is no tie rule: write stands, earlier, order:a>b>c or seed:TEXT."),
                    {"rule": text[:40]},
                )
            ]
        )

    def best(self, tied: tuple[str, ...]) -> tuple[str, ...]:
        """Those of the tied options that win by the rule; all of them where it says nothing."""
        named = [option for option in self.order if option in tied]
        return (named[0],) if named else tied

    def worst(self, tied: tuple[str, ...], earlier: Sequence[Mapping[str, Exact]]) -> tuple[str, ...]:
        """Those of the tied options that leave by the rule; several where it does not tell them apart.

        :param earlier: tallies of the stages before, the first stage first.
        """
        if self.kind is TieKind.EARLIER:
            return _fewest_before(tied, earlier)
        unnamed = tuple(option for option in tied if option not in self.order)
        return unnamed or (max(tied, key=self.order.index),)


STANDS = TieRule()


def _drawn(seed: str, option: str) -> str:
    import hashlib  # late: a count without a draw does not need it

    return hashlib.sha256(f"{seed}:{option}".encode()).hexdigest()


def _order(text: str, options: Sequence[str]) -> tuple[str, ...]:
    """The named options, all of them known and none twice."""
    names = tuple(name.strip() for name in text.split(">"))
    unknown = [name for name in dict.fromkeys(names) if name not in options]
    twice = [name for name in dict.fromkeys(names) if names.count(name) > 1]
    problems = [
        Problem("unknown_option", N_("The tie rule names “{option}”, which is no option."), {"option": name[:40]})
        for name in unknown
    ]
    problems += [
        Problem("duplicate_option", N_("The tie rule names “{option}” twice."), {"option": name[:40]}) for name in twice
    ]
    if problems:
        raise Refusals(problems)
    return names


def _fewest_before(tied: tuple[str, ...], earlier: Sequence[Mapping[str, Exact]]) -> tuple[str, ...]:
    """Those that had the fewest at the last stage where they differ, and among those at the stages before it."""
    for tallies in reversed(earlier):
        fewest = min(tallies[option] for option in tied)
        tied = tuple(option for option in tied if tallies[option] == fewest)
    return tied
