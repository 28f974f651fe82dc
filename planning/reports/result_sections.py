"""A result in sections, each with a sentence, a picture and its table: the page and the printed report show the same."""

from __future__ import annotations

from planning.i18n import Translator
from planning.options.by_place import places_told
from planning.options.counting.exact import Exact
from planning.options.counting.result import Result
from planning.options.decision.votes import Choice
from planning.options.outcome import Outcome
from planning.options.reading import ResultsView
from planning.options.record.paper import PaperPart
from planning.options.round import ONE_RANK, SEVERAL_BY_APPROVALS, SEVERAL_BY_RANKINGS, BallotKind
from planning.options.sensitivity.telling import how_sure
from planning.options.telling import decimal
from planning.reports import bars, flow, tables
from planning.reports.decisions import decision_tables, heads_picture
from planning.reports.kind_sections import chosen_sections, points_section
from planning.reports.sections import Legend, Section

MOST_DRAWN = 12
"""Options in a picture; all of them are in the tables."""


def sections(view: ResultsView, t: Translator) -> list[Section]:
    """All sections that this round has, the picture of the announced count first."""
    outcome, people = view.outcome, view.participation
    if outcome is None or people is None:
        return []
    found: list[Section] = []
    if view.round.ballot is BallotKind.YES_NO:
        found.append(Section("decision", t("The decision in figures"), (), heads_picture(view, t), (), decision_tables(view, t), folded=False))  # fmt: skip
    elif outcome.counting.sums.groups:
        found += [
            *_count(view, outcome, t),
            *([_ranks(view, outcome, t)] if view.round.ballot is BallotKind.RANKING else []),
            *([_pairwise(view, outcome, t)] if view.round.ballot not in ONE_RANK or not outcome.is_several else []),
            _beside(view, outcome, t),
            _sureness(view, outcome, t),
        ]
    if people.groups:
        found.append(_turnout(view, t))
    return found + ([_paper(people.paper, t)] if people.paper else [])


def _count(view: ResultsView, outcome: Outcome, t: Translator) -> list[Section]:
    """The announced count; the instant runoff also where another method was announced."""
    if view.round.ballot is BallotKind.SCORE:
        return [points_section(view, outcome, t)]
    if outcome.is_several or outcome.method in {*SEVERAL_BY_RANKINGS, *SEVERAL_BY_APPROVALS}:
        return chosen_sections(view, outcome, t)
    runoff = outcome.results.get("irv")
    stages = [_stages(view, runoff, t)] if runoff and runoff.stages else []
    return stages if outcome.method == "irv" else [*_scores(view, outcome, t), *stages]


def _stages(view: ResultsView, result: Result, t: Translator) -> Section:
    picture = flow.stages_picture(view, result, t)
    said = [
        t(
            "At each stage the option with the fewest ballots leaves, and its ballots move on to the option that they name next. Upright ticks mark half of the ballots that count."
        )
    ]
    undrawn = len(result.stages) - len(flow.drawn_stages(result))
    if undrawn:
        said.append(t("The first {count} stages are in the table only; the picture begins after them.", count=undrawn))
    if any(stage.exhausted for stage in result.stages):
        said.append(t("Hatched: exhausted ballots, which name none of the options left."))
    if view.outcome and view.outcome.method != "irv":
        said.insert(0, t("Instant runoff was not the announced method: this is how it would have gone."))
    legend = tuple(
        Legend(tables.named(view, key, t), _fate(result, key, t)) for key in flow.final_order(result)[:MOST_DRAWN]
    )
    return Section(
        "stages", t("Stages of the count"), tuple(said), picture, legend, (tables.stages_table(view, result, t),)
    )


def _fate(result: Result, key: str, t: Translator) -> str:
    """What became of an option, in figures."""
    for number, stage in enumerate(result.stages, start=1):
        said = {"stage": number, "votes": decimal(stage.tallies.get(key, 0)), "total": decimal(stage.continuing)}
        if key in stage.elected:
            return t("wins at stage {stage} with {votes} of {total}", **said)
        if key in stage.eliminated:
            return t("leaves at stage {stage} with {votes} of {total}", **said)
    if key in result.stages[-1].tied:
        return t("tied with the fewest at stage {stage}: {votes} of {total}", **said)
    return t("at the end {votes} of {total}", **said)


