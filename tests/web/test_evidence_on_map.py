"""Photos of evidence walks on the large map and in files of it: what was kept, for everybody, without a name."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import event
from starlette.testclient import TestClient

from geodata import reading
from planning import addresses
from planning.actions.evidence_walks import plan_evidence_walk
from planning.errors import Refusal
from planning.queries.evidence_on_map import evidence_photo_card, walks_on_map
from planning.site import new_id
from planning.store import evidence as forgetting
from planning.surveys.evidence import EvidenceState
from planning.web.house import House
from planning.web.map_files import FORMATS
from tests import makers
from tests.evidence import Walking, plan, walking
from tests.makers import NOON

ROUND_HERE = "104.05,30.62,104.07,30.64"
HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture
def walk(house: House) -> Walking:
    """A walk of today."""
    return walking(house)


def look(client: TestClient, walk: Walking, /, **asked: str) -> list[dict[str, Any]]:
    """Properties of what the viewport tells."""
    answer = client.get("/map/viewport", params={"community": walk.here.id, "bbox": ROUND_HERE, "zoom": "18"} | asked)
    assert answer.status_code == 200, answer.text
    return [one["properties"] for one in answer.json()["features"]]


def kept(walk: Walking, **sent: Any) -> str:
    """A photo that its leader kept."""
    id_ = walk.send(**sent)
    walk.judge(id_, EvidenceState.KEPT)
    return id_


@contextmanager
def statements(house: House) -> Iterator[list[str]]:
    """What is asked of the database meanwhile."""
    heard: list[str] = []

    def hear(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        heard.append(statement)

    engines = {house.database.writer, house.database.reader, house.database.glancer}
    for engine in engines:
        event.listen(engine, "before_cursor_execute", hear)
    yield heard
    for engine in engines:
        event.remove(engine, "before_cursor_execute", hear)


def test_the_layer_shows_what_was_kept_and_nothing_else(client: TestClient, walk: Walking):
    """Waiting, merged and laid aside stay where they are; the words are cut as a comment's, the kind is told, nobody's name."""
    good = kept(walk, kind="evidence_good", note="好" * 80)
    ids = [walk.send(colour=colour) for colour in ("blue", "green", "white")]
    walk.judge(ids[0], EvidenceState.MERGED, same_as_id=good)
    walk.judge(ids[1], EvidenceState.ASIDE, reason="模糊")
    (told,) = look(client, walk, layers="evidence")
    assert told == {"id": good, "kind": "evidence_photo", "shows": "evidence_good", "text": "好" * 60 + "…"}
    walk.judge(good, EvidenceState.WAITING)
    assert look(client, walk, layers="evidence") == []


def test_who_does_not_ask_for_the_layer_pays_nothing(client: TestClient, house: House, walk: Walking):
    """Without layers, or with others, the table of photos is not touched."""
    kept(walk)
    with statements(house) as heard:
        assert look(client, walk) == []
        assert look(client, walk, layers="trees,comments") == []
    assert heard
    assert not any("evidence" in one for one in heard)
    with statements(house) as heard:
        assert len(look(client, walk, layers="evidence")) == 1
    assert sum("evidence_photos" in one for one in heard) == 2  # the cells about, and the objects themselves


def test_one_walk_alone_and_counts_from_afar(client: TestClient, house: House, walk: Walking):
    """The filter names a walk; from far away the same photos are counted, with the walk's filter as without."""
    planned = plan_evidence_walk(
        house.database, walk.planner, NOON, new_id(), community_id=walk.here.id, **plan(walk.leader)
    )
    other = replace(walk, id=planned)
    mine, theirs = kept(walk), kept(other, who=walk.leader)
    assert {one["id"] for one in look(client, walk, layers="evidence")} == {mine, theirs}
    assert [one["id"] for one in look(client, walk, layers="evidence", walk=other.id)] == [theirs]
    found = walks_on_map(house.database, makers.visitor(), NOON, community_id=walk.here.id)
    assert {(one.id, one.photos) for one in found} == {(walk.id, 1), (other.id, 1)}


