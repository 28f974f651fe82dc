"""Files of votes, as people and Polis write them, and what is wrong with others."""

from __future__ import annotations

import numpy as np
import pytest

from planning.errors import Refusals
from planning.surveys.opinions.reading import read_votes


def test_single_votes_and_a_table_say_the_same():
    """Numbers or words, with a byte order mark, blank lines and cells in between."""
    rows = "\ufeffparticipant,statement,vote\n小李,s1,同意\n\n小李,s2,-1\n小王,s1,pass\n".encode()
    table = "participant,group-id,n-votes,s1,s2\n小李,0,2,1,-1\n小王,1,1,0,\n".encode()
    for data in (rows, table):
        votes = read_votes(data)
        assert (votes.participants, votes.statements) == (("小李", "小王"), ("s1", "s2"))
        assert np.array_equal(votes.table, [[1.0, -1.0], [0.0, np.nan]], equal_nan=True)


def test_a_later_vote_replaces_an_earlier_one():
    """People change their minds."""
    votes = read_votes(b"participant,statement,vote\na,s,1\na,s,-1\n")
    assert votes.table.tolist() == [[-1.0]]


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (b"", ["no_columns"]),
        (b"name,age\na,3\n", ["no_columns"]),
        (b"participant,statement,vote\n", ["no_votes"]),
        (b"participant,statement,vote\na,s,yes\n,s,1\nb,t,9\n", ["bad_vote", "empty_name", "bad_vote"]),
        (b"participant,s,s\na,1,1\na,2,\n", ["doubled_statement", "bad_participant", "bad_vote"]),
        (b"participant,statement,vote\na,\xff,1\n", ["not_utf8"]),
        (b"PK\x03\x04\x00\x00", ["not_a_table"]),
    ],
)
def test_everything_that_is_wrong_is_told_at_once(data: bytes, codes: list[str]):
    """With the line where there is one."""
    with pytest.raises(Refusals) as refused:
        read_votes(data)
    assert [problem.code for problem in refused.value.problems] == codes
