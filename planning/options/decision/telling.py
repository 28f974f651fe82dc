"""A decision in sentences: what it is, each threshold with its figures, and the verdict."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from planning.errors import N_
from planning.options.counting.exact import Exact
from planning.options.decision.deciding import Checked, Decision, Part
from planning.options.decision.presets import MATTERS
from planning.options.decision.rule import By, Groups, Of, Purpose, Rule, Threshold, Unsold
from planning.options.decision.votes import Choice
from planning.options.telling.teller import decimal
from planning.wording import Sentence, Words

ADVISORY = Sentence(N_("This is advice to the board: no owners' vote, and no statutory electronic vote."))
PRE_CHECK = Sentence(
    N_("This is a check before an owners' vote. It shows whether the figures would suffice; it is not that vote, and no statutory electronic vote.")
)  # fmt: skip
PURPOSES = {Purpose.ADVISORY: ADVISORY, Purpose.PRE_CHECK: PRE_CHECK}

COUNT_ONLY = Sentence(N_("No decision rule was announced: this is a count, and decides nothing."))

BASES = {
    Of.ALL: Words("名册全体", "the whole roll"),
    Of.TAKING_PART: Words("含弃权在内的参与表决者", "those taking part, abstentions among them"),
    Of.YES_AND_NO: Words("同意与反对之和", "yes and no together"),
}


def rule_told(rule: Rule) -> tuple[Sentence, ...]:
    """The rule as it is announced, before anybody votes."""
    return tuple(_rule(rule))


def verdict(accepted: bool) -> Sentence:
    """Accepted or not."""
    return Sentence(N_("Accepted.")) if accepted else Sentence(N_("Not accepted."))


def reasons(
    decision: Decision, *, hidden: Collection[Threshold] = (), names_groups: bool = True
) -> tuple[Sentence, ...]:
    """The decision, and how it came about.

    :param hidden: thresholds of the whole whose figures are not told, only whether they are met.
    :param names_groups: whether the groups that do not accept are named.
    """
    return tuple(_reasons(decision, hidden, names_groups=names_groups))


def label(rule: Rule) -> Sentence:
    """What a result by this rule is."""
    return PURPOSES[rule.purpose]


def _rule(rule: Rule) -> Iterator[Sentence]:
    yield label(rule)
    yield Sentence(N_("The decision rule is {rule}."), {"rule": rule.title})
    yield from map(_asked_of_participation, rule.conditions.participation)
    yield from map(_asked_of_consent, rule.conditions.consent)
    if rule.groups:
        yield from _asked_of_groups(rule.groups)
        yield Sentence(N_("Where few vote in one of the {level}, its result may tell how somebody voted."), {"level": rule.groups.level.words})  # fmt: skip
    yield Sentence(N_("An abstention is not consent."))
    if rule.conditions.participation:
        yield Sentence(N_("Who owns several units counts once by head, with all areas."))
        yield Sentence(
            N_("Unsold units count once by head together, for the developer.")
            if rule.unsold is Unsold.ONCE_FOR_DEVELOPER
            else N_("Unsold units are left out of the roll.")
        )
    if rule.matter is not None:
        yield matter_told(rule.matter)


def matter_told(matter: int) -> Sentence:
    """Which matter it was set to be."""
    return Sentence(
        N_("The question was set to be item {matter} of Art. 278 of the Civil Code ({title}). That is a setting, fixed before opening: a lawyer should confirm it."),
        {"matter": matter, "title": MATTERS[matter]},
    )  # fmt: skip


def _asked_of_participation(threshold: Threshold) -> Sentence:
    said = {"by": threshold.by.words, "share": threshold.share.words}
    return Sentence(N_("By {by}, {share} of the whole roll must take part."), said)


def _asked_of_consent(threshold: Threshold) -> Sentence:
    said = {"by": threshold.by.words, "share": threshold.share.words, "base": BASES[threshold.of]}
    return Sentence(N_("By {by}, {share} must say yes, measured on {base}."), said)


def _asked_of_groups(groups: Groups) -> Iterator[Sentence]:
    said = {"level": groups.level.words, "share": groups.share.words}
    if groups.share.fraction == 1:
        yield Sentence(N_("Each of the {level} must accept by itself."), said)
    else:
        yield Sentence(N_("Of the {level}, {share} must accept by themselves."), said)


def _reasons(decision: Decision, hidden: Collection[Threshold], *, names_groups: bool) -> Iterator[Sentence]:
    whole, rule = decision.whole, decision.rule
    yield verdict(decision.accepted)
    yield label(rule)
    for checked in whole.participation:
        yield _bare_participation(checked) if checked.threshold in hidden else _participation(checked)
    for checked in whole.consent:
        yield _bare_consent(checked) if checked.threshold in hidden else _consent(checked)
    if hidden:
        yield AREAS_HIDDEN
    if whole.tally[Choice.ABSTAIN].heads and whole.consent:
        yield Sentence(
            N_("Abstentions, which are no consent: {heads} by head."), {"heads": decimal(whole.tally[Choice.ABSTAIN].heads)}
        )  # fmt: skip
    if whole.tally[Choice.INVALID].heads:
        yield Sentence(
            N_("Invalid votes, which take no part: {heads} by head."), {"heads": decimal(whole.tally[Choice.INVALID].heads)}
        )  # fmt: skip
    if rule.groups:
        yield from _groups(decision, rule.groups, names_groups=names_groups)
    if rule.matter is not None:
        yield matter_told(rule.matter)


def _figures(checked: Checked) -> dict[str, object]:
    by = checked.threshold.by
    return {
        "by": by.words, "share": checked.threshold.share.words, "part": figure(checked.part, by),
        "whole": figure(checked.whole, by), "needed": figure(checked.needed, by), "base": BASES[checked.threshold.of],
    }  # fmt: skip


def figure(value: Exact, by: By) -> str:
    """A number of heads, or an area with its unit."""
    return decimal(value) if by is By.HEADS else f"{decimal(value)} m²"


def _participation(checked: Checked) -> Sentence:
    if checked.met:
        return Sentence(N_("Participation by {by} is enough: {part} of {whole}, where {share} is asked ({needed})."), _figures(checked))  # fmt: skip
    return Sentence(N_("Participation by {by} is not enough: {part} of {whole}, where {share} is asked ({needed})."), _figures(checked))  # fmt: skip


def _consent(checked: Checked) -> Sentence:
    if checked.met:
        return Sentence(N_("Consent by {by} is enough: {part} of {whole} ({base}), where {share} is asked ({needed})."), _figures(checked))  # fmt: skip
    return Sentence(N_("Consent by {by} is not enough: {part} of {whole} ({base}), where {share} is asked ({needed})."), _figures(checked))  # fmt: skip


AREAS_HIDDEN = Sentence(
    N_("Sums of areas that few votes make up are not shown, only whether they suffice: they would tell who voted how.")
)


def _bare_participation(checked: Checked) -> Sentence:
    said = {"by": checked.threshold.by.words, "share": checked.threshold.share.words}
    if checked.met:
        return Sentence(N_("Participation by {by} is enough: {share} was asked."), said)
    return Sentence(N_("Participation by {by} is not enough: {share} was asked."), said)


def _bare_consent(checked: Checked) -> Sentence:
    threshold = checked.threshold
    said = {"by": threshold.by.words, "share": threshold.share.words, "base": BASES[threshold.of]}
    if checked.met:
        return Sentence(N_("Consent by {by} is enough: {share} was asked ({base})."), said)
    return Sentence(N_("Consent by {by} is not enough: {share} was asked ({base})."), said)


def _groups(decision: Decision, groups: Groups, *, names_groups: bool) -> Iterator[Sentence]:
    said = {
        "level": groups.level.words, "weight": decimal(decision.weight), "all": decimal(decision.weight_of_all),
        "share": groups.share.words,
    }  # fmt: skip
    if decision.groups_accept:
        yield Sentence(N_("Enough of the {level} accept: {weight} of {all}, where {share} is asked."), said)
    else:
        yield Sentence(N_("Not enough of the {level} accept: {weight} of {all}, where {share} is asked."), said)
    against = tuple(Words(name) for name, part in decision.groups.items() if not part.accepted)
    if names_groups and against and len(against) <= MOST_NAMED:
        yield Sentence(N_("Those that do not accept: {groups}."), {"groups": against})


MOST_NAMED = 30


def part_told(part: Part) -> tuple[Sentence, ...]:
    """One group alone."""
    return (*map(_participation, part.participation), *map(_consent, part.consent))
