"""The catalogue of species."""

import pytest

from geodata.clearance.rules import Habit
from planning.options.species.catalogue import CatalogueSpecies, Leaves, Native, months, seed
from planning.wording import Words


def test_the_seed_is_whole():
    """Forty species, each with both names, a height, a crown and how sure it is."""
    species = seed()
    assert len(species) == 40
    for one in species.values():
        assert one.name.zh
        assert one.name.en
        assert one.height_m
        assert one.crown_m
        assert one.confidence in {"H", "M", "L"}


def test_the_three_of_the_home_case():
    """Privet, crape myrtle and jacaranda as the street of the home case knows them."""
    privet, myrtle, jacaranda = (
        seed()[name] for name in ("Ligustrum lucidum", "Lagerstroemia indica", "Jacaranda mimosifolia")
    )
    assert (privet.leaves, privet.litter, privet.native) == (Leaves.EVERGREEN, 3, Native.YES)
    assert (myrtle.leaves, myrtle.roots, myrtle.flower_months) == (Leaves.DECIDUOUS, 1, (6, 7, 8, 9, 10))
    assert (jacaranda.winter_min_c, jacaranda.native) == (-3.0, Native.NO)


def test_what_is_not_known_is_none():
    """An empty cell is not nought: the inconspicuous flowers of a fig have no months."""
    fig = seed()["Ficus virens"]
    assert fig.flower_months == ()
    assert fig.winter_min_c == -3.0


def test_unknown_roots_are_strong_to_a_rule():
    """Until somebody says otherwise, a species of unknown roots is treated as the strong ones are."""
    assert CatalogueSpecies("X y", Words("某树")).subject.roots == 3


def test_a_shrub_is_a_shrub():
    """The city flower of Chengdu grows with several stems: the table's column for shrubs holds for it."""
    assert seed()["Hibiscus mutabilis"].habit is Habit.SHRUB


@pytest.mark.parametrize(("text", "said"), [
    ("", ()), ("6", (6,)), ("5-7", (5, 6, 7)), ("10-4", (10, 11, 12, 1, 2, 3, 4)), ("1-12", tuple(range(1, 13)))])  # fmt: skip
def test_months(text, said):
    """Months run over the turn of the year."""
    assert months(text) == said


@pytest.mark.parametrize("text", ["13", "0-3", "spring"])
def test_months_that_are_none(text):
    """A thirteenth month is a fault of the table, not a month."""
    with pytest.raises(ValueError, match=r".*"):
        months(text)
