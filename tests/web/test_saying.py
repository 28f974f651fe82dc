"""Writing a comment from a phone at the plain routes: by a script's JSON, and by a form of a browser without scripts."""

from __future__ import annotations

import json
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as rules
from hypothesis import strategies as st
from PIL import Image
from shapely.geometry import box
from starlette.testclient import TestClient

from planning import addresses, store
from planning.actions.accounts import add_member, sign_in
from planning.cases.case import Case, Phase
from planning.people import SYSTEM, Role
from planning.site import Community, Pin, new_id
from planning.surveys.comment import Comment, Target
from planning.surveys.observation import Kind
from planning.surveys.photo import Owner, Photo
from planning.surveys.picture import LARGEST_BYTES
from planning.web import uploads
from planning.web.door import BROWSER_COOKIE, ROUTES, STAFF_COOKIE, routes_of
from planning.web.house import House
from planning.web.throttle import Throttle
from planning.wording import Words, clean
from tests import makers, trees
from tests.endings import ended
from tests.makers import NOON, Clock
from tests.running import run_apart
from tests.sending import shot

CLIENT = "c0ffee00c0ffee00c0ffee00c0ffee00"
SAID: dict[str, Any] = {
    "lon": 104.0601, "lat": 30.6301, "topic": "light", "stance": "worry", "text": "路口的灯坏了", "author": "", "photos": [],
}  # fmt: skip
PAGE = {"accept": "text/html"}


@pytest.fixture
def yulan(house: House) -> Community:
    """A community with bounds."""
    return makers.community(house)


