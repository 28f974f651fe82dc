"""The options of the species round: facts from the catalogue, and an honest word for and against each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from geodata.samples.catalogue import species
from planning.actions.illustrative.naming import Naming
from planning.options.option import Fact, Option
from planning.options.round import Round
from planning.wording import Words


@dataclass(frozen=True)
class Proposal:
    """What is said of a species beside the catalogue's facts."""

    key: str
    scientific: str
    title: Words
    summary: Words
    note: Words
    pros: tuple[Words, ...]
    cons: tuple[Words, ...]


PROPOSALS = (
    Proposal(
        "crape_myrtle", "Lagerstroemia indica", Words("大红紫薇", "Red crape myrtle"),
        Words("落叶小乔木，六月到十月开红花。", "A small deciduous tree with red flowers from June to October."),
        Words("耐寒，须根浅、不粗，与管线冲突少；树冠小，遮阴只能恢复一部分。冬末需修剪。",
              "Hardy; its fine, shallow roots seldom trouble pipes. The crown is small, so only part of the shade comes back. Needs pruning in late winter."),
        (Words("花期长，阴天里颜色明亮。", "Long flowering, bright on overcast days."), Words("根系对管网和路面影响小。", "Little harm to pipes and paving.")),
        (Words("树冠小，夏天遮阴少。", "Small crown, little shade in summer."), Words("冬天落叶，花瓣和蒴果要清扫。", "Bare in winter; petals and capsules to sweep.")),
    ),
    Proposal(
        "jacaranda", "Jacaranda mimosifolia", Words("蓝花楹", "Jacaranda"),
        Words("落叶乔木，树冠开展，四月到六月开蓝紫色花。", "A spreading deciduous tree with blue-violet flowers from April to June."),
        Words("成都冬天的低温接近它的极限，幼树需防寒；根系中等，离管线要远一些。",
              "Chengdu's coldest nights come near its limit, young trees need protection; medium roots, to be kept farther from lines."),
        (Words("生长快，长成后树荫大。", "Fast, and a wide shade when grown."), Words("花色少见，落果不染色。", "A rare colour of flower; its pods do not stain.")),
        (Words("寒冬可能冻伤。", "May suffer in a cold winter."), Words("落花量大而黏，雨后路滑。", "Many sticky flowers fall; slippery after rain.")),
    ),
    Proposal(
        "ginkgo", "Ginkgo biloba (male)", Words("银杏（雄株）", "Ginkgo (male)"),
        Words("落叶大乔木，秋叶金黄，雄株不结果。", "A tall deciduous tree, golden in autumn; male trees bear no fruit."),
        Words("必须用嫁接的雄株；生长慢，头十几年遮阴有限；不耐积水。",
              "Must be grafted male trees; slow, with limited shade in the first dozen years; does not stand wet feet."),
        (Words("没有落果，病虫害少。", "No fallen fruit, few pests."), Words("耐寒，寿命长。", "Hardy and long-lived.")),
        (Words("长得慢，树荫要等。", "Slow: the shade has to wait."), Words("春天有花粉，部分人会过敏。", "Pollen in spring, to which some are allergic.")),
    ),
    Proposal(
        "osmanthus", "Osmanthus fragrans", Words("桂花", "Sweet osmanthus"),
        Words("常绿小乔木，九月、十月开花，香气浓。", "A small evergreen tree, strongly scented in September and October."),
        Words("耐寒，树形矮，不遮路灯；请选不结实的品种，否则三四月有少量落果。",
              "Hardy and low, so it does not hide the lamps; choose sterile cultivars, others drop a few fruits in March and April."),
        (Words("四季常绿，秋天有花香。", "Green all year, scented in autumn."), Words("根系和树冠都小，适合窄人行道。", "Small roots and crown suit a narrow pavement.")),
        (Words("树冠小，遮阴少，长得较慢。", "Small crown, little shade, rather slow."), Words("香味浓，有人会不舒服。", "The scent is too strong for some.")),
    ),
    Proposal(
        "camphor", "Cinnamomum camphora (Camphora officinarum)", Words("香樟", "Camphor tree"),
        Words("常绿大乔木，树冠宽大，全年遮阴。", "A broad evergreen tree that gives shade all year."),
        Words("遮阴在五种里最多；树冠宽，株距要大，靠近房屋需常修剪；果实同样会染色，根系中等。",
              "The most shade of the five; the wide crown needs distance and, near houses, regular pruning. Its berries stain too; roots are medium."),
        (Words("树荫大，四季常绿。", "Wide shade, green all year."), Words("本地树种，耐寒，长得快。", "Native, hardy and fast.")),
        (Words("十月到次年三月落黑色小果，会染色。", "Small black berries fall from October to March and stain."), Words("株距要大，能种的棵数少。", "Needs distance, so fewer trees fit.")),
    ),
)  # fmt: skip

