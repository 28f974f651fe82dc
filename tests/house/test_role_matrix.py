"""Who may do what, written a second time by hand: a rule that changes must be changed here too, knowingly.

Every name of the access table is tried by everybody, in every kind of community, before, during and after a period.
"""

from __future__ import annotations

import itertools

import pytest

from planning import access
from planning.access import Asking
from planning.errors import Refusals
from planning.people import COURTYARD_ROLES, Grant, Member, Role, Visitor
from planning.period import Moment
from planning.site import Community
from planning.wording import Words

HERE = Community("here", Words("玉兰巷", "Yulan Lane"))
UNPUBLISHED = Community("here", Words("玉兰巷", "Yulan Lane"), published=False)

# Who asks: somebody without an account, each role here, each role in another community only, all roles of the other
# community at once, the administrator and the planner of the whole house, and who has a role in one courtyard here.
YARD_ROLES = {role: f"{role} of a courtyard" for role in sorted(COURTYARD_ROLES)}
PEOPLE: dict[str, Visitor] = {
    "visitor": Visitor(None, "browser"),
    **{role: Visitor(Member(role, role, frozenset({Grant(role, "here")}))) for role in Role},
    **{f"{role} elsewhere": Visitor(Member(role, role, frozenset({Grant(role, "there")}))) for role in Role},
    "everything elsewhere": Visitor(Member("e", "e", frozenset(Grant(role, "there") for role in Role))),
    "administrator of all": Visitor(Member("a", "a", frozenset({Grant(Role.ADMINISTRATOR, None)}))),
    "planner of all": Visitor(Member("p", "p", frozenset({Grant(Role.PLANNER, None)}))),
    **{name: Visitor(Member(name, name, frozenset({Grant(role, "here", "7")}))) for role, name in YARD_ROLES.items()},
}
OF_ALL = {"administrator of all", "planner of all"}
STAFF = {*Role, *OF_ALL, *YARD_ROLES.values()}
ADMINISTRATORS = {"administrator", "administrator of all"}
PLANNERS = {"planner", "administrator", *OF_ALL}
TEAM = {"resident_planner", *PLANNERS}
AT_ANY_TIME = {None, Moment.BEFORE, Moment.DURING, Moment.AFTER}

# group: who in a published community, who in an unpublished one, who where no community is named, when
GROUPS: dict[str, tuple[set[str], set[str], set[str], set[Moment | None]]] = {
    "everybody": (set(PEOPLE), STAFF, set(PEOPLE), AT_ANY_TIME),
    "everybody, while it is open": (set(PEOPLE), STAFF, set(PEOPLE), {Moment.DURING}),
    "everybody, once it has closed": (set(PEOPLE), STAFF, set(PEOPLE), {Moment.AFTER}),
    "staff": (STAFF, STAFF, OF_ALL, AT_ANY_TIME),
    "members": (set(PEOPLE) - {"visitor"}, set(PEOPLE) - {"visitor"}, set(PEOPLE) - {"visitor"}, AT_ANY_TIME),
    "the planner team": (TEAM, TEAM, OF_ALL, AT_ANY_TIME),
    "the planner team and social workers": ({*TEAM, "social_worker"}, {*TEAM, "social_worker"}, OF_ALL, AT_ANY_TIME),
    "those who work on a case": ({*TEAM, "social_worker", "board"}, {*TEAM, "social_worker", "board"}, OF_ALL, AT_ANY_TIME),
    "planners": (PLANNERS, PLANNERS, OF_ALL, AT_ANY_TIME),
    "the board": ({"board", *ADMINISTRATORS}, {"board", *ADMINISTRATORS}, {"administrator of all"}, AT_ANY_TIME),
    "the board and social workers": ({"board", "social_worker", *ADMINISTRATORS}, {"board", "social_worker", *ADMINISTRATORS}, {"administrator of all"}, AT_ANY_TIME),
    "the board and moderators": ({"board", "moderator", *ADMINISTRATORS}, {"board", "moderator", *ADMINISTRATORS}, {"administrator of all"}, AT_ANY_TIME),
    "planners and the board": ({"board", *PLANNERS}, {"board", *PLANNERS}, OF_ALL, AT_ANY_TIME),
    "the board, once it has closed": (
        {"board", *ADMINISTRATORS}, {"board", *ADMINISTRATORS}, {"administrator of all"}, {Moment.AFTER},
    ),
    "those who look after comments": ({"moderator", "board", *PLANNERS}, {"moderator", "board", *PLANNERS}, OF_ALL, AT_ANY_TIME),
    "moderators": ({"moderator", *ADMINISTRATORS}, {"moderator", *ADMINISTRATORS}, {"administrator of all"}, AT_ANY_TIME),
    "administrators": (ADMINISTRATORS, ADMINISTRATORS, {"administrator of all"}, AT_ANY_TIME),
    "administrators of the whole house": (
        {"administrator of all"}, {"administrator of all"}, {"administrator of all"}, AT_ANY_TIME,
    ),
}  # fmt: skip

