"""Dissent: objections to a case are entered, visited and answered. The log keeps what was done, never whose words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from planning import store
from planning.actions.act import Doing, act
from planning.actions.in_case import permit_at_case
from planning.actions.words import LONGEST_LABEL, reason_checked, text_checked, words_checked
from planning.cases.case import Case
from planning.cases.dissent import Call, Objection, Outcome
from planning.cases.household import Household
from planning.errors import N_, Problem, Refusal, Refusals
from planning.period import day_in
from planning.site import Community, new_id
from planning.store import accounts
from planning.surveys.comment import Comment, Topic
from planning.wording import Words

LONGEST_TEXT = 1000


@act
def record_objection(
    doing: Doing, *, case_id: str, topic: Topic, who: str, text: str, shown: bool, owner_id: str, comment_id: str = "",
    household_id: str = "",
) -> str:  # fmt: skip
    """Enter an objection to a case; gives its id.

    :param comment_id: made from this comment of the case, whose words stand in where ``text`` is empty.
    :param household_id: made from this household of the case's register, whose door and note stand in where nothing is typed;
        a note is the staff's own words, so that it is never shown to everybody.

    Raises :class:`Refusals` (``empty_text``, ``long_text``, ``no_owner``, ``not_found``, ``entered_before``).
    """
    case = store.get(doing.session, Case, case_id)
    permit_at_case(doing, case)
    if comment_id:
        comment = store.first(
            doing.session, Comment, id=comment_id, community_id=case.community_id, case_id=case_id, hidden_at=None
        )
        if comment is None:
            raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
        if store.count(doing.session, Objection, comment_id=comment_id, mistaken_at=None):
            raise Refusal("entered_before", N_("This comment is entered as an objection already: go on with that one."))
        text = text.strip() or comment.text
    if household_id:
        door = _door(doing, case, household_id)
        shown = shown and bool(text.strip())
        who, text = who.strip() or door.door, text.strip() or door.note
    made = Objection(
        new_id(),
        case.community_id,
        case_id,
        Topic(topic).value,
        who,
        text,
        shown,
        owner_id,
        doing.now,
        comment_id or None,
        household_id=household_id or None,
    )
    made = _checked(doing, made)
    store.add(doing.session, made)
    doing.log(f"objection:{made.id}", after=_plain(made))
    return made.id


@act
def change_objection(
    doing: Doing, *, objection_id: str, version: int, topic: Topic, who: str, text: str, shown: bool, owner_id: str,
) -> str:  # fmt: skip
    """Mend an entry that was read at ``version``, or hand it on to another member of staff; the old words are gone."""
    before = _permitted(doing, objection_id)
    made = replace(
        before, topic=Topic(topic).value, who=who, text=text, shown=shown, owner_id=owner_id, version=version + 1
    )
    # Nothing is left of the words where the household was forgotten.
    made = _checked(doing, made, needed=bool(before.who or before.text))
    store.change(doing.session, made)
    doing.log(f"objection:{made.id}", before=_plain(before), after=_plain(made))
    return made.id


@act
def take_out_objection(doing: Doing, *, objection_id: str, version: int, reason: str) -> str:
    """Take out an entry that was made by mistake, twice or in the wrong case: it counts no more, and everybody reads why.

    Raises :class:`Refusal` (``taken_out``, ``empty_text``, ``edited_meanwhile``).
    """
    before = _counts(_permitted(doing, objection_id))
    reason = reason_checked(reason)
    made = replace(before, mistaken_at=doing.now, mistaken_reason=reason, version=version + 1)
    store.change(doing.session, made)
    doing.log(f"objection:{objection_id}", before=_plain(before), after=_plain(made), reason=reason)
    return objection_id


@act
def record_visit(
    doing: Doing, *, objection_id: str, day: date, went: str, explained: str, outcome: Outcome
) -> str:  # fmt: skip
    """Note a visit to whoever objects: who went, when, what was explained, what came of it; gives its id.

    Raises :class:`Refusals` (``not_yet``, ``empty_text``, ``long_text``).
    """
    objection = _counts(_permitted(doing, objection_id))
    made = Call(new_id(), objection.community_id, objection_id, day, went, explained, outcome, doing.now)
    made = _checked_call(doing, made)
    store.add(doing.session, made)
    doing.log(f"objection:{objection_id}", after={"day": day, "outcome": outcome})
    return made.id


@act
def change_visit(
    doing: Doing, *, visit_id: str, version: int, day: date, went: str, explained: str, outcome: Outcome
) -> str:  # fmt: skip
    """Mend what was noted of a visit that was read at ``version``; the old words are gone."""
    before = store.get(doing.session, Call, visit_id)
    _permitted(doing, before.objection_id)
    made = replace(before, day=day, went=went, explained=explained, outcome=outcome, version=version + 1)
    made = _checked_call(doing, made)
    store.change(doing.session, made)
    doing.log(
        f"objection:{before.objection_id}",
        before={"day": before.day, "outcome": before.outcome}, after={"day": day, "outcome": outcome},
    )  # fmt: skip
    return made.id


@act
def answer_objection(doing: Doing, *, objection_id: str, version: int, answer: Words) -> str:
    """Give the answer that everybody reads beside an objection that stands; raises :class:`Refusals` (``empty_text``)."""
    before = _counts(_permitted(doing, objection_id))
    problems: list[Problem] = []
    answer = words_checked(problems, answer, field="answer", longest=LONGEST_TEXT)
    if problems:
        raise Refusals(problems)
    made = replace(before, answer=answer, answered_at=doing.now, version=version + 1)
    store.change(doing.session, made)
    doing.log(f"objection:{made.id}", before={"answer": before.answer}, after={"answer": answer})
    return made.id


def day_checked(problems: list[Problem], day: date, doing: Doing, here: Community) -> None:
    """No day that is still to come, in the community's zone."""
    if day > day_in(here.time_zone, doing.now):
        problems.append(Problem("not_yet", N_("This day is still to come: choose the day on which it was."), {}, "day"))


