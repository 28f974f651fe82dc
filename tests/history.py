"""The history of a run under load, and what must be true of it afterwards, whatever was killed meanwhile.

As Jepsen checks databases (jepsen.io): clients write down what they asked and what they were told, and when all is over it
is looked what is there. Acknowledged means there exactly once, with the receipt that was told; refused means not there;
unknown (no answer came) means there at most once. Nothing is there that nobody sent, and codes used, receipts, ballots and
the total of the count are one number.

Pure: it knows neither a database nor a network.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum


class Told(Enum):
    """What the sender knows after one try."""

    ACKNOWLEDGED = "acknowledged"
    REFUSED = "refused"
    UNKNOWN = "unknown"  # no answer, or one that says that the server does not know either


@dataclass(frozen=True, slots=True)
class Try:
    """One request and its answer.

    :param key: the id that the sender made for the thing before it sent it; the same for each further try.
    :param holder: whose it is: the code of a ballot; empty where one person may send many (comments).
    :param body: what was sent, or a hash of it: another body under the same key is another thing.
    :param receipt: what an acknowledgement said, word for word.
    """

    key: str
    told: Told
    holder: str = ""
    body: str = ""
    receipt: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What is there when all is over.

    :param kept: key and receipt of each thing, as often as it is there.
    :param spent: holders whose code is used; None where there are no codes.
    :param ballots: how many ballots lie in the box; None where there is no box.
    :param counted: the total of the count; None where nothing was counted.
    """

    kept: Sequence[tuple[str, str]]
    spent: Sequence[str] | None = None
    ballots: int | None = None
    counted: int | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: its kind, the key or holder that it concerns, and a sentence."""

    kind: str
    about: str
    what: str


def faults(tries: Iterable[Try], found: Found) -> list[Fault]:
    """Everything that is wrong; an empty list for a sound history."""
    by_key: dict[str, list[Try]] = defaultdict(list)
    for one in tries:
        by_key[one.key].append(one)
    kept: dict[str, list[str]] = defaultdict(list)
    for key, receipt in found.kept:
        kept[key].append(receipt)
    wrong = [fault for key, sent in by_key.items() for fault in _of_one(key, sent, kept.get(key, []))]
    wrong += [Fault("nobodys", key, "it is there, and nobody sent it") for key in kept if key not in by_key]
    return wrong + _of_holders(by_key, found) + _of_totals(found)


def _of_one(key: str, sent: Sequence[Try], kept: Sequence[str]) -> list[Fault]:
    """What is wrong with one key."""
    wrong = []
    if len(kept) > 1:
        wrong.append(Fault("doubled", key, f"it is there {len(kept)} times"))
    acknowledged = [one for one in sent if one.told is Told.ACKNOWLEDGED]
    if not acknowledged:
        if kept and all(one.told is Told.REFUSED for one in sent):
            wrong.append(Fault("refused_and_kept", key, "it was refused, and it is there"))
        return wrong
    receipts, bodies = {one.receipt for one in acknowledged}, {one.body for one in acknowledged}
    if not kept:
        wrong.append(Fault("lost", key, "it was acknowledged, and it is not there"))
    elif not receipts <= set(kept):
        wrong.append(Fault("other_receipt", key, "the receipt that was told is not the one that is kept"))
    if len(receipts) > 1:
        wrong.append(Fault("two_receipts", key, "it was acknowledged with two different receipts"))
    if len(bodies) > 1:
        wrong.append(Fault("two_bodies", key, "two different bodies were acknowledged under it"))
    first = sent.index(acknowledged[0])
    if any(one.told is Told.REFUSED and one.body in bodies for one in sent[first:]):
        wrong.append(Fault("taken_back", key, "it was acknowledged, and refused when it was sent again"))
    return wrong


def _of_holders(by_key: dict[str, list[Try]], found: Found) -> list[Fault]:
    """Codes: one thing for each at most, and used if and only if something came of it."""
    told: dict[str, set[str]] = defaultdict(set)
    possible: set[str] = set()
    for key, sent in by_key.items():
        for one in sent:
            if one.told is Told.ACKNOWLEDGED:
                told[one.holder].add(key)
            if one.told is not Told.REFUSED:
                possible.add(one.holder)
    told.pop("", None)
    wrong = [
        Fault("two_of_one", holder, f"{len(keys)} were acknowledged for one holder")
        for holder, keys in told.items() if len(keys) > 1
    ]  # fmt: skip
    if found.spent is None:
        return wrong
    used = Counter(found.spent)
    wrong += [Fault("unspent", holder, "acknowledged, and the code is not used") for holder in told if not used[holder]]
    wrong += [
        Fault("spent_for_nothing", one, "the code is used, and nothing can have come of it")
        for one in used
        if one not in possible
    ]
    wrong += [Fault("spent_twice", holder, "the code is used twice") for holder, times in used.items() if times > 1]
    return wrong


def _of_totals(found: Found) -> list[Fault]:
    """Codes used = receipts = ballots = total of the count."""
    numbers = {
        "codes used": None if found.spent is None else len(found.spent),
        "receipts": len(found.kept), "ballots": found.ballots, "counted": found.counted,
    }  # fmt: skip
    known = {name: number for name, number in numbers.items() if number is not None}
    if len(set(known.values())) < 2:
        return []
    return [Fault("totals", "", ", ".join(f"{number} {name}" for name, number in known.items()))]


def summary(tries: Iterable[Try]) -> dict[str, int]:
    """How many keys ended how: acknowledged at least once, unknown at least once and never acknowledged, only refused."""
    best: dict[str, Told] = {}
    order = (Told.REFUSED, Told.UNKNOWN, Told.ACKNOWLEDGED)
    for one in tries:
        best[one.key] = max(best.get(one.key, Told.REFUSED), one.told, key=order.index)
    counted = Counter(best.values())
    return {told.value: counted[told] for told in order}
