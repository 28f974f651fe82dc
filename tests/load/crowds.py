"""Crowds of phones: spread over a minute, all at one moment, or a few that never stop."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Mapping, Sequence

from planning.web import voter
from planning.web.door import VOTER_COOKIE
from tests.load.phone import Log, Phone
from tests.rounds import Poll

RANKINGS: tuple[list[list[str]], ...] = ([["a"], ["b"], ["c"]], [["b"], ["a"]], [["c"], ["a"], ["b"]], [["a"]], [])


def phones(poll: Poll, address: str, numbers: Sequence[int], log: Log, ids: Mapping[str, str]) -> list[Phone]:
    """A phone for each of these codes; ``ids``: of the codes, by what is typed."""
    version = poll.version
    return [
        Phone(address, poll.round_id, version, poll.codes[n], ids[poll.codes[n]], log, RANKINGS[n % len(RANKINGS)])
        for n in numbers
    ]


def entered(poll: Poll, crowd: Sequence[Phone]) -> None:
    """As if each had entered its code: the cookie is made with the house's own key, so that casts alone are measured."""
    for phone in crowd:
        phone.line.cookies[VOTER_COOKIE] = voter.sealed(poll.house, phone.code_id)


async def spread(crowd: Sequence[Phone], within_s: float, chance: random.Random) -> None:
    """Each visits once, at a random moment."""

    async def one(phone: Phone, at: float) -> None:
        await asyncio.sleep(at)
        await phone.visit()

    await asyncio.gather(*(one(phone, chance.uniform(0, within_s)) for phone in crowd))


async def at_once(crowd: Sequence[Phone]) -> float:
    """All connected, then all send in the same moment; seconds until the last one is acknowledged."""
    for phone in crowd:
        await phone.line.open()
    begun = time.perf_counter()
    await asyncio.gather(*(phone.cast() for phone in crowd))
    took = time.perf_counter() - begun
    for phone in crowd:
        await phone.line.hang_up()
    return took


async def steady(crowd: Sequence[Phone], lines: int) -> float:
    """So many connections, each sending the next ballot as soon as its last one is acknowledged; seconds for all."""
    left = list(crowd)

    async def one() -> None:
        line = None
        while left:
            phone = left.pop()
            if line is not None:  # the next voter behind the same connection
                line.cookies = phone.line.cookies
                phone.line = line
            line = phone.line
            await phone.cast()
        if line is not None:
            await line.hang_up()

    begun = time.perf_counter()
    await asyncio.gather(*(one() for _ in range(lines)))
    return time.perf_counter() - begun
