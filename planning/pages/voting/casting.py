"""Look once more, cast, keep the receipt; and what is promised to the voter, where the voter reads it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from planning.actions.voting import cast_ballot
from planning.options.ballot import Channel
from planning.options.option import Option
from planning.options.round import ONE_RANK, Access, BallotKind
from planning.pages import heads, state, style
from planning.pages.visit import Visit
from planning.pages.voting import drawing, entering, scoring
from planning.pages.voting.draft import Draft
from planning.queries.rounds import RoundView
from planning.queries.voting import Standing
from planning.reports.round_report import promises_html


def review(visit: Visit, view: RoundView, draft: Draft, order: Sequence[str], options: Sequence[Option]) -> None:
    """The ballot as it will be cast, and the one main action."""
    t, by_key = visit.t, {option.key: option for option in options}
    st.subheader(t("Your ballot"), anchor=False)
    if not order:
        style.quiet(t("You chose nothing: this is a blank ballot. It counts as a vote, for none of the options."))
    if view.round.ballot is BallotKind.SCORE:
        drawing.points(t, options, scoring.given(tuple(order)), view.round.most_points)
    else:
        rest = [] if view.round.ballot is BallotKind.YES_NO else [o for o in options if o.key not in order]
        is_ranking = view.round.ballot is BallotKind.RANKING
        drawing.order(t, [by_key[key] for key in order], rest, numbered=is_ranking)
    promises(visit, view)
    with st.container(key="vote_go", gap="small"):
        st.button(
            t("Cast my ballot"), key="vote_cast", type="primary", width="stretch",
            on_click=_casting(visit, view, draft, order),
        )  # fmt: skip
        st.button(t("Change it"), key="vote_change", width="stretch", on_click=reviewing, args=(view, False))
    style.quiet(t("Once cast, a ballot is final."))


def is_reviewing(view: RoundView) -> bool:
    """Whether the voter looks at the ballot before casting it; not any more once the options have changed."""
    return bool(state.get(_step(view)))


def reviewing(view: RoundView, on: bool) -> None:
    """Go on to the review, or back."""
    state.put(_step(view), on)


def _step(view: RoundView) -> str:
    return f"vote_review:{view.round.id}:{view.round.version}"


def _casting(visit: Visit, view: RoundView, draft: Draft, order: Sequence[str]):  # type: ignore[no-untyped-def]  # noqa: ANN202
    code_id = None if view.round.access is Access.OPEN else entering.known_code(visit)
    said = _said(view.round.ballot, order)

    def cast(act_id: str) -> None:
        visit.count_write(code_id or "")
        # What is shown afterwards is read from the database: this says nothing, and a second click changes nothing.
        visit.do_fleeting(
            cast_ballot, round_id=view.round.id, code_id=code_id, client_id=act_id, version=view.round.version,
            ranking=said, clock=visit.house.clock, mac=visit.house.mac, channel=Channel.WEB,
        )  # fmt: skip
        draft.forget()
        reviewing(view, False)

    # One id for each code: whoever votes next on this phone casts another ballot.
    return state.acting(visit, f"vote:{view.round.id}:{code_id}", cast)


def _said(kind: BallotKind, order: Sequence[str]) -> object:
    """What is cast, as a phone would put it."""
    if kind is BallotKind.SCORE:
        return scoring.given(tuple(order))
    if kind in ONE_RANK:
        return [list(order)] if order else []
    return [[key] for key in order]


def receipt(visit: Visit, view: RoundView, standing: Standing) -> None:
    """The ballot was received: say so, and let somebody else vote."""
    t = visit.t
    st.subheader(t("Your ballot was received"), anchor=False)
    if standing.received_at and standing.receipt:
        drawing.receipt(t("Receipt"), standing.receipt, visit.time(standing.received_at))
    style.quiet(
        t(
            "Write the receipt down or take a picture of it. After closing you find it in the list of receipts; it does not show what the ballot says."
        )
    )
    if standing.nonce:
        _nonce(visit, standing.nonce)
    if view.round.period:
        style.quiet(t("The count can be read here after {closes}.", closes=visit.time(view.round.period.closes)))
    if view.round.access is Access.INVITED:
        st.button(t("Let somebody else vote on this phone"), key="vote_leave", on_click=entering.leave)
    promises(visit, view)


def _nonce(visit: Visit, nonce: str) -> None:
    """The secret number, apart from the receipt: who has both, and the ballot, can prove how the vote was cast."""
    t = visit.t
    with st.expander(t("Secret number of this receipt")):
        st.code(nonce, language=None)
        style.quiet(
            t(
                "Keep it if you want to be able to prove that your ballot was changed. Whoever else has it can be shown how you voted. It can be read here until the vote closes, then it is destroyed here."
            )
        )


def promises(visit: Visit, view: RoundView) -> None:
    """What is promised and what is not."""
    t = visit.t
    with st.expander(t("What is promised, and what is not")):
        style.markup(promises_html(t, provable=view.round.provable))
        heads.line(visit, view.heads)
