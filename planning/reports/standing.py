"""Where a species may stand and why not, as sentences: for the map, the ballot and the record."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from geodata.clearance.finding import Answer
from geodata.clearance.rules import Rule, Subject, seed
from planning.errors import N_
from planning.i18n import Translator, translator
from planning.options.option import Fact, Option
from planning.options.screening.asking import Open
from planning.options.screening.screening import Screened, Screening
from planning.options.screening.standing import Beside, Limits
from planning.options.screening.things import BY_KEY, HEIGHTS, OF_UNKNOWN_KIND, GradedBy
from planning.wording import Words

ANSWERS = {
    Answer.CLEAR: N_("may stand"),
    Answer.UNKNOWN: N_("not known"),
    Answer.UNDECIDED: N_("undecided"),
    Answer.TOO_CLOSE: N_("too close"),
}
SIGNS = {Answer.CLEAR: "✓", Answer.UNKNOWN: "?", Answer.UNDECIDED: "≈", Answer.TOO_CLOSE: "✕"}
"""As the map draws them."""


def why(t: Translator, one: Beside, name: str = "") -> str:
    """What the answer rests on; ``name`` is what the thing in the way is called in its file."""
    said = _why(t, one, name)
    open_by = Answer.UNKNOWN if one.thing in OF_UNKNOWN_KIND else Answer.UNDECIDED
    if one.answer is open_by and _by_width(one):
        widest = t(
            "Its diameter is not recorded: it may be up to {widest} mm wide.", widest=f"{2000 * one.unsized_m:g}"
        )
        return t.joined((said, widest))
    return said


def _by_width(one: Beside) -> bool:
    """Whether the middle of a line keeps the distance, so that its width alone decides, which is not recorded."""
    return one.unsized_m > 0 and (one.margin_m or 0.0) >= 0


def _why(t: Translator, one: Beside, name: str) -> str:
    thing, asked = f"{t(one.thing.title)} {name}".strip(), f"{one.asked_m:g}"
    if one.distance_m is None or one.margin_m is None:
        if one.answer is Answer.UNKNOWN:
            return t("{thing}: nobody has surveyed it here; {asked} m are asked.", thing=thing, asked=asked)
        return t("{thing}: none within {asked} m.", thing=thing, asked=asked)
    lack = _metres(-one.margin_m)
    return t(_NEAR[one.answer](one), thing=thing, asked=asked, there=_metres(one.distance_m), lack=lack,
             most=f"{one.requirement.metres:g}")  # fmt: skip


def _of_what_grade(one: Beside) -> str:
    if one.open_by is Open.DOUBTFUL:
        return N_("{thing}: {there} m away; its height is not exact enough to tell, and from {asked} to {most} m may be asked.")  # fmt: skip
    if one.open_by is Open.NO_ROW and one.thing.graded_by is GradedBy.VOLTAGE:
        return N_(
            "{thing}: {there} m away; no table has a row for its voltage, and from {asked} to {most} m may be asked."
        )
    if one.open_by is Open.NO_ROW:
        return N_("{thing}: {there} m away; no table has a row for its height, and from {asked} to {most} m may be asked.")  # fmt: skip
    if one.thing.graded_by is GradedBy.VOLTAGE:
        return N_("{thing}: {there} m away; its voltage is not recorded, and from {asked} to {most} m may be asked.")
    return N_("{thing}: {there} m away; its height is not recorded, and from {asked} to {most} m may be asked.")


_NEAR: dict[Answer, Callable[[Beside], str]] = {
    Answer.CLEAR: lambda _: N_("{thing}: {there} m away where {asked} m are asked."),
    Answer.UNKNOWN: lambda one: (
        N_("{thing}: {there} m away; what it carries is not recorded, and up to {most} m may be asked.")
        if one.thing in OF_UNKNOWN_KIND
        else N_("{thing}: {there} m away where {asked} m are asked; its height is not known.")
    ),
    Answer.UNDECIDED: lambda one: (
        _of_what_grade(one)
        if one.open_m and (one.margin_m or 0.0) >= 0
        else N_("{thing}: {there} m away where {asked} m are asked, measured to its middle.")
        if _by_width(one)
        else N_("{thing}: {there} m away where {asked} m are asked; the sources are not exact enough to tell.")
    ),
    Answer.TOO_CLOSE: lambda _: N_("{thing}: {there} m away where {asked} m are asked, {lack} m too close."),
}
"""What is said of a thing that is near enough to matter."""


def asked_by(t: Translator, rules: Iterable[Rule], subject: Subject | None = None) -> str:
    """The rules behind a distance, the strictest first, with those that nobody has looked up.

    :param subject: with it each rule is told with its metres, and with what it asks them of.
    """
    return t(", ").join(dict.fromkeys(_rule(t, rule, subject) for rule in rules))


def allowed(t: Translator, rules: Iterable[Rule], subject: Subject | None = None) -> str:
    """What standards allow where the distance cannot be kept; empty where they allow nothing."""
    told = asked_by(t, rules, subject)
    return (
        t("Where this cannot be kept, measures agreed with the operator may allow less: {rules}.", rules=told)
        if told
        else ""
    )


def _rule(t: Translator, rule: Rule, subject: Subject | None) -> str:
    clause = f" {rule.clause}" if rule.clause else ""
    name = f"{rule.title}{clause}"
    metres = None if subject is None else rule.metres(subject)
    if metres is not None:
        facility = rule.facility_zh if t.language == "zh" else rule.facility_en
        told = t("{metres} m", metres=f"{metres:g}")
        name = t("{rule}: {metres} ({facility})", rule=name, metres=told, facility=facility) if facility else t(
            "{rule}: {metres}", rule=name, metres=told
        )  # fmt: skip
    return t("{rule} (check against the printed standard)", rule=name) if rule.must_be_checked else name


def unchecked(t: Translator, keys: Iterable[str]) -> str:
    """What was not looked at, since the community has no such layer; empty where there is nothing of the kind."""
    told = t(", ").join(t(BY_KEY[key].title) for key in keys)
    return t("Not checked, because the map has no such layer here: {things}.", things=told) if told else ""


_OF_NO_THING = {"tree": N_("planting sites"), HEIGHTS: N_("heights of overhead lines")}
"""What is told of layers of which no accuracy is stated, where it is not what the tree keeps away from."""


def limits(t: Translator, of: Limits) -> tuple[str, ...]:
    """Sentences on what answers do not rest on: not surveyed, stated not to be here, never looked at, asked by no table, taken as exact."""
    by_source: dict[str, list[str]] = {}
    for key, source in of.absent:
        by_source.setdefault(source, []).append(t(BY_KEY[key].title))
    stated = [t("{things} ({source})", things=t(", ").join(ones), source=source) for source, ones in by_source.items()]
    beyond = [_facility(t, code) for code in of.never_asked]
    unasked = [t(BY_KEY[key].title) for key in of.unasked]
    silent = [t(_OF_NO_THING[key] if key in _OF_NO_THING else BY_KEY[key].title) for key in of.silent]
    said = (
        unchecked(t, of.unchecked),
        t("Stated not to exist here: {things}.", things=t(", ").join(stated)) if stated else "",
        t("The tables also ask distances from what this map never shows: {things}.",
          things=t(", ").join(dict.fromkeys(beyond))) if beyond else "",
        t("Not checked, because no table in force asks a distance from it: {things}.", things=t(", ").join(unasked))
        if unasked else "",
        t("No accuracy is stated for: {things}. They are taken as they stand.", things=t(", ").join(silent)) if silent else "",
    )  # fmt: skip
    return tuple(filter(None, said))


def _facility(t: Translator, code: str) -> str:
    rule = next((rule for rule in seed() if rule.facility == code), None)
    return code if rule is None else rule.facility_zh if t.language == "zh" else rule.facility_en


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
    return t.joined((share(t, one), *limits(t, one.limits)))


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
