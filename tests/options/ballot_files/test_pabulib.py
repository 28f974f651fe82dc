"""Pabulib files: votes on a budget read, and written so that reading gives the same."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.errors import Refusals
from planning.options.ballot_files import BallotFile, read
from planning.options.ballot_files.pabulib_sections import Row, Sections, read_sections
from planning.options.ballot_files.pabulib_writing import write_pabulib, written_number
from planning.options.ballot_files.reading import Reading
from planning.options.counting.exact import Exact, parse_weight
from planning.options.counting.profile import Profile
from planning.options.counting.scores import Scores
from planning.options.counting.several.budget import BallotKind, BudgetVote, Purse

TITLES = "PROJECTS\nproject_id;cost;name\np;60.50;Benches\nq;60;Lamps\nr;30;\n"


def pb(votes: str, kind: str = "approval", *more: str) -> BallotFile:
    """A file of three projects and a hundred and a half to spend."""
    meta = "\n".join(("META", "key;value", "budget;100.5", f"vote_type;{kind}", *more))
    return read("v.pb", f"{meta}\n{TITLES}VOTES\n{votes}".encode())


def problems(text: str) -> list[tuple[object, str]]:
    """Lines and codes of everything that is wrong."""
    with pytest.raises(Refusals) as refused:
        read("v.pb", text.encode())
    return [(problem.where, problem.code) for problem in refused.value.problems]


def test_approvals_are_read():
    """All approved options stand at one rank; an empty vote is blank; costs are exact."""
    made = pb("voter_id;vote\n1;q,p\n2;p\n3;\n")
    assert made.profile.groups == {(("p", "q"),): 1, (("p",),): 1}
    assert (made.profile.blank, made.titles, made.longest) == (1, {"p": "Benches", "q": "Lamps"}, 3)
    assert made.vote is not None
    assert made.vote.costs == {"p": Fraction(121, 2), "q": 60, "r": 30}
    assert (made.vote.limit, made.vote.support) == (Fraction(201, 2), {"p": 2, "q": 1, "r": 0})


def test_orders_are_read():
    """As many points for the first place as a ballot may name options, one less for each place below."""
    made = pb("voter_id;vote\n1;q,p\n2;p\n", "ordinal", "max_length;2")
    assert made.profile.groups == {(("q",), ("p",)): 1, (("p",),): 1}
    assert made.vote is not None
    assert made.vote.support == {"p": 3, "q": 2, "r": 0}


def test_points_are_read():
    """Each option with its points; what a ballot does not name has the default of the file."""
    made = pb("voter_id;vote;points\n1;q,p;2,1\n2;p;3\n", "scoring", "default_score;0.5")
    assert made.scores is not None
    assert made.scores.totals == {"p": 4, "q": Fraction(5, 2), "r": 1}
    assert made.profile.groups[("p",), ("q", "r")] == 1


def test_a_ballot_that_breaks_a_limit_is_invalid():
    """Each by its reason; the others count."""
    made = pb("voter_id;vote\n1;p,q\n2;p\n3;r\n4;p,p\n5;z\n", "approval", "max_length;1", "min_sum_cost;40")
    assert made.profile.invalid == {"length_outside": 2, "sum_cost_outside": 2}
    assert made.profile.groups == {(("p",),): 1}
    spread = pb("voter_id;vote;points\n1;p,q;2,2\n2;p;3\n3;p;9\n", "cumulative", "max_sum_points;3", "max_points;4")
    assert spread.counted.invalid == {"sum_points_outside": 1, "points_outside": 1}


def test_all_that_cannot_be_read_is_named():
    """Projects, numbers, points and repeated voters by their lines; lost rows; what is missing."""
    assert problems(
        "META\nbudget;ten\nvote_type;scoring\nnum_votes;9\nPROJECTS\nproject_id;cost\np;0\np;3\nq;x\n"
        "VOTES\nvoter_id;vote;points\n1;p;1,2\n1;q;1;7\n1;q;y\n"
    ) == [
        (2, "bad_number"), (4, "wrong_number"), (7, "no_cost"), (8, "bad_project"), (9, "bad_number"),
        (12, "bad_points"), (13, "bad_columns"), (14, "duplicate_voter"), (14, "bad_number"),
    ]  # fmt: skip
    assert problems("META\nvote_type;approval\nPROJECTS\nproject_id;cost\np;1\nVOTES\nvote\np\n") == [(1, "no_budget")]
    assert problems("budget;1\n") == [(1, "bad_header")]
    assert problems("META\nbudget;1\nvote_type;dice\nPROJECTS\nid;cost\nVOTES\nvoter_id\n") == [
        (3, "unknown_vote_type"), (5, "bad_header"), (7, "bad_header"),
    ]  # fmt: skip


def test_a_vote_is_written():
    """One row per ballot, voters numbered; votes, points and what was funded beside each project."""
    text = write_pabulib(pb("voter_id;vote\nAnna;q,p\nBert;p\nCora;\n"), funded={"p"}, meta={"unit": "玉兰巷; 一期"})
    assert text == (
        'META\nkey;value\nunit;"玉兰巷; 一期"\nnum_projects;3\nnum_votes;3\nbudget;100.5\nvote_type;approval\n'
        "PROJECTS\nproject_id;cost;votes;name;selected\np;60.5;2;Benches;1\nq;60;1;Lamps;0\nr;30;0;;0\n"
        "VOTES\nvoter_id;vote\n1;p\n2;p,q\n3;\n"
    )


def test_what_a_pabulib_file_cannot_hold_is_refused():
    """Ballots about no budget, ballots of a third, and options with a comma."""
    third: dict[tuple[tuple[str, ...], ...], Exact] = {(("a, b",),): Fraction(1, 3)}
    profile = Profile(("a, b",), third)
    vote = BudgetVote.of(Purse(BallotKind.APPROVAL, 1, {"a, b": 1}, 1), profile, None)
    whole = BudgetVote.of(Purse(BallotKind.APPROVAL, 1, {"a, b": 1}, 1), Profile(("a, b",), {(("a, b",),): 1}), None)
    for ballots, code in (
        (BallotFile(profile), "no_budget"),
        (BallotFile(profile, vote=vote), "whole_weights"),
        (BallotFile(profile, vote=whole), "bad_project"),
    ):
        with pytest.raises(Refusals) as refused:
            write_pabulib(ballots)
        assert refused.value.code == code


@given(st.fractions(0, 10**6, max_denominator=10**4))
def test_a_number_is_written_exactly(number: Fraction):
    """Whole, decimal or as a fraction: reading it gives the number itself."""
    assert parse_weight(written_number(number)) == number


names = st.text(st.characters(exclude_characters=",\0", codec="utf-8"), min_size=1).filter(
    lambda name: name == name.strip()
)
prices = st.integers(1, 10**9) | st.fractions(Fraction(1, 100), 10**6, max_denominator=100)


@st.composite
def votes_on_a_budget(draw: st.DrawFn) -> BallotFile:
    """Ballots of any kind over one to five projects of any name."""
    options = tuple(draw(st.lists(names, min_size=1, max_size=5, unique=True)))
    kind = draw(st.sampled_from(BallotKind))
    longest = draw(st.integers(1, len(options)))
    purse = Purse(kind, draw(prices), {option: draw(prices) for option in options}, longest)
    ballots = [draw(st.permutations(options))[: draw(st.integers(0, longest))] for _ in range(draw(st.integers(0, 8)))]
    titles = {option: title for option in options if (title := draw(names | st.just("")))}
    if kind in {BallotKind.CUMULATIVE, BallotKind.SCORING}:
        scores = Scores.grouped(options, [(tuple((o, draw(st.integers(0, 9))) for o in named), 1) for named in ballots])
        if not ballots:
            return BallotFile(Profile(options, {}), titles=titles, vote=BudgetVote.of(purse, Profile(options, {}), None),
                              longest=purse.longest)  # fmt: skip
        vote = BudgetVote.of(purse, scores.rankings, scores)
        return BallotFile(scores.rankings, titles=titles, scores=scores, vote=vote, longest=purse.longest)
    ordered = kind is BallotKind.ORDINAL
    rankings = [(tuple((o,) for o in named) if ordered else (tuple(named),) if named else (), 1) for named in ballots]
    profile = Profile.grouped(options, rankings)
    return BallotFile(profile, titles=titles, vote=BudgetVote.of(purse, profile, None), longest=purse.longest)


@given(votes_on_a_budget())
def test_what_is_written_is_read_back(ballots: BallotFile):
    """Reading what was written gives the same ballots, costs and titles, whatever the projects are called."""
    assert read("w.pb", write_pabulib(ballots).encode()) == ballots


cells = st.text(st.characters(exclude_characters="\0", codec="utf-8")).map(str.strip)


@given(
    st.lists(st.tuples(names, cells, cells), min_size=1),
    st.dictionaries(st.from_regex(r"[a-z_]{1,9}", fullmatch=True), cells),
)
def test_sections_lose_nothing(rows: list[tuple[str, str, str]], meta: dict[str, str]):
    """Any cell, with semicolons, quotes and line ends in it."""
    some = [Row({"project_id": name, "cost": one, "name": other}) for name, one, other in rows]
    made = Sections(meta, some, [Row({"voter_id": str(i), "vote": one}) for i, (_, one, _) in enumerate(rows)])
    assert read_sections(made.text, Reading()) == made


@pytest.mark.real
def test_real_files_are_written_as_they_were(real_data: Path):
    """Twenty Polish budgets: the same ballots after writing and reading, and every cell of the file kept."""
    files = sorted((real_data / "votes/pb").glob("*.pb"))
    assert len(files) == 20
    for file in files:
        ballots = read(file.name, file.read_bytes())
        assert not ballots.counted.invalid
        assert read(file.name, write_pabulib(ballots, funded=()).encode()) == ballots, file.name
        sections = read_sections(file.read_text("utf-8-sig"), Reading())
        assert read_sections(sections.text, Reading()) == sections
