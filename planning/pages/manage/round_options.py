"""Options of a round: written side by side in both languages, with their photo; withdrawn with a reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from planning import addresses
from planning.actions.options import add_option, change_option, picture_option, withdraw_option
from planning.actions.rounds import LONGEST_TEXT, LONGEST_TITLE
from planning.options.money import yuan
from planning.options.option import Fact, Option
from planning.options.round import BallotKind, State
from planning.pages import conflicts, state, style, uploading
from planning.pages.visit import Visit
from planning.queries.rounds import RoundView, Ware, round_view
from planning.wording import Words, told_apart

NEW = "new"
FIELDS = ("title", "summary", "note", "facts", "pros", "cons")


def show(visit: Visit, view: RoundView) -> None:
    """Edit while the round is prepared; afterwards only withdraw."""
    wares = {ware.option.id: ware for ware in (*view.wares, *view.withdrawn)}
    if view.state is State.DRAFT:
        _editing(visit, view, wares)
    else:
        _announced(visit, view)


def _editing(visit: Visit, view: RoundView, wares: dict[str, Ware]) -> None:
    t = visit.t
    is_yes_no = view.round.ballot is BallotKind.YES_NO
    titles = {id_: ware.option.title[t.language] for id_, ware in wares.items()}
    if is_yes_no:
        style.quiet(
            t("Yes, no and abstain are the options of this round. Say here what each of them means, if you like.")
        )
    else:
        titles |= {NEW: t("+ Add an option")}
    told = told_apart(titles)
    chosen = st.selectbox(t("Option"), list(told), format_func=told.__getitem__, key=f"rounds_option_{view.round.id}")
    ware = wares.get(chosen)
    # Each option has widgets of its own, so that no text of one lands in another.
    prefix = f"rounds_{chosen if ware else view.round.id}_v{view.round.version if ware is None else ''}"
    _form(visit, prefix, ware.option if ware else None)
    if view.round.ballot is BallotKind.BUDGET:
        st.text_input(t("Cost in yuan"), yuan(ware.option.cost) if ware and ware.option.cost else "", max_chars=20, key=f"{prefix}_cost")  # fmt: skip
    form = f"option:{prefix}"
    save: Callable[[str], str | None] = partial(_save, visit, view, ware, prefix)
    if ware:
        conflicts.draw(visit, form)
        save = conflicts.guarded(visit, form, ware.option, partial(_again, visit, view, ware), save)
    st.button(
        t("Save the option") if ware else t("Add the option"), type="primary", key="rounds_option_save",
        on_click=state.acting(visit, form, save),
    )  # fmt: skip
    if ware:
        _photo(visit, ware)
    if ware and not is_yes_no:
        _withdrawing(visit, [ware.option])


def _again(visit: Visit, view: RoundView, ware: Ware) -> Option:
    """The option as it is now, for telling what somebody else changed."""
    now = visit.ask(round_view, round_id=view.round.id)
    return next(one.option for one in (*now.wares, *now.withdrawn) if one.option.id == ware.option.id)


def _form(visit: Visit, prefix: str, option: Option | None) -> None:
    t = visit.t
    hint = {"facts": t("One line each, as “label: value”."), "pros": t("One line each."), "cons": t("One line each.")}
    words = {
        "title": t("Title"), "summary": t("What it is, in one or two sentences"), "note": t("Professional note"),
        "facts": t("Facts"), "pros": t("For"), "cons": t("Against"),
    }  # fmt: skip
    sides = dict(zip(("zh", "en"), st.columns(2), strict=True))
    for field in FIELDS:
        for language, column in sides.items():
            label = f"{words[field]} · {'中文' if language == 'zh' else 'English'}"
            key, value = f"{prefix}_{field}_{language}", _written(option, field, language)
            if field == "title":
                column.text_input(label, value, max_chars=LONGEST_TITLE, key=key)
            else:
                column.text_area(label, value, max_chars=LONGEST_TEXT, height=96, key=key, help=hint.get(field))


def _written(option: Option | None, field: str, language: str) -> str:
    """What stands in a field of an option, as it is typed."""
    if option is None:
        return ""
    given = {"title": option.title, "summary": option.summary, "note": option.professional_note}
    if field in given:
        return getattr(given[field], language)  # type: ignore[no-any-return]
    if field == "facts":
        return "\n".join(
            f"{getattr(f.label, language)}: {getattr(f.value, language)}".removesuffix(": ") for f in option.facts
        )
    return "\n".join(getattr(words, language) for words in (option.pros if field == "pros" else option.cons))


def _typed(prefix: str, field: str) -> Words:
    return Words(str(state.get(f"{prefix}_{field}_zh") or ""), str(state.get(f"{prefix}_{field}_en") or ""))


def _lines(words: Words) -> tuple[Words, ...]:
    """Lines of both languages, paired in order."""
    zh, en = ([line.strip() for line in text.splitlines()] for text in (words.zh, words.en))
    longest = max(len(zh), len(en))
    pairs = zip(_padded(zh, longest), _padded(en, longest), strict=True)
    return tuple(Words(a, b) for a, b in pairs if a or b)


def _padded(lines: Sequence[str], longest: int) -> list[str]:
    return [*lines, *[""] * (longest - len(lines))]


def _facts(words: Words) -> tuple[Fact, ...]:
    """``label: value`` in either language, with a colon of either."""
    facts = []
    for line in _lines(words):
        (zh_label, zh_value), (en_label, en_value) = _halves(line.zh), _halves(line.en)
        facts.append(Fact(Words(zh_label, en_label), Words(zh_value, en_value)))
    return tuple(facts)


def _halves(line: str) -> tuple[str, str]:
    label, _, value = line.replace("：", ":", 1).partition(":")
    return label.strip(), value.strip()


def _save(visit: Visit, view: RoundView, ware: Ware | None, prefix: str, act_id: str) -> str:
    said = {
        "title": _typed(prefix, "title"), "summary": _typed(prefix, "summary"),
        "professional_note": _typed(prefix, "note"), "facts": _facts(_typed(prefix, "facts")),
        "pros": _lines(_typed(prefix, "pros")), "cons": _lines(_typed(prefix, "cons")),
        "cost": str(state.get(f"{prefix}_cost") or ""),
    }  # fmt: skip
    if ware is None:
        made = visit.do(add_option, act_id, round_id=view.round.id, **said)
        state.put(f"rounds_option_{view.round.id}", made)
        return visit.t("The option was added: give it a photo, or add the next one.")
    visit.do(change_option, act_id, option_id=ware.option.id, seen=ware.option.mark, **said)
    return visit.t("The option was saved.")


def _photo(visit: Visit, ware: Ware) -> None:
    t, key = visit.t, f"rounds_photo_{ware.option.id}"
    left, right = st.columns(2)
    with left:
        if ware.photos:
            style.photo(addresses.to(addresses.PHOTO, photo=ware.photos[0].id, w="480"), ware.option.title[t.language])
        else:
            style.quiet(t("No photo yet."))
    with right:
        uploading.draw(visit, key, t("Photo"), 1)
        st.button(
            t("Use this photo"), key=f"{key}_use",
            on_click=state.acting(visit, f"photo:{ware.option.id}", lambda act_id: _use(visit, ware, key, act_id)),
        )  # fmt: skip


def _use(visit: Visit, ware: Ware, key: str, act_id: str) -> str:
    visit.do(
        picture_option, act_id, option_id=ware.option.id, form=uploading.name_of(key),
        photo_place=visit.house.settings.photo_place,
    )  # fmt: skip
    uploading.used(key)
    return visit.t("The photo was kept.")


def _announced(visit: Visit, view: RoundView) -> None:
    t, is_yes_no = visit.t, view.round.ballot is BallotKind.YES_NO
    if not is_yes_no:
        style.quiet(t("The round is announced: its options stay as they are, and can only be withdrawn."))
    gone = {ware.option.id for ware in view.withdrawn}
    for ware in (*view.wares, *view.withdrawn):
        note = f" · {t('withdrawn')}" if ware.option.id in gone else ""
        st.markdown(f"- {style.literal(ware.option.title[t.language])}{note}")
    if view.state is not State.CLOSED and not is_yes_no:
        _withdrawing(visit, [ware.option for ware in view.wares])


def _withdrawing(visit: Visit, options: Sequence[Option]) -> None:
    if not visit.may("act.withdraw_option"):
        return
    t, told = visit.t, told_apart({option.id: option.title[visit.t.language] for option in options})
    with st.expander(t("Withdraw an option")):
        style.quiet(
            t(
                "It is struck from ballots that name it, and the ranks below move up. Voters who have read it are asked to look again."
            )
        )
        chosen = st.selectbox(
            t("Option"), list(told), format_func=told.__getitem__, key=f"rounds_withdraw_{options[0].round_id}"
        )
        st.text_input(t("Reason, which everybody can read"), key="rounds_withdraw_reason", max_chars=400)
        st.button(
            t("Withdraw it"), key="rounds_withdraw",
            on_click=state.acting(visit, f"withdraw:{chosen}", lambda act_id: _withdraw(visit, chosen, act_id)),
        )  # fmt: skip


def _withdraw(visit: Visit, option_id: str, act_id: str) -> str:
    visit.do(withdraw_option, act_id, option_id=option_id, reason=str(state.get("rounds_withdraw_reason") or ""))
    state.put("rounds_withdraw_reason", "")
    return visit.t("The option was withdrawn.")
