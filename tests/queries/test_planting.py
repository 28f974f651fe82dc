"""Where may it stand, and why not here: answers that anybody can reckon after."""

from __future__ import annotations

import pytest

from geodata.clearance.finding import Answer
from planning.errors import Refusals
from planning.i18n import translator
from planning.queries import planting
from planning.reports import standing as told
from planning.site import Community, new_id
from planning.surveys.observation import Import, Pipe, PipeKind
from planning.web.house import House
from tests import makers, trees
from tests.makers import NOON
from tests.planting import MYRTLE, line, pavement


@pytest.fixture
def here(house: House) -> Community:
    """A community."""
    return makers.community(house)


def test_sites_and_summary_agree(house: House, here: Community):
    """One of five stands too close to the water pipe."""
    pavement(house, here)
    anybody = (house.database, makers.visitor(), NOON)
    sites = planting.standing_sites(*anybody, community_id=here.id, scientific=MYRTLE)
    summary = planting.standing_summary(*anybody, community_id=here.id, scientific=MYRTLE)
    assert sorted(site.answer for site in sites) == [Answer.CLEAR] * 4 + [Answer.TOO_CLOSE]
    assert summary.counts == (4, 0, 0, 1)
    assert summary.in_the_way == (("water", 1),)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_why_not_here_in_words(house: House, here: Community, language: str):
    """One metre from trunk to axis less the radius of 200 mm is 0.90 m; the tables ask 1.5 m."""
    first = pavement(house, here)[0]
    view = planting.site_standing(
        house.database, makers.visitor(), NOON, community_id=here.id, site_id=first.id, scientific=MYRTLE
    )
    assert view.answer is Answer.TOO_CLOSE
    t = translator(language)
    sentence = told.why(t, view.beside[0])
    assert all(number in sentence for number in ("0.90", "1.5", "0.60"))
    assert "GB 50289-2016" in told.asked_by(t, view.beside[0].requirement.rules)
    with_metres = told.asked_by(t, view.beside[0].requirement.rules, view.species.subject)
    assert ("给水管道" if language == "zh" else "Water main") in with_metres
    assert ("1.5 米" if language == "zh" else "1.5 m") in with_metres
    assert all(table in with_metres for table in ("CJJ 75-97 6.2.1", "GB 50289-2016")), (
        "every rule is shown, not one alone"
    )
    assert ("再生水管线" if language == "zh" else "Reclaimed water") not in with_metres, "that is another line"
    assert all(one.scientific != MYRTLE for one in view.instead)


def test_a_doubt_larger_than_the_margin_is_undecided(house: House, here: Community):
    """The pipe is known to a metre only: 0.6 m too close may be none."""
    first = pavement(house, here, accuracy_m=1.0)[0]
    view = planting.site_standing(
        house.database, makers.visitor(), NOON, community_id=here.id, site_id=first.id, scientific=MYRTLE
    )
    assert view.answer is Answer.UNDECIDED
    assert "not exact enough" in told.why(translator("en"), view.beside[0])


def test_a_doubt_that_only_the_import_states_is_a_doubt(house: House, here: Community):
    """The file of the pipe was stated to be good to a metre: the answer is undecided, as if each line had said it."""
    brought = Import(new_id(), here.id, "pipe", "w.csv", "ab" * 32, "EPSG:4326", 1, 1, NOON, "system", stated_m=1.0)
    trees.keep(house, brought)
    first = pavement(house, here, accuracy_m=None, import_id=brought.id)[0]
    view = planting.site_standing(
        house.database, makers.visitor(), NOON, community_id=here.id, site_id=first.id, scientific=MYRTLE
    )
    assert view.answer is Answer.UNDECIDED


@pytest.mark.parametrize(("external_id", "name"), [("JS-7", "JS-7"), ("@104.06,30.63#c9ea12", None), ("", None)])
def test_a_line_is_called_by_its_number_never_by_its_place(
    house: House, here: Community, external_id: str, name: str | None
):
    """What a file without ids is told apart by is nothing that anybody reads."""
    first = pavement(house, here)[0]
    pipe = Pipe(new_id(), here.id, line((-5, 0.5), (5, 0.5)), PipeKind.GAS, 100.0, external_id=external_id)
    trees.keep(house, pipe)
    view = planting.site_standing(
        house.database, makers.visitor(), NOON, community_id=here.id, site_id=first.id, scientific=MYRTLE
    )
    assert pipe.id in {one.obstacle for one in view.beside}
    assert view.names.get(pipe.id) == name


def test_an_unknown_species_and_a_site_of_nobody(house: House, here: Community):
    """Both are refused with a sentence."""
    pavement(house, here)
    with pytest.raises(Refusals) as refused:
        planting.standing_sites(
            house.database, makers.visitor(), NOON, community_id=here.id, scientific="Arbor inventa"
        )
    assert refused.value.code == "unknown_species"
    with pytest.raises(Refusals) as refused:
        planting.site_standing(
            house.database, makers.visitor(), NOON, community_id=here.id, site_id="x", scientific=MYRTLE
        )
    assert refused.value.code == "not_found"


def test_sites_are_called_by_their_number(house: House, here: Community):
    """As in the inventory."""
    sites = pavement(house, here)
    names = planting.site_names(house.database, makers.visitor(), NOON, community_id=here.id)
    assert names == {site.id: site.external_id for site in sites}
