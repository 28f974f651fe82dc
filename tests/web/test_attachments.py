"""Photos and documents of objects of the map: attached, capped, sniffed, seen by whom they may, and taken away with their files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from planning import addresses, store
from planning.actions import attaching
from planning.actions.documents import add_document, withdraw_document
from planning.actions.drawing import draw_feature
from planning.actions.layers import add_layer, publish_layer
from planning.cases.document import DocumentKind, Holder
from planning.errors import Refusals
from planning.people import Grant, Member, Role, Visitor
from planning.queries.attached import attached
from planning.queries.observations import object_history
from planning.site import Courtyard, new_id
from planning.store import photo_files
from planning.surveys.attachment import LARGEST_BYTES, MOST_DOCUMENTS
from planning.surveys.observation import Kind
from planning.web.house import House
from planning.wording import Words
from tests import makers, trees
from tests.makers import NOON
from tests.sending import sent, shot

PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
PLANNER = Visitor(Member("zhou", "Zhou", frozenset({Grant(Role.PLANNER, None)})), "browser-1")


class Objects:
    """A community with a tree and a structure, and acts of its planner."""

    def __init__(self, house: House) -> None:
        self.house, self.here = house, makers.community(house)
        planted = trees.site(self.here)
        self.tree, self.roof = trees.tree(self.here, planted), trees.structure(self.here)
        trees.keep(house, planted, self.tree, self.roof)

    def do(
        self, act: Callable[..., Any], id_: str = "", kind: str = "tree", by: Visitor = PLANNER, **fields: Any
    ) -> Any:
        """Do an act to the tree, or to something else."""
        here = {"community_id": self.here.id, "kind": kind, "object_id": id_ or self.tree.id}
        return act(self.house.database, by, NOON, new_id(), **(here | fields))

    def document(self, id_: str = "", kind: str = "tree", **fields: Any) -> str:
        """Attach one."""
        given: dict[str, Any] = {
            "title": "Root survey", "file": "根系.pdf", "data": PDF, "shown": True,
            "photo_place": self.house.settings.photo_place, "photos_mb": 100,
        }  # fmt: skip
        made: str = self.do(attaching.attach_document, id_, kind, **(given | fields))
        return made

    def seen(self, by: Visitor, id_: str = "", kind: str = "tree") -> tuple[int, int]:
        """How many photos and documents somebody sees."""
        here = {"community_id": self.here.id, "kind": kind, "object_id": id_ or self.tree.id}
        found = attached(self.house.database, by, NOON, **here)
        return len(found.photos), len(found.documents)

    def files(self) -> list[str]:
        """Endings of the files that are kept."""
        return sorted(path.suffix for path in self.house.settings.photo_dir.glob("*.*"))


@pytest.fixture
def objects(house: House) -> Objects:
    """A tree and a roof."""
    return Objects(house)


def codes(act: Callable[..., Any], *args: Any, **fields: Any) -> set[str]:
    """Of a refusal."""
    with pytest.raises(Refusals) as caught:
        act(*args, **fields)
    return {problem.code for problem in caught.value.problems}


def fetch(client: TestClient, document: str) -> Any:
    """As a resident's browser."""
    return client.get(addresses.to(addresses.ATTACHMENT, attachment=document))


def test_a_document_is_a_download_and_nothing_else(client: TestClient, objects: Objects):
    """Its own name, its own bytes, never a page; who attached it stands in the history, what is inside not."""
    id_ = objects.document()
    answer = fetch(client, id_)
    assert (answer.status_code, answer.content, answer.headers["content-type"]) == (200, PDF, "application/pdf")
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert "%E6%A0%B9%E7%B3%BB.pdf" in answer.headers["content-disposition"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    event = object_history(objects.house.database, PLANNER, NOON, community_id=objects.here.id, kind=Kind.TREE, object_id=objects.tree.id)[0]  # fmt: skip
    assert (event.act, event.after["document"]) == ("attach_document", "Root survey")  # type: ignore[index]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"data": b"<html>%PDF-1.4 %%EOF"}, "not_pdf"), ({"data": b"%PDF-1.4 cut off"}, "not_pdf"), ({"data": b""}, "not_pdf"),
        ({"data": PDF[:-7] + b" " * LARGEST_BYTES + b"%%EOF"}, "too_large"), ({"title": " "}, "empty_text"),
        ({"photos_mb": 0}, "photos_full"), ({"kind": "courtyard"}, "not_found"), ({"id_": "nobody"}, "not_found"),
    ],
)  # fmt: skip
def test_what_is_no_document_is_refused_and_leaves_no_file(objects: Objects, fields: dict[str, Any], code: str):
    """HOSTILE 30, 40: by what it is, not by its name."""
    assert codes(objects.document, **fields) == {code}
    assert objects.files() == []


def test_documents_of_meetings_and_of_the_map_share_one_room(objects: Objects):
    """A charter of nearly the whole room leaves none for a plan of the map; once it is withdrawn there is room again."""
    house, here = objects.house, objects.here
    yard = Courtyard(new_id(), here.id, "7", Words("七号院"))
    trees.keep(house, yard)
    charter = PDF[:-7] + b" " * 990_000 + b"\n%%EOF"
    made = add_document(
        house.database, PLANNER, NOON, new_id(), community_id=here.id, holder=Holder.COURTYARD, holder_id=yard.id,
        document_kind=DocumentKind.CHARTER, title=Words("公约", "Charter"), public=True, data=charter,
        photo_place=house.settings.photo_place, photos_mb=1,
    )  # fmt: skip
    plan = PDF[:-7] + b" " * 20_000 + b"\n%%EOF"
    assert codes(objects.document, data=plan, photos_mb=1) == {"photos_full"}
    withdraw_document(house.database, PLANNER, NOON, new_id(), document_id=made, version=1, reason="An old one.")
    assert objects.document(data=plan, photos_mb=1)


