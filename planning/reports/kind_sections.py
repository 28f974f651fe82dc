"""Pictures and tables of results by points, for several seats, and of budgets."""

from __future__ import annotations

from planning.errors import N_
from planning.i18n import Translator
from planning.options.counting.result import Result
from planning.options.counting.several.budget import BudgetVote
from planning.options.money import yuan
from planning.options.outcome import Outcome
from planning.options.reading import ResultsView
from planning.options.telling import decimal
from planning.reports import bars
from planning.reports.flow import final_order
from planning.reports.sections import Section
from planning.reports.tables import Cell, Table, named, reading_order, stages_table

TRANSFERS = frozenset({"stv_scottish", "stv_wigm"})
FIGURES = {
    "seq_pav": N_("The figure of each turn is the weight of the ballots that mark an option; a ballot that already got n options counts one (n+1)th. The highest is chosen next."),
    "phragmen": N_("The figure of each turn is the load that each supporter of an option would carry. The lowest is chosen next."),
    "mes": N_("The figure of each turn is what a supporter of an option pays at most out of an equal share, and once nobody can pay, the load that each would carry. The lowest is chosen next."),
    "pb_greedy": N_("The figure of each turn is the number of ballots that mark an option and can still be paid for. The highest is paid for next."),
    "pb_mes": N_("The figure of each turn is what a supporter pays at most for each yuan of the cost, out of an equal share; once nobody can pay, what is left is spent by votes."),
}  # fmt: skip
TRANSFERS_TOLD = N_("Who reaches the quota is chosen, and what is above the quota goes on to the next option of those ballots; else the option with the fewest leaves.")  # fmt: skip


def chosen_sections(view: ResultsView, outcome: Outcome, t: Translator) -> list[Section]:
    """The announced count of a method that chooses several."""
    if isinstance(outcome.counting.ballots, BudgetVote):
        return [_budget(view, outcome, outcome.counting.ballots, t), *_turns(view, outcome.result, t)]
    if outcome.method in TRANSFERS:
        return [_transfers(view, outcome, t)]
    return [_approvals(view, outcome, t), *_turns(view, outcome.result, t)]


def points_section(view: ResultsView, outcome: Outcome, t: Translator) -> Section:
    """Bars of the points, and of a final of two its figures."""
    most = outcome.counting.sums.weight * outcome.counting.rules.most_points
    scores = [(key, outcome.result.scores[key]) for key in reading_order(outcome)]
    title = t("Points, of the most that were possible")
    rows = tuple((named(view, key, t), Cell(decimal(score))) for key, score in scores)
    tables = [Table(title, (Cell(t("Option")), Cell(t("Points, of {most}", most=decimal(most)))), rows)]
    if outcome.method == "star" and len(outcome.result.stages) == 2:
        last = outcome.result.stages[1]
        final = tuple((named(view, key, t), Cell(decimal(n), strong=key in last.elected)) for key, n in last.tallies.items())  # fmt: skip
        tables.append(Table(t("The final of the two with the most points"), (Cell(t("Option")), Cell(t("Ballots that give it more points than the other"))), final))  # fmt: skip
    return Section("scores", title, (), bars.scores_picture(view, scores, t, most=most, title=title), (), tuple(tables))


def _approvals(view: ResultsView, outcome: Outcome, t: Translator) -> Section:
    title = t("Ballots that accept each option, of all that mark any")
    scores = [(key, outcome.result.scores[key]) for key in reading_order(outcome)]
    picture = bars.scores_picture(view, scores, t, most=outcome.profile.weight, title=title)
    head = (Cell(t("Option")), Cell(t("Ballots")), Cell(t("What became of it")))
    rows = tuple((named(view, key, t), Cell(decimal(n)), _fate(view, outcome.result, key, t)) for key, n in scores)
    return Section("scores", title, (), picture, (), (Table(title, head, rows),))


def _fate(view: ResultsView, result: Result, key: str, t: Translator) -> Cell:
    if key not in view.winners:
        return Cell("–")
    sure = not any(not tie.resolved for tie in result.ties) or any(key in stage.elected for stage in result.stages)
    return Cell(t("✓ chosen") if sure else t("= tied"), strong=sure)


def _transfers(view: ResultsView, outcome: Outcome, t: Translator) -> Section:
    first = outcome.result.stages[0].tallies
    title = t("First places, of all ballots with a ranking")
    keys = [key for key in final_order(outcome.result) if key in first]
    picture = bars.scores_picture(view, [(k, first[k]) for k in keys], t, most=outcome.profile.weight, title=title)
    quota = t("The quota is {quota} ballots.", quota=decimal(outcome.result.quota or 0))
    said = (t(TRANSFERS_TOLD), quota)
    return Section("stages", t("Stages of the count"), said, picture, (), (stages_table(view, outcome.result, t),))


def _turns(view: ResultsView, result: Result, t: Translator) -> list[Section]:
    """Who was chosen at which turn, by which figures."""
    if not result.stages or result.method not in FIGURES:
        return []
    head = (Cell(t("Option")), *(Cell(t("Turn {turn}", turn=i)) for i in range(1, len(result.stages) + 1)))
    rows = tuple((named(view, key, t), *(_figure(result, i, key, t) for i in range(len(result.stages)))) for key in final_order(result))  # fmt: skip
    table = Table(t("Figures of each turn"), head, rows)
    return [Section("stages", t("One turn after another"), (t(FIGURES[result.method]),), None, (), (table,))]


def _figure(result: Result, i: int, key: str, t: Translator) -> Cell:
    stage = result.stages[i]
    if key not in stage.tallies:
        return Cell("–")
    said = decimal(stage.tallies[key])
    if key in stage.elected:
        return Cell(t("{number} ✓ chosen", number=said), strong=True)
    return Cell(t("{number} = tied", number=said) if key in stage.tied else said)


def _budget(view: ResultsView, outcome: Outcome, vote: BudgetVote, t: Translator) -> Section:
    """Every option with its cost and its ballots; what is spent together, and what is left."""
    title = t("What the budget pays for")
    support, result = vote.support, outcome.result
    keys = reading_order(outcome)
    scores = [(key, support[key]) for key in keys]
    picture_title = t("Ballots that mark each option, of all that mark any")
    picture = bars.scores_picture(view, scores, t, most=outcome.profile.weight, title=picture_title)
    head = (Cell(t("Option")), Cell(t("Cost in yuan")), Cell(t("Ballots")), Cell(t("What became of it")))
    rows = [(named(view, key, t), Cell(yuan(vote.costs[key])), Cell(decimal(support[key])), _paid(view, result, key, t)) for key in keys]  # fmt: skip
    if result.total_cost is not None:
        rows.append((Cell(t("Together, of {budget} yuan", budget=yuan(vote.limit)), strong=True), Cell(yuan(result.total_cost), strong=True), Cell(""), Cell("")))  # fmt: skip
        rows.append((Cell(t("Left"), strong=True), Cell(yuan(vote.limit - result.total_cost), strong=True), Cell(""), Cell("")))  # fmt: skip
    return Section("budget", title, (), picture, (), (Table(title, head, tuple(rows)),), folded=False)  # fmt: skip


def _paid(view: ResultsView, result: Result, key: str, t: Translator) -> Cell:
    if key not in view.winners:
        return Cell("–")
    return Cell(t("= tied")) if result.total_cost is None else Cell(t("✓ paid for"), strong=True)
