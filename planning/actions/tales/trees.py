"""Story 1, street trees: fruit that stains, a walk from shop to shop, objectors who are visited, then two votes."""

from __future__ import annotations

from planning.actions.cases import add_evidence
from planning.actions.matter_care import matter_to_case, merge_matter, receive_matter
from planning.actions.matters import enter_matter
from planning.actions.meeting_actions import record_action
from planning.actions.pinning import pin_comment
from planning.actions.tales import chapters, tree_votes, tree_works
from planning.actions.tales.asking import Asking, Doors, Said, ask, walk
from planning.actions.tales.chapters import Met, Visited, meet, object_to
from planning.actions.tales.forms import SHOPS_CHOICES, SHOPS_SURVEY
from planning.actions.tales.photographed import photograph
from planning.actions.tales.teller import EVENING, Teller, pin_of
from planning.cases.case import Phase
from planning.cases.dissent import Outcome
from planning.cases.matter import Matter
from planning.cases.meeting import MeetingKind
from planning.options.electorate import new_code
from planning.surveys.comment import Topic
from planning.surveys.observation import PlantingSite
from planning.surveys.walk import StopState
from planning.wording import Words

STREET = "双井街"
ME_TOO = 14
SHOPKEEPERS, HOUSEHOLDS = 18, 30


def tell_trees(tell: Teller) -> str:
    """From the first complaint to the closed case; gives the case's id."""
    matter = _raise(tell)
    case = _open(tell, matter)
    _walk(tell, case)
    _talk(tell, case)
    species = tree_votes.vote(tell, case)
    tree_works.carry_out(tell, case, species, STREET)
    return case


_ASKS = chapters.Question(Words("双井街行道树", "Street trees of Twin Wells Street"), Words(
    "双井街的女贞要不要换？换成什么树？", "Should the privets of Twin Wells Street be replaced, and by which species?"
), Words(
    "示例故事：女贞夏天遮阴好，秋冬黑果落地，染脏衣服、车辆和路面。居民规划师带着大家拍照取证、逐店走访；多数人希望更换，少数人不同意。"
    "先投票决定“换还是留”，再投票选树种。",
    "An illustrative story: the privets give good shade in summer; from autumn on their dark fruit stains clothes, cars and paving. Resident "
    "planners took photos with the neighbours and asked from shop to shop; most wanted other trees, a few did not. One vote settled "
    "“replace or keep”, a second one the species.",
))  # fmt: skip


def _raise(tell: Teller) -> str:
    """Three say the same, one of them at the counter; others say “me too”."""
    here = tell.here.id
    tell.on(5)
    matter = tell.raised("女贞的黑果子掉了一地，鞋底踩得店里到处都是印子。", Topic.FRUIT, by=1, place="双井街菜店门口")
    chapters.me_too(tell, matter, first=20, count=ME_TOO)
    tell.on(6)
    again = tell.raised("双井街落果染脏车子，洗都洗不掉。", Topic.FRUIT, by=2)
    third = tell.do(
        enter_matter,
        community_id=here,
        word=new_code(),
        topic=Topic.FRUIT,
        text="晾在二楼的衣服也被鸟衔的果子弄脏。",
        via="counter",
    )
    tell.on(7)
    tell.do(receive_matter, matter_id=matter, version=tell.version(Matter, matter))
    for other in (again, third):
        tell.do(merge_matter, matter_id=other, version=tell.version(Matter, other), into_id=matter)
    return matter


