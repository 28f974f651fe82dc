"""A receipt 回执: a commitment to a ballot, which shows that the ballot is there without showing what it says."""

from __future__ import annotations

import secrets

from planning.chain import canonical, digest
from planning.options.ballot import Ranking
from planning.options.electorate import ALPHABET, spelled

SIGNS = 20
"""20 signs carry the first 100 bits of a commitment: enough that no two can be made to agree, and copied by hand."""


def new_nonce() -> str:
    """128 random bits: equal ballots get different receipts, and nobody can try out what a receipt stands for."""
    return secrets.token_hex(16)


def commitment(round_id: str, nonce: str, ranking: Ranking) -> str:
    """SHA-256 of the round, the nonce and the ballot as it was cast, in hexadecimal.

    A hash commitment in the random-oracle model: it hides the ballot while the nonce is unknown, and binds to it.
    """
    return digest(canonical({"ballot": ranking, "nonce": nonce, "round": round_id}))


def receipt_of(committed: str) -> str:
    """What a voter copies or photographs: the first 100 bits of the commitment, five for each sign."""
    bits = int(committed, 16) >> (256 - 5 * SIGNS)
    return spelled("".join(ALPHABET[bits >> 5 * place & 31] for place in reversed(range(SIGNS))))
