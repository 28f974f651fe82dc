"""The case of the illustrative community, and what its two rounds ask."""

from __future__ import annotations

from planning.actions.illustrative.ground import Ground
from planning.actions.illustrative.naming import Calendar, Naming
from planning.cases.case import Case, Phase
from planning.options.decision.reading import canonical
from planning.options.option import Fact, Option
from planning.options.round import CALLED, BallotKind, Round
from planning.period import Period
from planning.wording import Words

RAISED, CLOSED_OPENS, CLOSED_CLOSES = -84, -45, -31
OPEN_OPENS, OPEN_CLOSES = -6, 14
MORNING, EVENING = 1, 12  # 9:00 and 20:00 in Chengdu

RULE = """{"purpose": "advisory",
 "participation": [{"by": "heads", "at_least": "1/2"}, {"by": "area", "at_least": "1/2"}],
 "consent": [{"by": "heads", "more_than": "1/2", "of": "taking_part"}, {"by": "area", "more_than": "1/2", "of": "taking_part"}]}"""
"""Half of those on the roll take part, and more than half of them consent, by heads and by area."""

EVIDENCE = (
    ("fruit_pavement", Words("十一月的人行道：落果被踩成紫色污渍。", "The pavement in November: fallen fruit, trodden to purple stains.")),
    ("stained_car", Words("树下停一夜的车。", "A car after one night under the trees.")),
    ("closed_canopy", Words("八月正午，同一条街：树荫连成一片。", "The same street at noon in August: one roof of shade.")),
    ("pipes_and_roots", Words("人行道剖面：树根与管线的位置（示意）。", "A cut through the pavement: roots and lines (sketch).")),
    ("council", Words("3号院院落会：大家对着地图讨论。", "Courtyard meeting in Courtyard 3: neighbours around the map.")),
)  # fmt: skip
"""Drawings that stand for the residents' photos, with their captions."""


def case(name: Naming, calendar: Calendar, here: Ground) -> Case:
    """Street trees of Yulan Lane."""
    bounds = here.community.bounds
    assert bounds is not None  # noqa: S101 - the ground always has them
    lane = [site.pin for site in here.sites if site.street.startswith("玉兰巷")]
    middle = min(lane, key=lambda pin: abs(pin.lon - bounds.centre[0]))
    return Case(
        name("case"), name.community,
        Words("玉兰巷行道树", "Street trees of Yulan Lane"),
        Words("玉兰巷的行道树要不要换？换成什么树？", "Should the street trees of Yulan Lane be replaced, and by which species?"),
        _about(here), Phase.VOTE, calendar.day(RAISED, MORNING),
        Words(
            "第一轮“换还是留”已结束；第二轮“选树种”正在投票。结束后结果当天公布，由社区议事会确认栽植方案和时间。",
            "The first round, replace or keep, is over; the second, on the species, is open. Its result is shown on the day it "
            "closes; the community council then settles where and when to plant.",
        ),
        middle,
    )  # fmt: skip


def _about(here: Ground) -> Words:
    standing = [tree for tree in here.trees if tree.removed_at is None]
    privets = sum(tree.species.zh == "女贞" for tree in standing)
    return Words(
        f"街边{len(standing)}棵树里有{privets}棵女贞。夏天遮阴好，秋冬黑果落地，染脏衣服、车辆和路面。"
        "居民规划师带着大家拍照取证、逐店走访；多数人希望更换，也有人不同意：怕没了树荫，怕砍掉长了三十年的树。"
        "专业规划师上门听取了这些意见，并说明树根与地下管线的情况。",
        f"{privets} of the {len(standing)} trees along these streets are privets. They give good shade in summer; from autumn on their "
        "dark fruit stains clothes, cars and paving. Resident planners took photos with the neighbours and asked shop by shop. Most "
        "would like other trees; some object, because of the shade and of trees that took thirty years to grow. Professional "
        "planners visited them, listened, and explained where roots and lines lie.",
    )  # fmt: skip


