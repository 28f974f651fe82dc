"""What speaks against a species."""

import pytest

from planning.options.species.catalogue import CatalogueSpecies, seed
from planning.options.species.counterpoints import counterpoints
from planning.wording import Words


def said(name: str, winter_c: float | None = None) -> list[str]:
    """Its counterpoints in English."""
    return [str(sentence) for sentence in counterpoints(seed()[name], winter_c)]


def test_the_favourite_too():
    """Crape myrtle gives little shade and is bare in winter: said before anybody votes for it."""
    assert said("Lagerstroemia indica") == [
        "It gives little shade: its crown grows 3 to 6 m across.",
        "It is bare in winter.",
    ]


def test_privet():
    """Privet stains, keeps the sun away and troubles people."""
    assert "It drops much fruit, which stains paving, clothes and cars." in said("Ligustrum lucidum")
    assert "Its pollen, hairs or scent trouble people with allergies or asthma." in said("Ligustrum lucidum")


@pytest.mark.parametrize(("winter_c", "freezes"), [(-2.0, False), (-3.0, False), (-3.5, True), (None, False)])
def test_frost(winter_c, freezes):
    """Jacaranda bears 3 degrees of frost: colder winters are said, unknown ones are not guessed."""
    assert any("freeze" in sentence for sentence in said("Jacaranda mimosifolia", winter_c)) is freezes


def test_nothing_known_is_said():
    """A species of which nothing was read says so."""
    assert [str(s) for s in counterpoints(CatalogueSpecies("X y", Words("某树")))] == [
        "What is said of it here was recalled, not read in a source: ask a gardener."]  # fmt: skip


def test_every_species_has_one():
    """No tree is without fault."""
    assert all(counterpoints(one, -5.0) for one in seed().values())
