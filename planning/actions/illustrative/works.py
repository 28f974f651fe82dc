"""Two works of the illustrative community: one under way, one planned, with what they keep, alter and take away."""

from __future__ import annotations

from datetime import date

from planning.actions.illustrative.ground import Ground
from planning.actions.illustrative.naming import Calendar, Naming
from planning.cases.works import Fate, Milestone, Touched, Work, WorkState
from planning.surveys.observation import Condition
from planning.wording import Words

REPLACED = 6


def works(name: Naming, calendar: Calendar, here: Ground) -> tuple[Work | Milestone | Touched, ...]:
    """In the order in which one leads to another."""
    pipes = Work(
        name("work", "pipes"), name.community, name("case"),
        Words("管线探查与检查井修补", "Survey of the lines, manholes mended"), "一家管线探测公司（示意）",
        _day(calendar, -12), _day(calendar, 9), calendar.day(-20), WorkState.UNDER_WAY, _day(calendar, -10), version=2,
    )  # fmt: skip
    first = Work(
        name("work", "first"), name.community, name("case"),
        Words("第一段换树：先换枯死和衰弱的", "First section: dead and failing trees first"), "",
        _day(calendar, 40), _day(calendar, 54), calendar.day(-20),
    )  # fmt: skip
    steps = (
        (pipes, "地下管线探查", "Lines found and mapped", -4, -5),
        (pipes, "检查井修补", "Manholes mended", 6, None),
        (first, "告知沿街商铺和住户", "Shops and households told", 33, None),
        (first, "种下新树", "New trees planted", 54, None),
    )
    standing = [tree for tree in here.trees if tree.removed_at is None]
    worst = sorted(
        standing, key=lambda tree: (tree.condition is not Condition.DEAD, tree.condition is not Condition.POOR, tree.id)
    )
    things = (
        (pipes, "检查井", "Manholes", Fate.KEPT, 9),
        (pipes, "换井盖的检查井", "Manholes with a new cover", Fate.ALTERED, 4),
        (first, "女贞", "Privets", Fate.KEPT, len(standing) - REPLACED),
    )
    return (
        pipes,
        first,
        *(
            Milestone(name("milestone", en), name.community, work.id, Words(zh, en), _day(calendar, due),
                      None if reached is None else _day(calendar, reached))
            for work, zh, en, due, reached in steps
        ),
        *(
            Touched(name("touched", en), name.community, work.id, "", "", fate, count, Words(zh, en))
            for work, zh, en, fate, count in things
        ),
        *(
            Touched(name("touched", tree.id), name.community, first.id, "tree", tree.id, Fate.REMOVED)
            for tree in worst[:REPLACED]
        ),
    )  # fmt: skip


def _day(calendar: Calendar, days: int) -> date:
    return calendar.day(days, 4).date()