def closed_round(name: Naming, calendar: Calendar) -> Round:
    """Replace or keep: over some weeks ago."""
    opens, closes = calendar.day(CLOSED_OPENS, MORNING), calendar.day(CLOSED_CLOSES, EVENING)
    return Round(
        name("round", "replace-or-keep"), name.community,
        Words("换还是留", "Replace or keep"),
        Words("玉兰巷的女贞行道树，更换还是保留？", "The privet trees of Yulan Lane: replace them, or keep them?"),
        method="plurality", case_id=name("case"), period=Period.between(opens, closes), sealed_at=opens,
        ballot=BallotKind.YES_NO, rule=canonical(RULE),
    )  # fmt: skip


def open_round(name: Naming, calendar: Calendar) -> Round:
    """Which species: open for about two weeks more."""
    opens, closes = calendar.day(OPEN_OPENS, MORNING), calendar.day(OPEN_CLOSES, EVENING)
    return Round(
        name("round", "species"), name.community,
        Words("选树种", "Which species"),
        Words("更换后种什么树？请按您的喜好排序，可以只排一部分。", "Which trees shall be planted? Rank them as you like; you need not rank all."),
        method="irv", case_id=name("case"), period=Period.between(opens, closes), sealed_at=opens,
        gate_id=name("round", "replace-or-keep"),
    )  # fmt: skip


def replace_or_keep(name: Naming, round_: Round, here: Ground) -> tuple[Option, Option, Option]:
    """Yes (replace) and no (keep), with as much to be said for each as against it, and to abstain."""
    privets = sum(tree.species.zh == "女贞" and tree.removed_at is None for tree in here.trees)
    trees = Words("涉及树木", "Trees concerned")
    shade = Words("夏季树荫", "Summer shade")
    fruit = Words("落果", "Fallen fruit")
    works = Words("施工", "Works")
    number = Words(f"{privets}棵女贞", f"{privets} privets")
    replace_ = Option(
        name("option", "replace"), name.community, round_.id, "yes", 0,
        Words("更换", "Replace"),
        Words("分两年、分段更换女贞，树种由第二轮投票决定。", "Replace the privets in sections over two years; a second round chooses the species."),
        Words("更换后最初几年树荫会明显减少；分段施工可以减轻影响。", "Shade will be clearly less in the first years; working in sections softens this."),
        (Fact(trees, number), Fact(shade, Words("最初五至八年减少", "less for the first five to eight years")),
         Fact(fruit, Words("视新树种而定", "depends on the new species")), Fact(works, Words("分两年，每段约两周", "two years, about two weeks a section"))),
        (Words("落果污渍的来源没有了。", "The source of the stains is gone."), Words("挖开树池时可一并检修浅埋管线。", "Shallow lines can be checked while the pits are open.")),
        (Words("长成的树荫要多年才能恢复。", "It takes years until the shade is back."), Words("施工期间出行和生意受影响。", "Passers-by and shops are disturbed during the works.")),
    )  # fmt: skip
    keep = Option(
        name("option", "keep"), name.community, round_.id, "no", 1,
        Words("保留", "Keep"),
        Words("保留女贞，每年秋天修剪花枝、加强清扫。", "Keep the privets; prune the fruiting twigs each autumn and sweep more often."),
        Words("修剪可以减少、但不能消除落果；每年都需要人工。", "Pruning lessens the fruit but does not end it; it is needed every year."),
        (Fact(trees, number), Fact(shade, Words("不变", "as today")),
         Fact(fruit, Words("十月至次年四月，修剪后减少", "October to April, less after pruning")), Fact(works, Words("每年一次修剪", "pruning once a year"))),
        (Words("夏天的树荫保持不变。", "The summer shade stays as it is."), Words("长了三十年的树得以留下。", "Trees of thirty years stay.")),
        (Words("落果污渍每年仍会出现。", "Stains will come back every year."), Words("修剪和清扫的费用每年都有。", "Pruning and sweeping cost money every year.")),
    )  # fmt: skip
    abstain = Option(name("option", "abstain"), name.community, round_.id, "abstain", 2, CALLED["abstain"],
                     Words("参与，但不表示同意或反对。", "Take part, and be neither for nor against."),
                     Words("弃权计入参与人数和面积，不算同意。", "An abstention counts as taking part, by head and by area, and not as consent."))  # fmt: skip
    return replace_, keep, abstain
