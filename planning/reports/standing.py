"""Where a species may stand and why not, as sentences: for the map, the ballot and the record."""

from __future__ import annotations

from collections.abc import Iterable

from geodata.clearance.finding import Answer
from geodata.clearance.rules import Rule
from planning.errors import N_
from planning.i18n import Translator, translator
from planning.options.option import Fact, Option
from planning.options.screening.screening import Screened, Screening
from planning.options.screening.standing import Beside
from planning.options.screening.things import BY_KEY
from planning.wording import Words

ANSWERS = {
    Answer.CLEAR: N_("may stand"),
    Answer.UNKNOWN: N_("not known"),
    Answer.UNDECIDED: N_("undecided"),
    Answer.TOO_CLOSE: N_("too close"),
}
SIGNS = {Answer.CLEAR: "✓", Answer.UNKNOWN: "?", Answer.UNDECIDED: "≈", Answer.TOO_CLOSE: "✕"}
"""As the map draws them."""


def why(t: Translator, one: Beside) -> str:
    """One sentence: what the answer rests on."""
    thing, asked = t(one.thing.title), f"{one.requirement.metres:g}"
    if one.distance_m is None or one.margin_m is None:
        if one.answer is Answer.UNKNOWN:
            return t("{thing}: nobody has surveyed it here; {asked} m are asked.", thing=thing, asked=asked)
        return t("{thing}: none within {asked} m.", thing=thing, asked=asked)
    said = {"thing": thing, "asked": asked, "there": _metres(one.distance_m)}
    if one.answer is Answer.TOO_CLOSE:
        return t(
            "{thing}: {there} m away where {asked} m are asked, {lack} m too close.",
            **said,
            lack=_metres(-one.margin_m),
        )
    if one.answer is Answer.UNDECIDED:
        return t("{thing}: {there} m away where {asked} m are asked; the sources are not exact enough to tell.", **said)
    if one.answer is Answer.UNKNOWN:
        return t("{thing}: {there} m away where {asked} m are asked; its height is not known.", **said)
    return t("{thing}: {there} m away where {asked} m are asked.", **said)


def asked_by(t: Translator, rules: Iterable[Rule]) -> str:
    """The rules behind a distance, the strictest first, with those that nobody has looked up."""
    return t(", ").join(dict.fromkeys(_rule(t, rule) for rule in rules))


def allowed(t: Translator, rules: Iterable[Rule]) -> str:
    """What standards allow where the distance cannot be kept; empty where they allow nothing."""
    told = asked_by(t, rules)
    return (
        t("Where this cannot be kept, measures agreed with the operator may allow less: {rules}.", rules=told)
        if told
        else ""
    )


def _rule(t: Translator, rule: Rule) -> str:
    clause = f" {rule.clause}" if rule.clause else ""
    name = f"{rule.title}{clause}"
    return t("{rule} (check against the printed standard)", rule=name) if rule.must_be_checked else name


def unchecked(t: Translator, keys: Iterable[str]) -> str:
    """What was not looked at, since the community has no such layer; empty where there is nothing of the kind."""
    told = t(", ").join(t(BY_KEY[key].title) for key in keys)
    return t("Not checked, because the map has no such layer here: {things}.", things=told) if told else ""


def absent(t: Translator, stated: Iterable[tuple[str, str]]) -> str:
    """What staff state not to be here, and who says so; empty where nothing is stated."""
    by_source: dict[str, list[str]] = {}
    for key, source in stated:
        by_source.setdefault(source, []).append(t(BY_KEY[key].title))
    told = [
        t("{things} ({source})", things=t(", ").join(things), source=source) for source, things in by_source.items()
    ]
    return t("Stated not to exist here: {things}.", things=t(", ").join(told)) if told else ""


def share(t: Translator, one: Screened) -> str:
    """How an option came through the screening, in one sentence."""
    said = {"clear": one.counts[Answer.CLEAR], "sites": one.sites}
    told = t("May stand on {clear} of {sites} planting sites.", **said)
    ways = in_the_way(t, one.in_the_way)
    return t("{told} Elsewhere in the way: {ways}.", told=told, ways=ways) if ways else told


def facts(option: Option, screened: Screened | None) -> tuple[Fact, ...]:
    """The facts of an option as voters read them: what staff wrote, on how many sites it may stand, and what was not checked."""
    if screened is None:
        return option.facts
    both = [translator(language) for language in ("zh", "en")]
    label = Words(*(t("On the planting sites") for t in both))
    return (*option.facts, Fact(label, Words(*(_whole(t, screened) for t in both))))


def _whole(t: Translator, one: Screened) -> str:
    return t.joined(filter(None, (share(t, one), unchecked(t, one.unchecked), absent(t, one.absent))))


def in_the_way(t: Translator, ways: Iterable[tuple[str, int]]) -> str:
    """Things with the number of sites that each keeps from being clear."""
    return t(", ").join(t("{thing} ({count})", thing=t(BY_KEY[key].title), count=count) for key, count in ways)


def how_screened(t: Translator, screening: Screening) -> str:
    """By what the options were screened: least share and tables."""
    percent = f"{float(screening.minimum * 100):g}"
    return t(
        "Screened on all planting sites by {tables}; an option goes to the ballot if it may stand on at least {percent} % of them.",
        tables=t(", ").join(t("the community's own rules") if name == "own" else name for name in screening.tables), percent=percent,
    )  # fmt: skip


def _metres(distance: float) -> str:
    return f"{max(0.0, distance):.2f}"
