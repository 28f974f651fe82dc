"""Who may do what about the course of cases, meetings and courtyards: the part of the access table about them;
:mod:`planning.access` has the rest.
"""

from __future__ import annotations

from planning.asking import Rule, anyone, board, case_keeper, case_worker

CASES: dict[str, Rule] = {
    "page.meetings": anyone,
    "page.courtyards": anyone,
    "query.case_timeline": anyone,  # what everybody may read; the rest for those who may read the log: checked there
    "query.courtyard_view": anyone,  # names of those who agreed; all of them for staff: checked there
    "query.handovers": anyone,
    "query.programmes": anyone,
    "query.programmes_of": anyone,
    "query.programme_view": anyone,
    "query.meetings": anyone,
    "query.meeting_view": anyone,  # without its full minutes, unless staff ask
    "query.meeting_at_door": anyone,  # the same
    "query.open_actions": anyone,
    "query.documents": anyone,  # those for the file: staff, checked there
    "query.document_file": anyone,  # the same
    "act.plan_phase": case_keeper,
    "act.date_phase": case_keeper,
    "act.drop_phase": case_keeper,
    "act.keep_case": case_keeper,
    "act.hand_up_case": case_worker,
    "act.hand_back_case": case_keeper,
    "act.name_in_charge": board,
    "act.end_term": board,
    "act.show_in_charge": board,
    "act.open_programme": case_keeper,
    "act.change_programme": case_keeper,
    "act.join_programme": case_keeper,
    "act.leave_programme": case_keeper,
    "act.copy_case": case_keeper,
    "act.call_meeting": case_worker,
    "act.move_meeting": case_worker,
    "act.cancel_meeting": case_worker,
    "act.hold_meeting": case_worker,
    "act.enter_meeting": case_worker,
    "act.correct_meeting": case_worker,
    "act.picture_meeting": case_worker,
    "act.sign_in_here": anyone,  # at the time of the meeting: checked there
    "act.record_action": case_worker,
    "act.settle_action": case_worker,
    "act.move_action": case_worker,
    "act.add_document": case_worker,
    "act.withdraw_document": case_worker,
    "route.meeting_page": anyone,
    "route.sign_in_at_meeting": anyone,  # the act decides
    "route.meeting_notice": anyone,
    "route.document": anyone,  # staff where it is for the file: checked by query.document_file
    "route.case_decision_page": anyone,  # the queries decide
    "route.case_timeline_page": anyone,  # what of it: checked by query.case_timeline
}