@pytest.fixture
def phone(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """A browser that has its cookie, at a server that has counted nothing yet."""
    counted = Throttle(60), Throttle(1200)
    monkeypatch.setattr(uploads, "_sent", lambda: counted)
    client.cookies.set(BROWSER_COOKIE, "browser-1")
    return client


def put(phone: TestClient, here: Community, client_id: str = CLIENT, /, **other: Any) -> Any:
    """Send JSON as the script does; a field that is None stays away."""
    body = {name: value for name, value in (SAID | other).items() if value is not None}
    return phone.put(f"/v/c/{here.id}/comments/{client_id}", params={"lang": "en"}, json=body)


def raw(phone: TestClient, here: Community, body: str | bytes, client_id: str = CLIENT) -> Any:
    """Send a body as it is."""
    headers = {"content-type": "application/json"}
    return phone.put(f"/v/c/{here.id}/comments/{client_id}", content=body, headers=headers)


def kept(house: House) -> list[Comment]:
    """All comments, oldest first."""
    with house.database.reading() as session:
        return store.find(session, Comment, order=("at", "id"))


def photos(house: House) -> list[Photo]:
    """All photos."""
    with house.database.reading() as session:
        return store.find(session, Photo)


def test_a_comment_is_pinned_once_and_answered_the_same_for_ever(
    house: House, phone: TestClient, yulan: Community, clock: Clock
):
    """Row 11: the answer was lost; the same id and body gets it again, also when the sent form is long forgotten."""
    first = put(phone, yulan)
    assert first.status_code == 201, first.text
    clock.forward(minutes=3)
    again = put(phone, yulan)
    assert (again.status_code, again.json()) == (201, first.json())
    with house.database.writing() as session:
        late = clock.forward(days=400)
        store.erasing.forget_before(session, wordings=NOON, browsers=NOON, forms=late, sessions=NOON)
    assert put(phone, yulan).json() == first.json()
    [comment] = kept(house)
    assert (comment.id, comment.text, comment.browser) == (first.json()["id"], "路口的灯坏了", "browser-1")


@pytest.mark.parametrize("other", [{"text": "别的"}, {"lon": 104.0602}, {"topic": "other"}, {"photos": ["x"]}])
def test_other_contents_under_the_same_id_are_refused(
    house: House, phone: TestClient, yulan: Community, other: dict[str, Any]
):
    """409, and what was pinned first stands."""
    put(phone, yulan)
    answer = put(phone, yulan, **other)
    assert (answer.status_code, answer.json()["error"]) == (409, "act_reused")
    assert [comment.text for comment in kept(house)] == ["路口的灯坏了"]


def test_the_same_id_of_another_browser_is_another_comment(house: House, phone: TestClient, yulan: Community):
    """Ids are the phone's own: nobody takes another one's, or learns that it was used."""
    first = put(phone, yulan).json()["id"]
    phone.cookies.set(BROWSER_COOKIE, "browser-2")
    second = put(phone, yulan, text="另一条")
    assert (second.status_code, len(kept(house))) == (201, 2)
    assert second.json()["id"] != first


@pytest.mark.parametrize(
    "body",
    [
        '{"lon": NaN, "lat": 30.63, "topic": "light", "stance": "worry", "text": "x"}',
        '{"lon": Infinity, "lat": 30.63, "topic": "light", "stance": "worry", "text": "x"}',
        '{"lon": 1e999, "lat": 30.63, "topic": "light", "stance": "worry", "text": "x"}',
        '{"lon": "31,2", "lat": 30.63, "topic": "light", "stance": "worry", "text": "x"}',
        '{"lon": null, "lat": null, "topic": "light", "stance": "worry", "text": "x"}',
        '{"lon": null, "lat": 30.63, "topic": "light", "stance": "worry", "text": "x"}',
        '{"lon": [104.06], "lat": {"a": 1}, "topic": "light", "stance": "worry", "text": "x"}',
        '{"lon": true, "lat": 30.63, "topic": "light", "stance": "worry", "text": "x"}',
        '{"topic": "light", "stance": "worry", "text": "x"}',
        '{"lon": 104.06, "lat": 30.63, "topic": ["light"], "stance": "worry", "text": "x"}',
        '{"lon": 104.06, "lat": 30.63, "topic": "light", "stance": "worry", "text": 7}',
        '{"lon": 104.06, "lat": 30.63, "topic": "light", "stance": "worry", "text": "x", "photos": "all"}',
        '{"place": "street:\\u0000", "topic": "light", "stance": "worry", "text": "x"}',
        '{"place": "tree:\\ud800", "topic": "light", "stance": "worry", "text": "x"}',
        "[]", "null", "{", "", '{"a":' * 40_000, b"\xff\xfe",
    ],
)  # fmt: skip
def test_numbers_and_bodies_that_are_none_are_refused(
    house: House, phone: TestClient, yulan: Community, body: str | bytes
):
    """Row 18: one sentence, status 422 (413 where it is too long), nothing pinned."""
    answer = raw(phone, yulan, body)
    assert answer.status_code in {422, 413}, answer.text
    assert answer.json()["message"]
    assert kept(house) == []


@pytest.mark.parametrize(
    ("lon", "lat", "code"),
    [
        (30.63, 104.06, "swapped"), ("30.63", "104.06", "swapped"), (0, 0, "outside_bounds"), (180, 90, "outside_bounds"),
        (-180, -90, "outside_bounds"), (181, 30.63, "bad_coordinates"), (104.06, -90.01, "bad_coordinates"),
        (121.4, 31.2, "outside_bounds"),
    ],
)  # fmt: skip
def test_places_elsewhere_are_refused(
    house: House, phone: TestClient, yulan: Community, lon: object, lat: object, code: str
):
    """Rows 19 and 20: outside the bounds, and where the two look exchanged the question is asked, never mended."""
    answer = put(phone, yulan, lon=lon, lat=lat)
    assert (answer.status_code, answer.json()["error"]) == (422, code)
    assert kept(house) == []


HOSTILE = (
    "<img src=x onerror=alert(1)>", "${alert(1)}", "`+alert(1)+`", "</script><script>alert(1)</script>",
    "[a](javascript:alert(1))", "{{ 7*7 }}", "$E=mc^2$", "'); DROP TABLE comments--", "100% _ \\",
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_words_stay_words(house: House, phone: TestClient, yulan: Community, text: str):
    """Rows 33 to 35 and 38: kept as they are, escaped on every light page, also in a nickname and in a search."""
    assert put(phone, yulan, text=text, author=text[:20]).status_code == 201
    assert [(c.text, c.author) for c in kept(house)] == [(text, text[:20].strip())]
    for address, more in (("comments", {}), ("mine", {}), ("comments", {"text": text})):
        page = phone.get(f"/v/c/{yulan.id}/{address}", params=more, headers=PAGE)
        assert page.status_code == 200
        assert "<img src=x" not in page.text
        assert "<script>" not in page.text
        assert "49" not in page.text.partition("<article")[2].partition("</article>")[0].partition("<code>")[0]
    found = phone.get(f"/v/c/{yulan.id}/comments", params={"text": text, "lang": "en"}, headers=PAGE)
    assert "1 comment, newest first" in found.text


@pytest.mark.parametrize("text", ["%", "_", "\\", "'"])
def test_signs_of_the_database_are_signs_to_find(house: House, phone: TestClient, yulan: Community, text: str):
    """Row 38: a search for a wildcard finds only the comment that holds it."""
    put(phone, yulan, text=f"这里有{text}一个")
    put(phone, yulan, "d" * 32, text="没有")
    page = phone.get(f"/v/c/{yulan.id}/comments", params={"text": text, "lang": "en"}, headers=PAGE)
    assert "1 comment, newest first" in page.text


@given(text=st.text(st.characters(), min_size=1, max_size=80))
@rules(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_writing_comes_back_clean_and_equal(house: House, phone: TestClient, yulan: Community, text: str):
    """Row 36: controls, halves of characters and piled-up accents are stripped, everything else is round-trip equal."""
    own = sha256(repr(text).encode()).hexdigest()[:32]
    phone.cookies.set(BROWSER_COOKIE, own)  # one browser may write thirty an hour only
    answer = raw(phone, yulan, json.dumps(SAID | {"text": text}), own)
    if not clean(text, lines=True):
        assert answer.json()["error"] == "empty_text"
        return
    assert answer.status_code == 201, answer.text
    assert clean(text, lines=True) in {comment.text for comment in kept(house)}


def test_families_count_as_one_and_hidden_signs_go(house: House, phone: TestClient, yulan: Community):
    """Row 36: a thousand families fit; a right-to-left override, zero-width and NUL are taken out."""
    family = "👨‍👩‍👧"
    assert put(phone, yulan, text=family * 1000).status_code == 201
    assert put(phone, yulan, "d" * 32, text=family * 1001).json()["error"] == "long_text"
    raw(phone, yulan, json.dumps(SAID | {"text": "a\u202eb\u200bc\x00d\ud800e"}), "e" * 32)
    assert {comment.text for comment in kept(house)} == {family * 1000, "abcde"}


def test_a_megabyte_is_refused_and_the_server_lives(house: House, phone: TestClient, yulan: Community):
    """Row 37: as JSON unread, as a form with one sentence."""
    answer = put(phone, yulan, text="长" * 1_000_000)
    assert (answer.status_code, answer.json()["error"]) == (413, "too_large")
    form = send(phone, yulan, text="x" * 1_000_000)
    assert form.status_code in {413, 422}
    assert put(phone, yulan).status_code == 201
    assert len(kept(house)) == 1


# ---- photos


def upload(phone: TestClient, here: Community, data: bytes, form: str = CLIENT) -> Any:
    """Send a photo before the comment, as the script does."""
    return phone.put(f"/uploads/{'p' * 10}{len(data):012d}", params={"community": here.id, "form": form}, content=data)


def test_photos_go_with_the_comment_that_names_them(house: House, phone: TestClient, yulan: Community):
    """Sent before it; one that is named and not there keeps the comment waiting, and nothing is lost."""
    id_ = upload(phone, yulan, shot()).json()["id"]
    missing = put(phone, yulan, photos=[id_, "gone"])
    assert (missing.status_code, missing.json()["error"]) == (422, "photos_gone")
    assert kept(house) == []
    answer = put(phone, yulan, photos=[id_])
    assert answer.status_code == 201
    assert [(photo.owner, photo.owner_id) for photo in photos(house)] == [(Owner.COMMENT, answer.json()["id"])]
    page = phone.get(f"/v/c/{yulan.id}/comments", headers=PAGE).text
    assert f"/photos/{id_}" in page


def exif_photo() -> bytes:
    """As a phone makes it: on its side, with place and serial number in it."""
    out, exif = BytesIO(), Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Camera 12345"
    exif.get_ifd(0x8825)[2] = (30.0, 37.0, 48.0)
    Image.new("RGB", (3000, 1500), "green").save(out, "JPEG", exif=exif, xmp=b"<x:xmpmeta>secret</x:xmpmeta>")
    return out.getvalue()


def send(phone: TestClient, here: Community, *files: bytes, step: str = "send", **fields: str) -> Any:
    """Send the form as a browser without scripts does."""
    said = {
        "form": CLIENT,
        "place": "facility:lamp",
        "topic": "light",
        "stance": "worry",
        "text": "灯坏了",
        "step": step,
    }
    parts = [("photo", (f"{i}.jpg", data, "image/jpeg")) for i, data in enumerate(files)]
    parts = parts or [("photo", ("", b"", "application/octet-stream"))]
    return phone.post(f"/v/c/{here.id}", params={"lang": "en"}, data=said | fields, files=parts, headers=PAGE)


@pytest.fixture
def lamp(house: House, yulan: Community) -> str:
    """A lamp of the list, and a courtyard."""
    trees.keep(
        house, trees.facility(yulan, id="lamp", pin=Pin(104.0605, 30.6305)),
        trees.courtyard(yulan, box(104.061, 30.631, 104.063, 30.633), id="yard"),
    )  # fmt: skip
    return "facility:lamp"


@pytest.mark.usefixtures("lamp")
def test_a_form_without_scripts_pins_with_its_photos(house: House, phone: TestClient, yulan: Community):
    """Row 40: upright, without place, serial number and XMP; on the object that was chosen from the list."""
    answer = send(phone, yulan, exif_photo())
    assert answer.status_code == 303, answer.text
    [comment] = kept(house)
    assert (comment.target, comment.pin) == (Target(Kind.FACILITY, "lamp"), Pin(104.0605, 30.6305))
    [photo] = photos(house)
    assert (photo.owner_id, photo.width_px, photo.height_px) == (comment.id, 1024, 2048)
    served = phone.get(f"/photos/{photo.id}")
    assert dict(Image.open(BytesIO(served.content)).getexif()) == {}
    assert b"Camera" not in served.content
    assert b"xmpmeta" not in served.content
    assert served.headers["x-content-type-options"] == "nosniff"
    page = phone.get(answer.headers["location"], headers=PAGE).text
    assert "Your comment is pinned" in page
    assert comment.id in page
    again = send(phone, yulan, exif_photo(), step="own")
    assert (again.status_code, len(kept(house))) == (303, 1)  # the second photo waits for a day, and goes


@pytest.mark.usefixtures("lamp")
def test_a_form_that_is_sent_twice_pins_once(house: House, phone: TestClient, yulan: Community):
    """Back, and the button once more: the same page, one comment."""
    first, second = send(phone, yulan), send(phone, yulan, step="own")
    assert (first.status_code, second.headers["location"]) == (303, first.headers["location"])
    assert len(kept(house)) == 1


@pytest.mark.usefixtures("lamp")
def test_a_refused_form_says_everything_and_keeps_words_and_photos(house: House, phone: TestClient, yulan: Community):
    """Every fault at once; what was typed stands there, the photo waits and goes with the next try."""
    refused = send(phone, yulan, shot(), topic="", stance="", place="", text="写好的话")
    assert refused.status_code == 422
    for sentence in ("choose the place", "choose what it is about", "choose where you stand"):
        assert sentence in refused.text
    assert "写好的话</textarea>" in refused.text
    assert f"form={CLIENT}" in refused.text
    assert send(phone, yulan, text="写好的话").status_code == 303
    assert [photo.owner for photo in photos(house)] == [Owner.COMMENT]


BAD = {
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "html": b"\xff\xd8\xff\xe0<html><script>alert(1)</script></html>",
    "cut off": exif_photo()[:2000],
    "no picture": b"PK\x03\x04" + bytes(3000),
}


@pytest.mark.usefixtures("lamp")
@pytest.mark.parametrize("kind", BAD)
def test_what_is_no_photo_is_refused_with_the_words_kept(house: House, phone: TestClient, yulan: Community, kind: str):
    """Row 39: one sentence, the comment is not pinned without it, no row and no file is left."""
    answer = send(phone, yulan, BAD[kind], text="写好的话")
    assert answer.status_code == 422
    assert "写好的话</textarea>" in answer.text
    assert (kept(house), photos(house)) == ([], [])
    assert not list(house.settings.photo_dir.glob("*"))


@pytest.mark.usefixtures("lamp")
def test_a_picture_of_too_many_pixels_is_refused(house: House, phone: TestClient, yulan: Community):
    """Row 39: 13,000 by 13,000 in a small file is never decoded."""
    out = BytesIO()
    Image.new("1", (13_000, 13_000)).save(out, "PNG")
    assert len(out.getvalue()) < LARGEST_BYTES
    answer = send(phone, yulan, out.getvalue())
    assert answer.status_code == 422
    assert "million pixels" in answer.text
    assert photos(house) == []


@pytest.mark.usefixtures("lamp")
def test_a_form_cut_off_half_way_leaves_nothing(house: House, yulan: Community):
    """Row 41: the phone goes away in the middle of the form; no comment, no photo, no file stays."""
    whole = phone_body(exif_photo())
    messages = [
        {"type": "http.request", "body": whole[: len(whole) // 2], "more_body": True},
        {"type": "http.disconnect"},
    ]
    answers: list[Any] = []

    async def receive() -> Any:
        return messages.pop(0)

    async def send_back(message: Any) -> None:
        answers.append(message)

    scope = {
        "type": "http", "method": "POST", "path": f"/v/c/{yulan.id}", "query_string": b"", "client": ("127.0.0.1", 1),
        "path_params": {"community": yulan.id}, "headers": [
            (b"cookie", f"{BROWSER_COOKIE}=browser-1".encode()), (b"host", b"127.0.0.1"),
            (b"content-type", b"multipart/form-data; boundary=cut"),
        ],
    }  # fmt: skip
    [route] = [r for r in routes_of(house) if r.path == addresses.SAY and "POST" in (r.methods or ())]

    async def answered() -> None:
        await route.app(scope, receive, send_back)

    run_apart(answered())
    assert answers[0]["status"] == 422
    assert (kept(house), photos(house)) == ([], [])
    assert not list(house.settings.photo_dir.glob("*"))
    assert not list(house.settings.upload_dir.glob("*"))


def phone_body(photo: bytes) -> bytes:
    """A form with one photo, written by hand."""
    fields = {"form": CLIENT, "place": "facility:lamp", "topic": "light", "stance": "worry", "text": "灯坏了"}
    parts = [f'--cut\r\ncontent-disposition: form-data; name="{n}"\r\n\r\n{v}\r\n'.encode() for n, v in fields.items()]
    head = (
        b'--cut\r\ncontent-disposition: form-data; name="photo"; filename="a.jpg"\r\ncontent-type: image/jpeg\r\n\r\n'
    )
    return b"".join(parts) + head + photo + b"\r\n--cut--\r\n"


def test_forms_with_photos_are_worked_on_a_few_at_a_time():
    """Row 41: a form waits on the disk for its turn, like a photo that is sent by itself; memory stays bounded."""
    [form] = [named for named in ROUTES if named.address == addresses.SAY and named.method == "POST"]
    assert form.spooled
    assert form.largest_body <= uploads.LARGEST_FORM


# ---- what is there already, places, staff, limits, the page


@pytest.mark.usefixtures("lamp")
def test_neighbours_words_are_offered_first(house: House, phone: TestClient, yulan: Community):
    """Without a script the form comes back with them and everything typed; with one they are asked for."""
    trees.keep(house, trees.comment(yulan, id="there", pin=Pin(104.0605, 30.6305), text="这盏灯一直不亮"))
    offered = send(phone, yulan)
    assert (offered.status_code, len(kept(house))) == (200, 1)
    assert "这盏灯一直不亮" in offered.text
    assert 'value="own"' in offered.text
    assert "灯坏了</textarea>" in offered.text
    asked = phone.get(f"/v/c/{yulan.id}/near", params={"place": "facility:lamp", "topic": "light", "lang": "en"}).json()
    by_point = phone.get(f"/v/c/{yulan.id}/near", params={"lon": 104.0605, "lat": 30.6305}).json()
    assert [one["id"] for one in asked["comments"]] == [one["id"] for one in by_point["comments"]] == ["there"]
    assert asked["comments"][0]["text"] == "这盏灯一直不亮"
    assert send(phone, yulan, step="own").status_code == 303


def test_me_too_instead(house: House, phone: TestClient, yulan: Community):
    """Once per browser, by the script and by the list's button; it can be taken back; a hidden one is not there."""
    trees.keep(house, trees.comment(yulan, id="there"), trees.comment(yulan, id="hidden", hidden_at=NOON))
    address = f"/v/c/{yulan.id}/comments/there/me-too"
    assert [phone.post(address).json() for _ in range(2)] == [{"supports": 1}, {"supports": 1}]
    back = phone.post(address, data={"back": "yes"}, params={"topic": "fruit"}, headers=PAGE)
    assert back.status_code == 303
    assert "topic=fruit" in back.headers["location"]
    assert back.headers["location"].endswith("#c-there")
    assert phone.post(address).json() == {"supports": 1}
    assert phone.post(f"/v/c/{yulan.id}/comments/hidden/me-too").status_code == 404


@pytest.mark.usefixtures("lamp")
def test_a_place_is_found_by_its_name_without_scripts(house: House, phone: TestClient, yulan: Community):
    """The button beside the search brings the form back with a shorter list, and everything typed."""
    page = send(phone, yulan, step="find", find="bench", place="", text="写了一半")
    assert page.status_code == 200
    assert 'value="facility:lamp"' in page.text
    assert 'value="courtyard:yard"' not in page.text
    assert "写了一半</textarea>" in page.text
    found = phone.get(f"/v/c/{yulan.id}/places", params={"text": "Courtyard", "lang": "en"}).json()
    assert found == {"places": [{"key": "courtyard:yard", "name": "Courtyard 1", "kind": "courtyard"}]}
    assert kept(house) == []


@pytest.fixture
def worker(house: House, phone: TestClient, yulan: Community) -> TestClient:
    """The same browser, signed in as a social worker."""
    add_member(
        house.database,
        SYSTEM,
        NOON,
        name="zhou",
        password="long enough",
        role=Role.SOCIAL_WORKER,
        community_id=yulan.id,
    )
    token = sign_in(house.database, NOON, name="zhou", password="long enough")
    phone.cookies.update(makers.staff_cookie(house, token))
    return phone


def test_staff_write_down_for_somebody(house: House, worker: TestClient, yulan: Community):
    """Marked, agreed to, and once; the form offers it to staff only."""
    assert "For staff" in worker.get(f"/v/c/{yulan.id}", params={"lang": "en"}, headers=PAGE).text
    silent = put(worker, yulan, assisted=True)
    assert (silent.status_code, silent.json()["error"]) == (422, "no_consent")
    first = put(worker, yulan, assisted=True, consent="spoken")
    assert (first.status_code, put(worker, yulan, assisted=True, consent="spoken").json()) == (201, first.json())
    [comment] = kept(house)
    assert comment.assisted is not None
    assert comment.browser == ""
    worker.cookies.delete(STAFF_COOKIE)
    assert "For staff" not in worker.get(f"/v/c/{yulan.id}", params={"lang": "en"}, headers=PAGE).text
    assert "written down by staff" in worker.get(f"/v/c/{yulan.id}/comments", params={"lang": "en"}, headers=PAGE).text
    nobody = put(worker, yulan, "d" * 32, assisted=True, consent="spoken")
    assert (nobody.status_code, nobody.json()["error"]) == (403, "not_allowed")


def test_one_browser_is_slowed_down(house: House, phone: TestClient, yulan: Community):
    """After thirty comments within an hour the answer says when to come back, and nothing is lost."""
    for number in range(30):
        assert put(phone, yulan, f"{number:032d}", text=f"第 {number} 条").status_code == 201
    answer = put(phone, yulan, "e" * 32)
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "60")
    assert len(kept(house)) == 30


@pytest.mark.parametrize("client_id", ["short", "x" * 41, "../../etc/passwd0000", "a b c d e f g h i j k"])
def test_an_id_that_is_none_is_refused(house: House, phone: TestClient, yulan: Community, client_id: str):
    """It names files and forms: letters and digits only."""
    assert put(phone, yulan, client_id).status_code in {404, 405, 422}
    assert kept(house) == []


def test_another_site_cannot_send(house: House, phone: TestClient, yulan: Community):
    """A form on another site's page, and its script."""
    headers = {"origin": "https://elsewhere.example"}
    for answer in (
        phone.put(f"/v/c/{yulan.id}/comments/{CLIENT}", json=SAID, headers=headers),
        phone.post(f"/v/c/{yulan.id}", data={"text": "x"}, files={"photo": b""}, headers=headers),
        phone.post(f"/v/c/{yulan.id}/comments/x/me-too", headers=headers),
    ):
        assert answer.status_code == 403
    assert kept(house) == []


def test_one_s_own_comments_say_where_they_stand(house: House, phone: TestClient, yulan: Community, clock: Clock):
    """Visible, hidden with the reason, taken back: only in the browser that wrote them."""
    mine = {"browser": "browser-1"}
    trees.keep(
        house, trees.comment(yulan, id="visible", text="第一条", **mine),
        trees.comment(yulan, id="hidden", text="第二条", hidden_at=NOON, hidden_reason="含电话", **mine),
        trees.comment(yulan, id="other", text="别人的", browser="browser-2"),
        trees.comment(yulan, id="confined", text="门口说的", seen_by=("m",), hidden_at=NOON, **mine),
    )  # fmt: skip
    page = phone.get(f"/v/c/{yulan.id}/mine", params={"lang": "en"}, headers=PAGE).text
    assert "Everybody can read it." in page
    assert "A moderator has hidden it: 含电话" in page
    assert "别人的" not in page
    assert "门口说的" not in page
    form = {"comment": "visible", "version": "1", "act": "act-1"}
    for _ in range(2):
        assert phone.post(f"/v/c/{yulan.id}/mine", data=form, headers=PAGE).status_code == 303
    assert "You have taken it back" in phone.get(f"/v/c/{yulan.id}/mine", params={"lang": "en"}, headers=PAGE).text
    assert phone.post(f"/v/c/{yulan.id}/mine", data=form | {"comment": "other", "act": "act-2"}).status_code == 404
    clock.now += timedelta(days=2)


def test_places_are_blurred_for_the_public(house: House, phone: TestClient):
    """What the light list and the search near by tell of a place is what the community shows."""
    here = makers.community(house, blur_m=50)
    trees.keep(house, trees.comment(here, id="there", pin=Pin(104.06013, 30.63011)))
    page = phone.get(f"/v/c/{here.id}/comments", headers=PAGE).text
    assert "104.06" not in page
    assert "50" in phone.get(f"/v/c/{here.id}", params={"lang": "en"}, headers=PAGE).text


def test_the_first_load_is_light(phone: TestClient, yulan: Community):
    """Page, sheet and scripts together under 60 kB as they travel, nothing from elsewhere; the map not among them."""
    page = phone.get(f"/v/c/{yulan.id}", headers=PAGE)
    names = [part.partition('"')[0] for part in page.text.split('src="')[1:]]
    names += [part.partition('"')[0] for part in page.text.split('rel="stylesheet" href="')[1:]]
    assert all(name.startswith("/web/") for name in names)
    assert not [name for name in names if "leaflet" in name or "say_map" in name]
    size = len(page.content)
    for name in names:
        with phone.stream("GET", name, headers={"accept-encoding": "gzip"}) as answer:
            size += sum(len(part) for part in answer.iter_raw())
    assert size < 60_000


@pytest.fixture
def over(house: House, yulan: Community) -> Case:
    """A case that is closed."""
    case = Case(new_id(), yulan.id, Words("换树", "Trees"), Words("换吗"), Words(""), Phase.EVALUATE, NOON)
    with house.database.writing() as session:
        store.add(session, case)
    ended(house, case, NOON)
    return case


@pytest.mark.usefixtures("lamp")
def test_a_comment_on_a_closed_case_is_told_where_it_was_decided(
    house: House, phone: TestClient, yulan: Community, over: Case
):
    """A draft that comes later is refused with its words kept, and goes without the case; the page tells beforehand."""
    refused = put(phone, yulan, case=over.id)
    assert (refused.status_code, refused.json()["error"]) == (409, "case_closed")
    assert "send them once more" in refused.json()["message"]
    form = send(phone, yulan, case=over.id, text="写好的话")
    decision = addresses.to(addresses.CASE_DECISION, community=yulan.id, case=over.id, lang="en")
    for part in ("写好的话</textarea>", 'name="case" value=""', f'href="{decision}"', "send them once more"):
        assert part in form.text
    page = phone.get(f"/v/c/{yulan.id}", params={"lang": "en", "case": over.id}, headers=PAGE).text
    assert "The case “Trees” is closed" in page
    assert f'href="{decision}"' in page
    assert kept(house) == []
    assert put(phone, yulan).status_code == 201
    assert [comment.case_id for comment in kept(house)] == [None]


@pytest.mark.usefixtures("lamp")
def test_a_closed_case_offers_no_me_too(house: House, phone: TestClient, yulan: Community):
    """Neither in the list nor while somebody writes; taken back it can be."""
    case = Case(new_id(), yulan.id, Words("换树", "Trees"), Words("换吗"), Words(""), Phase.EVALUATE, NOON)
    with house.database.writing() as session:
        store.add(session, case)
    put(phone, yulan, case=case.id)
    mine = addresses.to(addresses.MY_COMMENTS, community=yulan.id, lang="en")
    assert "Change the words" in phone.get(mine, headers=PAGE).text
    writer = phone.cookies[BROWSER_COOKIE]
    phone.cookies.set(BROWSER_COOKIE, "browser-2")
    said = f"/v/c/{yulan.id}/comments"
    assert ">Me too</button>" in phone.get(said, params={"lang": "en"}, headers=PAGE).text
    ended(house, case, NOON)
    page = phone.get(said, params={"lang": "en"}, headers=PAGE).text
    assert ">Me too</button>" not in page
    assert "Its case is closed" in page
    near = phone.get(f"/v/c/{yulan.id}/near", params={"lon": 104.0601, "lat": 30.6301, "topic": "light"}).json()
    assert [one["is_over"] for one in near["comments"]] == [True]
    phone.cookies.set(BROWSER_COOKIE, writer)
    page = phone.get(mine, headers=PAGE).text
    assert "Change the words" not in page
    assert "its words stay as they are" in page
