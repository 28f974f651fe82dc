"""PrefLib's ordinal formats ``.soc .soi .toc .toi`` (preflib.org, since 2022)."""

from __future__ import annotations

import re

from planning.errors import N_
from planning.options.ballot_files.reading import Reading, keys_for, unreadable

_NAME = re.compile(r"#\s*ALTERNATIVE NAME (\d{1,6}):\s*(.*)")
_BALLOT = re.compile(r"([0-9./]+):(.*)")
_RANK = re.compile(r"\{([^{}]*)\}|([^,{}]+)")
_ORDER = re.compile(r"(?:r(?:,r)*)?")


def read_preflib(text: str, reading: Reading) -> None:
    """``# ALTERNATIVE NAME 1: …`` lines, then ``weight: 1,{2,3},4`` with braces around equal ranks."""
    names: dict[int, str] = {}
    ballots: list[tuple[int, str]] = []
    for line, written in enumerate(text.splitlines(), start=1):
        named = _NAME.match(written)
        if named:
            names[int(named[1])] = named[2].strip()
        elif written.strip() and not written.startswith("#"):
            ballots.append((line, written.strip()))
    if not names:
        reading.wrong(
            "bad_header", N_("The file names no alternatives: save it in PrefLib's form of 2022 or later."), 1
        )
        return
    keys = keys_for(names)
    reading.meet(keys[number] for number in sorted(keys))
    reading.titles.update({keys[number]: name for number, name in names.items()})
    for line, written in ballots:
        _ballot(written, line, {str(number): key for number, key in keys.items()}, reading)


def _ballot(written: str, line: int, keys: dict[str, str], reading: Reading) -> None:
    found = _BALLOT.fullmatch("".join(written.split()))
    if not found or not _ORDER.fullmatch(_RANK.sub("r", found[2])):
        unreadable(reading, line, written)
        return
    numbers = [(tied or one).split(",") for tied, one in _RANK.findall(found[2])]
    if not all(number in keys for rank in numbers for number in rank):
        unreadable(reading, line, written)
        return
    weight = reading.weight(found[1], line)
    if weight is not None:
        reading.add(tuple(tuple(keys[number] for number in rank) for rank in numbers), weight, line)
