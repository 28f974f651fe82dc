"""The public-opinion channel, as residents use it: raise a matter, say "me too", take one's own matter back.

Who raised a matter is known by nothing but a word: the phone makes it before it sends, the house keeps its hash. Sent
again with the same word and the same contents, it is the same matter.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from operator import attrgetter

from planning import store
from planning.actions.act import Doing, fleeting
from planning.actions.words import text_checked
from planning.cases.matter import LONGEST_PLACE, LONGEST_TEXT, Deed, Level, Matter, Step, Via, due_from
from planning.errors import N_, Problem, Refusal, Refusals
from planning.options.electorate import code_hash
from planning.site import Courtyard, new_id
from planning.store import erasing
from planning.store import matters as kept
from planning.surveys.comment import Topic

_SENT = attrgetter("community_id", "topic", "text", "place", "courtyard_id", "shown", "via")
"""What was sent of a matter: the same word with anything else in it is another form."""
NOT_HERE = N_("This is not here (any more): go back and choose again.")


@dataclass(frozen=True, slots=True)
class _Raised:
    """What came in, as it came in: everything is checked in :func:`_kept`."""

    word: str
    topic: str
    text: str
    place: str
    courtyard_id: str
    shown: bool
    via: Via = Via.OWN


@fleeting
def raise_matter(
    doing: Doing, *, community_id: str, word: str, topic: str, text: str, place: str = "", courtyard_id: str = "",
    shown: bool = True,
) -> str:  # fmt: skip
    """Raise a matter; gives its id.

    :param word: the receipt word, 26 signs as :func:`~planning.options.electorate.new_code` makes them.
    :param courtyard_id: the courtyard that it is about, where it is about one.
    :param shown: whether everybody may read the words.

    Raises :class:`Refusals` (``bad_word``, ``unknown_topic``, ``empty_text``, ``long_text``, ``unknown_courtyard``, and
    ``act_reused`` for other contents under the same word).
    """
    doing.permit_in(community_id)
    return _kept(doing, community_id, _Raised(word, topic, text, place, courtyard_id, shown))


@fleeting
def enter_matter(
    doing: Doing, *, community_id: str, word: str, topic: str, text: str, via: str, place: str = "",
    courtyard_id: str = "", shown: bool = True,
) -> str:  # fmt: skip
    """Staff write down what somebody raised at the counter, on the telephone or at the door, and hand them the word."""
    doing.permit_in(community_id, courtyard_id=courtyard_id or None)
    told = Via(via) if via in {Via.COUNTER, Via.TELEPHONE, Via.DOOR} else Via.COUNTER
    id_ = _kept(doing, community_id, _Raised(word, topic, text, place, courtyard_id, shown, told))
    doing.log(f"matter:{id_}", after={"via": told})
    return id_


def _kept(doing: Doing, community_id: str, raised: _Raised) -> str:
    made = _checked(doing, community_id, raised)
    there = store.first(doing.session, Matter, word_hash=made.word_hash)
    if there is None:
        return store.add(doing.session, made).id
    if _SENT(there) == _SENT(made):
        return there.id
    raise Refusal("act_reused", N_("This form was already sent with other contents: reload the page and try again."))


def _checked(doing: Doing, community_id: str, raised: _Raised) -> Matter:
    problems: list[Problem] = []
    hash_ = code_hash(raised.word)
    if hash_ is None:
        problems.append(Problem("bad_word", N_("Your phone sent no receipt word: reload the page and try again."), {}))
    if raised.topic not in set(Topic):
        problems.append(Problem("unknown_topic", N_("Please choose what it is about."), {}, "topic"))
    text = text_checked(problems, raised.text, field="text", longest=LONGEST_TEXT)
    place = text_checked(problems, raised.place, field="place", longest=LONGEST_PLACE, needed=False)
    yard = raised.courtyard_id
    if yard and store.first(doing.session, Courtyard, id=yard, community_id=community_id) is None:
        problems.append(
            Problem(
                "unknown_courtyard",
                N_("This courtyard is not one of this community: choose it again."),
                {},
                "courtyard",
            )
        )
    if problems:
        raise Refusals(problems)
    due = due_from(doing.now, kept.promised_days(doing.session, community_id))
    return Matter(
        new_id(), community_id, hash_, raised.topic, text, raised.shown, doing.now, due, raised.via,
        level=Level.COURTYARD if yard else Level.COMMUNITY, place=place, courtyard_id=yard or None,
    )  # fmt: skip


@fleeting
def support_matter(doing: Doing, *, community_id: str, matter_id: str) -> int:
    """Say "me too", once per browser; gives how many have. A second time changes nothing."""
    doing.permit_in(community_id)
    matter = _public(doing, community_id, matter_id)
    kept.add_support(doing.session, matter, _browser(doing), doing.now)
    return _supports(doing, matter)


@fleeting
def unsupport_matter(doing: Doing, *, community_id: str, matter_id: str) -> int:
    """Take one's "me too" back; gives how many are left."""
    doing.permit_in(community_id)
    matter = _public(doing, community_id, matter_id)
    merged = [one.id for one in store.find(doing.session, Matter, merged_into=matter.id)]
    kept.drop_support(doing.session, [matter.id, *merged], _browser(doing))
    return _supports(doing, matter)


def _supports(doing: Doing, matter: Matter) -> int:
    head = matter.merged_into or matter.id
    return kept.voices(doing.session, [head])[head][0]


@fleeting
def take_back_matter(doing: Doing, *, community_id: str, word: str) -> str:
    """Whoever holds the word takes the matter back: its words are erased at once. A second time changes nothing.

    Raises :class:`Refusal` (``unknown_word``).
    """
    doing.permit_in(community_id)
    matter = kept.held(doing.session, community_id, word)
    if matter.withdrawn_at is None:
        erasing.erase_matters(doing.session, [matter], doing.now)
        # Two changes, two versions: the step is named by the second one.
        gone = replace(matter, text="", place="", hidden_reason="", withdrawn_at=doing.now, version=matter.version + 2)
        store.change(doing.session, gone)
        store.add(doing.session, Step(new_id(), community_id, matter.id, gone.version, Deed.WITHDRAWN, doing.now))
        _parted(doing, matter)
    return matter.id


def _parted(doing: Doing, head: Matter) -> None:
    """What was merged with a matter that is gone stands where it stood: it would be in no list, and nobody would answer it."""
    for one in store.find(doing.session, Matter, order=("at", "id"), merged_into=head.id):
        after = replace(one, merged_into=None, version=one.version + 1)
        store.change(doing.session, after)
        store.add(
            doing.session,
            Step(new_id(), one.community_id, one.id, after.version, Deed.UNMERGED, doing.now, other_id=head.id),
        )


def _public(doing: Doing, community_id: str, matter_id: str) -> Matter:
    matter = store.first(doing.session, Matter, id=matter_id, community_id=community_id)
    if matter is None or matter.withdrawn_at is not None or matter.hidden_at is not None:
        raise Refusal("not_found", NOT_HERE)
    return matter


def _browser(doing: Doing) -> str:
    if not doing.visitor.browser:
        raise Refusal(
            "no_browser", N_("Your browser sends no cookie, so a “me too” could not be counted once: allow cookies.")
        )
    return doing.visitor.browser
