"""Words for codes: every enumeration that a page shows has its names here, once."""

from __future__ import annotations

from enum import Enum

from planning.cases.case import Phase
from planning.errors import N_
from planning.i18n.case_names import OF_CASES
from planning.i18n.question_names import OF_QUESTIONS
from planning.i18n.translator import Translator
from planning.options.ballot import Channel
from planning.options.counting.methods import METHODS
from planning.options.electorate import Contact, VoterKind
from planning.options.intervention import Measure
from planning.options.paper.batch import BatchState
from planning.options.paper.precedence import PaperRule
from planning.options.paper.sheet import Invalid
from planning.options.round import Access, BallotKind, State
from planning.people import Role
from planning.surveys.care import Fate, Ground
from planning.surveys.comment import Consent, Stance, Topic
from planning.surveys.evidence import EvidenceKind, EvidenceState, Placed, Timed
from planning.surveys.observation import (
    Condition,
    FacilityKind,
    Kind,
    PipeKind,
    StreetKind,
    StructureKind,
    SurveyState,
)
from planning.surveys.planner_layer import Mark
from planning.surveys.questionnaire.paper import PaperState, Unread
from planning.surveys.questionnaire.survey import Admission, Means
from planning.surveys.statements import StatementState
from planning.surveys.walk import StopState

