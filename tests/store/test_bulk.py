"""Many rows at once are the very rows that one by one would be."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest
from sqlalchemy import select

from planning import store
from planning.site import new_id
from planning.store.saving import row_of
from planning.surveys.observation import (
    Building,
    Facility,
    LayerFeature,
    Pipe,
    PlantingSite,
    RooftopStructure,
    Street,
    Tree,
)
from tests.examples import kept_examples


@pytest.mark.parametrize("kind", [Building, Facility, LayerFeature, Pipe, PlantingSite, RooftopStructure, Street, Tree])
def test_every_column_is_the_same(house, kind: type[Any]):
    """Of each kind that comes by the thousand, on both databases: values and the columns beside them."""
    with house.database.writing() as session:
        one = kept_examples(session)[kind]
        again = replace(one, id=new_id())
        store.add_rows(session, kind, [{f.name: getattr(again, f.name) for f in fields(kind)}])
    with house.database.reading() as session:
        assert store.get(session, kind, again.id) == again
        row: Any = row_of(kind)
        table = row.__table__
        raw = [session.execute(select(table).where(table.c.id == id_)).mappings().one() for id_ in (one.id, again.id)]
    assert {name: value for name, value in raw[0].items() if name != "id"} == {
        name: value for name, value in raw[1].items() if name != "id"
    }


def test_what_is_left_out_has_its_default(house):
    """And no rows are no statement."""
    with house.database.writing() as session:
        site = kept_examples(session)[PlantingSite]
        fresh = {"id": new_id(), "community_id": site.community_id, "pin": site.pin}
        store.add_rows(session, PlantingSite, [fresh])
        store.add_rows(session, PlantingSite, [])
    with house.database.reading() as session:
        assert store.get(session, PlantingSite, fresh["id"]) == PlantingSite(**fresh)
