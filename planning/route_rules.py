"""Who may ask which route: the part of the access table that is about plain HTTP; :mod:`planning.access` has the rest."""

from __future__ import annotations

from planning.asking import Rule, anyone, signed_in

ROUTES: dict[str, Rule] = {
    "route.answers_file": anyone,  # those who work on it: checked by query.survey_answers
    "route.survey_sheets": anyone,  # those who enter them: checked by query.paper_form
    "route.form_file": anyone,  # in preparation: those who work on it, checked by query.survey_view
    "route.ask_short": anyone,
    "route.ask_page": anyone,  # in preparation: those who work on it, checked by query.survey_view
    "route.ask_with_code": anyone,
    "route.ask_by_form": anyone,  # the act decides, as for put_answers
    "route.put_answers": anyone,  # the act decides: by its code, the questions and the server's clock
    "route.authority_page": anyone,  # the certificate is public, its key never leaves the machine
    "route.authority_file": anyone,
    "route.workshop_page": anyone,  # staff of the community: checked by query.workshop
    "route.here_now": anyone,
    "route.wall_of_round": anyone,
    "route.wall_round_count": anyone,
    "route.wall_of_comments": anyone,
    "route.wall_comments_count": anyone,
    "route.round_report": anyone,  # whether the round has closed is checked by query.results_view
    "route.paper_sheets": anyone,  # tellers: checked by query.sheets_to_print
    "route.record_zip": anyone,  # full for the board, public for all, after closing: checked by the queries
    "route.receipts_csv": anyone,  # after closing: checked by query.receipt_list
    "route.log_file": anyone,  # the board: checked by query.log_export
    "route.ballots_csv": anyone,  # board and administrators, after closing: checked by query.ballots_of_round
    "route.enter_code_page": anyone,
    "route.open_voting_session": anyone,
    "route.enter_code": anyone,
    "route.light_round": anyone,
    "route.vote_by_form": anyone,  # the act decides, as for put_ballot
    "route.practise": anyone,  # the act decides: in an illustrative community only
    "route.leave_phone": anyone,
    "route.worker": anyone,
    "route.put_ballot": anyone,  # the act decides: by its code, its round and the server's clock
    "route.say_page": anyone,
    "route.say": anyone,  # the act decides; for somebody present: staff
    "route.put_comment": anyone,  # the same
    "route.said_page": anyone,
    "route.said_here": anyone,
    "route.places_found": anyone,
    "route.me_too": anyone,
    "route.mine_page": anyone,  # of the asking browser only
    "route.take_back": anyone,  # by the browser that wrote it: checked by the act
    "route.matters_page": anyone,
    "route.raise_page": anyone,
    "route.raise_by_form": anyone,  # the act decides
    "route.put_matter": anyone,  # the same
    "route.matter_page": anyone,
    "route.similar_to": anyone,
    "route.matter_me_too": anyone,
    "route.held_page": anyone,
    "route.open_held": anyone,  # whoever holds the word of a matter
    "route.take_matter_back": anyone,  # the same: checked by the act
    "route.moderation_page": anyone,
    "route.policy_page": anyone,
    "route.statement_page": anyone,
    "route.vote_on_statement": anyone,  # the act decides
    "route.add_statement_by_form": anyone,  # the same
    "route.findings_page": anyone,
    "route.opinions_csv": anyone,  # those who lead cases: checked by query.votes_for_download
    "route.comments_csv": anyone,
    "route.comments_geojson": anyone,
    "route.map_file": anyone,
    "route.map_sheet": anyone,
    "route.before_after_page": anyone,
    "route.base_map": anyone,
    "route.viewport": anyone,
    "route.standing": anyone,
    "route.map_tile": anyone,
    "route.healthz": anyone,
    "route.readyz": anyone,
    "route.map_asset": anyone,
    "route.web_asset": anyone,
    "route.photo_file": anyone,
    "route.attachment_file": anyone,
    "route.uploads_page": anyone,
    "route.send_photos": anyone,
    "route.upload_state": anyone,
    "route.put_photo": anyone,
    "route.take_back_photo": anyone,
    "route.privacy_page": anyone,
    "route.my_data": anyone,
    "route.erase_my_data": anyone,
    "route.sign_in_page": anyone,
    "route.sign_in": anyone,
    "route.sign_out_page": anyone,
    "route.sign_out": anyone,
    "route.password_page": signed_in,
    "route.change_password": signed_in,
    "route.invitation_page": anyone,
    "route.accept": anyone,
    "route.sign_in_elsewhere": anyone,
    "route.back_from_elsewhere": anyone,
    "route.planners_csv": anyone,  # staff: checked by query.planner_team
    "route.welcome_page": anyone,
    "route.welcome": anyone,
}
