"""Evidence walks on light pages: the code of the day, photos by a plain form and by a script, what everybody sees."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from PIL import Image
from starlette.testclient import TestClient

from planning import addresses, store
from planning.actions.evidence_walks import call_off_evidence_walk, close_evidence_walk, reopen_evidence_walk
from planning.cases.case import Case, Phase
from planning.people import SYSTEM
from planning.queries.personal import member_data
from planning.site import new_id
from planning.store import photo_files
from planning.surveys.evidence import EvidencePhoto, EvidenceState, Placed, Timed
from planning.surveys.exif import Told, told_by
from planning.web.door import BROWSER_COOKIE
from planning.web.house import House
from planning.wording import Words
from tests import makers
from tests.evidence import Walking, jpeg, walking
from tests.makers import NOON, Clock

PAGE = {"accept": "text/html"}
HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture
def walk(house: House) -> Walking:
    """A walk of today with a code."""
    return walking(house)


@pytest.fixture
def phone(client: TestClient) -> TestClient:
    """A browser that has its cookie."""
    client.cookies.set(BROWSER_COOKIE, "browser-1")
    return client


def to(walk: Walking, address: str = addresses.EVIDENCE_ADD, **parts: str) -> str:
    """An address of the walk, in English."""
    return addresses.to(address, community=walk.here.id, walk=walk.id, lang="en", **parts)


def enter(walk: Walking, phone: TestClient) -> None:
    """The phone holds the code."""
    done = phone.post(
        to(walk, addresses.EVIDENCE_CODE), data={"code": walk.walk.code}, headers=PAGE, follow_redirects=False
    )
    assert done.status_code == 303


def form(**fields: str) -> dict[str, str]:
    """What a form sends."""
    return {"form": "f" * 22, "kind": "evidence_paving", "note": "", "place": "0"} | fields


def test_a_phone_enters_the_code_and_adds_photos_without_a_script(walk: Walking, phone: TestClient):
    """Two photos at once, of one kind; the same form again adds nothing; each says whence place and time are known."""
    page = phone.get(to(walk))
    assert 'name="code"' in page.text
    assert 'type="file"' not in page.text
    enter(walk, phone)
    page = phone.get(to(walk))
    assert 'type="file"' in page.text
    assert "after 413 m" in page.text
    files = [
        ("photo", ("a.jpg", jpeg("red", at="2026:11:24 11:00:00", place=(104.0591, 30.6301)), "image/jpeg")),
        ("photo", ("b.jpg", jpeg("blue"), "image/jpeg")),
    ]
    for _ in range(2):
        done = phone.post(to(walk), data=form(place="3"), files=files, headers=PAGE, follow_redirects=False)
        assert done.status_code == 303, done.text
    found = sorted(walk.photos(), key=lambda one: one.taken_at)
    assert [(one.placed, one.timed) for one in found] == [(Placed.ROUTE, Timed.CAMERA), (Placed.ROUTE, Timed.SENT)]
    assert [one.state for one in found] == [EvidenceState.WAITING] * 2
    after = phone.get(done.headers["location"]).text
    assert "2 photos came in." in after
    assert after.count("Take this photo back") == 2


def test_what_the_camera_says_is_read_and_then_gone(walk: Walking, phone: TestClient):
    """Row 40: place and time stand beside the photo; the kept file tells of neither, nor of the camera."""
    enter(walk, phone)
    sent = jpeg(at="2026:11:24 11:00:00", place=(104.0591, 30.6301))
    told = told_by(sent, "Asia/Shanghai")
    assert (told.place, told.at and told.at.isoformat()) == ((104.0591, 30.6301), "2026-11-24T03:00:00+00:00")
    files = {"photo": ("a.jpg", sent, "image/jpeg")}
    phone.post(to(walk), data=form(place=""), files=files, headers=PAGE)
    (one,) = walk.photos()
    assert (one.placed, one.timed, one.pin.lon, one.pin.lat, one.taken_at) == (
        Placed.CAMERA,
        Timed.CAMERA,
        104.0591,
        30.6301,
        told.at,
    )
    kept = photo_files.read(walk.house.settings.photo_place, one.id)
    assert dict(Image.open(BytesIO(kept)).getexif()) == {}
    assert told_by(kept, "Asia/Shanghai") == Told()


@pytest.mark.parametrize(
    ("offset", "hour"), [("", 3), ("   :  ", 3), ("nonsense", 3), ("+08:00", 3), ("+00:00", 11), ("-01:30", 12)]
)
def test_a_clock_whose_offset_cannot_be_read_runs_as_those_of_the_place(offset: str, hour: int):
    """Exif writes an offset that is not known as blanks around a colon: the time itself is not lost with it."""
    told = told_by(jpeg(at="2026:11:24 11:00:00", offset=offset), "Asia/Shanghai").at
    assert told is not None
    assert told.hour == hour


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a", b"\xff\xd8\xff", b"<svg/>", jpeg()[:300]], ids=["nothing", "gif", "torn", "svg", "cut"]
)
def test_a_camera_that_cannot_be_read_says_nothing(data: bytes):
    """Row 39: whatever stands there, reading it raises nothing."""
    assert told_by(data, "Asia/Shanghai") == Told()


def test_no_photo_no_kind_no_place_and_no_picture_come_back_in_words(walk: Walking, phone: TestClient):
    """Row 39: all at once, with what was typed; nothing is kept."""
    enter(walk, phone)
    none = phone.post(to(walk), data=form(), files={"photo": ("", b"", "image/jpeg")}, headers=PAGE)
    assert (none.status_code, "Please choose a photo first." in none.text) == (422, True)
    files = {"photo": ("a.jpg", jpeg(), "image/jpeg")}
    wrong = phone.post(to(walk), data=form(kind="", place="", note=HOSTILE), files=files, headers=PAGE)
    assert wrong.status_code == 422
    for said in ("Choose what the photo shows.", "choose the place along the route", "&lt;img src=x"):
        assert said in wrong.text
    for hostile in (b"GIF89a" + b"x" * 99, b"<html><script>alert(1)</script>", jpeg()[:200]):
        answer = phone.post(to(walk), data=form(), files={"photo": ("a.jpg", hostile, "image/jpeg")}, headers=PAGE)
        assert answer.status_code == 422
    assert walk.photos() == []
    with walk.house.database.reading() as session:
        assert photo_files.astray(session, walk.house.settings.photo_place) == (set(), set())


def test_a_script_sends_one_photo_under_an_id_of_its_own(walk: Walking, phone: TestClient):
    """Row 1: 201, and 201 again; half an id is refused; without the code nothing is looked at."""
    sent = {
        "kind": "evidence_tree",
        "lon": "104.06",
        "lat": "30.631",
        "placed": "placed_map",
        "chosen": "2026-11-24T03:30:00Z",
    }
    files = {"photo": ("a.jpg", jpeg(), "image/jpeg")}
    address = to(walk, addresses.EVIDENCE_ONE, client_id="c" * 32)
    assert phone.put(address, data=sent, files=files).status_code == 403
    enter(walk, phone)
    ids = {phone.put(address, data=sent, files=files).json()["id"] for _ in range(2)}
    assert len(ids) == 1
    (one,) = walk.photos()
    assert (one.placed, one.timed) == (Placed.MAP, Timed.PHONE)
    assert phone.put(to(walk, addresses.EVIDENCE_ONE, client_id="c"), data=sent, files=files).status_code == 422


def test_the_timeline_tells_of_a_walk_only_where_it_took_place(house: House, phone: TestClient):
    """Its day alone is none: called off it is told with its reason, also on its own page and on the one for phones."""
    here = makers.community(house)
    case = Case(new_id(), here.id, Words("路面"), Words("修吗"), Words(""), Phase.SURVEY, NOON)
    with house.database.writing() as session:
        store.add(session, case)
    walk = walking(house, here, case_id=case.id)
    timeline = addresses.to(addresses.CASE_TIMELINE, community=here.id, case=case.id, lang="en")
    walked = "Evidence walk: Evidence in Yulan Lane."
    assert walked not in phone.get(timeline).text
    call_off_evidence_walk(
        house.database, walk.leader, NOON, new_id(), evidence_walk_id=walk.id, version=2, reason=HOSTILE
    )
    line = phone.get(timeline).text
    assert walked not in line
    assert "The evidence walk was called off: Evidence in Yulan Lane." in line
    for address in (addresses.EVIDENCE_WALK, addresses.EVIDENCE_ADD):
        page = phone.get(to(walk, address)).text
        assert "This walk was called off: &lt;img src=x" in page
        assert HOSTILE not in page
    assert "called off" in phone.get(to(walk, addresses.EVIDENCE_WALKS)).text
    reopen_evidence_walk(house.database, walk.leader, NOON, new_id(), evidence_walk_id=walk.id, version=3)
    close_evidence_walk(house.database, walk.leader, NOON, new_id(), evidence_walk_id=walk.id, version=4)
    assert walked in phone.get(timeline).text


def test_a_photo_that_waited_learns_the_true_reason_and_comes_in_the_day_after(
    walk: Walking, phone: TestClient, clock: Clock
):
    """After midnight what was taken on the day comes in, and nothing else; renewed and closed, the phone is told just that."""
    enter(walk, phone)
    files = {"photo": ("a.jpg", jpeg(), "image/jpeg")}
    fields = {
        "kind": "evidence_tree",
        "lon": "104.06",
        "lat": "30.631",
        "placed": "placed_map",
        "chosen": NOON.isoformat(),
    }

    def put(letter: str, **instead: str) -> tuple[int, str]:
        address = to(walk, addresses.EVIDENCE_ONE, client_id=letter * 32)
        answer = phone.put(address, data=fields | instead, files=files)
        return answer.status_code, answer.json().get("error", "")

    assert put("a")[0] == 201
    clock.forward(hours=26)
    assert 'id="waiting"' in phone.get(to(walk)).text
    assert put("a") == put("b") == (201, "")
    assert put("c", chosen="") == (422, "not_today")
    clock.forward(hours=12)
    assert put("d") == (422, "not_today")
    walk_now = {"evidence_walk_id": walk.id}
    for one in walk.photos():
        walk.judge(one.id, EvidenceState.KEPT)
    close_evidence_walk(walk.house.database, walk.leader, NOON, new_id(), **walk_now, version=2)
    assert put("a") == (201, "")
    assert put("d") == (422, "walk_closed")
    assert 'id="waiting"' in phone.get(to(walk)).text


def test_wrong_codes_are_counted_as_all_codes_are(walk: Walking, phone: TestClient):
    """One browser may be wrong a few times in ten minutes; then even the right code waits."""
    most = walk.house.settings.tries_own
    address = to(walk, addresses.EVIDENCE_CODE)
    for _ in range(most):
        assert phone.post(address, data={"code": "WRONG"}, headers=PAGE).status_code == 403
    assert phone.post(address, data={"code": walk.walk.code}, headers=PAGE).status_code == 429


def test_everybody_sees_what_was_kept_with_its_place_and_time(walk: Walking, phone: TestClient):
    """Row 35: notes are literal; the list and the page name nobody; a phone that never had the code reads it."""
    kept = walk.send("a" * 22, note=HOSTILE)
    walk.send("b" * 22)
    page = phone.get(to(walk, addresses.EVIDENCE_WALK)).text
    assert "Photos kept: 0 of 2 that came in." in page
    assert "The leader has still to look at 2." in page
    walk.judge(kept, EvidenceState.KEPT)
    page = phone.get(to(walk, addresses.EVIDENCE_WALK)).text
    assert "Photos kept: 1 of 2 that came in." in page
    assert ("&lt;img src=x" in page, "<img src=x" in page) == (True, False)
    assert "11 m from the route" in page
    assert re.search(r"<svg[^>]+aria-label=\"Map: the route", page)
    listed = phone.get(to(walk, addresses.EVIDENCE_WALKS)).text
    assert "1 photo kept" in listed
    assert "周姐" not in page + listed


def test_a_phone_takes_back_what_waits(walk: Walking, phone: TestClient):
    """By a plain form; of somebody else's nothing."""
    enter(walk, phone)
    phone.post(to(walk), data=form(), files={"photo": ("a.jpg", jpeg(), "image/jpeg")}, headers=PAGE)
    (one,) = walk.photos()
    back = to(walk, addresses.EVIDENCE_BACK)
    phone.cookies.set(BROWSER_COOKIE, "another")
    assert phone.post(back, data={"photo": one.id}, headers=PAGE).status_code == 404
    phone.cookies.clear()
    phone.cookies.set(BROWSER_COOKIE, "browser-1")
    assert phone.post(back, data={"photo": one.id}, headers=PAGE, follow_redirects=False).status_code == 303
    with walk.house.database.reading() as session:
        assert store.count(session, EvidencePhoto) == 0


