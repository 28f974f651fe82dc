"""What residents say of what was done, beside what was promised; and how the case ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from planning import addresses
from planning.cases.case import Case
from planning.cases.evaluation import About, Appraised
from planning.i18n.names import name_of
from planning.pages import style
from planning.pages.visit import Visit
from planning.period import Moment
from planning.queries.evaluation import EvaluationSeen, case_end, evaluations

_SHEET = """
.je { border-collapse: collapse; max-width: 34rem; width: 100%; }
.je th { text-align: left; font-weight: 400; padding: .1rem .8rem .1rem 0; }
.je td { width: 55%; padding: .1rem 0; font-variant-numeric: tabular-nums; }
.je i { display: inline-block; height: .8rem; background: var(--jy-soft); margin-right: .5rem; vertical-align: -.05rem; }
.je-said { margin: .3rem 0; padding: .1rem 0 .1rem .8rem; border-left: 3px solid var(--jy-line); overflow-wrap: anywhere; }
"""


def show(visit: Visit, case_id: str) -> None:
    """Nothing where residents were not asked yet."""
    t, here = visit.t, visit.community.id
    found = visit.ask(evaluations, community_id=here, case_id=case_id)
    if not found:
        return
    style.markup(f"<style>{_SHEET}</style>")
    st.header(t("Was it done well?"), anchor=False)
    ending = visit.ask(case_end, community_id=here, case_id=case_id)
    if ending is not None:
        words = t("Closed on {date}.", date=visit.date(ending.at)) if ending.closed else t(
            "Reopened on {date}: {reason}", date=visit.date(ending.at), reason=ending.reason)  # fmt: skip
        style.lead(words)
        if ending.closed and ending.reason:
            style.quiet(t("The reason: {reason}", reason=ending.reason))
    for seen in found:
        one(visit, seen)


def groups(visit: Visit) -> None:
    """The yearly evaluations of self-management groups; nothing where there are none."""
    t = visit.t
    found = visit.ask(evaluations, community_id=visit.community.id)
    if not found:
        return
    style.markup(f"<style>{_SHEET}</style>")
    st.header(t("How residents see their self-management groups"), anchor=False)
    for seen in found:
        st.subheader(style.literal(f"{seen.title[t.language]} · {seen.evaluation.year}"), anchor=False)
        one(visit, seen)


def of_courtyard(visit: Visit, courtyard_id: str, own: Sequence[Case]) -> None:
    """The yearly evaluations of a courtyard's group, then those of the cases that it settles itself; nothing where none is."""
    t, here = visit.t, visit.community.id
    yearly = [e for e in visit.ask(evaluations, community_id=here) if e.evaluation.courtyard_id == courtyard_id]
    of_cases = [e for case in own for e in visit.ask(evaluations, community_id=here, case_id=case.id)]
    if yearly or of_cases:
        style.markup(f"<style>{_SHEET}</style>")
    if yearly:
        st.header(t("How residents see their self-management groups"), anchor=False)
    for seen in yearly:
        st.subheader(str(seen.evaluation.year), anchor=False)
        one(visit, seen)
    if of_cases:
        st.header(t("Was it done well?"), anchor=False)
    for seen in of_cases:
        st.subheader(style.literal(seen.title[t.language]), anchor=False)
        one(visit, seen)


def one(visit: Visit, seen: EvaluationSeen) -> None:
    """An evaluation: the promise, then where it stands or what came out."""
    t, asked = visit.t, seen.evaluation
    style.quiet(t("What was promised"))
    style.markup(f"<p>{style.escaped(asked.promise[t.language])}</p>")
    address = addresses.to(addresses.EVALUATION, evaluation=asked.id, lang=t.language)
    if asked.called_off_at is not None:
        style.quiet(
            t("Called off on {date}: {reason}", date=visit.date(asked.called_off_at), reason=asked.called_off_reason)
        )
    elif seen.moment is Moment.BEFORE:
        style.quiet(
            t(
                "Residents are asked from {opens} to {closes}.",
                opens=visit.time(asked.opens),
                closes=visit.time(asked.closes),
            )
        )
    elif seen.figures is None:
        style.quiet(t("Open until {when}.", when=visit.time(asked.closes)))
        style.link(address, t("Say whether it was done well"))
    else:
        _figures(visit, seen, seen.figures)


def _figures(visit: Visit, seen: EvaluationSeen, figures: Appraised) -> None:
    t = visit.t
    style.badges(name_of(t, figures.verdict), t.n("{count} answer", "{count} answers", figures.answered))
    if not figures.done:
        style.quiet(t("Fewer than five answers are not shown, so that nobody is told apart."))
        return
    question = (
        t("Did the group do what was promised?")
        if seen.evaluation.about is About.GROUP
        else t("Was it done as promised?")
    )
    rows: dict[str, Mapping[Any, int]] = {question: figures.done, t("Was it done well?"): figures.good}
    for title, counts in rows.items():
        lines = "".join(
            f'<tr><th scope="row">{style.escaped(name_of(t, code))}</th><td>'
            f'<i style="width:{100 * count // figures.answered * 0.7:.0f}%"></i>{count}</td></tr>'
            for code, count in counts.items()
        )
        style.markup(f'<p>{style.escaped(title)}</p><table class="je"><tbody>{lines}</tbody></table>')
    style.quiet(
        t(
            "The answer is no where at least half of those who know say that it was not done. Fewer than five answers are not shown."
        )
    )
    style.markup("".join(f'<p class="je-said">{style.escaped(words)}</p>' for words in figures.words))
    if seen.evaluation.about is About.CASE and len(figures.by_courtyard) > 1:
        _courtyards(visit, seen, figures)


def _courtyards(visit: Visit, seen: EvaluationSeen, figures: Appraised) -> None:
    t = visit.t
    names = {yard.id: yard.name[t.language] for yard in seen.courtyards} | {"": t("no courtyard named")}
    with st.expander(t("Answers by courtyard")):
        lines = "".join(
            f'<tr><th scope="row">{style.escaped(names[id_])}</th><td>{style.escaped(style.count(t, count))}</td></tr>'
            for id_, count in figures.by_courtyard.items()
        )
        style.markup(f'<table class="je"><tbody>{lines}</tbody></table>')
