"""Drawing in SVG: elements whose words are always escaped, and lengths in per cent of whatever width there is."""

from __future__ import annotations

import html
from urllib.parse import quote

from markupsafe import Markup

from planning.reports.marks import Mark
from planning.wording import clean

STYLE = (
    "text{font:600 13px 'PingFang SC','Noto Sans SC','Noto Sans CJK SC','Microsoft YaHei',sans-serif;fill:#1E2328}"
    ".soft{fill:#5B6570;font-weight:400}.line{stroke:#1E2328}.gap{stroke:#FBFAF7}"
    ".halo{paint-order:stroke;stroke:#FBFAF7;stroke-width:5px;stroke-linejoin:round}"
    ".none{fill:#E4DFD5}.hatch{stroke:#8A8F96;stroke-width:1.5}.onhatch{fill:#1E2328}"
    "@media (max-width:620px){.wide{display:none}}"
)
DARK = (
    "@media screen and (prefers-color-scheme:dark){text{fill:#E9ECEF}.soft{fill:#A9B2BC}.line{stroke:#E9ECEF}"
    ".gap,.halo{stroke:#15191D}.none{fill:#2B333B}.hatch{stroke:#66707A}.onhatch{fill:#E9ECEF}}"
)


def element(name: str, *inner: str, **attributes: object) -> str:
    """One element; ``_`` in a name of an attribute stands for ``-``, and a trailing one is dropped."""
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{html.escape(_written(value))}"' for key, value in attributes.items()
    )
    return f"<{name}{said}>{''.join(inner)}</{name}>" if inner else f"<{name}{said}/>"


def _written(value: object) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def share(part: float) -> str:
    """A part of the width."""
    return f"{100 * part:.3f}%"


def words(text: str, *, x: str, y: float, **attributes: object) -> str:
    """Text, literal whatever it holds."""
    return element("text", html.escape(clean(text)), x=x, y=float(y), **attributes)


def symbol(mark: Mark, *, x: str, y: float, size: float, fill: str | None = None, **attributes: object) -> str:
    """An option's symbol with its middle at a place; ``x`` may be a share of the width."""
    points = " ".join(f"{px:g},{py:g}" for px, py in mark.points)
    half = size / 2
    shape = element("polygon", points=points, fill=fill or mark.colour)
    inner = element("svg", shape, x=-half, y=-half, width=size, height=size, viewBox="0 0 100 100")
    # A nested svg takes a share of the width as its origin; its own children then count from there in pixels.
    return element("svg", inner, x=x, y=float(y), overflow="visible", **attributes)


def picture(height: float, title: str, description: str, *parts: str, name: str) -> Markup:
    """A whole picture that fills whatever width it gets; its words keep their size on every screen.

    :param name: word that is unique on its page, for the ids of title and description.
    """
    told = element("title", html.escape(clean(title)), id=f"{name}-t") + element(
        "desc", html.escape(clean(description)), id=f"{name}-d"
    )
    body = "".join(parts).replace(HATCH, f"url(#{name}-hatch)")
    return Markup(  # noqa: S704 - every word and attribute above went through html.escape
        element(
            "svg", told, element("defs", _HATCHING.replace("HATCH", f"{name}-hatch")), body,
            xmlns="http://www.w3.org/2000/svg", width="100%", height=float(height), role="img",
            aria_labelledby=f"{name}-t {name}-d", class_="jr-svg",
        )
    )  # fmt: skip


HATCH = "url(#jr-hatch)"
"""Fill of what goes to nobody."""

_HATCHING = (
    '<pattern id="HATCH" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="6" height="6" class="none"/><path d="M0 0V6" class="hatch"/></pattern>'
)


def address(drawn: Markup) -> str:
    """The picture as a ``data:`` address, for pages that keep no SVG elements; it brings its style along."""
    styled = str(drawn).replace("<defs>", f"<style>{STYLE}{DARK}</style><defs>", 1)
    return "data:image/svg+xml," + quote(styled, safe=" =:/'(),;")
