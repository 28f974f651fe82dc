"""Who may do what: one table of small named predicates. What has no rule here cannot be done by anybody.

Names are ``page.…``, ``act.…``, ``query.…`` and ``route.…``; a test finds every page, act, query and route of the
house and fails for one that is missing here. Why a resident planner may do what, and a professional one more, stands
in ``docs/decisions/0007-roles.md``.
"""

from __future__ import annotations

from dataclasses import replace

from planning.asking import (
    Asking,
    Rule,
    administrator,
    administrator_of_all,
    anyone,
    board,
    board_once_closed,
    case_helper,
    case_keeper,
    case_worker,
    door_knocker,
    moderator,
    once_closed,
    planner,
    resident_while_open,
    role,
    signed_in,
    staff,
    staff_or_once_closed,
    surveyor,
    teller,
    while_open,
)
from planning.case_rules import CASES
from planning.errors import N_, Refusal
from planning.map_rules import MAP
from planning.people import Role, Visitor
from planning.period import Moment
from planning.role_table import printed
from planning.route_rules import ROUTES
from planning.voice_rules import VOICE
from planning.works_rules import WORKS

__all__ = [
    "RULES",
    "Asking",
    "Rule",
    "administrator",
    "administrator_of_all",
    "anyone",
    "board",
    "board_once_closed",
    "case_helper",
    "case_keeper",
    "case_worker",
    "door_knocker",
    "may",
    "moderator",
    "once_closed",
    "planner",
    "rendered",
    "require",
    "resident_while_open",
    "role",
    "role_for",
    "signed_in",
    "staff",
    "staff_or_once_closed",
    "surveyor",
    "teller",
    "while_open",
]

