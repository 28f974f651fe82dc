"""Who may do what with works, evaluations, money, walks, evidence, questionnaires on paper and the register of
households: a part of the table of rules.
"""

from __future__ import annotations

from planning.asking import (
    Rule,
    anyone,
    board,
    case_keeper,
    case_worker,
    door_knocker,
    moderator,
    role,
    staff,
    surveyor,
    while_open,
)
from planning.people import Role

_reader = role(Role.BOARD, Role.MODERATOR, Role.ADMINISTRATOR)

WORKS: dict[str, Rule] = {
    "query.works_view": anyone,
    "act.plan_work": case_keeper,
    "act.change_work": case_keeper,
    "act.move_work_on": case_keeper,
    "act.add_milestone": case_keeper,
    "act.reach_milestone": case_worker,
    "act.touch_object": case_keeper,
    "act.count_touched": case_keeper,
    "act.add_shots": case_worker,
    "act.drop_shot": case_worker,
    "query.evaluation_view": anyone,  # no figure before it has closed
    "query.evaluations": anyone,
    "query.case_end": anyone,
    "query.appraisal_words": _reader,
    "act.ask_about_case": board,
    "act.ask_about_group": board,
    "act.change_evaluation": board,
    "act.call_off_evaluation": board,
    "act.issue_evaluation_codes": board,
    "act.appraise": while_open,  # once for each code or browser: checked there
    "act.show_words": moderator,
    "act.close_case": board,
    "act.reopen_case": board,
    "query.household_progress": anyone,  # counts by courtyard, small ones hidden
    "query.households_at_work": case_worker,
    "act.enter_households": case_worker,
    "act.note_household": case_worker,
    "act.forget_household": case_worker,
    "query.paper_desk": case_worker,
    "query.paper_batch": case_worker,
    "query.paper_form": case_worker,
    "act.print_survey_sheets": case_worker,
    "act.open_survey_batch": case_worker,
    "act.recount_survey_batch": case_worker,
    "act.enter_survey_sheet": case_worker,
    "act.drop_survey_sheet": case_worker,
    "act.drop_survey_batch": case_worker,
    "act.give_up_survey_batch": board,
    "act.hand_on_survey_batch": case_worker,
    "act.return_survey_batch": case_worker,  # another person than who entered: checked there
    "act.confirm_survey_batch": case_worker,  # the same
    "query.walks": staff,  # titles, no door
    "query.walk_at_work": door_knocker,
    "query.walk_progress": anyone,  # counts by courtyard, small ones hidden
    "act.open_walk": door_knocker,
    "act.close_walk": door_knocker,
    "act.reopen_walk": door_knocker,
    "act.add_stops": door_knocker,
    "act.add_stops_from_map": door_knocker,
    "act.mark_stop": door_knocker,
    "act.correct_stop": door_knocker,
    "act.forget_stop": door_knocker,
    "query.evidence_walks": anyone,  # what was kept; no name of who walked, no code
    "query.evidence_walk_view": anyone,  # the same
    "query.evidence_photo_card": anyone,  # one that was kept, without a name
    "query.walks_on_map": anyone,  # titles, days, counts
    "query.evidence_entry": anyone,  # of the asking phone or account only
    "query.evidence_at_work": surveyor,
    "query.walk_people": surveyor,  # names of accounts that may lead or walk along, and valid trainings
    "act.plan_evidence_walk": surveyor,
    "act.change_evidence_walk": surveyor,
    "act.renew_walk_code": surveyor,
    "act.close_evidence_walk": surveyor,  # its leader, or a professional planner: checked there
    "act.call_off_evidence_walk": surveyor,  # the same
    "act.reopen_evidence_walk": surveyor,  # the same
    "act.judge_evidence_photo": surveyor,  # the same
    "act.correct_evidence_photo": surveyor,  # the same
    "act.add_evidence_photo": anyone,  # who walks along, or holds the code of the day: checked there
    "act.take_back_evidence_photo": anyone,  # by the phone or account that sent it: checked there
    "route.evidence_page": anyone,
    "route.evidence_list": anyone,
    "route.evidence_add_page": anyone,
    "route.evidence_code": anyone,  # whoever holds the code of the day
    "route.evidence_add": anyone,  # the act decides
    "route.put_evidence_photo": anyone,  # the same
    "route.evidence_take_back": anyone,  # the same
    "query.lift_view": anyone,  # no door in it
    "query.lift_at_work": case_worker,
    "act.share_lift_cost": case_keeper,
    "query.funds": anyone,
    "query.fund_view": anyone,  # names of contributors with their leave only
    "query.fund_at_work": board,
    "query.budget_rounds": anyone,
    "act.open_fund": board,
    "act.enter_money": board,
    "act.correct_entry": board,
    "act.move_money": board,
    "act.set_aside_for_round": board,
    "act.forget_contributor": board,
    "route.fund_page": anyone,
    "route.fund_file": anyone,
    "route.evaluation_page": anyone,
    "route.send_appraisal": anyone,  # the act decides
}