def test_a_walk_stands_on_the_timeline_and_on_the_decision_page(house: House, phone: TestClient):
    """Its day, how many photos were kept, and the way to it; what waits is counted on neither."""
    here = makers.community(house)
    case = Case(new_id(), here.id, Words("路面"), Words("修吗"), Words(""), Phase.SURVEY, NOON)
    with house.database.writing() as session:
        store.add(session, case)
    walk = walking(house, here, case_id=case.id)
    walk.judge(walk.send("a" * 22), EvidenceState.KEPT)
    walk.send("b" * 22)
    line = phone.get(addresses.to(addresses.CASE_TIMELINE, community=here.id, case=case.id, lang="en")).text
    assert "An evidence walk was planned: Evidence in Yulan Lane." in line
    assert "Evidence walk: Evidence in Yulan Lane. Photos kept: 1." in line
    page = phone.get(addresses.to(addresses.CASE_DECISION, community=here.id, case=case.id, lang="en")).text
    assert "24 Nov 2026 · 1 photo kept" in page
    assert f"/v/c/{here.id}/evidence/{walk.id}" in page


def test_own_data_say_where_each_picture_is(walk: Walking, phone: TestClient):
    """Of a phone that sent nothing else, and of an account: the picture's address stands beside it, and opens for whoever sent it."""
    empty = phone.get(addresses.to(addresses.PRIVACY, lang="en"), headers=PAGE).text
    assert "Erase all of it" not in empty
    mine = walk.send(who=makers.visitor("browser-1"))
    assert "Erase all of it" in phone.get(addresses.to(addresses.PRIVACY, lang="en"), headers=PAGE).text
    (told,) = phone.get(addresses.MY_DATA).json()["photos"]
    assert (told["id"], told["picture"]) == (mine, f"/photos/{mine}")
    assert phone.get(told["picture"]).headers["content-type"] == "image/jpeg"
    sent = walk.send(who=walk.leader)
    found = member_data(walk.house.database, SYSTEM, NOON, name="周姐")
    assert [one["id"] for one in found["evidence_photos"]] == [one["id"] for one in found["photos"]] == [sent]
    assert found["photos"][0]["picture"] == f"/photos/{sent}"
