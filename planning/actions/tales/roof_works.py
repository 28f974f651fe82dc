"""The roofs are carried out: the courtyard's book, sheds taken down and roofs made tight, an evaluation."""

from __future__ import annotations

from planning.actions.funds import enter_money, open_fund
from planning.actions.structures import change_structure_state
from planning.actions.tales.chapters import Sum, budget, enter, evaluate, fill_book, move_on, plan, reach
from planning.actions.tales.teller import Teller
from planning.actions.work_photos import add_shots
from planning.actions.works import count_touched, touch_object
from planning.cases.case import Phase
from planning.cases.fund import EntryKind
from planning.cases.works import Fate, Stage, WorkState
from planning.site import Courtyard
from planning.surveys.observation import RooftopStructure, SurveyState
from planning.wording import Words

PROMISE = Words(
    "楼顶违建全部拆除，屋面重做防水，下一个雨季不漏。",
    "All sheds are gone, the roofs are made tight, and nothing leaks in the next rainy season.",
)
SPOT = "3号院1单元楼顶朝南"
_SAID = (
    *[("done_yes", "good_good", "")] * 13, *[("done_yes", "good_fair", "")] * 3, ("done_yes", "good_good", "今年雨季没漏。"),
    ("done_partly", "good_fair", "花架挪回来时摔了一盆。"), ("done_unknown", "good_unknown", ""),
)  # fmt: skip
FEW_SHOWN = 6


def carry_out(tell: Teller, case: str, yard: Courtyard) -> None:
    """Courtyard 3: from the budget to the closed case."""
    book = _money(tell, case, yard)
    tell.on(115)
    enter(tell, case, Phase.CARRY_OUT)
    work = _work(tell, case, yard, (5, 80))
    tell.do(add_shots, work_id=work, spot=SPOT, stage=Stage.BEFORE, day=tell.today(), form=tell.photos("leaking_roof"))
    tell.on(121)
    move_on(tell, work, WorkState.UNDER_WAY)
    sheds = list(tell.all(RooftopStructure, courtyard_id=yard.id))
    gone, kept = sheds[:-FEW_SHOWN], sheds[-FEW_SHOWN:]
    for n, shed in enumerate(gone):
        tell.on(125 + n)
        tell.do(
            change_structure_state,
            community_id=tell.here.id,
            structure_id=shed.id,
            version=shed.version,
            state=SurveyState.REMOVED,
        )
        tell.do(touch_object, work_id=work, place=f"rooftop_structure:{shed.id}", fate=Fate.REMOVED)
    for shed in kept:
        tell.do(touch_object, work_id=work, place=f"rooftop_structure:{shed.id}", fate=Fate.KEPT)
    tell.do(
        count_touched,
        work_id=work,
        label=Words("挪开又放回的花架", "Flower racks moved and put back"),
        fate=Fate.ALTERED,
        number=7,
    )
    tell.on(160)
    reach(tell, work, 2)
    tell.on(196)
    reach(tell, work, 3)
    move_on(tell, work, WorkState.DONE)
    tell.do(add_shots, work_id=work, spot=SPOT, stage=Stage.AFTER, day=tell.today(), form=tell.photos("council"))
    tell.do(
        enter_money, fund_id=book, kind=EntryKind.PAYMENT, amount="46,300", day=tell.today(), who="示例防水公司", named=True,
        what=Words("拆除和防水工程款", "Taking down and waterproofing"), document="示例票据 0012",
    )  # fmt: skip
    evaluate(
        tell, case, 270, PROMISE, said=_SAID, yards=[yard.id],
        closing=Words("已结案。做法已抄给5号院。", "Closed. Courtyard 5 takes over what was tried here."),
    )  # fmt: skip


def begin(tell: Teller, case: str, yard: Courtyard) -> None:
    """Courtyard 5: the same, under way."""
    tell.on(342)
    enter(tell, case, Phase.CARRY_OUT)
    work = _work(tell, case, yard, (2, 90))
    tell.on(346)
    move_on(tell, work, WorkState.UNDER_WAY)
    reach(tell, work, 1)
    for shed in tell.all(RooftopStructure, courtyard_id=yard.id)[:FEW_SHOWN]:
        tell.do(touch_object, work_id=work, place=f"rooftop_structure:{shed.id}", fate=Fate.REMOVED)


def _work(tell: Teller, case: str, yard: Courtyard, days: tuple[int, int]) -> str:
    number = int(yard.code)
    return plan(
        tell, case, Words(f"{number}号院楼顶：拆除和防水", f"Roofs of Courtyard {number}: down and made tight"), "示例防水公司", days=days,
        steps=[(Words("告知每一户", "Every household told"), days[0]), (Words("违建拆完", "Sheds gone"), days[1] - 30), (Words("防水做完", "Roofs made tight"), days[1])],
    )  # fmt: skip


def _money(tell: Teller, case: str, yard: Courtyard) -> str:
    """The courtyard's own book pays a part, each household a little, the community's operating fund the rest."""
    tell.on(108)
    number = int(yard.code)
    own: str = tell.do(
        open_fund, community_id=tell.here.id, courtyard_id=yard.id,
        title=Words(f"{number}号院的账（示例）", f"Book of Courtyard {number} (illustrative)"),
    )  # fmt: skip
    fill_book(
        tell,
        own,
        EntryKind.CONTRIBUTION,
        Sum("31,000", Words("停车收入和运行资金", "Parking fees and operating funds")),
    )
    return budget(
        tell, case, Words(f"{number}号院楼顶（示例）", f"Roofs of Courtyard {number} (illustrative)"),
        planned=Sum("47,000", Words("拆除和防水预算", "Budget for taking down and waterproofing")),
        granted=(own, Sum("28,000", Words("院落会同意", "Agreed at the courtyard's meeting"))),
        given=Sum("19,000", Words("顶楼住户分摊", "Shares of the top floors")),
    )  # fmt: skip
