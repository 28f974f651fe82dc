"""What a voter reads: the options side by side, an order of preference, a receipt. HTML of fixed shape."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from planning import addresses
from planning.i18n import Translator
from planning.options.casting import place_of
from planning.options.money import yuan
from planning.options.option import Option
from planning.pages import style
from planning.queries.rounds import Ware
from planning.reports import standing
from planning.reports.marks import mark, style_of_marks
from planning.wording import Words

SHEET = Path(__file__).parents[1] / "assets" / "vote.css"


@cache
def _sheet() -> str:
    return f"<style>{SHEET.read_text(encoding='utf-8')}{style_of_marks()}</style>"


def stylesheet() -> None:
    """The vote page's own styles."""
    style.markup(_sheet())


def shuffled(wares: Iterable[Ware], voter: str) -> list[Ware]:
    """Options in an order that is random from voter to voter and the same for one voter on every run."""
    return sorted(wares, key=lambda ware: place_of(ware.option.id, voter))


def options(t: Translator, wares: Sequence[Ware]) -> None:
    """All options with equal space: photo, what it is, facts, for and against, the professional note.

    Every fact has a row of its own through all options, so that the eye can compare along it. Nothing where there are none.
    """
    if not wares:
        return
    label = html.escape(t("The options, side by side"), quote=True)
    facts = list(dict.fromkeys(fact.label for ware in wares for fact in standing.facts(ware.option, ware.screened)))
    cards = "".join(_card(t, ware, facts) for ware in wares)
    style.markup(
        f'<div class="jv-options" role="group" tabindex="0" aria-label="{label}" style="--rows:{5 + len(facts)}">{cards}</div>'
    )


def _card(t: Translator, ware: Ware, facts: Sequence[Words]) -> str:
    option = ware.option
    values = {fact.label: fact.value for fact in standing.facts(option, ware.screened)}
    cost = "" if option.cost is None else f"<b>{style.escaped(t('{cost} yuan', cost=yuan(option.cost)))}</b><br>"
    parts = (
        f"<h3>{symbol(option)}<span>{_said(t, option.title)}</span></h3>", _photo(t, ware),
        f"<p>{cost}{_said(t, option.summary)}</p>", *(_fact(t, label, values.get(label)) for label in facts),
        f"<div>{_list(t, t('For'), option.pros)}{_list(t, t('Against'), option.cons)}</div>", _note(t, option),
    )  # fmt: skip
    return f"<article>{''.join(parts)}</article>"


def _fact(t: Translator, label: Words, value: Words | None) -> str:
    return f'<p class="jv-fact"><span>{_said(t, label)}</span>{_said(t, value) if value else "–"}</p>'


def symbol(option: Option) -> str:
    """The option's symbol in its colour, as on every page of its round. Streamlit lets no SVG through: it is clipped."""
    shown = mark(option.position)
    return f'<i class="jv-mark jr-{shown.symbol}" style="background:{shown.colour}" aria-hidden="true"></i>'


def _said(t: Translator, words: Words) -> str:
    return style.escaped(words[t.language])


def _photo(t: Translator, ware: Ware) -> str:
    if not ware.photos:
        return "<div></div>"
    photo = ware.photos[0]
    alt = photo.caption[t.language] or ware.option.title[t.language]
    address = html.escape(addresses.to(addresses.PHOTO, photo=photo.id, w="480"), quote=True)
    return f'<img src="{address}" alt="{style.escaped(alt)}" loading="lazy">'


def _list(t: Translator, title: str, lines: Sequence[Words]) -> str:
    if not lines:
        return ""
    items = "".join(f"<li>{_said(t, words)}</li>" for words in lines)
    return f'<p class="jv-label">{style.escaped(title)}</p><ul>{items}</ul>'


def _note(t: Translator, option: Option) -> str:
    if not option.professional_note[t.language]:
        return "<div></div>"
    title = style.escaped(t("What the planners say"))
    return f"<details open><summary>{title}</summary><p>{_said(t, option.professional_note)}</p></details>"


def order(t: Translator, ranked: Sequence[Option], rest: Sequence[Option], *, numbered: bool = True) -> None:
    """An order of preference as a list with its numbers (a tick each where there is no order), and what was left out."""
    lines = [
        f"<li><b>{number if numbered else '✓'}</b>{symbol(option)}<span>{_said(t, option.title)}</span></li>"
        for number, option in enumerate(ranked, start=1)
    ]
    off = style.escaped(t("not ranked") if numbered else t("not marked"))
    lines += [f'<li class="off"><b>–</b>{symbol(o)}<span>{_said(t, o.title)} · {off}</span></li>' for o in rest]
    style.markup(f'<ol class="jv-order">{"".join(lines)}</ol>')


def points(t: Translator, options: Sequence[Option], given: Mapping[str, int], most: int) -> None:
    """The points that a ballot gives, the most first; and which options have none."""
    ordered = sorted(options, key=lambda option: (-given.get(option.key, -1), option.position))
    lines = []
    for option in ordered:
        has = option.key in given
        told = "" if has else f" · {style.escaped(t('no points'))}"
        number = f"{given[option.key]}/{most}" if has else "–"
        lines.append(f'<li{"" if has else " class=off"}><b>{number}</b>{symbol(option)}<span>{_said(t, option.title)}{told}</span></li>')  # fmt: skip
    style.markup(f'<ol class="jv-order">{"".join(lines)}</ol>')


def receipt(title: str, number: str, when: str) -> None:
    """The receipt, large enough to be photographed."""
    style.markup(
        f'<div class="jv-receipt" role="status"><p>{style.escaped(title)}</p><b>{style.escaped(number)}</b>'
        f"<p>{style.escaped(when)}</p></div>"
    )
