"""Story 3, the yearly needs survey: it finds that nobody looks after children after school, and a case is opened from it."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

from planning.actions.case_decisions import record_decision
from planning.actions.case_keeping import keep_case
from planning.actions.funds import enter_money
from planning.actions.meeting_actions import record_action
from planning.actions.needs import case_from_need
from planning.actions.tales.asking import Asking, Doors, Said, ask, walk
from planning.actions.tales.chapters import (
    Met,
    Question,
    Sum,
    Visited,
    budget,
    enter,
    evaluate,
    meet,
    move_on,
    next_step,
    object_to,
    plan,
    reach,
    settle,
)
from planning.actions.tales.forms import NEEDS_CHOICES, NEEDS_SURVEY
from planning.actions.tales.teller import EVENING, Teller
from planning.actions.works import count_touched
from planning.cases.case import Case, Phase
from planning.cases.decision import Force, Way
from planning.cases.dissent import Outcome
from planning.cases.fund import EntryKind
from planning.cases.meeting import MeetingKind
from planning.cases.works import Fate, WorkState
from planning.surveys.comment import Topic
from planning.wording import Words

SPAN = timedelta(days=300)
"""From the fifth of January until the case is closed."""
ANSWERS = 64
NEEDS = (
    ["child_care"],
    ["child_care", "parking"],
    ["lift"],
    ["child_care", "meals"],
    ["parking"],
    ["repairs"],
    ["meals"],
    ["child_care", "lift"],
)
PROMISE = Words(
    "放学后有人接、有饭吃、有人辅导；三十位共享奶奶，每位都受过培训。",
    "Children are met after school, fed and tutored; thirty shared grandmothers, each of them trained.",
)
_SAID = (
    *[("done_yes", "good_good", "")] * 14, *[("done_yes", "good_fair", "")] * 3, ("done_yes", "good_good", "孩子有人接，我们下班不用赶了。"),
    ("done_partly", "good_fair", "周五下午人手不够。"), ("done_unknown", "good_unknown", ""),
)  # fmt: skip


def begins(at: datetime) -> datetime:
    """The first of January, in UTC, of the newest year whose story is over by ``at``."""
    return datetime((at - SPAN).year, 1, 1, tzinfo=UTC)


def tell_care(tell: Teller) -> str:
    """From the questionnaire to the closed case; gives the case's id."""
    survey = _asked(tell)
    tell.on(92)
    case: str = tell.do(case_from_need, survey_id=survey, question_name="needs", choice_name="child_care")
    next_step(tell, case, Words("先开会，再招募。", "A meeting first, then volunteers."), _ASKS)
    tell.do(keep_case, case_id=case, version=tell.version(Case, case), owner_id=tell.team.id, courtyard_ids=[])
    _talk(tell, case)
    _serve(tell, case)
    return case


_ASKS = Question(Words("放学后的孩子：共享奶奶", "After school: shared grandmothers"), Words(
    "放学后到下班前，孩子由谁照看？", "Who looks after the children between school and the end of work?"
), Words(
    "示例故事：每年一月到三月的需求问卷里，双职工家庭最缺的是放学后的照看。退休居民愿意帮忙：招募、挑选、培训，接孩子、辅导、做饭；"
    "受帮助的家庭再回馈邻里。",
    "An illustrative story: in the questionnaire of January to March, families where both parents work lacked child care most. Retired "
    "neighbours offered help: recruited, selected and trained, they meet the children, tutor and feed them; families give back.",
))  # fmt: skip


def _asked(tell: Teller) -> str:
    yards = [yard.id for _, yard in sorted(tell.yards().items())]
    words = {4: "下班晚，孩子在校门口等一个小时。", 21: "爷爷奶奶身体不好，接不动了。", 33: "晚托班太贵。"}
    said = [
        Said(
            {"needs": NEEDS[n % len(NEEDS)], "work": "yes" if "child_care" in NEEDS[n % len(NEEDS)] else "no",
             "children": str(n % 3), **({"words": words[n]} if n in words else {})},
            yards[n % len(yards)], at_door=n % 3 == 0,
        )
        for n in range(ANSWERS)
    ]  # fmt: skip
    survey = ask(tell, Asking(
        Words("年度需求问卷（示例）", "Yearly questionnaire about needs (illustrative)"),
        Words("每年一月到三月，问每家最需要什么；结果公开，最缺的立为议题。", "January to March: what each household needs most. The result is open to all; what is most wanted becomes a case."),
        NEEDS_SURVEY, NEEDS_CHOICES, (4, 88), "三月到期，问卷收齐。",
    ), said)  # fmt: skip
    # At the doors of four courtyards the volunteers asked; each third answer came that way, and some were not at home.
    at_door = Counter(n % len(yards) for n, one in enumerate(said) if one.at_door)
    doors = [
        Doors(yards[yard], [f"{yard + 1}号院 {n + 1:03}" for n in range(asked + 5)], asked)
        for yard, asked in at_door.items()
    ]
    walk(tell, Words("需求问卷上门", "The questionnaire at the doors"), doors, (5, 87), survey=survey)
    return survey


