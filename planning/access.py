"""Who may do what: one table of small named predicates. What has no rule here cannot be done by anybody.

Names are ``page.…``, ``act.…``, ``query.…`` and ``route.…``; a test finds every page, act, query and route of the
house and fails for one that is missing here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from planning.errors import N_, Refusal
from planning.people import Role, Visitor
from planning.period import Moment
from planning.site import Community


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks, in which community (None: the whole house), and where a period stands, if there is one."""

    visitor: Visitor
    community: Community | None = None
    moment: Moment | None = None

    @property
    def roles(self) -> frozenset[Role]:
        """Roles that count here."""
        return self.visitor.roles_in(self.community.id if self.community else None)


Rule = Callable[[Asking], bool]


def anyone(asking: Asking) -> bool:
    """Everybody, in a published community; its own staff before that."""
    return asking.community is None or asking.community.published or bool(asking.roles)


def while_open(asking: Asking) -> bool:
    """Everybody who may look, during the period only."""
    return anyone(asking) and asking.moment is Moment.DURING


def once_closed(asking: Asking) -> bool:
    """Everybody who may look, after the period only: staff included, nobody reads a tally before closing."""
    return anyone(asking) and asking.moment is Moment.AFTER


def signed_in(asking: Asking) -> bool:
    """Any member, about themselves."""
    return asking.visitor.member is not None


def role(*roles: Role) -> Rule:
    """Members with one of these roles here; an administrator is not meant unless named."""
    allowed = frozenset(roles)

    def has_role(asking: Asking) -> bool:
        return bool(asking.roles & allowed)

    has_role.__doc__ = "Members who are " + ", ".join(sorted(allowed)) + " here."
    return has_role


staff = role(*Role)
planner = role(Role.PLANNER, Role.ADMINISTRATOR)
moderator = role(Role.MODERATOR, Role.ADMINISTRATOR)
board = role(Role.BOARD, Role.ADMINISTRATOR)
administrator = role(Role.ADMINISTRATOR)
case_keeper = role(Role.PLANNER, Role.BOARD, Role.ADMINISTRATOR)


def administrator_of_all(asking: Asking) -> bool:
    """Administrators of the whole house, wherever they stand."""
    return Role.ADMINISTRATOR in asking.visitor.roles_in(None)


def board_once_closed(asking: Asking) -> bool:
    """The board and administrators, after the period."""
    return board(asking) and asking.moment is Moment.AFTER