def test_there_is_an_end_of_documents_and_photos(objects: Objects):
    """So many of one object; the photos then still wait."""
    for _ in range(MOST_DOCUMENTS):
        objects.document()
    assert codes(objects.document) == {"too_many_documents"}
    for k in range(attaching.MOST_PHOTOS):
        sent(objects.house, objects.here, shot(60 + k), form="f1", visitor=PLANNER)
    objects.do(attaching.attach_photos, form="f1")
    sent(objects.house, objects.here, shot(90), form="f2", visitor=PLANNER)
    assert codes(objects.do, attaching.attach_photos, form="f2") == {"too_many_photos"}
    assert codes(objects.do, attaching.attach_photos, form="empty") == {"no_photo"}


def test_who_sees_what_is_attached(client: TestClient, objects: Objects):
    """A resident sees photos of a tree and documents that are shown; nothing of a roof; nothing of a layer that is inside."""
    public = makers.visitor()
    inside, shown = objects.document(shown=False), objects.document()
    photo = sent(objects.house, objects.here, shot(), form="f", visitor=PLANNER)
    objects.do(attaching.attach_photos, form="f")
    assert (objects.seen(PLANNER), objects.seen(public)) == ((1, 2), (1, 1))
    assert [fetch(client, id_).status_code for id_ in (inside, shown, "nobody123")] == [404, 200, 404]
    assert client.get(f"/photos/{photo.id}").status_code == 200
    roof = objects.document(objects.roof.id, "rooftop_structure")
    second = sent(objects.house, objects.here, shot(70), form="g", visitor=PLANNER)
    objects.do(attaching.attach_photos, objects.roof.id, "rooftop_structure", form="g")
    assert (
        objects.seen(PLANNER, objects.roof.id, "rooftop_structure"),
        objects.seen(public, objects.roof.id, "rooftop_structure"),
    ) == ((1, 1), (0, 0))
    assert (fetch(client, roof).status_code, client.get(f"/photos/{second.id}").status_code) == (404, 404)
    layer = add_layer(objects.house.database, PLANNER, NOON, new_id(), community_id=objects.here.id, name="Inside")
    drawn = draw_feature(
        objects.house.database, PLANNER, NOON, new_id(), layer_id=layer, mark="point",
        shape={"type": "Point", "coordinates": [104.06, 30.63]},
    )  # fmt: skip
    of_layer = objects.document(drawn, "layer_feature")
    assert (objects.seen(public, drawn, "layer_feature"), fetch(client, of_layer).status_code) == ((0, 0), 404)
    publish_layer(objects.house.database, PLANNER, NOON, new_id(), layer_id=layer, version=1, reason="Agreed.")
    assert (objects.seen(public, drawn, "layer_feature"), fetch(client, of_layer).status_code) == ((0, 1), 200)


def test_what_is_taken_away_is_gone_with_its_file(client: TestClient, objects: Objects):
    """With a reason; the history keeps that it was there. A resident planner attaches, and takes nothing away."""
    id_ = objects.document()
    photo = sent(objects.house, objects.here, shot(), form="f", visitor=PLANNER)
    objects.do(attaching.attach_photos, form="f")
    assert objects.files() == [".jpg", ".pdf"]
    place: dict[str, Any] = {"photo_place": objects.house.settings.photo_place}
    wang = Visitor(Member("wang", "Wang", frozenset({Grant(Role.RESIDENT_PLANNER, objects.here.id)})), "browser-2")
    assert codes(objects.do, attaching.take_document_away, by=wang, attachment_id=id_, reason="x", **place) == {
        "not_allowed"
    }
    assert codes(objects.do, attaching.take_document_away, attachment_id=id_, reason=" ", **place) == {"empty_text"}
    objects.do(attaching.take_document_away, attachment_id=id_, reason="Out of date.", **place)
    objects.do(attaching.take_photo_away, photo_id=photo.id, reason="Shows a face.", **place)
    assert (objects.seen(PLANNER), objects.files(), fetch(client, id_).status_code) == ((0, 0), [], 404)
    assert codes(objects.do, attaching.take_photo_away, photo_id=photo.id, reason="x", **place) == {"not_found"}
    events = object_history(objects.house.database, PLANNER, NOON, community_id=objects.here.id, kind=Kind.TREE, object_id=objects.tree.id)  # fmt: skip
    assert [(e.act, e.reason) for e in events[:2]] == [
        ("take_photo_away", "Shows a face."),
        ("take_document_away", "Out of date."),
    ]


def test_nothing_is_attached_to_what_is_gone(objects: Objects):
    """A tree that fell keeps what it had."""
    with objects.house.database.writing() as session:
        store.change(session, replace(objects.tree, removed_at=NOON, version=2))
    assert codes(objects.document) == {"already_gone"}


def test_files_of_documents_are_swept(objects: Objects):
    """What no row owns goes after a day, what one owns stays. That backups hold them stands in test_archive.py."""
    id_ = objects.document()
    place = objects.house.settings.photo_place
    lost = Path(place) / f"{new_id()}.pdf"
    lost.write_bytes(PDF)
    with objects.house.database.writing() as session:
        assert photo_files.astray(session, place) == (set(), {lost.stem})
        photo_files.sweep(session, place, NOON.replace(year=NOON.year + 90))
    assert not lost.exists()
    assert photo_files.read_document(place, id_) == PDF
