"""Large plain tables are read by columns and say what the reader of lines says."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.errors import Refusals
from planning.options.ballot_files import BallotFile, read, table
from planning.options.ballot_files.large_table import read_large_table
from planning.options.ballot_files.reading import Reading

names = st.sampled_from(["a", "b", "cc", "女贞", "香樟 2", " b", "b "])
rankings = st.lists(names, max_size=5).map(">".join) | st.sampled_from(
    ["", " ", "a>", ">a", "a>>b", "a>a", "a=b", "@x>a"]
)
weights = st.sampled_from(["1", "2", "", "0", "1/3", "0.5", " 4 "])


def by_columns(text: str, options: list[str] | None = None) -> BallotFile | None:
    """The file by columns, whatever its size; None if it is not plain."""
    reading = Reading()
    return reading.finished(options) if read_large_table(text, reading) else None


def same(one: BallotFile, other: BallotFile) -> bool:
    """Whether two readings say the same."""
    return (one.profile, one.profile.rows, one.equal_lines) == (other.profile, other.profile.rows, other.equal_lines)


@given(
    st.lists(rankings, min_size=1, max_size=8), st.booleans(), st.sampled_from(["\n", "\r\n"]), st.booleans(),
    st.sampled_from([None, ["a", "b", "cc"], [f"o{i}" for i in range(300)] + ["a", "b"]]),
)  # fmt: skip
def test_columns_and_lines_agree(
    lines: list[str], ends: bool, newline: str, by_weight: bool, options: list[str] | None
):
    """Spaces, blank ballots, gaps, repeats, unknown options: the same profile, or left to the reader of lines."""
    head, body = (
        ("weight,ranking", [f"{i % 3},{line}" for i, line in enumerate(lines)]) if by_weight else ("ranking", lines)
    )
    text = newline.join([head, *body]) + (newline if ends else "")
    found = by_columns(text, options)
    plain = all(
        all(name.strip() for name in line.split(">")) and not set("=@") & set(line) for line in lines if line.strip()
    )
    if plain and (ends or body[-1]):
        assert found is not None
    if found is not None:
        assert same(found, read("a.csv", text.encode(), options))


@given(st.lists(st.tuples(weights, rankings), min_size=1, max_size=8))
def test_weights_are_read_alike(lines: list[tuple[str, str]]):
    """Missing weights, noughts, fractions and decimals."""
    text = "weight,ranking\n" + "".join(f"{weight},{ranking}\n" for weight, ranking in lines)
    found = by_columns(text)
    if found is not None:
        assert same(found, read("a.csv", text.encode()))


@pytest.mark.parametrize(
    "text",
    [
        "ranking\n" + "a>b\n" * 4 + '"a">b\n', "ranking\na,b\n", "weight,ranking\n1\n", "weight,ranking\nx,a\n", "scores\na=5\n",
        "weight,ranking\n1,a\n\n1,b\n", "ranking,weight\na,1\n", "ranking\na\rb\n",
    ],
)  # fmt: skip
def test_what_is_not_plain_is_left_to_the_reader_of_lines(text: str):
    """Quotes, wrong numbers of fields, weights that are none, other columns: nothing was read, nothing was refused."""
    reading = Reading()
    assert not read_large_table(text, reading)
    assert (reading.rows, reading.large, reading.problems) == (0, None, [])


def test_a_large_file_is_read_by_columns_and_its_faults_by_line(monkeypatch: pytest.MonkeyPatch):
    """A table over the limit is counted in columns; a weight that cannot be read is still told with its line."""
    monkeypatch.setattr(table, "LARGE", 100)
    text = "weight,ranking\n" + "1,b>a\n" * 50
    assert type(read("a.csv", text.encode()).profile.groups).__name__ == "Columns"
    with pytest.raises(Refusals) as refused:
        read("a.csv", (text + "x,a\n").encode())
    assert [(problem.code, problem.where) for problem in refused.value.problems] == [("bad_weight", 52)]


@pytest.mark.real
def test_real_elections_are_read_alike(real_data: Path):
    """Every published table that is plain: San Francisco, Minneapolis, Scottish wards and others."""
    plain = 0
    for path in sorted((real_data / "votes/ballots").glob("*.csv")):
        if path.name.endswith(".raw.csv"):
            continue
        data = path.read_bytes()
        found = by_columns(data.decode())
        if found is not None:
            plain += 1
            assert same(found, read(path.name, data)), path.name
    assert plain > 40
