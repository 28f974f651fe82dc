"""The chain: one form of JSON, one hash for one content, and words that can go without breaking it."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta, timezone
from typing import Any

import pytest

from planning.chain import START, Content, canonical, digest, linked, new_salt, salted
from tests.makers import NOON

CONTENT = Content(1, NOON, "m", "close_round", "c", "round:r", "", "ab" * 32, "cd" * 32)


def test_equal_values_have_one_form():
    """The order of keys says nothing; characters stay readable."""
    assert canonical({"b": [1, "街"], "a": None}) == canonical({"a": None, "b": [1, "街"]}) == '{"a":null,"b":[1,"街"]}'


def test_a_number_that_is_none_is_no_json():
    """NaN has no one form."""
    with pytest.raises(ValueError, match="JSON"):
        canonical(float("nan"))


def test_the_hash_of_a_content_is_the_documented_one():
    """Recomputed here from the words of docs/record.md: SHA-256 over canonical JSON, the time in UTC."""
    said = (
        '{"act":"close_round","after_hash":"'
        + "ab" * 32
        + '","at":"2026-11-24T04:00:00.000000+00:00","before_hash":"",'
        '"community_id":"c","member_id":"m","reason_hash":"' + "cd" * 32 + '","seq":1,"subject":"round:r"}'
    )
    assert CONTENT.digest == digest(said)
    in_chengdu = NOON.astimezone(timezone(timedelta(hours=8)))
    assert replace(CONTENT, at=in_chengdu).digest == CONTENT.digest
    assert linked(START, CONTENT.digest) == digest(START + "\n" + CONTENT.digest)


@pytest.mark.parametrize("field", [f.name for f in fields(Content)])
def test_every_field_is_in_the_hash(field: str):
    """Whatever is changed changes the hash."""
    other: dict[str, Any] = {"seq": 2, "at": NOON + timedelta(microseconds=1)}
    assert replace(CONTENT, **{field: other.get(field, "x")}).digest != CONTENT.digest


def test_the_same_words_have_another_hash_with_another_salt():
    """Nobody can try out which words stand behind a hash."""
    assert new_salt() != new_salt()
    assert salted("a", "words") != salted("b", "words")
