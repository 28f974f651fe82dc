"""ABIF, the aggregated ballot information format (electowiki.org/wiki/ABIF)."""

from __future__ import annotations

import re
from fractions import Fraction

from planning.errors import N_
from planning.options.ballot import Ranking
from planning.options.ballot_files.reading import Reading, unreadable

_OPTION = re.compile(r"=\s*([^\s:\[\]]+)\s*:\s*\[([^\[\]]*)\]\s*")
_BALLOT = re.compile(r"([0-9./]+)\s*[:*](.*)")
_PIECE = re.compile(r"\s*(?:\[([^\[\]]+)\]|([^\s>=,/\[\]]+))\s*(?:/\s*([0-9]+(?:\.[0-9]+)?))?\s*([>=,]|$)")
_COMMENT = re.compile(r"(?:^|\s)#.*$")


def read_abif(text: str, reading: Reading) -> None:
    """``=key:[Name]`` for options, ``weight:A>B=C`` for ballots; with commas, the ratings after ``/`` make the ranks.

    Comments and metadata are passed over.
    """
    ballots: list[tuple[int, str]] = []
    keys: dict[str, str] = {}
    for line, written in enumerate(text.splitlines(), start=1):
        said = _COMMENT.sub("", written).strip()
        option = _OPTION.fullmatch(said)
        if option:
            keys[option[2].strip()] = option[1]
            reading.meet([option[1]])
            reading.titles[option[1]] = option[2].strip()
        elif said and not said.startswith("{"):
            ballots.append((line, said))
    for line, said in ballots:
        _ballot(said, line, keys, reading)


def _ballot(said: str, line: int, keys: dict[str, str], reading: Reading) -> None:
    found = _BALLOT.fullmatch(said)
    pieces = _pieces(found[2], keys) if found else None
    if found is None or pieces is None:
        unreadable(reading, line, said)
        return
    reading.meet(name for name, _, _ in pieces)
    ranking = _by_signs(pieces) if all(sign != "," for _, _, sign in pieces) else _by_ratings(pieces)
    if ranking is None:
        reading.wrong("no_order", N_("Options in a list with commas need ratings: write A/5, B/3, or A>B."), line)
        return
    weight = reading.weight(found[1], line)
    if weight is not None:
        reading.add(ranking, weight, line)


_Piece = tuple[str, str, str]
"""An option, its rating (or nothing), and the sign after it."""


def _pieces(text: str, keys: dict[str, str]) -> list[_Piece] | None:
    """What stands on a ballot; None if something on it cannot be read."""
    text = text.strip()
    pieces: list[_Piece] = []
    at = 0
    while at < len(text):
        found = _PIECE.match(text, at)
        if found is None:
            return None
        name = keys.get(found[1].strip(), found[1].strip()) if found[1] else found[2]
        pieces.append((name, found[3] or "", found[4]))
        at = found.end()
    return None if pieces and pieces[-1][2] else pieces


def _by_signs(pieces: list[_Piece]) -> Ranking:
    ranks: list[list[str]] = [[]]
    for name, _, sign in pieces:
        ranks[-1].append(name)
        if sign == ">":
            ranks.append([])
    return tuple(map(tuple, ranks)) if pieces else ()


def _by_ratings(pieces: list[_Piece]) -> Ranking | None:
    if not all(rating for _, rating, _ in pieces):
        return None
    rated: dict[Fraction, list[str]] = {}
    for name, rating, _ in pieces:
        rated.setdefault(Fraction(rating), []).append(name)
    return tuple(tuple(rated[rating]) for rating in sorted(rated, reverse=True))
