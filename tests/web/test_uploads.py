"""Photos on their way in: to the disk, in pieces where a connection breaks, and refused with one sentence."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from io import BytesIO
from threading import Lock
from time import sleep
from typing import Any

import pytest
from PIL import Image
from starlette.testclient import TestClient

from planning import store
from planning.site import Community, new_id
from planning.surveys import picture
from planning.surveys.photo import Owner, Photo
from planning.web import uploads
from planning.web.door import BROWSER_COOKIE, ROUTES, routes_of
from planning.web.house import House
from planning.web.spooling import AT_ONCE, in_turn
from planning.web.throttle import Throttle
from tests import makers
from tests.running import run_apart
from tests.sending import FORM, shot


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


def asked(here: Community, **more: Any) -> dict[str, Any]:
    """The query string of a form."""
    return {"community": here.id, "form": FORM, "lang": "en"} | more


def put(phone: TestClient, here: Community, data: bytes, photo_id: str = "", **more: Any) -> Any:
    """Send raw bytes."""
    return phone.put(f"/uploads/{photo_id or new_id()}", params=asked(here, **more), content=data)


def kept(house: House) -> list[Photo]:
    """Rows of photos."""
    with house.database.reading() as session:
        return store.find(session, Photo, order=("at", "id"))


def left(house: House) -> list[str]:
    """What lies in the folder of photos on their way."""
    return sorted(path.name for path in house.settings.upload_dir.glob("*"))


def test_a_photo_is_kept_re_encoded_and_waits(house: House, phone: TestClient, yulan: Community):
    """Rows 39 and 40: no larger than 2048 pixels, upright, without place, time and camera; the page shows it."""
    out = BytesIO()
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x9003] = 6, "Camera 12345", "2026:11:24 12:00:00"
    exif.get_ifd(0x8825)[2] = (30.0, 37.0, 48.0)
    Image.new("RGB", (3000, 1500), "green").save(out, "JPEG", exif=exif)
    answer = put(phone, yulan, out.getvalue())
    assert answer.status_code == 201, answer.text
    told = answer.json()
    assert (told["width_px"], told["height_px"]) == (1024, 2048)
    served = phone.get(f"/photos/{told['id']}", params={"form": FORM})
    assert dict(Image.open(BytesIO(served.content)).getexif()) == {}
    assert b"Camera" not in served.content
    assert left(house) == []
    assert [photo.owner for photo in kept(house)] == [Owner.UPLOAD]
    assert f'data-id="{told["id"]}"' in phone.get("/uploads", params=asked(yulan)).text


def test_a_broken_connection_goes_on_where_it_stopped(house: House, phone: TestClient, yulan: Community):
    """Row 41: half of it arrives, the phone asks how much, and sends the rest; nothing is kept before it is whole."""
    data, photo_id = shot(400, 300), new_id()
    half = len(data) // 2
    first = put(phone, yulan, data[:half], photo_id, **{"from": 0, "of": len(data)})
    assert (first.status_code, first.json()) == (202, {"received": half})
    assert kept(house) == []
    assert phone.get(f"/uploads/{photo_id}").json() == {"received": half}
    gap = put(phone, yulan, data[half:], photo_id, **{"from": half + 1, "of": len(data)})
    assert (gap.status_code, gap.json()["error"]) == (409, "upload_gap")
    last = put(phone, yulan, data[half:], photo_id, **{"from": half, "of": len(data)})
    assert (last.status_code, last.json()["id"]) == (201, photo_id)
    again = put(phone, yulan, data, photo_id, of=len(data))
    assert (again.status_code, again.json()["id"]) == (201, photo_id)
    assert (len(kept(house)), left(house)) == (1, [])


def test_an_aborted_body_leaves_no_row_and_can_go_on(house: House, yulan: Community):
    """Row 41: the phone goes away in the middle of a request; what came stays for it, and no row is made."""
    data, photo_id = shot(400, 300), new_id()
    half = len(data) // 2
    messages = [{"type": "http.request", "body": data[:half], "more_body": True}, {"type": "http.disconnect"}]
    answers: list[Any] = []

    async def receive() -> Any:
        return messages.pop(0)

    async def send(message: Any) -> None:
        answers.append(message)

    query = f"community={yulan.id}&form={FORM}&from=0&of={len(data)}"
    scope = {
        "type": "http", "method": "PUT", "path": f"/uploads/{photo_id}", "query_string": query.encode(), "headers": [
            (b"cookie", f"{BROWSER_COOKIE}=browser-1".encode()), (b"host", b"127.0.0.1"),
        ], "client": ("127.0.0.1", 1), "path_params": {"photo": photo_id},
    }  # fmt: skip
    found = next(r for r in routes_of(house) if r.name == "put_photo_put")

    async def cut_off() -> None:
        await found.app(scope, receive, send)

    run_apart(cut_off())
    assert answers[0]["status"] == 202
    assert (kept(house), len(left(house))) == ([], 1)


def test_what_is_too_large_is_refused_while_it_comes_in(
    house: House, phone: TestClient, yulan: Community, monkeypatch: pytest.MonkeyPatch
):
    """413, in one request or in many; nothing of it stays."""
    monkeypatch.setattr(uploads, "LARGEST_BYTES", 5_000)
    named = next(named for named in ROUTES if named.name == "put_photo")
    assert named.largest_body == picture.LARGEST_BYTES
    assert put(phone, yulan, b"x" * (picture.LARGEST_BYTES + 1)).status_code == 413
    photo_id = new_id()
    assert put(phone, yulan, b"x" * 4_000, photo_id, of=9_000).status_code == 202
    assert put(phone, yulan, b"x" * 4_000, photo_id, of=9_000, **{"from": 4_000}).status_code == 413
    assert (kept(house), left(house)) == ([], [])


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "photo_format"), (b"", "photo_format"),
        (shot(200, 200)[:-50], "photo_broken"), (b"GIF89a" + bytes(40), "photo_format"),
        (b"<html><script>alert(1)</script>" + shot(), "photo_format"),
    ],
    ids=["svg", "nothing", "truncated", "gif", "page before a photo"],
)  # fmt: skip
def test_what_is_no_photo_is_refused(house: House, phone: TestClient, yulan: Community, data: bytes, code: str):
    """Row 39: one sentence, no row, no file."""
    answer = put(phone, yulan, data)
    assert (answer.status_code, answer.json()["error"]) == (422, code)
    assert (kept(house), left(house)) == ([], [])


def test_a_page_hidden_behind_a_photo_is_gone(phone: TestClient, yulan: Community):
    """Row 39: a file that is both is drawn anew, so that the page in it is no more."""
    told = put(phone, yulan, shot() + b"<html><script>alert(1)</script>").json()
    served = phone.get(f"/photos/{told['id']}", params={"form": FORM})
    assert b"script" not in served.content
    assert served.headers["x-content-type-options"] == "nosniff"


def test_a_form_without_scripts_sends_several(house: House, phone: TestClient, yulan: Community):
    """multipart/form-data; the page comes back with what waits, or with the sentence."""
    files = [("photo", (f"{n}.jpg", shot(n), "image/jpeg")) for n in (60, 61)]
    answer = phone.post("/uploads", params=asked(yulan), files=files)
    assert answer.status_code == 303
    assert phone.get(answer.headers["location"]).text.count("data-id=") == 2
    refused = phone.post("/uploads", params=asked(yulan), files=[("photo", ("x.jpg", b"no photo", "image/jpeg"))])
    assert refused.status_code == 422
    assert "please choose a JPEG" in refused.text
    broken = phone.post(
        "/uploads", params=asked(yulan), content=b"--x\r\nnonsense", headers={"content-type": "multipart/form-data"}
    )
    assert broken.status_code == 422
    assert len(kept(house)) == 2


def test_a_raw_photo_may_be_posted(phone: TestClient, yulan: Community):
    """For programs: 201 with its id."""
    answer = phone.post("/uploads", params=asked(yulan), content=shot(), headers={"content-type": "image/jpeg"})
    assert answer.status_code == 201
    assert phone.delete(f"/uploads/{answer.json()['id']}", params=asked(yulan)).status_code == 204
    assert phone.get(f"/photos/{answer.json()['id']}", params={"form": FORM}).status_code == 404


def test_another_sites_page_and_a_browser_without_a_cookie_send_nothing(
    house: House, phone: TestClient, yulan: Community
):
    """403 before a byte is read; without a cookie nobody could find it again."""
    foreign = phone.put(
        f"/uploads/{new_id()}", params=asked(yulan), content=shot(), headers={"origin": "https://elsewhere.example"}
    )
    assert foreign.status_code == 403
    phone.cookies.clear()
    assert put(phone, yulan, shot()).json()["error"] == "no_browser"
    assert kept(house) == []


@pytest.mark.parametrize("name", ["from", "of"])
@pytest.mark.parametrize("value", ["-1", "1e3", "x", "9" * 12, "٣"])
def test_numbers_are_numbers(phone: TestClient, yulan: Community, name: str, value: str):
    """What is no number of bytes is refused."""
    assert put(phone, yulan, shot(), **{name: value}).json()["error"] == "bad_number"


def test_a_full_quota_is_said_in_one_sentence(house: House, phone: TestClient, yulan: Community):
    """Row 42: 507, and what is there can still be read."""
    here = put(phone, yulan, shot()).json()["id"]
    with house.database.writing() as session:
        full = store.get(session, Photo, here)
        many = [replace(full, id=new_id(), owner=Owner.CASE, size_bytes=2_000_000_000) for _ in range(10)]
        store.add_all(session, many)
    answer = put(phone, yulan, shot(70))
    assert (answer.status_code, answer.json()["error"]) == (507, "photos_full")
    assert phone.get(f"/photos/{here}", params={"form": FORM}).status_code == 200


def test_one_browser_cannot_send_without_end(phone: TestClient, yulan: Community, monkeypatch: pytest.MonkeyPatch):
    """429 after so many; other browsers of the same hall go on."""
    counted = Throttle(2), Throttle(100)
    monkeypatch.setattr(uploads, "_sent", lambda: counted)
    assert [put(phone, yulan, shot(60 + n)).status_code for n in range(3)] == [201, 201, 429]
    phone.cookies.set(BROWSER_COOKIE, "browser-2")
    assert put(phone, yulan, shot()).status_code == 201


def test_few_pictures_are_decoded_at_a_time():
    """Row 41: however many come at once, memory is that of two."""
    lock, now, most = Lock(), [0], [0]

    def work() -> None:
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
        sleep(0.01)
        with lock:
            now[0] -= 1

    async def many() -> None:
        await asyncio.gather(*(in_turn(work) for _ in range(40)))

    run_apart(many())
    assert most[0] == AT_ONCE