def _scores(view: ResultsView, outcome: Outcome, t: Translator) -> list[Section]:
    """Bars of what each option got; of a method that compares pairs, the comparisons below are the picture."""
    if outcome.method not in {"plurality", "approval", "borda", "borda_modified", "copeland"}:
        return []
    weight, rivals = outcome.profile.weight, len(outcome.profile.options) - 1
    keys = tables.reading_order(outcome)[:MOST_DRAWN]
    scores: list[tuple[str, Exact]] = [(key, outcome.result.scores[key]) for key in keys]
    title, most = t("First places, of all ballots with a ranking"), weight
    if outcome.method == "approval":
        title = t("Ballots that accept each option, of all that mark any")
    elif outcome.method == "borda":
        title, most = t("Borda points, of the most that were possible"), weight * rivals
    elif outcome.method == "borda_modified":
        title, most = t("Borda points, of the most that were possible"), weight * (rivals + 1)
    elif outcome.method == "copeland":
        title, most = t("Comparisons won, of those with each other option"), rivals
        scores = [(key, outcome.pairwise.record(key)[0]) for key in keys]
    return [Section("scores", title, (), bars.scores_picture(view, scores, t, most=most, title=title))]


def _ranks(view: ResultsView, outcome: Outcome, t: Translator) -> Section:
    keys = tables.reading_order(outcome)
    said = [
        t("The darkest part is first places, then second ones and so on; hatched: ballots that do not rank the option.")
    ]
    if len(keys) > MOST_DRAWN:
        said.append(_only_some(len(keys), t))
    picture = bars.ranks_picture(view, keys[:MOST_DRAWN], t)
    return Section(
        "ranks", t("Places of each option"), tuple(said), picture, (), (tables.ranks_table(view, outcome, t),)
    )


def _only_some(size: int, t: Translator) -> str:
    return t("Shown are the {most} options that came furthest, of {total}.", most=MOST_DRAWN, total=size)


def _pairwise(view: ResultsView, outcome: Outcome, t: Translator) -> Section:
    winner = outcome.condorcet_winner
    said = [
        t("{winner} is preferred to every other option by more ballots than not.", winner=view.titles[winner])
        if winner
        else t("No option is preferred to every other one.")
    ]
    said.append(
        t(
            "✓ marks the option of the row where more ballots prefer it; = marks a draw. Ballots that put both equally are on neither side."
        )
    )
    if len(outcome.profile.options) > tables.MOST_COMPARED:
        said.append(_only_some(len(outcome.profile.options), t))
    table = tables.pairwise_table(view, outcome, t)
    return Section("pairs", t("One against one"), tuple(said), tables=(table,), folded=False)


def _beside(view: ResultsView, outcome: Outcome, t: Translator) -> Section:
    said = (
        t(
            "The announced method decides. The others are shown so that everybody can see whether they would have said the same."
        ),
    )
    found = [tables.methods_table(view, outcome, t)]
    if {"plurality", "borda"} <= outcome.results.keys():
        found.append(tables.beside_table(view, outcome, t))
    return Section("beside", t("By other methods"), said, tables=tuple(found), folded=False)


def _sureness(view: ResultsView, outcome: Outcome, t: Translator) -> Section:
    """What could have made the result another one; the outcome keeps it, so only the first reader pays."""
    said = [t.sentence(sentence) for sentence in how_sure(outcome, view.titles)]
    if view.round.by_place:
        groups = view.participation.groups if view.participation else ()
        hidden = any(group.enrolled is None for group in groups)
        told = places_told(view.places, outcome.winners, view.place_names, view.titles, is_several=outcome.is_several, some_hidden=hidden)  # fmt: skip
        said += [t.sentence(sentence) for sentence in told]
    elif view.participation and view.participation.groups:
        said.append(
            t(
                "How each courtyard voted nobody can tell, since no ballot says where it comes from; how many voted there is told below, without small groups."
            )
        )
    return Section("sure", t("How sure is it?"), tuple(said))