def _talk(tell: Teller, case: str) -> None:
    tell.on(95)
    enter(tell, case, Phase.DELIBERATE, "问卷已经问过，直接开会商量。")
    object_to(
        tell, case, 96, (Topic.CHILDREN, "一位家长", "出了事谁负责？老人能照看几个孩子？"),
        [Visited(4, "社区工作者、街道", "保险、急救培训；一位奶奶最多带三个孩子。", Outcome.MET)],
        answer=Words("社区统一买保险；每位最多带三个孩子；都要有急救证。", "The community insures everybody; three children each at most; all have a first-aid certificate."),
    )  # fmt: skip
    met = meet(tell, 104, Met(
        MeetingKind.ASSEMBLY, Words("居民代表大会：共享奶奶", "Representatives' assembly: shared grandmothers"),
        Words("怎么招募、怎么培训、怎么保险、场地在哪里。", "How to recruit, train and insure; in which room."), Words("社区活动室", "Community room"),
        Words("同意试办：招募三十位退休居民，培训后上岗；家庭以帮工回馈。", "Agreed to try: thirty retired neighbours, trained first; families give back by helping."),
        52, 9, photos=("council",),
    ), case)  # fmt: skip
    for words, who, days in (
        (Words("招募并挑选三十位志愿者", "Recruit and select thirty volunteers"), "社区志愿服务站", 30),
        (Words("急救和照护培训", "Training in first aid and care"), "街道卫生服务中心", 45),
    ):
        tell.do(record_action, meeting_id=met, words=words, who=who, due=tell.today(days), of_case=case)
    tell.on(106)
    enter(tell, case, Phase.DECIDE, "代表大会已经商量好，不需要方案比选和投票。")
    tell.do(
        record_decision, case_id=case, way=Way.REPRESENTATIVES, force=Force.ADVISORY, day=tell.today(), of_meeting=met, in_favour=47, against=2,
        abstained=3, decided=Words("试办共享奶奶一学期，期末评议。", "Shared grandmothers are tried for a term, and evaluated at its end."),
    )  # fmt: skip
    tell.on(148, EVENING)
    settle(tell, met, "已完成。")


def _serve(tell: Teller, case: str) -> None:
    """The service as a work: volunteers, a room, a term; what it cost; what families say."""
    tell.on(110)
    enter(tell, case, Phase.CARRY_OUT)
    work = plan(
        tell, case, Words("共享奶奶：招募、培训、开放", "Shared grandmothers: recruited, trained, open"), "社区志愿服务站（示例）", days=(2, 120),
        steps=[(Words("三十位志愿者选定", "Thirty volunteers chosen"), 30), (Words("培训结束", "Training over"), 45), (Words("活动室每天开放", "The room is open every day"), 60)],
    )  # fmt: skip
    tell.do(
        count_touched, work_id=work, label=Words("沿用的活动室", "Rooms used as they are"), fate=Fate.KEPT, number=2
    )
    tell.do(
        count_touched,
        work_id=work,
        label=Words("改成厨房的杂物间", "Store rooms made kitchens"),
        fate=Fate.ALTERED,
        number=1,
    )
    book = budget(
        tell, case, Words("共享奶奶（示例）", "Shared grandmothers (illustrative)"),
        planned=Sum("9,000", Words("培训、保险和厨具", "Training, insurance, kitchen things")),
        given=Sum("9,000", Words("社区运行资金", "Operating fund of the community")),
    )  # fmt: skip
    for day, steps in ((140, 1), (156, 2), (170, 3)):
        tell.on(day)
        if steps == 1:
            move_on(tell, work, WorkState.UNDER_WAY)
        reach(tell, work, steps)
    for amount, zh, en, number in (
        ("3,200", "培训费", "Training", 3),
        ("2,640.80", "保险", "Insurance", 4),
        ("2,315", "厨具", "Kitchen things", 5),
    ):
        tell.do(
            enter_money,
            fund_id=book,
            kind=EntryKind.PAYMENT,
            amount=amount,
            day=tell.today(),
            what=Words(zh, en),
            document=f"示例票据 010{number}",
        )
    tell.on(230)
    move_on(tell, work, WorkState.DONE)
    evaluate(
        tell, case, 240, PROMISE, said=_SAID, yards=[yard.id for _, yard in sorted(tell.yards().items())][:4],
        closing=Words("已结案。秋天再招三十位，爷爷也欢迎。", "Closed. Thirty more are recruited in autumn; grandfathers are welcome."),
    )  # fmt: skip
