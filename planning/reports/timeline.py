"""The timeline of a case in words: one sentence for each thing that happened, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from planning.cases.case import Phase
from planning.cases.decision import Way
from planning.cases.meeting import Meeting
from planning.cases.timeline import Happening
from planning.cases.works import WorkState
from planning.errors import N_
from planning.i18n.names import name_of
from planning.i18n.staff import act_name
from planning.i18n.translator import Translator
from planning.people import Role

SENTENCES = {
    "open_case": N_("The case was raised."),
    "add_evidence": N_("Photos were added as evidence: {count}."),
    "phase_began": N_("{phase} began."),
    "plan_phase": N_("{phase} was planned: {dates}."),
    "phase_moved": N_("From {before} to {phase}."),
    "date_phase": N_("The dates of {phase} were moved: {dates}."),
    "drop_phase": N_("{phase} was taken off the plan."),
    "open_round": N_("A vote was announced: {title}."),
    "extend_round": N_("The vote was extended: {title}."),
    "close_round": N_("The vote was closed: {title}."),
    "finish_paper": N_("The paper ballots were counted: {title}."),
    "withdraw_option": N_("An option was withdrawn: {title}."),
    "screen_round": N_("The options were screened: {title}."),
    "round_began": N_("Voting began: {title}."),
    "round_ended": N_("Voting ended: {title}."),
    "hand_up_case": N_("Handed up to the community, with its record."),
    "hand_back_case": N_("Handed to the courtyard, with its record."),
    "copy_case": N_("Opened to take over what was tried in another case."),
    "call_meeting": N_("A meeting was called: {title}."),
    "enter_meeting": N_(
        "A meeting that was not called here was entered afterwards: {title}, held on {held}. How long before it had been called is not kept."
    ),
    "move_meeting": N_("A meeting was moved or its agenda changed: {title}."),
    "cancel_meeting": N_("A meeting was cancelled: {title}."),
    "meeting_was": N_("Meeting: {title}."),
    "hold_meeting": N_("The minutes were recorded: {title}."),
    "correct_meeting": N_("The minutes were corrected: {title}."),
    "record_action": N_("To be done: {text}"),
    "move_action": N_("Moved to another day: {text}"),
    "done_action": N_("Done: {text}"),
    "dropped_action": N_("Dropped: {text}"),
    "open_action": N_("Open again: {text}"),
    "matter_to_case": N_("What was raised in the public-opinion channel became part of it."),
    "plan_evidence_walk": N_("An evidence walk was planned: {title}."),
    "call_off_evidence_walk": N_("The evidence walk was called off: {title}."),
    "evidence_walked": N_("Evidence walk: {title}. Photos kept: {count}."),
    "plan_work": N_("A work was planned: {title}."),
    "move_work_on": N_("The work {title}: {state}."),
    "reach_milestone": N_("A step of the work {title} was noted."),
    "ask_about_case": N_("Residents are asked whether it was done well."),
    "call_off_evaluation": N_("The evaluation was called off."),
    "close_case": N_("The case was closed with its evaluation."),
    "reopen_case": N_("The case was reopened after its evaluation."),
    "record_objection": N_("Somebody objects: it was entered."),
    "take_out_objection": N_("An objection was taken out: it had been entered by mistake."),
    "record_visit": N_("Whoever objects was visited."),
    "answer_objection": N_("An objection was answered."),
    "record_decision": N_("Decided, {way}: {text}"),
    "found_by_survey": N_("A questionnaire told of this need: {title}."),
    "survey_began": N_("A questionnaire began: {title}."),
    "survey_ended": N_("The questionnaire was closed: {title}."),
    "walk_planned": N_("A walk from door to door was prepared."),
    "walk_ended": N_("A walk from door to door was finished."),
    "close_walk": N_("A walk from door to door was finished."),
    "reopen_walk": N_("A walk from door to door goes on: it was opened again."),
    "close_evidence_walk": N_("The evidence walk was finished: {title}."),
    "reopen_evidence_walk": N_("The evidence walk was opened again: {title}."),
    "end_conversation": N_("The conversation by statements was closed: {title}."),
    "resume_conversation": N_("The conversation by statements was opened again: {title}."),
    "conversation_began": N_("A conversation by statements began: {title}."),
    "conversation_ended": N_("The conversation by statements was closed: {title}."),
    "evaluation_ended": N_("The evaluation by residents ended."),
    "fund_opened": N_("A book of its money was opened: {title}."),
    "lift_shared": N_("It was worked out how the cost of the lift is shared."),
    "file_added": N_("A file was added: {title}."),
    "programme_joined": N_("It became part of a programme: {title}."),
    "copied_to": N_("What was tried here was taken over in: {title}."),
    "take_back_decision": N_("A decision was taken back: {text}"),
}
"""What everybody reads; the other acts are told by their names."""
ENTERED_BY = N_(
    "A meeting that was not called here was entered afterwards by: {role}. {title}, held on {held}. How long before it had been called is not kept."
)

TAKEN_OUT = N_("A meeting that had been entered afterwards was taken out again: {title}.")


def told(t: Translator, one: Happening) -> str:
    """One sentence."""
    if one.what not in SENTENCES:
        return act_name(t, one.what)
    return t(_sentence(one), **_words(t, one.facts))


def _sentence(one: Happening) -> str:
    if one.what == "enter_meeting" and one.facts.get("role"):  # the house itself has no role
        return ENTERED_BY
    if one.what == "cancel_meeting" and one.facts.get("entered"):
        return TAKEN_OUT
    return SENTENCES[one.what]


def day_of(t: Translator, day: date) -> str:
    """A day as the language writes it."""
    return f"{day.year}年{day.month}月{day.day}日" if t.language == "zh" else f"{day:%-d %b %Y}"


def afterwards(t: Translator, meeting: Meeting, zone: str) -> str:
    """What everybody reads of a meeting that was entered afterwards; "" for one that was called here."""
    if meeting.entered_at is None:
        return ""
    by, on = name_of(t, Role(meeting.entered_by)) if meeting.entered_by else "", t.date(meeting.entered_at, zone)
    marked = (
        t("Entered afterwards by: {role}, on {date}.", role=by, date=on) if by
        else t("Entered afterwards on {date}.", date=on)
    )  # fmt: skip
    return t.joined([marked, t("It was not called here: how long before it had been called is not kept.")])


def called_off(t: Translator, meeting: Meeting) -> str:
    """Why a meeting does not count, as everybody reads it; "" for one that does."""
    if meeting.cancelled_at is None:
        return ""
    if meeting.entered_at is None:
        return t("This meeting was cancelled: {reason}", reason=meeting.cancelled_reason)
    return t("This meeting had been entered afterwards and was taken out again: {reason}", reason=meeting.cancelled_reason)  # fmt: skip


def span(t: Translator, begins: date | None, ends: date | None) -> str:
    """From a day to a day, as far as they are known."""
    if begins is None:
        return ""
    if ends is None:
        return t("from {begins}", begins=day_of(t, begins))
    return t("from {begins} to {ends}", begins=day_of(t, begins), ends=day_of(t, ends))


def _words(t: Translator, facts: Mapping[str, Any]) -> dict[str, Any]:
    said: dict[str, Any] = {"title": "", "text": "", "count": 0, "way": "", "state": "", "dates": ""} | dict(facts)
    for name, kind in (("phase", Phase), ("before", Phase), ("way", Way), ("state", WorkState), ("role", Role)):
        if said.get(name):
            said[name] = name_of(t, kind(said[name]))
    if facts.get("held"):
        said["held"] = day_of(t, facts["held"])
    said["dates"] = span(t, facts.get("begins"), facts.get("ends"))
    return said
