"""Matters of the illustrative community's public-opinion channel, and the statements that came before its vote."""

from __future__ import annotations

from datetime import timedelta

import numpy as np

from planning.actions.illustrative.matter import CLOSED_OPENS, MORNING
from planning.actions.illustrative.naming import Calendar, Naming
from planning.cases.matter import USUAL_DAYS, Deed, Level, Matter, MatterState, MatterSupport, Step, Via
from planning.surveys.statements import Conversation, Statement, VoteSheet
from planning.wording import Words

_METER = (
    Words("涉及全市水表，由街道报市里。", "It is about meters all over the city: handed up by way of the sub-district."),
    Words("市里答复：同意一户一表，明年起分批更换。", "The city agrees to one meter per household; they are changed in steps from next year."),
)  # fmt: skip
_TALKED = CLOSED_OPENS - 20
"""Day on which the conversation was opened; it closes when the first round opens."""
_SAID = (
    Words("换树可以，但要分段进行。", "Replace the trees, but section by section."),
    Words("夏天的树荫比路面干净更要紧。", "Shade in summer matters more than clean paving."),
    Words("勤打扫就够了，不必换树。", "Sweeping more often is enough: keep the trees."),
    Words("果子弄脏衣服和车，早该换了。", "The fruit stains clothes and cars: it is high time."),
    Words("树根伤了管道，必须处理。", "The roots harm the pipes: something must be done."),
    Words("新树要开花，街上才有颜色。", "The new trees should flower, for some colour in the street."),
    Words("花钱应先花在路灯上。", "Money should go to the street lamps first."),
    Words("每棵树由附近的住户认养。", "Each tree should be looked after by those who live beside it."),
)
_PEOPLE = 46
_CAMPS = ((1, 1, 1, -1, 0, -1, 1, 1), (1, -1, -1, 1, 1, 1, -1, 1))
"""How two camps stand to these statements; one in eight votes is another one, one in five is not cast."""


def channel(name: Naming, calendar: Calendar) -> tuple[Matter | Step | MatterSupport, ...]:
    """Four matters: one overdue with its duplicate, one answered by the city, one closed with a reason; in their order."""

    def raised(key: str, topic: str, text: str, day: int, **more: object) -> Matter:
        at = calendar.day(day, MORNING)
        usual: dict[str, object] = {"shown": True, "due_at": at + timedelta(days=USUAL_DAYS)}
        return Matter(name("matter", key), name.community, None, topic, text, at=at, **(usual | more))  # type: ignore[arg-type]

    def step(
        matter: Matter, number: int, deed: Deed, day: int, *, words: Words = Words(""), level: Level | None = None,
        other: str | None = None,
    ) -> Step:  # fmt: skip
        id_ = name("matter step", f"{matter.id} {number}")
        return Step(id_, name.community, matter.id, number, deed, calendar.day(day, MORNING), words, level, other)

    gate = raised(
        "gate",
        "safety",
        "北门的门禁坏了一个多星期，谁都能进来。",
        -12,
        place="北门",
        version=2,
        state=MatterState.RECEIVED,
    )
    again = raised("gate again", "safety", "北门门禁坏了，什么人都能进来", -6, merged_into=gate.id, version=2)
    meter = raised(
        "meter", "other", "一户一个水表，水费各算各的，楼长不用再垫钱。", -90, state=MatterState.ANSWERED, level=Level.CITY, version=4,
        via=Via.COUNTER,
    )  # fmt: skip
    bench = raised("bench", "seats", "巷口加两把长椅，老人走累了可以歇脚。", -40, state=MatterState.CLOSED, version=3)
    me_too = [
        MatterSupport(name("matter support", f"{n}"), name.community, gate.id, name("browser", f"channel {n}"), gate.at)
        for n in range(7)
    ]
    return (
        gate, again, meter, bench,
        step(gate, 2, Deed.RECEIVED, -11),
        step(again, 2, Deed.MERGED, -5, other=gate.id),
        step(meter, 2, Deed.RECEIVED, -89),
        step(meter, 3, Deed.HANDED_UP, -86, words=_METER[0], level=Level.CITY),
        step(meter, 4, Deed.REPLIED, -60, words=_METER[1], level=Level.CITY),
        step(bench, 2, Deed.ANSWERED, -36, words=Words("两把长椅已列入本季维修。", "Two benches are on this season's list of repairs.")),
        step(bench, 3, Deed.CLOSED, -20, words=Words("长椅已装好，请大家看看。", "The benches stand: have a look.")),
        *me_too,
    )  # fmt: skip


def statements(name: Naming, calendar: Calendar) -> tuple[Conversation | Statement | VoteSheet, ...]:
    """A conversation that closed before the first round opened, with two camps and what unites them."""
    id_, at = name("conversation", "trees"), calendar.day(_TALKED, MORNING)
    talk = Conversation(
        id_, name.community, name("case"), Words("行道树：您怎么看？", "The street trees: where do you stand?"),
        Words("请对每句话表态，约两分钟。这不是投票。", "Two minutes: say what you think of each sentence. It is no ballot."), at,
        calendar.day(CLOSED_OPENS, MORNING), "第一轮投票开始。", 2,
    )  # fmt: skip
    said = [
        Statement(name("statement", f"{number}"), name.community, id_, number, words, seed=True, at=at)
        for number, words in enumerate(_SAID, start=1)
    ]
    return talk, *said, *_sheets(name, talk)


def _sheets(name: Naming, talk: Conversation) -> list[VoteSheet]:
    chance = np.random.default_rng(name.seed)
    sheets = []
    for person in range(_PEOPLE):
        camp = _CAMPS[person % 2]
        other, cast = chance.random(len(camp)), chance.random(len(camp))
        votes = {
            str(place + 1): int(-vote if other[place] < 1 / 8 else vote)
            for place, vote in enumerate(camp)
            if cast[place] > 1 / 5 or person % 3 == 0
        }
        key = f"statements {person}"
        sheets.append(
            VoteSheet(name("vote sheet", key), name.community, talk.id, name("browser", key), talk.opened_at, votes)
        )
    return sheets