def _open(tell: Teller, matter: str) -> str:
    """A case with its place, its courtyards and its evidence; residents pin what they see."""
    sites = [one for one in tell.all(PlantingSite) if one.street.startswith(STREET)]
    tell.on(10)
    yards = tell.yards()
    case = chapters.open_at(
        tell, _ASKS, sites[len(sites) // 2], [yards["01"].id, yards["02"].id],
        next_step=Words("先逐店走访，再开议事会。", "First a walk from shop to shop, then meetings."),
    )  # fmt: skip
    tell.do(matter_to_case, matter_id=matter, version=tell.version(Matter, matter), case_id=case)
    photograph(tell, case, sites)
    tell.on(14, EVENING)
    tell.do(
        add_evidence, case_id=case, form=tell.photos("fruit_pavement", "stained_car", "trodden_indoors", "lifted_slabs")
    )
    for number, (topic, stance, text) in enumerate(_PINNED):
        tell.on(15 + number)
        tell.do_as(
            tell.resident(40 + number), pin_comment, community_id=tell.here.id, topic=topic, stance=stance, text=text, case_id=case,
            **pin_of(sites[number * len(sites) // len(_PINNED)]),
        )  # fmt: skip
    return case


_PINNED = (
    (Topic.FRUIT, "worry", "店门口每天拖三遍地。"), (Topic.FRUIT, "worry", "老人在这里滑过一跤。"),
    (Topic.SHADE, "support", "夏天全靠这几棵树遮阴，别砍。"), (Topic.PIPES, "worry", "下水道被根堵过两次。"),
    (Topic.TREES, "idea", "换成开花的树，街上亮堂些。"), (Topic.TREES, "support", "三十年的树，看着它们长大的。"),
)  # fmt: skip


def _walk(tell: Teller, case: str) -> None:
    """The walk from shop to shop and door to door: each is asked the same, and agrees that it is written down."""
    tell.on(20)
    chapters.enter(tell, case, Phase.SURVEY)
    yards = [yard.id for _, yard in sorted(tell.yards().items())]
    said = [
        Said(
            {"wish": "keep" if n % 9 == 4 else "unsure" if n % 11 == 6 else "replace",
             "why": ["shade", "memory"] if n % 9 == 4 else ["fruit", "pipes"] if n % 3 else ["fruit"]},
            "" if n < SHOPKEEPERS else yards[n % len(yards)], at_door=True,
        )
        for n in range(SHOPKEEPERS + HOUSEHOLDS)
    ]  # fmt: skip
    _doors(tell, case, yards)
    ask(tell, Asking(
        Words("双井街走访：女贞怎么办？", "The walk along Twin Wells Street: what about the privets?"),
        Words("示例问卷。居民规划师逐店逐户问，征得同意后记下。", "An illustrative questionnaire: resident planners asked shop by shop and door by door, and wrote down what they were allowed to."),
        SHOPS_SURVEY, SHOPS_CHOICES, (21, 44), "走访结束，店铺和住户都问过一遍。", case_id=case,
    ), said)  # fmt: skip


def _doors(tell: Teller, case: str, yards: list[str]) -> None:
    """The list of the walk: as many were asked as answered; some were never at home, a few would not say."""
    doors = [
        Doors("", [f"{STREET} {2 * n + 1}号店" for n in range(SHOPKEEPERS + 6)], SHOPKEEPERS),
        Doors(yards[0], [f"1号院 {n + 1:03}" for n in range(20)], HOUSEHOLDS // 2),
        Doors(yards[1], [f"2号院 {n + 1:03}" for n in range(20)], HOUSEHOLDS - HOUSEHOLDS // 2, StopState.DECLINED),
    ]
    walk(tell, Words("双井街逐店逐户走访", "From shop to shop along Twin Wells Street"), doors, (21, 44), case=case)


def _talk(tell: Teller, case: str) -> None:
    """Meetings of every kind, and visits to the three who object."""
    tell.on(45)
    chapters.enter(tell, case, Phase.DELIBERATE)
    yards = tell.yards()
    first = meet(tell, 52, _COUNCIL, case)
    tell.do(
        record_action, meeting_id=first, words=Words("请管网单位标出双井街的管线", "Have the lines of Twin Wells Street marked"), who="社区规划师团队",
        due=tell.today(20), of_case=case,
    )  # fmt: skip
    object_to(
        tell, case, 54, (Topic.SHADE, "1号院一位老人", "砍了以后，夏天去菜市场一路没有阴凉。"),
        [Visited(4, "专业规划师、居民规划师", "树根和管线的现状；分两段更换，先种后砍。", Outcome.STANDS),
         Visited(9, "社区工作者", "各树种长成以后的树荫，再听了一次。", Outcome.STANDS)],
        answer=Words("分两段更换；遮阴大的一侧最后换，路口先搭遮阳棚。", "Replaced in two sections; the side with most shade comes last, with awnings at the crossing."),
    )  # fmt: skip
    object_to(
        tell, case, 55, (Topic.OTHER, "一家面馆", "围挡一个月，店就不用开了。"),
        [Visited(5, "专业规划师、社区工作者", "围挡每段两周，避开午市，留出门口。", Outcome.MET)],
        answer=Words("每段围挡不超过两周，午市前撤开门口。", "Each section is fenced for two weeks at most, and free at lunch time."), shown=False,
    )  # fmt: skip
    object_to(
        tell, case, 56, (Topic.TREES, "2号院一户", "树好好的，为什么要换？"),
        [Visited(6, "专业规划师", "管道检测录像：树根已经伸进污水管。", Outcome.WITHDRAWN)],
        answer=Words("管道检测录像请这户一起看过。", "They watched the film of the drain together."),
    )  # fmt: skip
    for day, met in zip(
        (58, 61, 66), (_yard_meeting("01", yards["01"].id), _yard_meeting("02", yards["02"].id), _ASSEMBLY), strict=True
    ):
        meet(tell, day, met, case)
    tell.on(70)
    chapters.settle(tell, first, "管线已标在地图上。")


_COUNCIL = Met(
    MeetingKind.COUNCIL, Words("民情议事会：双井街的树", "Council: the trees of Twin Wells Street"),
    Words("一、走访结果；二、树根和管线；三、下一步。", "1. What the walk found. 2. Roots and lines. 3. What next."), Words("社区活动室", "Community room"),
    Words("走访的多数人希望更换。先请管网单位标线，再逐户拜访不同意的人，然后投票。",
          "Most of those asked want other trees. First the lines are marked and everybody who objects is visited; then there is a vote."),
    31, 8, photos=("council",),
)  # fmt: skip
_ASSEMBLY = Met(
    MeetingKind.ASSEMBLY, Words("居民代表大会：投票规则", "Representatives' assembly: the rules of the vote"),
    Words("一、换还是留的表决规则；二、名册。", "1. The rule for “replace or keep”. 2. The roll."), Words("社区礼堂", "Community hall"),
    Words("每户、每店一票；过半数参加、过半数同意才更换。表决规则投票前公布。",
          "One vote for each household and shop; replaced only if half take part and more than half of them agree. Announced before the vote."),
    64, 12,
)  # fmt: skip


def _yard_meeting(code: str, yard: str) -> Met:
    number = int(code)
    return Met(
        MeetingKind.COURTYARD, Words(f"{number}号院院落会", f"Meeting of Courtyard {number}"),
        Words("听不同意的人说。", "Those who object are heard."), Words(f"{number}号院门口", f"Gate of Courtyard {number}"),
        Words("大家听了树荫的担心，同意分段更换。", "The worry about shade was heard; replacing in sections was agreed."), 19 + number, yard=yard,
    )  # fmt: skip
