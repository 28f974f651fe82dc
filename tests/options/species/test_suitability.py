"""Suitability: a weighted sum that can be followed by hand."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.errors import Refusal
from planning.options.species.catalogue import CatalogueSpecies, seed
from planning.options.species.suitability import Trait, by_suitability, checked_weights, suitability
from planning.wording import Words

PRIVET, MYRTLE = seed()["Ligustrum lucidum"], seed()["Lagerstroemia indica"]
NOBODY = CatalogueSpecies("Ignota quaedam", Words("不知名"))


def test_by_hand():
    """Clean 2, shade 1: crape myrtle has (2 x 2/3 + 1 x 4.5/12) / 3."""
    answer = suitability(MYRTLE, checked_weights({"clean": 2, "shade": 1}), None)
    assert answer.least == answer.most == (2 * Fraction(2, 3) + Fraction(9, 24)) / 3
    assert [(term.trait, term.weight) for term in answer.terms] == [(Trait.SHADE, 1), (Trait.CLEAN, 2)]


def test_weights_change_the_order():
    """Who wants no fruit on the paving gets another list than who wants shade."""
    clean, shade = (by_suitability(suitability(one, checked_weights({trait: 1}), None) for one in (PRIVET, MYRTLE))
                    for trait in ("clean", "shade"))  # fmt: skip
    assert [one.species for one in clean] == [MYRTLE, PRIVET]
    assert [one.species for one in shade] == [PRIVET, MYRTLE]


def test_unknown_is_a_span():
    """Of a species of which nothing is known the answer is everything from nought to one, and it stands last."""
    weights = checked_weights({"clean": 1, "shade": 1})
    nothing = suitability(NOBODY, weights, -5.0)
    assert (nothing.least, nothing.most) == (Fraction(0), Fraction(1))
    assert by_suitability([nothing, suitability(MYRTLE, weights, -5.0)])[-1] is nothing


@pytest.mark.parametrize(("bears", "value"), [(-4.0, 0), (-5.0, 0), (-7.5, Fraction(1, 2)), (-10.0, 1), (-30.0, 1)])
def test_hardiness_against_the_site(bears, value):
    """Nothing at the site's own winter, all from five degrees below it."""
    one = replace(MYRTLE, winter_min_c=bears)
    assert suitability(one, checked_weights({"hardiness": 3}), -5.0).least == value


def test_no_winter_is_unknown():
    """Where nobody has said how cold it gets, hardiness is not guessed."""
    assert suitability(MYRTLE, checked_weights({"hardiness": 1}), None).terms[0].value is None


@pytest.mark.parametrize("weights", [{}, {"clean": 0}, {"clean": -1}, {"clean": 11}, {"beauty": 1}, {"clean": True}])
def test_weights_that_are_none(weights):
    """Unknown qualities, weights out of range, and nothing at all are refused in one sentence."""
    with pytest.raises(Refusal) as refused:
        checked_weights(weights)
    assert refused.value.code == "bad_weights"


@given(
    st.sampled_from(list(seed().values())),
    st.dictionaries(st.sampled_from(list(Trait)), st.integers(1, 10), min_size=1),
    st.integers(2, 5),
)
def test_bounds_and_scale(species, weights, times):
    """Between nought and one, exact, and the same for weights twice as large."""
    weighed = checked_weights({str(trait): weight for trait, weight in weights.items()})
    answer = suitability(species, weighed, -5.0)
    assert Fraction(0) <= answer.least <= answer.most <= Fraction(1)
    larger = {trait: weight * times for trait, weight in weighed.items()}
    assert suitability(species, larger, -5.0).least == answer.least
