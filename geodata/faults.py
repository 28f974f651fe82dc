"""What is wrong with a file, as a code for machines and an English sentence that the caller may translate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


def N_(message: str) -> str:
    """Mark a sentence for the catalogues of whoever uses this package."""
    return message


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, or worth knowing.

    :param message: English sentence with ``{name}`` placeholders.
    :param where: line of a text file, or number of a feature, counted from 1.
    """

    code: str
    message: str
    params: Mapping[str, Any] = field(default_factory=dict)
    where: int | None = None

    def __str__(self) -> str:
        return self.message.format(**self.params)


class Unreadable(Exception):  # noqa: N818 - a word of the house, not a suffix
    """A file that cannot be read at all, with everything that is wrong with it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(map(str, self.faults)))


def unreadable(code: str, message: str, *, where: int | None = None, **params: Any) -> Unreadable:
    """An :class:`Unreadable` with one fault."""
    return Unreadable([Fault(code, message, params, where)])