# Beyond the groups: who may do a thing before the vote of its case only, in addition to the group.
BEFORE_A_VOTE = {name: {"resident_planner", "social_worker"} for name in ("act.open_case", "act.add_evidence")}

# Beyond the groups: what staff may read at any time.
STAFF_ALWAYS = {"query.survey_results", "query.places_named"}

EXPECTED = {
    "everybody": """
        page.home page.map page.case page.vote page.results page.surveys
        query.communities query.community query.courtyards query.community_figures
        query.object_card query.species_here query.ground query.viewport query.base_maps query.base_map query.comments_shown query.photo_file
        query.comments query.comment query.comments_on query.my_comments query.places query.similar_at query.similar_comments query.comment_counts query.comment_pins
        query.comments_by_courtyard query.comments_for_download query.map_material query.sheet_material
        query.planner_layers query.layer_sources query.attached query.attachment_file route.attachment_file query.feature_card
        query.cases query.case_view query.case_named query.case_answers query.dissent_view query.interventions_of_case query.before_after query.rounds query.round_view query.rounds_with_results
        query.case_timeline route.case_timeline_page
        query.entered_code query.standing_of query.browser_standing
        act.pin_comment act.support_comment act.withdraw_support act.found_house act.load_illustrative
        act.change_comment act.withdraw_comment act.send_photo act.drop_photo act.erase_my_data
        query.surveys query.surveys_of_case query.survey_view query.survey_code query.survey_standing
        route.answers_file route.form_file route.survey_sheets route.ask_short route.ask_page route.ask_with_code route.ask_by_form route.put_answers
        query.waiting_photos query.my_data
        route.uploads_page route.send_photos route.upload_state route.put_photo route.take_back_photo
        route.privacy_page route.my_data route.erase_my_data
        route.healthz route.readyz route.map_asset route.web_asset route.photo_file route.base_map route.viewport route.standing route.map_tile
        query.planting_terms query.ranked_species query.standing_summary query.standing_sites query.site_standing query.site_names query.neighbourhood_checks
        route.say_page route.say route.put_comment route.said_page route.said_here route.places_found route.me_too
        route.mine_page route.take_back
        route.comments_csv route.comments_geojson route.map_file route.map_sheet route.before_after_page route.round_report route.ballots_csv
        route.record_zip route.paper_sheets route.receipts_csv route.log_file
        route.authority_page route.authority_file route.workshop_page route.here_now
        route.wall_of_round route.wall_round_count route.wall_of_comments route.wall_comments_count
        query.on_the_wall query.on_now
        route.enter_code_page route.open_voting_session route.light_round route.put_ballot
        route.enter_code route.vote_by_form route.practise route.leave_phone route.worker
        route.sign_in_page route.sign_in route.sign_out_page route.sign_out route.welcome_page route.welcome
        route.sign_in_elsewhere route.back_from_elsewhere route.invitation_page route.accept route.planners_csv
        act.accept_invitation query.planners_shown
        query.matters query.matter_view query.held_matter query.supported_matters query.similar_matters
        act.raise_matter act.support_matter act.unsupport_matter act.take_back_matter
        route.matters_page route.raise_page route.raise_by_form route.put_matter route.matter_page route.similar_to
        act.vote_statement act.add_statement query.conversations query.statement_turn query.findings
        route.statement_page route.vote_on_statement route.add_statement_by_form route.findings_page route.opinions_csv
        query.moderation_log route.moderation_page route.policy_page
        route.matter_me_too route.held_page route.open_held route.take_matter_back
        page.courtyards query.courtyard_view query.handovers query.programmes query.programmes_of query.programme_view
        page.meetings query.meetings query.meeting_view query.meeting_at_door query.open_actions query.documents query.document_file
        route.case_decision_page
        act.sign_in_here route.meeting_page route.sign_in_at_meeting route.meeting_notice route.document
    """,
    "members": "act.link_identity act.change_password route.password_page route.change_password",
    "everybody, while it is open": "act.answer_survey act.cast_ballot act.take_practice_code",
    "everybody, once it has closed": "query.survey_results query.places_named query.results_view query.public_record query.receipt_list",
    "staff": "query.layers_at_work query.feature_history page.manage query.workshop query.object_history query.import_reports query.known_places query.planner_team query.trainings query.confined_comments query.colleagues act.enter_comment",
    "the planner team": """
        act.add_planting_site act.add_tree act.change_tree act.move_tree
        act.add_structure act.move_structure act.add_facility act.move_facility
        act.change_planting_site act.move_planting_site act.change_structure act.change_facility act.attach_photos act.attach_document
        act.add_layer act.describe_layer act.rename_layer act.draw_feature act.reshape_feature act.change_feature act.retire_feature act.undo_drawing
    """,
    "the planner team and social workers": "act.change_structure_state",
    "those who work on a case": """
        act.assist_survey query.objections_at_work act.record_objection act.change_objection act.take_out_objection act.record_visit act.change_visit
        act.enter_matter act.receive_matter act.merge_matter act.part_matter query.matters_at_work query.matter_at_work
        act.hand_up_case
        act.call_meeting act.move_meeting act.cancel_meeting act.hold_meeting act.enter_meeting act.correct_meeting act.picture_meeting
        act.record_action act.settle_action act.move_action act.add_document act.withdraw_document
    """,
    "planners": """
        act.import_observations act.take_back_import act.set_bounds act.add_base_map act.retire_base_map act.undo_change
        act.take_photo_away act.take_document_away act.publish_layer act.keep_layer_inside act.retire_layer act.restore_layer act.enter_planner act.change_planner act.enter_training act.correct_training act.drop_training
        act.add_own_rule act.retire_own_rule act.add_own_species act.retire_own_species
        query.intervention_choices act.apply_option act.replace_along act.plant_empty act.take_back_interventions
        act.retire_planting_site act.replace_tree act.retire_tree act.retire_structure act.retire_facility
    """,
    "the board": """
        query.log_entries query.log_check query.log_export query.codes_view
        act.create_round act.open_round act.extend_round act.close_round
        act.withdraw_option act.choose_receipts act.choose_paper act.unseal_batch act.finish_paper
        act.record_decision act.take_back_decision act.promise_days
        act.name_in_charge act.end_term act.show_in_charge
        act.enrol_voters act.clear_roll act.note_contact act.issue_codes act.reissue_codes
    """,
    "the board and social workers": """
        query.paper_view query.my_batch query.sheets_to_print query.doors_at_table act.print_sheets act.hand_in_sheet act.open_batch act.recount_batch act.enter_sheet
        act.take_back_sheet act.hand_on_batch act.compare_batch
    """,
    "planners and the board": """
        query.survey_desk query.survey_answers query.open_answers act.name_theme act.rename_theme act.keep_theme act.group_answers act.ungroup_answers
        act.case_from_need query.survey_draft act.start_survey act.keep_form act.issue_draft act.drop_draft act.create_survey act.upload_edition act.change_survey act.publish_survey act.close_survey
        act.open_conversation act.seed_statement act.import_statements query.seeds_preview act.end_conversation act.resume_conversation query.votes_for_download
        act.step_matter act.matter_to_case
        act.hand_back_case act.open_programme act.change_programme act.join_programme act.leave_programme act.copy_case
        act.answer_objection act.open_case act.change_case act.plan_phase act.date_phase act.drop_phase act.keep_case act.add_evidence act.add_option act.change_option act.picture_option
        act.name_species act.screen_round act.choose_tables act.set_winter act.state_absent act.take_back_absent act.set_weights act.weigh_by_round
    """,
    "the board, once it has closed": "query.ballots_of_round query.full_record",
    "moderators": """
        query.comments_to_moderate query.comment_history act.hide_comment act.show_comment act.confine_comment
        act.hide_matter act.show_matter act.mask_comment act.unmask_comment act.merge_comment act.part_comment
    """,
    "those who look after comments": "act.say_fate act.judge_statement query.statements_to_judge",
    "administrators": """
        query.members query.invitations query.all_rounds act.add_member act.give_role act.take_role act.disable_member
        act.enable_member act.invite act.withdraw_invitation act.blur_comments
    """,
    "administrators of the whole house": """
        act.add_community act.found_stories act.settle_round act.erase_matter act.erase_person act.erase_member act.run_retention query.person_data query.member_data
        query.texts_naming
    """,
}
WORKS_AND_MONEY = {
    "everybody": """
        query.works_view query.evaluation_view query.evaluations query.case_end route.evaluation_page route.send_appraisal
        query.household_progress query.lift_view query.walk_progress
        query.evidence_walks query.evidence_walk_view query.evidence_entry query.evidence_photo_card query.walks_on_map act.add_evidence_photo act.take_back_evidence_photo
        route.evidence_page route.evidence_list route.evidence_add_page route.evidence_code route.evidence_add
        route.put_evidence_photo route.evidence_take_back
        query.funds query.fund_view query.budget_rounds route.fund_page route.fund_file
    """,
    "everybody, while it is open": "act.appraise",
    "those who work on a case": """
        act.reach_milestone act.add_shots act.drop_shot query.households_at_work act.enter_households act.note_household act.forget_household
        query.paper_desk query.paper_batch query.paper_form act.print_survey_sheets act.open_survey_batch act.recount_survey_batch act.enter_survey_sheet act.drop_survey_sheet act.drop_survey_batch act.hand_on_survey_batch act.return_survey_batch act.confirm_survey_batch
        query.lift_at_work
    """,
    "planners and the board": """
        act.plan_work act.change_work act.move_work_on act.add_milestone act.touch_object act.count_touched act.share_lift_cost
    """,
    "the board": "act.ask_about_case act.ask_about_group act.change_evaluation act.call_off_evaluation act.issue_evaluation_codes act.close_case act.reopen_case act.give_up_survey_batch "
    "query.fund_at_work act.open_fund act.enter_money act.correct_entry act.move_money act.set_aside_for_round act.forget_contributor",
    "moderators": "act.show_words",
    "staff": "query.walks",
    "the planner team": """
        query.evidence_at_work query.walk_people act.plan_evidence_walk act.change_evidence_walk act.renew_walk_code
        act.close_evidence_walk act.call_off_evidence_walk act.reopen_evidence_walk act.judge_evidence_photo act.correct_evidence_photo
    """,
    "the planner team and social workers": """
        query.walk_at_work act.open_walk act.close_walk act.reopen_walk act.add_stops act.add_stops_from_map act.mark_stop
        act.correct_stop act.forget_stop
    """,
}
EXPECTED["the board and moderators"] = "query.appraisal_words"
EXPECTED |= {group: f"{EXPECTED[group]} {names}" for group, names in WORKS_AND_MONEY.items()}


