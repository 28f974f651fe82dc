"""Each question that a board is asked at the end of a case has its answer on one page, in both languages, for everybody."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from planning import addresses
from planning.actions.tales import Told, tell_stories
from planning.options.electorate import Contact
from planning.people import Role
from planning.queries.case_answers import case_answers
from planning.settings import Settings
from planning.web.door import routes_of
from planning.web.house import House, open_house
from planning.web.middleware import middleware
from tests.makers import NOON, visitor

QUESTIONS = ("decided", "raised", "asked", "said", "votes", "costs", "well")


@pytest.fixture(scope="module")
def library(tmp_path_factory) -> Iterator[House]:
    """A house that tests only read."""
    opened = open_house(Settings(data_dir=tmp_path_factory.mktemp("library")), lambda: NOON)
    yield opened
    opened.database.close()


@pytest.fixture(scope="module")
def told(library: House) -> Told:
    """The three stories in it."""
    return tell_stories(
        library.database,
        seed=1,
        at=NOON,
        photo_place=library.settings.photo_place,
        photos_mb=library.settings.photos_mb,
    )


@pytest.fixture(scope="module")
def reader(library: House) -> Iterator[TestClient]:
    """A browser at the house."""
    app = Starlette(routes=routes_of(library), middleware=middleware(library))
    with TestClient(app, base_url="http://127.0.0.1:8501", client=("127.0.0.1", 50_000)) as client:
        yield client


def parts_of(reader: TestClient, told: Told, case: str, language: str) -> dict[str, str]:
    """The page by the questions, without its marks."""
    url = addresses.to(addresses.CASE_DECISION, community=told.community_id, case=case, lang=language)
    page = reader.get(url)
    assert page.status_code == 200
    pieces = re.split(r'<h2 id="(\w+)">', page.text)
    assert tuple(pieces[1::2]) == QUESTIONS
    plain = [" ".join(re.sub(r"<[^>]+>", " ", piece).split()) for piece in pieces]
    return dict(zip(pieces[1::2], plain[2::2], strict=True)) | {"head": plain[0]}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_story_of_the_trees_answers_every_question(reader, told, language):
    """From who raised it to whether it was done well."""
    wanted = {
        "zh": {
            "head": "示例数据", "raised": ("女贞的黑果子", "14人", "另有2件", "照片4张"), "asked": ("24户", "90", "7"),
            "said": ("没有阴凉", "分两段更换"), "votes": ("共 63 张选票，其中纸质 12 张，手机 51 张", "1号院", "香樟", "按专业筛查", "结果也一样"),
            "costs": ("21,480.50", "示例绿化公司", "3步中的3步"), "well": ("先种后砍", "雨后路面干净了"), "decided": ("大红紫薇", "两段"),
        },
        "en": {
            "head": "no real resident", "raised": ("14 voices", "2 other matters", "4 photos"), "asked": ("doors: 24", "90", "not reached 7"),
            "said": ("They stand: 1", "in two sections"),
            "votes": ("Of 63 ballots 12 came on paper and 51 by phone", "Courtyard 1", "Camphor", "board", "by the screening", "the same", "other methods"),
            "costs": ("21,480.50", "3 of 3"), "well": ("planted before", "21 answers"), "decided": ("Red crape myrtle",),
        },
    }[language]  # fmt: skip
    found = parts_of(reader, told, told.trees, language)
    for part, words in wanted.items():
        for word in (words,) if isinstance(words, str) else words:
            assert word in found[part], (part, word, found[part])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_case_without_a_vote_says_so_and_answers_the_rest(reader, told, language):
    """The roofs by consensus, child care by representatives: what was no ballot is not dressed up as one."""
    roofs, care = (parts_of(reader, told, case, language) for case in (told.roofs, told.care))
    none = {"zh": "没有", "en": "No vote was announced"}[language]
    assert none in roofs["votes"]
    assert none in care["votes"]
    for found, wanted in ((roofs, ("101", "46,300", "47,000")), (care, ("64", "47", "8,155.80"))):
        whole = " ".join(found.values())
        assert not [word for word in wanted if word not in whole]


def test_small_counts_are_hidden_and_nothing_is_told_before_closing(library, told):
    """Of the roll and of the channels; the role in which an option was put out is told, never the name."""
    found = case_answers(library.database, visitor(), NOON, community_id=told.community_id, case_id=told.trees)
    for one in found.rounds.values():
        assert one.on_roll == 90
        assert one.contacts[Contact.NOT_REACHED] == 7
    channels = [one.channels for one in found.rounds.values() if one.channels]
    assert sorted((one.phone, one.paper) for one in channels) == [(50, 12), (51, 12)]
    out = [gone for one in found.rounds.values() for gone in one.out]
    assert {gone.screened for gone in out} == {True, False}
    assert {gone.role for gone in out} == {Role.BOARD, Role.PLANNER}
