"""Comments: lists that filter the map, what is already said near a place, and how many there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from planning import access, store
from planning.access import Asking
from planning.errors import N_, Refusal
from planning.options.small_groups import SMALL_GROUP
from planning.queries.comment_care import with_care
from planning.queries.query import Look, query
from planning.site import Community, Courtyard, Grid, Pin
from planning.store import accounts
from planning.store import comments as kept
from planning.store.courses import closed
from planning.surveys.comment import NEAR_M, Comment, Stance, Target, Topic
from planning.surveys.likeness import box_around, distance_m, likeness
from planning.surveys.photo import Owner
from planning.surveys.reading import (
    EVERYTHING,
    LONGEST_SEARCH,
    PER_PAGE,
    CommentCard,
    CommentCounts,
    CommentPage,
    SimilarComment,
    Sought,
    told_apart,
    without_writer,
)
from planning.wording import Words, clean

MOST_SIMILAR = 5
MOST_EXPORTED = 100_000
MOST_PINS = 500


@query
def comments(look: Look, *, community_id: str, sought: Sought = EVERYTHING, page: int = 1) -> CommentPage:
    """One page of the comments sought, newest first; hidden ones are not among them, whoever asks."""
    return _page(look, look.permit_in(community_id), sought, page, hidden=False)


@query
def comments_to_moderate(
    look: Look, *, community_id: str, sought: Sought = EVERYTHING, hidden: bool | None = None, page: int = 1
) -> CommentPage:
    """The same for moderators: hidden ones only (True), visible ones only (False), or both (None).

    What named members alone may read is not among them: see :func:`confined_comments`.
    """
    return _page(look, look.permit_in(community_id), sought, page, hidden=hidden)


@query
def confined_comments(look: Look, *, community_id: str) -> list[CommentCard]:
    """Comments that only named members may read, and this member among them; newest first."""
    community = look.permit_in(community_id)
    me = look.visitor.member
    if me is None:
        return []
    found = kept.found(look.session, community_id, EVERYTHING, hidden=True, seen_by=me.id, most=MOST_EXPORTED)
    return _cards(look, community, found)


@query
def comment(look: Look, *, community_id: str, comment_id: str) -> CommentCard:
    """One comment; a hidden one is there for moderators only. Raises :class:`Refusal` (``not_found``)."""
    community = look.permit_in(community_id)
    one = store.get(look.session, Comment, comment_id)
    may_see = one.hidden_at is None or may_read_hidden(look, one, community) or is_own(look, one)
    if one.community_id != community_id or not may_see:
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    return _cards(look, community, [one])[0]


def may_read_hidden(look: Look, comment: Comment, community: Community) -> bool:
    """Whether a comment that is in no list may be read: by moderators, and one for named members by those alone."""
    if comment.seen_by:
        return look.visitor.member is not None and look.visitor.member.id in comment.seen_by
    return access.may("query.comments_to_moderate", Asking(look.visitor, community))


def is_own(look: Look, comment: Comment) -> bool:
    """Whether it was written in this browser, and nobody confined it to named members since."""
    return bool(look.visitor.browser) and comment.browser == look.visitor.browser and not comment.seen_by


@query
def my_comments(look: Look, *, community_id: str) -> list[CommentCard]:
    """What was written in this browser, newest first, also what was hidden or taken back; nothing without a browser."""
    community = look.permit_in(community_id)
    if not look.visitor.browser:
        return []
    mine = store.find(
        look.session, Comment, order=("-at", "id"), community_id=community_id, browser=look.visitor.browser
    )
    return _cards(look, community, [one for one in mine if is_own(look, one)])


@query
def comments_on(look: Look, *, community_id: str, target: Target) -> list[CommentCard]:
    """What was said about an object, newest first; for a tree also about its planting site, and the other way."""
    community = look.permit_in(community_id)
    sought = Sought(targets=kept.same_place(look.session, target))
    return _cards(look, community, kept.found(look.session, community_id, sought, hidden=False, most=PER_PAGE))


@query
def similar_comments(
    look: Look, *, community_id: str, pin: Pin, topic: Topic | None = None, text: str = "", target: Target | None = None
) -> list[SimilarComment]:
    """What a new comment would repeat: on the same object, or within :data:`NEAR_M` metres on the ground.

    The best first: same topic, then words as alike and a place as near as can be.
    """
    return similar_to(look, look.permit_in(community_id), pin, topic=topic, text=text, target=target)


def similar_to(
    look: Look, community: Community, pin: Pin, *, topic: Topic | None, text: str, target: Target | None
) -> list[SimilarComment]:
    """The same for other questions, which have asked for permission themselves."""
    targets = kept.same_place(look.session, target) if target else ()
    # Where places are blurred, what is near is told by the place that is shown: distances would give the real one away.
    grid = grid_for(look, community)
    around = box_around(pin, NEAR_M + (community.blur_m if grid else 0))
    near = [
        SimilarComment(CommentCard(one), metres, likeness(text, one.text))
        for one in kept.near_or_on(look.session, community.id, around, targets)
        if (metres := distance_m(pin, shown_pin(one, grid))) <= NEAR_M or one.target in targets
    ]
    near.sort(key=lambda s: (-_closeness(s, topic), s.distance_m, s.card.comment.id))
    best = near[:MOST_SIMILAR]
    cards = _cards(look, community, [s.card.comment for s in best])
    return [replace(s, card=card) for s, card in zip(best, cards, strict=True)]


def _closeness(similar: SimilarComment, topic: Topic | None) -> float:
    """A point for the same topic, one for the same words, one for the same place."""
    nearness = max(0.0, 1 - similar.distance_m / NEAR_M)
    return (similar.card.comment.topic is topic) + similar.likeness + nearness


@dataclass(frozen=True, slots=True)
class PinSeen:
    """Where a comment is pinned, and where its writer stands."""

    pin: Pin
    stance: Stance


@query
def comment_pins(look: Look, *, community_id: str, sought: Sought = EVERYTHING) -> list[PinSeen]:
    """Places of visible comments, the newest :data:`MOST_PINS`: for a small picture, not for a list."""
    grid = grid_for(look, look.permit_in(community_id))
    found = kept.pins_found(look.session, community_id, _cleaned(sought), most=MOST_PINS)
    return [PinSeen(_shown_at(pin, target, grid), stance) for pin, target, stance in found]


def grid_for(look: Look, community: Community) -> Grid | None:
    """The grid on which this visitor sees places of comments; None for the exact ones, which staff see."""
    return None if look.visitor.roles_in(community.id) else community.grid


def shown_pin(comment: Comment, grid: Grid | None) -> Pin:
    """Where a comment is shown. One about an object stands where the object stands: that is no secret."""
    return _shown_at(comment.pin, comment.target, grid)


def _shown_at(pin: Pin, target: Target | None, grid: Grid | None) -> Pin:
    return pin if grid is None or target is not None else grid.snapped(pin)


@query
def comment_counts(look: Look, *, community_id: str, sought: Sought = EVERYTHING) -> CommentCounts:
    """Visible comments sought, by topic and stance."""
    look.permit_in(community_id)
    return kept.counts(look.session, community_id, _cleaned(sought))


@dataclass(frozen=True, slots=True)
class CourtyardCount:
    """Comments pinned in one courtyard (None: on the street); ``count`` is None for a small group."""

    courtyard: Courtyard | None
    count: int | None


@query
def comments_by_courtyard(look: Look, *, community_id: str, sought: Sought = EVERYTHING) -> list[CourtyardCount]:
    """Visible comments by courtyard; groups under :data:`SMALL_GROUP` hidden, the street last."""
    look.permit_in(community_id)
    return counts_by_courtyard(look, community_id, _cleaned(sought))


def counts_by_courtyard(look: Look, community_id: str, sought: Sought) -> list[CourtyardCount]:
    """The same for other questions, which have asked for permission themselves."""
    courtyards = store.find(look.session, Courtyard, order="code", community_id=community_id)
    counted = kept.counts_by_courtyard(look.session, community_id, sought)
    shown = told_apart([(c.id, counted.get(c.id, 0)) for c in courtyards] + [("", counted.get("", 0))], SMALL_GROUP)
    return [CourtyardCount(c, shown[c.id]) for c in courtyards] + [CourtyardCount(None, shown[""])]


@query
def comments_for_download(look: Look, *, community_id: str) -> list[CommentCard]:
    """All visible comments, newest first, as they leave the house: without browsers and without nicknames.

    A nickname is read beside its comment on the page; a file travels further than its writer meant. For the same
    reason places are blurred in it whoever asks, where the community blurs them.
    """
    community = look.permit_in(community_id)
    everything = kept.found(look.session, community_id, EVERYTHING, hidden=False, most=MOST_EXPORTED)
    everything = [replace(one, pin=shown_pin(one, community.grid)) for one in everything]
    cards = _cards(look, community, everything, near=False)
    return [replace(card, comment=replace(card.comment, author=""), is_mine=False) for card in cards]


def _page(look: Look, community: Community, sought: Sought, page: int, *, hidden: bool | None) -> CommentPage:
    sought, community_id = _cleaned(sought), community.id
    total = kept.count_found(look.session, community_id, sought, hidden=hidden)
    pages = max(1, -(-total // PER_PAGE))
    page = min(max(1, page), pages)
    here = kept.found(look.session, community_id, sought, hidden=hidden, most=PER_PAGE, skip=(page - 1) * PER_PAGE)
    return CommentPage(tuple(_cards(look, community, here)), total, page, pages)


def _cleaned(sought: Sought) -> Sought:
    return replace(sought, text=clean(sought.text[: LONGEST_SEARCH * 4])[:LONGEST_SEARCH])


def _cards(look: Look, community: Community, comments: Sequence[Comment], *, near: bool = True) -> list[CommentCard]:
    session, ids = look.session, [comment.id for comment in comments]
    grid = grid_for(look, community)
    counts = kept.supports(session, ids)
    mine = kept.supported_by(session, ids, look.visitor.browser)
    photos = kept.photos(session, Owner.COMMENT, ids)
    names = kept.names_of(session, [comment.target for comment in comments if comment.target])
    similar = kept.neighbours(session, comments, NEAR_M) if near else {}
    yards = _courtyard_names(look, comments)
    helpers = _assistants(look, community, comments)
    over = closed(session, list({comment.case_id for comment in comments if comment.case_id}))
    made = [
        CommentCard(
            without_writer(replace(one, pin=shown_pin(one, grid))), counts.get(one.id, 0), one.id in mine,
            bool(look.visitor.browser) and one.browser == look.visitor.browser, photos.get(one.id, ()),
            names.get(one.target) if one.target else None, yards.get(one.courtyard_id or ""), similar.get(one.id, 0),
            helpers.get(one.id, ""), is_over=one.case_id in over,
        )
        for one in comments
    ]  # fmt: skip
    return with_care(session, made)


def _assistants(look: Look, community: Community, comments: Sequence[Comment]) -> dict[str, str]:
    """Who wrote a comment down for its writer, by the comment's id: for moderators."""
    helped = {one.id: one.assisted.by for one in comments if one.assisted}
    if not helped or not access.may("query.comments_to_moderate", Asking(look.visitor, community)):
        return {}
    names = {member.id: member.name for member in accounts.members(look.session)}
    return {id_: names.get(by, by) for id_, by in helped.items()}


def _courtyard_names(look: Look, comments: Sequence[Comment]) -> dict[str, Words]:
    ids = {comment.courtyard_id for comment in comments if comment.courtyard_id}
    return {c.id: c.name for c in store.find(look.session, Courtyard, id=ids)} if ids else {}
