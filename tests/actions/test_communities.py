"""A new, empty community."""

from __future__ import annotations

import pytest

from planning import store
from planning.actions.communities import add_community
from planning.errors import Refusals
from planning.people import SYSTEM
from planning.site import Community, new_id
from planning.wording import Words
from tests.makers import NOON


def test_a_new_community_is_empty_and_its_name_its_own(house):
    """Two communities of one name could not be told apart on the command line."""
    made = add_community(house.database, SYSTEM, NOON, new_id(), name=Words("大安", "Daan"))
    with house.database.reading() as session:
        assert store.get(session, Community, made).bounds is None
    with pytest.raises(Refusals, match="already a community"):
        add_community(house.database, SYSTEM, NOON, new_id(), name=Words("别的", "Daan"))