RULES: dict[str, Rule] = {
    # pages
    "page.home": anyone,
    "page.map": anyone,
    "page.case": anyone,
    "page.vote": anyone,
    "page.results": anyone,
    "page.manage": staff,
    # questions
    "query.object_history": staff,
    "query.object_card": anyone,
    "query.species_here": anyone,
    "query.ground": anyone,
    "query.viewport": anyone,
    "query.comments_shown": anyone,
    "query.communities": anyone,
    "query.community": anyone,
    "query.courtyards": anyone,
    "query.community_figures": anyone,
    "query.import_reports": staff,
    "query.log_entries": board,
    "query.members": administrator,
    "query.waiting_photos": anyone,  # of the asking browser only
    "query.my_data": anyone,  # the same
    "query.person_data": administrator_of_all,
    "query.member_data": administrator_of_all,
    "query.confined_comments": staff,  # of the asking member only
    "query.comment_history": moderator,  # of one kept for named members: those only, checked there
    "query.colleagues": staff,
    "query.photo_file": anyone,  # of a hidden comment: moderators only, checked there
    "query.comments": anyone,
    "query.comment": anyone,
    "query.comments_on": anyone,
    "query.similar_comments": anyone,
    "query.comment_counts": anyone,
    "query.comment_pins": anyone,
    "query.comments_by_courtyard": anyone,
    "query.comments_for_download": anyone,
    "query.comments_to_moderate": moderator,
    "query.cases": anyone,
    "query.case_view": anyone,
    "query.rounds": anyone,
    "query.all_rounds": administrator,
    "query.round_view": anyone,
    "query.entered_code": anyone,
    "query.standing_of": anyone,
    "query.browser_standing": anyone,
    "query.tally_ballots": once_closed,
    "query.round_turnout": once_closed,
    "query.codes_view": board,
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
    "act.settle_round": administrator_of_all,  # the house itself, by the clock
    "act.add_option": case_keeper,
    "act.change_option": case_keeper,
    "act.withdraw_option": board,
    "act.picture_option": case_keeper,
    "act.enrol_voters": board,
    "act.issue_codes": board,
    "act.reissue_codes": board,
    "act.take_practice_code": while_open,  # of an illustrative community only: checked there
    "act.cast_ballot": while_open,
    "act.pin_comment": anyone,
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
    "act.undo_change": planner,
    "act.withdraw_support": anyone,
    "act.hide_comment": moderator,
    "act.show_comment": moderator,
    "act.retire_facility": planner,
    "act.move_facility": planner,
    "act.add_facility": planner,
    "act.retire_structure": planner,
    "act.change_structure_state": planner,
    "act.move_structure": planner,
    "act.add_structure": planner,
    "act.retire_tree": planner,
    "act.replace_tree": planner,
    "act.move_tree": planner,
    "act.change_tree": planner,
    "act.add_tree": planner,
    "act.retire_planting_site": planner,
    "act.add_planting_site": planner,
    "act.add_member": administrator,
    "act.open_case": case_keeper,
    "act.change_case": case_keeper,
    "act.add_evidence": case_keeper,
    "act.import_observations": planner,
    "act.add_community": administrator_of_all,
    "act.found_house": anyone,  # only while the house is empty, and only from the machine itself: checked there
    "act.load_illustrative": anyone,  # while the house is empty; else administrators, checked there
    # routes
    "route.round_report": anyone,  # whether the round has closed is checked by query.results_view
    "route.record_zip": anyone,  # full for the board, public for all, after closing: checked by the queries
    "route.receipts_csv": anyone,  # after closing: checked by query.receipt_list
    "route.log_file": anyone,  # the board: checked by query.log_export
    "route.ballots_csv": anyone,  # board and administrators, after closing: checked by query.ballots_of_round
    "route.enter_code_page": anyone,
    "route.open_voting_session": anyone,
    "route.light_round": anyone,
    "route.put_ballot": anyone,  # the act decides: by its code, its round and the server's clock
    "route.comments_csv": anyone,
    "route.comments_geojson": anyone,
    "route.base_map": anyone,
    "route.viewport": anyone,
    "route.healthz": anyone,
    "route.readyz": anyone,
    "route.map_asset": anyone,
    "route.web_asset": anyone,
    "route.photo_file": anyone,
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
    "route.welcome_page": anyone,
    "route.welcome": anyone,
}


def rendered() -> str:
    """The table as the docs show it (Markdown)."""
    kinds = {"page": "Pages", "act": "Acts", "query": "Questions", "route": "Routes"}
    lines = [
        "# Who may do what",
        "",
        "Printed from `planning/access.py`. What has no rule here cannot be done by anybody.",
        "",
    ]
    for kind, title in kinds.items():
        lines += [f"## {title}", "", "| name | who |", "|---|---|"]
        names = sorted(name for name in RULES if name.startswith(f"{kind}."))
        lines += [f"| `{name.partition('.')[2]}` | {' '.join((RULES[name].__doc__ or '').split())} |" for name in names]
        lines.append("")
    return "\n".join(lines)


def may(name: str, asking: Asking) -> bool:
    """Whether this may be done; no for every name without a rule."""
    rule = RULES.get(name)
    return rule is not None and rule(asking)


def require(name: str, asking: Asking) -> None:
    """Raise :class:`Refusal` (``not_allowed``, ``not_open``, ``not_closed``) unless it may be done."""
    if may(name, asking):
        return
    if asking.moment is not None and asking.moment is not Moment.DURING and RULES.get(name) is while_open:
        raise Refusal("not_open", N_("This is not open now: nothing was changed."))
    if asking.moment is not Moment.AFTER and RULES.get(name) in {once_closed, board_once_closed}:
        raise Refusal("not_closed", N_("Nobody can read a tally before the round has closed."))
    raise Refusal(
        "not_allowed", N_("You may not do this here: sign in with an account that may, or ask an administrator.")
    )
