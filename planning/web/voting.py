"""Voting by plain routes: a code becomes a cookie, a ballot is put in the box once, a light page shows the round."""

from __future__ import annotations

import json
from typing import Any

from starlette.responses import JSONResponse, Response

from planning import addresses
from planning.actions.voting import cast_ballot
from planning.errors import N_, Refusal, Refusals
from planning.options.ballot import Channel
from planning.options.casting import place_of
from planning.options.decision.announcing import rule_of
from planning.options.decision.telling import rule_told
from planning.options.promises import promises
from planning.options.round import BallotKind
from planning.queries.decisions import told_before
from planning.queries.rounds import round_view
from planning.queries.voting import entered_code
from planning.reports.announced import heads_told, labelled
from planning.web import light, voter
from planning.web.assets import address_of
from planning.web.door import VOTER_COOKIE, Door, route
from planning.web.house import House

LARGEST_BODY = 20_000
PAGE = "/vote"
"""Where the vote page is."""


def enter(house: House, typed: str, asked: Any, browser: str, address: str) -> tuple[str, str]:
    """The ids of the code and its round, for what was typed; wrong ones are counted against browser and address.

    :param asked: calls a question.
    """
    house.limits.codes.check(browser, address)
    try:
        code = asked(entered_code, typed=typed)
    except Refusal as refused:
        if refused.code == "bad_code":
            house.limits.codes.count(browser, address)
        raise
    return code.id, code.round_id


@route("GET", addresses.VOTE_ENTER)
def enter_code_page(door: Door) -> Response:
    """Where a scanned card leads: its code stands behind the ``#``, which no server and no log ever sees."""
    return light.page(
        door, "voting_enter.html", script=address_of("enter.js"), page=PAGE, session=addresses.VOTE_SESSION
    )


@route("POST", addresses.VOTE_SESSION, largest_body=LARGEST_BODY)
def open_voting_session(door: Door) -> Response:
    """Exchange a code for a cookie: 204 with the round in ``X-Jieyi-Round``."""
    token = _json(door).get("token")
    typed = token if isinstance(token, str) else ""

    def asked(question: Any, **arguments: Any) -> Any:
        return question(door.house.database, door.visitor, door.now, **arguments)

    code_id, round_id = enter(door.house, typed, asked, door.visitor.browser, door.address)
    response = Response(status_code=204, headers={"x-jieyi-round": round_id, "cache-control": "no-store"})
    # Without an age the browser forgets it when it is closed: a card may be used on a neighbour's phone.
    response.set_cookie(
        VOTER_COOKIE, voter.sealed(door.house, code_id), path="/", httponly=True, samesite="lax",
        secure=door.request.url.scheme == "https")  # fmt: skip
    return response


@route("GET", addresses.VOTE_ROUND)
def light_round(door: Door) -> Response:
    """The round on one small page."""
    view = round_view(door.house.database, door.visitor, door.now, round_id=door.path("round"))
    to = f"{PAGE}?community={view.community.id}&round={view.round.id}"
    wares = sorted(view.wares, key=lambda ware: place_of(ware.option.id, door.visitor.browser or view.round.id))
    if view.round.ballot is BallotKind.YES_NO:
        wares = list(view.wares)  # yes, no, abstain: nobody looks for a favourite among them
    return light.page(
        door, "voting_round.html", view=view, wares=wares, to=to, zone=view.community.time_zone, photo=_photo,
        around=told_before(view), rules=rule_told(rule_of(view.round.rule)) if view.round.rule else (),
        promises=promises(provable=view.round.provable),
        heads=[labelled(door.t, *line) for line in heads_told(view.heads, door.t)],
    )  # fmt: skip


def _photo(photo_id: str) -> str:
    return addresses.to(addresses.PHOTO, photo=photo_id, w="480")


@route("PUT", addresses.VOTE_BALLOT, largest_body=LARGEST_BODY, crowded=True)
def put_ballot(door: Door) -> Response:
    """Put a ballot in the box: 201 the first time, 200 with the same receipt for the same request again."""
    code_id = voter.code_id_of(door.house, door.request.cookies.get(VOTER_COOKIE))
    door.house.limits.writes.take(code_id or door.visitor.browser, door.address)
    body = _json(door)
    missing = [name for name in ("version", "ranking") if name not in body]
    if missing:
        raise Refusals(
            [
                problem
                for name in missing
                for problem in Refusal(
                    "missing_field",
                    N_("The ballot lacks its {name}: reload the page and send it again."),
                    where=name,
                    name=name,
                ).problems
            ]
        )
    answer = cast_ballot(
        door.house.database, door.visitor, door.now, round_id=door.path("round"),
        code_id=code_id, client_id=door.path("client_id"), version=body["version"], ranking=body["ranking"],
        clock=door.house.clock, mac=door.house.mac, channel=Channel.PHONE)  # fmt: skip
    content = {"receipt": answer.receipt, "received_at": answer.received_at.isoformat()}
    content |= {"nonce": answer.nonce} if answer.nonce else {}
    return JSONResponse(content, 200 if answer.again else 201, headers={"cache-control": "no-store"})


def _json(door: Door) -> dict[str, Any]:
    """The body as a JSON object; no NaN, no endless nesting, nothing that is not JSON."""
    try:
        body = json.loads(door.body, parse_constant=_no_number)
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise Refusal("bad_json", N_("This was not readable: reload the page and try again."))
    return body


def _no_number(text: str) -> None:
    raise ValueError(text)
