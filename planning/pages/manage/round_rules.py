"""How a round is to be decided: kind of ballot, decision rule with the matter under the law, rounds before and after it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import streamlit as st

from planning.errors import N_, Refusals
from planning.i18n.names import method_name, name_of
from planning.options.counting.unranked import INDIFFERENT, Unranked
from planning.options.decision.announcing import LEVELS_OF_ROUNDS, rule_of
from planning.options.decision.presets import MATTERS, PRESETS, preset_for
from planning.options.decision.rule import By, Of, Purpose, Unsold
from planning.options.decision.telling import BASES, rule_told
from planning.options.round import METHODS_OF_BALLOTS, Access, BallotKind, State
from planning.pages import state, style
from planning.pages.manage import round_kinds
from planning.pages.visit import Visit
from planning.queries.rounds import RoundView
from planning.reports.tables import UNRANKED_RULES
from planning.wording import told_apart

NONE, OWN, BY_MATTER = "none", "own", "by_matter"
NO_MATTER = 0
PURPOSES = {
    Purpose.ADVISORY: N_("advice to the board"),
    Purpose.PRE_CHECK: N_("a check before an owners' vote"),
}
UNSOLD = {
    Unsold.ONCE_FOR_DEVELOPER: N_("count once by head together, for the developer"),
    Unsold.LEFT_OUT: N_("are left out"),
}
ASKS = {
    ("participation", By.HEADS): N_("Taking part, by heads"),
    ("participation", By.AREA): N_("Taking part, by area"),
    ("consent", By.HEADS): N_("Saying yes, by heads"),
    ("consent", By.AREA): N_("Saying yes, by area"),
}
SIGNS = {"at_least": N_("at least"), "more_than": N_("more than")}


def ballot(visit: Visit) -> BallotKind:
    """What ballots hold, and the method that counts them."""
    t = visit.t
    left, right = st.columns(2)
    left.selectbox(t("Ballots"), list(BallotKind), format_func=lambda k: name_of(t, k), key="rounds_ballot")
    kind: BallotKind = state.get("rounds_ballot", BallotKind.RANKING)
    if len(METHODS_OF_BALLOTS[kind]) > 1:
        right.selectbox(t("Counted by"), METHODS_OF_BALLOTS[kind], format_func=lambda m: method_name(t, m), key=f"rounds_method_{kind}")  # fmt: skip
        round_kinds.ask(visit, kind, method(kind))
        if method(kind) not in INDIFFERENT:
            st.radio(
                t("Options that a ballot does not rank"), list(UNRANKED_RULES),
                format_func=lambda rule: t(UNRANKED_RULES[rule]), key="rounds_unranked",
            )  # fmt: skip
    return kind


def method(kind: BallotKind) -> str:
    """The method that was chosen, or the only one."""
    return str(state.get(f"rounds_method_{kind}", METHODS_OF_BALLOTS[kind][0]))


def unranked(kind: BallotKind) -> Unranked:
    """What an unranked option is, where the method asks."""
    if method(kind) in INDIFFERENT:
        return Unranked.TIED_LAST
    chosen: Unranked = state.get("rounds_unranked", Unranked.TIED_LAST)
    return chosen


def show(visit: Visit, kind: BallotKind, access: Access, found: Mapping[str, RoundView]) -> None:
    """The decision rule of a yes or no, and the rounds that stand before or after this one."""
    t = visit.t
    if kind is BallotKind.YES_NO and access is Access.INVITED:
        _rule(visit)
    elif kind is BallotKind.YES_NO:
        style.quiet(t("A round that is open to all is a consultation: it is counted, and decides nothing."))
    gates = {id_: view for id_, view in found.items() if view.round.rule}
    _other(visit, "rounds_gate", t("Only if this was accepted before"), gates)
    if kind is BallotKind.YES_NO:
        won = {
            id_: v for id_, v in found.items() if v.round.ballot is not BallotKind.YES_NO and v.state is State.CLOSED
        }
        _other(visit, "rounds_ratifies", t("Puts the winner of this round to a yes or no"), won)


def _other(visit: Visit, key: str, label: str, found: Mapping[str, RoundView]) -> None:
    """Choose another round, where there is one to choose."""
    if not found:
        return
    titles = told_apart({id_: view.round.title[visit.t.language] for id_, view in found.items()} | {"": visit.t("none")})  # fmt: skip
    st.selectbox(label, ["", *found], format_func=titles.__getitem__, key=key)


def _rule(visit: Visit) -> None:
    t = visit.t
    names = {
        NONE: t("none: it is only counted"), BY_MATTER: t("as Art. 278 of the Civil Code asks for the matter"),
        **{name: t.words(rule.title) for name, rule in PRESETS.items() if not name.startswith("civil_code")},
        OWN: t("one's own fractions"),
    }  # fmt: skip
    left, right = st.columns(2)
    rule = left.selectbox(t("Decision rule"), list(names), format_func=names.__getitem__, key="rounds_rule")
    if rule == NONE:
        return
    titles = {NO_MATTER: t("none of them")} | {i: f"{i} · {t.words(words)}" for i, words in MATTERS.items()}
    matters = list(MATTERS) if rule == BY_MATTER else list(titles)
    right.selectbox(t("Matter under Art. 278 of the Civil Code"), matters, format_func=titles.__getitem__, key=f"rounds_matter_{rule == BY_MATTER}")  # fmt: skip
    right.caption(t("Which matter it is under the law is a setting, fixed when the round is announced: ask a lawyer to confirm it."))  # fmt: skip
    left.selectbox(t("The result is"), list(PURPOSES), index=int(rule == BY_MATTER), format_func=lambda p: t(PURPOSES[p]), key=f"rounds_purpose_{rule == BY_MATTER}")  # fmt: skip
    left.selectbox(t("Unsold units"), list(UNSOLD), format_func=lambda u: t(UNSOLD[u]), key="rounds_unsold")
    if rule == OWN:
        _own(visit)
    _levels(visit, rule)
    _told(visit)


def _levels(visit: Visit, rule: str) -> None:
    """Which groups decide beside the whole."""
    t = visit.t
    needed = rule in PRESETS and PRESETS[rule].groups is not None
    levels = {str(level): t("each of the {level}", level=level.words) for level in LEVELS_OF_ROUNDS}
    choices = list(levels) if needed else ["", *levels]
    named = {"": t("the whole only")} | (
        {level: t.words(one.words) for level, one in zip(levels, LEVELS_OF_ROUNDS, strict=True)} if needed else levels
    )
    label = t("The groups that decide beside the whole") if needed else t("Must accept")
    st.selectbox(label, choices, format_func=named.__getitem__, key=f"rounds_level_{needed}")


def _own(visit: Visit) -> None:
    """Four thresholds, each with its sign and an exact fraction; an empty fraction asks for nothing."""
    t = visit.t
    bases = [Of.TAKING_PART, Of.ALL, Of.YES_AND_NO]
    for (of, by), words in ASKS.items():
        left, right = st.columns([2, 3])
        left.selectbox(t(words), list(SIGNS), format_func=lambda sign: t(SIGNS[sign]), key=f"rounds_{of}_{by}_sign")
        right.text_input(t("Fraction, such as 2/3; empty: not asked"), key=f"rounds_{of}_{by}", max_chars=20)
    st.selectbox(t("Yes is measured on"), bases, format_func=lambda one: t.words(BASES[one]), key="rounds_of")


def _told(visit: Visit) -> None:
    """What the rule will say to voters, as far as it can be read already."""
    with st.expander(visit.t("What voters will read of the rule"), expanded=True):
        try:
            told = rule_told(rule_of(rule_text()))
        except Refusals as refused:
            style.quiet(visit.t.refusal(refused))
            return
        for sentence in told:
            st.markdown(f"- {style.literal(visit.t.sentence(sentence))}")


def rule_text() -> str:
    """The rule that was chosen as JSON; empty for none."""
    chosen = str(state.get("rounds_rule", NONE))
    if state.get("rounds_ballot", BallotKind.RANKING) is not BallotKind.YES_NO or chosen == NONE:
        return ""
    if state.get("rounds_access", Access.INVITED) is not Access.INVITED:
        return ""
    matter = int(state.get(f"rounds_matter_{chosen == BY_MATTER}", NO_MATTER))
    said: dict[str, Any] = {
        "purpose": str(state.get(f"rounds_purpose_{chosen == BY_MATTER}", Purpose.ADVISORY)),
        "unsold": str(state.get("rounds_unsold", Unsold.ONCE_FOR_DEVELOPER)),
    }
    said |= {"matter": matter} if matter else {}
    if chosen == BY_MATTER:
        said["preset"] = preset_for(matter or 1)
    elif chosen == OWN:
        said |= _own_text()
    else:
        said["preset"] = chosen
    needed = chosen in PRESETS and PRESETS[chosen].groups is not None
    level = str(state.get(f"rounds_level_{needed}", LEVELS_OF_ROUNDS[1] if needed else ""))
    return json.dumps(said | ({"groups": {"level": level}} if level else {}))


def _own_text() -> dict[str, Any]:
    said: dict[str, list[dict[str, str]]] = {"participation": [], "consent": []}
    for of, by in ASKS:
        fraction = str(state.get(f"rounds_{of}_{by}") or "").strip()
        if not fraction:
            continue
        threshold = {"by": str(by), str(state.get(f"rounds_{of}_{by}_sign", "at_least")): fraction}
        said[of].append(threshold | ({"of": str(state.get("rounds_of", Of.TAKING_PART))} if of == "consent" else {}))
    return said


def other(key: str) -> str | None:
    """The other round that was chosen."""
    return str(state.get(key) or "") or None
