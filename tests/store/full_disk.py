"""`python -m tests.store.full_disk FOLDER [DATABASE]`: fill the disk under FOLDER, try everything, make room, go on.

The folder is a small file system of its own (see test_full_disk.py). Prints one line of JSON with what came of it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import text
from starlette.applications import Starlette
from starlette.testclient import TestClient

from planning import store
from planning.errors import Refusals
from planning.options.electorate import Code
from planning.queries.comments import comments
from planning.settings import Settings
from planning.store import ballots, photo_files
from planning.surveys.comment import Comment
from planning.surveys.photo import Photo
from planning.web.door import BROWSER_COOKIE, routes_of
from planning.web.house import House, open_house
from planning.web.middleware import middleware
from tests import makers
from tests.makers import NOON, Clock
from tests.rounds import Poll, opened
from tests.sending import FORM, shot
from tests.speaking import say

KEPT = photo_files.KEPT_FREE_BYTES


def main(folder: Path, address: str) -> None:
    """Everything, in the order in which an administrator would meet it."""
    house = open_house(Settings(data_dir=folder, database_url=address), Clock())
    poll = opened(house, count=4)
    poll.cast(0)
    say(house, poll.community, "已经说过的话", "browser-1")
    app = Starlette(routes=routes_of(house), middleware=middleware(house))
    with TestClient(app, "http://127.0.0.1:8501", cookies={BROWSER_COOKIE: "browser-1"}) as phone:
        said = tried(house, poll, phone, folder)
    house.database.close()
    sys.stdout.write(f"{json.dumps(said)}\n")


def tried(house: House, poll: Poll, phone: TestClient, folder: Path) -> dict[str, Any]:
    """With plenty of room for nothing: refusals; with room again: everything goes through in the same process."""
    photo_files.KEPT_FREE_BYTES = 0
    before = put(phone, poll, "photo0000001")
    assert before.status_code == 201, before.text
    photo_files.KEPT_FREE_BYTES = KEPT
    early = put(phone, poll, "photo0000002")
    photo_files.KEPT_FREE_BYTES = 0
    ballast = fill(folder / "ballast")
    said: dict[str, Any] = {
        "photo": [early.status_code, early.json()["error"]],
        # What comes in is written to the disk first: whichever write finds no room, the answer is 507 and plain.
        "photo_file": "photo_not_kept" if put(phone, poll, "photo0000003").status_code == 507 else "accepted",
        "words": refusal(lambda: say(house, poll.community, "这句话存不下" * 100, "browser-2")),
        "ballot": refusal(lambda: [poll.cast(number) for number in (1, 2)]),
        "photos_read": phone.get("/photos/photo0000001", params={"form": FORM, "width": 240}).status_code == 200,
        "half_photos": len(list(folder.glob("photos/*.part"))) + counted(house, Photo) - 1,
        "counts_agree": agree(house, poll.round_id),
        "read_meanwhile": comments(house.database, makers.visitor(), NOON, community_id=poll.community.id).total >= 1,
    }
    ballast.unlink()
    afterwards = []
    if say(house, poll.community, "又有地方了", "browser-3"):
        afterwards.append("words")
    if poll.cast(3).receipt:
        afterwards.append("ballot")
    if put(phone, poll, "photo0000004").status_code == 201:
        afterwards.append("photo")
    return said | {"afterwards": afterwards, "sound": agree(house, poll.round_id) and sound(house)}


def put(phone: TestClient, poll: Poll, photo_id: str) -> Any:
    """Send a photo, as its page does."""
    asked = {"community": poll.community.id, "form": FORM, "lang": "en"}
    return phone.put(f"/uploads/{photo_id}", params=asked, content=shot(800, 600))


def fill(path: Path) -> Path:
    """Write until nothing more fits, to the last byte."""
    size = 1_000_000
    with path.open("wb", buffering=0) as file:
        while size:
            try:
                file.write(b"x" * size)
            except OSError:
                size //= 10
    return path


def refusal(attempt: Any) -> str:
    """The code of what was refused; empty where it went through."""
    try:
        attempt()
    except Refusals as refused:
        return refused.code
    return ""


def counted(house: House, kind: type) -> int:
    """How many there are."""
    with house.database.reading() as session:
        return store.count(session, kind)


def agree(house: House, round_id: str) -> bool:
    """As many ballots as receipts and spent codes; every comment has its words."""
    with house.database.reading() as session:
        spent = [one for one in store.find(session, Code, round_id=round_id) if one.spent_at]
        receipts = session.execute(text("SELECT COUNT(*) FROM receipts")).scalar()
        told = [one.text for one in store.find(session, Comment)]
        return len(ballots.box(session, round_id)) == len(spent) == receipts and all(told)


def sound(house: House) -> bool:
    """No photo without its file; SQLite's own check."""
    with house.database.reading() as session:
        if house.database.kind == "sqlite" and session.execute(text("PRAGMA integrity_check")).scalar() != "ok":
            return False
        return photo_files.astray(session, house.settings.photo_place)[0] == set()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "")
