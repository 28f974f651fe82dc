"""Large plain tables of rankings, read by columns: places of separators by numpy, pieces of lines numbered by Arrow.

Plain is a table ``ranking`` or ``weight,ranking`` without quotes in which every ballot has one option at each rank and
every weight can be read. What is not plain is left to the reader that goes line by line and says what is wrong where.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from planning.errors import Refusals
from planning.options.ballot_files.reading import Reading
from planning.options.counting.columns import MOST_OPTIONS, Column, profile_of_columns
from planning.options.counting.exact import Exact, parse_weight
from planning.options.counting.profile import Profile

Places = NDArray[np.int32]

HEADERS = {"ranking": False, "weight,ranking": True}
"""First lines of plain tables, and whether a weight stands before the ranking."""
LARGEST = 2**31 - 1
"""Bytes whose places fit into 32 bits."""
TOGETHER = 3
"""Ranks that are read as one piece: of ten options there are 720 pieces of three, so few are ever looked at twice."""
CHUNK = 2**16
"""Bytes looked at in one go: they stay in the processor's cache."""
NOTHING = 255
"""Number of what is no name."""


def read_large_table(text: str, reading: Reading) -> bool:
    """Read a plain table; False where it is none, then nothing was read."""
    header, _, _ = text[:40].partition("\n")
    weighted = HEADERS.get(header.strip().replace(" ", ""))
    if weighted is None or '"' in text:
        return False
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    data = (text if text.endswith("\n") else text + "\n").encode()
    if b"\r" in data or len(data) >= LARGEST:
        return False
    try:
        table = _read(data, weighted)
    except _NotPlainError:
        return False
    reading.rows = len(table.ids)
    reading.meet(table.names)
    reading.large = table.profile
    return True


class _NotPlainError(Exception):
    """The table must be read line by line."""


@dataclass(frozen=True, slots=True)
class _Table:
    """Rankings in numbered pieces that wait for the list of options.

    :param ids: (lines, pieces) which piece stands there; ``read``: (pieces, ranks) which names it holds, by number.
    :param weights: None: each line weighs 1.
    """

    ids: NDArray[np.int32]
    read: Column
    names: tuple[str, ...]
    weights: list[Exact] | None

    def profile(self, options: tuple[str, ...]) -> Profile:
        """The profile by the given options."""
        size = len(options)
        at = {option: i for i, option in enumerate(options)}
        number = np.full(NOTHING + 1, size + 1, np.uint8 if size + 1 < NOTHING else np.int32)
        number[: len(self.names)] = [at.get(name, size + 1) for name in self.names]
        number[NOTHING] = size
        ranks = np.ascontiguousarray(number[self.read].T)
        orders = [column[ids] for ids in self.ids.T for column in ranks]
        while orders and (orders[-1] == size).all():
            orders.pop()
        columns = np.stack(orders) if orders else np.zeros((0, len(self.ids)), number.dtype)
        return profile_of_columns(options, columns, self.weights)


def _read(data: bytes, weighted: bool) -> _Table:
    """Cut the lines into pieces, number the pieces, and read each of them once."""
    begin = data.index(b"\n") + 1
    ends = _cut(data, begin, weighted)
    offsets = np.concatenate((np.array([begin], np.int32), ends.ravel()))
    strings = pa.StringArray.from_buffers(ends.size, pa.py_buffer(offsets), pa.py_buffer(data))
    coded = strings.dictionary_encode()
    ids, pieces = coded.indices.to_numpy().reshape(ends.shape), coded.dictionary.to_pylist()
    weights = None
    if weighted:
        weights, ids = _weights(ids[:, 0], pieces), ids[:, 1:]
    if "\n" in pieces and (ids[:, 1:] == pieces.index("\n")).any():
        raise _NotPlainError  # a ranking that ends with an empty rank
    names, read = _numbered(pieces)
    return _Table(ids, read, names, weights)


def _cut(data: bytes, begin: int, weighted: bool) -> Places:
    """Where each piece of each line ends; a line of fewer pieces has empty ones at its end."""
    text = np.frombuffer(data, np.uint8)
    at, last = _places(text, begin, b"\n>," if weighted else b"\n>")
    commas = data.count(b",", begin) if weighted else data.find(b",", begin) + 1
    if commas != (len(last) if weighted else 0) or not len(last):
        raise _NotPlainError
    first = np.concatenate((np.zeros(1, np.int32), last[:-1] + np.int32(1)))
    ends = []
    if weighted:
        if (text[at[first] - np.int32(1)] != ord(",")).any():
            raise _NotPlainError
        ends.append(at[first])
        first += np.int32(1)
    longest = int((last - first).max()) + 1
    places = range(TOGETHER - 1, longest + TOGETHER - 1, TOGETHER)
    ends += [at[np.minimum(first + np.int32(place), last)] for place in places]
    return np.stack(ends, axis=1)


def _places(text: NDArray[np.uint8], begin: int, signs: bytes) -> tuple[Places, Places]:
    """Places behind each of the signs, and which of them are behind the first sign; part by part, in the cache."""
    places, firsts = [np.zeros(0, np.int32)], [np.zeros(0, np.int32)]
    found = 0
    for start in range(begin, len(text), CHUNK):
        part = text[start : start + CHUNK]
        is_sign = part == signs[0]
        for sign in signs[1:]:
            is_sign |= part == sign
        here = np.flatnonzero(is_sign).astype(np.int32)
        firsts.append(np.flatnonzero(part[here] == signs[0]).astype(np.int32) + np.int32(found))
        places.append(here + np.int32(start + 1))
        found += len(here)
    return np.concatenate(places), np.concatenate(firsts)


def _weights(ids: NDArray[Any], pieces: list[str]) -> list[Exact] | None:
    """The weight of each line."""
    known: dict[int, Exact] = {}
    for i in np.unique(ids).tolist():
        try:
            known[i] = parse_weight(pieces[i][:-1] or "1")
        except Refusals as refused:
            raise _NotPlainError from refused
    return None if set(known.values()) == {1} else [known[i] for i in ids.tolist()]


def _numbered(pieces: list[str]) -> tuple[tuple[str, ...], Column]:
    """Names by number, and the numbers in each piece; the last row is no piece at all."""
    number: dict[str, int] = {}
    read = np.full((len(pieces) + 1, TOGETHER), NOTHING, np.uint8)
    for i, piece in enumerate(pieces):
        if piece[-1:] in {"", ","} or not piece.strip():
            continue  # no piece, a weight, a blank ballot
        for k, written in enumerate(piece[:-1].split(">")):
            name = written.strip()
            if not name or "=" in name or name.startswith("@"):
                raise _NotPlainError
            read[i, k] = number.setdefault(name, len(number))
            if len(number) > MOST_OPTIONS:
                raise _NotPlainError
    return tuple(number), read
