"""A decision in tables: how many said what, each threshold with its figures, and the verdict of each group."""

from __future__ import annotations

from markupsafe import Markup

from planning.i18n import Translator
from planning.i18n.names import name_of
from planning.options.counting.exact import Exact
from planning.options.decision.announcing import rule_of
from planning.options.decision.publishing import Line, Published
from planning.options.decision.rule import Rule
from planning.options.decision.telling import COUNT_ONLY, figure, rule_told
from planning.options.reading import ResultsView
from planning.options.round import CHOICES, BallotKind
from planning.options.telling import decimal
from planning.reports import bars
from planning.reports.tables import Cell, Table, named


def decision_tables(view: ResultsView, t: Translator) -> tuple[Table, ...]:
    """The tables of a yes or no, as far as they tell on nobody."""
    decision = view.decision
    if decision is None:
        return (_heads(view, t),) if view.outcome else ()
    if not decision.heads:
        return ()
    found = [_heads(view, t), _thresholds(decision, t)]
    if decision.groups:
        found.append(_groups(decision, rule_of(view.round.rule), t))
    return tuple(found)


def rule_lines(view: ResultsView, t: Translator) -> list[tuple[str, str]]:
    """How a yes or no was announced to be decided, as labelled lines; nothing for other ballots."""
    round_ = view.round
    if round_.ballot is not BallotKind.YES_NO:
        return []
    told = t.sentences(rule_told(rule_of(round_.rule))) if round_.rule else t.sentence(COUNT_ONLY)
    return [(t("Ballots"), name_of(t, round_.ballot)), (t("Decision rule"), told)]


def heads_of(view: ResultsView) -> list[tuple[str, Exact]]:
    """How many chose what, as far as it may be told."""
    if view.decision is not None:
        return [(str(choice), heads) for choice, heads in view.decision.heads.items()]
    return [(key, view.outcome.standing[key][0]) for key in CHOICES] if view.outcome else []


def heads_picture(view: ResultsView, t: Translator) -> Markup | None:
    """The three choices as bars, of all who took part."""
    heads = heads_of(view)
    most = sum(count for _, count in heads)
    return bars.scores_picture(view, heads, t, most=most, title=t("How many chose what, by head")) if most else None


def _heads(view: ResultsView, t: Translator) -> Table:
    rows = tuple((named(view, key, t), Cell(decimal(count), strong=key in view.winners)) for key, count in heads_of(view))  # fmt: skip
    return Table(t("How many chose what, by head"), (Cell(t("Choice")), Cell(t("Heads"))), rows)


def _thresholds(decision: Published, t: Translator) -> Table:
    head = (t("Threshold"), t("By"), t("Met"), t("Reached"), t("Asked for"), t("At least needed"), t("Measured on"))
    return Table(t("What the rule asks for, and what was reached"), tuple(map(Cell, head)), tuple(_line(line, t) for line in decision.lines))  # fmt: skip


def _line(line: Line, t: Translator) -> tuple[Cell, ...]:
    name = t("Consent") if line.is_consent else t("Participation")
    part, needed, whole = ("–" if one is None else figure(one, line.by) for one in (line.part, line.needed, line.whole))
    base = t.words(line.base) if line.whole is None else t("{base}: {whole}", base=line.base, whole=whole)
    return (
        Cell(name), Cell(t.words(line.by.words)), Cell(t("yes") if line.met else t("no"), strong=True), Cell(part),
        Cell(t.words(line.share)), Cell(needed), Cell(base),
    )  # fmt: skip


def _groups(decision: Published, rule: Rule, t: Translator) -> Table:
    level = rule.groups.level.words if rule.groups else ""
    verdicts = {True: t("accepts"), False: t("does not accept"), None: t("hidden: it would tell who voted how")}
    rows = tuple((Cell(name), Cell(verdicts[accepted])) for name, accepted in decision.groups.items())
    return Table(t("What each of the {level} decided by itself", level=level), (Cell(t("Group")), Cell(t("Decision"))), rows)  # fmt: skip
