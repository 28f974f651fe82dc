"""Voting by plain routes: a code becomes a cookie, and a ballot is put in the box once. The page: :mod:`.voting_page`."""

from __future__ import annotations

from typing import Any

from starlette.responses import JSONResponse, Response

from planning import addresses
from planning.actions.voting import Answer, cast_ballot
from planning.errors import N_, Refusal, Refusals
from planning.options.ballot import Channel
from planning.queries.voting import entered_code
from planning.web import light, voter
from planning.web.assets import address_of
from planning.web.bodies import json_of
from planning.web.door import VOTER_COOKIE, Door, route
from planning.web.house import House
from planning.web.voting_words import ENTERING

LARGEST_BODY = 20_000
ENTER = "voting_enter.html"
SCRIPTS = ("light.js", "outbox.js", "offline.js", "enter.js")


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
    return light.page(door, ENTER, **entering(door))


def entering(door: Door) -> dict[str, Any]:
    """What the form for a code needs, on its own page and on a round's."""
    told = {
        "words": {name: door.t(sentence) for name, sentence in ENTERING.items()}, "session": addresses.VOTE_SESSION,
        "round_page": addresses.to(addresses.VOTE_ROUND, round="ROUND", lang=door.t.language), "worker": addresses.WORKER,
        "keep": True,
    }  # fmt: skip
    action = addresses.to(addresses.VOTE_ENTER, lang=door.t.language)
    return {"facts": told, "scripts": SCRIPTS, "vote_sheet": address_of("vote.css"), "action": action}


@route("POST", addresses.VOTE_ENTER, largest_body=LARGEST_BODY)
def enter_code(door: Door) -> Response:
    """The same for a browser without scripts: the code comes in a form."""
    try:
        code_id, round_id = entered(door, door.form.get("code", ""))
    except Refusals as refused:
        return light.refused(door, ENTER, refused, **entering(door))
    return seated(door, to_round(door, round_id), code_id)


@route("POST", addresses.VOTE_SESSION, largest_body=LARGEST_BODY)
def open_voting_session(door: Door) -> Response:
    """Exchange a code for a cookie: 204 with the round in ``X-Jieyi-Round``."""
    token = json_of(door).get("token")
    code_id, round_id = entered(door, token if isinstance(token, str) else "")
    response = Response(status_code=204, headers={"x-jieyi-round": round_id, "cache-control": "no-store"})
    return _with_cookie(door, response, code_id)


def entered(door: Door, typed: str) -> tuple[str, str]:
    """:func:`enter` for what came in by a request."""
    return enter(door.house, typed, door.ask, door.visitor.browser, door.address)


def seated(door: Door, to: str, code_id: str) -> Response:
    """Go on to a page with the cookie of a code."""
    return _with_cookie(door, light.gone(to), code_id)


def _with_cookie(door: Door, response: Response, code_id: str) -> Response:
    # Without an age the browser forgets it when it is closed: a card may be used on a neighbour's phone.
    response.set_cookie(
        VOTER_COOKIE, voter.sealed(door.house, code_id), path="/", httponly=True, samesite="lax",
        secure=door.request.url.scheme == "https")  # fmt: skip
    return response


@route("POST", addresses.VOTE_LEAVE)
def leave_phone(door: Door) -> Response:
    """Let somebody else vote on this phone: the cookie goes."""
    response = light.gone(
        addresses.to(addresses.VOTE_ENTER, **({"lang": asked} if (asked := door.asked("lang")) else {}))
    )
    response.delete_cookie(
        VOTER_COOKIE, path="/", httponly=True, samesite="lax", secure=door.request.url.scheme == "https"
    )
    return response


def to_round(door: Door, round_id: str) -> str:
    """The light page of a round, in the visitor's language."""
    return addresses.to(addresses.VOTE_ROUND, round=round_id, lang=door.t.language)


@route("PUT", addresses.VOTE_BALLOT, largest_body=LARGEST_BODY, crowded=True)
def put_ballot(door: Door) -> Response:
    """Put a ballot in the box: 201 the first time, 200 with the same receipt for the same request again."""
    code_id = counted(door)
    body = json_of(door)
    # Points come under a name of their own; which of the two the round wants, the ballot itself is checked for.
    said = "scores" if "scores" in body and "ranking" not in body else "ranking"
    missing = [name for name in ("version", said) if name not in body]
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
    answer = cast(door, code_id, door.path("client_id"), body["version"], body[said])
    content = {"receipt": answer.receipt, "received_at": answer.received_at.isoformat()}
    content |= {"nonce": answer.nonce} if answer.nonce else {}
    return JSONResponse(content, 200 if answer.again else 201, headers={"cache-control": "no-store"})


def counted(door: Door) -> str | None:
    """Id of the code that the cookie names; a ballot that was sent is counted against it, whatever comes of it."""
    code_id = voter.code_id_of(door.house, door.request.cookies.get(VOTER_COOKIE))
    door.house.limits.writes.take(code_id or door.visitor.browser, door.address)
    return code_id


def cast(door: Door, code_id: str | None, client_id: str, version: Any, ranking: Any) -> Answer:
    """Cast what a script or a form sent for the round of the address."""
    return cast_ballot(
        door.house.database, door.visitor, door.now, round_id=door.path("round"), code_id=code_id, client_id=client_id,
        version=version, ranking=ranking, clock=door.house.clock, mac=door.house.mac, channel=Channel.PHONE)  # fmt: skip
