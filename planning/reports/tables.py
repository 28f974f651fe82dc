"""The tables of a result, with every number; words are already in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass

from planning.errors import N_
from planning.i18n import Translator
from planning.i18n.names import method_name
from planning.options.counting.exact import Exact
from planning.options.counting.result import Result
from planning.options.counting.unranked import Unranked
from planning.options.outcome import Outcome
from planning.options.paper.figures import PaperFigures
from planning.options.reading import Participation, ResultsView
from planning.options.telling import decimal
from planning.reports.flow import final_order
from planning.reports.paper_figures import figures_told

MOST_COMPARED = 12
"""Options in the table of comparisons: a larger one could not be read."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell. ``option`` is the place of an option whose mark stands before the text."""

    text: str
    option: int | None = None
    strong: bool = False
    only_mark: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption; the first cell of each row is its heading."""

    caption: str
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


def named(view: ResultsView, key: str, t: Translator, *, only_mark: bool = False) -> Cell:
    """An option as the heading of a row or a column."""
    return Cell(t.words(view.titles[key]), view.position(key), only_mark=only_mark)


def reading_order(outcome: Outcome) -> tuple[str, ...]:
    """Options as the announced method places them; in their own order where it places nobody."""
    order = final_order(outcome.result)
    return (*order, *(option for option in outcome.profile.options if option not in order))


def stages_table(view: ResultsView, result: Result, t: Translator) -> Table:
    """What each option held at each stage, and what it gained since the stage before."""
    stages = result.stages
    total = stages[0].continuing + stages[0].exhausted
    head = (Cell(t("Option")), *(Cell(t("Stage {stage}", stage=i)) for i in range(1, len(stages) + 1)))
    rows = [
        (named(view, option, t), *(_held(result, i, option, t) for i in range(len(stages))))
        for option in final_order(result)
    ]
    rows.append((Cell(t("Exhausted ballots")), *(Cell(decimal(stage.exhausted)) for stage in stages)))
    rows.append((Cell(t("Ballots that count")), *(Cell(decimal(stage.continuing)) for stage in stages)))
    caption = t("Ballots at each stage, of {total} with a ranking", total=decimal(total))
    return Table(caption, head, tuple(rows))


def _held(result: Result, i: int, option: str, t: Translator) -> Cell:
    stage = result.stages[i]
    if option not in stage.tallies:
        return Cell("–")
    tally = stage.tallies[option]
    gained = tally - result.stages[i - 1].tallies[option] if i else 0
    said = decimal(tally) + (f" (+{decimal(gained)})" if gained else "")
    if option in stage.elected:
        return Cell(t("{number} ✓ wins", number=said), strong=True)
    if option in stage.eliminated:
        return Cell(t("{number} × leaves", number=said))
    return Cell(t("{number} = tied", number=said) if option in stage.tied else said)


def ranks_table(view: ResultsView, outcome: Outcome, t: Translator) -> Table:
    """How often each option stood at each rank."""
    places = range(1, len(outcome.profile.options) + 1)
    head = (Cell(t("Option")), *(Cell(t("Rank {rank}", rank=place)) for place in places), Cell(t("Not ranked")))
    rows = tuple(
        (named(view, key, t), *(Cell(decimal(weight)) for weight in outcome.standing[key]))
        for key in reading_order(outcome)
    )
    total = decimal(outcome.profile.weight)
    return Table(t("Ballots that put each option at each rank, of {total} with a ranking", total=total), head, rows)


def pairwise_table(view: ResultsView, outcome: Outcome, t: Translator) -> Table:
    """How many ballots prefer the option of the row to that of the column; the winner of each pair has a sign."""
    keys = reading_order(outcome)[:MOST_COMPARED]
    head = (Cell(t("Preferred to →")), *(named(view, key, t, only_mark=True) for key in keys))
    rows = tuple((named(view, key, t), *(_compared(outcome, key, other) for other in keys)) for key in keys)
    total = decimal(outcome.profile.weight)
    return Table(
        t("Ballots that prefer the option of the row to that of the column, of {total} with a ranking", total=total),
        head,
        rows,
    )


def _compared(outcome: Outcome, key: str, other: str) -> Cell:
    if key == other:
        return Cell("")
    own, theirs = outcome.pairwise.prefer(key, other), outcome.pairwise.prefer(other, key)
    sign = "✓" if own > theirs else "=" if own == theirs else ""
    return Cell(f"{decimal(own)} {sign}".strip(), strong=own > theirs)


def beside_table(view: ResultsView, outcome: Outcome, t: Translator) -> Table:
    """First places, Borda points and comparisons of each option side by side."""
    total, rivals = outcome.profile.weight, len(outcome.profile.options) - 1
    first, points = _scores(outcome, "plurality"), _scores(outcome, "borda")
    head = (
        Cell(t("Option")),
        Cell(t("First places, of {total}", total=decimal(total))),
        Cell(t("Borda points, of {most}", most=decimal(total * rivals))),
        Cell(t("Comparisons won – lost – tied, of {rivals}", rivals=rivals)),
    )
    rows = tuple(
        (named(view, key, t), Cell(decimal(first[key])), Cell(decimal(points[key])),
         Cell(" – ".join(map(str, outcome.pairwise.record(key)))))
        for key in reading_order(outcome)
    )  # fmt: skip
    return Table(t("The same ballots by other ways of counting"), head, rows)


def _scores(outcome: Outcome, method: str) -> dict[str, Exact]:
    return dict.fromkeys(outcome.profile.options, 0) | dict(outcome.results[method].scores)


def methods_table(view: ResultsView, outcome: Outcome, t: Translator) -> Table:
    """Who would win by each method, and whether that is the announced result."""
    rows: list[tuple[Cell, ...]] = []
    for name, result in outcome.results.items():
        winners = tuple(view.titles[key] for key in result.winners)
        only = view.position(result.winners[0]) if len(result.winners) == 1 else None
        said = t.words(winners) if winners else t("nobody")
        if len(winners) > 1 and not (outcome.is_several and all(tie.resolved for tie in result.ties)):
            said = t("tie: {options}", options=winners)
        rows.append((Cell(method_name(t, name)), Cell(said, only), Cell(_verdict(outcome, name, t))))
    rows += [
        (Cell(method_name(t, name)), Cell(t("does not apply")), Cell(t.sentence(why)))
        for name, why in outcome.skipped.items()
    ]
    winner = t("Chosen") if outcome.is_several else t("Winner")
    head = (Cell(t("Method")), Cell(winner), Cell(t("Compared with the announced result")))
    return Table(t("Winners by each method"), head, tuple(rows))


def _verdict(outcome: Outcome, method: str, t: Translator) -> str:
    if method == outcome.method:
        return t("announced method")
    if not outcome.results[method].winners:
        return t("says nothing")
    return t("different") if method in outcome.differing else t("the same")


def turnout_table(participation: Participation, t: Translator) -> Table:
    """Voted of enrolled, by group; small groups together as hidden ones."""
    rows: list[tuple[Cell, ...]] = [
        (Cell(t.words(g.name) or t("Neither courtyard nor street")), Cell(str(g.voted)), Cell(str(g.enrolled)),
         Cell(percent(g.voted, g.enrolled)))
        if g.voted is not None and g.enrolled is not None
        else (Cell(t.words(g.name) or t("Neither courtyard nor street")), *(Cell(t("hidden")),) * 3)
        for g in participation.groups
    ]  # fmt: skip
    whole = (
        str(participation.voted),
        str(participation.enrolled),
        percent(participation.voted, participation.enrolled),
    )
    rows.append((Cell(t("The whole roll"), strong=True), *(Cell(text, strong=True) for text in whole)))
    head = (Cell(t("Courtyard or street front")), Cell(t("Voted")), Cell(t("On the roll")), Cell(t("Share")))
    return Table(t("Turnout against the roll"), head, tuple(rows))


def paper_table(figures: PaperFigures, t: Translator) -> Table:
    """Every sheet by what became of it, and what was received and not counted."""
    rows = tuple((Cell(label), Cell(text)) for label, text in figures_told(figures, t))
    return Table(t("Sheets of paper"), (Cell(t("What became of them")), Cell(t("Number"))), rows)


def percent(part: int, whole: int) -> str:
    """A share to one decimal, rounded half up, from whole numbers only."""
    if not whole:
        return "–"
    thousandths = (2000 * part + whole) // (2 * whole)
    return f"{thousandths // 10}.{thousandths % 10}%"


TIE_RULES = {
    "stands": N_("A tie stands and is told as a tie."),
    "earlier": N_(
        "In a tie, the option that had fewer ballots at an earlier stage leaves; if none had, the tie stands."
    ),
    "order": N_("In a tie, the order announced in advance decides: {order}."),
    "seed": N_("In a tie, a draw decides that anybody can repeat from the text announced in advance: “{seed}”."),
}
"""Tie rules in words, by their first word."""

UNRANKED_RULES = {
    Unranked.TIED_LAST: N_("Tied last: a ballot prefers every option that it ranks to every one that it does not."),
    Unranked.LEFT_OUT: N_(
        "Left out: a ballot compares only the options that it ranks, and gives the others no points."
    ),
}
"""What an unranked option is, in words."""