RULES: dict[str, Rule] = {
    # pages
    "page.home": anyone,
    "page.map": anyone,
    "page.case": anyone,
    "page.vote": anyone,
    "page.results": anyone,
    "page.surveys": anyone,
    "page.manage": staff,
    # questions
    "query.comments_shown": anyone,
    "query.communities": anyone,
    "query.community": anyone,
    "query.courtyards": anyone,
    "query.community_figures": anyone,
    "query.import_reports": staff,
    "query.known_places": staff,
    "query.log_entries": board,
    "query.members": administrator,
    "query.waiting_photos": anyone,  # of the asking browser only
    "query.my_data": anyone,  # the same
    "query.person_data": administrator_of_all,
    "query.member_data": administrator_of_all,
    "query.texts_naming": administrator_of_all,
    "query.confined_comments": staff,  # of the asking member only
    "query.comment_history": moderator,  # of one kept for named members: those only, checked there
    "query.colleagues": staff,
    "query.invitations": administrator,
    "query.planner_team": staff,
    "query.trainings": staff,
    "query.planners_shown": anyone,  # those who agreed to be shown
    "query.photo_file": anyone,  # of a hidden comment: moderators only, checked there
    "query.comments": anyone,
    "query.comment": anyone,
    "query.comments_on": anyone,
    "query.my_comments": anyone,  # of the asking browser only
    "query.places": anyone,
    "query.similar_at": anyone,
    "query.similar_comments": anyone,
    "query.comment_counts": anyone,
    "query.comment_pins": anyone,
    "query.comments_by_courtyard": anyone,
    "query.comments_for_download": anyone,
    "query.comments_to_moderate": moderator,
    "query.cases": anyone,
    "query.case_view": anyone,
    "query.case_named": anyone,
    "query.case_answers": anyone,  # counts and what everybody reads on the channel; small counts hidden
    "query.dissent_view": anyone,  # no name, no label, no visit in it
    "query.objections_at_work": case_worker,
    "query.surveys": anyone,  # in preparation: those who work on them
    "query.survey_view": anyone,  # the same
    "query.survey_code": anyone,  # whoever holds a code
    "query.survey_standing": anyone,  # the same
    "query.surveys_of_case": anyone,
    "query.survey_desk": case_keeper,
    "query.survey_answers": case_keeper,
    "query.survey_draft": case_keeper,
    "query.open_answers": case_keeper,
    "query.survey_results": staff_or_once_closed,
    "query.places_named": staff_or_once_closed,  # each place: those who work on it, checked there
    "query.rounds": anyone,
    "query.all_rounds": administrator,
    "query.workshop": staff,
    "query.on_the_wall": anyone,  # one number: how many ballots there are, never what they say
    "query.on_now": anyone,  # titles of announced rounds
    "query.round_view": anyone,
    "query.entered_code": anyone,
    "query.standing_of": anyone,
    "query.browser_standing": anyone,
    "query.codes_view": board,
    "query.paper_view": teller,
    "query.my_batch": teller,  # what the asking member read, never what the other one did
    "query.sheets_to_print": teller,
    "query.doors_at_table": teller,
    "query.rounds_with_results": anyone,  # names and dates of announced rounds, no figure
    "query.results_view": once_closed,
    "query.ballots_of_round": board_once_closed,
    "query.full_record": board_once_closed,  # an auditor is given the file, or the role of the board
    "query.public_record": once_closed,
    "query.receipt_list": once_closed,
    "query.log_check": board,
    "query.log_export": board,
    # acts
    "act.create_round": board,
    "act.open_round": board,
    "act.extend_round": board,
    "act.close_round": board,
    "act.choose_receipts": board,
    "act.choose_paper": board,
    "act.print_sheets": teller,
    "act.hand_in_sheet": teller,
    "act.open_batch": teller,
    "act.recount_batch": teller,
    "act.enter_sheet": teller,
    "act.take_back_sheet": teller,
    "act.hand_on_batch": teller,
    "act.compare_batch": teller,
    "act.unseal_batch": board,
    "act.finish_paper": board,
    "act.settle_round": administrator_of_all,  # the house itself, by the clock
    "act.add_option": case_keeper,
    "act.change_option": case_keeper,
    "act.withdraw_option": board,
    "act.picture_option": case_keeper,
    "act.name_species": case_keeper,
    "act.screen_round": case_keeper,
    "act.enrol_voters": board,
    "act.clear_roll": board,
    "act.note_contact": board,
    "act.issue_codes": board,
    "act.reissue_codes": board,
    "act.take_practice_code": while_open,  # of an illustrative community only: checked there
    "act.cast_ballot": resident_while_open,
    "act.pin_comment": anyone,
    "act.enter_comment": staff,  # for a person who is present and has agreed
    "act.support_comment": anyone,
    "act.send_photo": anyone,
    "act.drop_photo": anyone,
    "act.change_comment": anyone,  # by the browser that wrote it, within a day: checked there
    "act.withdraw_comment": anyone,  # by the browser that wrote it: checked there
    "act.erase_my_data": anyone,  # of the visitor's own browser
    "act.erase_person": administrator_of_all,
    "act.erase_member": administrator_of_all,
    "act.run_retention": administrator_of_all,
    "act.blur_comments": administrator,
    "act.confine_comment": moderator,
    "act.withdraw_support": anyone,
    "act.hide_comment": moderator,
    "act.show_comment": moderator,
    "act.add_member": administrator,
    "act.give_role": administrator,
    "act.take_role": administrator,
    "act.disable_member": administrator,  # of every community in which the member has a role: checked there
    "act.enable_member": administrator,
    "act.invite": administrator,
    "act.withdraw_invitation": administrator,
    "act.accept_invitation": anyone,  # whoever holds the link, once and until it expires: checked there
    "act.link_identity": signed_in,
    "act.change_password": signed_in,
    "act.enter_planner": planner,
    "act.change_planner": planner,
    "act.enter_training": planner,
    "act.correct_training": planner,
    "act.drop_training": planner,
    "act.open_case": case_helper,
    "act.change_case": case_keeper,
    "act.add_evidence": case_helper,
    "act.create_survey": case_keeper,
    "act.upload_edition": case_keeper,
    "act.start_survey": case_keeper,
    "act.keep_form": case_keeper,
    "act.issue_draft": case_keeper,
    "act.drop_draft": case_keeper,
    "act.change_survey": case_keeper,
    "act.publish_survey": case_keeper,
    "act.close_survey": case_keeper,
    "act.name_theme": case_keeper,
    "act.rename_theme": case_keeper,
    "act.keep_theme": case_keeper,
    "act.group_answers": case_keeper,
    "act.ungroup_answers": case_keeper,
    "act.case_from_need": case_keeper,
    "act.answer_survey": while_open,  # with codes: whoever holds one, checked there
    "act.assist_survey": case_worker,  # for a person who is present and has agreed: checked there
    "act.record_objection": case_worker,
    "act.change_objection": case_worker,
    "act.take_out_objection": case_worker,
    "act.record_visit": case_worker,
    "act.change_visit": case_worker,
    "act.answer_objection": case_keeper,
    "act.record_decision": board,
    "act.take_back_decision": board,
    "act.add_community": administrator_of_all,
    "act.found_house": anyone,  # only while the house is empty, and only from the machine itself: checked there
    "act.load_illustrative": anyone,  # while the house is empty; else administrators, checked there
    "act.found_stories": administrator_of_all,
    **MAP,
    **VOICE,
    **CASES,
    **ROUTES,
    **WORKS,
}


def rendered() -> str:
    """The table as the docs show it (Markdown)."""
    return printed(RULES)


def role_for(name: str, asking: Asking) -> Role | None:
    """In which role somebody may do this: the least of theirs that lets them; None where no role of theirs does."""
    member = asking.visitor.member
    if member is None:
        return None
    alone = {role: replace(member, grants=frozenset(one for one in member.grants if one.role is role)) for role in Role}
    return next((role for role in Role if may(name, replace(asking, visitor=Visitor(alone[role])))), None)


def may(name: str, asking: Asking) -> bool:
    """Whether this may be done; no for every name without a rule."""
    rule = RULES.get(name)
    return rule is not None and rule(asking)


def require(name: str, asking: Asking) -> None:
    """Raise :class:`Refusal` (``not_allowed``, ``not_open``, ``not_closed``) unless it may be done."""
    if may(name, asking):
        return
    if (
        asking.moment is not None
        and asking.moment is not Moment.DURING
        and RULES.get(name) in {while_open, resident_while_open}
    ):
        raise Refusal("not_open", N_("This is not open now: nothing was changed."))
    if asking.moment is not Moment.AFTER and RULES.get(name) in {once_closed, board_once_closed, staff_or_once_closed}:
        raise Refusal("not_closed", N_("Nobody can read a tally before the round has closed."))
    raise Refusal(
        "not_allowed", N_("You may not do this here: sign in with an account that may, or ask an administrator.")
    )
