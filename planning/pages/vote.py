"""Vote: choose an open round, enter a code, read the options side by side, rank by tapping, review, cast, receipt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from planning.i18n.names import method_name
from planning.options.round import Access, BallotKind, State
from planning.pages import directory, state, style
from planning.pages.visit import Visit
from planning.pages.voting import casting, choosing, drawing, entering, ranking, scoring
from planning.pages.voting.draft import Draft, Order
from planning.queries.rounds import RoundView, rounds
from planning.wording import told_apart

CHOSEN = "vote_round"


def show(visit: Visit) -> None:
    """Draw the round that was asked for, or the one that is open."""
    drawing.stylesheet()
    announced = [view for view in visit.ask(rounds, community_id=visit.community.id) if view.state is not State.DRAFT]
    view = _chosen(visit, announced)
    if view is None:
        _nothing_open(visit, announced)
        return
    t = visit.t
    st.title(style.literal(view.round.title[t.language]), anchor=False)
    if view.round.question[t.language]:
        style.lead(view.round.question[t.language])
    _facts(visit, view)
    choosing.rules(visit, view)
    if view.state is State.OPEN:
        _open(visit, view)
    else:
        _not_open(visit, view)


def _chosen(visit: Visit, announced: Sequence[RoundView]) -> RoundView | None:
    """The round of the code that was entered, of the address, or of the choice among those that are open."""
    by_id = {view.round.id: view for view in announced}
    is_open = [view.round.id for view in announced if view.state is State.OPEN]
    wanted = state.get(CHOSEN) or visit.params.get("round")
    if wanted not in by_id:
        wanted = is_open[0] if is_open else None
    if wanted in is_open and len(is_open) > 1:
        state.put(CHOSEN, wanted)
        titles = told_apart({id_: by_id[id_].round.title[visit.t.language] for id_ in is_open})
        st.selectbox(visit.t("Round"), is_open, format_func=titles.__getitem__, key=CHOSEN)
        wanted = state.get(CHOSEN)
    return by_id[wanted] if wanted else None


def _nothing_open(visit: Visit, announced: Sequence[RoundView]) -> None:
    t = visit.t
    st.title(t("Vote"), anchor=False)
    planned = [view for view in announced if view.state is State.PLANNED]
    if planned:
        style.drawn_state("later", t("No vote is open now. What opens next stands below."))
    else:
        style.drawn_state(
            "later", t("No vote is open now. When one opens you find it here, and the code on your card.")
        )
    for view in planned:
        directory.go("vote", view.round.title[t.language], params=_params(visit, view))
        style.quiet(_dates(visit, view))
    closed = [view for view in announced if view.state is State.CLOSED]
    for view in closed:
        directory.go("results", t("Result: {title}", title=view.round.title), params=_params(visit, view))


def _params(visit: Visit, view: RoundView) -> dict[str, str]:
    return {"community": visit.community.id, "round": view.round.id}


def _dates(visit: Visit, view: RoundView) -> str:
    t, period = visit.t, view.round.period
    assert period is not None  # noqa: S101 - only announced rounds come here
    if view.state is State.PLANNED:
        return t("Voting opens on {opens} and closes on {closes}.", opens=visit.time(period.opens), closes=visit.time(period.closes))  # fmt: skip
    if view.state is State.OPEN:
        return t("Voting is open until {closes}.", closes=visit.time(period.closes))
    return t("Voting closed on {closes}.", closes=visit.time(view.round.closed_at or period.closes))


def _facts(visit: Visit, view: RoundView) -> None:
    t = visit.t
    is_yes_no = view.round.ballot is BallotKind.YES_NO
    method = "" if is_yes_no else t("Counted by {method}", method=method_name(t, view.round.method))
    who = "" if view.round.access is Access.INVITED else t("open to all, consultative: one ballot for each browser")
    number = (
        t.n("{count} ballot received", "{count} ballots received", view.received) if view.state is State.OPEN else ""
    )
    style.badges(_dates(visit, view), method, who, number)
    for change in view.changes:
        words = {
            "extend_round": t("Extended on {day}: {reason}", day=visit.date(change.at), reason=change.reason),
            "close_round": t("Closed early on {day}: {reason}", day=visit.date(change.at), reason=change.reason),
            "withdraw_option": t("An option was withdrawn on {day}: {reason} It is struck from ballots that name it, and the ranks below move up.", day=visit.date(change.at), reason=change.reason),
        }  # fmt: skip
        style.quiet(words[change.act])


def _open(visit: Visit, view: RoundView) -> None:
    standing = entering.standing(visit, view)
    if standing and standing.receipt:
        casting.receipt(visit, view, standing)
        return
    may_cast = standing is not None or view.round.access is Access.OPEN
    wares = drawing.shuffled(view.wares, visit.visitor.browser or view.round.id)
    options, draft = [ware.option for ware in wares], Draft(view.round.id)
    is_yes_no = view.round.ballot is BallotKind.YES_NO
    is_score = view.round.ballot is BallotKind.SCORE
    # Of a yes or no only what says more than its title; its order is always the same.
    cards = [ware for ware in view.wares if ware.says_more] if is_yes_no else wares
    if not may_cast:
        entering.show(visit, view)
        drawing.options(visit.t, cards)
        casting.promises(visit, view)
        return
    if casting.is_reviewing(view):
        known = scoring.known(view.round, options) if is_score else [o.key for o in options]
        casting.review(visit, view, draft, draft.order(known), options)
        return
    drawing.options(visit.t, cards)
    shows: dict[BallotKind, Callable[..., Order]] = {
        BallotKind.YES_NO: choosing.show, BallotKind.APPROVAL: choosing.show_many, BallotKind.BUDGET: choosing.show_many,
        BallotKind.SCORE: partial(scoring.show, round_=view.round),
    }  # fmt: skip
    order = shows.get(view.round.ballot, ranking.show)(visit, draft, options)
    ready = bool(order) or not is_yes_no  # one of the three must be chosen; other ballots may be blank
    if is_score:
        ready = scoring.is_ready(order, options, view.round)
    with st.container(key="vote_go"):
        st.button(
            visit.t("Look at my ballot"), key="vote_review", type="primary" if ready else "secondary", width="stretch",
            disabled=not ready,
            on_click=casting.reviewing, args=(view, True),
        )  # fmt: skip
    casting.promises(visit, view)


def _not_open(visit: Visit, view: RoundView) -> None:
    t = visit.t
    if view.state is State.PLANNED:
        style.drawn_state("later", t("Voting has not begun: read the options now, and come back with your code."))
        drawing.options(t, drawing.shuffled(view.wares, visit.visitor.browser or view.round.id))
        return
    style.drawn_state("locked", t("Voting has closed: see what came out."))
    directory.go("results", t("See the result"), params=_params(visit, view), main=True)
