"""One matter of the public-opinion channel at work: its steps, and the step that can be taken next."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from planning.actions.matter_care import (
    LONGEST_REASON,
    hide_matter,
    matter_to_case,
    merge_matter,
    part_matter,
    receive_matter,
    show_matter,
    step_matter,
)
from planning.cases.case import Case
from planning.cases.matter import LONGEST_SAID, Deed, Level, Matter, Step, above, may_be
from planning.errors import N_
from planning.i18n.names import name_of
from planning.pages import state, style
from planning.pages.manage.case_choice import case_titles
from planning.pages.visit import Visit
from planning.queries.matter_work import MatterAtWork, matter_at_work
from planning.wording import Words

NEXT = {
    Deed.ANSWERED: N_("Answer it"),
    Deed.HANDED_UP: N_("Hand it up"),
    Deed.REPLIED: N_("Note the reply from above"),
    Deed.TO_CASE: N_("Turn it into a case"),
    Deed.CLOSED: N_("Close it with a reason"),
    Deed.REOPENED: N_("Open it again"),
}


def show(visit: Visit, matter_id: str, cases: Sequence[Case]) -> None:
    """The steps so far, then what may be done by this member from where it stands."""
    work = visit.ask(matter_at_work, community_id=visit.community.id, matter_id=matter_id)
    matter = work.card.matter
    _steps(visit, work.steps)
    if matter.hidden_at:
        style.quiet(visit.t("A moderator has hidden the words: {reason}", reason=matter.hidden_reason))
    if work.head is not None:
        style.quiet(visit.t("Merged with: {words}", words=work.head.matter.text[:80] or "—"))
    yard = matter.courtyard_id
    if may_be(matter, Deed.RECEIVED) and visit.may("act.receive_matter", courtyard_id=yard):
        _button(
            visit,
            matter,
            "receive",
            visit.t("Receive it: I look after it"),
            partial(_receive, visit, matter),
            main=True,
        )
    if visit.may("act.step_matter", courtyard_id=yard):
        _next(visit, matter, cases)
    if visit.may("act.merge_matter", courtyard_id=yard):
        _merging(visit, work)
    if visit.may("act.hide_matter", courtyard_id=yard):
        _hiding(visit, matter)


def _steps(visit: Visit, steps: Sequence[Step]) -> None:
    t = visit.t
    lines = []
    for step in steps:
        level = f": {name_of(t, step.level)}" if step.level else ""
        said = step.words[t.language]
        told = f"<time>{style.escaped(visit.time(step.at))}</time>{style.escaped(name_of(t, step.deed) + level)}"
        lines.append(f"<li>{told}{'<br>' + style.escaped(said) if said else ''}</li>")
    style.markup(f'<ul class="jy-timeline">{"".join(lines)}</ul>')


def _button(visit: Visit, matter: Matter, name: str, words: str, act: partial[str], *, main: bool = False) -> None:
    key = f"matter_{name}_{matter.id}_{matter.version}"
    st.button(words, key=key, type="primary" if main else "secondary", on_click=state.acting(visit, key, act))


def _next(visit: Visit, matter: Matter, cases: Sequence[Case]) -> None:
    t, key = visit.t, f"matter_{matter.id}_{matter.version}"
    choices = [deed for deed in NEXT if may_be(matter, deed) and (deed is not Deed.TO_CASE or cases)]
    if not choices:
        return
    deed = st.selectbox(t("What is done now"), choices, format_func=lambda one: t(NEXT[one]), key=f"{key}_deed")
    if deed is Deed.TO_CASE:
        titles = case_titles(visit, cases)
        st.selectbox(
            t("Case"), list(titles), format_func=lambda id_: titles[id_], key=f"{key}_case",
            help=t("A case that is not there yet is opened under “Cases” first."),
        )  # fmt: skip
        _button(visit, matter, "case", t(NEXT[deed]), partial(_to_case, visit, matter))
        return
    if deed is Deed.HANDED_UP:
        st.selectbox(t("To whom"), above(matter.level), format_func=lambda one: name_of(t, one), key=f"{key}_level")
    left, right = st.columns(2)
    left.text_area(t("Words in Chinese, which everybody reads"), key=f"{key}_zh", max_chars=LONGEST_SAID)
    right.text_area(t("Words in English"), key=f"{key}_en", max_chars=LONGEST_SAID)
    _button(visit, matter, "step", t(NEXT[deed]), partial(_step, visit, matter, deed))


def _merging(visit: Visit, work: MatterAtWork) -> None:
    t, matter = visit.t, work.card.matter
    if matter.merged_into is not None:
        _button(visit, matter, "part", t("Part it again"), partial(_part, visit, matter))
    if not work.alike:
        return
    titles = {other.id: other.text[:80] for other in work.alike}
    st.selectbox(
        t("It may say the same as"), list(titles), format_func=lambda id_: style.literal(titles[id_]),
        key=f"matter_{matter.id}_{matter.version}_into",
    )  # fmt: skip
    _button(visit, matter, "merge", t("Merge it with that one"), partial(_merge, visit, matter))


def _hiding(visit: Visit, matter: Matter) -> None:
    t = visit.t
    with st.expander(t("Show the words again …") if matter.hidden_at else t("Hide the words …")):
        st.text_input(
            t("Reason (whoever raised it reads it)"), key=f"matter_{matter.id}_{matter.version}_reason",
            max_chars=LONGEST_REASON,
        )  # fmt: skip
        words = t("Show the words again") if matter.hidden_at else t("Hide the words")
        _button(visit, matter, "hide", words, partial(_hide, visit, matter))


def _typed(matter: Matter, name: str) -> str:
    return str(state.get(f"matter_{matter.id}_{matter.version}_{name}") or "")


def _receive(visit: Visit, matter: Matter, act_id: str) -> str:
    visit.do(receive_matter, act_id, matter_id=matter.id, version=matter.version)
    return visit.t("Received. Whoever raised it sees that.")


def _step(visit: Visit, matter: Matter, deed: Deed, act_id: str) -> str:
    level = Level(_typed(matter, "level")) if deed is Deed.HANDED_UP else None
    words = Words(_typed(matter, "zh"), _typed(matter, "en"))
    visit.do(step_matter, act_id, matter_id=matter.id, version=matter.version, deed=deed, words=words, level=level)
    return visit.t("Done. Everybody reads it, and whoever raised it sees it.")


def _to_case(visit: Visit, matter: Matter, act_id: str) -> str:
    visit.do(matter_to_case, act_id, matter_id=matter.id, version=matter.version, case_id=_typed(matter, "case"))
    return visit.t("It is a part of the case now. Everybody reads there how far it has come.")


def _merge(visit: Visit, matter: Matter, act_id: str) -> str:
    visit.do(merge_matter, act_id, matter_id=matter.id, version=matter.version, into_id=_typed(matter, "into"))
    return visit.t("Merged. What becomes of the other one becomes of this one.")


def _part(visit: Visit, matter: Matter, act_id: str) -> str:
    visit.do(part_matter, act_id, matter_id=matter.id, version=matter.version)
    return visit.t("Parted. It stands where it stood.")


def _hide(visit: Visit, matter: Matter, act_id: str) -> str:
    act = show_matter if matter.hidden_at else hide_matter
    visit.do(act, act_id, matter_id=matter.id, version=matter.version, reason=_typed(matter, "reason"))
    return visit.t("The words are shown again.") if act is show_matter else visit.t("The words are hidden.")