_HABIT = {"evergreen": Words("常绿", "evergreen"), "deciduous": Words("落叶", "deciduous")}
_LITTER = {
    "0": Words("没有", "none"), "1": Words("少", "little"), "2": Words("中等", "medium"), "3": Words("多，会染色", "much, and it stains"),
}  # fmt: skip
_ROOTS = {
    "0": Words("很弱", "very weak"), "1": Words("弱，少伤路面管线", "weak, seldom harm paving or pipes"),
    "2": Words("中等", "medium"), "3": Words("强", "strong"),
}  # fmt: skip
_ALLERGY = {
    "0": Words("几乎没有", "hardly any"),
    "1": Words("低", "low"),
    "2": Words("中等", "medium"),
    "3": Words("高", "high"),
}
_GROWTH = {
    "fast": Words("快", "fast"), "medium": Words("中等", "medium"), "slow": Words("慢", "slow"), "slow-medium": Words("偏慢", "rather slow"),
}  # fmt: skip
_HARDY = {"hardy": Words("耐寒", "hardy"), "marginal": Words("勉强", "marginal")}
_FLOWERS = {
    "red/pink/purple/white": Words("红色（本品种）", "red (this cultivar)"), "blue-violet": Words("蓝紫色", "blue-violet"),
    "inconspicuous": Words("不显眼", "inconspicuous"), "yellow/orange/white": Words("黄、橙或白色", "yellow, orange or white"),
    "yellow-green": Words("黄绿色", "yellow-green"),
}  # fmt: skip


def options(name: Naming, round_: Round) -> tuple[Option, ...]:
    """The five options, in the order of their symbols; voters see them in random order."""
    return tuple(
        Option(
            name("option", p.key),
            name.community,
            round_.id,
            p.key,
            position,
            p.title,
            p.summary,
            p.note,
            facts(p.scientific),
            p.pros,
            p.cons,
            species=p.scientific,
        )
        for position, p in enumerate(PROPOSALS)
    )


def facts(scientific: str) -> tuple[Fact, ...]:
    """The same lines for every species, from the catalogue."""
    row = species()[scientific]
    low, high = float(row["min_winter_temp_c"]), row["chengdu_hardiness"]
    hardy = _HARDY[high]
    return (
        Fact(Words("学名", "Scientific name"), Words(scientific, scientific)),
        Fact(Words("叶", "Leaves"), _HABIT[row["leaf_habit"]]),
        Fact(Words("成年高度", "Grown height"), _span(row, "height_m", "米", "m")),
        Fact(Words("冠幅（关系到树荫）", "Crown (its shade)"), _span(row, "crown_m", "米", "m")),
        Fact(Words("花", "Flowers"), _flowers(row)),
        Fact(Words("落果", "Fallen fruit"), _LITTER[row["fruit_litter_0_3"]]),
        Fact(Words("根系", "Roots"), _ROOTS[row["root_aggressiveness_0_3"]]),
        Fact(
            Words("成都过冬", "Winter in Chengdu"),
            Words(f"{hardy.zh}（约 {low:.0f} ℃）", f"{hardy.en} (to about {low:.0f} °C)"),
        ),
        Fact(Words("致敏", "Allergy"), _ALLERGY[row["allergen_0_3"]]),
        Fact(Words("生长", "Growth"), _GROWTH[row["growth_rate"]]),
        Fact(Words("株距", "Distance"), _span(row, "spacing_m", "米", "m")),
    )


def _span(row: Mapping[str, str], field: str, zh: str, en: str) -> Words:
    low, high = row[f"{field}_min"], row[f"{field}_max"]
    return Words(f"{low}–{high} {zh}", f"{low}–{high} {en}")


def _flowers(row: Mapping[str, str]) -> Words:
    colour, months = _FLOWERS[row["flower_colour"]], row["flower_months"].replace("-", "–")
    return Words(f"{colour.zh}，{months}月", f"{colour.en}, months {months}")