def _door(doing: Doing, case: Case, household_id: str) -> Household:
    door = store.first(doing.session, Household, id=household_id, case_id=case.id, community_id=case.community_id)
    if door is None:
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    doing.permit_in(case.community_id, courtyard_id=door.courtyard_id)
    if store.count(doing.session, Objection, household_id=household_id, mistaken_at=None):
        raise Refusal("entered_before", N_("This household is entered as an objection already: go on with that one."))
    return door


def _permitted(doing: Doing, objection_id: str) -> Objection:
    objection = store.get(doing.session, Objection, objection_id)
    permit_at_case(doing, store.get(doing.session, Case, objection.case_id))
    if objection.household_id:  # its door and note stay with those who work in its courtyard
        door = store.get(doing.session, Household, objection.household_id)
        doing.permit_in(objection.community_id, courtyard_id=door.courtyard_id)
    return objection


def _counts(objection: Objection) -> Objection:
    if objection.mistaken_at is not None:
        raise Refusal(
            "taken_out", N_("This entry was taken out as made by mistake: enter the objection anew if it is one.")
        )
    return objection


def _checked(doing: Doing, made: Objection, *, needed: bool = True) -> Objection:
    problems: list[Problem] = []
    made = replace(
        made,
        who=text_checked(problems, made.who, field="who", longest=LONGEST_LABEL, needed=needed),
        text=text_checked(problems, made.text, field="text", longest=LONGEST_TEXT, needed=needed),
    )
    staff = accounts.staff(doing.session, made.community_id)
    if made.owner_id not in staff:
        problems.append(Problem(
            "no_owner", N_("Choose the member of staff who is responsible for this objection."), {}, "owner_id"))  # fmt: skip
    if problems:
        raise Refusals(problems)
    return made


def _checked_call(doing: Doing, made: Call) -> Call:
    problems: list[Problem] = []
    day_checked(problems, made.day, doing, store.get(doing.session, Community, made.community_id))
    made = replace(
        made,
        went=text_checked(problems, made.went, field="went", longest=LONGEST_LABEL),
        explained=text_checked(problems, made.explained, field="explained", longest=LONGEST_TEXT),
    )
    if problems:
        raise Refusals(problems)
    return made


def _plain(objection: Objection) -> dict[str, object]:
    """For the log, which can only grow: no label and no words of a resident."""
    return {
        "case_id": objection.case_id, "topic": objection.topic, "shown": objection.shown,
        "owner_id": objection.owner_id, "comment_id": objection.comment_id,
        "mistaken_at": objection.mistaken_at,
    }  # fmt: skip
