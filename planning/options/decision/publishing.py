"""A decision as everybody may read it: whether each threshold was met always, a sum of areas only where it tells on nobody.

Floor areas are nearly all different, and whoever keeps the roll knows them. A sum of few of them can be taken apart:
there is often one set of voters only that adds up to it. So a sum of areas is shown only where at least five sets of
voters share each value that it could take, on average: C(n, k) sets of k among n, and one value for each hundredth of
a square metre up to the whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import comb

from planning.errors import N_
from planning.options.counting.exact import Exact
from planning.options.decision.deciding import Checked, Decision
from planning.options.decision.rule import By, Measure, Of
from planning.options.decision.telling import BASES, label, matter_told, reasons, rule_told, verdict
from planning.options.decision.votes import Choice
from planning.options.small_groups import SMALL_GROUP, Head, to_hide
from planning.wording import Sentence, Words

LEAST_VOTES = 10
"""With fewer votes than this the result is told, and no figure."""


@dataclass(frozen=True, slots=True)
class Line:
    """One threshold of the whole. ``part``, ``whole`` and ``needed`` are None where a sum would tell on somebody."""

    is_consent: bool
    by: By
    share: Words
    base: Words
    met: bool
    part: Exact | None = None
    whole: Exact | None = None
    needed: Exact | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """What a round decided.

    :param heads: how many chose what; empty where too few voted.
    :param groups: by name whether each group accepts; None where that would tell on somebody.
    """

    accepted: bool
    label: Sentence
    rule: tuple[Sentence, ...]
    sentences: tuple[Sentence, ...]
    lines: tuple[Line, ...]
    heads: Mapping[Choice, Exact] = field(default_factory=dict)
    groups: Mapping[str, bool | None] = field(default_factory=dict)


def published(decision: Decision, roll: Measure) -> Published:
    """What everybody may read of a decision.

    :param roll: heads and area of everybody who may decide.
    """
    tally = decision.whole.tally
    few = tally.taking_part.heads < LEAST_VOTES
    lines = () if few else tuple(_lines(decision, roll))
    heads = {} if few else {choice: tally[choice].heads for choice in (Choice.YES, Choice.NO, Choice.ABSTAIN)}
    return Published(
        decision.accepted, label(decision.rule), rule_told(decision.rule), _told(decision, lines, few=few), lines,
        heads, {} if few else _groups(decision),
    )  # fmt: skip


def _lines(decision: Decision, roll: Measure) -> list[Line]:
    tally = decision.whole.tally
    took = tally.taking_part
    turnout = _tells_nobody(took, roll)
    yes = turnout and _tells_nobody(tally[Choice.YES], took)
    # Measured on yes and no together, the sum of those who abstained can be worked out, too.
    abstained = yes and _tells_nobody(tally[Choice.ABSTAIN], took)
    return [
        *(_line(one, is_consent=False, shown=turnout) for one in decision.whole.participation),
        *(
            _line(one, is_consent=True, shown=abstained if one.threshold.of is Of.YES_AND_NO else yes)
            for one in decision.whole.consent
        ),
    ]


def _line(checked: Checked, *, is_consent: bool, shown: bool) -> Line:
    threshold = checked.threshold
    base = BASES[threshold.of if is_consent else Of.ALL]
    told = (checked.part, checked.whole, checked.needed) if shown or threshold.by is By.HEADS else (None, None, None)
    return Line(is_consent, threshold.by, threshold.share.words, base, checked.met, *told)


def _tells_nobody(part: Measure, whole: Measure) -> bool:
    """Whether a sum of areas could be that of many sets of voters; nothing, and everything, is known anyway."""
    if part.heads in {0, whole.heads}:
        return True
    values = max(1, int(Fraction(whole.area) * 100))
    return comb(int(whole.heads), int(part.heads)) >= SMALL_GROUP * values


def _groups(decision: Decision) -> dict[str, bool | None]:
    """Verdicts by group. A group is hidden if it is small, or if few of its voters said yes, or few did not."""
    taking = {name: Head(int(part.tally.taking_part.heads), int(part.tally[Choice.YES].heads)) for name, part in decision.groups.items()}  # fmt: skip
    hidden = to_hide(taking)
    return {name: None if name in hidden else part.accepted for name, part in decision.groups.items()}


def _told(decision: Decision, lines: tuple[Line, ...], *, few: bool) -> tuple[Sentence, ...]:
    """The verdict and how it came about; with few votes the verdict alone."""
    if few:
        told = (verdict(decision.accepted), label(decision.rule), FEW)
        return told if decision.rule.matter is None else (*told, matter_told(decision.rule.matter))
    every = (*decision.whole.participation, *decision.whole.consent)
    hidden = [checked.threshold for checked, line in zip(every, lines, strict=True) if line.part is None]
    # The table of groups hides the small ones, and says the rest: no sentence names any.
    return reasons(decision, hidden=hidden, names_groups=False)


FEW = Sentence(N_("Fewer than ten votes were cast, so no figures are shown: they would tell who voted how."))
