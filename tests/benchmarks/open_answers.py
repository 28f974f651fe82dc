"""5,000 open answers cut into words, weighed and laid side by side, beside nothing but the cutting.

CPU time of one process, medians of five: answers as people write them, and answers that have nothing in common at all,
which is the worst there can be.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence

import rjieba

from planning.surveys.questionnaire.open_words import keywords, side_by_side, terms
from tests.benchmarks.installation import Installation
from tests.benchmarks.result import Result, median_of_five

ANSWERS = 5_000
LIMIT_MS = 2_000
_BEFORE = ("希望", "建议", "能不能", "请", "最好", "")
_MATTERS = (
    "加装电梯，老人上下楼太困难", "多种几棵树，夏天太晒", "晚上回来没地方停车", "女贞果子掉一地容易滑倒", "孩子放学后没有人看", "路灯太暗，晚上不安全",
    "垃圾桶太少，气味大", "小区门口多放几张长椅", "电动车堵住消防通道", "广场舞声音太吵", "一下雨就积水", "楼顶漏水要做防水",
    "more benches near the gate", "the street lamps are too dark at night", "child care after school", "没有", "👍",
)  # fmt: skip
_AFTER = ("", "，谢谢", "！", "，已经反映过好多次", "，我家住在三楼", "，希望尽快解决")


def open_answers(_made: Installation) -> list[Result]:
    """Both kinds."""
    draw = random.Random(7)
    usual = [
        "，".join(
            draw.choice(_BEFORE) + draw.choice(_MATTERS) + draw.choice(_AFTER) for _ in range(draw.choice((1, 1, 1, 2)))
        )
        for _ in range(ANSWERS)
    ]
    apart = ["".join(chr(draw.randrange(0x4E00, 0x9FA5)) for _ in range(60)) for _ in range(ANSWERS)]
    return [
        _measured("usual", usual, "5,000 answers of one or two matters"),
        _measured("apart", apart, "5,000 answers of 60 characters by chance"),
    ]


def _measured(name: str, texts: Sequence[str], note: str) -> Result:
    spent, bare = _cpu_ms(lambda: _read(texts)), _cpu_ms(lambda: _cut(texts))
    return Result(f"open_answers_{name}", spent, "ms", bare, LIMIT_MS, note)


def _read(texts: Sequence[str]) -> None:
    found = [terms(text) for text in texts]
    keywords(found)
    side_by_side(found)


def _cut(texts: Sequence[str]) -> None:
    for text in texts:
        rjieba.cut(text)


def _cpu_ms(work: Callable[[], None]) -> float:
    def once() -> float:
        begun = time.process_time()
        work()
        return (time.process_time() - begun) * 1000

    return median_of_five(once)


BENCHMARKS = {"open_answers": open_answers}
