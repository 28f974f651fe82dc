"""The public-opinion channel, as staff work on it: receive, answer, hand up, note the reply, turn into a case, close.

Each act changes one matter that was read at ``version``, adds one step that everybody reads, and one line to the log.
What was merged is parted again, what was closed is reopened, what was hidden is shown: nothing is undone in silence.
"""

from __future__ import annotations

from dataclasses import replace

from planning import store
from planning.actions.act import Doing, act
from planning.actions.words import words_checked
from planning.cases.case import Case
from planning.cases.matter import (
    FEWEST_DAYS,
    LONGEST_SAID,
    MOST_DAYS,
    Deed,
    Level,
    Matter,
    MatterState,
    Promise,
    Step,
    above,
    due_from,
    moved,
)
from planning.errors import N_, Problem, Refusal, Refusals
from planning.site import new_id
from planning.store import matters as kept
from planning.wording import Words, checked

LONGEST_REASON = 300
SAID = frozenset({Deed.ANSWERED, Deed.HANDED_UP, Deed.REPLIED, Deed.CLOSED, Deed.REOPENED})
"""Steps that are taken with words that everybody reads."""


@act
def receive_matter(doing: Doing, *, matter_id: str, version: int) -> int:
    """Somebody has read it and looks after it; gives the new version."""
    before = _permitted(doing, matter_id)
    return _done(doing, before, _at(before, version, Deed.RECEIVED), Deed.RECEIVED)


@act
def step_matter(
    doing: Doing, *, matter_id: str, version: int, deed: Deed, words: Words, level: Level | None = None
) -> int:
    """Answer, hand up, note the reply that came back, close or reopen, with words that everybody reads.

    :param level: to whom it is handed up; nothing otherwise.

    A new day is promised where somebody begins to wait again. Raises :class:`Refusals` (``empty_text``, ``long_text``,
    ``not_above``, ``wrong_step``, ``merged``, ``withdrawn``, ``edited_meanwhile``).
    """
    before = _permitted(doing, matter_id)
    problems: list[Problem] = []
    deed = Deed(deed)
    if deed not in SAID:
        raise Refusal("wrong_step", N_("This cannot be done from where the matter stands: look at its state again."))
    words = words_checked(problems, words, field="words", longest=LONGEST_SAID)
    if deed is Deed.HANDED_UP and level not in above(before.level):
        problems.append(Problem("not_above", N_("Choose to whom it is handed up: somebody above who has it now."), {}, "level"))  # fmt: skip
    if problems:
        raise Refusals(problems)
    after = _at(before, version, deed)
    if deed is Deed.HANDED_UP and level is not None:
        after = replace(after, level=Level(level))
    if deed in {Deed.HANDED_UP, Deed.REOPENED}:
        days = kept.promised_days(doing.session, before.community_id)
        after = replace(after, due_at=due_from(doing.now, days))
        # What was merged with it is promised the same day anew.
        for one in store.find(doing.session, Matter, merged_into=before.id):
            store.change(doing.session, replace(one, due_at=max(one.due_at, after.due_at), version=one.version + 1))
    return _done(doing, before, after, deed, words=words, level=after.level if deed is not Deed.REOPENED else None)


@act
def matter_to_case(doing: Doing, *, matter_id: str, version: int, case_id: str) -> int:
    """It becomes (a part of) a case: from now on everybody reads there how far it has come."""
    before = _permitted(doing, matter_id)
    if store.first(doing.session, Case, id=case_id, community_id=before.community_id) is None:
        raise Refusal(
            "unknown_case", N_("This case is not one of this community: choose it again."), where="case_id"
        )  # fmt: skip
    after = replace(_at(before, version, Deed.TO_CASE), case_id=case_id)
    return _done(doing, before, after, Deed.TO_CASE, other_id=case_id)


@act
def merge_matter(doing: Doing, *, matter_id: str, version: int, into_id: str) -> int:
    """It says the same as another one, which answers for both from now on; :func:`part_matter` parts them again.

    What was promised first binds the other one. Raises :class:`Refusal` (``not_found``, ``into_closed``, ``has_merged``, ``merged``,
    ``withdrawn``, ``edited_meanwhile``).
    """
    before = _permitted(doing, matter_id)
    into = store.first(doing.session, Matter, id=into_id, community_id=before.community_id)
    if into is None or into.id == before.id or into.merged_into is not None or into.withdrawn_at is not None:
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."), where="into_id")
    if into.state is MatterState.CLOSED and before.state is not MatterState.CLOSED:
        raise Refusal(
            "into_closed", N_("That matter is closed, and answers nobody any more: reopen it first."), where="into_id"
        )
    if store.count(doing.session, Matter, merged_into=before.id):
        raise Refusal(
            "has_merged", N_("Others were merged into this matter: merge the other one into it, or part them first.")
        )
    _untouched(before)
    after = replace(before, merged_into=into.id, version=version + 1)
    return _done(doing, before, after, Deed.MERGED, other_id=into.id)


