"""Files of ballots: every format becomes the same profile, and every unreadable line is named."""

from __future__ import annotations

from fractions import Fraction

import pytest

from planning.errors import Refusals
from planning.options.ballot_files import READERS, BallotFile, read
from tests.options.profiles import profile


def table(text: str, options: str | None = None) -> BallotFile:
    """A CSV file."""
    return read("votes.csv", text.encode(), None if options is None else options.split(","))


def problems(name: str, data: bytes | str, options: list[str] | None = None) -> list[tuple[object, str]]:
    """Lines and codes of everything that is wrong."""
    with pytest.raises(Refusals) as refused:
        read(name, data.encode() if isinstance(data, str) else data, options)
    return [(problem.where, problem.code) for problem in refused.value.problems]


def test_a_table_of_weights_and_rankings_is_read():
    """Grouped ballots with whole, fractional and decimal weights; an empty ranking is blank, an empty weight one."""
    made = table("weight,ranking\n3,b>a=c\n1/3,a\n0.5,a\n2,\n,c > a \n").profile
    assert made.options == ("b", "a", "c")
    assert made.groups == {(("b",), ("a", "c")): 3, (("a",),): Fraction(5, 6), (("c",), ("a",)): 1}
    assert (made.blank, made.rows) == (2, 5)


@pytest.mark.parametrize(
    "text",
    [
        "weight,ranking\n1,甲>乙\n",
        "\ufeffweight,ranking\r\n1,甲>乙\r\n",
        "ranking,weight\n甲>乙,1\n",
        "ranking\n甲>乙\n",
        '"weight","ranking"\n"1","甲>乙"\n\n',
    ],
)
def test_a_table_may_come_from_any_program(text: str):
    """With or without a byte-order mark, quotes, Windows line ends, a weight, in either order of columns."""
    assert table(text).profile.groups == {(("甲",), ("乙",)): 1}


def test_in_a_table_of_rankings_alone_an_empty_line_is_a_blank_ballot():
    """Nothing else stands on such a line but the ranking."""
    assert table("ranking\na\n\nb\n").profile.blank == 1


def test_given_options_fix_the_order_and_who_is_a_stranger():
    """An option of the list that nobody names is there; a name that is not on it makes a ballot invalid."""
    made = table("weight,ranking\n2,b>a\n3,a>z\n", "a,b,c").profile
    assert made.options == ("a", "b", "c")
    assert (made.weight, made.invalid) == (2, {"unknown_option": 3})


def test_a_readable_ballot_that_breaks_a_rule_is_invalid():
    """Repeats, gaps and marks of another kind of count are counted apart, by reason."""
    made = table("weight,ranking\n1,a>b\n2,a>a\n3,a>>b\n4,@overvote>b\n5,a=\n").profile
    assert made.options == ("a", "b")
    assert made.invalid == {"duplicate_option": 2, "empty_rank": 8, "unknown_option": 4}
    assert made.total == 15


def test_all_unreadable_lines_of_a_table_are_named():
    """One run shows every line to be mended, by its number in the file."""
    text = 'weight,ranking\nx,a\n1,a,b\n1,a>b\n-1,a\n1/0,b\n1e9,a\n1,"a\nb",c\n'
    assert problems("v.csv", text) == [
        (2, "bad_weight"),
        (3, "bad_columns"),
        (5, "bad_weight"),
        (6, "bad_weight"),
        (7, "bad_weight"),
        (8, "bad_columns"),
    ]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", [(1, "bad_header")]),
        (b"a>b\n", [(1, "bad_header")]),
        (b"weight,ranking,age\n1,a,9\n", [(1, "bad_header")]),
        (b"ranking,ranking\na,b\n", [(1, "bad_header")]),
        (b'weight,ranking\n1,"a\n', [(2, "bad_csv")]),
        (b'weight,ranking\n1,a"b"\n2,"a"b\n', [(3, "bad_csv")]),
        ("weight,ranking\n1,甲\n".encode("gbk"), [(2, "not_utf8")]),
        ("weight,ranking\n1,a\n".encode("utf-16"), [(1, "not_utf8")]),
        (b"weight,ranking\n1,a\n1,\0\n", [(3, "not_text")]),
        (b"weight,ranking\n1," + b"a" * 200_000, [(2, "bad_csv")]),
    ],
)
def test_what_is_no_table_is_refused(data: bytes, expected: list[tuple[int, str]]):
    """Headers, quotes, encodings and endless fields: a sentence with the line, never a wrong count."""
    assert problems("v.csv", data) == expected


@pytest.mark.parametrize(
    ("options", "codes"), [(["a", "a"], ["duplicate_option"]), ([], ["empty_option"]), (["a", ""], ["empty_option"])]
)
def test_a_list_of_options_is_checked(options: list[str], codes: list[str]):
    """Twice the same name, or none."""
    assert [code for _, code in problems("v.csv", "ranking\na\n", options)] == codes


def test_ballots_with_equal_ranks_are_known_by_line():
    """Methods that want none can name them; an invalid ballot is not among them."""
    assert table("weight,ranking\n1,a\n1,a=b\n1,a=a\n1,b=c>a\n").equal_lines == (3, 5)


def test_an_unknown_ending_is_refused():
    """The answer names the formats there are."""
    assert problems("votes.xls", b"") == [(None, "unknown_format")]
    assert set(READERS) == {".csv", ".soc", ".soi", ".toc", ".toi", ".blt", ".abif", ".pb"}


