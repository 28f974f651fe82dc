"""The stages of an instant runoff as a picture of transfers: a bar for each stage, and bands for what moves on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from planning.i18n import Translator
from planning.options.counting.exact import Exact, half
from planning.options.counting.result import Result, Stage
from planning.options.reading import ResultsView
from planning.options.telling import decimal
from planning.reports import svg
from planning.reports.bars import BAR_PX, segment
from planning.reports.marks import mark

HEAD_PX, GAP_PX = 24, 58
MOST_STAGES = 8
"""More would be a wall of bars: the last ones are drawn, the table tells them all."""

Span = tuple[float, float]
"""From where to where on the bar, in parts of all ballots."""


@dataclass(frozen=True, slots=True)
class Bar:
    """Where each option and the exhausted ballots lie in the bar of one stage."""

    spans: Mapping[str, Span]
    exhausted: Span


def final_order(result: Result) -> tuple[str, ...]:
    """Options from the winner to the first who left: so those who leave stand beside the exhausted ballots."""
    return tuple(option for group in result.ranking for option in group)


def drawn_stages(result: Result) -> tuple[tuple[int, Stage], ...]:
    """The stages of the picture with their numbers."""
    return tuple(enumerate(result.stages, start=1))[-MOST_STAGES:]


def stages_picture(view: ResultsView, result: Result, t: Translator, name: str = "stages") -> Markup:
    """The last stages, one under another; every bar is as long as all ballots with a ranking together."""
    total = sum(result.stages[0].tallies.values()) + result.stages[0].exhausted
    order = final_order(result)
    shown = drawn_stages(result)
    parts: list[str] = []
    y = 0.0
    for i, (number, stage) in enumerate(shown):
        bar = bar_of(stage, order, total)
        if i:
            before = shown[i - 1][1]
            bands = _bands(view, before, bar_of(before, order, total), bar, total)
            parts.append(_between(bands, y - GAP_PX))
        parts += _heading(number, stage, total, y, t)
        parts += _drawn(view, stage, bar, y + HEAD_PX)
        y += HEAD_PX + BAR_PX + GAP_PX
    told = t("A bar for each stage of the count; bands show where the ballots of an option go when it leaves.")
    return svg.picture(y - GAP_PX + 8, t("Stages of the count"), told, *parts, name=name)


def bar_of(stage: Stage, order: tuple[str, ...], total: Exact) -> Bar:
    """The spans of one stage."""
    spans: dict[str, Span] = {}
    at: Exact = 0
    for option in order:
        if option in stage.tallies:
            spans[option] = (float(at / total), float((at + stage.tallies[option]) / total))
            at += stage.tallies[option]
    return Bar(spans, (float(at / total), 1.0))


def _heading(number: int, stage: Stage, total: Exact, y: float, t: Translator) -> Iterator[str]:
    counting, middle = decimal(stage.continuing), half(stage.continuing)
    if isinstance(stage.continuing, int):
        said = t(
            "Stage {stage} · {counting} of {total} ballots count · {needed} needed",
            stage=number, counting=counting, total=decimal(total), needed=stage.continuing // 2 + 1,
        )  # fmt: skip
    else:
        said = t(
            "Stage {stage} · {counting} of {total} ballots count · more than {half} wins",
            stage=number, counting=counting, total=decimal(total), half=decimal(middle),
        )  # fmt: skip
    yield svg.words(said, x="0", y=y + 15, class_="halo")


def _drawn(view: ResultsView, stage: Stage, bar: Bar, y: float) -> Iterator[str]:
    for option, span in bar.spans.items():
        if stage.tallies[option]:
            yield segment(span, y, decimal(stage.tallies[option]), mark(view.position(option)))
    if stage.exhausted:
        yield segment(bar.exhausted, y, decimal(stage.exhausted), None)
    # Half of what counts: ticks at the edges, so that no number is struck through.
    middle = svg.share(bar.exhausted[0] / 2)
    for top, bottom in ((y - 6, y + 5), (y + BAR_PX - 5, y + BAR_PX + 6)):
        yield svg.element("line", x1=middle, x2=middle, y1=top, y2=bottom, class_="line", stroke_width=2.5)


def _between(bands: list[str], y: float) -> str:
    """Bands stretch with the width, and words do not: they are in a drawing of their own."""
    low = GAP_PX + HEAD_PX
    return svg.element(
        "svg", *bands, x=0, y=y, width="100%", height=low, viewBox=f"0 0 1000 {low}", preserveAspectRatio="none"
    )


def _bands(view: ResultsView, stage: Stage, before: Bar, after: Bar, total: Exact) -> list[str]:
    """What stays, pale; what moves on, strong, in the colour of the option that leaves."""
    filled = {option: after.spans[option][0] for option in after.spans}
    inner: list[str] = []
    for option, (left, right) in before.spans.items():
        if option in after.spans:
            inner.append(_band((left, right), (filled[option], filled[option] + right - left), view, option, 0.22))
            filled[option] += right - left
    used_up = after.exhausted[0]
    width = before.exhausted[1] - before.exhausted[0]
    if width > 0:
        inner.append(_path(before.exhausted, (1 - width, 1.0), "#8A8F96", 0.25))
    for option in (o for o in before.spans if o not in after.spans):
        at = before.spans[option][0]
        for heir, weight in stage.transfers.get(option, {}).items():
            moved = float(weight / total)
            inner.append(_band((at, at + moved), (filled[heir], filled[heir] + moved), view, option, 0.72))
            filled[heir] += moved
            at += moved
        rest = before.spans[option][1] - at
        if rest > 1e-12:
            inner.append(_path((at, at + rest), (used_up, used_up + rest), "#8A8F96", 0.55))
            used_up += rest
    return inner


def _band(source: Span, target: Span, view: ResultsView, option: str, opacity: float) -> str:
    return _path(source, target, mark(view.position(option)).colour, opacity)


def _path(source: Span, target: Span, colour: str, opacity: float) -> str:
    (a, b), (c, d) = ((1000 * x for x in span) for span in (source, target))
    low, middle = GAP_PX + HEAD_PX, (GAP_PX + HEAD_PX) / 2
    line = (
        f"M{a:.2f} 0C{a:.2f} {middle:g} {c:.2f} {middle:g} {c:.2f} {low}H{d:.2f}"
        f"C{d:.2f} {middle:g} {b:.2f} {middle:g} {b:.2f} 0Z"
    )
    return svg.element("path", d=line, fill=colour, fill_opacity=opacity)