@act
def part_matter(doing: Doing, *, matter_id: str, version: int) -> int:
    """Part a matter again from the one with which it was merged: it stands where it stood."""
    before = _permitted(doing, matter_id)
    if before.merged_into is None:
        raise Refusal("not_merged", N_("This matter is not merged with another one."))
    after = replace(before, merged_into=None, version=version + 1)
    return _done(doing, before, after, Deed.UNMERGED, other_id=before.merged_into)


@act
def hide_matter(doing: Doing, *, matter_id: str, version: int, reason: str) -> int:
    """Take its words from everybody but staff and whoever raised it, who reads why."""
    before = _permitted(doing, matter_id)
    reason = checked(reason, field="reason", longest=LONGEST_REASON)
    after = replace(before, hidden_at=before.hidden_at or doing.now, hidden_reason=reason, version=version + 1)
    return _done(doing, before, after, Deed.HIDDEN, reason=reason)


@act
def show_matter(doing: Doing, *, matter_id: str, version: int, reason: str) -> int:
    """Show the words of a hidden matter again."""
    before = _permitted(doing, matter_id)
    reason = checked(reason, field="reason", longest=LONGEST_REASON)
    after = replace(before, hidden_at=None, hidden_reason="", version=version + 1)
    return _done(doing, before, after, Deed.SHOWN, reason=reason)


@act
def promise_days(doing: Doing, *, community_id: str, days: int) -> int:
    """Within how many days this community promises to answer what is raised from now on; raises ``bad_days``."""
    doing.permit_in(community_id)
    if not FEWEST_DAYS <= days <= MOST_DAYS:
        raise Refusal(
            "bad_days", N_("Choose a number of days from {least} to {most}."), where="days",
            least=FEWEST_DAYS, most=MOST_DAYS,
        )  # fmt: skip
    before = store.first(doing.session, Promise, id=community_id)
    if before is None:
        store.add(doing.session, Promise(community_id, community_id, days))
    else:
        store.change(doing.session, replace(before, days=days, version=before.version + 1))
    doing.log(f"community:{community_id}", before={"days": before.days if before else None}, after={"days": days})
    return days


def _permitted(doing: Doing, matter_id: str) -> Matter:
    matter = store.get(doing.session, Matter, matter_id)
    doing.permit_in(matter.community_id, courtyard_id=matter.courtyard_id)
    return matter


def _at(before: Matter, version: int, deed: Deed) -> Matter:
    """The matter one step on; the store refuses it where somebody else was faster than ``version``."""
    return replace(moved(before, deed), version=version + 1)


def _untouched(before: Matter) -> None:
    if before.withdrawn_at is not None:
        raise Refusal("withdrawn", N_("Whoever raised this matter has taken it back: nothing more is done with it."))
    if before.merged_into is not None:
        raise Refusal("merged", N_("This matter was merged with another one: go on with that one, or part them again."))


def _done(
    doing: Doing, before: Matter, after: Matter, deed: Deed, *, words: Words = Words(""), level: Level | None = None,
    other_id: str | None = None, reason: str = "",
) -> int:  # fmt: skip
    store.change(doing.session, after)
    store.add(
        doing.session,
        Step(new_id(), before.community_id, before.id, after.version, deed, doing.now, words, level, other_id),
    )
    doing.log(
        f"matter:{before.id}", before=_plain(before), after=_plain(after) | ({"words": words} if words.zh or words.en else {}),
        reason=reason,
    )  # fmt: skip
    return after.version


def _plain(matter: Matter) -> dict[str, object]:
    """For the log, which can only grow: no word of a resident."""
    return {
        "state": matter.state, "level": matter.level, "merged_into": matter.merged_into, "case_id": matter.case_id,
        "hidden_at": matter.hidden_at, "due_at": matter.due_at,
    }  # fmt: skip