PREFLIB = """# FILE NAME: yulan.toi
# ALTERNATIVE NAME 1: myrtle
# ALTERNATIVE NAME 2: jacaranda
# ALTERNATIVE NAME 3: camphor
5: 1,2,3
2: 3,{1,2}
1: {2,3}
"""


def test_preflib_is_read():
    """Numbers become the names of the alternatives; braces hold equal ranks."""
    made = read("yulan.TOI", PREFLIB.encode())
    assert made.profile.options == ("myrtle", "jacaranda", "camphor")
    assert made.profile.groups == {
        (("myrtle",), ("jacaranda",), ("camphor",)): 5,
        (("camphor",), ("jacaranda", "myrtle")): 2,
        (("camphor", "jacaranda"),): 1,
    }
    assert made.equal_lines == (6, 7)


def test_preflib_names_that_no_ballot_could_hold_stay_numbers():
    """Two of the same name, or signs of a ranking in one: then the numbers count, and the names are titles."""
    made = read("y.soc", b"# ALTERNATIVE NAME 1: A>B\n# ALTERNATIVE NAME 2: C\n1: 2,1\n")
    assert (made.profile.options, made.titles) == (("1", "2"), {"1": "A>B", "2": "C"})


def test_unreadable_lines_of_preflib_are_named():
    """Unknown numbers, lost braces, missing weights; a file of the old form has no names at all."""
    bad = PREFLIB + "1: 4\n1: {1,2\nx: 1\n1,2\n1: 1,,2\n"
    assert problems("y.toc", bad) == [
        (8, "bad_line"), (9, "bad_line"), (10, "bad_line"), (11, "bad_line"), (12, "bad_line"),
    ]  # fmt: skip
    assert problems("y.soc", "3\n1,A\n2,B\n") == [(1, "bad_header")]


BLT = """4 2 # four options, two seats
-2
3 1 3 4 0
(b-17) 4 1 3 2 0
2 4 1=3 0
1 0
2 2 4 0
1 3 - 4 0
0
"Adam"
"Basil"
"Charlotte"
"Donald"
"Title"
"""


def test_blt_is_read():
    """Withdrawn options are struck, equal ranks read, comments and ids passed over; a skipped rank makes one invalid."""
    made = read("yulan.blt", BLT.encode()).profile
    assert made.options == ("Adam", "Charlotte", "Donald")
    assert made.withdrawn == ("Basil",)
    assert made.groups == {
        (("Adam",), ("Charlotte",), ("Donald",)): 3,
        (("Adam",), ("Charlotte",)): 4,
        (("Donald",), ("Adam", "Charlotte")): 2,
        (("Donald",),): 2,
    }
    assert (made.blank, made.invalid) == (1, {"empty_rank": 1})


def test_blt_needs_no_line_breaks():
    """The format is a row of tokens; all on one line says the same."""
    one_line = " ".join(line.partition(" #")[0] for line in BLT.splitlines())
    assert read("y.blt", one_line.encode()).profile == read("y.blt", BLT.encode()).profile


def test_unreadable_parts_of_blt_are_named():
    """A mark that is no option, a missing end, a beginning without numbers."""
    assert problems("y.blt", "2 1\n1 1 5 0\nx 1 0\n0\n") == [(2, "bad_line"), (3, "bad_weight")]
    assert problems("y.blt", "2 1\n1 1 2 0\n") == [(2, "no_end")]
    assert problems("y.blt", "") == [(1, "bad_header")]
    assert problems("y.blt", "99999999 1\n") == [(1, "bad_header")]


ABIF = """# capital of Tennessee
{"title": "Tennessee"}
=M:[Memphis, TN]
=N:[Nashville]
42:M>N>C=K
26:N/5, C/4, K/4, M/0 # by ratings
1*[Memphis, TN]>[Knoxville]
3:
"""


def test_abif_is_read():
    """Declared, inline and plain names; ranks by signs or, between commas, by ratings; an empty line of votes is blank."""
    made = read("t.abif", ABIF.encode())
    assert made.profile.options == ("M", "N", "C", "K", "Knoxville")
    assert made.profile.groups[(("M",), ("N",), ("C", "K"))] == 42
    assert made.profile.groups[(("N",), ("C", "K"), ("M",))] == 26
    assert made.profile.blank == 3
    assert made.titles == {"M": "Memphis, TN", "N": "Nashville"}


def test_unreadable_lines_of_abif_are_named():
    """No weight, a dangling sign, a list that gives no order."""
    assert problems("t.abif", "A>B\n1:A>\n1:A,B\nx:A\n1:A B\n") == [
        (1, "bad_line"), (2, "bad_line"), (3, "no_order"), (4, "bad_line"), (5, "bad_line"),
    ]  # fmt: skip


def test_one_election_in_four_formats_is_one_profile():
    """The same ballots give the same groups, whatever they are written in."""
    wanted = profile("abc", "3 a>b>c", "2 c>b")
    written = {
        "e.csv": "weight,ranking\n3,a>b>c\n2,c>b\n",
        "e.soi": "# ALTERNATIVE NAME 1: a\n# ALTERNATIVE NAME 2: b\n# ALTERNATIVE NAME 3: c\n3: 1,2,3\n2: 3,2\n",
        "e.blt": '3 1\n3 1 2 3 0\n2 3 2 0\n0\n"a"\n"b"\n"c"\n"e"\n',
        "e.abif": "3:a>b>c\n2:c>b\n",
    }
    assert [read(name, text.encode()).profile for name, text in written.items()] == [wanted] * 4