_WORDS: tuple[tuple[Enum, str], ...] = (
    *OF_CASES,
    *OF_QUESTIONS,
    (Admission.OPEN, N_("everybody may answer")),
    (Admission.CODES, N_("with a code, once")),
    (Means.PHONE, N_("by phone")),
    (Means.ASSISTED, N_("written down by staff")),
    (Means.PAPER, N_("on paper")),
    (PaperState.ENTERING, N_("being entered")),
    (PaperState.WAITING, N_("waits for another person to confirm it")),
    (PaperState.RETURNED, N_("returned to the first person")),
    (PaperState.CONFIRMED, N_("confirmed")),
    (Unread.BLANK, N_("blank")),
    (Unread.UNREADABLE, N_("unreadable")),
    (Unread.WRONG_FORM, N_("wrong form")),
    (Unread.OTHER, N_("another reason")),
    (StopState.TO_VISIT, N_("to visit")),
    (StopState.NOT_AT_HOME, N_("not at home")),
    (StopState.COME_BACK, N_("come back")),
    (StopState.DECLINED, N_("does not wish to answer")),
    (StopState.DONE, N_("asked, done")),
    (StatementState.WAITING, N_("waits until staff have looked at it")),
    (StatementState.STANDING, N_("is shown")),
    (StatementState.REFUSED, N_("is not shown")),
    (Ground.PRIVATE, N_("It tells something private of others: names, numbers, doors.")),
    (Ground.INSULT, N_("It insults or threatens somebody.")),
    (Ground.ADVERTISING, N_("It is advertising.")),
    (Ground.UNRELATED, N_("It has nothing to do with the neighbourhood.")),
    (Ground.REPEATED, N_("It repeats what the same writer has said.")),
    (Ground.UNLAWFUL, N_("The law forbids to publish it.")),
    (Ground.MISTAKE, N_("It stood there by mistake.")),
    (Ground.OTHER, N_("For another reason, which its writer was told.")),
    (Fate.RECEIVED, N_("Read by staff")),
    (Fate.ANSWERED, N_("The answer to it")),
    (Fate.ADOPTED, N_("Adopted into an option")),
    (Fate.NOT_ADOPTED, N_("Not adopted, because")),
    (EvidenceKind.PAVING, N_("broken paving")),
    (EvidenceKind.TREE, N_("dead or damaged tree")),
    (EvidenceKind.FRUIT, N_("fruit, stains, dirt")),
    (EvidenceKind.ROOF, N_("clutter on a roof")),
    (EvidenceKind.WATER, N_("leak, damp, standing water")),
    (EvidenceKind.CLUTTER, N_("clutter in the way")),
    (EvidenceKind.LIGHT, N_("too dark, broken lamp")),
    (EvidenceKind.UNSAFE, N_("unsafe")),
    (EvidenceKind.BARRIER, N_("a step, no way for wheels")),
    (EvidenceKind.GOOD, N_("good example")),
    (EvidenceKind.OTHER, N_("something else to see")),
    (Placed.PHONE, N_("place: from the phone")),
    (Placed.MAP, N_("place: tapped on the map")),
    (Placed.CAMERA, N_("place: from the photo")),
    (Placed.ROUTE, N_("place: chosen along the route")),
    (Timed.CAMERA, N_("time: from the photo")),
    (Timed.PHONE, N_("time: when it was chosen")),
    (Timed.SENT, N_("time: when it came in")),
    (EvidenceState.WAITING, N_("waits for the leader")),
    (EvidenceState.KEPT, N_("kept, everybody sees it")),
    (EvidenceState.MERGED, N_("merged with another photo")),
    (EvidenceState.ASIDE, N_("laid aside")),
    (Measure.PLANT, N_("plant")),
    (Measure.REPLACE, N_("replace the tree")),
    (Measure.REMOVE, N_("remove")),
    (Measure.PRUNE, N_("prune")),
    (Measure.WATERPROOF, N_("make waterproof")),
    (Measure.BENCH, N_("put a bench")),
    (Measure.RAMP, N_("build a ramp")),
    (Measure.LIFT, N_("add a lift")),
    (Measure.OTHER, N_("something else")),
    (Consent.SPOKEN, N_("agreed by word of mouth")),
    (Consent.SIGNED, N_("signed a paper")),
    (Kind.PLANTING_SITE, N_("planting site")),
    (Kind.TREE, N_("tree")),
    (Kind.ROOFTOP_STRUCTURE, N_("rooftop structure")),
    (Kind.FACILITY, N_("facility")),
    (Kind.COURTYARD, N_("courtyard")),
    (Condition.GOOD, N_("good")),
    (Condition.FAIR, N_("fair")),
    (Condition.POOR, N_("poor")),
    (Condition.DEAD, N_("dead")),
    (Condition.UNKNOWN, N_("not known")),
    (SurveyState.UNSURVEYED, N_("not yet surveyed")),
    (SurveyState.SURVEYED, N_("surveyed")),
    (SurveyState.SPOKEN_TO, N_("household spoken to")),
    (SurveyState.AGREED, N_("household agreed")),
    (SurveyState.OBJECTED, N_("household objected")),
    (SurveyState.REMOVED, N_("removed")),
    (Mark.POINT, N_("point")),
    (Mark.LINE, N_("line")),
    (Mark.AREA, N_("surface")),
    (Mark.ARROW, N_("arrow")),
    (Mark.TEXT, N_("text")),
    (StructureKind.SHED, N_("shed")),
    (StructureKind.GREENHOUSE, N_("greenhouse")),
    (StructureKind.PIGEON_LOFT, N_("pigeon loft")),
    (StructureKind.WATER_TANK, N_("water tank")),
    (StructureKind.SOLAR, N_("solar heater")),
    (StructureKind.CANOPY, N_("canopy")),
    (StructureKind.OTHER, N_("other structure")),
    (FacilityKind.BENCH, N_("bench")),
    (FacilityKind.LAMP, N_("lamp")),
    (FacilityKind.SERVICE_STATION, N_("service station")),
    (FacilityKind.SHARED_PARKING, N_("shared parking")),
    (FacilityKind.BIN, N_("bin")),
    (FacilityKind.NOTICE_BOARD, N_("notice board")),
    (FacilityKind.RAMP, N_("ramp")),
    (FacilityKind.POLE, N_("pole")),
    (FacilityKind.HYDRANT, N_("hydrant")),
    (FacilityKind.GREEN_SPACE, N_("green space")),
    (FacilityKind.OTHER, N_("other facility")),
    (StreetKind.CARRIAGEWAY, N_("carriageway")),
    (StreetKind.PAVEMENT, N_("pavement")),
    (StreetKind.KERB, N_("kerb")),
    (StreetKind.CENTRELINE, N_("centre line")),
    (PipeKind.WATER, N_("water main")),
    (PipeKind.RECLAIMED, N_("reclaimed water main")),
    (PipeKind.SEWER, N_("sewer")),
    (PipeKind.GAS, N_("gas main")),
    (PipeKind.POWER, N_("power cable")),
    (PipeKind.TELECOM, N_("telecom cable")),
    (PipeKind.HEAT, N_("heating pipe")),
    (PipeKind.OVERHEAD, N_("overhead power line")),
    (PipeKind.FENCE, N_("fence")),
    (PipeKind.RETAINING_WALL, N_("retaining wall")),
    (PipeKind.OTHER, N_("other line")),
    (Topic.TREES, N_("Trees")),
    (Topic.FRUIT, N_("Fruit and stains")),
    (Topic.SHADE, N_("Shade")),
    (Topic.PIPES, N_("Pipes")),
    (Topic.ROOFTOP, N_("Rooftops")),
    (Topic.LIGHT, N_("Light")),
    (Topic.SEATS, N_("Places to sit")),
    (Topic.PARKING, N_("Parking")),
    (Topic.SAFETY, N_("Safety")),
    (Topic.CHILDREN, N_("Children and the old")),
    (Topic.OTHER, N_("Other matters")),
    (Stance.SUPPORT, N_("Support")),
    (Stance.WORRY, N_("Worry")),
    (Stance.OBJECTION, N_("Objection")),
    (Stance.IDEA, N_("Idea")),
    (VoterKind.HOUSEHOLD, N_("household")),
    (VoterKind.SHOP, N_("shop")),
    (VoterKind.OWNER, N_("owner")),
    (VoterKind.DEVELOPER, N_("developer, for unsold units")),
    (Channel.PHONE, N_("by phone, on the light page")),
    (Channel.WEB, N_("in the browser, on the large page")),
    (Channel.PAPER, N_("on paper, entered by staff")),
    (Contact.NOT_YET, N_("not contacted yet")),
    (Contact.REACHED, N_("reached")),
    (Contact.NOT_REACHED, N_("not reached")),
    (Contact.DECLINED, N_("declined")),
    (BallotKind.RANKING, N_("ranking of the options")),
    (BallotKind.YES_NO, N_("yes, no or abstain")),
    (BallotKind.APPROVAL, N_("all options that one could accept")),
    (BallotKind.SCORE, N_("points for each option")),
    (BallotKind.BUDGET, N_("what a common budget should pay for")),
    (Access.INVITED, N_("by code, counted")),
    (Access.OPEN, N_("open to all, consultative")),
    (State.DRAFT, N_("in preparation")),
    (State.PLANNED, N_("opens later")),
    (State.OPEN, N_("open")),
    (State.CLOSED, N_("closed")),
    (Role.ADMINISTRATOR, N_("administrator")),
    (Role.PLANNER, N_("professional planner")),
    (Role.RESIDENT_PLANNER, N_("resident planner")),
    (Role.SOCIAL_WORKER, N_("social worker")),
    (Role.BOARD, N_("board")),
    (Role.MODERATOR, N_("moderator")),
    (PaperRule.NONE, N_("no paper ballots")),
    (PaperRule.FIRST_RECEIVED, N_("paper ballots too; of two ballots of one voter the first one received counts")),
    (PaperRule.PHONE_FIRST, N_("paper ballots too; of two ballots of one voter the phone ballot counts")),
    (PaperRule.PAPER_FIRST, N_("paper ballots too; of two ballots of one voter the paper ballot counts")),
    (BatchState.ENTERING, N_("being entered")),
    (BatchState.CONFIRMING, N_("waits for the second person")),
    (BatchState.RETURNED, N_("returned to the first person")),
    (BatchState.ACCEPTED, N_("accepted and sealed")),
    (Invalid.BLANK, N_("blank")),
    (Invalid.REPEATED, N_("a rank or a mark given twice")),
    (Invalid.UNREADABLE, N_("unreadable")),
    (Invalid.WRONG_FORM, N_("wrong form")),
    (Invalid.OTHER, N_("another reason")),
)
# Members of different enumerations may be equal (they are texts), so the kind is part of the key.
NAMES = {(type(code), code.value): words for code, words in _WORDS}


KIND_NAMES = {
    "tree": N_("tree"),
    "planting_site": N_("planting site"),
    "rooftop_structure": N_("rooftop structure"),
    "facility": N_("facility"),
    "pipe": N_("pipe"),
    "building": N_("building"),
    "street": N_("street"),
    "courtyard": N_("courtyard"),
    "layer": N_("free layer"),
}
"""Kinds of objects that a file may hold."""


def name_of(t: Translator, code: Enum) -> str:
    """The words for a code in the visitor's language."""
    return t(NAMES[type(code), code.value])


def phase_of(t: Translator, phase: Phase, *, closed: bool) -> str:
    """How far a case is: its phase, or that it was closed."""
    return t("case closed") if closed else name_of(t, phase)


def method_name(t: Translator, method: str) -> str:
    """The words for a counting method."""
    return METHODS[method].title[t.language]
