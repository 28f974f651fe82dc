"""What is kept comes back equal, and nobody overwrites what they have not seen."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from planning import store
from planning.cases.fund import Entry
from planning.errors import Refusals
from planning.site import Pin
from planning.store.tables import Base
from planning.surveys.observation import Tree
from planning.web.house import House
from tests.examples import examples, kept_examples

WORDS = {"note", "name", "text", "label", "browser", "source", "closed_reason", "time_zone", "rule_version"}
KINDS = sorted(Base.ROWS, key=lambda kind: kind.__name__)
ONLY_GROW: tuple[type, ...] = (Entry,)
"""The database itself refuses to change what was kept of these."""


@pytest.fixture
def kept(house: House) -> dict[type, Any]:
    """One of everything, kept."""
    with house.database.writing() as session:
        return kept_examples(session)


def test_there_is_an_example_of_every_kind():
    """A new noun in the store comes with an example, or it was never saved and loaded by a test."""
    assert sorted(kind.__name__ for kind in examples()) == [kind.__name__ for kind in KINDS]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_an_example_fills_every_field(kind: type):
    """An empty field would come back equal even if no column kept it."""
    value = examples()[kind]
    empty = [f.name for f in fields(kind) if getattr(value, f.name) in (None, "", ())]
    assert empty == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_what_is_kept_comes_back_equal(house: House, kept: dict[type, Any], kind: type):
    """Saved and loaded, every value is the same in every field and type."""
    with house.database.reading() as session:
        found: Any = store.get(session, kind, kept[kind].id)
    assert found == kept[kind]
    kinds = [(f.name, type(getattr(found, f.name)), type(getattr(kept[kind], f.name))) for f in fields(kind)]
    assert [(name, one) for name, one, other in kinds if one is not other] == []


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ONLY_GROW], ids=lambda kind: kind.__name__)
def test_what_is_changed_comes_back_equal(house: House, kept: dict[type, Any], kind: type):
    """A change writes over its own row only, and a version grows by one."""
    value = kept[kind]
    words = [f.name for f in fields(kind) if f.name in WORDS and isinstance(getattr(value, f.name), str)]
    changed = replace(value, **dict.fromkeys(words, "changed"))
    if hasattr(value, "version"):
        changed = replace(changed, version=value.version + 1)
    with house.database.writing() as session:
        store.change(session, changed)
        assert store.find(session, kind) == [changed]


@pytest.mark.parametrize("kind", ONLY_GROW, ids=lambda kind: kind.__name__)
def test_what_only_grows_is_not_changed(house: House, kept: dict[type, Any], kind: type):
    """Not even by the program: what stands in a book is made good by another entry."""
    with pytest.raises(DBAPIError, match="only grows"), house.database.writing() as session:
        store.change(session, kept[kind])
    with house.database.reading() as session:
        assert store.find(session, kind) == [kept[kind]]


def test_whoever_edits_an_older_copy_is_refused(house: House, kept: dict[type, Any]):
    """Two planners open one tree; the second to save is told, and the first one's change stays."""
    seen: Tree = kept[Tree]
    with house.database.writing() as session:
        store.change(session, replace(seen, note="first", version=seen.version + 1))
    with pytest.raises(Refusals) as refused, house.database.writing() as session:
        store.change(session, replace(seen, note="second", version=seen.version + 1))
    assert refused.value.code == "edited_meanwhile"
    with house.database.reading() as session:
        assert store.get(session, Tree, seen.id).note == "first"


def test_a_moved_tree_is_found_at_its_new_place(house: House, kept: dict[type, Any]):
    """The columns beside the geometry, by which boxes are searched, move with the pin."""
    seen: Tree = kept[Tree]
    moved = replace(seen, pin=Pin(104.061, 30.631), version=seen.version + 1)
    with house.database.writing() as session:
        store.change(session, moved)
    with house.database.reading() as session:
        assert store.find(session, Tree, lon=104.061, lat=30.631) == [moved]
        assert store.find(session, Tree, lon=seen.pin.lon) == []


def test_what_is_not_here_is_said_so(house: House):
    """An unknown id is one plain refusal, never an empty page or a trace."""
    with house.database.reading() as session, pytest.raises(Refusals) as refused:
        store.get(session, Tree, "nothing' OR 1=1 --")
    assert refused.value.code == "not_found"


def test_conditions_are_values_and_never_sql(house: House, kept: dict[type, Any]):
    """Quotes, wildcards and backslashes in a condition are looked for as they are."""
    with house.database.reading() as session:
        for text in ("%", "_", "T-%", "T_1", "'); DROP TABLE trees; --", "\\"):
            assert store.find(session, Tree, external_id=text) == []
        assert store.count(session, Tree, external_id=["T-1", "%"]) == 1
        assert store.first(session, Tree, removed_at=None) is None


def test_several_conditions_choices_and_nothing_in_an_order(house: House, kept: dict[type, Any]):
    """One value, one of several, none of none, and empty, alone and together; in the order of several fields, downwards too."""
    first: Tree = kept[Tree]
    second, third = (
        replace(first, id=f"tree-{n}", external_id=f"X-{n}", note=note) for n, note in ((2, "b"), (3, "a"))
    )
    with house.database.writing() as session:
        store.add_all(session, [second, third])
    here = {"community_id": first.community_id}
    with house.database.reading() as session:
        assert store.find(session, Tree, order="note", external_id=["X-2", "X-3"], **here) == [third, second]
        assert store.find(session, Tree, order=("-note", "id"), external_id={"X-2", "X-3"}, **here) == [second, third]
        assert store.find(session, Tree, external_id=[]) == []
        assert store.count(session, Tree, external_id=[]) == 0
        assert store.count(session, Tree, external_id=("X-2", "X-3"), note="a") == 1
        assert store.count(session, Tree) == 3
        assert store.first(session, Tree, external_id=["X-3"], note="a") == third
        alive = store.find(session, Tree, removed_at=None)
    assert [one.id for one in alive] == [one.id for one in (first, second, third) if one.removed_at is None]
