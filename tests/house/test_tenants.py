"""Two communities in one database see nothing of each other: every question and every act is tried from next door.

The arguments are chosen by their names, so that a new question or act is tried without being named here.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import planning.actions
import planning.queries
from geodata.tiles import Tiles
from planning import store
from planning.actions.act import ACTS
from planning.actions.evidence_photos import Sent
from planning.cases.case import Case, Phase
from planning.cases.course import CasePhase
from planning.cases.courtyards import Body, Term
from planning.cases.decision import CaseDecision, Force, Way
from planning.cases.dissent import Call, Objection, Outcome
from planning.cases.document import Document, DocumentKind, Holder
from planning.cases.evaluation import Appraisal, Evaluation
from planning.cases.fund import Entry, Fund
from planning.cases.household import Household
from planning.cases.matter import Deed, Matter
from planning.cases.meeting import Action, Ended, Meeting, MeetingKind
from planning.cases.programme import Programme
from planning.cases.works import Milestone, Shot, Stage, Work
from planning.errors import Refusals
from planning.options.before_after import Wanted
from planning.options.electorate import Code, Contact, Voter
from planning.options.intervention import Measure
from planning.options.option import Option
from planning.options.paper.batch import Batch
from planning.options.paper.precedence import PaperRule
from planning.options.paper.printing import PrintRun
from planning.options.round import Round
from planning.options.screening.terms import OwnRule
from planning.options.species.own import OwnSpecies
from planning.people import Grant, Invitation, Member, Planner, Role, Training, Visitor
from planning.queries.query import QUERIES
from planning.queries.viewport import Asked
from planning.settings import Settings
from planning.site import Community, Courtyard
from planning.surveys.attachment import Attachment
from planning.surveys.base_map import BaseMap
from planning.surveys.comment import Comment, Target
from planning.surveys.evidence import EvidencePhoto, EvidenceState, EvidenceWalk
from planning.surveys.map_sheet import Asked as SheetAsked
from planning.surveys.observation import (
    Facility,
    FacilityKind,
    Import,
    Kind,
    LayerFeature,
    PlantingSite,
    RooftopStructure,
    Species,
    StructureKind,
    SurveyState,
    Tree,
)
from planning.surveys.photo import Photo
from planning.surveys.picture import Picture
from planning.surveys.planner_layer import PlannerLayer
from planning.surveys.questionnaire.paper import PaperBatch, PaperRun
from planning.surveys.questionnaire.survey import Admission, Edition, Response, Survey
from planning.surveys.questionnaire.theme import Theme
from planning.surveys.statements import Conversation, Statement
from planning.surveys.walk import Stop, Walk
from planning.web.house import House
from planning.wording import Words
from tests import makers
from tests.examples import MEMBER, PIN, kept_examples
from tests.makers import NOON, YULAN_BOUNDS

for package in (planning.actions, planning.queries):
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        importlib.import_module(module.name)

# Of the whole house, not of a community: everybody gets their own answer, which is tested apart.
HOUSE_WIDE = {
    "communities",  # below
    "all_rounds",  # administrators of the whole house
    "entered_code",  # whoever holds a code of a round is its voter
    "found_house", "load_illustrative", "found_stories", "add_community",
    "my_data", "erase_my_data",  # of the asking browser, wherever it wrote
    "accept_invitation", "link_identity", "change_password",  # whoever holds the link; oneself
}  # fmt: skip
# What names nothing of a community.
PLAIN: dict[str, Any] = {
    "pin": PIN, "lon": PIN.lon, "lat": PIN.lat, "asked": Asked(YULAN_BOUNDS, 19), "version": 3, "reason": "Because.",
    "title": Words("题", "Title"), "question": Words("问", "Question"), "summary": Words("要", "Summary"),
    "professional_note": Words("", ""), "topic": "fruit", "stance": "worry", "text": "words", "name": "Name",
    "password": "correct horse battery", "role": Role.BOARD, "species": Species("香樟"), "structure": StructureKind.SHED,
    "facility": FacilityKind.BENCH, "state": SurveyState.AGREED, "opens": NOON, "closes": NOON + timedelta(days=2),
    "sheet": SheetAsked(), "wanted": Wanted(), "traits": {}, "measure": Measure.PLANT, "street": "玉兰巷", "replaced": "女贞", "batch": "none", "table": "kind,label\nhousehold,1-1-101\n", "kind": "tree", "file": "trees.csv", "data": b"lon,lat,species\n104.06,30.63,x\n",
    "client_id": "phone-0001", "ranking": [["a"]], "clock": lambda: NOON, "mac": lambda purpose, said: purpose + said,
    "resident": True, "profession": "teacher", "training": "spring", "courtyard_ids": (), "joined_on": NOON.date(),
    "left_on": None, "public": True,
    "form": "form-1", "base": "0" * 16, "photo_place": "", "photos_mb": 1, "picture": Picture(b"jpeg", 1, 1, "ab" * 32), "seen": "x", "seq": 1,
    "metres": 25, "seen_by": (), "settings": Settings(), "about": Words("述", "About"), "next_step": Words("", ""), "phase": Phase.RAISE,
    "contact": Contact.REACHED, "provable": True, "paper": PaperRule.PHONE_FIRST, "hand_in_id": "hand-in-1", "sheets": 2, "line": "1 b", "number": 1, "note": "",
    "scientific": "Lagerstroemia indica", "tables": ["GB 50289-2016"], "winter_c": -4.0, "source": "A meeting.", "weights": {"shade": 3},
    "thing": "gas", "things": ["heat"], "words": Words("我们", "Ours"), "tree_m": 1.5,
    "who": "a shop", "shown": True, "owner_id": MEMBER, "day": NOON.date(), "went": "Zhou", "explained": "Why.", "outcome": Outcome.STANDS,
    "answer": Words("答", "Answer"), "decided": Words("定", "Decided"), "way": Way.CONSENSUS, "force": Force.ADVISORY,
    "entry": Admission.OPEN, "before_id": "", "asks_courtyard": True, "answers": {"care": "yes"}, "code_typed": "x", "question_name": "care", "choice_name": "yes", "consent": "spoken",
    "promise": Words("诺", "Promise"), "year": 2026, "typed": "x", "done": "done_yes", "good": "good_good", "by_code": False,
    "amount": "12", "what": Words("为", "For"), "count": 2, "by_area": True, "coefficients": "2,1", "flats": "1,2,3",
    "contractor": "Green team", "planned_start": NOON.date(), "planned_end": NOON.date(),
    "label": Words("门", "Doors"), "spot": "At the corner", "stage": Stage.BEFORE,
    "row": {"scientific_name": "Ficus virens", "name_zh": "黄葛树"},
    "word": "ABCD-EFGH-JKLM-NPQR-STUV-WXYZ-23", "via": "via_door", "deed": Deed.ANSWERED, "phrases": ["words"], "stands": True, "vote": 1, "seeds": [Words("甲", "A"), Words("乙", "B")], "said_version": 0, "fate": "received", "days": 5,
    "begins": NOON.date(), "ends": None,
    "body": Body.GROUP, "meeting_kind": MeetingKind.COUNCIL, "agenda": Words("程", "Agenda"), "starts_at": NOON + timedelta(days=1), "where": Words("院", "Yard"),
    "minutes": Words("录", "Minutes"), "counted": 9, "due": NOON.date(), "ended": Ended.DONE, "holder": Holder.MEETING, "document_kind": DocumentKind.MINUTES,
    "mark": "point", "shape": {"type": "Point", "coordinates": [PIN.lon, PIN.lat]}, "accuracy_m": 2.0,
    "course": "spring", "given_by": "the city", "valid_until": None,
    "unread": None, "why": "",
    "west": 104.05, "south": 30.62, "east": 104.08, "north": 30.65,
    "leader_id": MEMBER, "route": {"type": "LineString", "coordinates": [[PIN.lon, PIN.lat], [PIN.lon, PIN.lat + 0.001]]},
    "verdict": EvidenceState.KEPT, "with_code": True, "sent_id": "s" * 22, "sent": Sent("evidence_paving"), "evidence_kind": "evidence_paving",
    "back_on": None, "back_time": "", "door": "7-2",
    "attribution": "© us", "datum": "WGS84", "tiles": Tiles("mbtiles", "png", 10, 18), "sha256": "ab" * 32, "size_bytes": 9,
}  # fmt: skip


@pytest.fixture
def theirs(house: House) -> dict[type, Any]:
    """One of everything in a community that is not published."""
    with house.database.writing() as session:
        return kept_examples(session)


@pytest.fixture
def ours(house: House) -> Community:
    """The community next door."""
    return makers.community(house)


def neighbour(ours: Community) -> Visitor:
    """Somebody with every role next door, and none here."""
    return Visitor(Member("n", "n", frozenset(Grant(role, ours.id) for role in Role)), "browser-9")


def of(theirs: dict[type, Any]) -> dict[str, Any]:
    """What names something of the other community, by the names of arguments."""
    return {
        "community_id": theirs[Community].id, "comment_id": theirs[Comment].id, "case_id": theirs[Case].id,
        "courtyard_id": theirs[Courtyard].id, "round_id": theirs[Round].id, "option_id": theirs[Option].id,
        "photo_id": theirs[Photo].id, "object_id": theirs[Tree].id, "tree_id": theirs[Tree].id,
        "site_id": theirs[PlantingSite].id, "structure_id": theirs[RooftopStructure].id,
        "facility_id": theirs[Facility].id, "code_id": theirs[Code].id, "code_secret": theirs[Code].hash,
        "invitation_id": theirs[Invitation].id, "planner_id": theirs[Planner].id, "training_id": theirs[Training].id, "member_id": MEMBER,
        "voter_ids": [theirs[Voter].id], "batch_id": theirs[Batch].id, "import_id": theirs[Import].id, "base_map_id": theirs[BaseMap].id, "run_id": theirs[PrintRun].id, "rule_id": theirs[OwnRule].id,
        "own_species_id": theirs[OwnSpecies].id, "target": Target(Kind.TREE, theirs[Tree].id),
        "layer_id": theirs[PlannerLayer].id, "attachment_id": theirs[Attachment].id, "feature_id": theirs[LayerFeature].id,
        "objection_id": theirs[Objection].id, "visit_id": theirs[Call].id, "decision_id": theirs[CaseDecision].id,
        "matter_id": theirs[Matter].id, "into_id": theirs[Matter].id,
        "conversation_id": theirs[Conversation].id, "statement_id": theirs[Statement].id,
        "survey_id": theirs[Survey].id, "edition_id": theirs[Edition].id, "theme_id": theirs[Theme].id, "response_ids": [theirs[Response].id],
        "case_phase_id": theirs[CasePhase].id, "meeting_id": theirs[Meeting].id, "action_id": theirs[Action].id,
        "term_id": theirs[Term].id, "programme_id": theirs[Programme].id,
        "document_id": theirs[Document].id, "holder_id": theirs[Meeting].id,
        "evaluation_id": theirs[Evaluation].id, "appraisal_id": theirs[Appraisal].id, "household_id": theirs[Household].id,
        "paper_batch_id": theirs[PaperBatch].id, "paper_run_id": theirs[PaperRun].id,
        "evidence_walk_id": theirs[EvidenceWalk].id, "evidence_photo_id": theirs[EvidencePhoto].id,
        "walk_id": theirs[Walk].id, "stop_id": theirs[Stop].id,
        "fund_id": theirs[Fund].id, "entry_id": theirs[Entry].id, "to_id": theirs[Fund].id,
        "work_id": theirs[Work].id, "milestone_id": theirs[Milestone].id, "shot_id": theirs[Shot].id,
        "place": f"tree:{theirs[Tree].id}",
    }  # fmt: skip


def arguments(function: Callable[..., Any], theirs: dict[str, Any], **instead: Any) -> dict[str, Any]:
    """All arguments that a question or act must have, and of the others those that name something of theirs."""
    taken: dict[str, Any] = {}
    for name, parameter in list(inspect.signature(function.__wrapped__).parameters.items())[1:]:  # type: ignore[attr-defined]
        if name in theirs or name in instead:
            taken[name] = (theirs | instead)[name]
        elif parameter.default is inspect.Parameter.empty:
            assert name in PLAIN, f"a test needs a value for the argument {name}"
            taken[name] = PLAIN[name]
    if "object_id" in taken:
        taken["kind"] = Kind.TREE
    if "target" in taken and "stance" in taken:  # the act takes plain words, the question a value; and some place
        taken |= {"target": (Kind.TREE.value, taken["target"].id), "lon": PLAIN["lon"], "lat": PLAIN["lat"]}
    return taken


def names_theirs(taken: dict[str, Any], theirs: dict[str, Any]) -> bool:
    """Whether something of theirs is named."""
    return any(name in theirs for name in taken if name != "community_id")


def untouched(house: House, theirs: dict[type, Any]) -> list[str]:
    """Kinds of which something was changed, added or taken away."""
    here, moved = theirs[Community].id, []
    with house.database.reading() as session:
        for kind, value in theirs.items():
            found: Any = store.find(
                session, kind, **({"community_id": here} if hasattr(value, "community_id") else {"id": value.id})
            )
            if found != [value]:
                moved.append(kind.__name__)
    return moved


@pytest.mark.parametrize("name", sorted(set(QUERIES) - HOUSE_WIDE))
def test_no_question_is_answered_about_the_neighbours(
    house: House, theirs: dict[type, Any], ours: Community, name: str
):
    """Staff from next door with every id in their hands are refused."""
    question = QUERIES[name]
    with pytest.raises(Refusals) as refused:
        question(house.database, neighbour(ours), NOON, **arguments(question, of(theirs)))
    assert refused.value.code in {"not_allowed", "not_closed"}


@pytest.mark.parametrize("name", sorted(set(QUERIES) - HOUSE_WIDE))
def test_no_question_lets_the_neighbours_things_in_by_the_side_door(
    house: House, theirs: dict[type, Any], ours: Community, name: str
):
    """Asked in their own community about ids of the other one, they are refused or told nothing."""
    question = QUERIES[name]
    taken = arguments(question, of(theirs), community_id=ours.id)
    try:
        told = repr(question(house.database, neighbour(ours), NOON, **taken))
    except Refusals:
        return
    ids = [value.id for value in theirs.values()]
    assert [one for one in ids if one in told] == []
    assert theirs[Comment].text not in told


@pytest.mark.parametrize("name", sorted(set(ACTS) - HOUSE_WIDE))
def test_no_act_is_done_to_the_neighbours(house: House, theirs: dict[type, Any], ours: Community, name: str):
    """Not in their community, and not by their ids from the own one."""
    function = ACTS[name]
    idempotent = [] if is_fleeting(name) else ["act-1"]
    with pytest.raises(Refusals) as refused:
        function(house.database, neighbour(ours), NOON, *idempotent, **arguments(function, of(theirs)))
    assert refused.value.code in {"not_allowed", "not_open"}
    assert untouched(house, theirs) == []
    taken = arguments(function, of(theirs), community_id=ours.id)
    if "community_id" in taken and names_theirs(taken, of(theirs)):
        with pytest.raises(Refusals):
            function(house.database, neighbour(ours), NOON, *idempotent, **taken)
    assert untouched(house, theirs) == []


def is_fleeting(name: str) -> bool:
    """Whether an act keeps no trace of its own and takes no act id."""
    return "act_id" not in inspect.getsource(ACTS[name].__code__)


def test_an_unpublished_community_is_on_no_list(house: House, theirs: dict[type, Any], ours: Community):
    """Its own staff see it; everybody else sees what is published."""
    asked = QUERIES["communities"]
    assert asked(house.database, neighbour(ours), NOON) == [ours]
    assert asked(house.database, makers.visitor(), NOON) == [ours]
    assert asked(house.database, makers.staff(Role.MODERATOR, theirs[Community].id), NOON) == [theirs[Community], ours]


def test_once_published_it_is_open_to_look_at_and_still_not_to_change(
    house: House, theirs: dict[type, Any], ours: Community, tmp_path: Path
):
    """The refusals above come from the rules, not from wrong arguments: the same questions are answered now."""
    with house.database.writing() as session:
        store.change(session, replace(theirs[Community], published=True))
    answered = []
    for name in sorted(set(QUERIES) - HOUSE_WIDE):
        try:
            QUERIES[name](house.database, neighbour(ours), NOON, **arguments(QUERIES[name], of(theirs)))
        except Refusals as refused:
            told = {
                "not_allowed",
                "not_found",
                "few_ballots",
                "not_settled",
                "paper_waiting",
                "bad_code",
                "unknown_word",
                "nothing_set",
            }
            assert refused.code in told, name  # noqa: PT017 - collected, not expected
        else:
            answered.append(name)
    for open_to_all in ("cases", "rounds", "comments", "courtyards", "community", "viewport", "object_card"):
        assert open_to_all in answered
    for of_staff in ("log_entries", "members", "comments_to_moderate", "codes_view", "object_history"):
        assert of_staff not in answered
