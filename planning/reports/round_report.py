"""The report of a round: one HTML document that needs nothing else, is read on a screen and prints well on A4."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from planning.i18n import Translator
from planning.options.promises import promises
from planning.options.reading import ResultsView
from planning.reports import svg
from planning.reports.announced import announced
from planning.reports.marks import mark, style_of_marks
from planning.reports.result_sections import participation_told, sections, tie_resolution
from planning.reports.sections import Section
from planning.wording import clean

TEMPLATES = Path(__file__).parent / "templates"


def _finally(value: Any) -> Any:
    """Words without what cannot be seen; what is markup already stays as it is."""
    return clean(value, lines=True) if type(value) is str else value


@cache
def _templates() -> Environment:
    """Autoescape is on for every template: words of people come out as they were typed."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, finalize=_finally,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    made.globals["mark_of"] = mark
    return made


@cache
def style() -> str:
    """The style sheet of results, for pages and for the report."""
    return (TEMPLATES / "result.css").read_text(encoding="utf-8") + style_of_marks()


@dataclass(frozen=True, slots=True)
class Headline:
    """The result in one sentence, and what stands under it."""

    first: str
    rest: str
    tie: str
    people: str
    winners: tuple[int, ...]
    around: str = ""


def headline(view: ResultsView, t: Translator) -> Headline:
    """The first depth of reading."""
    first, *rest = map(t.sentence, view.sentences)
    people = t.joined(participation_told(view, t))
    winners = tuple(view.position(key) for key in view.winners)
    return Headline(first, t.joined(rest), tie_resolution(view, t), people, winners, t.sentences(view.around))


def round_report(view: ResultsView, t: Translator, now: datetime) -> str:
    """The whole document in one language."""
    return _templates().get_template("round.html").render(
        t=t, title=t.words(view.round.title), question=t.words(view.round.question),
        community=t.words(view.community.name), illustrative=view.community.illustrative,
        headline=headline(view, t), options=(*view.options, *view.withdrawn), rules=announced(view, t),
        sections=sections(view, t), drawn=_inline, css=Markup(style()), drawing=Markup(svg.STYLE),  # noqa: S704 - our own style sheets
        written=t.time(now, view.community.time_zone), promises=promises(provable=view.round.provable),
    )  # fmt: skip


def headline_html(view: ResultsView, t: Translator) -> str:
    """The first depth as a part of a page."""
    return _part("headline", t, headline(view, t))


def section_html(section: Section, t: Translator) -> str:
    """One section as a part of a page that keeps no SVG elements."""
    return _part("section", t, section, _as_image, False)


def rules_html(view: ResultsView, t: Translator) -> str:
    """What was announced, as a part of a page."""
    return _part("rules", t, t("What was announced in advance"), announced(view, t))


def promises_html(t: Translator, *, provable: bool) -> str:
    """What is promised and what is not, as a part of a page."""
    return _part("promises", t, promises(provable=provable))


def _part(name: str, t: Translator, *arguments: Any) -> str:
    module = _templates().get_template("parts.html").make_module({"t": t})
    macro: Callable[..., Markup] = getattr(module, name)
    return str(macro(*arguments))


def _inline(drawn: Markup, title: str) -> Markup:  # noqa: ARG001 - the picture carries its own title
    return drawn


def _as_image(drawn: Markup, title: str) -> Markup:
    height = drawn.split(' height="', 1)[1].split('"', 1)[0]
    # format escapes what it puts in
    return Markup('<img src="{}" alt="{}" style="height:{}px">').format(svg.address(drawn), title, height)
