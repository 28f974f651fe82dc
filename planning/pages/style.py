"""How pages look beyond Streamlit's theme: one stylesheet, and the few pieces of HTML that pages may write.

Everything that a person typed is escaped here and nowhere else; ``st.html`` is called only in this module (and in the
map's frame), so that a page cannot let words become markup.
"""

from __future__ import annotations

import base64
import html
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import streamlit as st

from planning.i18n import Translator
from planning.wording import clean, for_markdown

DRAWINGS = {
    "empty": ("M4 7h16v12H4z", "M4 7l3-4h10l3 4", "M9 12h6"),
    "file": ("M6 3h8l4 4v14H6z", "M14 3v4h4", "M9 13h6M9 16h6"),
    "house": ("M3 11l9-7 9 7", "M6 9v11h12V9", "M10 20v-6h4v6"),
    "later": ("M12 3a9 9 0 1 0 .01 0", "M12 7v5l4 2"),
    "locked": ("M6 11h12v9H6z", "M8.5 11V8a3.5 3.5 0 0 1 7 0v3", "M12 14v3"),
    "received": ("M5 4h14v16l-2.3-1.6L14.3 20 12 18.4 9.7 20l-2.4-1.6L5 20z", "M8.5 10.5l2.5 2.5 4.5-5"),
    "talk": ("M4 5h16v11h-9l-4 4v-4H4z", "M8 9h8M8 12h5"),
    "warning": ("M12 4l9 16H3z", "M12 10v5M12 17.5v.5"),
}
"""Line drawings of 24 x 24: no font of symbols is needed on any machine."""

_LINES = (
    "<style>path{fill:none;stroke:#5B6570;stroke-width:1.6;stroke-linejoin:round;stroke-linecap:round}"
    "@media (prefers-color-scheme:dark){path{stroke:#A9B2BC}}</style>"
)

SHEET = Path(__file__).parent / "assets" / "pages.css"


@cache
def _sheet() -> str:
    return f"<style>{SHEET.read_text(encoding='utf-8')}</style>"


def stylesheet() -> None:
    """Put the stylesheet on the page; called once a run by the frame."""
    st.html(_sheet())


def escaped(text: str) -> str:
    """Words as literal text of an HTML document, line breaks kept."""
    return html.escape(clean(text, lines=True), quote=True).replace("\n", "<br>")


def markup(fragment: str) -> None:
    """HTML made by a drawing function of the pages (charts, tables); every word in it went through :func:`escaped`.

    Nothing is drawn for an empty fragment (a list without lines), which Streamlit refuses.
    """
    if fragment.strip():
        st.html(fragment)


def lead(text: str) -> None:
    """The one line under a title: where am I, and what is it about."""
    st.html(f'<p class="jy-lead">{escaped(text)}</p>')


def quiet(text: str) -> None:
    """A side remark."""
    st.html(f'<p class="jy-quiet">{escaped(text)}</p>')


def badges(*texts: str) -> None:
    """Small labels in a row."""
    st.html('<p class="jy-badges">' + "".join(f"<span>{escaped(text)}</span>" for text in texts if text) + "</p>")


def literal(text: str) -> str:
    """Words as literal text of a heading or a label, which Streamlit reads as Markdown."""
    return for_markdown(text)


def figures(*rows: tuple[int, str, str]) -> None:
    """Numbers with what they count; ``(number, words, kind)``, the kind giving shape and colour."""
    items = "".join(
        f'<li class="jy-kind-{kind}"><b>{number:,}</b> {escaped(words)}</li>' for number, words, kind in rows
    )
    st.html(f'<ul class="jy-figures">{items}</ul>')


def drawn_state(drawing: str, sentence: str) -> None:
    """Empty, loading, closed, offline, refused: a small drawing and one sentence that says what to do.

    :param drawing: a name of :data:`DRAWINGS`.
    """
    paths = "".join(f'<path d="{path}"/>' for path in DRAWINGS[drawing])
    st.html(f'<div class="jy-state" role="status">{picture(_LINES + paths, 24, 24)}<p>{escaped(sentence)}</p></div>')


