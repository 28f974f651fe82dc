"""The record of a round: what is in it, for whom, and that it is the same every time."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

import pytest

from planning.actions import options
from planning.actions.closing import settle_closed
from planning.chain import digest
from planning.errors import Refusals
from planning.options.record.tables import written
from planning.people import Role
from planning.queries.records import full_record, public_record
from planning.queries.results import results_view
from planning.web.house import House
from tests.makers import staff, visitor
from tests.recorded import LIVELY, closed, files_of, record_of, voted
from tests.rounds import BOARD

ONE_RANK = [((("a",),), 9), ((("b",),), 7), ((("c",),), 5)]
RARE = [((("a",), ("b",), ("c",)), 9), ((("b",), ("a",)), 7), ((("c",), ("b",)), 5), ((("c",), ("a",), ("b",)), 1)]
LONG = [
    ((("a",), ("b",), ("c",), ("d",), ("e",)), 6), ((("a",), ("b",), ("c",), ("d",)), 4), ((("b",),), 5),
]  # fmt: skip


def manifest(data: bytes, name: str = "record") -> dict[str, Any]:
    """A JSON file of a record."""
    found: dict[str, Any] = json.loads(files_of(data)[f"{name}.json"])
    return found


def not_carried(data: bytes) -> set[str]:
    """Checks that a record says it cannot carry."""
    return {check["name"] for check in manifest(data)["checks"] if not check["carried"]}


def test_the_full_record_has_every_ballot_and_no_person(house: House):
    """Each ballot in a row of its own, as it was cast; no code, no phone, no id of a ballot."""
    poll = closed(house)
    data = record_of(poll)
    files = files_of(data)
    rows = files["ballots.csv"].decode().splitlines()[1:]
    assert sorted(rows) == sorted(f"1,{written(ranking)}" for ranking, n in LIVELY for _ in range(n))
    with house.database.reading() as session:
        connection = session.connection()
        secrets = [
            value
            for sql in (
                "SELECT hash FROM codes",
                "SELECT id FROM codes",
                "SELECT client_hash FROM receipts",
                "SELECT id FROM ballots",
            )
            for value in connection.exec_driver_sql(sql).scalars()
        ]
    assert len(secrets) == 4 * 24
    assert [secret for secret in secrets if secret.encode() in data] == []


def test_the_definition_is_what_was_announced_to_the_letter(house: House):
    """Its hash is the one that was shown at opening, that stands in the log and on the report."""
    poll = closed(house)
    files = files_of(record_of(poll))
    assert digest(files["definition.json"].decode()) == poll.view.round.definition_hash
    assert manifest(record_of(poll))["definition_hash"] == poll.view.round.definition_hash
    view = results_view(house.database, visitor(), house.clock(), round_id=poll.round_id)
    assert view.heads.opening is not None
    assert view.heads.closing is not None
    assert manifest(record_of(poll))["log_at_opening"]["hash"] == view.heads.opening.hash
    assert manifest(record_of(poll))["log_at_closing"]["hash"] == view.heads.closing.hash


def test_the_same_round_gives_the_same_bytes(house: House):
    """Whenever it is asked for."""
    poll = closed(house)
    first, first_public = record_of(poll), record_of(poll, public=True)
    house.clock.forward(days=300)  # type: ignore[attr-defined]
    assert (record_of(poll), record_of(poll, public=True)) == (first, first_public)


def test_the_sums_are_those_that_sha256sum_checks(house: House):
    """One line for each other file, sorted by name."""
    files = files_of(record_of(closed(house)))
    lines = files.pop("SHA256SUMS").decode().splitlines()
    assert lines == [f"{sha256(files[name]).hexdigest()}  {name}" for name in sorted(files)]


def test_the_full_record_is_for_the_board(house: House):
    """Nobody else, and nobody before closing."""
    poll = voted(house)
    with pytest.raises(Refusals) as refused:
        full_record(house.database, BOARD, house.clock(), round_id=poll.round_id)
    assert refused.value.code == "not_closed"
    house.clock.forward(hours=2)  # type: ignore[attr-defined]
    with pytest.raises(Refusals) as refused:
        full_record(house.database, BOARD, house.clock(), round_id=poll.round_id)
    assert refused.value.code == "not_settled"
    for by in (visitor(), staff(Role.PLANNER), staff(Role.MODERATOR), staff(Role.BOARD, "elsewhere")):
        with pytest.raises(Refusals) as refused:
            full_record(house.database, by, house.clock(), round_id=poll.round_id)
        assert refused.value.code == "not_allowed"


def test_four_ballots_are_in_no_record(house: House):
    """They would tell who voted how: the board gets none, and everybody the result."""
    poll = closed(house, [((("a",),), 4)])
    with pytest.raises(Refusals) as refused:
        full_record(house.database, BOARD, house.clock(), round_id=poll.round_id)
    assert refused.value.code == "few_ballots"
    assert manifest(record_of(poll, public=True), "result") == {"method": "irv", "winners": ["a"]}


@pytest.mark.parametrize(
    ("rankings", "trees", "shown", "missing"),
    [
        (ONE_RANK, "abc", "ballots.csv", {"ballots"}),
        (LIVELY, "abc", None, {"ballots", "recount"}),
        (RARE, "abc", None, {"ballots", "recount"}),
        (LONG, "abcde", "ballots_cut.csv", {"ballots", "recount"}),
        ([((("a",),), 9)], "abc", None, {"ballots", "recount"}),
    ],
    ids=["whole", "a rare blank one", "a rare ranking", "cut after four ranks", "nine ballots"],
)
def test_the_public_record_obeys_the_publication_rule(
    house: House, rankings: Any, trees: str, shown: str | None, missing: set[str]
):
    """Rankings only while each occurs five times after cutting; fewer than ten ballots: the result alone."""
    data = record_of(closed(house, rankings, trees=tuple(trees)), public=True)
    files = files_of(data)
    assert [name for name in files if name.startswith("ballots")] == ([shown] if shown else [])
    assert not_carried(data) == missing
    assert ("retally.py" in files) is (shown == "ballots.csv")
    assert ("pairwise" in manifest(data, "result")) is (sum(n for _, n in rankings) >= 10)
    assert manifest(data)["ballots_salt"] == ""
    if shown == "ballots_cut.csv":
        assert set(files[shown].decode().splitlines()[1:]) == {"1,a>b>c>d", "1,b"}


def test_weights_are_never_beside_rankings_in_public(house: House):
    """A floor area is as good as a name: the public record has sums only."""
    poll = voted(house, ONE_RANK)
    with house.database.writing() as session:
        session.connection().exec_driver_sql(
            "UPDATE ballots SET weight = '8753/100' WHERE id = (SELECT min(id) FROM ballots)"
        )
    house.clock.forward(hours=2)  # type: ignore[attr-defined]
    settle_closed(house.database, house.clock())
    public, full = record_of(poll, public=True), record_of(poll)
    assert [name for name in files_of(public) if name.startswith("ballots")] == []
    assert b"floor areas" in files_of(public)["readme.en.txt"]
    assert "8753/100" in files_of(full)["ballots.csv"].decode()


def test_the_public_log_tells_what_everybody_may_read(house: House):
    """Opening, extending, withdrawing, closing in words; codes and preparation as hashes that keep the chain whole."""
    poll = closed(house)
    links = manifest(record_of(poll, public=True), "log")["links"]
    acts = [link["content"]["act"] for link in links if "content" in link]
    assert acts == ["open_round", "settle_round"]
    assert len(links) == 7  # the round, three options, codes, opening, closing
    everything = manifest(record_of(poll), "log")["links"]
    assert [link["content"]["act"] for link in everything][:1] == ["create_round"]
    assert [link["hash"] for link in everything] == [link["hash"] for link in links]


def test_withdrawn_options_are_named_and_struck(house: House):
    """The ballots stay as they were cast; the result is without the option."""
    poll = voted(house, LIVELY)
    poll.act(options.withdraw_option, option_id=poll.view.wares[2].option.id, reason="The nursery has none.")
    house.clock.forward(hours=2)  # type: ignore[attr-defined]
    settle_closed(house.database, house.clock())
    data = record_of(poll)
    assert manifest(data)["withdrawn"] == ["c"]
    assert b"c>b" in files_of(data)["ballots.csv"]
    assert manifest(data, "result")["pairwise"]["options"] == ["a", "b"]
    assert manifest(data, "result")["invalid"] == 1


def test_rules_and_promises_stand_in_both_languages(house: House):
    """In words, beside the figures."""
    files = files_of(record_of(closed(house, provable=True)))
    assert "排序复选制" in files["rules.zh.txt"].decode()
    assert "instant runoff" in files["rules.en.txt"].decode()
    assert "binding public election" in files["promises.en.txt"].decode()
    assert "Not promised" in files["promises.en.txt"].decode()
    assert "secret number" in files["promises.en.txt"].decode()
    assert not any(0x4E00 <= ord(sign) <= 0x9FFF for sign in files["promises.en.txt"].decode())


def test_nothing_of_a_public_record_depends_on_who_asks(house: House):
    """Board and visitors get the same bytes."""
    poll = closed(house)
    asked = [public_record(house.database, by, house.clock(), round_id=poll.round_id) for by in (BOARD, visitor())]
    assert asked[0] == asked[1]