def _turnout(view: ResultsView, t: Translator) -> Section:
    people = view.participation
    assert people is not None  # noqa: S101 - the caller has looked
    said = []
    hidden = sum(group.enrolled is None for group in people.groups)
    if hidden:
        said.append(t.n(
            "{count} group is hidden: a small group, or one that would give a small one away, tells on its members.",
            "{count} groups are hidden: small groups, and those that would give a small one away, tell on their members.",
            hidden))  # fmt: skip
    shown = any(group.enrolled is not None for group in people.groups)
    picture = bars.turnout_picture(people.groups, t) if shown else None
    return Section(
        "turnout",
        t("Turnout by courtyard and street front"),
        tuple(said),
        picture,
        (),
        (tables.turnout_table(people, t),),
    )


def _paper(part: PaperPart, t: Translator) -> Section:
    """Ballots by the way they came, every sheet accounted for; nothing where few would be told on."""
    title = t("Ballots by phone and on paper")
    if not part.may_be_told:
        return Section("paper", title, (t("So few ballots came by one of the two ways that they are not told apart."),))
    said = t("Of {total} ballots {paper} came on paper and {phone} by phone.", total=len(part.box), paper=part.paper, phone=part.phone)  # fmt: skip
    return Section("paper", title, (said,), tables=(tables.paper_table(part.figures, t),))


def whether_otherwise(view: ResultsView, t: Translator) -> tuple[str, ...]:
    """Whether another rule would have changed the result, in sentences; nothing where figures would tell on people."""
    outcome, decision = view.outcome, view.decision
    if outcome is None:
        return ()
    if view.round.ballot is not BallotKind.YES_NO:
        return tuple(t.sentence(one) for one in how_sure(outcome, view.titles)) if outcome.counting.sums.groups else ()
    if decision is None or not decision.heads:
        return ()
    yes, no = (decision.heads[choice] for choice in (Choice.YES, Choice.NO))
    said = {"yes": decimal(yes), "no": decimal(no)}
    if yes == no:
        return (t("A plain majority of heads would have said nothing: {yes} for, {no} against.", **said),)
    if (yes > no) is decision.accepted:
        return (t("A plain majority of heads would have said the same: {yes} for, {no} against.", **said),)
    return (t("A plain majority of heads would have said the opposite: {yes} for, {no} against.", **said),)


def participation_told(view: ResultsView, t: Translator) -> tuple[str, ...]:
    """How many voted of how many who could, in one or two sentences."""
    people = view.participation
    if people is None:
        return ()
    said: list[str] = []
    if people.enrolled:
        share = tables.percent(people.voted, people.enrolled)
        said.append(
            t(
                "{voted} of {enrolled} on the roll voted ({share}).",
                voted=people.voted,
                enrolled=people.enrolled,
                share=share,
            )
        )
    if people.anonymous:
        said.append(t(
            "{voted} of {codes} codes that belong to nobody on the roll were used.",
            voted=people.anonymous_voted, codes=people.anonymous))  # fmt: skip
    if not said and view.outcome:
        total = view.outcome.profile.total
        number = 1 if total == 1 else 2  # which form of the sentence; a weight may be a fraction
        said.append(
            t.n(
                "{count} ballot was received; no roll was kept.",
                "{count} ballots were received; no roll was kept.",
                number,
                count=decimal(total),
            )
        )
    return tuple(said)


def tie_resolution(view: ResultsView, t: Translator) -> str:
    """What would resolve a tie that stands."""
    outcome = view.outcome
    several = outcome is not None and outcome.is_several
    if len(view.winners) < 2 or (several and all(tie.resolved for tie in outcome.result.ties)):  # type: ignore[union-attr]
        return ""
    return t(
        "The announced rule does not break this tie. What could: another round between {options}, or a public draw that the board announces first.",
        options=tuple(view.titles[key] for key in view.winners),
    )