def count(t: Translator, counted: int | None) -> str:
    """A number, or that it is not shown since it would tell on somebody."""
    return t("not shown") if counted is None else str(counted)


def picture(drawn: str, width: int, height: int, about: str = "") -> str:
    """What is inside an SVG drawing, as an image: Streamlit takes drawings themselves out of markup.

    :param about: what it shows, for those who cannot see it; empty where words beside it say the same.
    """
    whole = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">{drawn}</svg>'
    source = base64.b64encode(whole.encode()).decode()
    return f'<img src="data:image/svg+xml;base64,{source}" width="{width}" height="{height}" alt="{escaped(about)}">'


def photo(url: str, alt: str, caption: str = "") -> None:
    """A photograph, whole."""
    under = f"<figcaption>{escaped(caption)}</figcaption>" if caption else ""
    st.html(
        f'<figure class="jy-photo"><img src="{html.escape(url, quote=True)}" alt="{escaped(alt)}" loading="lazy">'
        f"{under}</figure>"
    )


def photos(pictures: Iterable[tuple[str, str]]) -> None:
    """Several photographs ``(url, alt)`` in a row that wraps."""
    images = "".join(
        f'<a href="{html.escape(url, quote=True)}" target="_blank" rel="noopener">'
        f'<img src="{html.escape(url, quote=True)}" alt="{escaped(alt)}" loading="lazy"></a>'
        for url, alt in pictures
    )
    if images:
        st.html(f'<div class="jy-photos">{images}</div>')


def inside(url: str, height_px: int, words: str) -> None:
    """A light page of ours inside this one; ``url`` is one of our own addresses, ``words`` say what it is for."""
    st.iframe(url, height=height_px, alt=words)


def files(offered: Iterable[tuple[str, str]], heading: str = "") -> None:
    """Files to take along, each as ``(address, words)``; they open beside this page."""
    title = f"<h2>{escaped(heading)}</h2>" if heading else ""
    items = "".join(
        f'<li><a href="{escaped(url)}" target="_blank" rel="noopener">{escaped(words)}</a></li>'
        for url, words in offered
    )
    st.html(f'<section class="jr-section">{title}<ul class="jr-files">{items}</ul></section>')


def link(url: str, words: str) -> None:
    """A link out of Streamlit, to a plain route: opens in the same tab."""
    st.html(f'<p class="jy-link"><a href="{html.escape(url, quote=True)}" target="_self">{escaped(words)}</a></p>')


def table(head: Sequence[str], lines: Iterable[Sequence[str]]) -> None:
    """Lines of words; it scrolls sideways where it is wider than the page.

    :param head: headings of the columns; none where they say nothing.
    :param lines: the first of each line names it.
    """
    cells = "".join(f'<th scope="col">{escaped(cell)}</th>' for cell in head)
    body = "".join(
        f'<tr><th scope="row">{escaped(name)}</th>{"".join(f"<td>{escaped(cell)}</td>" for cell in rest)}</tr>'
        for name, *rest in lines
    )
    above = f"<thead><tr>{cells}</tr></thead>" if cells else ""
    st.html(f'<div class="jy-scroll" tabindex="0"><table class="jy-table">{above}<tbody>{body}</tbody></table></div>')


def code_to_scan(drawn: str, url: str) -> None:
    """A QR code of our own drawing (:mod:`planning.reports.qr`), with its address under it."""
    whole = str(drawn).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    image = base64.b64encode(whole.encode()).decode()
    st.html(
        f'<figure class="jy-photo" style="max-width:14rem"><img src="data:image/svg+xml;base64,{image}" alt="{escaped(url)}" '
        f'style="background:#fff;padding:.5rem"><figcaption>{escaped(url)}</figcaption></figure>'
    )
