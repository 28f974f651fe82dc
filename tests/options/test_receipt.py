"""Receipts: what they are short for, and that they say nothing by themselves."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from planning.options.electorate import ALPHABET
from planning.options.receipt import commitment, new_nonce, receipt_of


def test_a_commitment_is_the_documented_hash():
    """SHA-256 of canonical JSON: a stranger recomputes it from the words of docs/record.md."""
    said = '{"ballot":[["a"],["b","c"]],"nonce":"00ff","round":"r1"}'
    assert commitment("r1", "00ff", (("a",), ("b", "c"))) == hashlib.sha256(said.encode()).hexdigest()


def test_a_receipt_is_the_first_hundred_bits():
    """Five bits for each sign, in groups of four."""
    assert receipt_of("0" * 64) == "2222-2222-2222-2222-2222"
    assert receipt_of("f" * 64) == "ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ"
    assert receipt_of("08" + "0" * 62) == "3222-2222-2222-2222-2222"
    assert receipt_of("0" * 24 + "1" + "f" * 39) == "2222-2222-2222-2222-2223"


@given(st.lists(st.binary(min_size=32, max_size=32), min_size=2, max_size=2, unique_by=lambda b: b[:12]))
def test_other_commitments_have_other_receipts(two: list[bytes]):
    """As far as their first bits differ; and all signs can be read aloud."""
    one, other = (receipt_of(value.hex()) for value in two)
    assert one != other
    assert set(one) <= {*ALPHABET, "-"}


def test_two_nonces_are_never_the_same():
    """128 bits each."""
    nonces = {new_nonce() for _ in range(1000)}
    assert len(nonces) == 1000
    assert {len(nonce) for nonce in nonces} == {32}
