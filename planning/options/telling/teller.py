"""What every telling needs: titles for options, and numbers as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from planning.options.counting.exact import Exact, exact
from planning.wording import Sentence, Words

if TYPE_CHECKING:
    from planning.options.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Teller:
    """An outcome and what its options are called."""

    outcome: Outcome
    titles: Mapping[str, Words]

    def named(self, *options: str) -> tuple[Words, ...]:
        """Titles of options, in the order of the ballot paper."""
        return tuple(self.titles.get(o, Words(o, o)) for o in self.outcome.profile.options if o in options)

    def title(self, option: str) -> Words:
        """Title of one option."""
        return self.titles.get(option, Words(option, option))

    def leading(self, tallies: Mapping[str, Exact]) -> tuple[Words, ...]:
        """The options with the most."""
        most = max(tallies.values())
        return self.named(*(option for option, tally in tallies.items() if tally == most))


def say(message: str, **params: Any) -> Sentence:
    """A sentence with numbers as people read them; what is text already stays as it is."""
    return Sentence(message, {k: v if isinstance(v, (Words, tuple, str)) else decimal(v) for k, v in params.items()})


def decimal(number: Exact) -> str:
    """A number as people read it: whole, with a short decimal where that is exact, else as a fraction."""
    number = exact(number)
    if isinstance(number, int):
        return str(number)
    for digits in (1, 2, 3):
        scaled = number * 10**digits
        if scaled.denominator == 1:
            whole, rest = divmod(abs(scaled.numerator), 10**digits)
            return f"{'-' if number < 0 else ''}{whole}.{rest:0{digits}}"
    return str(number)
