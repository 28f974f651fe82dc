"""Real elections as closed rounds of a community in a test: through the store, as if they had been voted on here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

from planning.options.ballot import Ballot, Ranking
from planning.options.ballot_files import read
from planning.options.counting.exact import Exact
from planning.options.counting.unranked import Unranked
from planning.options.electorate import Code, Voter, VoterKind
from planning.options.option import Option
from planning.options.round import Access, Round, definition_hash
from planning.period import Period
from planning.site import Community, Courtyard, new_id
from planning.store import add, add_all
from planning.web.house import House
from planning.wording import Words

SPECIES = Words("树种", "Which species?")
MOST_SINGLE = 12_000
"""Up to so many ballots each is a row of its own, as after a vote; of more, equal ones share weighted rows."""
SHARED_ROWS = 10
"""So many, that a box of few different rankings is no small group."""


def load_election(
    house: House, here: Community, ballot_file: Path, *, titles: Mapping[str, str] | None = None, title: str = "",
    method: str = "irv", tie: str = "stands", options: Sequence[str] | None = None,
) -> str:  # fmt: skip
    """Put the ballots of a file into a round that closed an hour ago; returns the round's id.

    :param titles: option of the file -> what it is called; the others are called as in the file.
    """
    found = read(ballot_file.name, ballot_file.read_bytes(), options)
    named = title or ballot_file.stem
    return closed_round(
        house, here, options=found.profile.options, titles=titles or {}, title=Words("", named), method=method, tie=tie,
        rankings=[*found.profile.groups.items(), ((), found.profile.blank)],
    )  # fmt: skip


def closed_round(
    house: House, here: Community, *, rankings: Sequence[tuple[Ranking, Exact]], options: Sequence[str] = ("a", "b", "c"),
    titles: Mapping[str, str | Words] | None = None, title: Words = SPECIES, method: str = "irv",
    tie: str = "stands", access: Access = Access.OPEN, unranked: Unranked = Unranked.TIED_LAST,
) -> str:  # fmt: skip
    """A round that closed an hour ago, with ballots that rank its options so and so often."""
    now, round_id = house.clock(), new_id()
    round_ = Round(
        round_id, here.id, title, title, method, access, tie, period=Period(now - timedelta(days=7), now - timedelta(hours=1)),
        sealed_at=now - timedelta(days=7), unranked=unranked,
    )  # fmt: skip
    called = titles or {}
    wares = [_option(here, round_id, i, key, called.get(key, key)) for i, key in enumerate(options)]
    sealed = Round(
        **{name: getattr(round_, name) for name in Round.__slots__}
        | {"definition_hash": definition_hash(round_, wares)}
    )
    with house.database.writing() as session:
        add(session, sealed)
        add_all(session, wares)
        add_all(session, ballots_of(here, round_id, rankings))
    return round_id


def _option(here: Community, round_id: str, position: int, key: str, title: str | Words) -> Option:
    return Option(new_id(), here.id, round_id, key, position, title if isinstance(title, Words) else Words("", title))


def ballots_of(here: Community, round_id: str, rankings: Sequence[tuple[Ranking, Exact]]) -> list[Ballot]:
    """Ballots for the box."""
    single = sum(weight for _, weight in rankings) <= MOST_SINGLE
    made: list[Ballot] = []
    for ranking, weight in rankings:
        if not weight:
            continue
        whole = single and Fraction(weight).denominator == 1
        copies, each = (int(weight), Fraction(1)) if whole else (SHARED_ROWS, Fraction(weight) / SHARED_ROWS)
        made += [Ballot(new_id(), here.id, round_id, ranking, each) for _ in range(copies)]
    return made


def add_roll(house: House, here: Community, round_id: str, groups: Mapping[str, tuple[int, int]]) -> dict[str, str]:
    """A roll with spent codes: courtyard name -> (enrolled, voted); a name that begins with ``street:`` is a front.

    Returns the id of each courtyard by its name.
    """
    courtyards, voters, codes = {}, [], []
    for number, (name, (enrolled, voted)) in enumerate(groups.items()):
        front = name.removeprefix("street:") if name.startswith("street:") else ""
        if not front:
            courtyards[name] = Courtyard(new_id(), here.id, f"C{number}", Words(name, name))
        for i in range(enrolled):
            kind = VoterKind.SHOP if front else VoterKind.HOUSEHOLD
            home = None if front else courtyards[name].id
            voter = Voter(new_id(), here.id, round_id, kind, f"{name} {i}", home, front)
            voters.append(voter)
            spent = house.clock() - timedelta(days=1) if i < voted else None
            codes.append(Code(new_id(), here.id, round_id, new_id(), house.clock(), voter.id, None, spent))
    with house.database.writing() as session:
        add_all(session, list(courtyards.values()))
        add_all(session, voters)
        add_all(session, codes)
    return {name: courtyard.id for name, courtyard in courtyards.items()}
