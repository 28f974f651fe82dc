"""Story 2, rooftops of courtyards 3 and 5: a pilot in one courtyard, household by household, then copied to the other."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import timedelta

from PIL import Image, ImageDraw, ImageFont

from planning.actions.case_decisions import record_decision
from planning.actions.cases import add_evidence
from planning.actions.codes import enrol_voters, note_contact
from planning.actions.courtyards import hand_back_case, name_in_charge
from planning.actions.documents import add_document
from planning.actions.evaluation import ask_about_group
from planning.actions.households import enter_households, note_household
from planning.actions.matter_care import matter_to_case, receive_matter
from planning.actions.meeting_actions import record_action
from planning.actions.options import add_option
from planning.actions.programmes import copy_case, open_programme
from planning.actions.rounds import create_round, open_round
from planning.actions.tales import roof_works
from planning.actions.tales.chapters import (
    Met,
    Question,
    Visited,
    enter,
    me_too,
    meet,
    next_step,
    object_to,
    open_at,
    settle,
)
from planning.actions.tales.teller import EVENING, Teller
from planning.cases.case import Phase
from planning.cases.courtyards import Body
from planning.cases.decision import Force, Way
from planning.cases.dissent import Outcome
from planning.cases.document import DocumentKind, Holder
from planning.cases.household import Household, HouseholdState
from planning.cases.matter import Matter
from planning.cases.meeting import MeetingKind
from planning.options.ballot import Channel
from planning.options.electorate import Contact
from planning.site import Courtyard
from planning.surveys.comment import Topic
from planning.surveys.observation import RooftopStructure
from planning.wording import Words

HOUSEHOLDS = {"03": 101, "05": 92}
"""193 households were surveyed one by one in the story that this one is modelled on."""
NEVER_MET, STILL_OBJECT = 4, 3
"""Households of courtyard 3 that were not at home at any visit, and that never agreed."""
CANDIDATES = ("示例候选人甲", "示例候选人乙", "示例候选人丙", "示例候选人丁", "示例候选人戊")


@dataclass(frozen=True, slots=True)
class Roofs:
    """The pilot case in courtyard 3, and the one that was copied to courtyard 5."""

    pilot: str
    copied: str


def tell_roofs(tell: Teller) -> Roofs:
    """The pilot to its end, then the same under way in the next courtyard."""
    yards = tell.yards()
    third, fifth = yards["03"], yards["05"]
    for yard, day in ((third, 30), (fifth, 34)):
        _group(tell, yard, day)
    pilot = _open(tell, third)
    _door_by_door(tell, pilot, third, 66)
    _talk(tell, pilot, third)
    roof_works.carry_out(tell, pilot, third)
    copied = _copy(tell, pilot, fifth)
    _ask_about_group(tell, third)
    return Roofs(pilot, copied)


def _group(tell: Teller, yard: Courtyard, day: int) -> None:
    """Three people are chosen by a vote of the courtyard, for three years; the charter is there for all to read."""
    tell.on(day)
    number = int(yard.code)
    round_id: str = tell.do(
        create_round, community_id=tell.here.id, courtyard_id=yard.id, method="stv_scottish", seats=3, tie="seed:courtyard",
        title=Words(f"{number}号院自治管理小组", f"Self-management group of Courtyard {number}"),
        question=Words("选三人组成自治管理小组，任期三年。", "Choose three for the self-management group, for three years."),
    )  # fmt: skip
    for name in CANDIDATES:
        tell.do(add_option, round_id=round_id, title=Words(name, f"{name} (illustrative)"))
    table = "\n".join(["kind,label,courtyard", *(f"household,{number}号院 {n + 1:03},{yard.code}" for n in range(24))])
    tell.do(enrol_voters, round_id=round_id, table=table)
    voters = [one.id for one in tell.roll(round_id)]
    tell.do(note_contact, round_id=round_id, voter_ids=voters[:22], contact=Contact.REACHED)
    codes = tell.codes(round_id)
    tell.do(open_round, round_id=round_id, opens=tell.now, closes=tell.now + timedelta(days=7))
    tell.on(day + 3, EVENING)
    for n, one in enumerate(codes[:20]):
        tell.vote(round_id, one.code, [[key] for key in _order(n)], Channel.PAPER if n % 4 == 0 else Channel.PHONE)
    tell.on(day + 8)
    tell.settle()
    for name in CANDIDATES[:3]:
        tell.do(
            name_in_charge, courtyard_id=yard.id, body=Body.GROUP, name=name, begins=tell.today(), ends=tell.today(3 * 365),
            shown=True, of_round=round_id,
        )  # fmt: skip
    tell.do(
        add_document, community_id=tell.here.id, holder=Holder.COURTYARD, holder_id=yard.id, document_kind=DocumentKind.CHARTER,
        title=Words("自治管理小组章程（示例）", "Charter of the self-management group (illustrative)"), public=True, data=charter(number),
        photo_place=tell.photo_place, photos_mb=tell.photos_mb,
    )  # fmt: skip


def _order(n: int) -> list[str]:
    keys = ["a", "b", "c", "d", "e"]
    return (keys[n % 3 :] + keys[: n % 3])[: 2 + n % 3]


def charter(number: int) -> bytes:
    """One page that says what it stands for, as a PDF."""
    page = Image.new("L", (827, 1169), 255)
    draw = ImageDraw.Draw(page)
    lines = (
        f"Self-management group of Courtyard {number}", "Charter (illustrative example)", "",
        "1. Three members, chosen by the courtyard for three years.",
        "2. Matters are discussed by all, decided by all, evaluated by all.",
        "3. The group's book is open to every household.", "4. Once a year residents say whether the group did well.",
    )  # fmt: skip
    for row, line in enumerate(lines):
        draw.text((80, 100 + row * 44), line, fill=0, font=ImageFont.load_default(34 if row < 2 else 24))
    out = io.BytesIO()
    page.save(out, "PDF", resolution=100)
    return out.getvalue()


def _open(tell: Teller, yard: Courtyard) -> str:
    """A leaking roof below a shed; the case is handed to the courtyard, which settles it by itself."""
    tell.on(50)
    matter = tell.raised(
        "楼上搭的棚子压着，我家天花板漏水两年了。", Topic.ROOFTOP, by=60, courtyard_id=yard.id, place="3号院顶楼"
    )
    me_too(tell, matter, first=61, count=9)
    tell.on(52)
    tell.do(receive_matter, matter_id=matter, version=tell.version(Matter, matter))
    (shed, *_) = tell.all(RooftopStructure, courtyard_id=yard.id)
    case = open_at(
        tell, _asks(yard), shed, [yard.id],
        next_step=Words("逐户走访，先听每家怎么说。", "Door by door: every household is heard first."),
    )  # fmt: skip
    tell.do(hand_back_case, case_id=case, courtyard_id=yard.id, reason="楼顶是本院的事，由院落自己商量。")
    tell.do(matter_to_case, matter_id=matter, version=tell.version(Matter, matter), case_id=case)
    tell.on(54)
    tell.do(add_evidence, case_id=case, form=tell.photos("leaking_roof", "storm_branch"))
    return case


_QUESTION = Words(
    "楼顶违建怎么拆？拆了以后楼顶怎么修？", "How do the unauthorised sheds go, and how is the roof mended afterwards?"
)
_ABOUT = Words(
    "示例故事：楼顶搭建多年，压坏防水层，顶楼漏水。逐户走访、登记每一户的态度；专题会商量，先拆后补，拆完重做防水。"
    "3号院先试，成功后由5号院照做。",
    "An illustrative story: sheds of many years broke the waterproofing, the top floors leak. Every household was visited and its stand "
    "noted; meetings settled it: the sheds go, then the roof is made tight. Courtyard 3 tried it first, courtyard 5 follows.",
)  # fmt: skip


def _asks(yard: Courtyard) -> Question:
    number = int(yard.code)
    return Question(Words(f"{number}号院楼顶", f"Rooftops of Courtyard {number}"), _QUESTION, _ABOUT)


def _door_by_door(tell: Teller, case: str, yard: Courtyard, day: int) -> None:
    """The register: each household visited, some twice; a few never at home, a few who never agree."""
    tell.on(day)
    enter(tell, case, Phase.SURVEY)
    number = int(yard.code)
    count = HOUSEHOLDS[yard.code]
    tell.do(
        enter_households, case_id=case, courtyard_id=yard.id,
        table="\n".join(f"{number}号院 {n // 12 + 1}单元{n % 12 + 101}" for n in range(count)),
    )  # fmt: skip
    register = sorted(tell.all(Household, case_id=case, courtyard_id=yard.id), key=lambda one: one.door)
    for n, one in enumerate(register[NEVER_MET:]):
        tell.on(day + 1 + n // 12, EVENING)
        state = (
            HouseholdState.OBJECTED
            if n < STILL_OBJECT
            else HouseholdState.SPOKEN_TO
            if n % 8 == 7
            else HouseholdState.AGREED
        )
        tell.do(
            note_household, household_id=one.id, version=one.version, name="", state=state, day=tell.today(), note=""
        )


def _talk(tell: Teller, case: str, yard: Courtyard) -> None:
    """Two meetings on the subject, objections and visits, a decision without a vote."""
    tell.on(80)
    enter(tell, case, Phase.DELIBERATE)
    doors = [one.id for one in tell.all(Household, case_id=case, state=HouseholdState.OBJECTED)]
    object_to(
        tell, case, 81, (Topic.ROOFTOP, "", "棚子是我花钱搭的，里面住着老人，拆了住哪里？"),
        [Visited(3, "小组三人", "看了屋里的情况；先不拆，帮忙找租房。", Outcome.STANDS),
         Visited(9, "小组、社区工作者", "街道同意给三个月过渡，小组帮忙搬。", Outcome.MET)],
        answer=Words("给三个月过渡时间，小组帮忙搬家。", "Three months to move, and the group helps with moving."), household_id=doors[0],
    )  # fmt: skip
    object_to(
        tell, case, 82, (Topic.ROOFTOP, "", "拆了棚子，雨季顶楼更漏怎么办？"),
        [Visited(4, "小组、防水师傅", "看过屋面；拆完当天盖临时防水布，一周内重做。", Outcome.WITHDRAWN)],
        answer=Words("拆除和防水由同一家做，一段做完才拆下一段。", "The same firm takes down and makes tight; the next section waits until the last one is."), household_id=doors[1],
    )  # fmt: skip
    object_to(
        tell, case, 83, (Topic.OTHER, "", "花架没有压坏屋顶，为什么也要拆？"),
        [Visited(5, "小组三人", "看过花架，确实没有破坏防水层。", Outcome.STANDS)],
        answer=Words("没有破坏防水层的花架和太阳能保留，只挪开施工面。", "Flower racks and solar heaters that harm nothing stay; they are moved aside for the work."), household_id=doors[2],
    )  # fmt: skip
    first = meet(tell, 88, _met(yard, Words("楼顶专题会（一）", "On the rooftops (1)"), Words("哪些拆、哪些留？", "What goes, what stays?"),
                              Words("征集了十一条建议，拆完重做防水的呼声最高。", "Eleven proposals; most asked for new waterproofing afterwards."), 38), case)  # fmt: skip
    tell.do(
        record_action, meeting_id=first, words=Words("请两家防水公司报价", "Two quotes for the waterproofing"), who="3号院自治管理小组",
        due=tell.today(14), of_case=case,
    )  # fmt: skip
    tell.on(99)
    settle(tell, first, "两家报价已公示。")
    second = meet(tell, 102, _met(yard, Words("楼顶专题会（二）", "On the rooftops (2)"), Words("方案、报价、过渡安排。", "The plan, the quotes, time to move."),
                                Words("没有人再反对方案；花架和太阳能保留。", "Nobody went on objecting to the plan; racks and solar heaters stay."), 44), case)  # fmt: skip
    tell.on(104)
    enter(tell, case, Phase.DECIDE, "会上商量一致，不再投票。")
    tell.do(
        record_decision, case_id=case, way=Way.CONSENSUS, force=Force.ADVISORY, day=tell.today(), of_meeting=second,
        decided=Words("分三段拆除楼顶违建，拆完一段重做一段防水；未破坏防水层的花架、太阳能保留。",
                      "The sheds go in three sections, and each roof is made tight before the next; racks and heaters that harm nothing stay."),
    )  # fmt: skip


def _met(yard: Courtyard, title: Words, agenda: Words, told: Words, counted: int) -> Met:
    number = int(yard.code)
    return Met(
        MeetingKind.COURTYARD, Words(f"{number}号院{title.zh}", f"Courtyard {number}: {title.en}"), agenda,
        Words(f"{number}号院活动室", f"Room of Courtyard {number}"), told, counted, 6, yard.id, ("council",),
    )  # fmt: skip


def _copy(tell: Teller, pilot: str, yard: Courtyard) -> str:
    """What was tried in one courtyard is copied to another, with the way back to its record."""
    tell.on(300)
    programme = tell.do(
        open_programme, community_id=tell.here.id, title=Words("老院落楼顶（示例）", "Roofs of the old courtyards (illustrative)"),
        about=Words("一个院落先试，做好了再推到别的院落。", "One courtyard tries it; what worked spreads to others."),
    )  # fmt: skip
    asks = _asks(yard)
    copied: str = tell.do(copy_case, case_id=pilot, courtyard_id=yard.id, programme_id=programme, title=asks.title)
    tell.do(hand_back_case, case_id=copied, courtyard_id=yard.id, reason="由5号院照3号院的做法自己商量。")
    _door_by_door(tell, copied, yard, 305)
    tell.on(330)
    enter(tell, copied, Phase.DELIBERATE)
    met = meet(tell, 336, _met(yard, Words("楼顶专题会", "On the rooftops"), Words("照3号院的做法，哪里要改？", "As in Courtyard 3: what must differ here?"),
                             Words("照3号院的做法分两段做，没有人反对。", "As in Courtyard 3, in two sections; nobody objected."), 41), copied)  # fmt: skip
    tell.on(338)
    enter(tell, copied, Phase.DECIDE, "会上商量一致，不再投票。")
    tell.do(
        record_decision, case_id=copied, way=Way.CONSENSUS, force=Force.ADVISORY, day=tell.today(), of_meeting=met,
        decided=Words("照3号院的做法，分两段拆除并重做防水。", "As in Courtyard 3: two sections, each made tight."),
        unvisited_reason="台账上持异议的三户在会上听过说明，没有再反对。",
    )  # fmt: skip
    roof_works.begin(tell, copied, yard)
    next_step(
        tell, copied, Words("第二段正在拆除，下月重做防水，然后请大家评议。", "The second section is coming down; its roof follows next month, then residents are asked."),
        asks,
    )  # fmt: skip
    return copied


def _ask_about_group(tell: Teller, yard: Courtyard) -> None:
    """The yearly evaluation of a self-management group by its courtyard."""
    tell.on(352)
    asked = tell.do(
        ask_about_group, courtyard_id=yard.id, year=tell.today().year, opens=tell.now, closes=tell.now + timedelta(days=10), by_code=False,
        promise=Words("账目每季公示；每月一次院落会；楼顶按时完成。", "Books shown every quarter; a meeting every month; the roofs in time."),
    )  # fmt: skip
    tell.on(355)
    tell.judged(asked, [("done_yes", "good_good", "")] * 9 + [("done_partly", "good_fair", "")] * 4)
