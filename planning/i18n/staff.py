"""Words of the tables that staff read: acts in the log, fields of a file. The codes are those of the command line."""

from __future__ import annotations

from planning.errors import N_
from planning.i18n.translator import Translator

ACT_NAMES = {
    "accept_invitation": N_("invitation accepted"),
    "add_community": N_("community added"),
    "add_evidence": N_("evidence added"),
    "add_facility": N_("facility added"),
    "add_member": N_("account created"),
    "add_option": N_("option added"),
    "add_planting_site": N_("planting site added"),
    "add_structure": N_("structure added"),
    "add_tree": N_("tree added"),
    "cast_ballot": N_("ballot cast"),
    "change_case": N_("case changed"),
    "change_option": N_("option changed"),
    "change_planner": N_("line of the register changed"),
    "change_structure_state": N_("state of a structure changed"),
    "change_tree": N_("tree changed"),
    "choose_receipts": N_("kind of receipts chosen"),
    "close_round": N_("round closed"),
    "create_round": N_("round prepared"),
    "disable_member": N_("account shut"),
    "enable_member": N_("account opened again"),
    "enrol_voters": N_("voters enrolled"),
    "clear_roll": N_("the roll begun anew"),
    "note_contact": N_("noted who was reached"),
    "enter_planner": N_("planner entered in the register"),
    "extend_round": N_("round extended"),
    "found_house": N_("first administrator created"),
    "give_role": N_("role given"),
    "hide_comment": N_("comment hidden"),
    "import_observations": N_("inventory imported"),
    "invite": N_("invitation made"),
    "issue_codes": N_("codes issued"),
    "link_identity": N_("way to sign in added"),
    "load_illustrative": N_("example loaded"),
    "move_facility": N_("facility moved"),
    "move_structure": N_("structure moved"),
    "move_tree": N_("tree moved"),
    "open_case": N_("case opened"),
    "open_round": N_("round opened"),
    "picture_option": N_("photo of an option set"),
    "enter_comment": N_("comment written down for somebody"),
    "pin_comment": N_("comment pinned"),
    "reissue_codes": N_("codes issued anew"),
    "replace_tree": N_("tree replaced"),
    "retire_facility": N_("facility retired"),
    "retire_planting_site": N_("planting site retired"),
    "retire_structure": N_("structure retired"),
    "retire_tree": N_("tree retired"),
    "settle_round": N_("ballot box settled"),
    "show_comment": N_("comment shown again"),
    "support_comment": N_("comment supported"),
    "blur_comments": N_("places of comments blurred"),
    "confine_comment": N_("comment kept for named members"),
    "erase_member": N_("account erased"),
    "erase_person": N_("words of a person erased"),
    "undo_change": N_("a change undone"),
    "take_practice_code": N_("practice code taken"),
    "take_role": N_("role taken"),
    "withdraw_invitation": N_("invitation withdrawn"),
    "withdraw_option": N_("option withdrawn"),
    "withdraw_support": N_("support withdrawn"),
}

FIELD_NAMES = {
    "accuracy_m": N_("accuracy (m)"),
    "area_m2": N_("area (m²)"),
    "building": N_("building"),
    "carries": N_("carries"),
    "code": N_("code"),
    "condition": N_("condition"),
    "crown_m": N_("crown (m)"),
    "dbh_cm": N_("trunk diameter (cm)"),
    "depth_m": N_("depth (m)"),
    "diameter_mm": N_("diameter (mm)"),
    "external_id": N_("id"),
    "facility": N_("kind of facility"),
    "girth_cm": N_("girth (cm)"),
    "height_m": N_("height (m)"),
    "material": N_("material"),
    "name": N_("name"),
    "note": N_("note"),
    "part": N_("part of the street"),
    "pit_m": N_("tree pit (m)"),
    "planted_year": N_("year planted"),
    "removed_year": N_("year removed"),
    "scientific": N_("scientific name"),
    "species": N_("species"),
    "species_en": N_("species in English"),
    "state": N_("state"),
    "storeys": N_("storeys"),
    "street": N_("street"),
    "structure": N_("kind of structure"),
    "surveyed_on": N_("surveyed on"),
    "x": N_("east"),
    "y": N_("north"),
    "geometry": N_("geometry"),
}


def act_name(t: Translator, act: str) -> str:
    """What was done; an act that left the house since keeps its code."""
    return t(ACT_NAMES[act]) if act in ACT_NAMES else act


def field_name(t: Translator, field: str) -> str:
    """A field of a file."""
    return t(FIELD_NAMES[field]) if field in FIELD_NAMES else field