def test_the_table_below_names_every_rule_once():
    """A new page, act, question or route is put into its group here by hand."""
    named = [name for names in EXPECTED.values() for name in names.split()]
    assert sorted(named) == sorted(access.RULES)


@pytest.mark.parametrize("group", EXPECTED)
def test_everybody_may_do_just_what_is_written_here(group: str):
    """Row 55: for every name of the group: nobody more and nobody less, anywhere, at any time."""
    published, unpublished, nowhere, moments = GROUPS[group]
    wrong = []
    places = ((HERE, published), (UNPUBLISHED, unpublished), (None, nowhere))
    for name, (place, allowed), (who, visitor), moment in itertools.product(
        EXPECTED[group].split(), places, PEOPLE.items(), AT_ANY_TIME
    ):
        helps = moment is Moment.BEFORE and place is not None and who in BEFORE_A_VOTE.get(name, ())
        reads = name in STAFF_ALWAYS and who in (OF_ALL if place is None else STAFF)
        wanted = (who in allowed and moment in moments) or helps or reads
        if access.may(name, Asking(visitor, place, moment)) is not wanted:
            where = "nowhere" if place is None else "published" if place.published else "unpublished"
            wrong.append(f"{name}: {who}, {where}, {moment}: {'refused' if wanted else 'allowed'}")
    assert wrong == []


