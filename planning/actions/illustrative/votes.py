"""Ballots and spent codes of the illustrative rounds, drawn by chance and linked to nobody."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from planning.actions.illustrative.naming import Naming
from planning.options.ballot import Ballot, Channel, Ranking
from planning.options.decision.on_roll import WHOLE, ChoiceSum
from planning.options.decision.votes import Choice
from planning.options.electorate import Code, Voter, VoterKind, code_hash, new_code
from planning.options.receipt import commitment, new_nonce, receipt_of
from planning.options.round import CHOICES, Round
from planning.store.ballots import Kept

CHANNELS, CHANNEL_SHARES = (Channel.PHONE, Channel.WEB, Channel.PAPER), (0.72, 0.17, 0.11)
TURNOUT_CLOSED, TURNOUT_OPEN = 0.68, 1 / 3
BLANK = 0.015
REPLACE_HOMES, REPLACE_SHOPS = 0.72, 0.83

# What people like: strength of each species with homes and with shops, and how strongly "small" and "shady" go together.
KEYS = ("crape_myrtle", "jacaranda", "ginkgo", "osmanthus", "camphor")
LIKED_HOMES = (0.62, 0.44, 0.30, 0.18, 0.26)
LIKED_SHOPS = (0.80, 0.30, 0.24, 0.30, -0.25)
SHADY = (-0.5, 0.6, 0.1, -0.6, 0.8)
RANKED_SHARES = (0.14, 0.2, 0.27, 0.13, 0.26)


@dataclass(frozen=True, slots=True)
class Turnout:
    """Who voted when, and, apart from it and in another order, what lies in the box."""

    spent: dict[str, datetime]
    ballots: tuple[Ballot, ...]
    sums: tuple[ChoiceSum, ...] = ()


def replace_or_keep(name: Naming, round_: Round, voters: Sequence[Voter], rng: np.random.Generator) -> Turnout:
    """The closed round: about two thirds voted, most of them to replace; a few abstained."""

    def choice(voter: Voter) -> Ranking:
        share = REPLACE_SHOPS if voter.kind is VoterKind.SHOP else REPLACE_HOMES
        return (("yes",),) if rng.random() < share else (("no",),)

    assert round_.period is not None  # noqa: S101 - it is closed
    return _turnout(
        name, round_, voters, round_.period.closes, rng, share=TURNOUT_CLOSED, choice=choice, blank=(("abstain",),)
    )


def species_so_far(
    name: Naming, round_: Round, voters: Sequence[Voter], at: datetime, rng: np.random.Generator
) -> Turnout:
    """The open round: about a third voted, many ranked only some."""

    def choice(voter: Voter) -> Ranking:
        liked = LIKED_SHOPS if voter.kind is VoterKind.SHOP else LIKED_HOMES
        felt = np.array(liked) + float(rng.normal(0, 0.55)) * np.array(SHADY) + rng.gumbel(0, 0.5, len(KEYS))
        ranked = 1 + int(rng.choice(len(KEYS), p=RANKED_SHARES))
        return tuple((KEYS[int(i)],) for i in np.argsort(-felt)[:ranked])

    return _turnout(name, round_, voters, at, rng, share=TURNOUT_OPEN, choice=choice)


def _turnout(
    name: Naming, round_: Round, voters: Sequence[Voter], until: datetime, rng: np.random.Generator, *,
    share: float, choice: Callable[[Voter], Ranking], blank: Ranking = (),
) -> Turnout:  # fmt: skip
    assert round_.period is not None  # noqa: S101 - both rounds have opened
    span_s = (until - round_.period.opens).total_seconds()
    keen = {place: float(rng.uniform(0.82, 1.2)) for place in sorted({voter.courtyard_id or "" for voter in voters})}
    came = [voter for voter in voters if rng.random() < share * keen[voter.courtyard_id or ""]]
    spent = {
        voter.id: round_.period.opens + timedelta(seconds=round(float(rng.beta(1.1, 1.7)) * 0.98 * span_s))
        for voter in came
    }
    said = []
    ballots = []
    for i, voter in enumerate(came):
        ranking = blank if rng.random() < BLANK else choice(voter)
        channel = CHANNELS[int(rng.choice(len(CHANNELS), p=CHANNEL_SHARES))]
        said.append((voter, ranking))
        ballots.append(Ballot(name(f"ballot of {round_.id}", i), name.community, round_.id, ranking, channel=channel))
    return Turnout(spent, tuple(sorted(ballots, key=lambda ballot: ballot.id)), _sums(round_, said))


def _sums(round_: Round, said: Sequence[tuple[Voter, Ranking]]) -> tuple[ChoiceSum, ...]:
    """Heads and areas by choice, as casting would have added them up; nothing where no rule was announced."""
    if not round_.rule:
        return ()
    sums = dict.fromkeys(CHOICES, (0, 0))
    for voter, ranking in said:
        heads, area = sums[ranking[0][0]]
        sums[ranking[0][0]] = (heads + 1, area + (voter.area or 0))
    return tuple(ChoiceSum(WHOLE, Choice(choice), heads, area) for choice, (heads, area) in sums.items())


@dataclass(frozen=True, slots=True)
class Keys:
    """One-time codes of a round: truly random ones, for a code that a seed could give would be no code."""

    codes: tuple[Code, ...]
    receipts: tuple[Kept, ...]
    plain: dict[str, str]


def keys(name: Naming, round_: Round, voters: Sequence[Voter], turnout: Turnout, issued_at: datetime) -> Keys:
    """A code for every voter, a receipt for every spent one; ``plain`` has the codes that can still be used."""
    codes, receipts, plain = [], [], {}
    committed = [commitment(round_.id, new_nonce(), ballot.ranking) for ballot in turnout.ballots]
    secrets.SystemRandom().shuffle(committed)  # whose receipt stands for which ballot, nobody knows
    for i, voter in enumerate(voters):
        code, spent_at = new_code(), turnout.spent.get(voter.id)
        client_hash = hashlib.sha256(secrets.token_bytes(32)).hexdigest() if spent_at else None
        codes.append(Code(name(f"code of {round_.id}", i), name.community, round_.id, code_hash(code) or "", issued_at,
                          voter.id, spent_at=spent_at, client_hash=client_hash))  # fmt: skip
        if spent_at is None:
            plain[voter.id] = code
        elif client_hash is not None:
            one = committed.pop()
            receipts.append(Kept(client_hash, round_.id, None, receipt_of(one), spent_at, one))
    return Keys(tuple(codes), tuple(receipts), plain)
