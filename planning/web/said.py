"""What was said, to read on a phone: everybody's comments and what became of them, one's own with where they stand."""

from __future__ import annotations

from typing import Any

from starlette.responses import JSONResponse, Response

from planning import addresses
from planning.actions.comments import support_comment, withdraw_support
from planning.actions.own_comments import withdraw_comment
from planning.i18n.names import name_of
from planning.queries.cases import CaseLine, cases
from planning.queries.comments import comment_counts, comments, my_comments
from planning.site import Community, new_id
from planning.surveys.comment import SIGNS, Comment, Topic
from planning.surveys.reading import LONGEST_SEARCH, CommentCard, Sought
from planning.web import light
from planning.web.door import Door, route
from planning.web.sent import CLIENT_ID, here_of, to
from planning.wording import clean


@route("GET", addresses.SAID)
def said_page(door: Door) -> Response:
    """Comments that everybody reads, newest first, by topic and words."""
    here = here_of(door)
    asked = (door.house.database, door.visitor, door.now)
    topic, text = clean(door.asked("topic")), clean(door.asked("text")[: LONGEST_SEARCH * 4])
    sought = Sought(topics=frozenset([Topic(topic)] if topic in set(Topic) else []), text=text)
    page = comments(*asked, community_id=here.id, sought=sought, page=_number(door.asked("page")))
    return light.page(
        door, "said.html", page=page, topic=topic, text=text, longest=LONGEST_SEARCH,
        counts=comment_counts(*asked, community_id=here.id), turned=lambda number: _turned(door, here, topic, text, number),
        me_too=lambda id_: f"{to(door, addresses.ME_TOO, here, comment=id_)}&{door.request.url.query}", **_around(door, here),
    )  # fmt: skip


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def _turned(door: Door, here: Community, topic: str, text: str, number: int) -> str:
    """The address of another page of the same list."""
    parts = {"topic": topic, "text": text, "page": str(number)}
    return to(door, addresses.SAID, here, **{name: value for name, value in parts.items() if value})


def _around(door: Door, here: Community) -> dict[str, Any]:
    """What both lists draw a comment with."""
    found = cases(door.house.database, door.visitor, door.now, community_id=here.id)
    by_id = {line.case.id: line for line in found}
    return {
        "here": here, "signs": SIGNS, "name": lambda code: name_of(door.t, code),
        "case_of": lambda comment: _case(by_id, comment), "date": lambda at: door.t.date(at, here.time_zone),
        "case_page": lambda id_: f"/case?community={here.id}&case={id_}&lang={door.t.language}",
        "small": lambda photo: addresses.to(addresses.PHOTO, photo=photo.id, w="240"),
        "whole": lambda photo: addresses.to(addresses.PHOTO, photo=photo.id),
        "say": to(door, addresses.SAY, here), "mine": to(door, addresses.MY_COMMENTS, here),
        "said": to(door, addresses.SAID, here), "policy": to(door, addresses.MODERATION_POLICY, here),
        "merged_with": lambda count: door.t.n(
            "{count} comment that says the same was merged with it", "{count} comments that say the same were merged with it", count),
    }  # fmt: skip


def _case(by_id: dict[str, CaseLine], comment: Comment) -> CaseLine | None:
    return by_id.get(comment.case_id or "")


@route("POST", addresses.ME_TOO)
def me_too(door: Door) -> Response:
    """Say "me too", or take it back (``back=yes``): once per browser, from the list or by the page's script."""
    here = here_of(door)
    id_ = clean(door.path("comment"))
    door.house.limits.writes.take(door.visitor.browser, door.address)
    act = withdraw_support if door.form.get("back") == "yes" else support_comment
    count = act(door.house.database, door.visitor, door.now, community_id=here.id, comment_id=id_)
    if "text/html" not in door.request.headers.get("accept", ""):
        return JSONResponse({"supports": count}, headers={"cache-control": "no-store"})
    kept = {name: door.asked(name) for name in ("topic", "text", "page") if door.asked(name)}
    return light.gone(f"{to(door, addresses.SAID, here, **kept)}#c-{id_}")


@route("GET", addresses.MY_COMMENTS)
def mine_page(door: Door) -> Response:
    """What was written in this browser, where it stands, and the button that takes it back."""
    return _mine(door, here_of(door))


def _mine(door: Door, here: Community) -> Response:
    cards = my_comments(door.house.database, door.visitor, door.now, community_id=here.id)
    return light.page(
        door, "my_comments.html", cards=cards, done=_done(door), state=lambda card: _state(door, card),
        change=lambda id_: f"/map?community={here.id}&comment={id_}&lang={door.t.language}", now=door.now,
        action=to(door, addresses.MY_COMMENTS, here), act_id=new_id, **_around(door, here),
    )  # fmt: skip


def _done(door: Door) -> str:
    """The number of the comment that was pinned just now; nothing for what is no number of ours."""
    asked = door.asked("done")
    return asked if CLIENT_ID.fullmatch(asked) else ""


def _state(door: Door, card: CommentCard) -> str:
    """Where it stands, in one sentence."""
    comment, t = card.comment, door.t
    if comment.withdrawn_at is not None:
        return t("You have taken it back: nobody reads it any more.")
    if comment.hidden_at is not None:
        return t("A moderator has hidden it: {reason}", reason=comment.hidden_reason)
    if card.care is not None and card.care.masked_at is not None:
        return t(
            "A moderator has covered words in it: {reason} Everybody can read the rest.", reason=card.care.masked_reason
        )
    return t("Everybody can read it.")


@route("POST", addresses.MY_COMMENTS)
def take_back(door: Door) -> Response:
    """Take one's own comment back; a second time changes nothing."""
    here = here_of(door)
    version = door.form.get("version", "")
    withdraw_comment(
        door.house.database, door.visitor, door.now, clean(door.form.get("act", ""))[:40] or new_id(), community_id=here.id,
        comment_id=clean(door.form.get("comment", "")), version=_number(version),
    )  # fmt: skip
    return light.gone(to(door, addresses.MY_COMMENTS, here))
