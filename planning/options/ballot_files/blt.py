"""BLT (Hill, Wichmann and Woodall, 1987), with ``=`` for equal ranks as in OpenSTV."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from planning.errors import N_
from planning.options.ballot_files.reading import Reading, keys_for, unreadable

_TOKEN = re.compile(r'"[^"\n]*"|\([^)\n]*\)|[^\s"]+')
MOST_OPTIONS = 10_000


@dataclass(slots=True)
class _Tokens:
    """What stands in the file, with line numbers; comments from ``#`` on are left out."""

    found: list[tuple[int, str]] = field(default_factory=list)
    at: int = 0

    @classmethod
    def of(cls, text: str) -> _Tokens:
        return cls(
            [(line, token) for line, written in enumerate(text.splitlines(), start=1) for token in _words(written)]
        )

    def take(self) -> tuple[int, str] | None:
        """The next one, or None at the end."""
        if self.at >= len(self.found):
            return None
        self.at += 1
        return self.found[self.at - 1]


def _words(written: str) -> Iterator[str]:
    for token in _TOKEN.findall(written):
        if token.startswith("#"):
            return
        if not token.startswith("("):  # a ballot's own id
            yield token


def read_blt(text: str, reading: Reading) -> None:
    """Number of options and seats, withdrawn options as ``-2``, ballots ``weight 1 3=4 0`` up to ``0``, names, title."""
    tokens = _Tokens.of(text)
    head = [tokens.take(), tokens.take()]
    if any(h is None or not h[1].isascii() or not h[1].isdigit() for h in head) or int(head[0][1]) > MOST_OPTIONS:  # type: ignore[index]
        reading.wrong("bad_header", N_("The file must begin with the number of options and the number of seats."), 1)
        return
    size = int(head[0][1])  # type: ignore[index]
    withdrawn, ballots = _ballots(tokens, size, reading)
    names = [token.strip('"') for _, token in tokens.found[tokens.at :]][:size]
    named = {number: names[number - 1] if number <= len(names) else str(number) for number in range(1, size + 1)}
    keys = keys_for(named)
    reading.meet(keys.values())
    reading.titles.update({keys[number]: name for number, name in named.items()})
    reading.withdrawn.update(keys[number] for number in withdrawn)
    for line, weight, ranks in ballots:
        exact_weight = reading.weight(weight, line)
        if exact_weight is not None:
            reading.add(tuple(tuple(keys[n] for n in rank) for rank in ranks), exact_weight, line)


_Marks = list[list[int]]


def _ballots(tokens: _Tokens, size: int, reading: Reading) -> tuple[list[int], list[tuple[int, str, _Marks]]]:
    """Withdrawn options and ballots, up to the single 0 that ends them."""
    withdrawn: list[int] = []
    ballots: list[tuple[int, str, _Marks]] = []
    while True:
        token = tokens.take()
        if token is None:
            reading.wrong(
                "no_end", N_("The ballots do not end: a line with a single 0 must follow them."), _last(tokens)
            )
            return withdrawn, ballots
        line, word = token
        if word == "0":
            return withdrawn, ballots
        if word.startswith("-") and not ballots and (number := _number(word[1:], size)):
            withdrawn.append(number)
            continue
        marks = _marks(tokens, size)
        if marks is None:
            unreadable(reading, line, word)
        else:
            ballots.append((line, word, marks))


def _marks(tokens: _Tokens, size: int) -> _Marks | None:
    """Ranks up to the 0 that ends a ballot; ``-`` is an empty rank. None if a mark is no option."""
    ranks: _Marks = []
    readable = True
    while (token := tokens.take()) is not None and token[1] != "0":
        numbers = [] if token[1] == "-" else [_number(part, size) for part in token[1].split("=")]
        readable = readable and None not in numbers
        ranks.append([number for number in numbers if number is not None])
    return ranks if readable and token is not None else None


def _number(text: str, size: int) -> int | None:
    """The number of an option."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
    return number if 1 <= number <= size else None


def _last(tokens: _Tokens) -> int:
    return tokens.found[-1][0] if tokens.found else 1
