"""One example of everything that the store keeps: every field filled, all of one community, in the order of their keys."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

from shapely.geometry import LineString, MultiPolygon, Polygon

from planning.cases.case import Case, Phase
from planning.cases.course import CasePhase
from planning.cases.courtyards import Body, Term
from planning.cases.decision import CaseDecision, Force, Way
from planning.cases.dissent import Call, Objection, Outcome
from planning.cases.document import Document, DocumentFile, DocumentKind, Holder
from planning.cases.household import Household
from planning.cases.keeping import Handover, Keeping
from planning.cases.matter import Deed, Level, Matter, MatterState, MatterSupport, Promise, Step, Via
from planning.cases.meeting import Action, Ended, Meeting, MeetingKind, SignIn
from planning.cases.programme import Part, Programme
from planning.options.ballot import Ballot, Channel
from planning.options.electorate import Code, Contact, Holding, Voter, VoterKind
from planning.options.intervention import Intervention, Measure
from planning.options.option import Fact, Option
from planning.options.paper.batch import Batch, BatchState, HandIn, Sheet
from planning.options.paper.precedence import PaperRule
from planning.options.paper.printing import PrintRun
from planning.options.paper.sheet import Invalid, Reading
from planning.options.round import Access, BallotKind, Round
from planning.options.score_ballot import Unscored
from planning.options.screening.screening import Screened, Screening, written
from planning.options.screening.standing import Limits
from planning.options.screening.terms import OwnRule, PlantingTerms
from planning.options.species.own import OwnSpecies
from planning.people import Invitation, Member, Planner, Role, Training
from planning.period import Period
from planning.site import Bounds, Community, Courtyard, Pin, new_id
from planning.store import Session, accounts, add
from planning.surveys.attachment import Attachment
from planning.surveys.base_map import BaseMap, Datum
from planning.surveys.care import CommentCare, Fate
from planning.surveys.comment import Assisted, Comment, Consent, Stance, Support, Target, Topic, Wording
from planning.surveys.observation import (
    Building,
    Condition,
    Facility,
    FacilityKind,
    Import,
    Kind,
    LayerFeature,
    Pipe,
    PipeKind,
    PlantingSite,
    RooftopStructure,
    Species,
    Street,
    StreetKind,
    StructureKind,
    SurveyState,
    Tree,
)
from planning.surveys.photo import Owner, Photo
from planning.surveys.planner_layer import PlannerLayer
from planning.surveys.provenance import ImportChange
from planning.surveys.questionnaire.paper import PaperBatch, PaperRun, PaperSheet, PaperState, Unread
from planning.surveys.questionnaire.question import Choice, Question, QuestionKind, Questionnaire
from planning.surveys.questionnaire.survey import Admission, Draft, Edition, Means, Need, Response, Survey, UsedCode
from planning.surveys.questionnaire.theme import Grouped, Theme
from planning.surveys.questionnaire.written import written as written_form
from planning.surveys.statements import Conversation, Statement, StatementState, VoteSheet
from planning.wording import Words
from tests import works_examples
from tests.makers import NOON, YULAN_BOUNDS

AT = datetime(2026, 11, 3, 7, 15, 42, 123456, tzinfo=UTC)
PIN = Pin(104.060000123, 30.63)
OUTLINE = Polygon([(104.06, 30.63), (104.0601, 30.63), (104.0601, 30.6301), (104.06, 30.63)])
LINE = LineString([(104.06, 30.63), (104.061, 30.631)])
PERIOD = Period(NOON - timedelta(days=1), NOON + timedelta(days=1))
MEMBER = "member-of-the-team"
SAID = Words("香樟、蓝花楹", 'Camphor, "jacaranda"')


def examples(**of_the_community: Any) -> dict[type, Any]:
    """An example of every kind, by kind; all ids are fresh."""
    usual: dict[str, Any] = {
        "bounds": YULAN_BOUNDS,
        "illustrative": True,
        "published": False,
        "time_zone": "Asia/Taipei",
    }
    here = Community(new_id(), SAID, created_at=AT, **(usual | of_the_community))
    made: list[Any] = [here, *_there(here.id)]
    courtyard, site, tree = (_one(made, kind) for kind in (Courtyard, PlantingSite, Tree))
    made += _said(here.id, courtyard.id, Target(Kind.TREE, tree.id))
    made += _staffed(here.id, courtyard.id)
    made += _voted(here.id, courtyard.id, _one(made, Case).id)
    made += _planted(here.id, _one(made, Round).id)
    made += _met(here.id, courtyard.id, _one(made, Case).id)
    made += works_examples.spoken_to(here.id, _one(made, Case).id, courtyard.id)
    made += _dissented(
        here.id, _one(made, Case).id, _one(made, Comment).id, _one(made, Round).id, _one(made, Meeting).id,
        _one(made, Household).id,
    )  # fmt: skip
    made += _raised(here.id, courtyard.id, _one(made, Case).id)
    made += _talked(here.id, _one(made, Case).id)
    made.append(_cared_for(here.id, _one(made, Comment).id, _one(made, Option).id))
    made.append(Intervention(
        new_id(), here.id, _one(made, Case).id, _one(made, Option).id, Measure.REPLACE, "tree", tree.id, PIN.lon, PIN.lat, "Ficus virens",
        "先补后换", new_id(), AT, AT, 2,
    ))  # fmt: skip
    made += _asked(here.id, courtyard.id, _one(made, Case).id, _one(made, Round).id)
    made += _spread(here.id, courtyard.id, _one(made, Case).id, _one(made, Round).id, _one(made, Meeting).id)
    made += _led(here.id, courtyard.id, _one(made, Case).id)
    made += works_examples.walked(here.id, _one(made, Case).id, courtyard.id, _one(made, Survey).id)
    made += works_examples.photographed(here.id, _one(made, Case).id, courtyard.id)
    made += works_examples.built(here.id, _one(made, Case).id, tree.id, _one(made, Photo).id)
    made += works_examples.evaluated(here.id, _one(made, Case).id, courtyard.id)
    made += works_examples.kept_books(here.id, _one(made, Case).id, courtyard.id, _one(made, Round).id)
    assert site.id == tree.site_id
    return {type(value): value for value in made}


def _dissented(here: str, case: str, comment: str, round_: str, meeting: str, household: str) -> list[Any]:
    """An objection, a visit, and what was decided."""
    objection = Objection(
        new_id(), here, case, Topic.SHADE.value, "7-2-301", "树荫没了怎么办", True, MEMBER, AT, comment, SAID, AT, 3, household, AT, "登记了两次",
    )  # fmt: skip
    return [
        objection,
        Call(new_id(), here, objection.id, date(2026, 11, 1), "周姐", "分段施工", Outcome.MET, AT, 2),
        CaseDecision(
            new_id(), here, case, SAID, Way.SHOW_OF_HANDS, Force.PRE_CHECK, date(2026, 11, 2), AT, round_, 40, "周姐、老李", 25, 10, 5,
            2, "雨季前必须开工", AT, "更正", 2, meeting, 3, True,
        ),
    ]  # fmt: skip


def _talked(here: str, case: str) -> list[Any]:
    """A conversation by statements, one of them, and a sheet of votes."""
    talk = Conversation(new_id(), here, case, SAID, SAID, AT, AT, "表决在即", 2)
    return [
        talk,
        Statement(
            new_id(), here, talk.id, 7, SAID, True, AT, StatementState.REFUSED, "browser-9", "Names a neighbour.", 2
        ),
        VoteSheet(new_id(), here, talk.id, "browser-8", AT, {"7": -1, "8": 0}),
    ]


def _cared_for(here: str, comment: str, option: str) -> CommentCare:
    """What was done about a comment; merged with itself, so that no field is empty."""
    return CommentCare(new_id(), here, comment, AT, "Names a neighbour.", 1, comment, Fate.ADOPTED, SAID, option, AT, 3)


def _raised(here: str, courtyard: str, case: str) -> list[Any]:
    """A matter of the public-opinion channel, a step of it, a "me too", and what is promised."""
    id_ = new_id()  # merged with itself, so that no field is empty
    matter = Matter(
        id_, here, "89" * 32, Topic.PARKING.value, "消防通道停满了车", False, AT, AT, Via.COUNTER, MatterState.HANDED_UP,
        Level.CITY, "3 栋北侧", courtyard, id_, case, AT, "Names a neighbour.", AT, 3,
    )  # fmt: skip
    return [
        matter,
        Step(new_id(), here, matter.id, 2, Deed.HANDED_UP, AT, SAID, Level.CITY, case),
        MatterSupport(new_id(), here, matter.id, "browser-8", AT),
        Promise(here, here, 5, 2),
    ]


def _asked(here: str, courtyard: str, case: str, round_: str) -> list[Any]:
    """A questionnaire, a version of it, and what somebody answered."""
    id_ = new_id()
    survey = Survey(id_, here, SAID, SAID, Admission.CODES, AT, case, round_, True, id_, AT, AT, "收齐了", 3)
    form = Questionnaire("needs", SAID, (Question("care", QuestionKind.SINGLE, SAID, choices=(Choice("yes", SAID),)),))
    edition = Edition(new_id(), here, id_, 2, written_form(form), AT, "需求.xlsx")
    batch = PaperBatch(new_id(), here, id_, 4, 30, MEMBER, AT, PaperState.RETURNED, "m-2", AT, "第 7 张再看一下", 3)
    response = Response(
        new_id(), here, id_, edition.id, '{"care": "yes"}', AT, Means.ASSISTED, "ABCD-EFGH-JKLM", "89" * 32, "ba" * 32, courtyard,
        "browser-7", Assisted("member-3", Consent.SPOKEN),
    )  # fmt: skip
    theme = Theme(new_id(), here, id_, "words", SAID, AT, AT, 2)
    return [
        survey,
        edition,
        Draft(new_id(), here, id_, 2, written_form(form), AT),
        PaperRun(new_id(), here, id_, edition.id, 31, 30),
        batch,
        PaperSheet(
            new_id(), here, id_, batch.id, 33, edition.id, '{"care": "yes"}', Unread.OTHER, "撕坏了", courtyard, "cd" * 32, 2
        ),
        response,
        theme,
        Grouped(new_id(), here, theme.id, response.id),
        UsedCode("fe" * 32, here, id_),
        Need(new_id(), here, id_, "care", "yes", case),
    ]  # fmt: skip


def _met(here: str, courtyard: str, case: str) -> list[Any]:
    """A meeting with all that belongs to it."""
    meeting = Meeting(
        new_id(), here, MeetingKind.COURTYARD, SAID, Words("一、树\n二、账"), AT, SAID, AT, PIN, courtyard, (case,), AT, "下雨", AT, 23,
        7, SAID, Words("全文"), AT, "数错了", AT, "moderator", version=5,
    )  # fmt: skip
    document = Document(
        new_id(),
        here,
        Holder.MEETING,
        meeting.id,
        DocumentKind.MINUTES,
        SAID,
        True,
        "ab" * 32,
        900,
        AT,
        AT,
        "扫描不清",
        2,
    )
    return [
        meeting,
        SignIn(new_id(), here, meeting.id, "browser-9", AT),
        Action(new_id(), here, meeting.id, case, SAID, "园林队", date(2026, 12, 1), AT, Ended.DONE, date(2026, 11, 30), "办好了", 2),
        document,
        DocumentFile(document.id, b"%PDF-1.7 ..."),
    ]  # fmt: skip


def _spread(here: str, courtyard: str, case: str, round_: str, meeting: str) -> list[Any]:
    """A programme with its case, and somebody in charge of a courtyard."""
    programme = Programme(new_id(), here, SAID, SAID, AT, version=2)
    return [
        programme,
        Part(new_id(), here, programme.id, case, AT, case),
        Term(
            new_id(), here, courtyard, Body.COUNCIL, "王阿姨", True, date(2026, 1, 1), date(2028, 12, 31), AT, round_, meeting,
            date(2026, 11, 1), "搬走了", 2, "2025年院落会",
        ),
    ]  # fmt: skip


def _led(here: str, courtyard: str, case: str) -> list[Any]:
    """How a case goes on, and who keeps it."""
    return [
        CasePhase(
            new_id(),
            here,
            case,
            Phase.SURVEY,
            date(2026, 11, 2),
            date(2026, 11, 9),
            AT,
            2,
            "雨季后再走访",
            AT,
            version=2,
        ),
        Keeping(case, here, Level.COURTYARD, MEMBER, (courtyard,), version=3),
        Handover(new_id(), here, case, Level.COMMUNITY, courtyard, "院里解决不了", AT),
    ]


def _planted(here: str, weighed_in: str) -> list[Any]:
    """What a community settled about its trees."""
    return [
        PlantingTerms(here, here, ("GB 50289-2016",), -4.5, "会议，十一月三日", (("shade", 3), ("flowers", 10)), "院落会议", weighed_in, 4, (("heat", "规划师现场确认"),)),
        OwnRule(new_id(), here, "gas", SAID, 1.25, 0.5, 8.0, 2, "燃气公司来信", AT, 2),
        OwnSpecies(new_id(), here, "Ficus virens", {"scientific_name": "Ficus virens", "name_zh": "黄葛树"}, AT, 2),
    ]  # fmt: skip


def kept_examples(session: Session, **of_the_community: Any) -> dict[type, Any]:
    """The same, kept in the database."""
    made = examples(**of_the_community)
    accounts.add_member(session, Member(MEMBER, "周姐"), "", AT)  # an account that a line of the register names
    for value in made.values():
        add(session, value)
    return made


def _one(made: list[Any], kind: type) -> Any:
    return next(value for value in made if type(value) is kind)


def _there(here: str) -> list[Any]:
    courtyard = Courtyard(new_id(), here, "7", SAID, MultiPolygon([OUTLINE]))
    brought = Import(
        new_id(), here, "tree", "行道树.csv", "ab" * 32, "EPSG:4544", 3, 2, AT, "member-1", "街道办", accuracy_m=0.5,
        surveyed_on=date(2026, 5, 1), stated_m=0.3, taken_back_at=AT,
    )  # fmt: skip
    placed: dict[str, Any] = {"external_id": "T-1", "courtyard_id": courtyard.id, "import_id": brought.id, "version": 3}
    lines: dict[str, Any] = {"external_id": "L-1", "import_id": brought.id}
    site = PlantingSite(new_id(), here, PIN, street="玉兰巷", pit_m=1.2, retired_at=AT, **placed)
    return [
        courtyard,
        BaseMap(
            new_id(), here, "影像", "© 测绘院", Datum.GCJ02, "mbtiles", "png", 10, 18, Bounds(104.0, 30.6, 104.1, 30.7), "ab" * 32, 4096,
            AT, "member-1", retired_at=AT,
        ),
        brought,
        site,
        Tree(
            new_id(), here, site.id, PIN, Species("女贞", "Ligustrum lucidum", "privet"), dbh_cm=23.5, height_m=7.25,
            crown_m=4.5, condition=Condition.POOR, planted_year=1996, surveyed_on=date(2026, 5, 1), note="树干空洞",
            removed_at=AT, removal_reason="Hollow.", **placed,
        ),
        RooftopStructure(
            new_id(), here, PIN, StructureKind.PIGEON_LOFT, SurveyState.SPOKEN_TO, OUTLINE, building="3 栋",
            area_m2=12.75, note="x", retired_at=AT, **placed,
        ),
        Facility(
            new_id(), here, PIN, FacilityKind.BENCH, SAID, condition=Condition.GOOD, note="y", retired_at=AT, **placed
        ),
        Building(new_id(), here, OUTLINE, name="3 栋", height_m=18.6, storeys=6, **lines),
        Street(new_id(), here, LINE, StreetKind.KERB, SAID, **lines),
        ImportChange(new_id(), brought.id, "tree", new_id(), {"height_m": 7.5, "version": 2}, 4),
        LayerFeature(
            new_id(), here, "积水点", LineString([(104.06, 30.63), (104.07, 30.64)]), name="东口", facts={"深度": "0.3"},
            mark="arrow", note="雨后积水", retired_at=AT, version=3, **lines,
        ),
        Attachment(new_id(), here, site.id, "Root survey", "根系.pdf", "cd" * 32, 4096, AT, shown=True),
        PlannerLayer(new_id(), here, "积水点", AT, "Walked after rain.", 2.5, courtyard.id, AT, AT, 4),
        Pipe(
            new_id(), here, LINE, PipeKind.GAS, diameter_mm=110.0, depth_m=0.9, material="PE", accuracy_m=0.3, height_m=9.5, voltage_kv=10.0,
            height_accuracy_m=0.2,
            **lines,
        ),
    ]  # fmt: skip


def _said(here: str, courtyard: str, target: Target) -> list[Any]:
    case = Case(new_id(), here, SAID, SAID, SAID, Phase.VOTE, AT, SAID, PIN, courtyard, version=4)
    comment = Comment(
        new_id(), here, PIN, Topic.FRUIT, Stance.OBJECTION, "第一行\n第二行 👨‍👩‍👧", AT, author="老街坊", browser="browser-9",
        case_id=case.id, courtyard_id=courtyard, target=target, hidden_at=AT, hidden_reason="Names a neighbour.",
        version=2, edited_at=AT, withdrawn_at=AT, seen_by=("member-1", "member-2"),
        assisted=Assisted("member-3", Consent.SIGNED),
    )  # fmt: skip
    return [
        case,
        comment,
        Wording(new_id(), here, comment.id, 1, Topic.FRUIT, Stance.WORRY, "原话", "老街坊", AT),
        Support(new_id(), comment.id, "browser-8", AT),
        Photo(new_id(), here, Owner.COMMENT, comment.id, 2, "cd" * 32, 640, 480, AT, SAID, 51_000),
    ]


def _staffed(here: str, courtyard: str) -> list[Any]:
    planner = Planner(
        new_id(), here, "周姐", True, "退休教师", "2026 年春季班", (courtyard,), date(2026, 3, 1), MEMBER, True, date(2026, 11, 1), version=2,
    )  # fmt: skip
    return [
        Invitation(
            new_id(), "45" * 32, Role.SOCIAL_WORKER, here, courtyard, "小周", "member-1", AT, AT + timedelta(days=7), AT, AT
        ),
        planner,
        Training(new_id(), here, planner.id, "春季班", date(2026, 3, 1), "区规划院", date(2028, 3, 1), 2),
    ]  # fmt: skip


def _voted(here: str, courtyard: str, case: str) -> list[Any]:
    id_ = new_id()  # a round that is really there, for all that names one
    round_ = Round(
        id_, here, SAID, SAID, "borda", Access.INVITED, "seed:yulan", case, courtyard, PERIOD, AT, "All have voted.",
        AT, "ef" * 32, version=5, ballot=BallotKind.RANKING, rule='{"preset":"simple_majority"}', gate_id=id_,
        ratifies_id=id_, roll_hash="45" * 32, provable=True, paper=PaperRule.PHONE_FIRST, seats=2, most_points=9,
        unscored=Unscored.REFUSED, budget=3_000_050, by_place=True, early_reason="雨季之前",
        screening=written(Screening(Fraction(4, 5), ("GB 50289-2016",), "ab" * 32, (Screened("a", "Ficus virens", (3, 1, 0, 2), (("gas", 2),)),), (("site", ()),), Limits(("heat",)))),
    )  # fmt: skip
    voter = Voter(new_id(), here, round_.id, VoterKind.HOUSEHOLD, "3-2-501", courtyard, "玉兰巷南段",
                  (Holding("3-2-501", "01", "3", "2", 8735, 1), Holding("3-2-502", "01", "3", "2", None, 2)), "B-17", Contact.REACHED)  # fmt: skip
    option = Option(
        new_id(), here, round_.id, "a", 0, SAID, SAID, SAID, (Fact(SAID, SAID), Fact(SAID, Words("1"))), (SAID,), (SAID,),
        AT, "Ficus virens", 800_050,
    )  # fmt: skip
    code = Code(new_id(), here, round_.id, "01" * 32, AT, voter.id, AT, AT, "23" * 32)
    batch = Batch(new_id(), here, round_.id, 3, 50, BatchState.RETURNED, MEMBER, "another", "Look at 17.", 4)
    return [
        round_,
        option,
        voter,
        code,
        batch,
        PrintRun(new_id(), here, round_.id, 101, 50),
        Sheet(
            new_id(),
            here,
            round_.id,
            batch.id,
            17,
            Reading((("a",), ("b", "c"))),
            Reading((), Invalid.OTHER, "torn"),
            disputed=True,
        ),
        HandIn(new_id(), here, round_.id, voter.id, code.id, "67" * 32, counts=True),
        Ballot(new_id(), here, round_.id, (("a",), ("b", "c")), Fraction(1, 3), Channel.PAPER, "1", "玉兰巷南段"),
    ]