IN_THE_COURTYARD = {
    "resident_planner": """
        act.add_planting_site act.add_tree act.change_tree act.move_tree act.add_structure act.move_structure
        act.add_facility act.move_facility act.change_structure_state act.open_case act.add_evidence
        act.assist_survey query.objections_at_work act.record_objection act.change_objection act.take_out_objection act.record_visit act.change_visit
        act.change_planting_site act.move_planting_site act.change_structure act.change_facility act.attach_photos act.attach_document
        act.add_layer act.describe_layer act.rename_layer act.draw_feature act.reshape_feature act.change_feature act.retire_feature act.undo_drawing
        query.objections_at_work act.record_objection act.change_objection act.take_out_objection act.record_visit act.change_visit
        act.enter_matter act.receive_matter act.merge_matter act.part_matter query.matters_at_work query.matter_at_work
        act.hand_up_case
        act.call_meeting act.move_meeting act.cancel_meeting act.hold_meeting act.enter_meeting act.correct_meeting act.picture_meeting
        act.record_action act.settle_action act.move_action act.add_document act.withdraw_document
    """,
    "social_worker": """
        act.change_structure_state act.open_case act.add_evidence
        act.assist_survey query.objections_at_work act.record_objection act.change_objection act.take_out_objection act.record_visit act.change_visit
        act.enter_matter act.receive_matter act.merge_matter act.part_matter query.matters_at_work query.matter_at_work
        act.hand_up_case
        act.call_meeting act.move_meeting act.cancel_meeting act.hold_meeting act.enter_meeting act.correct_meeting act.picture_meeting
        act.record_action act.settle_action act.move_action act.add_document act.withdraw_document
        query.paper_view query.my_batch query.sheets_to_print query.doors_at_table act.print_sheets act.hand_in_sheet act.open_batch act.recount_batch act.enter_sheet
        act.take_back_sheet act.hand_on_batch act.compare_batch
    """,
}
IN_THE_COURTYARD["resident_planner"] += WORKS_AND_MONEY["the planner team"]
IN_THE_COURTYARD = {
    role: f"{names} {WORKS_AND_MONEY['those who work on a case']} {WORKS_AND_MONEY['the planner team and social workers']}"
    for role, names in IN_THE_COURTYARD.items()
}


