"""Ballots by the million in columns: arrays of whole numbers, packed keys, exact sums. One option at each rank.

Nothing here is a float: counts are numpy's 64-bit whole numbers, and weights that would not fit are refused to it and
counted the slow way. Fractions are counted in units of their common denominator.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import chain
from math import lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from planning.options.ballot import Ranking
from planning.options.counting.exact import Exact, exact
from planning.options.counting.profile import Profile
from planning.options.counting.steps import Flights, Step

Whole = NDArray[np.int64]
Column = NDArray[np.uint8]

MOST_OPTIONS = 57
"""Options that fit into the key of a step, beside the number of one of them."""
MOST_WEIGHT = 2**62
"""Weight that sums of 64 bits hold."""
DENSE = 2**17
"""Cells of a table that is filled whole however few ballots there are."""


class Columns(Flights):
    """Rankings with weights: ``orders[k][b]`` is the option at place k of ballot b, the number of options where none is.

    Equal rankings need not stand together; spelled out one by one, as a mapping, they do.

    :param weights: in units of 1/``unit``; None: every ballot weighs 1.
    """

    def __init__(
        self, options: tuple[str, ...], orders: NDArray[np.uint8], weights: Whole | None, unit: int = 1
    ) -> None:
        self.options, self.orders, self.weights, self.unit = options, orders, weights, unit

    def __bool__(self) -> bool:
        return bool(self.orders.size)

    def __len__(self) -> int:
        return len(self._spelled)

    def __iter__(self) -> Iterator[Ranking]:
        return iter(self._spelled)

    def __getitem__(self, ranking: Ranking) -> Exact:
        return self._spelled[ranking]

    @cached_property
    def _spelled(self) -> dict[Ranking, Exact]:
        """Distinct rankings, each with its weight: rows in the order of their packed keys, neighbours added up."""
        if not self:
            return {}
        order = np.lexsort(self._packed())
        rows = self.orders[:, order]
        fresh = np.concatenate(([True], (rows[:, 1:] != rows[:, :-1]).any(axis=0)))
        starts = np.flatnonzero(fresh)
        weights = np.ones(len(order), np.int64) if self.weights is None else self.weights[order]
        sums = np.add.reduceat(weights, starts).tolist()
        names = [*((option,) for option in self.options), None]
        spelled = (tuple([names[o] for o in row if o < len(self.options)]) for row in rows[:, starts].T.tolist())
        return dict(zip(spelled, map(self._exact, sums), strict=True))

    def _packed(self) -> list[NDArray[np.uint64]]:
        """Each ballot as few 64-bit numbers, the least important first."""
        base = len(self.options) + 1
        fit = 63 // base.bit_length()  # places that surely fit into 64 bits
        words: list[NDArray[np.uint64]] = []
        for begin in range(0, len(self.orders), fit):
            word = np.zeros(self.orders.shape[1], np.uint64)
            for column in self.orders[begin : begin + fit]:
                word = word * np.uint64(base) + column
            words.append(word)
        return words[::-1]

    def _exact(self, weight: int) -> Exact:
        return weight if self.unit == 1 else exact(Fraction(weight, self.unit))

    def steps(self) -> dict[Step, Exact]:
        """All steps with their weights, one pass for each place."""
        size, rows = len(self.options), self.orders.shape[1]
        if (size + 1) << size <= max(DENSE, 2 * rows):
            return self._from_table()
        bit = _bits_of(size, np.int64)
        above = np.zeros(rows, np.int64)
        sums: dict[int, int] = {}
        for column in self.orders:
            keys = above << 6 | column
            found, back, counts = np.unique(keys, return_inverse=True, return_counts=True)
            if self.weights is not None:
                counts = np.zeros(len(found), np.int64)
                np.add.at(counts, back, self.weights)
            for key, weight in zip(found.tolist(), counts.tolist(), strict=True):
                sums[key] = sums.get(key, 0) + weight
            above = above | bit[column]
        return {(key >> 6, 1 << (key & 63)): self._exact(sums[key]) for key in sums if key & 63 < size}

    def _from_table(self) -> dict[Step, Exact]:
        size, rows = len(self.options), self.orders.shape[1]
        kind = np.int32 if (size + 1) << size < 2**31 else np.int64
        bit = (_bits_of(size, kind) * (size + 1)).astype(kind)  # sets times the width of the table: keys need no more
        above = np.zeros(rows, kind)
        table = np.zeros((size + 1) << size, np.int64)
        for column in self.orders:
            keys = above + column
            if self.weights is None:
                table += np.bincount(keys, minlength=len(table))
            else:
                np.add.at(table, keys, self.weights)
            above = above + bit[column]
        cells = np.flatnonzero(table)
        found = zip(cells.tolist(), table[cells].tolist(), strict=True)
        steps = ((divmod(cell, size + 1), weight) for cell, weight in found)
        return {(above, 1 << here): self._exact(weight) for (above, here), weight in steps if here < size}

    def without(self, gone: int) -> tuple[Mapping[Ranking, Exact], Exact]:
        """The rankings with some options struck, and the weight of those that named nothing else."""
        size = len(self.options)
        left = [i for i in range(size) if not gone >> i & 1]
        number = np.full(size + 1, len(left), np.uint8)
        number[left] = np.arange(len(left), dtype=np.uint8)
        orders = np.full_like(self.orders, len(left))
        at = np.zeros(self.orders.shape[1], np.intp)
        for column in number[self.orders]:
            named = np.flatnonzero(column < len(left))
            orders[at[named], named] = column[named]
            at[named] += 1
        options = tuple(self.options[i] for i in left)
        return _split(options, orders[: int(at.max(initial=0))], at, self.weights, self.unit)

    def handed(self, before: int, leaving: int) -> dict[tuple[int, int], Exact]:
        """``(source, heir)`` -> weight, of ballots that a leaving option holds."""
        size = len(self.options)
        stays = np.array([not (before | leaving) >> i & 1 for i in range(size)] + [False])
        leaves = np.array([bool(leaving >> i & 1) for i in range(size)] + [False])
        source = np.full(self.orders.shape[1], size, np.uint8)
        heir = source.copy()
        for column in self.orders:
            open_ = heir == size
            np.copyto(source, column, where=open_ & (source == size) & leaves[column])
            np.copyto(heir, column, where=open_ & stays[column])
        moved = np.flatnonzero((source < size) & (heir < size))
        # a ballot whose heir stood above every leaving option was not theirs: it never met a source
        table = np.zeros((size, size), np.int64)
        np.add.at(table, (source[moved], heir[moved]), 1 if self.weights is None else self.weights[moved])
        return {
            (int(s), int(h)): self._exact(int(table[s, h])) for s, h in zip(*np.nonzero(table), strict=True)
        }  # fmt: skip


def profile_of_array(options: tuple[str, ...], orders: NDArray[Any], weights: Sequence[Exact] | None = None) -> Profile:
    """See :meth:`Profile.from_array`."""
    size = len(options)
    if orders.ndim != 2 or not np.issubdtype(orders.dtype, np.integer):
        raise TypeError("orders must be a whole-number array of two dimensions")
    columns = np.ascontiguousarray(orders.T)
    if columns.size and (int(columns.max()) >= size or int(columns.min()) < -1):
        columns = np.where((columns < -1) | (columns >= size), size + 1, columns)
    small = columns.astype(np.uint8 if size <= MOST_OPTIONS else np.uint16)
    small[columns == -1] = size
    return profile_of_columns(options, small, weights)


def profile_of_rows(
    options: tuple[str, ...], rows: Sequence[Sequence[str]], weights: Sequence[Exact] | None = None
) -> Profile:
    """See :meth:`Profile.from_rows`."""
    if len(options) > MOST_OPTIONS:
        pairs = zip(rows, weights or [1] * len(rows), strict=True)
        return Profile.grouped(options, ((tuple((key,) for key in row), weight) for row, weight in pairs))
    number = _Numbers({option: i for i, option in enumerate(options)})
    lengths = np.fromiter(map(len, rows), np.intp, len(rows))
    flat = np.frombuffer(bytes(map(number.__getitem__, chain.from_iterable(rows))), np.uint8)
    return profile_of_columns(options, in_columns(flat, lengths, len(options)), weights)


def profile_of_columns(options: tuple[str, ...], columns: NDArray[Any], weights: Sequence[Exact] | None) -> Profile:
    """The profile of (places, ballots) option numbers: as many as there are options for nothing, more for unknown ones.

    More options, or heavier weights, than columns hold are counted the slow way.
    """
    whole, unit = _whole(weights)
    if len(options) > MOST_OPTIONS or (weights is not None and whole is None):
        return _spelled_out(options, columns.T, weights)
    return _checked(options, columns, whole, unit)


class _Numbers(dict[str, int]):
    """Numbers of options; what is none has a number beyond them."""

    def __missing__(self, key: str) -> int:
        return len(self) + 1


def in_columns(flat: Column, lengths: NDArray[np.intp], nothing: int) -> Column:
    """Rows that stand one after another as columns; short rows are filled up."""
    places = int(lengths.max(initial=0))
    if not len(lengths) or int(lengths.min()) == places:
        return np.ascontiguousarray(flat.reshape(len(lengths), places).T)
    orders = np.full((len(lengths), places), nothing, np.uint8)
    orders[np.arange(places) < lengths[:, None]] = flat
    return np.ascontiguousarray(orders.T)


def _checked(options: tuple[str, ...], orders: Column, weights: Whole | None, unit: int) -> Profile:
    """Tell blank and invalid rows from those that count."""
    size, rows = len(options), orders.shape[1]
    lengths, gap = np.full(rows, len(orders), np.uint8), np.zeros(rows, bool)
    for k, column in enumerate(orders):
        ends = column == size
        if ends.any():
            lengths -= ends
            gap |= ends & (orders[k + 1] != size) if k + 1 < len(orders) else False
    unknown = (orders > size).any(axis=0) if orders.size and int(orders.max()) > size else np.zeros(rows, bool)
    twice = np.bitwise_count(_named(orders, size)) != lengths
    wrong = gap | unknown | twice
    invalid: dict[str, Exact] = {}
    if wrong.any():
        total = _weighing(weights, unit)
        faults = {"empty_rank": gap, "unknown_option": unknown & ~gap, "duplicate_option": twice & ~unknown & ~gap}
        invalid = {reason: total(faulty) for reason, faulty in faults.items() if faulty.any()}
        lengths, orders = lengths[~wrong], orders[:, ~wrong]
        weights = None if weights is None else weights[~wrong]
    groups, blank = _split(options, orders, lengths, weights, unit)
    return Profile(options, groups, blank, invalid, rows)


def _named(orders: Column, size: int) -> NDArray[Any]:
    """What each row names, as bits; an option that is named twice leaves one too few."""
    named = np.zeros(orders.shape[1], np.uint32 if size <= 32 else np.uint64)
    bit = np.append(_bits_of(size, named.dtype.type), named.dtype.type(0))  # what is unknown has no bit either
    for column in orders:
        named = named | bit[column]
    return named


def _split(
    options: tuple[str, ...], orders: Column, lengths: NDArray[Any], weights: Whole | None, unit: int
) -> tuple[Columns, Exact]:
    """The rows that name something and weigh something, and the weight of those that name nothing."""
    counts = lengths > 0 if weights is None else (lengths > 0) & (weights != 0)
    if counts.all():
        return Columns(options, orders, weights, unit), 0
    blank = _weighing(weights, unit)(lengths == 0)
    kept = None if weights is None else weights[counts]
    return Columns(options, np.ascontiguousarray(orders[:, counts]), kept, unit), blank


def _weighing(weights: Whole | None, unit: int) -> Any:
    def total(rows: NDArray[np.bool_]) -> Exact:
        weight = int(np.count_nonzero(rows)) if weights is None else int(weights[rows].sum())
        return exact(Fraction(weight, unit))

    return total


def _bits_of(size: int, kind: Any) -> NDArray[Any]:
    """The bit of each option, none for what is no option."""
    return np.array([*(1 << i for i in range(size)), 0], kind)


def _whole(weights: Sequence[Exact] | None) -> tuple[Whole | None, int]:
    """Weights in whole units, and how many units make 1; None where they are too large to be added up so."""
    if weights is None:
        return None, 1
    distinct = set(weights)
    unit = lcm(*(Fraction(weight).denominator for weight in distinct))
    units = {weight: int(weight * unit) for weight in distinct}
    if max(units.values(), default=0) * max(len(weights), 1) >= MOST_WEIGHT:
        return None, 1
    return np.fromiter(map(units.__getitem__, weights), np.int64, len(weights)), unit


def _spelled_out(options: tuple[str, ...], orders: NDArray[Any], weights: Sequence[Exact] | None) -> Profile:
    """One ranking after another."""
    ranks = [*((option,) for option in options), ()]

    def ranking(row: list[int]) -> Ranking:
        while row and row[-1] == len(options):
            row.pop()
        return tuple(ranks[o] if o < len(ranks) else ("",) for o in row)  # no option has an empty name

    pairs = zip(map(ranking, orders.tolist()), weights or [1] * len(orders), strict=True)
    return Profile.grouped(options, pairs)
