"""A voter's phone: enters a code, fetches the round, sends its ballot until it is acknowledged, and writes down what it heard."""

from __future__ import annotations

import asyncio
import json
import random
import time
from dataclasses import dataclass, field

from planning import addresses
from planning.site import new_id
from tests.history import Told, Try
from tests.load.http import Answer, Line

PAUSES_S = (0.2, 0.5, 1.0, 2.0, 4.0, 8.0, 8.0, 8.0)
"""Growing pauses before each further try, as the light page's script makes them; a random half is added."""
LATER = {429, 502, 503, 504}
"""Statuses that say: not now."""
NOT_DONE = {"too_many", "database_busy"}
"""The server's own word that nothing was done. Another fault, or a proxy's, leaves open whether it was."""

BALLOT = b'id="ballot-head"'
"""What the page of a round has once the code was taken."""


@dataclass(slots=True)
class Log:
    """What all phones of a run heard: tries of ballots, seconds by kind of request, requests that failed."""

    tries: list[Try] = field(default_factory=list)
    seconds: dict[str, list[float]] = field(default_factory=dict)
    requests: int = 0
    failed: int = 0

    def took(self, what: str, begun: float) -> None:
        """Write down how long a request took, from ``time.perf_counter``."""
        self.seconds.setdefault(what, []).append(time.perf_counter() - begun)


@dataclass(slots=True)
class Phone:
    """One phone with one code (``code_id``: by which the code is known in the tables)."""

    address: str
    round_id: str
    version: int
    code: str
    code_id: str
    log: Log
    ranking: list[list[str]]
    client_id: str = field(default_factory=new_id)
    line: Line = field(init=False)

    def __post_init__(self) -> None:
        """Its connection."""
        self.line = Line(self.address)

    async def visit(self) -> None:
        """All that a voter does: the enter page, the code, the round, the ballot."""
        await self.enter()
        await self.look()
        await self.cast()
        await self.line.hang_up()

    async def enter(self) -> None:
        """Exchange the code for a cookie; it may be done again."""
        answer = await self._until_answered("enter", "POST", addresses.VOTE_SESSION, {"token": self.code})
        if answer.status != 204:
            raise AssertionError(f"the code was not taken: {answer.status} {answer.body[:200]!r}")

    async def look(self) -> None:
        """Fetch the light page of the round."""
        answer = await self._until_answered("page", "GET", addresses.to(addresses.VOTE_ROUND, round=self.round_id))
        if answer.status != 200 or BALLOT not in answer.body:
            raise AssertionError(f"no ballot on the page: {answer.status}")

    async def cast(self) -> None:
        """Send the ballot until somebody has decided: acknowledged or refused."""
        path = addresses.to(addresses.VOTE_BALLOT, round=self.round_id, client_id=self.client_id)
        await self._until_answered("cast", "PUT", path, {"version": self.version, "ranking": self.ranking})

    async def _until_answered(self, what: str, method: str, path: str, content: object = None) -> Answer:
        body = json.dumps(content).encode() if content is not None else b""
        for pause_s in (*PAUSES_S, None):
            answer = await self._once(what, method, path, body)
            if answer is not None and answer.status not in LATER:
                return answer
            if pause_s is None:
                break
            told = float(answer.headers.get("retry-after", "0")) if answer is not None else 0.0
            await asyncio.sleep(max(pause_s, min(told, 5)) * random.uniform(1, 1.5))
        raise AssertionError(f"{what}: no answer after {len(PAUSES_S) + 1} tries")

    async def _once(self, what: str, method: str, path: str, body: bytes) -> Answer | None:
        """One try, written down; None where no answer came."""
        begun, self.log.requests = time.perf_counter(), self.log.requests + 1
        answer = None
        try:
            answer = await self.line.ask(
                method, path, body, accept="text/html" if method == "GET" else "application/json"
            )
        except ConnectionError:
            self.log.failed += 1
        else:
            self.log.failed += answer.status in LATER
            if answer.status not in LATER:
                self.log.took(what, begun)
        if what == "cast":
            self._heard(answer, body)
        return answer

    def _heard(self, answer: Answer | None, body: bytes) -> None:
        told, receipt = Told.UNKNOWN, ""
        if answer is not None and answer.status in {200, 201}:
            told, receipt = Told.ACKNOWLEDGED, json.loads(answer.body)["receipt"]
        elif answer is not None and (answer.status < 429 or _error_of(answer) in NOT_DONE):
            told = Told.REFUSED
        self.log.tries.append(Try(self.client_id, told, self.code_id, body.decode(), receipt))


def _error_of(answer: Answer) -> str:
    """The code of a refusal; empty for the page of a proxy."""
    try:
        return str(json.loads(answer.body)["error"])
    except (ValueError, KeyError, TypeError):
        return ""
