"""A species in words: the score term by term, what speaks against it."""

from __future__ import annotations

from fractions import Fraction

from planning.errors import N_
from planning.i18n import Translator
from planning.options.species.suitability import Suitability, Term, Trait

TRAITS = {
    Trait.HARDINESS: N_("bears the winter"),
    Trait.SHADE: N_("gives shade"),
    Trait.WINTER_SUN: N_("lets the winter sun through"),
    Trait.CLEAN: N_("drops little"),
    Trait.GENTLE_ROOTS: N_("spares paving and pipes"),
    Trait.NO_ALLERGENS: N_("spares people with allergies"),
    Trait.FLOWERS: N_("flowers long"),
    Trait.DROUGHT: N_("bears drought"),
    Trait.FLOOD: N_("bears standing water"),
    Trait.NATIVE: N_("is at home here"),
}


def score(t: Translator, one: Suitability) -> str:
    """From nought to a hundred; a span where something is not known."""
    least, most = _hundredths(one.least), _hundredths(one.most)
    return least if least == most else t("{least} to {most}", least=least, most=most)


def terms(t: Translator, one: Suitability) -> list[str]:
    """Every term: what it is worth times what it weighs."""
    return [_term(t, term) for term in one.terms]


def _term(t: Translator, term: Term) -> str:
    name = t(TRAITS[term.trait])
    if term.value is None:
        return t("{trait}: not known, so 0 to 100, times {weight}", trait=name, weight=term.weight)
    return t("{trait}: {value} of 100, times {weight}", trait=name, value=_hundredths(term.value), weight=term.weight)


def _hundredths(share: Fraction) -> str:
    return str(round(share * 100))
