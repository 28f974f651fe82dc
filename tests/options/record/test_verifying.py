"""Checking a record: what was written holds, and whatever is changed is found and named."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planning.actions import options, rounds
from planning.options.record.packing import packed
from planning.options.record.retally import program
from planning.options.record.verifying import Opened, first_fault
from planning.options.round import METHODS_OF_ROUNDS
from planning.settings import Settings
from planning.store import journal
from planning.web.house import House, open_house
from tests.makers import NOON, Clock
from tests.recorded import LIVELY, closed, files_of, forged, record_of, voted

WHOLE = [((("a",),), 9), ((("b",),), 7), ((("c",),), 5)]


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    """A full record and a public one with its ballots, of one round."""
    house = open_house(Settings(data_dir=Path(tmp_path_factory.mktemp("house"))), Clock())
    poll = closed(house, WHOLE, provable=True)
    found = record_of(poll), record_of(poll, public=True)
    house.database.close()
    return found


def fault(data: bytes, *heads: str) -> str | None:
    """The code of the first thing that is wrong."""
    problem = first_fault(data, heads)[1]
    return problem.code if problem else None


@pytest.mark.parametrize("tie", ["stands", "earlier", "seed:玉兰", "order:c>a>b"])
@pytest.mark.parametrize("method", METHODS_OF_ROUNDS)
def test_what_was_written_holds(house: House, method: str, tie: str):
    """Both kinds, by every method that a round may announce, under every tie rule."""
    tied = [((("a",), ("b",)), 6), ((("b",), ("a",)), 6), ((("c",), ("a",)), 6)]
    poll = closed(house, tied, method=method, tie=tie)
    for public in (False, True):
        record, problem = first_fault(record_of(poll, public=public))
        assert problem is None, str(problem)
        assert record is not None
        assert "retally.py" in record.files


def test_a_round_closed_by_staff_and_one_with_few_ballots_hold_too(house: House):
    """Closed early, extended before; four ballots in public."""
    poll = closed(house, [((("b",),), 4)])
    assert fault(record_of(poll, public=True)) is None
    other = closed(house, LIVELY)
    assert fault(record_of(other)) is None
    assert fault(record_of(other, public=True)) is None


def test_a_round_with_everything_that_may_happen_to_it_holds(house: House, clock: Clock):
    """Extended, an option withdrawn, closed early, and words of the log erased."""
    poll = voted(house, LIVELY)
    longer = clock() + rounds.LAST_EXTENSION * 600
    poll.act(rounds.extend_round, round_id=poll.round_id, closes=longer, reason="Rain.")
    poll.act(options.withdraw_option, option_id=poll.view.wares[1].option.id, reason="None to be had.")
    poll.act(rounds.close_round, round_id=poll.round_id, reason="Everybody has voted.")
    for public in (False, True):
        assert fault(record_of(poll, public=public)) is None
    with house.database.writing() as session:
        journal.erase(session, range(1, 5), NOON)
    assert fault(record_of(poll)) is None


def test_a_printed_hash_must_be_one_of_the_record(records: tuple[bytes, bytes]):
    """Whoever makes a whole record anew is found by what was printed: the definition, the log at opening, at closing."""
    said = json.loads(files_of(records[0])["record.json"])
    own = (said["definition_hash"], said["log_at_opening"]["hash"], said["log_at_closing"]["hash"])
    assert fault(records[0], *own) is None
    assert fault(records[0], *own, "ab" * 32) == "other_head"


@given(where=st.integers(min_value=0), by=st.integers(1, 255), public=st.booleans())
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_one_altered_byte_anywhere_is_found(records: tuple[bytes, bytes], where: int, by: int, *, public: bool):
    """In any file, any name, any header of the archive."""
    altered = bytearray(records[public])
    altered[where % len(altered)] ^= by
    assert fault(bytes(altered)) in {"no_record", "packed_anew"}


def test_one_byte_in_each_region_of_the_archive_is_found(records: tuple[bytes, bytes]):
    """Every thirteenth byte of a whole record, one after another."""
    data = records[0]
    for where in range(0, len(data), 13):
        altered = bytearray(data)
        altered[where] ^= 1
        assert fault(bytes(altered)) is not None, where


@pytest.mark.parametrize("end", [1, 22, 1000])
def test_a_record_that_was_cut_or_added_to_is_found(records: tuple[bytes, bytes], end: int):
    """A download that broke off; something behind the end."""
    assert fault(records[0][:-end]) is not None
    assert fault(records[0] + b"x" * end) is not None
    assert fault(b"") == "no_record"
    assert fault(b"not a zip at all") == "no_record"


@given(where=st.integers(min_value=0), by=st.integers(1, 255))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_one_byte_in_a_file_packed_anew_is_named_by_its_file(records: tuple[bytes, bytes], where: int, by: int):
    """Who unpacks, changes a byte and packs again in our way, and leaves the sums as they are."""
    files = files_of(records[0])
    name = sorted(files)[where % len(files)]
    content = bytearray(files[name])
    content[where // len(files) % len(content)] ^= by
    problem = first_fault(packed(files | {name: bytes(content)}))[1]
    assert problem is not None
    assert (problem.code, name == "SHA256SUMS" or problem.params["file"] == name) == ("file_changed", True)


def changed(name: str, change: Callable[[Any], Any]) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    """A forgery: a JSON file with something else in it."""

    def forge(files: dict[str, bytes]) -> dict[str, bytes]:
        said = json.loads(files[f"{name}.json"])
        change(said)
        return {f"{name}.json": json.dumps(said, ensure_ascii=False).encode()}

    return forge


def replaced(name: str, old: str, new: str) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    """A forgery: a text file with other words."""
    return lambda files: {name: files[name].replace(old.encode(), new.encode(), 1)}


def other_ballots(files: dict[str, bytes]) -> dict[str, bytes]:
    """A row altered, and the result counted anew by somebody who knows how."""
    said = json.loads(files["result.json"])
    return replaced("ballots.csv", "1,b\n", "1,a\n")(files) | {"result.json": json.dumps(said).encode()}


FORGERIES: list[tuple[str, Callable[[dict[str, bytes]], dict[str, bytes]]]] = [
    ("ballots_differ", other_ballots),
    ("ballots_differ", replaced("ballots.csv", "1,a\n", "")),
    ("ballots_differ", replaced("ballots.csv", "1,a\n", "2,a\n")),
    ("ballots_differ", changed("record", lambda r: r.update(ballots=20))),
    ("definition_differs", replaced("definition.json", "Camphor", "Privet!")),
    ("definition_differs", changed("record", lambda r: r.update(definition_hash="ab" * 32))),
    ("definition_differs", changed("record", lambda r: r.update(round="another"))),
    ("commitments_differ", lambda files: {"commitments.csv": files["commitments.csv"].rsplit(b"\n", 2)[0] + b"\n"}),
    ("roll_differs", changed("roll", lambda r: r.update(enrolled=400))),
    ("roll_differs", changed("roll", lambda r: r.update(roll_hash="ab" * 32))),
    ("withdrawals_differ", changed("record", lambda r: r.update(withdrawn=["c"]))),
    ("log_head_differs", changed("record", lambda r: r["log_at_closing"].update(hash="ab" * 32))),
    ("log_head_differs", changed("record", lambda r: r["log_at_opening"].update(seq=1))),
    ("log_head_differs", changed("record", lambda r: r.update(log_at_opening=None))),
    ("log_cut", changed("log", lambda log: log["links"].pop())),
    ("log_gap", changed("log", lambda log: log["links"].pop(2))),
    ("log_changed", changed("log", lambda log: log["links"][0]["content"].update(member_id="another"))),
    ("log_changed", changed("log", lambda log: log["links"][3].update(hash="ab" * 32))),
    ("log_changed", changed("log", lambda log: log["links"][3].update(content_hash="ab" * 32))),
    ("log_text_changed", changed("log", lambda log: log["links"][-1]["texts"]["after"].update(text="{}"))),
    ("log_text_changed", changed("log", lambda log: log["links"][-1]["texts"].pop("after"))),
    ("result_differs", changed("result", lambda r: r.update(winners=["b"]))),
    ("result_differs", changed("result", lambda r: r["pairwise"]["matrix"][0].__setitem__(1, 1))),
    ("result_differs", changed("result", lambda r: r["stages"][0]["tallies"].update(a=10))),
    ("result_differs", changed("result", lambda r: r["ranking"].reverse())),
    ("other_program", replaced("retally.py", "return 1 if differing else 0", "return 0")),
    ("files_differ", lambda _: {"extra.txt": b"x"}),
    ("unknown_format", changed("record", lambda r: r.update(format_version=2))),
    ("malformed", changed("record", lambda r: r.pop("kind"))),
    ("malformed", changed("log", lambda log: log.pop("start"))),
    ("malformed", lambda _: {"result.json": b"[1"}),
    ("malformed", lambda _: {"log.json": b"[]"}),
    ("malformed", lambda _: {"roll.json": b"[" * 100_000}),
]  # fmt: skip


@pytest.mark.parametrize(("code", "forge"), FORGERIES, ids=[f"{i}-{code}" for i, (code, _) in enumerate(FORGERIES)])
def test_a_forgery_with_new_sums_is_found_and_named(
    records: tuple[bytes, bytes], code: str, forge: Callable[[dict[str, bytes]], dict[str, bytes]]
):
    """Whoever knows how records are made and makes the sums anew: the parts no longer fit each other."""
    assert fault(forged(records[0], forge(files_of(records[0])))) == code


@pytest.mark.parametrize(
    ("code", "forge"),
    [
        ("tells_too_much", replaced("ballots.csv", "1,a\n1,b\n", "1,a>b\n1,b\n")),
        ("result_differs", replaced("ballots.csv", "1,a\n1,b\n", "1,b\n1,b\n")),
        ("ballots_differ", replaced("ballots.csv", "1,a\n", "1,a\n1,a\n")),
        ("ballots_differ", replaced("ballots.csv", "1,a\n1,b\n", "1,b\n1,a\n")),
    ],
)
def test_a_public_record_is_held_to_the_rule(
    records: tuple[bytes, bytes], code: str, forge: Callable[[dict[str, bytes]], dict[str, bytes]]
):
    """One that shows a rare ranking, or ballots that give another result."""
    assert fault(forged(records[1], forge(files_of(records[1])))) == code


def test_a_public_record_of_few_ballots_must_not_tell_figures(house: House):
    """Nor ballots."""
    few = record_of(closed(house, [((("b",),), 9)]), public=True)
    result = json.loads(files_of(few)["result.json"]) | {"counted": 9}
    assert fault(few) is None
    assert fault(forged(few, {"result.json": json.dumps(result).encode()})) == "tells_too_much"
    rows = b"weight,ranking\n" + b"1,b\n" * 9
    assert fault(forged(few, {"ballots.csv": rows, "retally.py": program("stages").encode()})) == "tells_too_much"


def test_a_record_whose_names_lead_elsewhere_is_not_opened(records: tuple[bytes, bytes]):
    """A file ../x is no file of a record."""
    assert fault(packed(files_of(records[0]) | {"../x": b"x"})) == "packed_anew"


def test_what_is_opened_says_what_it_is(records: tuple[bytes, bytes]):
    """Full and public."""
    found = [first_fault(data)[0] for data in records]
    assert [record.is_full for record in found if isinstance(record, Opened)] == [True, False]
