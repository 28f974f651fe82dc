"""The street trees are carried out: money, works with photos from one spot, new trees on the map, an evaluation."""

from __future__ import annotations

from planning.actions.funds import enter_money, open_fund
from planning.actions.interventions import replace_along
from planning.actions.tales.chapters import Sum, budget, enter, evaluate, fill_book, move_on, plan, reach
from planning.actions.tales.teller import Teller
from planning.actions.trees import replace_tree
from planning.actions.work_photos import add_shots
from planning.actions.works import count_touched, touch_object
from planning.cases.case import Phase
from planning.cases.fund import EntryKind
from planning.cases.works import Fate, Stage, WorkState
from planning.options.intervention import Intervention
from planning.options.option import Option
from planning.surveys.observation import PlantingSite, Species, Tree
from planning.wording import Words

SPOT = "双井街口朝东"
REPLACED = 8
PROMISE = Words(
    "分两段更换女贞，先种后砍；每段围挡不超过两周；雨后路面不再被果子染色。",
    "The privets are replaced in two sections, planted before the old trees go; each section is fenced for two weeks at most; no more stains.",
)
_SAID = (
    *[("done_yes", "good_good", "")] * 11, *[("done_yes", "good_fair", "")] * 4, *[("done_partly", "good_fair", "")] * 3,
    ("done_yes", "good_good", "雨后路面干净了。"), ("done_partly", "good_poor", "有一段围挡拖了三周。"), ("done_no", "good_poor", "今年夏天没有树荫。"),
)  # fmt: skip


def carry_out(tell: Teller, case: str, option: str, street: str) -> None:
    """Money first, then the works, then residents are asked."""
    book = _money(tell, case)
    touched = _set_on_map(tell, option, street)
    tell.on(150)
    enter(tell, case, Phase.CARRY_OUT)
    work = plan(
        tell, case, Words("双井街换树（两段）", "New trees along Twin Wells Street (two sections)"), "示例绿化公司", days=(5, 60),
        steps=[(Words("告知沿街商铺和住户", "Shops and households told"), 3), (Words("第一段种下新树", "First section planted"), 25),
         (Words("第二段种下新树", "Second section planted"), 55)],
    )  # fmt: skip
    tell.do(add_shots, work_id=work, spot=SPOT, stage=Stage.BEFORE, day=tell.today(), form=tell.photos("closed_canopy"))
    for tree in touched:
        tell.do(touch_object, work_id=work, place=f"tree:{tree.id}", fate=Fate.REMOVED)
    tell.do(count_touched, work_id=work, label=Words("留下的大树", "Old trees kept"), fate=Fate.KEPT, number=41)
    tell.do(count_touched, work_id=work, label=Words("修剪的大树", "Old trees pruned"), fate=Fate.ALTERED, number=12)
    tell.on(156)
    move_on(tell, work, WorkState.UNDER_WAY)
    reach(tell, work, 1)
    tell.on(176)
    tell.do(add_shots, work_id=work, spot=SPOT, stage=Stage.DURING, day=tell.today(), form=tell.photos("lifted_slabs"))
    reach(tell, work, 2)
    tell.on(204)
    _plant(tell, touched, option)
    reach(tell, work, 3)
    move_on(tell, work, WorkState.DONE)
    tell.do(add_shots, work_id=work, spot=SPOT, stage=Stage.AFTER, day=tell.today(), form=tell.photos("young_row"))
    tell.do(
        enter_money, fund_id=book, kind=EntryKind.PAYMENT, amount="21,480.50", day=tell.today(), who="示例绿化公司", named=True,
        what=Words("换树工程款", "Trees and planting"), document="示例票据 0007",
    )  # fmt: skip
    yards = tell.yards()
    evaluate(
        tell, case, 300, PROMISE, said=_SAID, yards=[yards["01"].id, yards["02"].id],
        closing=Words("已结案。新树由附近住户认养，明年春天补种一棵没活的。", "Closed. Neighbours look after the new trees; one that did not take is planted again in spring."),
    )  # fmt: skip


def _money(tell: Teller, case: str) -> str:
    """The operating fund gives the case its budget; a shop adds something; gives the case's book."""
    tell.on(142)
    fund: str = tell.do(
        open_fund, community_id=tell.here.id, title=Words("社区运行资金（示例）", "Operating fund (illustrative)")
    )
    fill_book(tell, fund, EntryKind.CONTRIBUTION, Sum("60,000", Words("年度运行资金", "Funds of the year")))
    return budget(
        tell, case, Words("双井街换树（示例）", "Trees of Twin Wells Street (illustrative)"),
        planned=Sum("22,000", Words("换树预算", "Budget for the trees")),
        granted=(fund, Sum("21,000", Words("居民代表大会同意拨付", "Granted by the representatives' assembly"))),
        given=Sum("1,000", Words("沿街商铺认捐", "Given by shops of the street")),
    )  # fmt: skip


def _set_on_map(tell: Teller, option: str, street: str) -> list[Tree]:
    """The winner is applied to the street where the distances are clear; gives the trees that go."""
    tell.on(144)
    tell.do(replace_along, option_id=option, street=_full_name(tell, street), replaced="女贞", note="示例")
    set_ = tell.all(Intervention, option_id=option, withdrawn_at=None)
    return [tell.read(Tree, one.target_id) for one in set_[:REPLACED]]


def _full_name(tell: Teller, street: str) -> str:
    """As the inventory writes it, in both languages."""
    sites: list[PlantingSite] = list(tell.all(PlantingSite))
    return next(one.street for one in sites if one.street.startswith(street))


def _plant(tell: Teller, trees: list[Tree], option: str) -> None:
    title = tell.read(Option, option)
    for tree in trees:
        tell.do(
            replace_tree, community_id=tell.here.id, tree_id=tree.id, version=tell.version(Tree, tree.id), reason="双井街换树（示例）",
            species=Species(title.title.zh, title.species, title.title.en), planted_year=tell.today().year,
        )  # fmt: skip