@pytest.mark.parametrize("role", sorted(COURTYARD_ROLES))
@pytest.mark.parametrize("yard", ["7", "8"])
def test_a_role_of_one_courtyard_counts_there_and_nowhere_else(role: str, yard: str):
    """Row 55: what they may do before a vote to what stands in their courtyard; in the next one they are what visitors are."""
    who = PEOPLE[f"{role} of a courtyard"]
    asking = Asking(who, HERE, Moment.BEFORE, yard)
    more = {name for name in access.RULES if access.may(name, asking)}
    more -= {name for name in access.RULES if access.may(name, Asking(PEOPLE["visitor"], HERE, Moment.BEFORE, yard))}
    everywhere = {*EXPECTED["staff"].split(), *EXPECTED["members"].split(), *STAFF_ALWAYS}
    assert more == everywhere | (set(IN_THE_COURTYARD[role].split()) if yard == "7" else set())


@pytest.mark.parametrize(
    ("name", "who", "moment", "code"),
    [
        ("act.cast_ballot", "visitor", Moment.BEFORE, "not_open"),
        ("act.cast_ballot", "administrator of all", Moment.AFTER, "not_open"),
        ("query.results_view", "administrator of all", Moment.DURING, "not_closed"),
        ("query.results_view", "visitor", Moment.BEFORE, "not_closed"),
        ("query.ballots_of_round", "board", Moment.DURING, "not_closed"),
        ("query.ballots_of_round", "visitor", Moment.AFTER, "not_allowed"),
        ("act.open_round", "planner", None, "not_allowed"),
        ("act.add_evidence", "resident_planner", Moment.DURING, "not_allowed"),
        ("act.retire_tree", "resident_planner", None, "not_allowed"),
        ("act.unheard_of", "administrator of all", None, "not_allowed"),
    ],
)
def test_a_refusal_says_why(name: str, who: str, moment: Moment | None, code: str):
    """Too early, too late, or not yours."""
    with pytest.raises(Refusals) as refused:
        access.require(name, Asking(PEOPLE[who], HERE, moment))
    assert refused.value.code == code
