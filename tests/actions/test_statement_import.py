"""Statements from a table: looked at first, then all of it or nothing; everything that is wrong is said at once."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from planning import store
from planning.actions.statement_import import import_statements
from planning.actions.statements import end_conversation
from planning.errors import Refusals
from planning.people import Role
from planning.queries.statements import SeedsSeen, seeds_preview
from planning.site import new_id
from planning.surveys.statements import MOST_STATEMENTS, Statement
from planning.web.house import House
from planning.wording import Words
from tests.makers import NOON, staff
from tests.talks import SEEDS, Talk, conversation

TABLE = "zh,en\n树荫更要紧,Shade matters more\n,Only in English\n=1+1,\n"
ADDED = [Words("树荫更要紧", "Shade matters more"), Words("", "Only in English"), Words("=1+1", "")]


@pytest.fixture
def talk(house: House) -> Talk:
    """Ten statements in a case that has not come to its vote."""
    return conversation(house)


def bring(talk: Talk, table: str | bytes, act_id: str = "", role: Role = Role.PLANNER) -> int:
    """Bring a table in, as a planner."""
    who = staff(role, talk.here.id)
    return import_statements(talk.house.database, who, NOON, act_id or new_id(), conversation_id=talk.id, table=table)


def wrong(talk: Talk, table: str | bytes, **other: Any) -> list[tuple[str, object]]:
    """What is wrong with it, with the lines; the same before and when it is brought in."""
    with pytest.raises(Refusals) as caught:
        bring(talk, table, **other)
    return [(problem.code, problem.where) for problem in caught.value.problems]


def look(talk: Talk, table: str | bytes) -> SeedsSeen:
    """The table before it is brought in."""
    who = staff(Role.PLANNER, talk.here.id)
    return seeds_preview(
        talk.house.database, who, NOON, community_id=talk.here.id, conversation_id=talk.id, table=table
    )


def kept(talk: Talk) -> list[Statement]:
    """All statements of the conversation."""
    with talk.house.database.reading() as session:
        return store.find(session, Statement, order="number", conversation_id=talk.id)


def workbook(*lines: tuple[object, ...]) -> bytes:
    """A workbook of one sheet."""
    book, out = openpyxl.Workbook(), io.BytesIO()
    for line in lines:
        book.active.append(line)
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "table",
    [TABLE, TABLE.encode("utf-8-sig"), TABLE.replace("zh,en", "中文,英文").encode("gb18030"), workbook(
        ("English", "备注", "中文"), ("Shade matters more", "x", "树荫更要紧"), ("Only in English", None, None), (None, "y", "'=1+1"))],
    ids=["text", "with a BOM", "as Excel writes it in China", "a workbook"],
)  # fmt: skip
def test_a_table_becomes_statements_of_staff(talk: Talk, table: str | bytes):
    """Row 31: looked at, nothing is kept; brought in twice it is once; the numbers go on."""
    want = [*ADDED[:2], Words("'=1+1", "")] if isinstance(table, bytes) and table[:2] == b"PK" else ADDED
    assert look(talk, table) == SeedsSeen(tuple(want), ())
    assert len(kept(talk)) == len(SEEDS)
    assert (bring(talk, table, "once"), bring(talk, table, "once")) == (3, 3)
    new = kept(talk)[len(SEEDS) :]
    assert [(one.number, one.text, one.seed, one.browser) for one in new] == [
        (number, words, True, "") for number, words in enumerate(want, start=len(SEEDS) + 1)
    ]


def test_everything_that_is_wrong_is_said_at_once_and_nothing_is_kept(talk: Talk):
    """Too long, empty, said twice whatever its capitals, there already; each with its line."""
    there = kept(talk)[0].text
    table = f"zh,en,note\n{'长' * 141},\n , ,x\n好,Good\n另一句,GOOD\n{there.zh},{there.en}\n对,Right\n"
    found = [("long_text", 2), ("empty_text", 3), ("twice", 5), ("there_already", 6)]
    before = kept(talk)
    assert wrong(talk, table) == found
    assert [(one.code, one.where) for one in look(talk, table).problems] == wrong(talk, table)
    assert kept(talk) == before


@pytest.mark.parametrize(
    ("table", "code"),
    [("zh,en\n", "empty_table"), ("", "empty_table"), ("a,b\nx,y\n", "missing_column"), ("zh,中文\n好,好\n", "column_twice"),
     ('zh\n"好\n', "unreadable"), (b"PK\x03\x04cut off", "unreadable"), (b"\xff\xfe\xff\x00\x81", "unreadable")],
)  # fmt: skip
def test_a_table_that_is_none_is_refused_with_what_to_do(talk: Talk, table: str | bytes, code: str):
    """Nothing but a heading, no column of a language, a column twice, a quotation mark that is not closed, no workbook, no text."""
    assert [one for one, _ in wrong(talk, table)] == [code]


def test_a_conversation_has_room_for_so_many(talk: Talk):
    """Up to the last one; one more and none is taken, with how many there is room for."""
    room = MOST_STATEMENTS - len(SEEDS)
    lines = [f"第{n}句" for n in range(room + 1)]
    seen = look(talk, "\n".join(["zh", *lines]))
    assert [(one.code, one.params["room"]) for one in seen.problems] == [("too_many", room)]
    assert [one for one, _ in wrong(talk, "\n".join(["zh", *(f"又{n}" for n in range(MOST_STATEMENTS + 1))]))] == [
        "too_long"
    ]
    assert bring(talk, "\n".join(["zh", *lines[:-1]])) == room
    assert [one for one, _ in wrong(talk, "zh\n还有一句\n")] == ["too_many"]


def test_only_those_who_lead_cases_and_only_while_it_is_open(talk: Talk):
    """A social worker does not; a closed conversation takes nothing."""
    assert wrong(talk, TABLE, role=Role.SOCIAL_WORKER) == [("not_allowed", None)]
    who = staff(Role.PLANNER, talk.here.id)
    end_conversation(talk.house.database, who, NOON, new_id(), conversation_id=talk.id, version=1, reason="够了")
    assert wrong(talk, TABLE) == [("not_open", None)]
