"""Comments as they are read: a card with its "me too"s and photos, what is sought, and how many there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from planning.site import Bounds
from planning.surveys.care import CommentCare
from planning.surveys.comment import Comment, Stance, Target, Topic
from planning.surveys.photo import Photo
from planning.wording import Words

PER_PAGE = 12
LONGEST_SEARCH = 100


@dataclass(frozen=True, slots=True)
class Sought:
    """Which comments: an empty field asks for nothing. ``text`` is literal, no sign in it means anything."""

    topics: frozenset[Topic] = frozenset()
    stances: frozenset[Stance] = frozenset()
    case_id: str | None = None
    targets: tuple[Target, ...] = ()
    courtyard_id: str | None = None
    text: str = ""
    box: Bounds | None = None


EVERYTHING = Sought()


@dataclass(frozen=True, slots=True)
class CommentCard:
    """A comment with what stands around it. ``similar`` counts others on the same topic near by, or on its object.

    ``care``: what was done about it, and for one that was merged, what became of the other one; ``merged``: how many were
    merged with it; ``adopted_into``: the title of the option into which it was adopted.
    ``assistant`` names who wrote it down for its writer: for moderators, "" for everybody else.
    ``is_over``: its case is closed, so that neither its words nor its "me too"s change until it is reopened.
    """

    comment: Comment
    supports: int = 0
    is_supported: bool = False
    is_mine: bool = False
    photos: tuple[Photo, ...] = ()
    target_name: Words | None = None
    courtyard_name: Words | None = None
    similar: int = 0
    assistant: str = ""
    care: CommentCare | None = None
    merged: int = 0
    adopted_into: Words | None = None
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class SimilarComment:
    """A comment that may already say it, how far away, and how alike its words are."""

    card: CommentCard
    distance_m: float
    likeness: float


@dataclass(frozen=True, slots=True)
class CommentPage:
    """One page of a list, newest first; ``page`` counts from 1."""

    cards: tuple[CommentCard, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class CommentCounts:
    """How many comments there are by topic and stance."""

    cells: tuple[tuple[Topic, Stance, int], ...] = ()

    @property
    def total(self) -> int:
        """All of them."""
        return sum(count for _, _, count in self.cells)

    def of(self, *, topic: Topic | None = None, stance: Stance | None = None) -> int:
        """Those on a topic, with a stance, or both."""
        return sum(n for t, s, n in self.cells if topic in {None, t} and stance in {None, s})

    @property
    def topics(self) -> tuple[Topic, ...]:
        """Topics that somebody wrote about, the most frequent first."""
        return tuple(sorted({t for t, _, _ in self.cells}, key=lambda t: (-self.of(topic=t), list(Topic).index(t))))


def without_writer(comment: Comment) -> Comment:
    """What leaves the house: nobody needs the browser's id, or the account of who wrote it down for somebody."""
    assisted = replace(comment.assisted, by="") if comment.assisted else None
    return replace(comment, browser="", assisted=assisted)


def told_apart(counts: Iterable[tuple[str, int]], small_group: int) -> dict[str, int | None]:
    """Counts by group with small ones hidden (None), and the next smallest with them as long as the total gives one away."""
    known = dict(counts)
    hidden = [group for group, n in known.items() if 0 < n < small_group]
    rest = sorted((g for g in known if g not in hidden and known[g]), key=lambda g: (known[g], g))
    while hidden and rest and _is_given_away([known[group] for group in hidden], small_group):
        hidden.append(rest.pop(0))
    return {group: None if group in hidden else n for group, n in known.items()}


def told_inside(counts: Iterable[tuple[str, int]], small_group: int) -> dict[str, int | None]:
    """The same inside one group of people: nothing of a group that is small altogether, so that its total is not told either."""
    known = dict(counts)
    return dict.fromkeys(known) if 0 < sum(known.values()) < small_group else told_apart(known.items(), small_group)


def _is_given_away(hidden: Sequence[int], small_group: int) -> bool:
    """Whether the sum of what is hidden, which a total tells, leaves one possibility: one group, all of one, all just small."""
    together = sum(hidden)
    return len(hidden) == 1 or together < small_group or together == len(hidden) * (small_group - 1)
