"""A decision beside a ranked round: before it, whether to change anything at all; after it, whether to do what won."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planning.errors import N_
from planning.options.decision.deciding import Decision
from planning.options.decision.telling import label
from planning.options.outcome import Outcome
from planning.wording import Sentence, Words


@dataclass(frozen=True, slots=True)
class Gate:
    """“Replace at all?” A ranked round counts only if the question before it was accepted.

    :param question: what was asked first.
    :param outcome: what was ranked; None where it was not asked for want of consent.
    """

    question: Words
    decision: Decision
    outcome: Outcome | None = None

    @property
    def is_open(self) -> bool:
        """Whether anything is to be chosen at all."""
        return self.decision.accepted

    @property
    def winners(self) -> tuple[str, ...]:
        """What is chosen in the end: nothing where the gate stays shut."""
        return self.outcome.winners if self.is_open and self.outcome else ()

    def told(self, titles: Mapping[str, Words]) -> tuple[Sentence, ...]:
        """How the two go together."""
        said = {"question": self.question, "winners": _named(self.winners, titles)}
        if not self.is_open:
            first = N_("“{question}” was not accepted: what was ranked after it stays without effect.")
        elif not self.winners:
            first = N_("“{question}” was accepted; nothing has been chosen after it yet.")
        elif len(self.winners) == 1:
            first = N_("“{question}” was accepted, and {winners} was chosen.")
        else:
            first = N_("“{question}” was accepted; the choice is a tie between {winners}.")
        return Sentence(first, said), label(self.decision.rule)


@dataclass(frozen=True, slots=True)
class Ratification:
    """“Shall we do it?” The winner of a ranked round, put to a yes or no.

    :param decision: None as long as it was not put.
    """

    outcome: Outcome
    decision: Decision | None = None

    @property
    def winner(self) -> str | None:
        """The one that is to be ratified; None where nobody or several won: a tie is resolved first."""
        return self.outcome.winners[0] if len(self.outcome.winners) == 1 else None

    @property
    def is_ratified(self) -> bool:
        """Whether one option won and was accepted."""
        return self.winner is not None and self.decision is not None and self.decision.accepted

    def told(self, titles: Mapping[str, Words]) -> tuple[Sentence, ...]:
        """How the two go together."""
        said = {"winner": _named((self.winner,), titles) if self.winner else ()}
        if self.winner is None:
            return (Sentence(N_("No single option won, so there is nothing to ratify yet.")),)
        if self.decision is None:
            return (Sentence(N_("{winner} won, and has not been put to a yes or no yet."), said),)
        message = (
            N_("{winner} won and was ratified.") if self.is_ratified else N_("{winner} won, and was not ratified.")
        )
        return Sentence(message, said), label(self.decision.rule)


def _named(keys: tuple[str, ...], titles: Mapping[str, Words]) -> tuple[Words, ...]:
    return tuple(titles.get(key, Words(key, key)) for key in keys)
