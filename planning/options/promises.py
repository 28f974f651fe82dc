"""What is promised of a vote and what is not: one text, for the voters who cast it and the boards that answer for it."""

from __future__ import annotations

from dataclasses import dataclass

from planning.errors import N_


@dataclass(frozen=True, slots=True)
class Promises:
    """Sentences in English, keys of their translations."""

    promised: tuple[str, ...]
    not_promised: tuple[str, ...]
    elsewhere: str


def promises(*, provable: bool) -> Promises:
    """The promises of a round.

    :param provable: whether voters are given the nonce that opens their receipt.
    """
    changed = KEPT if provable else NOT_KEPT
    return Promises(
        (
            N_("One ballot for each code. The first one is final: nobody can replace it."),
            N_("Other participants cannot see how somebody voted. After closing, ballots are shuffled and cut off from codes and phones."),
            N_("Nobody, staff included, can read the count before the round has closed. Until then only the number of ballots is known."),
            N_("A ballot that vanishes is noticed by whoever looks for its receipt in the list of the round, once it has closed."),
            changed,
            N_("The board and its auditor can recount everything. Everybody else can check what the public record carries."),
        ),
        (
            N_("Secrecy from whoever operates the computer: they could watch ballots arrive, and copies of the database that were made during the vote keep what is destroyed after it."),
            N_("Safety from pressure: nobody sees who stands behind you. If you were pressed, tell the board before you vote."),
            N_("That codes which their owners did not use were not used by somebody else: ask the board who handed them out."),
            *((PROVING,) if provable else ()),
        ),
        N_("For a binding public election use the procedure that the law lays down. What comes out here is advice, or a check before an owners' vote."),
    )  # fmt: skip


KEPT = N_("A ballot that was changed is noticed by whoever kept the secret number of its receipt: receipt, number and ballot must fit each other.")  # fmt: skip
NOT_KEPT = N_("In this round nobody is given the secret number of a receipt. So nobody can be made to prove a vote, and a voter cannot prove that a ballot was changed.")  # fmt: skip
PROVING = N_("That you cannot be made to prove your vote: whoever has the secret number of your receipt can be shown how you voted.")  # fmt: skip
