"""Personal data: how exactly the public sees places, what is kept of a member, and erasing it."""

from __future__ import annotations

import json

import streamlit as st

from planning import addresses
from planning.actions.communities import LEAST_BLUR_M, MOST_BLUR_M, blur_comments
from planning.actions.personal import erase_member, erase_person
from planning.errors import N_
from planning.pages import state, style
from planning.pages.visit import Visit
from planning.queries.personal import member_data, person_data, texts_naming
from planning.queries.staff import members

STEPS_M = (0, 25, 50, 100, 200)
PLACES = {
    "cases": N_("Matter"), "comments": N_("Comment"), "comment_wordings": N_("Earlier wording of a comment"),
    "facilities": N_("Facility"), "invitations": N_("Invitation"), "log_texts": N_("Log"), "members": N_("Account"),
    "options": N_("Option"), "paper_batches": N_("Batch of paper ballots"), "photos": N_("Caption of a photo"),
    "planners": N_("Planner team"), "rooftop_structures": N_("Rooftop structure"), "rounds": N_("Round"),
    "trees": N_("Tree"), "voters": N_("Roll"),
}  # fmt: skip
"""How the tables are called in which a name may stand; the rest by their own names."""
MOST_MENTIONS = 100


def show(visit: Visit) -> None:
    """The blur of this community; for administrators of the whole house also persons."""
    t = visit.t
    style.link(addresses.to(addresses.PRIVACY, lang=t.language), t("What is kept about you"))
    st.subheader(t("Places of comments"), anchor=False)
    style.quiet(t("The public sees them this exactly, on the map, in lists and in files; staff see them exactly."))
    steps = sorted({*STEPS_M, visit.community.blur_m})
    st.selectbox(
        t("How exactly?"), steps, steps.index(visit.community.blur_m), key="personal_blur",
        format_func=lambda metres: t("to {metres} m", metres=metres) if metres else t("exactly"),
    )  # fmt: skip
    st.button(t("Show places like this"), on_click=state.acting(visit, "blur_comments", lambda a: _blur(visit, a)))
    assert LEAST_BLUR_M <= STEPS_M[1] <= STEPS_M[-1] <= MOST_BLUR_M  # noqa: S101 - what is offered is allowed
    if visit.may("act.erase_member"):
        _of_member(visit)
        _of_writer(visit)
        _named(visit)


def _blur(visit: Visit, act_id: str) -> str:
    visit.do(blur_comments, act_id, community_id=visit.community.id, metres=int(state.get("personal_blur") or 0))
    return visit.t("Places are shown like this from now on.")


def _of_member(visit: Visit) -> None:
    t = visit.t
    st.subheader(t("A member of staff"), anchor=False)
    names = [one.member.name for one in visit.ask(members, community_id=visit.community.id) if one.disabled_at is None]
    chosen = st.selectbox(t("Account"), names, index=None, key="personal_member", placeholder=t("Choose an account"))
    if chosen is None:
        return
    found = visit.ask(member_data, name=str(chosen))
    st.download_button(t("Download what is kept"), _as_json(found), f"{chosen}.json", "application/json")
    st.text_input(t("Why is it erased? Name no person: the log keeps it."), key="personal_member_reason")
    st.button(
        t("Erase the account"),
        on_click=state.acting(visit, f"erase_member_{chosen}", lambda _: _erase_member(visit, str(chosen))),
    )


def _erase_member(visit: Visit, name: str) -> str:
    visit.do_fleeting(erase_member, name=name, reason=str(state.get("personal_member_reason") or ""))
    state.drop("personal_member", "personal_member_reason")
    return visit.t("The account is erased; the log keeps a number for its name.")


def _of_writer(visit: Visit) -> None:
    t = visit.t
    st.subheader(t("A resident who asks in person"), anchor=False)
    style.quiet(
        t(
            "One comment is enough: everything from the same browser is found by it. Its number stands in its file and its link."
        )
    )
    comment_id = str(st.text_input(t("Number of a comment"), key="personal_comment", max_chars=40) or "").strip()
    if not comment_id:
        return
    found = visit.ask(person_data, comment_id=comment_id)
    style.quiet(t("{comments} comments, {photos} photos, {supports} “me too”s.", comments=len(found["comments"]), photos=len(found["photos"]), supports=len(found["me_too"]) + len(found["me_too_of_matters"])))  # fmt: skip
    st.download_button(t("Download what is kept"), _as_json(found), "person.json", "application/json")
    st.text_input(t("Why is it erased? Name no person: the log keeps it."), key="personal_reason")
    st.button(
        t("Erase all of it"), key="personal_erase",
        on_click=state.acting(visit, f"erase_person_{comment_id}", lambda _: _erase_person(visit, comment_id)),
    )  # fmt: skip


def _erase_person(visit: Visit, comment_id: str) -> str:
    done = visit.do_fleeting(
        erase_person, comment_id=comment_id, photo_place=visit.house.settings.photo_place,
        reason=str(state.get("personal_reason") or ""),
    )  # fmt: skip
    state.drop("personal_comment", "personal_reason")
    return visit.t("Erased: {comments} comments, {photos} photos, {supports} “me too”s.", comments=done["comments"], photos=done["photos"], supports=done["me_too"])  # fmt: skip


def _named(visit: Visit) -> None:
    """Where a name stands in what others wrote: erasing does not reach it."""
    t = visit.t
    st.subheader(t("Where a name was written down"), anchor=False)
    style.quiet(t("Erasing takes what a person wrote. Notes, matters and rolls in which others name them are listed here: mend each at its place."))  # fmt: skip
    name = str(st.text_input(t("Name, as staff may have written it"), key="personal_name", max_chars=80) or "").strip()
    if not name:
        return
    found = visit.ask(texts_naming, name=name)
    style.quiet(t.n("{count} text names this person.", "{count} texts name this person.", len(found)))
    style.markup("".join(
        f"<p><b>{style.escaped(t(PLACES.get(one.table, one.table)))}</b> {style.escaped(one.id)}<br>{style.escaped(one.words)}</p>"
        for one in found[:MOST_MENTIONS]))  # fmt: skip
    if len(found) > MOST_MENTIONS:
        style.quiet(t("The first {count} are shown.", count=MOST_MENTIONS))


def _as_json(found: object) -> str:
    return json.dumps(found, ensure_ascii=False, indent=1, default=str)
