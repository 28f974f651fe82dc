"""What a writer may do to their own comment, known by the browser that sent it: change its words, or take it back."""

from __future__ import annotations

from dataclasses import replace

from planning import store
from planning.actions.act import Doing, act
from planning.actions.case_phases import refuse_said
from planning.actions.words import text_checked
from planning.errors import N_, Problem, Refusal, Refusals
from planning.site import new_id
from planning.surveys.comment import CHANGE_WITHIN, LONGEST_NAME, LONGEST_TEXT, Comment, Stance, Topic, Wording

HOURS = int(CHANGE_WITHIN.total_seconds() // 3600)


@act
def change_comment(
    doing: Doing, *, community_id: str, comment_id: str, version: int, topic: str, stance: str, text: str,
    author: str = "",
) -> str:  # fmt: skip
    """Change the words, within a day of writing; what they were is kept for moderators. Returns the comment's id.

    Raises :class:`Refusals`: ``not_found`` for anybody else, ``hidden``, ``too_late``, ``case_closed``, ``edited_meanwhile``, and all
    that is wrong with the words.
    """
    doing.permit_in(community_id)
    before = _own(doing, community_id, comment_id)
    if before.hidden_at is not None:
        raise Refusal("hidden", N_("A moderator has hidden this comment: it can only be taken back now."))
    if not before.may_change(doing.now):
        raise Refusal(
            "too_late", N_("A comment can be changed for {hours} hours: take it back and write a new one."), hours=HOURS
        )
    refuse_said(doing, before.case_id)
    problems: list[Problem] = []
    words = text_checked(problems, text, field="text", longest=LONGEST_TEXT)
    name = text_checked(problems, author, field="author", longest=LONGEST_NAME, needed=False)
    if topic not in set(Topic):
        problems.append(Problem("unknown_topic", N_("Please choose what it is about."), {}, "topic"))
    if stance not in set(Stance):
        problems.append(Problem("unknown_stance", N_("Please choose where you stand."), {}, "stance"))
    if problems:
        raise Refusals(problems)
    after = replace(before, topic=Topic(topic), stance=Stance(stance), text=words, author=name)
    if after == before:
        return comment_id
    store.change(doing.session, replace(after, version=version + 1, edited_at=doing.now))
    store.add(doing.session, Wording(
        new_id(), community_id, comment_id, version, before.topic, before.stance, before.text, before.author,
        doing.now))  # fmt: skip
    return comment_id


@act
def withdraw_comment(doing: Doing, *, community_id: str, comment_id: str, version: int) -> int:
    """Take it back, at any time: it leaves every list, count and file at once; its words are erased after some days.

    Returns the new version. A second time changes nothing.
    """
    doing.permit_in(community_id)
    before = _own(doing, community_id, comment_id)
    if before.withdrawn_at is not None:
        return before.version
    hidden_at = before.hidden_at or doing.now
    store.change(doing.session, replace(before, hidden_at=hidden_at, withdrawn_at=doing.now, version=version + 1))
    return version + 1


def _own(doing: Doing, community_id: str, comment_id: str) -> Comment:
    """A comment of this browser; anybody else's is not there."""
    mine = doing.visitor.browser
    comment = store.first(doing.session, Comment, id=comment_id, community_id=community_id)
    if comment is None or not mine or comment.browser != mine or comment.seen_by:
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    return comment
