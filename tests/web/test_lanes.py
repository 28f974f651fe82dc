"""Requests of a crowd have a lane of their own with a bounded row."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import anyio
import pytest
from starlette.testclient import TestClient

from planning import addresses
from planning.errors import Refusal
from planning.store.crowd import Crowd
from planning.web import lanes
from planning.web.house import House
from tests.rounds import opened
from tests.web.test_voting import enter, in_box


def test_a_full_lane_says_when_to_come_again_and_pages_go_on(
    house: House, client: TestClient, monkeypatch: pytest.MonkeyPatch
):
    """With one thread in the lane and one place in its row the third ballot is 503 at once; none of them is lost."""
    monkeypatch.setattr(lanes, "AT_ONCE", 1)
    monkeypatch.setattr(lanes, "MOST_WAITING", 1)
    poll = opened(house, count=3)
    going, join = threading.Event(), Crowd.join

    def waiting(self: Crowd, *arguments: object) -> object:
        going.wait(120)  # a machine that halts for some seconds lets nobody through
        return join(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Crowd, "join", waiting)
    cookies, version = [], poll.version
    for code in poll.codes:
        enter(client, code)
        cookies.append(dict(client.cookies))
    client.cookies.clear()

    def send(number: int) -> tuple[int, str | None]:
        client_id, headers = f"phone-000{number}", {"cookie": "; ".join(f"{k}={v}" for k, v in cookies[number].items())}
        path = addresses.to(addresses.VOTE_BALLOT, round=poll.round_id, client_id=client_id)
        said = client.put(path, json={"version": version, "ranking": [["a"]]}, headers=headers)
        return said.status_code, said.headers.get("retry-after")

    with ThreadPoolExecutor(3) as pool:
        sent = [pool.submit(send, number) for number in range(3)]
        while not any(one.done() for one in sent):
            time.sleep(0.01)
        try:
            assert [one.result() for one in sent if one.done()] == [(503, "2")]
            assert client.get(addresses.HEALTH).status_code == 200
            assert in_box(poll) == 0
        finally:
            going.set()
        said = [one.result() for one in sent]
    assert sorted(status for status, _ in said) == [201, 201, 503]
    late = next(number for number, (status, _) in enumerate(said) if status == 503)
    assert send(late) == (201, None)
    assert in_box(poll) == 3


@pytest.mark.parametrize("crowded", [True, False])
def test_requests_of_one_turn_of_the_loop_do_not_all_find_the_row_empty(monkeypatch: pytest.MonkeyPatch, crowded: bool):
    """One works, one waits, the other eight are refused, though all ten start before any of them has reached its lane."""
    monkeypatch.setattr(lanes, "AT_ONCE", 1)
    monkeypatch.setattr(lanes, "MOST_WAITING", 1)
    monkeypatch.setattr(lanes, "MOST_HEAVY", 1)
    going, said = threading.Event(), list[str]()
    work = partial(going.wait, 20)

    async def one() -> None:
        try:
            await (lanes.in_lane(work) if crowded else lanes.one_by_one("sheets", work))
        except Refusal as refused:
            said.append(refused.code)
            if len(said) == 8:
                going.set()
        else:
            said.append("done")

    async def ten() -> None:
        async with anyio.create_task_group() as together:
            for _ in range(10):
                together.start_soon(one)

    with ThreadPoolExecutor(1) as thread:  # a browser of earlier tests has left a loop in this one
        thread.submit(anyio.run, ten).result()
    assert said == ["database_busy"] * 8 + ["done"] * 2
