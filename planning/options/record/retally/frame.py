"""Counts the ballots of an election record again 按档案重新计票. Standard library only; lies beside the record's files.

    python retally.py                     recount, compare with result.json: exit 0 the same, 1 different
    python retally.py --json              print the recount as JSON
    python retally.py receipt NONCE a>b   the receipt of a ballot, and whether it is in the list

Exact throughout: whole numbers and fractions, no floats. Each method is written down as its rule reads, slowly: for
every option or pair all ballots are gone through again.
"""

import csv
import hashlib
import itertools
import json
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

Votes = list[tuple[Fraction, tuple[tuple[str, ...], ...]]]
Scores = dict[str, Fraction]


class Count:
    """The ballots of one record, and the rule for ties."""

    def __init__(self, options: Sequence[str], votes: Votes, tie: str, *, said: dict[str, Any] | None = None) -> None:
        self.options, self.votes, self.tie, self.said = list(options), votes, tie, said or {}
        self.left_out = self.said.get("unranked") == "left_out"
        self.beside: dict[str, Any] = {}  # what a method tells beside winners, scores and stages
        self.total = sum((weight for weight, _ in votes), Fraction(0))
        self.stages: list[dict[str, Any]] = []
        kind, _, text = tie.partition(":")
        self.preferred: list[str] = []
        if kind == "order":
            self.preferred = [name.strip() for name in text.split(">")]
        if kind == "seed":
            self.preferred = sorted(options, key=lambda o: hashlib.sha256(f"{text}:{o}".encode()).hexdigest())
        self.table = {(a, b): self.prefer(a, b, both=self.left_out) for a, b in itertools.permutations(options, 2)}

    def prefer(self, one: str, other: str, *, both: bool = False) -> Fraction:
        """Weight of the ballots that rank one strictly above the other; who is not ranked stands below all ranks.

        Where unranked options are left out (``both``), a ballot compares only what it ranks.
        """
        found = Fraction(0)
        for weight, ranking in self.votes:
            place = {option: i for i, rank in enumerate(ranking) for option in rank}
            if not both or {one, other} <= place.keys():
                found += weight if place.get(one, len(ranking)) < place.get(other, len(ranking)) else 0
        return found

    def beats(self, one: str, other: str) -> bool:
        """Whether more weight prefers the one than the other."""
        return self.table[one, other] > self.table[other, one]

    def others(self, option: str) -> list[str]:
        """All options but this one."""
        return [other for other in self.options if other != option]

    def best(self, tied: Iterable[str]) -> list[str]:
        """What the announced rule makes of a tie for the win: one, or all of them where it says nothing."""
        found = set(tied)
        among = [option for option in self.options if option in found]
        named = [option for option in self.preferred if option in among]
        return named[:1] or among

    def stage(self, tallies: Scores, exhausted: Fraction = Fraction(0)) -> None:
        """Keep what a stage of the count looked like."""
        self.stages.append({"tallies": dict(tallies), "exhausted": exhausted})


Method = Callable[[Count], tuple[list[str], Scores]]
METHODS: dict[str, Method] = {}
FURTHER: dict[str, Callable[[Path, Count], Any]] = {}  # what else follows from ballots and a file, where a rule asks
READING: dict[str, Callable[[str, dict[str, Any]], Any]] = {}  # kinds of ballots whose column is not "ranking"


def method(function: Method) -> Method:
    """Put a method into the table by its name."""
    METHODS[function.__name__] = function
    return function


def most(count: Count, scores: Scores) -> tuple[list[str], Scores]:
    """The highest score wins; a tie goes to the rule."""
    return count.best(o for o in count.options if scores[o] == max(scores.values())), scores


def ranks_of(said: str, definition: dict[str, Any]) -> tuple[tuple[str, ...], ...]:
    """A ballot as it is written, > between ranks and = between equals, or as its kind is read."""
    if definition.get("ballot") in READING:
        return READING[definition["ballot"]](said, definition)  # type: ignore[no-any-return]
    return tuple(tuple(rank.split("=")) for rank in said.split(">")) if said else ()


