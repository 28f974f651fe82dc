"""The result of a questionnaire as a part of a page: one sentence, then each question with its bars and every number."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from planning.i18n import Translator
from planning.options.small_groups import SMALL_GROUP
from planning.pages import style
from planning.pages.visit import Visit
from planning.queries.survey_results import SurveyResults, Themes
from planning.surveys.questionnaire.question import QuestionKind
from planning.surveys.questionnaire.results import Figures, Result, earlier_count
from planning.surveys.questionnaire.survey import Means, Survey
from planning.wording import told_apart

_SHEET = """
.jq { max-width: 46rem; overflow-wrap: anywhere; }
.jq section { border-top: 1px solid var(--jy-line); padding: .8rem 0 .4rem; }
.jq h3 { font-size: 1.08rem; margin: 0 0 .2rem; padding: 0; }
.jq h4 { font-size: 1rem; margin: .6rem 0 .1rem; padding: 0; font-weight: 500; }
.jq .of { color: var(--jy-soft); font-size: .94rem; margin: 0 0 .5rem; }
.jq dl { margin: 0 0 .5rem; }
.jq dt { margin: .35rem 0 .1rem; }
.jq dd { margin: 0; display: flex; gap: .6rem; align-items: center; }
.jq .track { flex: 1 1 auto; height: .9rem; background: var(--jy-tint); }
.jq .track i { display: block; height: 100%; background: var(--jy-sky); }
.jq dd b { flex: none; min-width: 8.5rem; font-variant-numeric: tabular-nums; font-weight: 500; }
.jq .wide { overflow-x: auto; }
.jq table { border-collapse: collapse; font-size: .94rem; margin: .4rem 0; }
.jq th, .jq td { border-bottom: 1px solid var(--jy-line); padding: .2rem .6rem; text-align: right; font-variant-numeric: tabular-nums; }
.jq th:first-child { text-align: left; }
.jq summary { cursor: pointer; min-height: 2.75rem; display: flex; align-items: center; color: var(--jy-accent); }
"""


def titled(visit: Visit, surveys: Iterable[Survey]) -> dict[str, str]:
    """Titles by ids, equal ones told apart."""
    return told_apart({one.id: one.title[visit.t.language] for one in surveys})


def show(visit: Visit, view: SurveyResults) -> None:
    """All questions; nothing but their number where too few have answered."""
    t = visit.t
    style.lead(_headline(visit, view))
    if view.survey.closed_reason:
        style.quiet(t("Closed: {reason}", reason=view.survey.closed_reason))
    if view.results is None:
        style.drawn_state("later", t("Fewer than {least} people have answered: nothing is shown that would tell on one of them.", least=SMALL_GROUP))  # fmt: skip
        return
    names = {id_: yard.name[t.language] or yard.code for id_, yard in view.courtyards.items()}
    earlier = view.before[1] if view.before else {}
    if view.before:
        style.quiet(t("Compared with: {title}", title=view.before[0].title))
    drawn = "".join(
        _question(t, one, names, earlier.get(one.question.name), view.themes.get(one.question.name))
        for one in view.results
    )
    style.markup(f"<style>{_SHEET}</style>")  # apart: what holds a stylesheet is not shown
    style.markup(f'<div class="jq">{drawn}</div>')


def _headline(visit: Visit, view: SurveyResults) -> str:
    t = visit.t
    from_where = t.joined([
        t("By phone {count}.", count=view.by_means.get(Means.PHONE, 0)),
        t("Written down by staff {count}.", count=view.by_means.get(Means.ASSISTED, 0)),
        t("On paper {count}.", count=view.by_means.get(Means.PAPER, 0)),
    ])  # fmt: skip
    return t.joined([t.n("{count} person has answered.", "{count} people have answered.", view.received), from_where])


def _question(
    t: Translator, one: Result, names: dict[str, str], before: Result | None, themes: Themes | None
) -> str:  # fmt: skip
    e = style.escaped
    parts = [
        f"<h3>{e(one.question.label[t.language] or one.question.name)}</h3>",
        f'<p class="of">{e(_of(t, one))}</p>',
    ]
    if one.is_small:
        parts.append(f"<p>{e(_few(t))}</p>")
    elif one.answered > one.unknown:  # bars of nothing are no answer
        parts += [_points(t, one)] if one.question.kind is QuestionKind.RANKING else []
        parts += [_table(t, at, one, before) for at in range(len(one.tables))]
    if one.figures:
        parts.append(f"<p>{e(_figures(t, one.figures))}</p>")
    if themes:
        parts.append(_themes(t, themes, one.answered - one.unknown))
    if one.by_courtyard:
        parts.append(_yards(t, one, names))
    return f"<section>{''.join(parts)}</section>"


def _few(t: Translator) -> str:
    return t("Fewer than {least} people gave an answer: what they said is not shown, since it would tell on one of them.", least=SMALL_GROUP)  # fmt: skip


def _of(t: Translator, one: Result) -> str:
    said = t("{answered} of {asked} who were asked have answered.", answered=one.answered, asked=one.asked)
    if one.unknown and not one.is_small:
        said = t.joined([said, t("“I don't know”: {count}.", count=one.unknown)])
    return said


def share(count: int, of: int) -> str:
    """A share in whole per cent, rounded half up, exactly; empty of nobody."""
    return f"{int(Fraction(count * 100, of) + Fraction(1, 2))} %" if of else ""


def _themes(t: Translator, themes: Themes, answered: int) -> str:
    """What open answers speak of: names that staff gave, and how many stand under each; never an answer."""
    e = style.escaped
    bars = "".join(_bar(t, one.title[t.language], one.count, answered) for one in themes.shown)
    several = t("One answer may stand under several themes.")
    few = t(
        "One answer may stand under several themes. Themes with fewer than {least} answers, not shown: {count}.",
        least=SMALL_GROUP, count=themes.few,
    )  # fmt: skip
    said = few if themes.few else several
    return f'<h4>{e(t("What people wrote, by theme"))}</h4><dl>{bars}</dl><p class="of">{e(said)}</p>'


def _bar(t: Translator, label: str, count: int, of: int) -> str:
    e, width = style.escaped, float(Fraction(count * 100, of)) if of else 0
    number = t("{count} of {of} ({share})", count=count, of=of, share=share(count, of) or "0 %")
    return (
        f'<dt>{e(label)}</dt><dd><span class="track"><i style="width:{width:.1f}%"></i></span><b>{e(number)}</b></dd>'
    )


def _table(t: Translator, at: int, one: Result, before: Result | None) -> str:
    e, rows, table = style.escaped, [], one.tables[at]
    for line in table.counts:
        rows.append(_bar(t, line.label[t.language] or line.name, line.count, table.answered))
        rows.append(_earlier(t, earlier_count(before, at, line.name)))
    head = f"<h4>{e(table.label[t.language])}</h4>" if one.question.kind is QuestionKind.MATRIX else ""
    if one.question.kind is QuestionKind.RANKING:
        head = f"<h4>{e(t('Named first'))}</h4>"
    return f"{head}<dl>{''.join(rows)}</dl>"


def _earlier(t: Translator, found: tuple[int, int] | None) -> str:
    """What it was earlier, small under the bar; nothing where it was not asked."""
    if found is None:
        return ""
    count, of = found
    said = t("then {count} of {of} ({share})", count=count, of=of, share=share(count, of))
    return f'<dd class="of">{style.escaped(said)}</dd>'


def _points(t: Translator, one: Result) -> str:
    e = style.escaped
    rows = "".join(f"<li>{e(line.label[t.language] or line.name)} · {line.count}</li>" for line in one.points)
    said = t(
        "Points: of {count} answers the first gets {count}, the last 1, what was left out none.", count=len(one.points)
    )
    return f"<h4>{e(t('In order of points'))}</h4><ol>{rows}</ol><p class='of'>{e(said)}</p>"


def _figures(t: Translator, found: Figures) -> str:
    mean = f"{round(found.mean * 100) / 100:g}"
    return t("Least {least}, middle {middle}, mean {mean}, most {most}.", least=found.least, middle=found.middle, mean=mean, most=found.most)  # fmt: skip


def _yards(t: Translator, one: Result, names: dict[str, str]) -> str:
    e = style.escaped
    heads = "".join(f"<th>{e(line.label[t.language] or line.name)}</th>" for line in one.tables[0].counts)
    rows, small = [], 0
    for yard in one.by_courtyard:
        if yard.counts is None:
            small += 1
            continue
        cells = "".join(f"<td>{yard.counts[line.name]}</td>" for line in one.tables[0].counts)
        rows.append(
            f"<tr><th>{e(names.get(yard.courtyard) or t('no courtyard named'))}</th><td>{yard.answered}</td>{cells}</tr>"
        )
    note = (
        f'<p class="of">{e(t("Courtyards not shown, because few people could be told apart: {count}.", count=small))}</p>'
        if small
        else ""
    )
    body = (
        f'<div class="wide"><table><tr><th></th><th>{e(t("answered"))}</th>{heads}</tr>{"".join(rows)}</table></div>'
        if rows
        else ""
    )
    return f"<details><summary>{e(t('By courtyard'))}</summary>{body}{note}</details>"
