"""How many ballots must change until some option is preferred to every other one, where none is."""

from __future__ import annotations

import numpy as np

from planning.options.sensitivity.cast import Array, Cast


def to_elect(cast: Cast, prefer: Array) -> tuple[int, int | None]:
    """At least and at most so many units; None where no way was found.

    At least: each single comparison must be won, and a changed ballot moves it by 2, or by 1 where it said nothing. At
    most: ballots are changed that put most of the options still ahead before the one that is to win.
    """
    size = len(prefer)
    found = [_for(cast, prefer, i) for i in range(size)]
    at_most = [most for _, most in found if most is not None]
    return min(least for least, _ in found), min(at_most, default=None)


def _for(cast: Cast, prefer: Array, option: int) -> tuple[int, int | None]:
    others = [j for j in range(len(prefer)) if j != option]
    behind = np.array([int(prefer[j, option] - prefer[option, j]) + 1 for j in others], prefer.dtype)
    at_least = max(_alone(int(need), int(prefer[j, option])) for need, j in zip(behind, others, strict=True))
    gain = np.stack([1 + _says(cast, j, option) for j in others], axis=1)
    # ballots that say the same of the option are one row; what they say is packed into one number where it fits
    packed = gain @ 3 ** np.arange(len(others)) if len(others) < 40 else gain
    _, at, back = np.unique(packed, axis=0, return_index=True, return_inverse=True)
    gain, units = gain[at], np.zeros(len(at), cast.units.dtype)
    np.add.at(units, back, cast.units)
    changed = 0
    while (behind > 0).any():
        use = (gain * (behind > 0)).sum(axis=1) * (units > 0)
        row = int(np.argmax(use))
        if not use[row]:
            return at_least, None
        needed = [-(-int(need) // int(by)) for need, by in zip(behind, gain[row], strict=True) if need > 0 and by > 0]
        times = min(int(units[row]), *needed)
        units[row] -= times
        changed += times
        behind = behind - gain[row] * times
    return at_least, changed


def _says(cast: Cast, other: int, option: int) -> Array:
    """1 where a ballot prefers the other one, -1 where it prefers the option, 0 where neither."""
    return cast.prefers(other, option).astype(np.int64) - cast.prefers(option, other)


def _alone(need: int, against: int) -> int:
    """Fewest changes that make up for a deficit: 2 each from ballots that are against, 1 from those that say nothing."""
    if need <= 0:
        return 0
    return -(-need // 2) if 2 * against >= need else against + (need - 2 * against)
