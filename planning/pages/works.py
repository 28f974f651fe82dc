"""Works of a case: who does what by when, how far it has come, what is kept, and how it looked before and after."""

from __future__ import annotations

import streamlit as st

from planning import addresses
from planning.cases.works import Fate, FateCounts, Shot, Stage, WorkState
from planning.i18n.names import name_of
from planning.pages import style, works_map
from planning.pages.dissent import day_of
from planning.pages.visit import Visit
from planning.queries.works import WorkSeen, works_view

_SHEET = """
.jw article { border-top: 3px solid var(--jy-line); padding: .4rem 0 .6rem; overflow-wrap: anywhere; }
.jw h4 { margin: 0 0 .2rem; font-size: 1.06rem; }
.jw p { margin: .25rem 0; }
.jw ol { list-style: none; padding: 0; margin: .3rem 0; }
.jw ol li { padding: .1rem 0 .1rem 1.6rem; text-indent: -1.6rem; }
.jw ol li::before { content: "○"; display: inline-block; width: 1.6rem; text-indent: 0; color: var(--jy-soft); }
.jw ol li.jw-reached::before { content: "●"; color: var(--jy-ink); }
.jw-bar { display: flex; height: 1.1rem; border: 1px solid var(--jy-soft); border-radius: .2rem; overflow: hidden; margin: .3rem 0; max-width: 34rem; }
.jw-bar span { min-width: .4rem; }
.jw-fate_kept { background: var(--jy-soft); }
.jw-fate_altered { background: repeating-linear-gradient(45deg, var(--jy-soft) 0 3px, transparent 3px 8px); border-left: 1px solid var(--jy-soft); }
.jw-fate_removed { border-left: 1px solid var(--jy-soft); }
.jw-legend { display: flex; flex-wrap: wrap; gap: .1rem 1.2rem; padding: 0 !important; margin: .2rem 0; list-style: none; }
.jw-legend i { display: inline-block; width: .9rem; height: .9rem; border: 1px solid var(--jy-soft); vertical-align: -.1rem; margin-right: .35rem; }
.jw-spot { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: .5rem; margin: .2rem 0 .6rem; }
.jw-spot figure { margin: 0; }
.jw-spot img { width: 100%; height: auto; border-radius: .35rem; display: block; margin-bottom: .2rem; }
.jw-spot figcaption { font-size: .92rem; color: var(--jy-soft); }
@media (max-width: 30rem) { .jw-spot { grid-template-columns: minmax(0, 1fr); } }
"""


def show(visit: Visit, case_id: str) -> None:
    """Nothing where no work is planned."""
    t = visit.t
    view = visit.ask(works_view, community_id=visit.community.id, case_id=case_id)
    if not view.works:
        return
    style.markup(f"<style>{_SHEET}</style>")
    st.header(t("What is being built"), anchor=False)
    done = sum(seen.work.state is WorkState.DONE for seen in view.works)
    style.lead(t("Works: {total}. Done: {done}.", total=len(view.works), done=done))
    works_map.show(visit, view)
    if view.fates.total:
        fates(visit, view.fates)
    articles = "".join(_work(visit, number, seen) for number, seen in enumerate(view.works, 1))
    style.markup(f'<div class="jw">{articles}</div>')


def fates(visit: Visit, counts: FateCounts) -> None:
    """Keep more, demolish less: a bar, and its numbers."""
    t = visit.t
    shown = list(zip(Fate, (counts.kept, counts.altered, counts.removed), strict=True))
    bar = "".join(f'<span class="jw-{fate}" style="flex:{number}"></span>' for fate, number in shown if number)
    legend = "".join(
        f'<li><i class="jw-{fate}"></i>{style.escaped(name_of(t, fate))} <b>{number:,}</b></li>'
        for fate, number in shown
    )
    words = t("Keep more, demolish less: of {total} things that the works touch", total=counts.total)
    style.markup(
        f'<p>{style.escaped(words)}</p><div class="jw-bar" aria-hidden="true">{bar}</div><ul class="jw-legend">{legend}</ul>'
    )


def _work(visit: Visit, number: int, seen: WorkSeen) -> str:
    t, work = visit.t, seen.work
    lines = [style.escaped(f"{name_of(t, work.state)} · {_dates(visit, seen)}")]
    if seen.is_late:
        lines.append(f"<b>{style.escaped(t('Later than planned.'))}</b>")
    if work.reason:
        lines.append(style.escaped(t("The reason: {reason}", reason=work.reason)))
    if work.contractor:
        lines.append(style.escaped(t("Carried out by {name}", name=work.contractor)))
    if seen.fates.total and len(seen.touched) > 1:
        lines.append(style.escaped(" · ".join(
            f"{name_of(t, fate)} {count:,}"
            for fate, count in zip(Fate, (seen.fates.kept, seen.fates.altered, seen.fates.removed), strict=True))))  # fmt: skip
    told = "".join(f"<p>{line}</p>" for line in lines)
    return (
        f"<article><h4>{number}. {style.escaped(work.title[t.language])}</h4>{told}{_steps(visit, seen)}"
        f"{''.join(_spot(visit, name, stages) for name, stages in seen.spots.items())}</article>"
    )


def _dates(visit: Visit, seen: WorkSeen) -> str:
    t, work = visit.t, seen.work
    planned = t(
        "planned {start} to {end}", start=day_of(visit, work.planned_start), end=day_of(visit, work.planned_end)
    )
    if work.started and work.ended:
        return f"{planned} · " + t(
            "really {start} to {end}", start=day_of(visit, work.started), end=day_of(visit, work.ended)
        )
    return f"{planned} · " + t("begun {start}", start=day_of(visit, work.started)) if work.started else planned


def _steps(visit: Visit, seen: WorkSeen) -> str:
    t = visit.t
    if not seen.milestones:
        return ""
    items = []
    for one in seen.milestones:
        when = (
            t("reached {day}", day=day_of(visit, one.reached)) if one.reached else t("due {day}", day=day_of(visit, one.due))
        )  # fmt: skip
        kind = ' class="jw-reached"' if one.reached else ""
        items.append(f"<li{kind}>{style.escaped(one.title[t.language])} · {style.escaped(when)}</li>")
    head = t("Steps reached: {reached} of {total}", reached=seen.reached, total=len(seen.milestones))
    return f"<p><b>{style.escaped(head)}</b></p><ol>{''.join(items)}</ol>"


def _spot(visit: Visit, name: str, stages: dict[Stage, tuple[Shot, ...]]) -> str:
    """Photos from one spot side by side: what is missing says so."""
    columns = "".join(_column(visit, name, stage, shots) for stage, shots in stages.items())
    return f'<p><b>{style.escaped(name)}</b></p><div class="jw-spot">{columns}</div>'


def _column(visit: Visit, spot: str, stage: Stage, shots: tuple[Shot, ...]) -> str:
    t, words = visit.t, name_of(visit.t, stage)
    if not shots:
        return f"<figure><figcaption>{style.escaped(words)}: {style.escaped(t('no photo yet'))}</figcaption></figure>"
    return "".join(
        f'<figure><a href="{addresses.to(addresses.PHOTO, photo=shot.photo_id)}" target="_blank" rel="noopener">'
        f'<img src="{addresses.to(addresses.PHOTO, photo=shot.photo_id, w="480")}" loading="lazy" '
        f'alt="{style.escaped(f"{spot}: {words}")}"></a>'
        f"<figcaption>{style.escaped(words)} · {style.escaped(day_of(visit, shot.day))}</figcaption></figure>"
        for shot in shots
    )