def recount(folder: Path) -> dict[str, Any]:
    """Winners, scores, stages and the pairwise table, from definition.json, record.json and ballots.csv alone."""
    definition, record = (json.loads((folder / n).read_text("utf-8")) for n in ("definition.json", "record.json"))
    gone = set(record["withdrawn"])
    options = [option["key"] for option in definition["options"] if option["key"] not in gone]
    groups: dict[tuple[tuple[str, ...], ...], Fraction] = {}
    sums = {"counted": Fraction(0), "blank": Fraction(0), "invalid": Fraction(0)}
    is_graded = definition.get("ballot") in READING
    with (folder / "ballots.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            weight, said = Fraction(row["weight"]), row["scores" if is_graded else "ranking"]
            struck = tuple(tuple(o for o in rank if o not in gone) for rank in ranks_of(said, definition))
            # Points are kept as ranks that may be empty; the last one, of nought, is beside what has no points.
            ranking = struck[:-1] if is_graded else tuple(rank for rank in struck if rank)
            named = [option for rank in struck for option in rank]
            is_fair = set(named) <= set(options) and len(set(named)) == len(named) and bool(named)
            sums["counted" if is_fair else "invalid" if said else "blank"] += weight
            if is_fair and weight:
                groups[ranking] = groups.get(ranking, Fraction(0)) + weight
    votes = [(weight, ranking) for ranking, weight in groups.items()]
    count = Count(options, votes, definition["tie"], said=definition)
    winners, scores = METHODS[definition["method"]](count) if votes else ([], {})
    matrix = [[count.table[a, b] if a != b else Fraction(0) for b in options] for a in options]
    further = {name: function(folder, count) for name, function in FURTHER.items() if definition.get("rule")}
    return plain({  # type: ignore[no-any-return]
        "method": definition["method"], "winners": winners, "scores": scores, "stages": count.stages,
        "pairwise": {"options": options, "matrix": matrix}, **sums, **count.beside, **further,
    })  # fmt: skip


def plain(value: Any) -> Any:
    """Whole numbers as numbers, fractions as text p/q."""
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else str(value)
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    return [plain(inner) for inner in value] if isinstance(value, (list, tuple)) else value


def receipt(folder: Path, nonce: str, said: str) -> bool:
    """Whether the commitment to a ballot is in the list of its round."""
    definition = json.loads((folder / "definition.json").read_text("utf-8"))
    ballot = ranks_of(said, definition)
    text = json.dumps({"ballot": ballot, "nonce": nonce, "round": definition["id"]}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))  # fmt: skip
    commitment = hashlib.sha256(text.encode()).hexdigest()
    is_there = commitment in (folder / "commitments.csv").read_text("utf-8")
    print(commitment, "is in the list 在清单中" if is_there else "is NOT in the list 不在清单中")
    return is_there


def main(arguments: list[str]) -> int:
    """Do what the heading says; returns the exit code."""
    folder = Path(__file__).resolve().parent
    if arguments[:1] == ["receipt"] and len(arguments) == 3:
        return 0 if receipt(folder, arguments[1], arguments[2]) else 1
    found, stored = recount(folder), json.loads((folder / "result.json").read_text("utf-8"))
    for name in FURTHER.keys() & found.keys():
        stored[name] = json.loads((folder / f"{name}.json").read_text("utf-8"))[name]
    differing = [name for name in found if found[name] != stored.get(name)]
    if arguments == ["--json"]:
        print(json.dumps(found, ensure_ascii=False, sort_keys=True))
    else:
        print("winners 结果:", ", ".join(found["winners"]) or "nobody 无")
        for name in FURTHER.keys() & found.keys():
            print(f"{name} 决定:", "accepted 通过" if found[name]["accepted"] else "not accepted 未通过")
        different = f"DIFFERENT from result.json 与档案不符: {', '.join(differing)}"
        print(different if differing else "the same as result.json 与档案一致")
    return 1 if differing else 0