def test_many_photos_are_counted(client: TestClient, walk: Walking, monkeypatch: pytest.MonkeyPatch):
    """More than a view draws: a cell says how many photos of walks it holds."""
    from planning.queries import viewport

    monkeypatch.setattr(viewport, "FEW", 1)
    for number in range(4):
        kept(walk, lon=f"{104.059 + number * 1e-6:.6f}")
    cells = look(client, walk, layers="evidence", zoom="14")
    assert [one["kinds"] for one in cells] == [{"evidence_photo": 4}]


def test_a_card_is_of_a_kept_photo_only(house: House, walk: Walking):
    """No phone, no account, no code; one that waits or is gone is not here, also for its leader."""
    photo = kept(walk, note=HOSTILE)
    asked = {"community_id": walk.here.id, "evidence_photo_id": photo}
    card = evidence_photo_card(house.database, makers.visitor(), NOON, **asked)
    assert (card.spot.photo.browser, card.spot.photo.member_id, card.walk.leader_id, card.walk.code) == ("", "", "", "")
    assert card.walk.id == walk.id
    assert 0 < card.spot.distance_m < 20
    walk.judge(photo, EvidenceState.WAITING)
    for who in (makers.visitor(), walk.leader):
        with pytest.raises(Refusal) as refused:
            evidence_photo_card(house.database, who, NOON, **asked)
        assert refused.value.code == "not_found"


def test_a_photo_that_is_erased_leaves_the_map(client: TestClient, house: House, walk: Walking):
    """As it leaves the page of its walk."""
    photo = kept(walk)
    with house.database.writing() as session:
        forgetting.forget(session, house.settings.photo_place, [photo], NOON)
    assert look(client, walk, layers="evidence") == []


def test_the_page_of_the_walk_leads_to_the_map(client: TestClient, walk: Walking):
    """Each photo links to its place on the large map."""
    photo = kept(walk)
    page = client.get(
        addresses.to(addresses.EVIDENCE_WALK, community=walk.here.id, walk=walk.id, lang="en"), headers={"accept": "text/html"}
    ).text  # fmt: skip
    assert f"object=evidence_photo:{photo}" in page


def fetched(client: TestClient, walk: Walking, ending: str) -> bytes:
    """The file of the map."""
    answer = client.get(
        addresses.to(addresses.MAP_FILE, community=walk.here.id, ending=ending, layer="evidence_photos")
    )
    assert answer.status_code == 200, answer.text[:300]
    return answer.content


@pytest.mark.parametrize("ending", sorted(FORMATS))
def test_every_format_has_what_was_kept(client: TestClient, walk: Walking, ending: str):
    """And neither what waits nor the phone, the account or the code."""
    photo = kept(walk, note="=1+1 井盖")
    waiting = walk.send(note="not looked at", colour="blue")
    data = fetched(client, walk, ending)
    assert walk.leader.member
    for hidden in (waiting, "not looked at", "browser-1", walk.leader.member.id, walk.walk.code):
        assert hidden.encode() not in data
    if ending in {"geojson", "csv", "kml"}:
        assert f"/photos/{photo}".encode() in data


def test_a_geopackage_and_a_table_say_time_walk_and_picture(client: TestClient, walk: Walking):
    """The time is the community's; the place is the pin; the day of the walk is a day."""
    photo = kept(walk, note="井盖松了", chosen_at=NOON)
    (row,) = csv.DictReader(io.StringIO(fetched(client, walk, "csv").decode("utf-8-sig"), newline=""))
    assert (row["photo"], row["kind"], row["note"]) == (f"/photos/{photo}", "evidence_paving", "井盖松了")
    assert (row["walk"], row["walk_en"], row["walk_id"]) == ("玉兰巷取证", "Evidence in Yulan Lane", walk.id)
    assert (row["taken_at"], row["timed"], row["placed"]) == (
        "2026-11-24T12:00:00+08:00",
        "timed_phone",
        "placed_phone",
    )
    assert (float(row["lon"]), float(row["lat"])) == (104.059, 30.6301)
    (feature,) = json.loads(fetched(client, walk, "geojson"))["features"]
    assert feature["properties"]["walked_on"] == NOON.date().isoformat()
    with reading.opened(fetched(client, walk, "gpkg")) as source:
        assert [layer.name for layer in source.layers] == ["evidence_photos"]
