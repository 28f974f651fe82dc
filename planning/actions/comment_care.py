"""What is done about a comment beside hiding it: cover words, merge it, say what became of it. All of it can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from planning import store
from planning.actions.act import Doing, act
from planning.actions.comments import LONGEST_REASON, ground_checked, moderable
from planning.actions.words import words_checked
from planning.errors import N_, Problem, Refusal, Refusals
from planning.options.option import Option
from planning.options.round import Round
from planning.site import new_id
from planning.surveys.care import CommentCare, Fate, covered
from planning.surveys.comment import Comment, Wording
from planning.wording import Words, checked

LONGEST_ANSWER = 1000


@act
def mask_comment(
    doing: Doing, *, community_id: str, comment_id: str, version: int, phrases: Sequence[str], reason: str,
    ground: str = "",
) -> int:  # fmt: skip
    """Cover phrases of a comment that was read at ``version``; gives the new version.

    Nothing else of it can be changed. What it said is kept for moderators as an earlier wording, as long as those are.
    Raises :class:`Refusal` (``nothing_to_cover``, ``not_in_it``, ``hidden``, ``edited_meanwhile``).
    """
    doing.permit_in(community_id)
    reason = checked(reason, field="reason", longest=LONGEST_REASON)
    before = _visible(doing, community_id, comment_id)
    text = covered(before.text, phrases)
    care = _care(doing, before)
    store.add(doing.session, Wording(
        new_id(), community_id, before.id, version, before.topic, before.stance, before.text, before.author, doing.now))  # fmt: skip
    store.change(doing.session, replace(before, text=text, version=version + 1))
    # What was covered first is what is shown again: of two coverings, the first wording is the whole one, unless the
    # writer has changed the words between them.
    kept = version if care.masked_at is None or _is_edited(before, care.masked_at) else care.masked_version
    _keep(doing, replace(care, masked_at=doing.now, masked_reason=reason, masked_version=kept))
    _log(doing, before, {"masked": True, "ground": ground_checked(ground)}, reason)
    return version + 1


@act
def unmask_comment(doing: Doing, *, community_id: str, comment_id: str, version: int, reason: str) -> int:
    """Show the covered words again; gives the new version.

    Raises :class:`Refusal` (``not_masked``, ``edited_since``, ``edited_meanwhile``).
    """
    doing.permit_in(community_id)
    reason = checked(reason, field="reason", longest=LONGEST_REASON)
    before = _visible(doing, community_id, comment_id)
    care = _care(doing, before)
    if care.masked_at is None:
        raise Refusal("not_masked", N_("No words of this comment are covered."))
    if _is_edited(before, care.masked_at):
        raise Refusal(
            "edited_since", N_("Its writer has changed the words since they were covered: they stand as they are.")
        )
    whole = store.first(doing.session, Wording, comment_id=before.id, version=care.masked_version)
    if whole is None:
        raise Refusal("edited_since", N_("The covered words were erased after some time: they stand as they are."))
    store.change(doing.session, replace(before, text=whole.text, version=version + 1))
    _keep(doing, replace(care, masked_at=None, masked_reason="", masked_version=None))
    _log(doing, before, {"masked": False}, reason)
    return version + 1


@act
def merge_comment(doing: Doing, *, community_id: str, comment_id: str, into_id: str, reason: str) -> str:
    """It says the same as another one: both stay to be read, and what becomes of that one becomes of this one.

    Raises :class:`Refusal` (``not_found``, ``has_merged``).
    """
    doing.permit_in(community_id)
    reason = checked(reason, field="reason", longest=LONGEST_REASON)
    before = _visible(doing, community_id, comment_id)
    into = _visible(doing, community_id, into_id)
    if into.id == before.id or _care(doing, into).merged_into is not None:
        raise Refusal("not_found", N_("Choose another comment, which is not merged itself."), where="into_id")
    if store.count(doing.session, CommentCare, merged_into=before.id):
        raise Refusal(
            "has_merged", N_("Others were merged into this comment: merge the other one into it, or part them first.")
        )
    care = _care(doing, before)
    _keep(doing, replace(care, merged_into=into.id))
    _log(doing, before, {"merged_into": into.id}, reason)
    return into.id


@act
def part_comment(doing: Doing, *, community_id: str, comment_id: str, reason: str) -> None:
    """Part it again from the one with which it was merged; raises :class:`Refusal` (``not_merged``)."""
    doing.permit_in(community_id)
    reason = checked(reason, field="reason", longest=LONGEST_REASON)
    before = moderable(doing, community_id, comment_id)
    care = _care(doing, before)
    if care.merged_into is None:
        raise Refusal("not_merged", N_("This comment is not merged with another one."))
    _keep(doing, replace(care, merged_into=None))
    _log(doing, before, {"merged_into": None}, reason)


@act
def say_fate(
    doing: Doing, *, community_id: str, comment_id: str, said_version: int, fate: str, words: Words, option_id: str = ""
) -> int:
    """Say what became of a comment, for everybody who reads it; an empty ``fate`` takes it back.

    :param said_version: the version of what was said before, 0 where nothing was; gives the new one.
    :param words: needed for an answer and for why it was not adopted.
    :param option_id: the option of an announced round into which it was adopted.

    Raises :class:`Refusals` (``unknown_fate``, ``empty_text``, ``long_text``, ``unknown_option``, ``edited_meanwhile``).
    """
    doing.permit_in(community_id)
    before = _visible(doing, community_id, comment_id)
    problems: list[Problem] = []
    if fate and fate not in set(Fate):
        problems.append(Problem("unknown_fate", N_("Choose what became of the comment."), {}, "fate"))
    words = words_checked(
        problems, words, field="words", longest=LONGEST_ANSWER, needed=fate in {Fate.ANSWERED, Fate.NOT_ADOPTED}
    )  # fmt: skip
    adopted = fate == Fate.ADOPTED
    if adopted and not _is_announced(doing, community_id, option_id):
        problems.append(
            Problem("unknown_option", N_("Choose the option of an announced round into which it was adopted."), {}, "option_id")
        )  # fmt: skip
    if problems:
        raise Refusals(problems)
    care = _care(doing, before)
    if said_version != _version(doing, care):
        raise Refusal(
            "edited_meanwhile", N_("Somebody else changed this meanwhile: look at the new state and try again.")
        )
    said = replace(
        care, fate=Fate(fate) if fate else None, words=words if fate else Words(""), option_id=option_id if adopted else None,
        fate_at=doing.now if fate else None,
    )  # fmt: skip
    after = _keep(doing, said)
    doing.log(
        f"comment:{before.id}", before={"fate": care.fate, "option_id": care.option_id, "words": care.words},
        after={"fate": after.fate, "option_id": after.option_id, "words": after.words},
    )  # fmt: skip
    return after.version


def _is_edited(comment: Comment, since: datetime) -> bool:
    """Whether its writer has changed the words since then."""
    return comment.edited_at is not None and comment.edited_at > since


def _is_announced(doing: Doing, community_id: str, option_id: str) -> bool:
    option = store.first(doing.session, Option, id=option_id, community_id=community_id) if option_id else None
    return option is not None and store.get(doing.session, Round, option.round_id).period is not None


def _visible(doing: Doing, community_id: str, comment_id: str) -> Comment:
    comment = moderable(doing, community_id, comment_id)
    if comment.hidden_at is not None:
        raise Refusal("hidden", N_("This comment is in no list now: show it again first."))
    return comment


def _care(doing: Doing, comment: Comment) -> CommentCare:
    """What was done about it; a fresh one where nothing was, not kept yet."""
    there = store.first(doing.session, CommentCare, comment_id=comment.id)
    return there or CommentCare(new_id(), comment.community_id, comment.id)


def _version(doing: Doing, care: CommentCare) -> int:
    return care.version if store.first(doing.session, CommentCare, id=care.id) is not None else 0


def _keep(doing: Doing, care: CommentCare) -> CommentCare:
    if _version(doing, care) == 0:
        return store.add(doing.session, care)
    after = replace(care, version=care.version + 1)
    store.change(doing.session, after)
    return after


def _log(doing: Doing, before: Comment, after: dict[str, object], reason: str) -> None:
    # The log is append-only and outlives an erased comment: it names the comment, never its words.
    doing.log(f"comment:{before.id}", after=after, reason=reason)
