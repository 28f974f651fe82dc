"""Refusals: what the house says when it cannot do what was asked.

A refusal is a code for machines and one plain sentence for people. The sentence is written in English where the
rule stands, marked with :func:`N_`, and translated at the edge, where the visitor's language is known.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any


def N_(message: str) -> str:
    """Mark a sentence for the catalogues without translating it here."""
    return message


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    :param code: stable word for scripts, such as ``outside_bounds``.
    :param message: English sentence with ``{name}`` placeholders, the key of its translations.
    :param params: values of the placeholders.
    :param where: place inside the input (a field name, or a line number counted from 1), if there is one.
    """

    code: str
    message: str
    params: dict[str, Any] = field(default_factory=dict)
    where: str | int | None = None

    def __str__(self) -> str:
        return self.message.format(**self.params)


class Refusals(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """Everything that is wrong with one request, all at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        if not self.problems:
            raise ValueError("a refusal needs at least one problem")
        super().__init__("; ".join(map(str, self.problems)))

    @property
    def code(self) -> str:
        """The code of the first problem."""
        return self.problems[0].code


class Refusal(Refusals):
    """One problem, raised where the rule stands."""

    def __init__(self, code: str, message: str, *, where: str | int | None = None, **params: Any) -> None:
        super().__init__([Problem(code, message, params, where)])
