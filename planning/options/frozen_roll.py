"""The roll as it is frozen when a round is announced: one text, and its SHA-256 hash that everybody may compare."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from planning.options.electorate import Voter


def frozen_lines(voters: Iterable[Voter]) -> list[str]:
    """Each voter as one line of JSON, sorted, without random ids and without the notes on contact.

    ``[kind, label, street front, owner, [[label, place, building, unit, area, count], …]]``: the place is the code of the
    courtyard or the street front, the area is in hundredths of a square metre, null where the roll does not say.
    """
    return sorted(
        json.dumps(
            [
                voter.kind, voter.label, voter.street_front, voter.owner,
                [[h.label, h.place, h.building, h.unit, h.area, h.count] for h in voter.holdings],
            ],
            ensure_ascii=False, separators=(",", ":"),
        )
        for voter in voters
    )  # fmt: skip


def roll_hash(voters: Iterable[Voter]) -> str:
    """SHA-256 of the lines, each closed by a line feed, in UTF-8; empty where there is no roll."""
    lines = frozen_lines(voters)
    return hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest() if lines else ""
