"""Bars: how often each option stood at each rank, what each scored, and how many of each group voted."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from planning.i18n import Translator
from planning.options.counting.exact import Exact
from planning.options.reading import GroupPart, ResultsView
from planning.options.telling import decimal
from planning.reports import svg
from planning.reports.marks import Mark, mark

BAR_PX = 30
NARROW_PX, WIDE_PX = 320, 620
"""Widths for which it is decided whether a number has room in its part of a bar: a phone's, and wider ones."""
LETTER_PX = 8.2

Span = tuple[float, float]


def segment(span: Span, y: float, number: str, of: Mark | None, *, opacity: float = 1, symbol: bool = True) -> str:
    """A part of a bar with its symbol and its number, where there is room for them.

    :param of: the option it belongs to; None for what goes to nobody, which is hatched.
    """
    left, right = span
    fill = svg.element("rect", width="100%", height=BAR_PX, fill=of.colour if of else svg.HATCH, fill_opacity=opacity)
    edge = svg.element("line", x1="100%", x2="100%", y1=0, y2=BAR_PX, class_="gap", stroke_width=3)
    label = _label(right - left, number, of, symbol=symbol, dark=opacity < 1)
    return svg.element(
        "svg", fill, edge, *label, x=svg.share(left), y=float(y), width=svg.share(right - left), height=BAR_PX
    )


def _label(width: float, number: str, of: Mark | None, *, symbol: bool, dark: bool) -> list[str]:
    drawn = 20 if symbol and of else 4
    needed = drawn + 6 + LETTER_PX * len(number)
    said: list[str] = []
    if of and symbol and width * NARROW_PX >= 17:
        said.append(svg.symbol(of, x="11", y=BAR_PX / 2, size=12, fill=of.ink))
    if width * WIDE_PX >= needed:
        # A hatched or pale part is read in the ink of the page, a full one in the ink of its colour.
        ink = {"class_": "onhatch"} if of is None or dark else {"style": f"fill:{of.ink}"}
        if width * NARROW_PX < needed:
            ink["class_"] = f"{ink.get('class_', '')} wide".strip()
            if of and symbol and width * NARROW_PX < 17:
                said.append(svg.symbol(of, x="11", y=BAR_PX / 2, size=12, fill=of.ink, class_="wide"))
        said.append(svg.words(number, x=str(drawn + 2), y=BAR_PX / 2 + 5, **ink))
    return said


ROW_PX = 24
FADING = (1.0, 0.62, 0.38, 0.22, 0.14, 0.1, 0.07)


def ranks_picture(view: ResultsView, keys: Sequence[str], t: Translator, name: str = "ranks") -> Markup:
    """A bar for each option: first places darkest, then second ones and so on, hatched where it was not ranked."""
    assert view.outcome is not None  # noqa: S101 - drawn only where figures are told
    total = view.outcome.profile.weight
    parts: list[str] = []
    for i, key in enumerate(keys):
        y = i * (ROW_PX + BAR_PX + 14)
        parts += _row_title(view, key, y, t)
        parts += _ranks(view.outcome.standing[key], total, y + ROW_PX, mark(view.position(key)))
    told = t("For each option, on how many of {total} ballots it stood first, second and so on.", total=decimal(total))
    return svg.picture(len(keys) * (ROW_PX + BAR_PX + 14) - 10, t("Places of each option"), told, *parts, name=name)


def _ranks(row: Sequence[Exact], total: Exact, y: float, of: Mark) -> list[str]:
    """Parts of one bar: one for each rank, and the hatched one."""
    at: Exact = 0
    parts = []
    for place, weight in enumerate(row):
        if not weight:
            continue
        span = (float(at / total), float((at + weight) / total))
        last = place == len(row) - 1
        fading = FADING[min(place, len(FADING) - 1)]
        parts.append(
            segment(span, y, decimal(weight), None if last else of, opacity=1 if last else fading, symbol=False)
        )
        at += weight
    return parts


def _row_title(view: ResultsView, key: str, y: float, t: Translator, beside: str = "") -> list[str]:
    of = mark(view.position(key))
    title = shortened(t.words(view.titles[key]), 34 - len(beside))
    return [
        svg.symbol(of, x="8", y=y + 11, size=14),
        svg.words(title, x="22", y=y + 16),
        *([svg.words(beside, x="100%", y=y + 16, text_anchor="end", class_="soft")] if beside else []),
    ]


def shortened(text: str, most: int) -> str:
    """A title that fits above its bar on a phone; a Chinese sign takes the room of two letters."""
    room = 0
    for i, sign in enumerate(text):
        room += 2 if ord(sign) > 0x2E7F else 1
        if room > most and i < len(text) - 1:
            return text[:i].rstrip() + "…"
    return text


def scores_picture(
    view: ResultsView,
    scores: Sequence[tuple[str, Exact]],
    t: Translator,
    *,
    most: Exact,
    title: str,
    name: str = "scores",
) -> Markup:
    """A bar for each option, as long as its score is of the most that was possible."""
    parts: list[str] = []
    for i, (key, score) in enumerate(scores):
        y = i * (ROW_PX + BAR_PX + 12)
        said = t("{part} of {whole}", part=decimal(score), whole=decimal(most))
        parts += _row_title(view, key, y, t, said)
        parts.append(_track(y + ROW_PX))
        if score > 0:
            parts.append(segment((0, float(score / most)), y + ROW_PX, "", mark(view.position(key))))
    return svg.picture(len(scores) * (ROW_PX + BAR_PX + 12) - 8, title, title, *parts, name=name)


def _track(y: float, height: float = BAR_PX) -> str:
    return svg.element("rect", x=0, y=float(y), width="100%", height=float(height), class_="none", rx=2)


def turnout_picture(groups: Sequence[GroupPart], t: Translator, name: str = "turnout") -> Markup:
    """A thin bar for each group that may be told, as long as the part of it that voted."""
    parts: list[str] = []
    shown = [group for group in groups if group.enrolled is not None and group.voted is not None]
    for i, group in enumerate(shown):
        y = i * 40
        enrolled, voted = group.enrolled or 0, group.voted or 0
        said = t("{part} of {whole}", part=voted, whole=enrolled)
        parts.append(svg.words(shortened(t.words(group.name), 34 - len(said)), x="0", y=y + 15))
        parts.append(svg.words(said, x="100%", y=y + 15, text_anchor="end", class_="soft"))
        parts.append(_track(y + 21, 9))
        if voted:
            parts.append(svg.element(
                "rect", x=0, y=y + 21, width=svg.share(voted / enrolled), height=9, fill="#5B6B7C", rx=2))  # fmt: skip
    title = t("Turnout by courtyard and street front")
    return svg.picture(max(len(shown) * 40, 1), title, title, *parts, name=name)
