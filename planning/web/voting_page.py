"""The light page of a round: what may be chosen, the ballot to fill in, a last look, the receipt.

With a script the ballot is ranked by tapping and sent by ``PUT`` until it is acknowledged; without one the same form has
plain selects, and one more step for the last look. Boxes, and rows of points, are the same in both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from starlette.responses import Response

from planning import addresses
from planning.actions.codes import take_practice_code
from planning.errors import Refusals
from planning.i18n.names import method_name
from planning.options.ballot import Ranking
from planning.options.ballot_forms import from_form
from planning.options.ballot_kinds import ONE_AT_EACH_RANK, parse_ballot
from planning.options.casting import place_of
from planning.options.decision.announcing import rule_of
from planning.options.decision.telling import COUNT_ONLY, rule_told
from planning.options.money import yuan
from planning.options.promises import promises
from planning.options.round import Access, BallotKind, State
from planning.options.score_ballot import Unscored, scores_of
from planning.queries.decisions import told_before
from planning.queries.rounds import RoundView, Ware, round_view
from planning.queries.voting import Standing
from planning.reports import standing as standing_of_options
from planning.reports.announced import heads_told, labelled
from planning.reports.marks import mark
from planning.site import new_id
from planning.web import light, voter, voting
from planning.web.assets import address_of
from planning.web.door import VOTER_COOKIE, Door, route
from planning.web.voting_words import VOTING

PAGE = "voting_round.html"
SCRIPTS = ("light.js", "outbox.js", "offline.js", "enter.js")
BALLOT_SCRIPTS = (*SCRIPTS, "vote_ranks.js", "vote.js")


@route("GET", addresses.VOTE_ROUND)
def light_round(door: Door) -> Response:
    """The round on one small page."""
    return _page(door, _view(door))


@route("POST", addresses.VOTE_ROUND, largest_body=voting.LARGEST_BODY)
def vote_by_form(door: Door) -> Response:
    """The form of a browser without scripts: a last look at the ballot, back to change it, or cast."""
    view, form = _view(door), door.form
    keys = [ware.option.key for ware in view.wares]
    try:
        said = from_form(form, view.round, options=keys)
        if form.get("step") == "change":
            return _page(door, view)
        version = int(form["version"]) if form.get("version", "").isdecimal() else None
        if form.get("step") != "cast":
            return _page(door, view, reviewed=parse_ballot(said, view.round, options=keys))
        voting.cast(door, voting.counted(door), form.get("client_id", ""), version, said)
    except Refusals as refused:
        return _page(door, _view(door), refused=refused)
    return light.gone(voting.to_round(door, view.round.id))


@route("POST", addresses.VOTE_PRACTICE)
def practise(door: Door) -> Response:
    """Take a practice code of a community that is made up, and go on with it."""
    asked = (door.house.database, door.visitor, door.now)
    door.house.limits.writes.take(door.visitor.browser, door.address)
    typed = take_practice_code(*asked, round_id=door.path("round"))
    code_id, round_id = voting.entered(door, typed)
    return voting.seated(door, voting.to_round(door, round_id), code_id)


def _view(door: Door) -> RoundView:
    return round_view(door.house.database, door.visitor, door.now, round_id=door.path("round"))


def _page(door: Door, view: RoundView, *, reviewed: Ranking | None = None, refused: Refusals | None = None) -> Response:
    code_id = voter.code_id_of(door.house, door.request.cookies.get(VOTER_COOKIE))
    standing = voter.standing(door.house, door.ask, view, door.visitor.browser, code_id)
    step = _step(view, standing, reviewed)
    wares = _ordered(view, code_id or door.visitor.browser or view.round.id)
    t, here = door.t, voting.to_round(door, view.round.id)
    values: dict[str, Any] = voting.entering(door) | {
        "view": view, "step": step, "standing": standing, "wares": wares, "here": here, "zone": view.community.time_zone,
        "chosen": _chosen(view, reviewed or ()), "form": defaultdict(str, door.form), "client_id": door.form.get("client_id") or new_id(),
        "left": [ware for ware in wares if reviewed is not None and all(ware.option.key not in rank for rank in reviewed)],
        "by_key": {ware.option.key: ware for ware in wares}, "mark": mark, "corners": _corners, "photo": _photo, "facts_of": standing_of_options.facts,
        "vote_sheet": address_of("vote.css"), "method": method_name(t, view.round.method),
        "equal": _may_be_equal(view), "yuan": yuan, "around": _around(view), "promises": promises(provable=view.round.provable),
        "rules": rule_told(rule_of(view.round.rule)) if view.round.rule else (),
        "heads": [labelled(t, *line) for line in heads_told(view.heads, t)],
        "leave": addresses.to(addresses.VOTE_LEAVE, lang=t.language),
        "practice": addresses.to(addresses.VOTE_PRACTICE, round=view.round.id, lang=t.language),
        "results": f"/results?community={view.community.id}&round={view.round.id}&lang={t.language}",
        "scripts": BALLOT_SCRIPTS if step in {"ballot", "review", "receipt"} else SCRIPTS,
    }  # fmt: skip
    values["facts"] |= _facts(door, view, wares, step, code_id)
    return light.page(door, PAGE, **values) if refused is None else light.refused(door, PAGE, refused, **values)


def _chosen(view: RoundView, ranking: Ranking) -> list[tuple[str, str]]:
    """What a ballot says, line by line: rank, points or a tick, and the option."""
    round_ = view.round
    if round_.ballot is BallotKind.SCORE:
        points = scores_of(ranking, round_.most_points)
        return [(str(points[key]), key) for rank in ranking for key in rank]
    is_ranking = round_.ballot is BallotKind.RANKING
    return [(str(n) if is_ranking else "✓", key) for n, rank in enumerate(ranking, start=1) for key in rank]


def _step(view: RoundView, standing: Standing | None, reviewed: Ranking | None) -> str:
    """What this voter can do here now."""
    if standing and standing.receipt:
        return "receipt"
    if view.state is not State.OPEN:
        return "read"
    if standing is None and view.round.access is Access.INVITED:
        return "enter"
    return "ballot" if reviewed is None else "review"


def _ordered(view: RoundView, who: str) -> list[Ware]:
    """Options in an order that is random from voter to voter; yes, no and abstain always stand in theirs."""
    if view.round.ballot is BallotKind.YES_NO:
        return list(view.wares)
    return sorted(view.wares, key=lambda ware: place_of(ware.option.id, who))


def _may_be_equal(view: RoundView) -> bool:
    return view.round.ballot is BallotKind.RANKING and view.round.method not in ONE_AT_EACH_RANK


def _around(view: RoundView) -> tuple[Any, ...]:
    only = (COUNT_ONLY,) if view.round.ballot is BallotKind.YES_NO and not view.round.rule else ()
    return (*told_before(view), *only)


def _facts(door: Door, view: RoundView, wares: Sequence[Ware], step: str, code_id: str | None) -> dict[str, Any]:
    """What the script is told. ``voter`` tells the drafts of two voters apart who share a phone, and names neither."""
    t, round_ = door.t, view.round
    mine = code_id if round_.access is Access.INVITED else "open to all"
    return {
        "words": {name: t(sentence) for name, sentence in VOTING.items()} | {"locale": "zh-CN" if t.language == "zh" else "en-GB"}, "step": step, "round": round_.id,
        "voter": door.house.mac("draft of a voter", mine or "")[:16], "version": round_.version,
        "kind": round_.ballot.value, "all": round_.unscored is Unscored.REFUSED, "equal": _may_be_equal(view), "zone": view.community.time_zone,
        "options": [{"key": ware.option.key, "title": t.words(ware.option.title)} for ware in wares],
        "put": addresses.to(addresses.VOTE_BALLOT, round=round_.id, client_id="CLIENT", lang=t.language),
        "keep": step != "receipt",
    }  # fmt: skip


def _photo(photo_id: str) -> str:
    return addresses.to(addresses.PHOTO, photo=photo_id, w="480")


def _corners(position: int) -> str:
    """The corners of an option's symbol, for SVG."""
    return " ".join(f"{x:g},{y:g}" for x, y in mark(position).points)
