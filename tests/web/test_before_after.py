"""The page of before and after: for everybody, with and without a script, in both languages."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from planning import addresses, store
from planning.actions.illustrative import load_illustrative
from planning.actions.interventions import take_back_interventions
from planning.options.intervention import Intervention
from planning.options.option import Option
from planning.people import SYSTEM, Role
from planning.site import Community, new_id
from planning.web.house import House
from planning.wording import Words
from tests import makers
from tests.makers import NOON
from tests.planting import CAMPHOR, MYRTLE


@pytest.fixture
def address(house: House) -> str:
    """The page of the illustrative case."""
    loaded = load_illustrative(house.database, SYSTEM, NOON, seed=1, photo_dir=house.settings.photo_dir)
    return addresses.to(addresses.BEFORE_AFTER, community=loaded.community_id, case=loaded.case_id)


def rows(page: str) -> dict[str, list[str]]:
    """The table's figures by the words of their lines."""
    found = re.findall(r'<th scope="row">(.*?)</th><td>(.*?)</td><td>(.*?)</td>', page)
    return {name: [before, after] for name, before, after in found}


def test_a_resident_reads_both_sides_and_their_figures(client: TestClient, house: House, address: str):
    """Two pictures, trees kept, removed and planted that add up, less canopy today; nothing of another site is fetched."""
    with house.database.reading() as session:
        (myrtle,) = store.find(session, Option, species=MYRTLE)
    page = client.get(f"{address}?lang=en&option={myrtle.id}").text
    assert page.count("<svg") == 2
    assert "http" not in page.replace('xmlns="http://www.w3.org/2000/svg"', "")
    told = rows(page)
    trees = [int(one) for one in told["Trees in the picture"]]
    kept, planted = (int(one) for one in told["of them kept, newly planted"][1].split(", "))
    removed = int(told["Trees removed"][1])
    assert (kept + removed, kept + planted) == (trees[0], trees[1])
    assert removed == planted > 50
    before, after = (int(one.removesuffix(" m²").replace(",", "")) for one in told["Ground under crowns"])
    assert before > after > 0
    shade = [int(one.removesuffix(" %")) for one in told["Pavements and carriageway in the shade"]]
    assert 0 < shade[1] < shade[0] < 100


def test_the_form_alone_is_enough(client: TestClient, address: str):
    """Without a script: years, season, hour and option are a GET; later there is a span, and it is called an estimate."""
    page = client.get(f"{address}?lang=en&years=20&season=winter&hour=12").text
    assert "An estimate, not a measurement." in page
    assert all("–" in one for one in rows(page)["Ground under crowns"])
    assert '<option value="winter" selected>' in page
    assert "on 21 Dec 2026" in page


def test_each_option_changes_its_own_places(client: TestClient, house: House, address: str):
    """A crape myrtle may stand where a camphor may not."""
    with house.database.reading() as session:
        by_species = {one.species: one.id for one in store.find(session, Option) if one.species}
    removed = [
        int(rows(client.get(f"{address}?lang=en&option={by_species[species]}").text)["Trees removed"][1])
        for species in (MYRTLE, CAMPHOR)
    ]
    assert removed[0] > 50 > removed[1] > 0


@pytest.mark.parametrize(
    "asked", ["years=-1&hour=99", "years=x&season=autumn&hour=٣", "years=99999999999999999999&season=<b>"]
)
def test_nonsense_is_the_usual(client: TestClient, address: str, asked: str):
    """Whatever stands in the address, the page is today's at one o'clock in summer."""
    answer = client.get(f"{address}?lang=en&{asked}")
    assert answer.status_code == 200
    assert "By the sun it is 13:00" in answer.text
    assert "<b>&" not in answer.text


def test_in_chinese_and_with_hostile_titles(client: TestClient, house: House, address: str):
    """Words of an option are text; the page speaks the language that is asked for."""
    with house.database.writing() as session:
        option = store.find(session, Option, order="position", species="Lagerstroemia indica")[0]
        store.change(session, replace(option, title=Words("</select><script>alert(1)</script>", "x")))
    page = client.get(f"{address}?lang=zh").text
    assert "前后对比" in page
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_what_was_taken_back_is_not_drawn(client: TestClient, house: House, address: str):
    """When nothing is left the page says that there is nothing yet."""
    with house.database.reading() as session:
        batches = {(one.option_id, one.batch) for one in store.find(session, Intervention, withdrawn_at=None)}
        here = store.find(session, Community)[0]
    planner = makers.staff(Role.PLANNER, here.id)  # once the round is over: while it is open nothing is taken back
    for option_id, batch in batches:
        take_back_interventions(
            house.database, planner, NOON + timedelta(days=30), new_id(), option_id=option_id, batch=batch
        )
    answer = client.get(f"{address}?lang=en", headers={"accept": "text/html"})
    assert answer.status_code == 404
    assert "No option of this case says yet" in answer.text
    assert client.get(address.replace("/cases/", "/cases/x")).status_code == 404
