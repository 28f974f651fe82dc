"""Two objections of the illustrative community with their visits, and what was decided after its closed round."""

from __future__ import annotations

from datetime import timedelta

from planning.actions.illustrative.matter import CLOSED_CLOSES, MORNING
from planning.actions.illustrative.naming import Calendar, Naming
from planning.cases.decision import CaseDecision, Force, Way
from planning.cases.dissent import Call, Objection, Outcome
from planning.surveys.comment import Topic
from planning.wording import Words

OBJECTED, VISITED, AGAIN, DECIDED = -70, -66, -58, CLOSED_CLOSES + 3


def dissent(name: Naming, calendar: Calendar) -> tuple[Objection | Call | CaseDecision, ...]:
    """In the order in which one leads to another."""
    here, case = name.community, name("case")
    at = calendar.day(OBJECTED, MORNING)
    answer = Words(
        "分两年、分段更换，先种后砍做不到，但每次只动一段，并优先选长得快、树荫大的树种。",
        "The trees are replaced in sections over two years. New ones cannot grow first, but one section is worked on at a time, and species that "
        "soon give shade come first.",
    )  # fmt: skip
    shade = Objection(
        name("objection", "shade"), here, case, Topic.SHADE.value, "3-2-601",
        "这些树长了三十年。砍掉以后，夏天我走到菜市场这一路没有一处阴凉。", True, None, at, None, answer, calendar.day(AGAIN, MORNING), 2,
    )  # fmt: skip
    shop = Objection(
        name("objection", "shop"), here, case, Topic.OTHER.value, "一家面馆", "施工围挡一个月，店就不用开了。", False, None, at,
    )  # fmt: skip
    return (
        shade,
        shop,
        _call(name, calendar, shade, VISITED, ("专业规划师、居民规划师", "树根和管线的现状；分段更换怎么安排。", Outcome.STANDS)),
        _call(name, calendar, shade, AGAIN, ("社区工作者", "带去各树种长成以后的树荫对比，再听了一次。", Outcome.STANDS)),
        _call(name, calendar, shop, VISITED, ("社区工作者", "围挡每段约两周，避开午市，留出门口。", Outcome.MET)),
        CaseDecision(
            name("decision", "replace"), here, case,
            Words("女贞分两年、分段更换；树种由第二轮投票提出建议。", "The privets are replaced in sections over two years; a second round advises on the species."),
            Way.ROUND, Force.ADVISORY, (calendar.day(DECIDED) + timedelta(hours=8)).date(), calendar.day(DECIDED, MORNING),
            name("round", "replace-or-keep"),
        ),
    )  # fmt: skip


def _call(name: Naming, calendar: Calendar, objection: Objection, day: int, told: tuple[str, str, Outcome]) -> Call:
    went, explained, outcome = told
    at = calendar.day(day, MORNING)
    id_ = name("visit", f"{objection.id} {day}")
    return Call(id_, name.community, objection.id, at.date(), went, explained, outcome, at)
