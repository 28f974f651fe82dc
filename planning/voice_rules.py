"""Who may do what in the public-opinion channel, and about comments: a part of the access table; :mod:`planning.access` has the rest."""

from __future__ import annotations

from planning.asking import (
    Rule,
    administrator_of_all,
    anyone,
    board,
    case_keeper,
    case_worker,
    comment_keeper,
    moderator,
)

VOICE: dict[str, Rule] = {
    "query.matters": anyone,
    "query.matter_view": anyone,
    "query.held_matter": anyone,  # whoever holds its word
    "query.supported_matters": anyone,  # of the asking browser only
    "query.similar_matters": anyone,
    "query.matters_at_work": case_worker,
    "query.matter_at_work": case_worker,
    "act.raise_matter": anyone,
    "act.enter_matter": case_worker,  # for somebody at the counter, on the telephone, at the door
    "act.support_matter": anyone,
    "act.unsupport_matter": anyone,
    "act.take_back_matter": anyone,  # by whoever holds its word: checked there
    "act.receive_matter": case_worker,
    "act.step_matter": case_keeper,
    "act.matter_to_case": case_keeper,
    "act.merge_matter": case_worker,
    "act.part_matter": case_worker,
    "act.hide_matter": moderator,
    "act.show_matter": moderator,
    "act.promise_days": board,
    "act.erase_matter": administrator_of_all,
    "act.mask_comment": moderator,
    "act.unmask_comment": moderator,
    "act.merge_comment": moderator,
    "act.part_comment": moderator,
    "act.say_fate": comment_keeper,
    "act.open_conversation": case_keeper,
    "act.seed_statement": case_keeper,
    "act.import_statements": case_keeper,
    "query.seeds_preview": case_keeper,
    "act.judge_statement": comment_keeper,
    "act.end_conversation": case_keeper,
    "act.resume_conversation": case_keeper,
    "act.vote_statement": anyone,
    "act.add_statement": anyone,  # it waits until staff have looked at it
    "query.conversations": anyone,
    "query.statement_turn": anyone,  # votes of the asking browser only
    "query.findings": anyone,  # no single person in it
    "query.statements_to_judge": comment_keeper,
    "query.votes_for_download": case_keeper,  # a row is one person, under a number
    "query.moderation_log": anyone,  # by role, no name and no words
}
