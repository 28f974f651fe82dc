"""What a group reads at once and writes at once: nothing of a refused part, nothing twice, all by themselves where it fails."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from planning import store
from planning.errors import Refusal
from planning.options.electorate import Code
from planning.site import Community, new_id
from planning.store import Session, ballots
from planning.store.crowd import SEEN
from planning.web.house import House
from planning.wording import Words
from tests.makers import NOON
from tests.rounds import opened
from tests.store.test_crowd import MANY, Work, commits, gathering, kept, refuse, together


def putting_off(id_: str, then: Callable[[Session], object] = lambda _: None) -> Work:
    """Work whose new row waits for those of the others."""

    def work(session: Session) -> str:
        made = store.add_later(session, Community(id_, Words("玉兰巷"), created_at=NOON))
        then(session)
        return made.id

    return work


def test_rows_that_were_put_off_go_in_together_without_those_of_the_refused(
    house: House, monkeypatch: pytest.MonkeyPatch
):
    """Eight put a row off, two are refused: six rows, one commit."""
    ids = [new_id() for _ in range(MANY)]
    works = [putting_off(id_, refuse if at in {2, 5} else lambda _: None) for at, id_ in enumerate(ids)]
    with commits(house) as counted, gathering(monkeypatch, MANY):
        said = together(house, works)
    assert [getattr(one, "code", None) == "code_spent" for one in said] == [at in {2, 5} for at in range(MANY)]
    assert kept(house) == sorted(id_ for at, id_ in enumerate(ids) if at not in {2, 5})
    assert len(counted) == 1


def test_a_row_that_cannot_go_in_breaks_the_group_and_nobody_in_it(house: House, monkeypatch: pytest.MonkeyPatch):
    """One puts off a row that is there already: the others are kept, each by itself."""
    there = house.database.write(putting_off(new_id()))
    ids = [there if at == 4 else new_id() for at in range(MANY)]
    with gathering(monkeypatch, MANY):
        said = together(house, [putting_off(id_) for id_ in ids])
    assert isinstance(said[4], Exception)
    assert [one for one in said if isinstance(one, str)] == [id_ for id_ in ids if id_ != there]
    assert kept(house) == sorted(ids)


def test_a_code_that_is_spent_meanwhile_is_refused_and_the_others_are_kept(
    house: House, monkeypatch: pytest.MonkeyPatch
):
    """Two parts of a group put off to spend the same code, unseen by each other: one is told no, once it is by itself."""
    poll = opened(house, count=MANY)
    with house.database.reading() as session:
        codes = store.find(session, Code, round_id=poll.round_id)

    def spending(code: Code) -> Work:
        def work(session: Session) -> str:
            if not ballots.spend(session, code, new_id(), NOON):
                raise Refusal("code_spent", "spent")
            return code.id

        return work

    with gathering(monkeypatch, MANY + 1):
        said = together(house, [spending(code) for code in (*codes, codes[0])])
    assert sorted(str(getattr(one, "code", "")) for one in said) == [""] * MANY + ["code_spent"]
    with house.database.reading() as session:
        assert all(code.spent_at for code in store.find(session, Code, round_id=poll.round_id))


def test_what_parts_will_ask_for_is_read_once(house: House, monkeypatch: pytest.MonkeyPatch):
    """Eight say what they will look for; one reading serves them all, and each finds its own."""
    read: list[list[Any]] = []

    def ahead(session: Session, asked: Sequence[Mapping[str, Any]]) -> None:
        read.append([one["id"] for one in asked])
        session.info[SEEN] |= {one["id"]: f"read {one['id']}" for one in asked}

    def one(id_: str) -> str:
        return house.database.write_together(
            lambda session: str(session.info[SEEN].get(id_, "not read")), place="round", ahead=ahead, asked={"id": id_}
        )

    with gathering(monkeypatch, MANY), ThreadPoolExecutor(MANY) as pool:
        said = list(pool.map(one, [str(n) for n in range(MANY)]))
    assert said == [f"read {n}" for n in range(MANY)]
    assert [sorted(ids) for ids in read] == [[str(n) for n in range(MANY)]]


def test_in_one_group_the_first_ballot_of_a_code_is_final_and_told_again(house: House, monkeypatch: pytest.MonkeyPatch):
    """The same send twice is one ballot with one receipt; another phone with the same code is refused; all in one commit."""
    poll = opened(house, count=2)
    codes, version, same = [poll.code_id(0), poll.code_id(1)], poll.version, new_id()
    sends = [(0, same, "a"), (0, same, "a"), (0, new_id(), "b"), (1, new_id(), "c")]

    def one(send: tuple[int, str, str]) -> str:
        number, client_id, first = send
        try:
            return poll.cast(number, [[first]], code_id=codes[number], client_id=client_id, version=version).receipt
        except Refusal as refused:
            return refused.code

    with commits(house) as counted, gathering(monkeypatch, len(sends)), ThreadPoolExecutor(len(sends)) as pool:
        said = list(pool.map(one, sends))
    assert len(counted) == 1
    assert said[0] == said[1]
    assert {said[0], said[2]} > {"code_spent"}  # whichever phone came first
    assert said[3] not in {said[0], said[2]}
    with house.database.reading() as session:
        assert ballots.received(session, poll.round_id) == 2
